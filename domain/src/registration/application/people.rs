//! Contact persons and signatories.

use super::{Complaint, Contact, Reader, Signatory};
use crate::{
    party::Ground,
    registration::{Applicant, PersonAnswer},
    values::{EmailAddress, Name, Phone, Wrong, line},
};
use jiff::civil::Date;

/// At most so many people of one kind in one registration.
const MOST_PEOPLE: usize = 10;

impl Reader<'_> {
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

    pub(super) fn contacts(&mut self) -> Vec<Contact> {
        let mut contacts: Vec<Contact> = Vec::new();
        for (index, person) in self.people("contacts", &self.answers.contacts) {
            let field = |part: &str| format!("contacts-{index}-{part}");
            let name = self.take(field("name"), Name::parse(&person.name));
            let function = self.maybe(field("function"), line(&person.function, 200));
            let email = self.take(field("email"), EmailAddress::parse(&person.email));
            let phone = self.take(field("phone"), Phone::parse(&person.phone));
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

    /// An executor needs them only where it has to be a party itself.
    pub(super) fn signatories(&mut self) -> Vec<Signatory> {
        if self.applicant == Applicant::Executor && self.answers.signatories.iter().all(PersonAnswer::is_blank) {
            return Vec::new();
        }
        let mut signatories: Vec<Signatory> = Vec::new();
        for (index, person) in self.people("signatories", &self.answers.signatories) {
            let field = |part: &str| format!("signatories-{index}-{part}");
            let function = self.take(field("function"), line(&person.function, 200));
            let name = self.take(field("name"), Name::parse(&person.name));
            let ground = Ground::parse(&person.ground).filter(|ground| *ground != Ground::Own);
            if ground.is_none() {
                self.complain(field("ground"), Complaint::ChooseOne);
            }
            let mandate_date = if ground == Some(Ground::Mandate) {
                self.date(&field("mandate_date"), &person.mandate_date)
            } else {
                None
            };
            let email = self.take(field("email"), EmailAddress::parse(&person.email));
            if email.as_ref().is_some_and(EmailAddress::looks_shared) && !person.own_mailbox {
                self.complain(field("email"), Complaint::SharedMailbox);
            }
            let phone = self.maybe(field("phone"), Phone::parse(&person.phone));
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
}
