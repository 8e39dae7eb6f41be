//! Contact cards: whom others mail or call, and for what.
//!
//! What belongs here: the purposes, and what makes a card good. What never does: who keeps cards (`app::cards`), wording.

use crate::{
    agreement::StateKind,
    registration::{Complaint, Problem},
    values::{EmailAddress, Name, Phone, Wrong, line},
};

/// Cards that an organisation has for one purpose at most.
pub const MOST: usize = 5;

/// What a card is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// Whoever steers the agreements, and whom others ask first.
    Coordination,
    /// Why and on what terms: signing, extra arrangements, changes.
    Policy,
    /// The daily work with signals.
    Operations,
    /// The delivery of data, technically.
    Data,
}

impl Purpose {
    /// Every purpose, as they are shown.
    pub const ALL: [Self; 4] = [Self::Coordination, Self::Policy, Self::Operations, Self::Data];

    /// The stable code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Coordination => "coordination",
            Self::Policy => "policy",
            Self::Operations => "operations",
            Self::Data => "data",
        }
    }

    /// From its code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == code)
    }

    /// Whether somebody of the other side needs these cards while an agreement is in a state: who coordinates always,
    /// policy until it is signed, operations and data from then until it ends.
    #[must_use]
    pub const fn serves(self, state: StateKind) -> bool {
        match self {
            Self::Coordination => true,
            Self::Policy => matches!(
                state,
                StateKind::Prepared
                    | StateKind::OnHold
                    | StateKind::Released
                    | StateKind::PartlySigned
                    | StateKind::Declined
            ),
            Self::Operations | Self::Data => matches!(state, StateKind::Signed | StateKind::Active),
        }
    }
}

/// A card as somebody typed it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardAnswer {
    /// Code of the purpose.
    pub purpose: String,
    /// A person or a desk.
    pub name: String,
    /// As what; may be empty.
    pub function: String,
    /// Mail address; may be empty where there is a telephone number.
    pub email: String,
    /// Telephone number; may be empty where there is a mail address.
    pub phone: String,
}

/// A card that is good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCard {
    /// What it is for.
    pub purpose: Purpose,
    /// A person or a desk.
    pub name: Name,
    /// As what.
    pub function: Option<String>,
    /// Mail address.
    pub email: Option<EmailAddress>,
    /// Telephone number.
    pub phone: Option<Phone>,
}

impl CardAnswer {
    /// The card, or everything that is wrong with it, by field.
    ///
    /// # Errors
    /// The problems; a card by which nobody is reached complains about the mail address.
    pub fn parse(&self) -> Result<NewCard, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut complain = |field: &str, complaint| problems.push(Problem { field: field.to_owned(), complaint });
        let purpose = Purpose::parse(self.purpose.trim());
        if purpose.is_none() {
            complain("purpose", Complaint::ChooseOne);
        }
        let name = Name::parse(&self.name).map_err(|wrong| complain("name", wrong.into())).ok();
        let function = optional(line(&self.function, 200)).map_err(|wrong| complain("function", wrong.into()));
        let email = optional(EmailAddress::parse(&self.email)).map_err(|wrong| complain("email", wrong.into()));
        let phone = optional(Phone::parse(&self.phone)).map_err(|wrong| complain("phone", wrong.into()));
        if matches!((&email, &phone), (Ok(None), Ok(None))) {
            complain("email", Complaint::Value(Wrong::Missing));
        }
        match (purpose, name, function, email, phone) {
            (Some(purpose), Some(name), Ok(function), Ok(email), Ok(phone)) if problems.is_empty() => {
                Ok(NewCard { purpose, name, function, email, phone })
            }
            _ => Err(problems),
        }
    }
}

/// What may be left out.
fn optional<T>(parsed: Result<T, Wrong>) -> Result<Option<T>, Wrong> {
    match parsed {
        Ok(value) => Ok(Some(value)),
        Err(Wrong::Missing) => Ok(None),
        Err(wrong) => Err(wrong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desk() -> CardAnswer {
        CardAnswer {
            purpose: "data".into(),
            name: " Team  Vroegsignalering ".into(),
            email: "Team@Voorbeeld.example".into(),
            ..CardAnswer::default()
        }
    }

    fn fields(answer: &CardAnswer) -> Vec<String> {
        answer.parse().expect_err("problems").into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn a_desk_with_one_way_to_reach_it_is_a_card() {
        let card = desk().parse().expect("a card");
        assert_eq!((card.purpose, card.name.as_str()), (Purpose::Data, "Team Vroegsignalering"));
        assert_eq!(card.email.map(|email| email.to_string()).as_deref(), Some("team@voorbeeld.example"));
        assert_eq!((card.function, card.phone), (None, None));
        let called = CardAnswer { email: String::new(), phone: "030 123 45 67".into(), ..desk() };
        assert!(called.parse().is_ok());
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        assert_eq!(fields(&CardAnswer::default()), ["purpose", "name", "email"]);
        let wrong = CardAnswer {
            purpose: "onzin".into(),
            name: "?".into(),
            function: "x".repeat(201),
            email: "geen adres".into(),
            phone: "12".into(),
        };
        assert_eq!(fields(&wrong), ["purpose", "name", "function", "email", "phone"]);
    }

    #[test]
    fn lines_of_a_header_are_no_card() {
        for injected in ["x\r\nBcc: y@z.example", "x\nEND:VCARD", "x\u{2028}y", "\u{202e}x"] {
            let name = CardAnswer { name: injected.into(), ..desk() };
            let function = CardAnswer { function: injected.into(), ..desk() };
            let email = CardAnswer { email: format!("a@b.example{injected}"), ..desk() };
            let phone = CardAnswer { phone: format!("0301234567{injected}"), ..desk() };
            for (answer, field) in [(name, "name"), (function, "function"), (email, "email"), (phone, "phone")] {
                assert_eq!(fields(&answer), [field], "{injected:?}");
            }
        }
    }

    #[test]
    fn each_purpose_serves_somewhere_and_has_a_code_of_its_own() {
        for purpose in Purpose::ALL {
            assert_eq!(Purpose::parse(purpose.as_str()), Some(purpose));
            assert!(StateKind::ALL.into_iter().any(|state| purpose.serves(state)));
        }
        assert!(Purpose::Data.serves(StateKind::Signed) && !Purpose::Data.serves(StateKind::Prepared));
        assert!(Purpose::Policy.serves(StateKind::Released) && !Purpose::Policy.serves(StateKind::Terminated));
        assert_eq!(Purpose::parse(""), None);
    }
}
