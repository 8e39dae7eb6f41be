//! The document of an agreement on its page, its signatures, and who is still missing.

use super::super::{Viewer, act_texts::Texts, standing::name, texts::Texts as PageTexts};
use crate::{
    lang::Lang,
    parts::{Button, Buttons, Icon, Notice, StateTag, SummaryList, Tone},
    words,
};
use app::{
    agreements::{Shown, Signature},
    documents::Standing,
    signing_rounds::BY_PASSKEY,
};
use domain::{
    agreement::{Side, Slot, StateKind},
    calendar::local_date,
    party::Ground,
};
use jiff::civil::Date;
use std::borrow::Cow;

/// The document as the page shows it.
pub(super) struct DocumentView {
    pub(super) tag: Option<StateTag>,
    pub(super) text: Cow<'static, str>,
    pub(super) buttons: Buttons,
    /// What the portal's own document says, as data.
    pub(super) data: Option<String>,
    /// How this portal signs; not told of what was signed elsewhere.
    pub(super) level: Option<&'static str>,
    /// Whether there is a file to download.
    pub(super) offered: bool,
    pub(super) signed_before: Vec<String>,
}

pub(super) fn document(shown: &Shown, lang: Lang) -> DocumentView {
    let t = Texts::of(lang);
    let parts = &shown.kept.parts;
    let path = |end: &str| format!("/overeenkomsten/{}/{end}", parts.id);
    let state = parts.state.kind();
    if let Some(on) = parts.state.elsewhere() {
        return elsewhere(shown, on, lang);
    }
    let signed = parts.revision.is_complete();
    let (tag, text) = if signed {
        (Some(StateTag::new(Tone::Good, Icon::Check, words::state(StateKind::Signed, lang))), t.doc_signed)
    } else if matches!(state, StateKind::Prepared | StateKind::OnHold) {
        (None, t.doc_later)
    } else if !state.is_signable() {
        (None, t.doc_ended)
    } else {
        match shown.document {
            Some(Standing::Ready) => (Some(StateTag::new(Tone::Good, Icon::Check, t.doc_ready_tag)), t.doc_ready),
            Some(Standing::Failed) => {
                (Some(StateTag::new(Tone::Bad, Icon::AlertTriangle, t.doc_failed_tag)), t.doc_failed)
            }
            Some(Standing::Waiting) | None => {
                (Some(StateTag::new(Tone::Waiting, Icon::Clock, t.doc_waiting_tag)), t.doc_waiting)
            }
        }
    };
    let (pdf, see) = (path("document"), path("document?bekijk"));
    let buttons = if signed {
        vec![
            Button::link(t.signed_download, pdf).primary().icon(Icon::Download),
            Button::link(t.signed_see, see).detail(t.pdf),
        ]
    } else {
        vec![
            Button::link(t.copy_see, see).icon(Icon::FileText).detail(t.pdf),
            Button::link(t.copy_download, pdf).subtle().icon(Icon::Download),
        ]
    };
    DocumentView {
        tag,
        text: text.into(),
        buttons: Buttons::new(buttons),
        data: Some(path("gegevens.json")),
        level: Some(t.level),
        offered: true,
        signed_before: shown.signed_before.iter().map(|number| t.signed_before(*number)).collect(),
    }
}

/// What was signed outside the portal: the document that was brought in, where one was.
fn elsewhere(shown: &Shown, on: Date, lang: Lang) -> DocumentView {
    let t = Texts::of(lang);
    let pdf = format!("/overeenkomsten/{}/document", shown.kept.parts.id);
    let there = shown.brought_in.as_ref().is_some_and(|brought_in| brought_in.document.is_some());
    let day = words::date(on, lang);
    let buttons = if there {
        vec![
            Button::link(t.signed_download, pdf.clone()).primary().icon(Icon::Download),
            Button::link(t.signed_see, format!("{pdf}?bekijk")).detail(t.pdf),
        ]
    } else {
        Vec::new()
    };
    DocumentView {
        tag: Some(StateTag::new(Tone::Neutral, Icon::FileText, t.doc_elsewhere_tag)),
        text: if there { t.doc_elsewhere(&day) } else { t.doc_elsewhere_none(&day) }.into(),
        buttons: Buttons::new(buttons),
        data: None,
        level: None,
        offered: there,
        signed_before: shown.signed_before.iter().map(|number| t.signed_before(*number)).collect(),
    }
}

/// Sides with an open place and too few signatories, and what to do about it.
pub(super) fn waits(shown: &Shown, viewer: Viewer, lang: Lang) -> Vec<Notice> {
    let t = Texts::of(lang);
    let parts = &shown.kept.parts;
    let kind = parts.state.kind();
    if !kind.is_signable() && !matches!(kind, StateKind::Prepared | StateKind::OnHold) {
        return Vec::new();
    }
    let open = |side| parts.revision.of_side(side).any(|slot| slot.filled.is_none());
    let own = match viewer {
        Viewer::Party => Some(Side::Municipality),
        Viewer::Partner => Some(Side::Partner),
        Viewer::Administrator => None,
    };
    let sides = shown.without_signatory.iter().filter(|side| open(**side));
    let notice = sides.map(|side| {
        let name = capital(&name(shown, *side, lang));
        let text = match own {
            None => t.waits_administrator(&name),
            Some(own) if own == *side => t.waits_own.to_owned(),
            Some(_) => t.waits_other(&name),
        };
        Notice::warning(text).heading(t.waits)
    });
    notice.collect()
}

/// A name at the beginning of a sentence.
fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The places to be signed: for whom, and by whom and when where somebody has.
pub(super) fn slots(shown: &Shown, lang: Lang) -> SummaryList {
    let t = PageTexts::of(lang);
    let slots = &shown.kept.parts.revision.slots;
    let name = |slot: &Slot| match slot.side {
        Side::Municipality => shown.party.organisation.name.clone(),
        Side::Partner => shown.partner.organisation.name.clone(),
        Side::Executor => {
            shown.executor.as_ref().map_or_else(|| t.executor.to_owned(), |executor| executor.organisation.name.clone())
        }
    };
    slots.iter().fold(SummaryList::new(lang), |list, slot| {
        let several = slots.iter().filter(|other| other.side == slot.side).count() > 1;
        let who = if several { t.slot(&name(slot), slot.ordinal) } else { name(slot) };
        let signature = shown.signatures.iter().find(|signature| signature.slot == slot.id);
        let said = match (signature, slot.filled) {
            (Some(signature), _) => signed(signature, lang),
            (None, Some(filled)) => t.slot_filled(&words::date(local_date(filled.at), lang)),
            (None, None) if shown.kept.parts.state.elsewhere().is_some() => t.slot_elsewhere.to_owned(),
            (None, None) => t.slot_open.to_owned(),
        };
        list.row(who, said)
    })
}

/// The evidence of the signatures there are: what to call it, and where it is.
pub(super) fn evidence(shown: &Shown, lang: Lang) -> Vec<(String, String)> {
    let (t, id) = (PageTexts::of(lang), shown.kept.parts.id);
    let proven = shown.signatures.iter().filter(|signature| signature.proven);
    let link = |signature: &Signature| {
        (t.evidence_of(&signature.name), format!("/overeenkomsten/{id}/bewijs/{}", signature.slot))
    };
    proven.map(link).collect()
}

/// Who signed, in which function and on what ground, and when.
fn signed(signature: &Signature, lang: Lang) -> String {
    let t = Texts::of(lang);
    let ground = signature.ground.as_deref().and_then(Ground::parse);
    let ground = ground.map(|ground| words::inside(words::ground(ground, lang)));
    let function = signature.function.clone().filter(|function| !function.is_empty());
    let as_what: Vec<String> = function.into_iter().chain(ground).collect();
    let at = t.signed_at(&words::moment(signature.at, lang));
    let level = words::level(signature.level(), lang);
    let by = if signature.proof == BY_PASSKEY {
        t.signed_by_passkey(level)
    } else {
        t.signed_with(words::means(signature.means, lang), level)
    };
    if as_what.is_empty() {
        return format!("{}\n{at}\n{by}", signature.name);
    }
    format!("{}\n{}\n{at}\n{by}", signature.name, as_what.join(", "))
}
