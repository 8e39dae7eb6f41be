//! Questions about contact persons and signatories: one group of fields for each.

use super::Ask;
use crate::{
    pages::register::{
        block::{Blocks, Fold, Group, Reveal, Within},
        read::MOST_PEOPLE,
        texts::Texts,
    },
    parts::{Button, Choice, Icon},
    words,
};
use domain::{
    party::Ground,
    registration::{Applicant, PersonAnswer},
    values::EmailAddress,
};

impl Ask<'_> {
    /// Whether it is a public body, which signs by office or mandate.
    const fn is_public(&self) -> bool {
        matches!(self.applicant, Applicant::Municipality | Applicant::JointBody)
    }

    pub(super) fn contacts(&self) -> Blocks {
        let (t, u) = (self.t(), Texts::of(self.lang));
        let people = self.answers.contacts.as_slice();
        let fold =
            Fold { summary: t.contacts_who.to_owned(), lines: t.contacts_fits, more: Blocks::default(), open: false };
        let mut blocks = Blocks::default().add(fold);
        if people.iter().all(PersonAnswer::is_blank) {
            let button = Button::submit(u.myself).named("actie", "zelf").secondary().icon(Icon::User);
            blocks = blocks.add(Within { button });
        }
        let count = people.len().max(1);
        let none = PersonAnswer::default();
        for index in 0..count {
            let person = people.get(index).unwrap_or(&none);
            blocks = blocks.add(self.group("contacts", index, count, self.contact(index, person)));
        }
        self.more(blocks, u.add_contact, count)
    }

    pub(super) fn signatories(&self) -> Blocks {
        let (t, u) = (self.t(), Texts::of(self.lang));
        let people = self.answers.signatories.as_slice();
        let fold = Fold {
            summary: t.signatories_who.to_owned(),
            lines: if self.is_public() { t.signatories_fits_public } else { t.signatories_fits },
            more: Blocks::default(),
            open: false,
        };
        let mut blocks = Blocks::default().add(fold);
        let count = people.len().max(1);
        let none = PersonAnswer::default();
        for index in 0..count {
            let person = people.get(index).unwrap_or(&none);
            blocks = blocks.add(self.group("signatories", index, count, self.signatory(index, person)));
        }
        let jointly = self.tick("jointly", t.jointly_legend, t.jointly, self.answers.jointly).hint(t.jointly_hint);
        self.more(blocks, u.add_signatory, count).add(jointly)
    }

    fn more(&self, blocks: Blocks, label: &str, count: usize) -> Blocks {
        let fits = count < MOST_PEOPLE;
        let button = || Button::submit(label).named("actie", "toevoegen").secondary().icon(Icon::Plus);
        blocks.maybe(fits.then(|| Within { button: button() }))
    }

    fn group(&self, list: &str, index: usize, count: usize, fields: Blocks) -> Group {
        let t = self.t();
        let title = if list == "contacts" { t.contact_n(index + 1) } else { t.signatory_n(index + 1) };
        let remove = (count > 1).then(|| {
            Button::submit(Texts::of(self.lang).remove)
                .named("actie", format!("verwijderen-{index}"))
                .subtle()
                .icon(Icon::Trash)
                .detail(&title)
        });
        Group { id: format!("{list}-{index}"), title, fields, remove }
    }

    fn contact(&self, index: usize, person: &PersonAnswer) -> Blocks {
        self.contact_known(index, person, false)
    }

    /// One contact person. Of somebody who is known by it the mail address is not asked.
    pub(in crate::pages::register) fn contact_known(&self, index: usize, person: &PersonAnswer, known: bool) -> Blocks {
        let t = self.t();
        let field = |part: &str| format!("contacts-{index}-{part}");
        let email = (!known).then(|| {
            self.text(&field("email"), t.person_email, &person.email)
                .hint(t.contact_email_hint)
                .autocomplete("off")
                .email()
        });
        let blocks = Blocks::default()
            .add(self.text(&field("name"), t.person_name, &person.name).autocomplete("off"))
            .add(
                self.text(&field("function"), t.person_function, &person.function)
                    .autocomplete("off")
                    .optional(self.lang),
            )
            .maybe(email)
            .add(self.text(&field("phone"), t.person_phone, &person.phone).autocomplete("off").phone());
        if self.applicant == Applicant::Executor {
            return blocks;
        }
        blocks.add(
            self.text(&field("works_at"), t.works_at, &person.works_at)
                .hint(t.works_at_hint)
                .suggestions(self.executors.iter().cloned())
                .autocomplete("off")
                .optional(self.lang),
        )
    }

    pub(in crate::pages::register) fn signatory(&self, index: usize, person: &PersonAnswer) -> Blocks {
        let t = self.t();
        let field = |part: &str| format!("signatories-{index}-{part}");
        let looks_shared = EmailAddress::parse(&person.email).is_ok_and(|email| email.looks_shared());
        let own = (looks_shared || person.own_mailbox)
            .then(|| self.tick(&field("own_mailbox"), t.own_mailbox_legend, t.own_mailbox, person.own_mailbox));
        let date = self.text(&field("mandate_date"), t.mandate_date, &person.mandate_date).date();
        Blocks::default()
            .add(
                self.text(&field("function"), t.person_function, &person.function)
                    .hint(t.signatory_function_hint)
                    .autocomplete("off"),
            )
            .add(self.text(&field("name"), t.person_name, &person.name).hint(t.signatory_name_hint).autocomplete("off"))
            .add(Reveal::new("mandate", self.ground(&field("ground"), &person.ground), Blocks::default().add(date)))
            .add(
                self.text(&field("email"), t.person_email, &person.email)
                    .hint(t.signatory_email_hint)
                    .autocomplete("off")
                    .email(),
            )
            .maybe(own)
            .add(
                self.text(&field("phone"), t.person_phone, &person.phone)
                    .autocomplete("off")
                    .phone()
                    .optional(self.lang),
            )
    }

    fn ground(&self, field: &str, value: &str) -> Choice {
        let t = self.t();
        let grounds: &[(Ground, &str)] = if self.is_public() {
            &[
                (Ground::Office, t.ground_office),
                (Ground::Mandate, t.ground_mandate),
                (Ground::Register, t.ground_register),
            ]
        } else {
            &[(Ground::Register, t.ground_register), (Ground::Mandate, t.ground_mandate)]
        };
        grounds
            .iter()
            .fold(Choice::new(field, t.ground), |choice, (ground, hint)| {
                choice.option_with_hint(ground.as_str(), words::ground(*ground, self.lang), *hint)
            })
            .value(value)
            .error(self.errors.get(field))
    }
}
