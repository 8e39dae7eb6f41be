//! From the fields of a form into the answers of a draft, and the acts of its buttons. Nothing is
//! judged here: what is wrong is kept as well, so that nothing typed is lost.

use crate::form::{Pairs, value, values};
use app::sectors::Sector;
use domain::{
    municipality::{self, MunicipalityCode, Province},
    party::PartnerKind,
    registration::{Answers, Applicant, PersonAnswer, Step, SystemAnswer},
};
use jiff::civil::Date;

/// The most people of one kind that the form takes.
pub(super) const MOST_PEOPLE: usize = 10;

/// The most characters kept of a line, and of a text. More than any rule allows.
const LONGEST_LINE: usize = 1_000;
const LONGEST_TEXT: usize = 8_000;

/// The most municipalities kept of a list, more than exist.
const MOST_CODES: usize = 1_000;

/// What a button asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Save and go on.
    Next,
    /// Save and go back.
    Previous,
    /// Save and stop for now.
    Keep,
    /// One more person or municipality.
    Add,
    /// Without the person or municipality at this place.
    Remove(usize),
    /// The registrant is a contact person.
    Myself,
    /// All municipalities of a province, or none if all are chosen.
    Whole(Province),
}

impl Act {
    /// From the value of the button; Enter sends the first one.
    pub(super) fn parse(code: &str) -> Self {
        match code {
            "vorige" => Self::Previous,
            "bewaren" => Self::Keep,
            "toevoegen" => Self::Add,
            "zelf" => Self::Myself,
            _ => {
                let index = code.strip_prefix("verwijderen-").and_then(|index| index.parse().ok());
                let province = code.strip_prefix("provincie-").and_then(|slug| Province::parse(slug).ok());
                match (index, province) {
                    (Some(index), _) => Self::Remove(index),
                    (_, Some(province)) => Self::Whole(province),
                    _ => Self::Next,
                }
            }
        }
    }

    /// What it does to the answers of a page.
    pub(super) fn change(self, step: Step, answers: &mut Answers, today: Date) {
        let people = match step {
            Step::Contacts => Some(&mut answers.contacts),
            Step::Signatories => Some(&mut answers.signatories),
            _ => None,
        };
        match (self, people) {
            (Self::Next, Some(people)) => people.retain(|person| !person.is_blank()),
            (Self::Add, Some(people)) if people.len() < MOST_PEOPLE => {
                if people.is_empty() {
                    people.push(PersonAnswer::default());
                }
                people.push(PersonAnswer::default());
            }
            (Self::Remove(index), Some(people)) => app::registrations::withdraw_person(people, index),
            (Self::Myself, Some(people)) => {
                let mine = PersonAnswer {
                    name: answers.registrant_name.clone(),
                    email: answers.registrant_email.clone(),
                    ..PersonAnswer::default()
                };
                let blank = people.iter().position(|person| person.name.is_empty() && person.email.is_empty());
                if people.is_empty() {
                    people.push(mine);
                } else if let Some(blank) = blank {
                    (people[blank].name, people[blank].email) = (mine.name, mine.email);
                }
            }
            (Self::Remove(index), None) if step == Step::Homes && index < answers.area_codes.len() => {
                answers.area_codes.remove(index);
            }
            (Self::Whole(province), None) => {
                let codes = match step {
                    Step::Members => &mut answers.members,
                    Step::Area => {
                        "chosen".clone_into(&mut answers.area);
                        &mut answers.area_codes
                    }
                    _ => return,
                };
                toggle(codes, province, today);
            }
            _ => {}
        }
    }
}

fn toggle(codes: &mut Vec<String>, province: Province, today: Date) {
    let all: Vec<&str> =
        municipality::valid_on(today).filter(|one| one.province == province).map(|one| one.code.as_str()).collect();
    if all.iter().all(|code| codes.iter().any(|chosen| chosen == code)) {
        codes.retain(|chosen| !all.contains(&chosen.as_str()));
    } else {
        let missing: Vec<String> =
            all.into_iter().filter(|code| codes.iter().all(|chosen| chosen != code)).map(str::to_owned).collect();
        codes.extend(missing);
    }
}

fn clip(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

fn text(pairs: &Pairs, name: &str) -> String {
    clip(value(pairs, name), LONGEST_LINE)
}

/// The answers of one page, from its fields.
pub(super) fn fill(answers: &mut Answers, applicant: Applicant, step: Step, pairs: &Pairs, sectors: &[Sector]) {
    match step {
        Step::Begin => {
            answers.registrant_name = text(pairs, "registrant_name");
            answers.registrant_email = text(pairs, "registrant_email");
        }
        Step::Organisation => organisation(answers, applicant, pairs, sectors),
        Step::Members => answers.members = codes(pairs, "members"),
        Step::System => systems(answers, pairs),
        Step::Area => {
            answers.area = text(pairs, "area");
            answers.area_codes = codes(pairs, "area_codes");
        }
        Step::Homes => answers.area_codes = codes(pairs, "area_codes").iter().map(|typed| code_of(typed)).collect(),
        Step::Contacts => answers.contacts = people(pairs, "contacts"),
        Step::Signatories => {
            answers.signatories = people(pairs, "signatories");
            answers.jointly = !value(pairs, "jointly").is_empty();
        }
        Step::Execution => {
            answers.executor = text(pairs, "executor");
            answers.executor_name = text(pairs, "executor_name");
            answers.executor_party = !value(pairs, "executor_party").is_empty();
        }
        Step::Clients => answers.clients = clip(value(pairs, "clients"), LONGEST_TEXT),
        Step::Home => {
            answers.registrant_name = text(pairs, "registrant_name");
            answers.registrant_email = text(pairs, "registrant_email");
            answers.phone = text(pairs, "phone");
            answers.kvk = text(pairs, "kvk");
            address(answers, pairs);
        }
        Step::Review => {}
    }
}

fn address(answers: &mut Answers, pairs: &Pairs) {
    answers.street = text(pairs, "street");
    answers.postcode = text(pairs, "postcode");
    answers.city = text(pairs, "city");
}

fn organisation(answers: &mut Answers, applicant: Applicant, pairs: &Pairs, sectors: &[Sector]) {
    match applicant {
        Applicant::Municipality => answers.municipality = text(pairs, "municipality"),
        _ => answers.name = text(pairs, "name"),
    }
    if matches!(applicant, Applicant::Municipality | Applicant::JointBody) {
        answers.organ = text(pairs, "organ");
    }
    if applicant == Applicant::SignalPartner {
        (answers.sector, answers.partner_kind) = kind_of(value(pairs, "partner_kind"), sectors).unwrap_or_default();
    }
    answers.kvk = text(pairs, "kvk");
    answers.website = text(pairs, "website");
    address(answers, pairs);
}

/// Sector and kind of a choice as `huur.housing_association`; only sectors that are open.
fn kind_of(choice: &str, sectors: &[Sector]) -> Option<(String, String)> {
    let (sector, kind) = choice.split_once('.')?;
    let kind = PartnerKind::parse(kind)?;
    let open = sectors.iter().any(|known| known.open && known.code == sector);
    let fits = open && PartnerKind::of_sector(sector).contains(&kind);
    fits.then(|| (sector.to_owned(), kind.as_str().to_owned()))
}

fn codes(pairs: &Pairs, name: &str) -> Vec<String> {
    values(pairs, name)
        .iter()
        .map(|code| clip(code.trim(), 100))
        .filter(|code| !code.is_empty())
        .take(MOST_CODES)
        .collect()
}

/// The code of a municipality that was typed by name; what is no municipality stays as it is.
fn code_of(typed: &str) -> String {
    MunicipalityCode::parse(typed)
        .ok()
        .or_else(|| municipality::by_name(typed).map(|found| found.code))
        .map_or_else(|| typed.to_owned(), |code| code.to_string())
}

fn systems(answers: &mut Answers, pairs: &Pairs) {
    let system = |field: &str| SystemAnswer { code: text(pairs, field), name: text(pairs, &format!("{field}_name")) };
    answers.system = system("system");
    let own = answers.members.iter().filter_map(|code| {
        let code = MunicipalityCode::parse(code).ok()?;
        let own = system(&format!("system-{code}"));
        (!own.code.is_empty()).then(|| (code.to_string(), own))
    });
    answers.member_systems = own.collect();
}

fn people(pairs: &Pairs, list: &str) -> Vec<PersonAnswer> {
    (0..MOST_PEOPLE)
        .map_while(|index| {
            let prefix = format!("{list}-{index}-");
            let part = |part: &str| text(pairs, &format!("{prefix}{part}"));
            pairs.iter().any(|(name, _)| name.starts_with(&prefix)).then(|| PersonAnswer {
                name: part("name"),
                email: part("email"),
                phone: part("phone"),
                function: part("function"),
                works_at: part("works_at"),
                ground: part("ground"),
                mandate_date: part("mandate_date"),
                own_mailbox: !part("own_mailbox").is_empty(),
            })
        })
        .collect()
}
