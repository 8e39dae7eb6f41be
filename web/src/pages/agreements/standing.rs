//! What the state of an agreement means, and who moves it next: one sentence each.

use super::{Viewer, act_texts::Texts as ActTexts, standing_texts::Texts as Sentences, texts::Texts};
use crate::{
    history,
    lang::Lang,
    parts::{AgreementState, StateTag},
    words,
};
use app::agreements::Shown;
use domain::{
    agreement::{Side, State, StateKind, Withdrawal},
    audit::{Doer, Event},
    calendar::local_date,
};

/// Where an agreement stands, in words.
pub(super) struct Standing {
    pub(super) tag: StateTag,
    pub(super) meaning: String,
    pub(super) next: String,
    /// Who brought it here, and when.
    pub(super) happened: Option<String>,
    /// What a person wrote about it.
    pub(super) reason: Option<String>,
    /// The newer agreement.
    pub(super) newer: Option<String>,
    /// What else should be known: changed facts, kept for later.
    pub(super) notes: Vec<String>,
}

/// Where `shown` stands, for whoever looks.
pub(super) fn standing(shown: &Shown, viewer: Viewer, lang: Lang) -> Standing {
    let state = &shown.kept.parts.state;
    let t = Texts::of(lang);
    let mut notes = Vec::new();
    if let (Some(on), true) = (state.elsewhere(), state.kind().has_ended()) {
        notes.push(Sentences::of(lang).signed_elsewhere(&words::date(on, lang)));
    }
    if state.facts_changed() {
        notes.push(t.facts_changed.to_owned());
    }
    if let Some(deferral) = state.deferred() {
        notes.push(ActTexts::of(lang).deferred_on(&words::date(local_date(deferral.at), lang)));
    }
    let newer = match state {
        State::Superseded { by, .. } => Some(format!("/overeenkomsten/{by}")),
        _ => None,
    };
    let (meaning, next) = sentences(shown, viewer, lang);
    Standing {
        tag: tag(shown, lang),
        meaning,
        next,
        happened: happened(shown, lang),
        reason: reason(state),
        newer,
        notes,
    }
}

fn tag(shown: &Shown, lang: Lang) -> StateTag {
    match &shown.kept.parts.state {
        State::OnHold { until: Some(day) } => {
            StateTag::agreement(lang, &AgreementState::OnHold { until: Some(words::date(*day, lang)) })
        }
        State::PartlySigned { .. } => {
            StateTag::agreement(lang, &AgreementState::PartlySigned { by: names(shown, lang, true) })
        }
        other => super::tag(other.kind(), lang),
    }
}

fn reason(state: &State) -> Option<String> {
    match state {
        State::Declined { reason, .. } | State::Withdrawn { why: Withdrawal::ByAdministrator { reason }, .. } => {
            Some(reason.to_string())
        }
        _ => None,
    }
}

/// The name of a side, as it stands inside a sentence.
pub(super) fn name(shown: &Shown, side: Side, lang: Lang) -> String {
    let side = match side {
        Side::Municipality => Some(&shown.party),
        Side::Partner => Some(&shown.partner),
        Side::Executor => shown.executor.as_ref(),
    };
    side.map(|side| words::named(side.organisation.kind, &side.organisation.name, lang)).unwrap_or_default()
}

/// The sides that have signed (`filled`) or have still to sign, one after the other.
fn names(shown: &Shown, lang: Lang, filled: bool) -> String {
    let slots = &shown.kept.parts.revision.slots;
    let names: Vec<String> = Side::ALL
        .into_iter()
        .filter(|side| slots.iter().any(|slot| slot.side == *side && slot.filled.is_some() == filled))
        .map(|side| name(shown, side, lang))
        .collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {} {last}", rest.join(", "), lang.pick("en", "and")),
        None => String::new(),
    }
}

/// Who brought it where it stands, and when; `None` where the meaning says so already.
fn happened(shown: &Shown, lang: Lang) -> Option<String> {
    let t = ActTexts::of(lang);
    let day = |at| words::date(local_date(at), lang);
    let state = shown.kept.parts.state.kind();
    let moved = |wanted: StateKind| {
        shown.history.iter().rev().find_map(|line| match &line.event {
            Event::AgreementMoved { from, to } if to == wanted.as_str() => Some((line, StateKind::parse(from))),
            _ => None,
        })
    };
    let told = |wanted, sentence: fn(&ActTexts, &str, &str) -> String| {
        let (line, _) = moved(wanted)?;
        Some(sentence(t, &day(line.at), &history::doer(line, lang)))
    };
    match state {
        StateKind::Prepared => Some(match moved(state) {
            None => t.prepared_on(&day(shown.kept.created_at)),
            Some((line, Some(StateKind::OnHold))) => t.hold_ended_on(&day(line.at)),
            Some((line, Some(StateKind::Released))) if !matches!(line.doer, Doer::Person(_)) => {
                t.recalled_on(&day(line.at))
            }
            Some((line, Some(StateKind::Released))) => t.taken_back_on(&day(line.at), &history::doer(line, lang)),
            Some((line, _)) => t.prepared_again_on(&day(line.at), &history::doer(line, lang)),
        }),
        StateKind::OnHold => told(state, ActTexts::held_on),
        StateKind::Released => told(state, ActTexts::released_on),
        StateKind::Declined => told(state, ActTexts::declined_on),
        StateKind::Withdrawn => told(state, ActTexts::withdrawn_on),
        StateKind::Terminated => told(state, ActTexts::terminated_on),
        StateKind::PartlySigned | StateKind::Signed | StateKind::Active | StateKind::Superseded => {
            let names: Vec<_> = shown.signatures.iter().map(|one| t.signed_on(&one.name, &day(one.at))).collect();
            (!names.is_empty()).then(|| t.signed_by(&names.join(", ")))
        }
    }
}

/// What the state means, and what comes next.
fn sentences(shown: &Shown, viewer: Viewer, lang: Lang) -> (String, String) {
    let t = Sentences::of(lang);
    let party = &name(shown, Side::Municipality, lang);
    let day = |day| words::date(day, lang);
    let release = || if viewer == Viewer::Party { t.released_by_you.to_owned() } else { t.released_by(party) };
    match &shown.kept.parts.state {
        State::Prepared => (t.prepared.to_owned(), release()),
        State::OnHold { until: None } => (t.on_hold(party), release()),
        State::OnHold { until: Some(until) } => (t.on_hold_until(party, &day(*until)), release()),
        State::Released { .. } => (t.nobody_signed.to_owned(), t.still_to_sign(&names(shown, lang, false))),
        State::PartlySigned { .. } => (t.some_signed.to_owned(), t.still_to_sign(&names(shown, lang, false))),
        State::Declined { side, .. } => (t.declined(&name(shown, *side, lang)), t.prepare_again(party)),
        State::Signed { elsewhere: Some(on), .. } => (t.signed_elsewhere(&day(*on)), t.onboarding.to_owned()),
        State::Signed { at, .. } => (t.signed(&day(local_date(*at))), t.onboarding.to_owned()),
        State::Active { start, elsewhere: Some(on), .. } => {
            (format!("{} {}", t.signed_elsewhere(&day(*on)), t.active(&day(*start))), t.goes_on.to_owned())
        }
        State::Active { start, .. } => (t.active(&day(*start)), t.goes_on.to_owned()),
        State::Withdrawn { why, .. } => {
            let meaning = match why {
                Withdrawal::AreaEnded => t.withdrawn_area,
                Withdrawal::OrganisationEnded => t.withdrawn_organisation,
                Withdrawal::MunicipalityEnded => t.withdrawn_municipality,
                Withdrawal::ByAdministrator { .. } => t.withdrawn_administrator,
            };
            (meaning.to_owned(), t.nothing.to_owned())
        }
        State::Terminated { side, end, .. } => (t.terminated(&name(shown, *side, lang)), t.last_day(&day(*end))),
        State::Superseded { at, .. } => (t.superseded(&day(local_date(*at))), t.nothing.to_owned()),
    }
}
