//! Complete answers of invented registrants.

use domain::{
    municipality::{MunicipalityCode, by_name, fold},
    registration::{Answers, Applicant, PersonAnswer, SystemAnswer},
};

/// What is registered.
#[derive(Clone, Copy, Debug)]
pub enum Sample<'a> {
    /// A municipality, by its name.
    Municipality(&'a str),
    /// A joint body with its members, by their names.
    JointBody(&'a str, &'a [&'a str]),
    /// A partner that is active in the whole country, with its sector.
    Nationwide(&'a str, &'a str),
    /// A partner that is active in some municipalities, with its sector.
    In(&'a str, &'a str, &'a [&'a str]),
    /// A private landlord with homes in one municipality.
    Landlord(&'a str, &'a str),
    /// An executor.
    Executor(&'a str),
}

impl Sample<'_> {
    /// As what it registers.
    #[must_use]
    pub const fn applicant(&self) -> Applicant {
        match self {
            Self::Municipality(_) => Applicant::Municipality,
            Self::JointBody(..) => Applicant::JointBody,
            Self::Nationwide(..) | Self::In(..) => Applicant::SignalPartner,
            Self::Landlord(..) => Applicant::Landlord,
            Self::Executor(_) => Applicant::Executor,
        }
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &str {
        match self {
            Self::Municipality(name)
            | Self::JointBody(name, _)
            | Self::Nationwide(name, _)
            | Self::In(name, _, _)
            | Self::Landlord(name, _)
            | Self::Executor(name) => name,
        }
    }
}

/// The host name of an organisation: `zonnestroom.example`.
#[must_use]
pub fn host_of(name: &str) -> String {
    format!("{}.example", fold(name).replace(' ', "-"))
}

/// A person of an organisation: `kim@zonnestroom.example`.
#[must_use]
pub fn person(first: &str, organisation: &str, function: &str) -> PersonAnswer {
    PersonAnswer {
        name: format!("{first} van {organisation}"),
        email: format!("{}@{}", fold(first), host_of(organisation)),
        phone: "020 123 45 67".to_owned(),
        function: function.to_owned(),
        ..PersonAnswer::default()
    }
}

fn codes(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| code(name).to_string()).collect()
}

fn code(name: &str) -> MunicipalityCode {
    by_name(name).unwrap_or_else(|| panic!("no municipality {name}")).code
}

/// Complete answers. The contact person is *kim@…*, the signatory *lou@…*, who registers *kim@…*.
#[must_use]
pub fn answers_of(sample: Sample<'_>, kvk: &str) -> Answers {
    let name = sample.name();
    let contact = person("Kim", name, "coördinator");
    let mut signatory = person("Lou", name, "directeur");
    "register".clone_into(&mut signatory.ground);
    let mut answers = Answers {
        registrant_name: contact.name.clone(),
        registrant_email: contact.email.clone(),
        name: name.to_owned(),
        kvk: kvk.to_owned(),
        street: "Raadhuisplein 1".to_owned(),
        postcode: "1234 AB".to_owned(),
        city: "Utrecht".to_owned(),
        website: host_of(name),
        contacts: vec![contact],
        signatories: vec![signatory],
        executor: "no".to_owned(),
        ..Answers::default()
    };
    let system = SystemAnswer { code: "bkr_vps".to_owned(), name: String::new() };
    match sample {
        Sample::Municipality(name) => {
            name.clone_into(&mut answers.municipality);
            "college".clone_into(&mut answers.organ);
            answers.system = system;
            "office".clone_into(&mut answers.signatories[0].ground);
        }
        Sample::JointBody(_, members) => {
            "dagelijks_bestuur".clone_into(&mut answers.organ);
            answers.members = codes(members);
            answers.system = system;
        }
        Sample::Nationwide(_, sector) => {
            sector.clone_into(&mut answers.sector);
            "country".clone_into(&mut answers.area);
        }
        Sample::In(_, sector, places) => {
            sector.clone_into(&mut answers.sector);
            "chosen".clone_into(&mut answers.area);
            answers.area_codes = codes(places);
        }
        Sample::Landlord(name, place) => {
            name.clone_into(&mut answers.registrant_name);
            answers.kvk.clear();
            "020 123 45 67".clone_into(&mut answers.phone);
            answers.area_codes = codes(&[place]);
        }
        Sample::Executor(_) => answers.signatories.clear(),
    }
    if answers.sector == "huur" {
        "housing_association".clone_into(&mut answers.partner_kind);
    }
    answers
}
