//! What evidence says, in plain words.

use super::texts::Texts;
use crate::{lang::Lang, parts::NoticeKind, words};
use app::verification::{Checked, Fault, Proof};

/// Evidence in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldProof {
    /// How it is meant.
    pub kind: NoticeKind,
    /// One clear sentence.
    pub headline: String,
    /// What it means, or what to do.
    pub text: String,
    /// Label and value.
    pub facts: Vec<(&'static str, String)>,
}

pub(super) fn tell(proof: &Proof, lang: Lang) -> ToldProof {
    let t = Texts::of(lang);
    let say = |kind, headline: &str, text: &str, facts| {
        let (headline, text) = (headline.to_owned(), text.to_owned());
        ToldProof { kind, headline, text, facts }
    };
    match proof {
        Proof::Holds(checked) => {
            let (headline, text) = if checked.by_passkey {
                (t.proof_passkey, t.proof_passkey_text)
            } else {
                (t.proof_code, t.proof_code_text)
            };
            say(NoticeKind::Ok, headline, text, facts(checked, t, lang))
        }
        Proof::Unbound => say(NoticeKind::Error, t.proof_not, t.proof_unbound, Vec::new()),
        Proof::Moot => say(NoticeKind::Warning, t.proof_moot, t.proof_moot_text, Vec::new()),
        Proof::Faulty(fault) => say(NoticeKind::Error, t.proof_not, fault_text(*fault, t), Vec::new()),
    }
}

fn facts(checked: &Checked, t: &'static Texts, lang: Lang) -> Vec<(&'static str, String)> {
    let capacity = [checked.function.as_deref(), checked.ground.as_deref()];
    let capacity: Vec<_> = capacity.into_iter().flatten().collect();
    let documents = i64::try_from(checked.documents).unwrap_or(i64::MAX);
    let mut facts = vec![
        (t.person, checked.person.clone()),
        (t.organisation, checked.organisation.clone()),
        (t.capacity, capacity.join(", ")),
        (t.proof_agreement, checked.agreement.clone()),
        (t.proof_at, t.at_text(&words::moment(checked.confirmed, lang))),
        (t.proof_together, t.proof_documents(documents, &words::number(documents, lang))),
        (t.proof_consent, checked.consent.clone()),
        (t.proof_portal, checked.portal.clone()),
    ];
    facts.retain(|(_, value)| !value.is_empty());
    facts
}

const fn fault_text(fault: Fault, t: &'static Texts) -> &'static str {
    match fault {
        Fault::TooLarge | Fault::Unreadable { .. } | Fault::Format => t.proof_unreadable,
        Fault::Document => t.proof_other_document,
        Fault::Form | Fault::Leaves | Fault::Path(_) | Fault::Moment | Fault::Passkey(_) => t.proof_changed,
    }
}
