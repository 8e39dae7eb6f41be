//! The fields of the registration form, as a browser sends them.

use domain::registration::{Answers, PersonAnswer, Step};

/// Names and values of the fields of one page, from these answers.
#[must_use]
pub fn fields_of(step: Step, answers: &Answers) -> Vec<(String, String)> {
    let mut fields = Fields(Vec::new());
    match step {
        Step::Begin => fields.registrant(answers),
        Step::Organisation => {
            fields.add("municipality", &answers.municipality);
            fields.add("name", &answers.name);
            fields.add("organ", &answers.organ);
            fields.add("partner_kind", &kind_of(answers));
            fields.add("website", &answers.website);
            fields.add("kvk", &answers.kvk);
            fields.address(answers);
        }
        Step::Members => fields.all("members", &answers.members),
        Step::System => {
            fields.add("system", &answers.system.code);
            fields.add("system_name", &answers.system.name);
            for (code, system) in &answers.member_systems {
                fields.add(&format!("system-{code}"), &system.code);
                fields.add(&format!("system-{code}_name"), &system.name);
            }
        }
        Step::Area => {
            fields.add("area", &answers.area);
            fields.all("area_codes", &answers.area_codes);
        }
        Step::Homes => fields.all("area_codes", &answers.area_codes),
        Step::Contacts => fields.people("contacts", &answers.contacts),
        Step::Signatories => {
            fields.people("signatories", &answers.signatories);
            fields.tick("jointly", answers.jointly);
        }
        Step::Execution => {
            fields.add("executor", &answers.executor);
            fields.add("executor_name", &answers.executor_name);
            fields.tick("executor_party", answers.executor_party);
        }
        Step::Clients => fields.add("clients", &answers.clients),
        Step::Home => {
            fields.registrant(answers);
            fields.add("phone", &answers.phone);
            fields.add("kvk", &answers.kvk);
            fields.address(answers);
        }
        Step::Review => {}
    }
    fields.0
}

/// Sector and kind as one choice: `huur.housing_association`.
fn kind_of(answers: &Answers) -> String {
    let kinds = domain::party::PartnerKind::of_sector(&answers.sector);
    let kind = if answers.partner_kind.is_empty() { kinds[0].as_str() } else { &answers.partner_kind };
    format!("{}.{kind}", answers.sector)
}

struct Fields(Vec<(String, String)>);

impl Fields {
    fn add(&mut self, name: &str, value: &str) {
        self.0.push((name.to_owned(), value.to_owned()));
    }

    fn all(&mut self, name: &str, values: &[String]) {
        for value in values {
            self.add(name, value);
        }
    }

    fn tick(&mut self, name: &str, ticked: bool) {
        if ticked {
            self.add(name, "ja");
        }
    }

    fn registrant(&mut self, answers: &Answers) {
        self.add("registrant_name", &answers.registrant_name);
        self.add("registrant_email", &answers.registrant_email);
    }

    fn address(&mut self, answers: &Answers) {
        self.add("street", &answers.street);
        self.add("postcode", &answers.postcode);
        self.add("city", &answers.city);
    }

    fn people(&mut self, list: &str, people: &[PersonAnswer]) {
        for (index, person) in people.iter().enumerate() {
            let name = |part: &str| format!("{list}-{index}-{part}");
            self.add(&name("name"), &person.name);
            self.add(&name("email"), &person.email);
            self.add(&name("phone"), &person.phone);
            self.add(&name("function"), &person.function);
            self.add(&name("works_at"), &person.works_at);
            self.add(&name("ground"), &person.ground);
            self.add(&name("mandate_date"), &person.mandate_date);
            self.tick(&name("own_mailbox"), person.own_mailbox);
        }
    }
}
