//! The file with organisations: one row for one organisation with its people.
//!
//! A row becomes the answers of a registration form, and is judged by the same rules. Which column holds which answer
//! stands in `columns`.

mod columns;

pub use columns::ORGANISATION_COLUMNS;

use super::{
    Complaint, Fault, Faults, MOST_ORGANISATIONS, places,
    sheet::{self, Row},
};
use crate::{
    municipality::{MunicipalityCode, by_code, fold},
    party::{Ground, Organ, PartnerKind},
    registration::{self, Answers, Applicant, Application, Body, PersonAnswer, SystemAnswer},
};
use columns::{ONLY, place_column, told};
use jiff::civil::Date;
use std::collections::HashMap;

/// A sector as the portal knows it: its code, and what people call it.
#[derive(Clone, Debug)]
pub struct SectorName {
    /// Its code.
    pub code: String,
    /// What people call it.
    pub names: Vec<String>,
}

/// A valid row.
#[derive(Clone, Debug)]
pub struct OrganisationRow {
    /// The line on which it begins.
    pub line: u32,
    /// As what it registers.
    pub applicant: Applicant,
    /// What stands in the row, as the form would have it.
    pub answers: Answers,
    /// The same, every part valid.
    pub application: Application,
    /// Faults that only the portal can find, in the cell of the KvK number.
    kvk: Fault,
    /// In the cell that names the municipality or the members.
    place: Fault,
}

impl OrganisationRow {
    /// A fault in its KvK number.
    #[must_use]
    pub fn kvk_fault(&self, complaint: Complaint) -> Fault {
        Fault { complaint, ..self.kvk.clone() }
    }

    /// A fault in what it covers.
    #[must_use]
    pub fn place_fault(&self, complaint: Complaint) -> Fault {
        Fault { complaint, ..self.place.clone() }
    }

    /// The municipalities that it covers.
    #[must_use]
    pub fn covers(&self) -> Vec<MunicipalityCode> {
        match &self.application.body {
            Body::Municipality { code, .. } => vec![*code],
            Body::JointBody { members, .. } => members.iter().map(|(code, _)| *code).collect(),
            Body::SignalPartner { .. } | Body::Executor { .. } => Vec::new(),
        }
    }
}

/// The organisations of a file, on `today`: the valid rows, and every fault that can be seen without knowing who
/// is registered. The same organisation twice is one.
#[must_use]
pub fn organisations(bytes: &[u8], sectors: &[SectorName], today: Date) -> (Vec<OrganisationRow>, Faults) {
    let mut rows = Vec::new();
    let mut seen = Seen::default();
    let read = |row: &Row<'_, '_>, faults: &mut Faults| match organisation(row, sectors, today) {
        Ok(organisation) => {
            faults.extend(seen.again(&organisation));
            rows.push(organisation);
        }
        Err(wrong) => faults.extend(wrong),
    };
    let faults = sheet::read(bytes, ORGANISATION_COLUMNS, MOST_ORGANISATIONS, read);
    (rows, faults)
}

/// What stood on earlier lines.
#[derive(Default)]
struct Seen {
    kvk: HashMap<String, u32>,
    covered: HashMap<MunicipalityCode, u32>,
    /// Private landlords without a number, by name and postcode.
    landlords: HashMap<(String, String), u32>,
}

impl Seen {
    fn again(&mut self, row: &OrganisationRow) -> Vec<Fault> {
        let application = &row.application;
        let earlier = match &application.kvk {
            Some(kvk) => before(&mut self.kvk, kvk.to_string(), row.line),
            None => {
                let key = (fold(application.name.as_str()), application.address.postcode.to_string());
                before(&mut self.landlords, key, row.line)
            }
        };
        let mut faults: Vec<Fault> = earlier.map(|line| row.kvk_fault(Complaint::SameAs(line))).into_iter().collect();
        for code in row.covers() {
            if let Some(line) = before(&mut self.covered, code, row.line) {
                faults.push(row.place_fault(Complaint::SameAs(line)));
            }
        }
        faults
    }
}

/// The line on which a key stood first, if that was an earlier one.
fn before<K: std::hash::Hash + Eq>(known: &mut HashMap<K, u32>, key: K, line: u32) -> Option<u32> {
    let first = *known.entry(key).or_insert(line);
    (first != line).then_some(first)
}

fn organisation(row: &Row<'_, '_>, sectors: &[SectorName], today: Date) -> Result<OrganisationRow, Vec<Fault>> {
    let mut reading = Reading { row, faults: Vec::new(), today };
    let Some(applicant) = reading.choice("soort", KINDS) else { return Err(reading.faults) };
    for (column, kinds) in ONLY {
        if !kinds.contains(&applicant) && row.filled().any(|filled| filled == *column) {
            reading.fault(column, Complaint::NotOfThisKind);
        }
    }
    let answers = reading.answers(applicant, sectors);
    let parsed = registration::parse(applicant, &answers, today);
    let mut faults = reading.faults;
    let application = match parsed {
        Ok(application) => Some(application),
        Err(problems) => {
            // A cell that was complained about is not complained about again.
            for fault in problems.iter().map(|problem| told(row, applicant, problem)) {
                if faults.iter().all(|other| other.column != fault.column || fault.column.is_none()) {
                    faults.push(fault);
                }
            }
            None
        }
    };
    match application {
        Some(application) if faults.is_empty() => {
            let place = if applicant == Applicant::JointBody { "leden" } else { place_column(row) };
            Ok(OrganisationRow {
                line: row.line(),
                applicant,
                answers,
                application,
                kvk: row.fault("kvk", Complaint::SameAs(0)),
                place: row.fault(place, Complaint::SameAs(0)),
            })
        }
        _ => Err(faults),
    }
}

/// Words for a value, folded; the first is the one that faults name.
type Words<T> = &'static [(T, &'static [&'static str])];

const KINDS: Words<Applicant> = &[
    (Applicant::Municipality, &["gemeente"]),
    (Applicant::JointBody, &["gemeenschappelijke regeling", "regeling"]),
    (Applicant::SignalPartner, &["signaalpartner", "partner"]),
    (Applicant::Landlord, &["particuliere verhuurder"]),
    (Applicant::Executor, &["uitvoerende organisatie", "uitvoerder"]),
];

const ORGANS: Words<Organ> = &[
    (Organ::College, &["college", "college van burgemeester en wethouders", "college van b en w"]),
    (Organ::ExecutiveBoard, &["dagelijks bestuur"]),
    (Organ::Board, &["bestuur"]),
    (Organ::CentralMunicipality, &["college van de centrumgemeente", "college centrumgemeente"]),
];

const PARTNER_KINDS: Words<PartnerKind> = &[
    (PartnerKind::HousingAssociation, &["woningcorporatie", "corporatie", "housing association"]),
    (PartnerKind::CommercialLandlord, &["commerciele verhuurder", "commercial landlord"]),
    (PartnerKind::PrivateLandlord, &["particuliere verhuurder", "private landlord"]),
    (PartnerKind::EnergySupplier, &["energieleverancier", "energy supplier"]),
    (PartnerKind::WaterCompany, &["drinkwaterbedrijf", "waterbedrijf", "water company"]),
    (PartnerKind::HealthInsurer, &["zorgverzekeraar", "health insurer"]),
    (PartnerKind::Other, &["overige", "anders", "other"]),
];

const GROUNDS: Words<Ground> = &[
    (Ground::Office, &["ambt", "burgemeester", "office"]),
    (Ground::Mandate, &["mandaat", "volmacht", "mandate"]),
    (Ground::Register, &["register", "kvk", "handelsregister"]),
];

const YES_OR_NO: Words<bool> = &[(true, &["ja", "j", "x", "waar", "true"]), (false, &["nee", "n", "onwaar", "false"])];

/// Reads the cells of one row.
struct Reading<'r, 'a, 'h> {
    row: &'r Row<'a, 'h>,
    faults: Vec<Fault>,
    today: Date,
}

impl Reading<'_, '_, '_> {
    fn fault(&mut self, column: &str, complaint: Complaint) {
        self.faults.push(self.row.fault(column, complaint));
    }

    /// One line, whatever breaks somebody put into the cell.
    fn text(&self, column: &str) -> String {
        self.row.text(column).replace(['\n', '\r'], " ")
    }

    /// What a word stands for; nothing where the cell is empty.
    fn maybe<T: Copy>(&mut self, column: &str, words: Words<T>) -> Option<T> {
        let folded = fold(self.row.text(column));
        if folded.is_empty() {
            return None;
        }
        let found = words.iter().find(|(_, names)| names.contains(&folded.as_str())).map(|(value, _)| *value);
        if found.is_none() {
            let names = words.iter().map(|(_, names)| names[0].to_owned()).collect();
            self.fault(column, Complaint::Choice(names));
        }
        found
    }

    fn choice<T: Copy>(&mut self, column: &str, words: Words<T>) -> Option<T> {
        if self.row.text(column).is_empty() {
            let names = words.iter().map(|(_, names)| names[0].to_owned()).collect();
            self.fault(column, Complaint::Choice(names));
            return None;
        }
        self.maybe(column, words)
    }

    fn yes(&mut self, column: &str) -> bool {
        self.maybe(column, YES_OR_NO).unwrap_or(false)
    }

    fn answers(&mut self, applicant: Applicant, sectors: &[SectorName]) -> Answers {
        let mut answers = Answers {
            registrant_name: self.text("contact1_naam"),
            registrant_email: self.text("contact1_email"),
            name: self.text("naam"),
            kvk: self.text("kvk"),
            street: self.text("straat"),
            postcode: self.text("postcode"),
            city: self.text("plaats"),
            website: self.text("website"),
            clients: self.row.text("opdrachtgevers").to_owned(),
            jointly: self.yes("samen_tekenen"),
            executor_name: self.text("uitvoerder"),
            executor_party: self.yes("uitvoerder_is_partij"),
            contacts: self.people("contact"),
            signatories: self.people("tekenbevoegde"),
            ..Answers::default()
        };
        answers.executor = if answers.executor_name.is_empty() { "no" } else { "yes" }.to_owned();
        match applicant {
            Applicant::Municipality => {
                self.municipality(&mut answers);
                answers.organ = self.maybe("orgaan", ORGANS).unwrap_or(Organ::College).as_str().to_owned();
                answers.system = system(self.row.text("systeem"));
            }
            Applicant::JointBody => {
                answers.organ = self.choice("orgaan", ORGANS).map(Organ::as_str).unwrap_or_default().to_owned();
                answers.system = system(self.row.text("systeem"));
                self.members(&mut answers);
            }
            Applicant::SignalPartner => {
                answers.sector = self.sector(sectors);
                answers.partner_kind =
                    self.maybe("type", PARTNER_KINDS).map(PartnerKind::as_str).unwrap_or_default().to_owned();
                self.area(&mut answers);
            }
            Applicant::Landlord => self.landlord(&mut answers),
            Applicant::Executor => {}
        }
        answers
    }

    /// One person, who is the organisation and signs for it.
    fn landlord(&mut self, answers: &mut Answers) {
        if !answers.name.is_empty() {
            answers.registrant_name.clone_from(&answers.name);
        }
        answers.phone = self.text("contact1_telefoon");
        self.area(answers);
        if answers.signatories.iter().any(|person| !person.is_blank()) {
            self.fault("tekenbevoegde1_naam", Complaint::NotOfThisKind);
        }
    }

    /// By its code, or by its name; where both are there they have to fit.
    fn municipality(&mut self, answers: &mut Answers) {
        let (code, name) = (self.row.text("cbs_code"), self.row.text("naam"));
        let typed = if code.is_empty() { name } else { code };
        let Some(found) = places::known(typed, self.today).and_then(by_code) else {
            answers.municipality = typed.to_owned();
            return;
        };
        answers.municipality = found.code.to_string();
        if !name.is_empty() && places::known(name, self.today).is_none_or(|named| named != found.code) {
            self.fault("naam", Complaint::OtherName(found.name.clone()));
        }
    }

    /// Codes or names, each with its own system behind a colon where that differs.
    fn members(&mut self, answers: &mut Answers) {
        for part in places::parts(self.row.text("leden")) {
            let (place, own) = part.split_once(':').map_or((part, ""), |(place, own)| (place.trim(), own.trim()));
            let code = match places::known(place, self.today) {
                Some(code) => code.to_string(),
                None => {
                    self.fault("leden", Complaint::UnknownPlace(place.to_owned()));
                    continue;
                }
            };
            if part.contains(':') {
                if own.is_empty() {
                    self.fault("leden", Complaint::MemberForm(part.to_owned()));
                }
                answers.member_systems.insert(code.clone(), system(own));
            }
            answers.members.push(code);
        }
    }

    fn sector(&mut self, sectors: &[SectorName]) -> String {
        let folded = fold(self.row.text("sector"));
        let is =
            |sector: &&SectorName| fold(&sector.code) == folded || sector.names.iter().any(|name| fold(name) == folded);
        match sectors.iter().find(is) {
            Some(sector) => sector.code.clone(),
            None => {
                let codes = sectors.iter().map(|sector| sector.code.clone()).collect();
                self.fault("sector", Complaint::Choice(codes));
                String::new()
            }
        }
    }

    fn area(&mut self, answers: &mut Answers) {
        match places::area(self.row.text("werkgebied"), self.today) {
            Ok(None) => answers.area = "country".to_owned(),
            Ok(Some(codes)) => {
                answers.area = "chosen".to_owned();
                answers.area_codes = codes.iter().map(ToString::to_string).collect();
            }
            Err(complaint) => {
                answers.area = "chosen".to_owned();
                self.fault("werkgebied", complaint);
            }
        }
    }

    fn people(&mut self, prefix: &str) -> Vec<PersonAnswer> {
        let highest = self.row.header().highest(prefix);
        let mut people = Vec::with_capacity(highest);
        for number in 1..=highest {
            let column = |part: &str| format!("{prefix}{number}_{part}");
            let mandate = self.text(&column("mandaatdatum"));
            people.push(PersonAnswer {
                name: self.text(&column("naam")),
                email: self.text(&column("email")),
                phone: self.text(&column("telefoon")),
                function: self.text(&column("functie")),
                works_at: self.text(&column("werkt_bij")),
                ground: self.maybe(&column("grond"), GROUNDS).map(Ground::as_str).unwrap_or_default().to_owned(),
                mandate_date: super::agreements::date(&mandate).map_or(mandate, |date| date.to_string()),
                own_mailbox: self.yes(&column("eigen_mailbox")),
            });
        }
        people
    }
}

/// The system of this name: one of the two that everybody knows, or another.
fn system(text: &str) -> SystemAnswer {
    let code = match fold(text).as_str() {
        "" => "",
        "bkr vps" | "bkr" | "vps" => "bkr_vps",
        "inforing" | "xxllnc" | "inforing xxllnc" => "inforing",
        _ => "other",
    };
    SystemAnswer { code: code.to_owned(), name: if code == "other" { text.to_owned() } else { String::new() } }
}
