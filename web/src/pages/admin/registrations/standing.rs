//! Where a registration stands: its clock, who decided what, and what came of it.

use super::{super::duration, path, review_texts::Texts};
use crate::{
    lang::Lang,
    pages::Page,
    parts::{Button, Buttons, Notice},
    words,
};
use app::{App, organisations, registrations::Review};
use domain::{access::Actor, calendar::local_date, party::OrganisationKind, registration::Stage};

/// The agreements of the organisation that came of it.
pub(super) struct Outcome {
    pub(super) notice: Notice,
    pub(super) buttons: Buttons,
}

/// Since when it waits and until when it should be decided.
pub(super) fn clock(review: &Review, lang: Lang) -> Vec<String> {
    let t = Texts::of(lang);
    let registration = &review.summary.registration;
    let waits = registration.queued_at.filter(|_| registration.stage == Stage::Confirmed);
    [
        registration.confirmed_at.map(|at| t.confirmed(&words::moment(at, lang))),
        waits
            .filter(|at| registration.confirmed_at.is_some_and(|confirmed| *at > confirmed))
            .map(|at| t.completed(&words::moment(at, lang))),
        review.summary.decide_by.map(|by| t.decide_by(&words::date(local_date(by), lang))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Who decided what and when, in one sentence; `None` while it is open.
pub(super) fn decision(review: &Review, lang: Lang) -> Option<String> {
    let t = Texts::of(lang);
    let registration = &review.summary.registration;
    let who = review.decided_by.as_deref().unwrap_or(t.somebody);
    let at = words::moment(registration.decided_at?, lang);
    match registration.stage {
        Stage::Accepted => Some(t.accepted_by(who, &at)),
        Stage::Refused => Some(t.refused_by(who, &at)),
        Stage::Draft | Stage::Submitted | Stage::Confirmed | Stage::Questioned => None,
    }
}

/// What the stage means for whoever reads the page.
pub(super) fn notice(review: &Review, lang: Lang) -> Option<Notice> {
    let t = Texts::of(lang);
    let registration = &review.summary.registration;
    match registration.stage {
        Stage::Questioned => {
            let question = registration.question.clone().unwrap_or_default();
            Some(Notice::info(t.questioned_text).heading(t.questioned).item(question))
        }
        Stage::Refused => {
            let reason = registration.reason.clone().unwrap_or_default();
            Some(Notice::info(t.refused_text).heading(decision(review, lang).unwrap_or_default()).item(reason))
        }
        Stage::Draft | Stage::Submitted | Stage::Confirmed | Stage::Accepted => None,
    }
}

/// What came of an accepted registration, as it stands now.
pub(super) async fn outcome(app: &App, actor: &Actor, review: &Review, lang: Lang) -> Page<Option<Outcome>> {
    let Some(id) = review.summary.registration.organisation else { return Ok(None) };
    let t = Texts::of(lang);
    let shown = organisations::show(app, actor, id).await?;
    let count = shown.agreements.iter().map(|(_, n)| n).sum();
    let is_executor = shown.organisation.kind == OrganisationKind::Executor;
    let (accepted, generated) = (shown.organisation.accepted_at, shown.organisation.generated_at);
    let standing = match generated {
        _ if is_executor => t.executor_outcome.to_owned(),
        None => t.generating(count),
        Some(at) => t.generated(count, &duration(at.duration_since(accepted), lang)),
    };
    let ready = is_executor || generated.is_some();
    let notice = if ready { Notice::ok(standing) } else { Notice::info(standing) };
    let notice = notice.heading(decision(review, lang).unwrap_or_default());
    let mut buttons = vec![Button::link(t.to_organisation, format!("/beheer/organisaties/{id}"))];
    if !ready {
        buttons.push(Button::link(t.refresh, path(review.summary.registration.id)));
    }
    Ok(Some(Outcome { notice, buttons: Buttons::new(buttons) }))
}
