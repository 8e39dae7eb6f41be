//! What a line of a list says about its state.

use super::{tag, texts::Texts};
use crate::{
    lang::Lang,
    parts::{AgreementState, Icon, StateTag, Tone},
    words,
};
use app::{agreements::Line, documents};
use domain::agreement::State as Standing;

/// The state with what the list knows of it: until when it is held.
pub(super) fn tag_of(line: &Line, lang: Lang) -> StateTag {
    match line.details {
        Standing::OnHold { until: Some(day) } => {
            StateTag::agreement(lang, &AgreementState::OnHold { until: Some(words::date(day, lang)) })
        }
        _ => tag(line.state, lang),
    }
}

/// What else is to be known: kept for later, a document that is not there yet, nobody who may sign, changed facts.
pub(super) fn marks(line: &Line, lang: Lang) -> Vec<StateTag> {
    let t = Texts::of(lang);
    let mut marks = Vec::new();
    if line.details.deferred().is_some() {
        marks.push(StateTag::new(Tone::Neutral, Icon::Clock, t.mark_later));
    }
    if line.state.is_signable() {
        match line.document {
            Some(documents::Standing::Ready) => {}
            Some(documents::Standing::Failed) => {
                marks.push(StateTag::new(Tone::Bad, Icon::AlertTriangle, t.mark_failed));
            }
            Some(documents::Standing::Waiting) | None => {
                marks.push(StateTag::new(Tone::Waiting, Icon::Refresh, t.mark_making));
            }
        }
        if !line.without_signatory.is_empty() {
            marks.push(StateTag::new(Tone::Waiting, Icon::User, t.mark_waits));
        }
    }
    if let Some(on) = line.details.elsewhere() {
        marks.push(StateTag::new(Tone::Neutral, Icon::FileText, t.mark_elsewhere(&words::date(on, lang))));
    }
    if line.details.facts_changed() {
        marks.push(StateTag::new(Tone::Waiting, Icon::Pencil, t.mark_facts));
    }
    marks
}
