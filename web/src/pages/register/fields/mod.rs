//! The questions of each page of the form, with what was answered and what is wrong with it.

mod organisation;
mod people;
mod places;
mod texts;

use super::block::{Blocks, Reveal, Sentence};
use crate::{
    lang::Lang,
    parts::{Checks, Choice, FormErrors, TextArea, TextField, Width},
};
use app::sectors::Sector;
use domain::{
    municipality::{self, Municipality, MunicipalityCode},
    registration::{Answers, Applicant, Step},
};
use jiff::civil::Date;
pub(super) use organisation::{municipality_name, preselected_organ};
pub(super) use texts::Fields;

/// Everything that the questions of a page depend on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ask<'a> {
    pub(super) lang: Lang,
    pub(super) applicant: Applicant,
    pub(super) answers: &'a Answers,
    pub(super) errors: &'a FormErrors,
    pub(super) sectors: &'a [Sector],
    pub(super) executors: &'a [String],
    pub(super) today: Date,
    /// One empty field more than was filled in.
    pub(super) one_more: bool,
    /// Whether the organisation takes part already: which municipality or sector it is, stands.
    pub(super) fixed: bool,
    /// Municipalities that have gone up in others, whatever the list says.
    pub(super) gone: &'a [MunicipalityCode],
}

/// Heading and first sentence of a page.
pub(super) const fn heading(applicant: Applicant, step: Step, lang: Lang) -> (&'static str, &'static str) {
    let t = Fields::of(lang);
    match step {
        Step::Begin => (t.begin, t.begin_lead),
        Step::Organisation => match applicant {
            Applicant::Municipality => (t.about_municipality, ""),
            Applicant::JointBody => (t.about_joint, ""),
            _ => (t.about, ""),
        },
        Step::Members => (t.members, t.members_lead),
        Step::System => (t.system, t.system_lead),
        Step::Area => (t.area, t.area_lead),
        Step::Contacts => (t.contacts, t.contacts_lead),
        Step::Signatories if matches!(applicant, Applicant::Executor) => (t.signatories, t.signatories_lead_executor),
        Step::Signatories => (t.signatories, t.signatories_lead),
        Step::Execution => (t.execution, t.execution_lead),
        Step::Clients => (t.clients, t.clients_lead),
        Step::Home => (t.home, t.home_lead),
        Step::Homes => (t.homes, t.homes_lead),
        Step::Review => (t.review, ""),
    }
}

impl Ask<'_> {
    /// The questions of a page.
    pub(super) fn blocks(&self, step: Step) -> Blocks {
        match step {
            Step::Begin => self.begin(),
            Step::Organisation => self.organisation(),
            Step::Members => self.members(),
            Step::System => self.systems(),
            Step::Area => self.area(),
            Step::Contacts => self.contacts(),
            Step::Signatories => self.signatories(),
            Step::Execution => self.execution(),
            Step::Clients => self.clients(),
            Step::Home => self.home(),
            Step::Homes => self.homes(),
            Step::Review => Blocks::default(),
        }
    }

    /// The municipalities of today that can be chosen.
    fn choosable(&self) -> impl Iterator<Item = &'static Municipality> {
        municipality::valid_on(self.today).filter(|one| !self.gone.contains(&one.code))
    }

    const fn t(&self) -> &'static Fields {
        Fields::of(self.lang)
    }

    fn text(&self, name: &str, label: &str, value: &str) -> TextField {
        TextField::new(name, label).value(value).error(self.errors.get(name))
    }

    /// One box to tick.
    fn tick(&self, name: &str, legend: &str, label: &str, ticked: bool) -> Checks {
        Checks::new(self.lang, name, legend).option("ja", label, ticked).error(self.errors.get(name))
    }

    fn registrant(&self, blocks: Blocks) -> Blocks {
        let (t, a) = (self.t(), self.answers);
        blocks.add(self.text("registrant_name", t.registrant_name, &a.registrant_name).autocomplete("name")).add(
            self.text("registrant_email", t.registrant_email, &a.registrant_email)
                .hint(t.registrant_email_hint)
                .email(),
        )
    }

    fn address(&self, blocks: Blocks, purpose: [&'static str; 3]) -> Blocks {
        let (t, a) = (self.t(), self.answers);
        blocks
            .add(self.text("street", t.street, &a.street).autocomplete(purpose[0]))
            .add(self.text("postcode", t.postcode, &a.postcode).autocomplete(purpose[1]).width(Width::Short))
            .add(self.text("city", t.city, &a.city).autocomplete(purpose[2]))
    }

    fn begin(&self) -> Blocks {
        let instead = (self.applicant == Applicant::Municipality).then(|| {
            let t = super::texts::Texts::of(self.lang);
            Sentence {
                text: t.joint_instead.to_owned(),
                link: Some((t.joint_instead_link.to_owned(), super::first_page(Applicant::JointBody))),
            }
        });
        self.registrant(Blocks::default()).maybe(instead)
    }

    fn home(&self) -> Blocks {
        let (t, a) = (self.t(), self.answers);
        let blocks = self
            .registrant(Blocks::default())
            .add(self.text("phone", t.person_phone, &a.phone).hint(t.home_phone_hint).phone());
        self.address(blocks, ["street-address", "postal-code", "address-level2"]).add(
            self.text("kvk", t.kvk, &a.kvk)
                .hint(t.kvk_self_hint)
                .numeric()
                .autocomplete("off")
                .width(Width::Short)
                .optional(self.lang),
        )
    }

    fn execution(&self) -> Blocks {
        let (t, a) = (self.t(), self.answers);
        let ask = Choice::new("executor", t.execution_legend)
            .option("no", t.execution_no)
            .option("yes", t.execution_yes)
            .value(&a.executor)
            .error(self.errors.get("executor"));
        let name = self
            .text("executor_name", t.executor_name, &a.executor_name)
            .hint(t.executor_name_hint)
            .suggestions(self.executors.iter().cloned());
        let party = self
            .tick("executor_party", t.executor_party_legend, t.executor_party, a.executor_party)
            .hint(t.executor_party_hint);
        Blocks::default().add(Reveal::new("yes", ask, Blocks::default().add(name).add(party)))
    }

    fn clients(&self) -> Blocks {
        let t = self.t();
        Blocks::default().add(
            TextArea::new("clients", t.clients_label)
                .hint(t.clients_hint)
                .value(&self.answers.clients)
                .error(self.errors.get("clients"))
                .rows(8)
                .optional(self.lang),
        )
    }
}
