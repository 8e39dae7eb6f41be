//! The state of an agreement as a tag and as a colour, where only its kind is known.

use crate::{
    lang::Lang,
    parts::{AgreementState, StateTag},
    words,
};
use domain::agreement::StateKind;

fn shown(kind: StateKind) -> AgreementState {
    match kind {
        StateKind::Prepared => AgreementState::Prepared,
        StateKind::OnHold => AgreementState::OnHold { until: None },
        StateKind::Released => AgreementState::Released,
        StateKind::PartlySigned => AgreementState::PartlySigned { by: String::new() },
        StateKind::Declined => AgreementState::Declined,
        StateKind::Signed => AgreementState::Signed,
        StateKind::Active => AgreementState::Active,
        StateKind::Withdrawn => AgreementState::Withdrawn,
        StateKind::Terminated => AgreementState::Terminated,
        StateKind::Superseded => AgreementState::Superseded,
    }
}

/// A tag for a list.
pub(crate) fn tag(kind: StateKind, lang: Lang) -> StateTag {
    StateTag::agreement(lang, &shown(kind)).worded(words::state(kind, lang))
}

/// The ending of the class that colours a hexagon.
pub(crate) fn class(kind: StateKind) -> &'static str {
    shown(kind).class()
}

#[cfg(test)]
mod tests {
    use super::{class, tag};
    use crate::lang::Lang;
    use domain::agreement::StateKind;

    #[test]
    fn every_state_has_a_tag_and_a_colour() {
        let css = include_str!("../../../assets/css/parts.css");
        for kind in StateKind::ALL {
            assert!(css.contains(&format!(".hex--{} ", class(kind))), "{kind}");
            assert!(!tag(kind, Lang::Nl).to_string().contains("Getekend door"), "{kind}");
        }
    }
}
