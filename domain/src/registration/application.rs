//! From answers to an application whose every part is valid.

use super::{Answers, Applicant, PersonAnswer, Step, SystemAnswer};
use crate::{
    municipality::{self, MunicipalityCode},
    party::{Address, Ground, Organ, PartnerKind, WarningSystem},
    values::{EmailAddress, KvkNumber, Name, Phone, Postcode, Website, Wrong, line, paragraph},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// At most so many people of one kind in one registration.
const MOST_PEOPLE: usize = 10;

/// A complete, valid registration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// Who filled it in.
    pub registrant: Registrant,
    /// Name of the organisation.
    pub name: Name,
    /// KvK number; only a private landlord may have none.
    pub kvk: Option<KvkNumber>,
    /// Postal address (of a landlord: home address).
    pub address: Address,
    /// Website.
    pub website: Option<Website>,
    /// What differs by kind.
    pub body: Body,
    /// At least one.
    pub contacts: Vec<Contact>,
    /// At least one, except for an executor.
    pub signatories: Vec<Signatory>,
    /// Whether two signatories sign together.
    pub jointly: bool,
    /// The executor, if there is one.
    pub execution: Option<Execution>,
}

/// Who filled it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registrant {
    /// Name.
    pub name: Name,
    /// Where links and questions go.
    pub email: EmailAddress,
}

/// What differs by kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// A municipality.
    Municipality {
        /// Which.
        code: MunicipalityCode,
        /// Who contracts.
        organ: Organ,
        /// Where it receives signals.
        system: WarningSystem,
    },
    /// A joint body.
    JointBody {
        /// Who contracts.
        organ: Organ,
        /// The members, each with its system.
        members: Vec<(MunicipalityCode, WarningSystem)>,
        /// The system of most members.
        system: WarningSystem,
    },
    /// A signal partner.
    SignalPartner {
        /// Code of the sector.
        sector: String,
        /// Kind within the sector.
        kind: PartnerKind,
        /// Where it is active.
        area: Area,
    },
    /// An executor.
    Executor {
        /// For whom it works, one a line.
        clients: Option<String>,
    },
}

/// Where a partner is active.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Area {
    /// Everywhere, also in municipalities that come later.
    Country,
    /// In these; never empty.
    Municipalities(BTreeSet<MunicipalityCode>),
}

/// A contact person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Name.
    pub name: Name,
    /// Mail address.
    pub email: EmailAddress,
    /// Telephone.
    pub phone: Phone,
    /// Function.
    pub function: Option<String>,
    /// Where this person works, when that is elsewhere.
    pub works_at: Option<String>,
}

/// A signatory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signatory {
    /// Who holds the function now.
    pub name: Name,
    /// Mail address.
    pub email: EmailAddress,
    /// Telephone.
    pub phone: Option<Phone>,
    /// The function that may sign.
    pub function: String,
    /// Why it may.
    pub ground: Ground,
    /// Date of the mandate.
    pub mandate_date: Option<Date>,
}

/// An executor named in a registration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Execution {
    /// Its name.
    pub name: Name,
    /// Whether it must be a party to the agreements.
    pub party: bool,
}

/// A field and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Name of the form field, as `kvk` or `contacts-0-email`.
    pub field: String,
    /// What is wrong.
    pub complaint: Complaint,
}

/// What can be wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Complaint {
    /// The value itself.
    Value(Wrong),
    /// No municipality of that name or code exists now.
    UnknownMunicipality,
    /// Nothing was chosen.
    ChooseOne,
    /// The same municipality stands in the list twice.
    MunicipalityTwice,
    /// A joint body needs two members or more.
    TooFewMembers,
    /// A partner needs an area.
    NoArea,
    /// At least one person is needed.
    NoPeople,
    /// Two signatories are needed to sign together.
    TwoNeeded,
    /// The same address stands in the list twice.
    PersonTwice,
    /// The address looks like a desk's; the person must tick that nobody else reads it.
    SharedMailbox,
    /// Not a date of the form `YYYY-MM-DD`, or out of range.
    NoDate,
    /// More than the form takes.
    TooMany,
}

impl From<Wrong> for Complaint {
    fn from(wrong: Wrong) -> Self {
        Self::Value(wrong)
    }
}

/// The problems of one page; empty when the page is complete.
#[must_use]
pub fn check_step(applicant: Applicant, step: Step, answers: &Answers, today: Date) -> Vec<Problem> {
    let mut reader = Reader { applicant, answers, today, problems: Vec::new() };
    match step {
        Step::Begin => drop(reader.registrant()),
        Step::Organisation => {
            reader.organisation();
            match applicant {
                Applicant::Municipality => {
                    reader.municipality();
                    reader.organ();
                }
                Applicant::JointBody => drop(reader.organ()),
                Applicant::SignalPartner => drop(reader.sector()),
                Applicant::Executor | Applicant::Landlord => {}
            }
        }
        Step::Members => drop(reader.members()),
        Step::System => drop(reader.systems()),
        Step::Area => drop(reader.area()),
        Step::Homes => drop(reader.chosen()),
        Step::Contacts => drop(reader.contacts()),
        Step::Signatories => drop(reader.signatories()),
        Step::Execution => drop(reader.execution()),
        Step::Clients => drop(reader.clients()),
        Step::Home => drop(reader.landlord()),
        Step::Review => {
            if let Err(problems) = parse(applicant, answers, today) {
                reader.problems = problems;
            }
        }
    }
    reader.problems
}

/// The whole application, or every problem.
///
/// # Errors
/// Every [`Problem`], in the order of the pages.
pub fn parse(applicant: Applicant, answers: &Answers, today: Date) -> Result<Application, Vec<Problem>> {
    let mut reader = Reader { applicant, answers, today, problems: Vec::new() };
    let application = reader.application();
    match application {
        Some(application) if reader.problems.is_empty() => Ok(application),
        _ => Err(reader.problems),
    }
}

struct Reader<'a> {
    applicant: Applicant,
    answers: &'a Answers,
    today: Date,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn complain(&mut self, field: impl Into<String>, complaint: impl Into<Complaint>) {
        self.problems.push(Problem { field: field.into(), complaint: complaint.into() });
    }

    fn take<T>(&mut self, field: impl Into<String>, value: Result<T, Wrong>) -> Option<T> {
        value.map_err(|wrong| self.complain(field, wrong)).ok()
    }

    /// A value that may be left out.
    fn maybe<T>(&mut self, field: impl Into<String>, value: Result<T, Wrong>) -> Option<T> {
        match value {
            Ok(value) => Some(value),
            Err(Wrong::Missing) => None,
            Err(wrong) => {
                self.complain(field, wrong);
                None
            }
        }
    }

    fn application(&mut self) -> Option<Application> {
        if self.applicant == Applicant::Landlord {
            return self.landlord_application();
        }
        let answers = self.answers;
        let registrant = self.registrant();
        let organisation = self.organisation();
        let (name, body) = match self.applicant {
            Applicant::Municipality => {
                let code = self.municipality();
                let organ = self.organ();
                let system = self.system("system", &answers.system);
                let name = code.and_then(municipality::by_code).and_then(|m| Name::parse(&m.name).ok());
                (
                    name,
                    code.zip(organ).zip(system).map(|((code, organ), system)| Body::Municipality {
                        code,
                        organ,
                        system,
                    }),
                )
            }
            Applicant::JointBody => {
                let organ = self.organ();
                self.members();
                let systems = self.systems();
                let body =
                    organ.zip(systems).map(|(organ, (system, members))| Body::JointBody { organ, members, system });
                (organisation.as_ref().and_then(|o| o.name.clone()), body)
            }
            Applicant::SignalPartner => {
                let sector = self.sector();
                let area = self.area();
                let body = sector.zip(area).map(|((sector, kind), area)| Body::SignalPartner { sector, kind, area });
                (organisation.as_ref().and_then(|o| o.name.clone()), body)
            }
            Applicant::Executor | Applicant::Landlord => {
                let clients = self.clients();
                (organisation.as_ref().and_then(|o| o.name.clone()), Some(Body::Executor { clients }))
            }
        };
        let contacts = self.contacts();
        let executor = self.applicant == Applicant::Executor;
        let signatories = if executor { Vec::new() } else { self.signatories() };
        let execution = if executor { None } else { self.execution() };
        let organisation = organisation?;
        Some(Application {
            registrant: registrant?,
            name: name?,
            kvk: organisation.kvk,
            address: organisation.address?,
            website: organisation.website,
            body: body?,
            contacts,
            signatories,
            jointly: answers.jointly,
            execution,
        })
    }

    fn landlord_application(&mut self) -> Option<Application> {
        let person = self.landlord();
        let chosen = self.chosen();
        let (registrant, phone, kvk, address) = person?;
        let contact = Contact {
            name: registrant.name.clone(),
            email: registrant.email.clone(),
            phone: phone.clone(),
            function: None,
            works_at: None,
        };
        let signatory = Signatory {
            name: registrant.name.clone(),
            email: registrant.email.clone(),
            phone: Some(phone),
            function: "verhuurder".into(),
            ground: Ground::Own,
            mandate_date: None,
        };
        Some(Application {
            name: registrant.name.clone(),
            registrant,
            kvk,
            address,
            website: None,
            body: Body::SignalPartner {
                sector: "huur".into(),
                kind: PartnerKind::PrivateLandlord,
                area: Area::Municipalities(chosen?),
            },
            contacts: vec![contact],
            signatories: vec![signatory],
            jointly: false,
            execution: None,
        })
    }

    fn registrant(&mut self) -> Option<Registrant> {
        let name = self.take("registrant_name", Name::parse(&self.answers.registrant_name));
        let email = self.take("registrant_email", EmailAddress::parse(&self.answers.registrant_email));
        Some(Registrant { name: name?, email: email? })
    }

    fn landlord(&mut self) -> Option<(Registrant, Phone, Option<KvkNumber>, Address)> {
        let answers = self.answers;
        let registrant = self.registrant();
        let phone = self.take("phone", Phone::parse(&answers.phone));
        let address = self.address();
        let kvk = self.maybe("kvk", KvkNumber::parse(&answers.kvk));
        Some((registrant?, phone?, kvk, address?))
    }

    fn address(&mut self) -> Option<Address> {
        let answers = self.answers;
        let street = self.take("street", line(&answers.street, 200));
        let postcode = self.take("postcode", Postcode::parse(&answers.postcode));
        let city = self.take("city", line(&answers.city, 100));
        Some(Address { street: street?, postcode: postcode?, city: city? })
    }

    fn organisation(&mut self) -> Option<Organisation> {
        let answers = self.answers;
        let name = if self.applicant == Applicant::Municipality {
            None
        } else {
            self.take("name", Name::parse(&answers.name))
        };
        let kvk = self.take("kvk", KvkNumber::parse(&answers.kvk));
        let address = self.address();
        let website = self.maybe("website", Website::parse(&answers.website));
        Some(Organisation { name, kvk, address, website })
    }

    fn municipality(&mut self) -> Option<MunicipalityCode> {
        let typed = self.answers.municipality.trim();
        if typed.is_empty() {
            self.complain("municipality", Wrong::Missing);
            return None;
        }
        let found = self.known(typed);
        if found.is_none() {
            self.complain("municipality", Complaint::UnknownMunicipality);
        }
        found
    }

    /// A municipality that exists today, by code or name.
    fn known(&self, typed: &str) -> Option<MunicipalityCode> {
        let found = MunicipalityCode::parse(typed)
            .ok()
            .and_then(municipality::by_code)
            .or_else(|| municipality::by_name(typed))?;
        found.is_valid_on(self.today).then_some(found.code)
    }

    fn organ(&mut self) -> Option<Organ> {
        let organ = Organ::parse(&self.answers.organ);
        if organ.is_none() {
            self.complain("organ", Complaint::ChooseOne);
        }
        organ
    }

    fn codes(&mut self, field: &'static str, typed: &[String]) -> BTreeSet<MunicipalityCode> {
        let mut codes = BTreeSet::new();
        for code in typed {
            match self.known(code) {
                None => self.complain(field, Complaint::UnknownMunicipality),
                Some(code) => {
                    if !codes.insert(code) {
                        self.complain(field, Complaint::MunicipalityTwice);
                    }
                }
            }
        }
        codes
    }

    fn members(&mut self) -> BTreeSet<MunicipalityCode> {
        let members = self.codes("members", &self.answers.members);
        if members.len() < 2 && self.problems.iter().all(|problem| problem.field != "members") {
            self.complain("members", Complaint::TooFewMembers);
        }
        members
    }

    fn system(&mut self, field: &str, answer: &SystemAnswer) -> Option<WarningSystem> {
        match answer.code.as_str() {
            "bkr_vps" => Some(WarningSystem::BkrVps),
            "inforing" => Some(WarningSystem::Inforing),
            "other" => self.take(format!("{field}_name"), line(&answer.name, 100)).map(WarningSystem::Other),
            _ => {
                self.complain(field, Complaint::ChooseOne);
                None
            }
        }
    }

    fn systems(&mut self) -> Option<(WarningSystem, Vec<(MunicipalityCode, WarningSystem)>)> {
        let answers = self.answers;
        let system = self.system("system", &answers.system);
        let codes: BTreeSet<_> = answers.members.iter().filter_map(|code| self.known(code)).collect();
        let mut members = Vec::new();
        for code in codes {
            let own = answers.member_systems.get(code.as_str()).filter(|own| !own.code.is_empty());
            let own = match own {
                Some(own) => self.system(&format!("system-{code}"), own),
                None => system.clone(),
            };
            members.extend(own.map(|own| (code, own)));
        }
        Some((system?, members))
    }

    fn sector(&mut self) -> Option<(String, PartnerKind)> {
        let answers = self.answers;
        let sector = line(&answers.sector, 40).ok();
        let Some(sector) = sector else {
            self.complain("sector", Complaint::ChooseOne);
            return None;
        };
        let kinds = PartnerKind::of_sector(&sector);
        let kind = match PartnerKind::parse(&answers.partner_kind) {
            Some(kind) if kinds.contains(&kind) => kind,
            _ if kinds.len() == 1 => kinds[0],
            _ => {
                self.complain("partner_kind", Complaint::ChooseOne);
                return None;
            }
        };
        Some((sector, kind))
    }

    fn area(&mut self) -> Option<Area> {
        match self.answers.area.as_str() {
            "country" => Some(Area::Country),
            "chosen" => self.chosen().map(Area::Municipalities),
            _ => {
                self.complain("area", Complaint::ChooseOne);
                None
            }
        }
    }

    fn chosen(&mut self) -> Option<BTreeSet<MunicipalityCode>> {
        let codes = self.codes("area_codes", &self.answers.area_codes);
        if codes.is_empty() {
            self.complain("area_codes", Complaint::NoArea);
            return None;
        }
        Some(codes)
    }

    /// The filled-in people of one kind, with the index of their fields.
    fn people<'p>(&mut self, field: &str, people: &'p [PersonAnswer]) -> Vec<(usize, &'p PersonAnswer)> {
        let filled: Vec<_> = people.iter().enumerate().filter(|(_, person)| !person.is_blank()).collect();
        if filled.is_empty() {
            self.complain(format!("{field}-0-name"), Complaint::NoPeople);
        }
        if filled.len() > MOST_PEOPLE {
            self.complain(format!("{field}-0-name"), Complaint::TooMany);
        }
        filled
    }

    fn contacts(&mut self) -> Vec<Contact> {
        let mut contacts: Vec<Contact> = Vec::new();
        for (index, person) in self.people("contacts", &self.answers.contacts) {
            let field = |part: &str| format!("contacts-{index}-{part}");
            let name = self.take(field("name"), Name::parse(&person.name));
            let email = self.take(field("email"), EmailAddress::parse(&person.email));
            let phone = self.take(field("phone"), Phone::parse(&person.phone));
            let function = self.maybe(field("function"), line(&person.function, 200));
            let works_at = self.maybe(field("works_at"), line(&person.works_at, 200));
            if let (Some(name), Some(email), Some(phone)) = (name, email, phone) {
                if contacts.iter().any(|other| other.email == email) {
                    self.complain(field("email"), Complaint::PersonTwice);
                }
                contacts.push(Contact { name, email, phone, function, works_at });
            }
        }
        contacts
    }

    fn signatories(&mut self) -> Vec<Signatory> {
        let mut signatories: Vec<Signatory> = Vec::new();
        for (index, person) in self.people("signatories", &self.answers.signatories) {
            let field = |part: &str| format!("signatories-{index}-{part}");
            let name = self.take(field("name"), Name::parse(&person.name));
            let email = self.take(field("email"), EmailAddress::parse(&person.email));
            let phone = self.maybe(field("phone"), Phone::parse(&person.phone));
            let function = self.take(field("function"), line(&person.function, 200));
            let ground = Ground::parse(&person.ground).filter(|ground| *ground != Ground::Own);
            if ground.is_none() {
                self.complain(field("ground"), Complaint::ChooseOne);
            }
            let mandate_date = if ground == Some(Ground::Mandate) {
                self.date(&field("mandate_date"), &person.mandate_date)
            } else {
                None
            };
            if email.as_ref().is_some_and(EmailAddress::looks_shared) && !person.own_mailbox {
                self.complain(field("email"), Complaint::SharedMailbox);
            }
            if let (Some(name), Some(email), Some(function), Some(ground)) = (name, email, function, ground) {
                if signatories.iter().any(|other| other.email == email) {
                    self.complain(field("email"), Complaint::PersonTwice);
                }
                signatories.push(Signatory { name, email, phone, function, ground, mandate_date });
            }
        }
        if self.answers.jointly && signatories.len() < 2 {
            self.complain("jointly", Complaint::TwoNeeded);
        }
        signatories
    }

    fn date(&mut self, field: &str, text: &str) -> Option<Date> {
        let text = text.trim();
        if text.is_empty() {
            self.complain(field, Wrong::Missing);
            return None;
        }
        let date = text.parse::<Date>().ok().filter(|date| text.len() == 10 && (1950..=2100).contains(&date.year()));
        if date.is_none() {
            self.complain(field, Complaint::NoDate);
        }
        date
    }

    fn execution(&mut self) -> Option<Execution> {
        match self.answers.executor.as_str() {
            "yes" => {
                let name = self.take("executor_name", Name::parse(&self.answers.executor_name))?;
                Some(Execution { name, party: self.answers.executor_party })
            }
            "no" => None,
            _ => {
                self.complain("executor", Complaint::ChooseOne);
                None
            }
        }
    }

    fn clients(&mut self) -> Option<String> {
        self.maybe("clients", paragraph(&self.answers.clients, 5_000))
    }
}

struct Organisation {
    name: Option<Name>,
    kvk: Option<KvkNumber>,
    address: Option<Address>,
    website: Option<Website>,
}
