//! Complete answers of invented registrants.

use super::names;
use domain::{
    municipality::Municipality,
    party::PartnerKind,
    registration::{Answers, PersonAnswer, SystemAnswer},
};

/// Makes answers; every choice follows from the seed.
pub(super) struct Samples {
    pub(super) random: fastrand::Rng,
    kvk: u32,
}

impl Samples {
    pub(super) fn new(seed: u64) -> Self {
        Self { random: fastrand::Rng::with_seed(seed), kvk: 0 }
    }

    /// A KvK number nobody else of the demo has.
    fn kvk(&mut self) -> String {
        self.kvk += 1;
        format!("9{:07}", self.kvk)
    }

    pub(super) fn phone(&mut self) -> String {
        format!(
            "0{} {} {:02} {:02}",
            self.random.u32(10..80),
            self.random.u32(200..999),
            self.random.u32(..100),
            self.random.u32(..100)
        )
    }

    fn person(&mut self, host: &str, function: &str) -> PersonAnswer {
        let (name, email) = names::person(&mut self.random, host);
        PersonAnswer { name, email, phone: self.phone(), function: function.to_owned(), ..PersonAnswer::default() }
    }

    fn signatory(&mut self, host: &str, contact: &PersonAnswer, function: &str, ground: &str) -> PersonAnswer {
        let mut signatory = self.person(host, function);
        while signatory.email == contact.email {
            signatory = self.person(host, function);
        }
        signatory.ground = ground.to_owned();
        if ground == "mandate" {
            signatory.mandate_date =
                format!("202{}-{:02}-{:02}", self.random.u32(2..6), self.random.u32(1..13), self.random.u32(1..29));
        }
        signatory
    }

    fn base(&mut self, name: &str, city: &str) -> Answers {
        let streets = ["Raadhuisplein", "Stationsweg", "Marktstraat", "Kerklaan", "Lindelaan", "Havenkade", "Molenweg"];
        Answers {
            name: name.to_owned(),
            kvk: self.kvk(),
            street: format!("{} {}", streets[self.random.usize(..streets.len())], self.random.u32(1..200)),
            postcode: format!(
                "{} {}{}",
                self.random.u32(1011..9999),
                char::from(self.random.u8(b'A'..=b'Z')),
                char::from(self.random.u8(b'A'..=b'Z'))
            ),
            city: city.to_owned(),
            website: names::host(name),
            executor: "no".to_owned(),
            ..Answers::default()
        }
    }

    fn registered_by(answers: &mut Answers) {
        let contact = &answers.contacts[0];
        answers.registrant_name.clone_from(&contact.name);
        answers.registrant_email.clone_from(&contact.email);
    }

    fn system(&mut self) -> SystemAnswer {
        match self.random.u32(..10) {
            0..=4 => SystemAnswer { code: "bkr_vps".to_owned(), name: String::new() },
            5..=8 => SystemAnswer { code: "inforing".to_owned(), name: String::new() },
            _ => SystemAnswer { code: "other".to_owned(), name: "Signaalbox".to_owned() },
        }
    }

    /// A municipality that contracts for itself. `contact` works for it elsewhere, if there is one.
    pub(super) fn municipality(&mut self, municipality: &Municipality, contact: Option<&PersonAnswer>) -> Answers {
        let mut answers = self.base(&municipality.name, &municipality.name);
        let host = names::host(&municipality.name);
        let own = self.person(&host, "beleidsadviseur schuldhulpverlening");
        let contact = contact.cloned().unwrap_or(own);
        let by_office = self.random.u32(..3) == 0;
        let (function, ground) =
            if by_office { ("burgemeester", "office") } else { ("wethouder sociaal domein", "mandate") };
        answers.signatories = vec![self.signatory(&host, &contact, function, ground)];
        answers.municipality = municipality.code.to_string();
        answers.organ = "college".to_owned();
        answers.system = self.system();
        answers.contacts = vec![contact];
        Self::registered_by(&mut answers);
        answers
    }

    /// A joint body for these members.
    pub(super) fn joint_body(&mut self, name: &str, members: &[&Municipality]) -> Answers {
        let mut answers = self.base(name, &members[0].name);
        let host = names::host(name);
        let contact = self.person(&host, "teamleider vroegsignalering");
        answers.signatories = vec![self.signatory(&host, &contact, "voorzitter", "mandate")];
        answers.organ = "dagelijks_bestuur".to_owned();
        answers.members = members.iter().map(|member| member.code.to_string()).collect();
        answers.system = self.system();
        let other = if answers.system.code == "bkr_vps" { "inforing" } else { "bkr_vps" };
        answers
            .member_systems
            .insert(members[0].code.to_string(), SystemAnswer { code: other.to_owned(), name: String::new() });
        answers.contacts = vec![contact];
        Self::registered_by(&mut answers);
        answers
    }

    /// A signal partner; without codes it is active everywhere.
    pub(super) fn partner(
        &mut self,
        name: &str,
        sector: &str,
        kind: PartnerKind,
        area: Option<Vec<String>>,
    ) -> Answers {
        let cities = ["Utrecht", "Zwolle", "Arnhem", "Breda", "Haarlem", "Groningen", "Eindhoven", "Amersfoort"];
        let city = cities[self.random.usize(..cities.len())];
        let mut answers = self.base(name, city);
        let host = names::host(name);
        let contact = self.person(&host, "coördinator betalingsachterstanden");
        answers.signatories = vec![self.signatory(&host, &contact, "directeur", "register")];
        answers.sector = sector.to_owned();
        answers.partner_kind = kind.as_str().to_owned();
        match area {
            None => answers.area = "country".to_owned(),
            Some(codes) => {
                answers.area = "chosen".to_owned();
                answers.area_codes = codes;
            }
        }
        answers.contacts = vec![contact];
        Self::registered_by(&mut answers);
        answers
    }

    /// Two directors of this partner sign together.
    pub(super) fn jointly(&mut self, answers: &mut Answers) {
        let host = names::host(&answers.name);
        let contact = answers.contacts[0].clone();
        let mut second = self.signatory(&host, &contact, "financieel directeur", "register");
        while second.email == answers.signatories[0].email {
            second = self.signatory(&host, &contact, "financieel directeur", "register");
        }
        answers.signatories.push(second);
        answers.jointly = true;
    }

    /// An executor.
    pub(super) fn executor(&mut self, name: &str) -> Answers {
        let mut answers = self.base(name, "Deventer");
        let host = names::host(name);
        let contact = self.person(&host, "projectleider");
        answers.signatories = vec![self.signatory(&host, &contact, "directeur", "register")];
        answers.contacts = vec![contact];
        answers.clients = "Verschillende gemeenten in de regio".to_owned();
        Self::registered_by(&mut answers);
        answers
    }

    /// A private landlord with a home in one municipality.
    pub(super) fn landlord(&mut self, municipality: &Municipality) -> Answers {
        let (name, email) = names::person(&mut self.random, "huisbaas.example");
        let mut answers = self.base(&name, &municipality.name);
        answers.kvk = String::new();
        answers.website = String::new();
        answers.registrant_name.clone_from(&name);
        answers.registrant_email = email;
        answers.phone = self.phone();
        answers.area_codes = vec![municipality.code.to_string()];
        answers
    }
}
