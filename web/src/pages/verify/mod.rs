//! Checking a document: anybody may; nothing of it is kept.
//!
//! The form is one of this browser as every form, although nobody need be signed in: without that,
//! any page on the web could make its visitors send files here.

mod texts;

use crate::{
    Portal, Route, get,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, Buttons, ErrorSummary, FormErrors, Icon, Notice, StateTag, SummaryList, Tone, field_id},
    post_file,
    upload::{self, Received},
    verdict::{self, Holds, Told},
    visit::Visit,
};
use app::{network, verification};
use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::{Html, IntoResponse as _},
};
use domain::access::Permission::Public;
use texts::Texts;
use verification::{LARGEST, LARGEST_EVIDENCE, Obstacle};

/// The name of the field.
const FIELD: &str = "document";
/// The name of the field for evidence, which may be left empty.
const EVIDENCE: &str = "bewijs";

/// The routes of this page.
pub(crate) fn routes() -> Vec<Route> {
    vec![get("/controleren", Public, ask), post_file("/controleren", Public, check)]
}

#[derive(Template)]
#[template(path = "pages/verify/page.html")]
struct Ask {
    page: Frame,
    t: &'static Texts,
    errors: ErrorSummary,
    form: Form,
    has_authority: bool,
}

#[derive(Template)]
#[template(path = "pages/verify/form.html")]
struct Form {
    csrf: String,
    t: &'static Texts,
    id: String,
    error: Option<String>,
    largest: usize,
    too_large: String,
    buttons: Buttons,
}

#[derive(Template)]
#[template(path = "pages/verify/result.html")]
struct Answer {
    page: Frame,
    t: &'static Texts,
    name: String,
    notice: Notice,
    notes: Vec<Notice>,
    signatures: Vec<Signed>,
    open: Vec<String>,
    proof: Option<(Notice, SummaryList)>,
    form: Form,
}

/// One signature on the page.
struct Signed {
    place: String,
    tag: StateTag,
    problems: Vec<String>,
    facts: SummaryList,
}

async fn ask(State(portal): State<Portal>, visit: Visit) -> Page {
    ask_page(&portal, &visit, None)
}

fn ask_page(portal: &Portal, visit: &Visit, error: Option<(StatusCode, String)>) -> Page {
    let (t, lang) = (Texts::of(visit.lang()), visit.lang());
    let (status, error) = error.unzip();
    let mut errors = FormErrors::default();
    if let Some(error) = &error {
        errors.add(FIELD, error.clone());
    }
    let mut page = visit.page(t.title);
    page.failed = error.is_some();
    let has_authority = portal.app.ports().signing.is_some();
    let html = Ask { page, t, errors: errors.summary(lang), form: form(visit, error), has_authority }.render()?;
    Ok((status.unwrap_or_default(), Html(html)).into_response())
}

fn form(visit: &Visit, error: Option<String>) -> Form {
    let (t, lang) = (Texts::of(visit.lang()), visit.lang());
    Form {
        csrf: visit.csrf().field(),
        t,
        id: field_id(FIELD),
        error,
        largest: LARGEST,
        too_large: verdict::obstacle_text(Obstacle::TooLarge, lang),
        buttons: Buttons::new([Button::submit(t.check).icon(Icon::Shield)]),
    }
}

async fn check(State(portal): State<Portal>, visit: Visit, request: Request) -> Page {
    network::admit(&portal.app, "verify", visit.place()).await?;
    let (t, lang) = (Texts::of(visit.lang()), visit.lang());
    let refuse = |status, why: String| ask_page(&portal, &visit, Some((status, why)));
    let Some(place) = verification::place(&portal.app) else {
        return refuse(StatusCode::SERVICE_UNAVAILABLE, t.busy.to_owned());
    };
    let (document, evidence) =
        upload::receive_two(request, &visit, [(FIELD, LARGEST), (EVIDENCE, LARGEST_EVIDENCE)]).await?;
    // Evidence that is too large is none: it is told as what cannot be read.
    let evidence = match evidence {
        Received::File(_, bytes) => Some(bytes),
        Received::TooLarge => Some(Vec::new()),
        Received::Nothing => None,
    };
    match document {
        Received::Nothing => refuse(StatusCode::UNPROCESSABLE_ENTITY, t.none.to_owned()),
        Received::TooLarge => refuse(StatusCode::PAYLOAD_TOO_LARGE, verdict::obstacle_text(Obstacle::TooLarge, lang)),
        Received::File(name, bytes) => {
            let verdict = verification::verify(&portal.app, bytes, evidence, place).await?;
            let html = answer(&visit, name, verdict::tell(&verdict, lang)).render()?;
            Ok(Html(html).into_response())
        }
    }
}

fn answer(visit: &Visit, name: String, told: Told) -> Answer {
    let (t, lang) = (Texts::of(visit.lang()), visit.lang());
    let notice = Notice::new(told.kind, told.text).heading(told.headline).announced();
    let notice = told.problems.into_iter().fold(notice, Notice::item);
    let signed = |signature: verdict::ToldSignature| {
        let (tone, icon) = match signature.holds {
            Holds::Yes => (Tone::Good, Icon::CircleCheck),
            Holds::Alone => (Tone::Neutral, Icon::CircleDashed),
            Holds::No => (Tone::Bad, Icon::CircleX),
        };
        let facts = signature.facts.into_iter();
        Signed {
            place: signature.place,
            tag: StateTag::new(tone, icon, signature.holds.label(lang)),
            problems: signature.problems,
            facts: facts.fold(SummaryList::new(lang), |list, (label, value)| list.row(label, value)),
        }
    };
    Answer {
        page: visit.page(t.result),
        t,
        name,
        notice,
        notes: told.notes.into_iter().map(Notice::warning).collect(),
        signatures: told.signatures.into_iter().map(signed).collect(),
        open: told.open,
        proof: told.proof.map(|proof| {
            let facts = proof.facts.into_iter();
            let facts = facts.fold(SummaryList::new(lang), |list, (label, value)| list.row(label, value));
            (Notice::new(proof.kind, proof.text).heading(proof.headline), facts)
        }),
        form: form(visit, None),
    }
}

#[cfg(test)]
mod tests;
