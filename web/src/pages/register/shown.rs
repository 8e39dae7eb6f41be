//! The answers in words, page by page, each with a link to change it.

use super::{
    fields::{Fields, heading, municipality_name},
    review::change,
    texts::Texts,
};
use crate::{lang::Lang, parts::SummaryList, words};
use app::sectors::Sector;
use domain::{
    party::{Ground, Organ, PartnerKind, WarningSystem},
    registration::{Answers, Applicant, PersonAnswer, Step, SystemAnswer},
    values::{KvkNumber, Postcode},
};
use jiff::civil::Date;

/// The answers of one page.
pub(super) struct Section {
    pub(super) title: &'static str,
    pub(super) list: SummaryList,
}

/// The answers of a draft.
pub(super) struct Shown<'a> {
    pub(super) lang: Lang,
    pub(super) applicant: Applicant,
    pub(super) answers: &'a Answers,
    pub(super) sectors: &'a [Sector],
}

/// The rows of one page: label, value, field.
type Rows = Vec<(String, String, String)>;

fn row(rows: &mut Rows, label: &str, value: &str, field: &str) {
    rows.push((label.to_owned(), value.to_owned(), field.to_owned()));
}

impl Shown<'_> {
    /// A section for each page of questions.
    pub(super) fn sections(&self) -> Vec<Section> {
        self.applicant
            .steps()
            .iter()
            .filter(|step| **step != Step::Review)
            .map(|step| {
                let rows = self.rows(*step);
                let list = rows.into_iter().fold(SummaryList::new(self.lang), |list, (label, value, field)| {
                    list.row_change(label, value, change(self.applicant, *step, &field))
                });
                Section { title: heading(self.applicant, *step, self.lang).0, list }
            })
            .collect()
    }

    /// The answers of one page: label, value, field.
    pub(super) fn rows(&self, step: Step) -> Rows {
        let (f, a) = (Fields::of(self.lang), self.answers);
        let mut rows = Rows::new();
        match step {
            Step::Begin => self.registrant(&mut rows),
            Step::Home => {
                self.registrant(&mut rows);
                row(&mut rows, f.person_phone, &a.phone, "phone");
                self.address(&mut rows);
                row(&mut rows, f.kvk, &kvk(&a.kvk), "kvk");
            }
            Step::Organisation => self.organisation(&mut rows),
            Step::Members => row(&mut rows, f.members_legend, &self.places(&a.members), "members"),
            Step::System => self.systems(&mut rows),
            Step::Area => {
                let area = match a.area.as_str() {
                    "country" => f.whole_country.to_owned(),
                    "chosen" => self.places(&a.area_codes),
                    _ => String::new(),
                };
                row(&mut rows, f.area_legend, &area, "area");
            }
            Step::Homes => row(&mut rows, f.homes_label, &self.places(&a.area_codes), "area_codes"),
            Step::Contacts => self.people(&mut rows, "contacts", &a.contacts),
            Step::Signatories => {
                self.people(&mut rows, "signatories", &a.signatories);
                if a.jointly {
                    row(&mut rows, f.jointly_legend, f.jointly, "jointly");
                }
            }
            Step::Execution => self.execution(&mut rows),
            Step::Clients => row(&mut rows, f.clients_label, &a.clients, "clients"),
            Step::Review => {}
        }
        rows
    }

    fn registrant(&self, rows: &mut Rows) {
        let (f, a) = (Fields::of(self.lang), self.answers);
        row(rows, f.registrant_name, &a.registrant_name, "registrant_name");
        row(rows, f.registrant_email, &a.registrant_email, "registrant_email");
    }

    fn address(&self, rows: &mut Rows) {
        let a = self.answers;
        let postcode = Postcode::parse(&a.postcode).map_or_else(|_| a.postcode.clone(), |code| code.to_string());
        let place = format!("{postcode} {}", a.city);
        let lines: Vec<_> = [a.street.trim(), place.trim()].into_iter().filter(|line| !line.is_empty()).collect();
        row(rows, Fields::of(self.lang).address, &lines.join("\n"), "street");
    }

    fn organisation(&self, rows: &mut Rows) {
        let (f, a) = (Fields::of(self.lang), self.answers);
        match self.applicant {
            Applicant::Municipality => row(rows, f.municipality, &municipality_name(&a.municipality), "municipality"),
            _ => row(rows, f.name, &a.name, "name"),
        }
        if matches!(self.applicant, Applicant::Municipality | Applicant::JointBody) {
            let organ = Organ::parse(&a.organ).map_or("", |organ| words::organ(organ, self.lang));
            row(rows, f.organ, organ, "organ");
        }
        if self.applicant == Applicant::SignalPartner {
            let kind = PartnerKind::parse(&a.partner_kind).map_or_else(String::new, |kind| {
                let sector = words::sector(self.sectors, &a.sector, self.lang).to_lowercase();
                format!("{} ({sector})", words::partner_kind(kind, self.lang))
            });
            row(rows, f.partner_kind, &kind, "partner_kind");
        }
        row(rows, f.kvk, &kvk(&a.kvk), "kvk");
        self.address(rows);
        row(rows, f.website, &a.website, "website");
    }

    fn systems(&self, rows: &mut Rows) {
        let (f, a) = (Fields::of(self.lang), self.answers);
        row(rows, f.system_legend, &system(&a.system), "system");
        if self.applicant == Applicant::JointBody {
            for code in &a.members {
                if let Some(own) = a.member_systems.get(code) {
                    row(rows, &municipality_name(code), &system(own), &format!("system-{code}"));
                }
            }
        }
    }

    fn places(&self, codes: &[String]) -> String {
        if codes.is_empty() {
            return String::new();
        }
        let names: Vec<_> = codes.iter().map(|code| municipality_name(code)).collect();
        if names.len() < 4 {
            return names.join(", ");
        }
        format!("{}: {}", Fields::of(self.lang).chosen_of(names.len()), names.join(", "))
    }

    fn people(&self, rows: &mut Rows, list: &str, people: &[PersonAnswer]) {
        let f = Fields::of(self.lang);
        let title = |index: usize| if list == "contacts" { f.contact_n(index + 1) } else { f.signatory_n(index + 1) };
        if people.iter().all(PersonAnswer::is_blank) {
            row(rows, &title(0), "", &format!("{list}-0-name"));
        }
        for (index, person) in people.iter().enumerate().filter(|(_, person)| !person.is_blank()) {
            let mut lines = vec![person.name.clone(), person.function.clone()];
            if list == "signatories" {
                let ground = Ground::parse(&person.ground).map_or("", |ground| words::ground(ground, self.lang));
                let date = person.mandate_date.parse::<Date>().ok().filter(|_| person.ground == "mandate");
                lines.push(match date {
                    Some(date) => format!("{ground}, {}", words::date(date, self.lang)),
                    None => ground.to_owned(),
                });
            }
            lines.extend([person.email.clone(), person.phone.clone()]);
            if !person.works_at.is_empty() && self.applicant != Applicant::Executor {
                lines.push(format!("{} {}", self.lang.pick("Werkt bij", "Works at"), person.works_at));
            }
            lines.retain(|line| !line.trim().is_empty());
            row(rows, &title(index), &lines.join("\n"), &format!("{list}-{index}-name"));
        }
    }

    fn execution(&self, rows: &mut Rows) {
        let (f, t, a) = (Fields::of(self.lang), Texts::of(self.lang), self.answers);
        match a.executor.as_str() {
            "yes" => {
                row(rows, f.executor_name, &a.executor_name, "executor_name");
                row(rows, f.executor_party_legend, if a.executor_party { t.yes } else { t.no }, "executor_party");
            }
            "no" => row(rows, f.execution_legend, f.execution_no, "executor"),
            _ => row(rows, f.execution_legend, "", "executor"),
        }
    }
}

/// As it will be kept: without spaces.
fn kvk(typed: &str) -> String {
    KvkNumber::parse(typed).map_or_else(|_| typed.to_owned(), |number| number.to_string())
}

fn system(answer: &SystemAnswer) -> String {
    WarningSystem::from_parts(&answer.code, Some(&answer.name)).map_or_else(String::new, |one| one.label().to_owned())
}
