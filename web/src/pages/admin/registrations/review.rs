//! One registration with everything that an administrator needs to decide, on one page.

use super::{
    super::{html_with, id},
    complaints, facts, findings, path,
    review_texts::Texts,
    stage_tag,
    standing::{self, Outcome},
};
use crate::{
    history,
    lang::Lang,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, Buttons, ErrorSummary, FormErrors, Notice, StateTag, TextArea, TextField, Timeline},
    visit::Visit,
    words,
};
use app::{
    App,
    registrations::{self, Review},
    sectors::{self, Sector},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{ids::RegistrationId, registration::Finding};

/// What was typed in the acts, and what came of it.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) status: StatusCode,
    pub(super) errors: FormErrors,
    pub(super) notice: Option<Notice>,
    pub(super) hand_over: String,
    pub(super) question: String,
    pub(super) reason: String,
}

struct Acts {
    /// What happens on accepting; `None` while it cannot be accepted.
    accept: Option<Accept>,
    question: TextArea,
    question_open: bool,
    ask_buttons: Buttons,
    reason: TextArea,
    reason_open: bool,
    refuse_buttons: Buttons,
}

struct Accept {
    /// From when, where another party covers a municipality.
    hand_over: Option<TextField>,
    effects: Vec<String>,
    buttons: Buttons,
}

#[derive(Template)]
#[template(path = "pages/admin/registrations/review.html")]
struct ReviewPage {
    page: Frame,
    t: &'static Texts,
    errors: ErrorSummary,
    path: String,
    version: i64,
    name: String,
    kind: &'static str,
    stage: StateTag,
    facts: Vec<String>,
    is_late: bool,
    notices: Vec<Notice>,
    outcome: Option<Outcome>,
    checks: Option<Vec<Notice>>,
    groups: Vec<facts::Group>,
    history: Timeline,
    acts: Option<Acts>,
}

pub(super) async fn show(State(app): State<App>, visit: Visit, Path(text): Path<String>) -> Page {
    page(&app, &visit, id(&text)?, Typed::default()).await
}

/// The page as it stands now, with what was typed.
pub(super) async fn page(app: &App, visit: &Visit, id: RegistrationId, typed: Typed) -> Page {
    let lang = visit.lang();
    let review = registrations::review(app, &visit.actor(), id).await?;
    let sectors = sectors::all(app).await?;
    let outcome = standing::outcome(app, &visit.actor(), &review, lang).await?;
    let status = typed.status;
    html_with(status, &made(visit.page(""), &review, &sectors, outcome, &typed))
}

fn made(mut page: Frame, review: &Review, sectors: &[Sector], outcome: Option<Outcome>, typed: &Typed) -> ReviewPage {
    let lang = page.lang;
    let t = Texts::of(lang);
    let registration = &review.summary.registration;
    page.title = t.title(&registration.name);
    page.failed = !typed.errors.is_empty();
    let is_open = registration.stage.is_open();
    let mut notices: Vec<Notice> = typed.notice.iter().cloned().collect();
    notices.extend(standing::notice(review, lang));
    let checks = is_open.then(|| {
        let mut checks = findings::notices(&review.findings, registration.applicant, lang);
        if let Err(problems) = &review.application {
            let notice = Notice::failed(t.problems_text).heading(t.problems);
            checks.insert(0, complaints::items(notice, problems, lang));
        }
        checks
    });
    ReviewPage {
        t,
        errors: typed.errors.summary(lang),
        path: path(registration.id),
        version: registration.version,
        name: registration.name.clone(),
        kind: words::applicant(registration.applicant, lang),
        stage: stage_tag(registration.stage, lang),
        facts: standing::clock(review, lang),
        is_late: review.summary.is_late,
        notices,
        outcome,
        checks,
        groups: facts::groups(registration, review.application.as_ref().ok(), sectors, lang),
        history: history::timeline_with_names(&review.history, lang),
        acts: is_open.then(|| acts(review, typed, lang)),
        page,
    }
}

fn acts(review: &Review, typed: &Typed, lang: Lang) -> Acts {
    let t = Texts::of(lang);
    let [question_error, reason_error] = ["question", "reason"].map(|field| typed.errors.get(field));
    let area = |field: &str, label, hint, value: &str, error| {
        TextArea::new(field, label).hint(hint).value(value).max_length(2_000).rows(5).error(error)
    };
    Acts {
        accept: review.application.as_ref().ok().map(|application| {
            let people = application.contacts.len() + application.signatories.len();
            Accept {
                hand_over: hand_over(review, typed, lang),
                effects: effects(review, people, lang),
                buttons: Buttons::new([Button::submit(t.accept_button)]),
            }
        }),
        question_open: question_error.is_some() || !typed.question.is_empty(),
        ask_buttons: Buttons::new([Button::submit(t.ask_button).secondary()]),
        question: area("question", t.question, t.question_hint, &typed.question, question_error),
        reason_open: reason_error.is_some() || !typed.reason.is_empty(),
        refuse_buttons: Buttons::new([Button::submit(t.refuse_button).danger()]),
        reason: area("reason", t.reason, t.reason_hint, &typed.reason, reason_error),
    }
}

/// The date field, only where another party covers a municipality now.
fn hand_over(review: &Review, typed: &Typed, lang: Lang) -> Option<TextField> {
    let t = Texts::of(lang);
    if !review.findings.iter().any(Finding::blocks) {
        return None;
    }
    let covered = findings::covered(&review.findings);
    let now: Vec<String> = covered.iter().map(|(_, name, places)| t.covered_now(&places.join(", "), name)).collect();
    let field = TextField::new("hand_over", t.hand_over).hint(format!("{} {}", now.join(" "), t.hand_over_hint));
    Some(field.date().value(&typed.hand_over).error(typed.errors.get("hand_over")))
}

fn effects(review: &Review, people: usize, lang: Lang) -> Vec<String> {
    let t = Texts::of(lang);
    let registration = &review.summary.registration;
    let agreements = match registration.applicant.organisation_kind() {
        domain::party::OrganisationKind::Executor => t.effect_executor,
        kind if kind.is_contracting_party() => t.effect_party,
        _ => t.effect_partner,
    };
    vec![
        t.effect_organisation(&registration.name),
        agreements.to_owned(),
        t.effect_people(people),
        t.effect_registrant(&registration.email),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::admin::registrations::tests::summary;
    use domain::{
        ids::OrganisationId,
        municipality::MunicipalityCode,
        registration::{self, Stage},
    };

    fn review(stage: Stage) -> Review {
        let summary = summary(stage);
        let today = "2026-11-24".parse().expect("a date");
        let registration = &summary.registration;
        let application = registration::parse(registration.applicant, &registration.answers, today);
        assert!(application.is_ok(), "{application:?}");
        Review { application, summary, findings: Vec::new(), history: Vec::new(), decided_by: Some("Ada Bos".into()) }
    }

    fn html(review: &Review, lang: Lang, typed: &Typed) -> String {
        let page = Frame::new(lang, "", "token", "/beheer/aanmeldingen/x");
        made(page, review, &[], None, typed).render().expect("the page renders")
    }

    #[test]
    fn every_stage_renders_in_both_languages() {
        for lang in Lang::ALL {
            for stage in [Stage::Confirmed, Stage::Questioned, Stage::Accepted, Stage::Refused] {
                let html = html(&review(stage), lang, &Typed::default());
                assert!(html.contains("&#60;Woonvoorbeeld&#62;") && !html.contains("style="));
                assert_eq!(html.contains("/accepteren"), stage.is_open());
                assert_eq!(html.matches("<h1").count(), 1);
            }
        }
    }

    #[test]
    fn a_date_is_asked_only_where_somebody_covers_it_now() {
        let mut review = review(Stage::Confirmed);
        assert!(!html(&review, Lang::Nl, &Typed::default()).contains("name=\"hand_over\""));
        review.findings = vec![Finding::Covered {
            municipality: MunicipalityCode::parse("GM0344").expect("a code"),
            by: OrganisationId(uuid::Uuid::nil()),
            name: "Werk en Rente".into(),
        }];
        let mut typed = Typed { hand_over: "2026-01-01".into(), ..Typed::default() };
        typed.errors.add("hand_over", "te vroeg");
        let html = html(&review, Lang::Nl, &typed);
        assert!(html.contains("name=\"hand_over\"") && html.contains("2026-01-01") && html.contains("Fout:"));
    }

    #[test]
    fn answers_that_hold_no_longer_cannot_be_accepted() {
        let mut review = review(Stage::Confirmed);
        review.application = Err(vec![registration::Problem {
            field: "area_codes".into(),
            complaint: registration::Complaint::UnknownMunicipality,
        }]);
        let html = html(&review, Lang::En, &Typed::default());
        assert!(!html.contains("/accepteren") && html.contains("/weigeren"));
    }
}
