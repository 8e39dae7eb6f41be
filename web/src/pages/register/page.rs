//! A page of questions as it is shown.

use super::{
    block::Blocks,
    fields::{Ask, heading},
    first_page, form_name, page_of,
    problems::{sentence, sentence_apart},
    texts::Texts,
};
use crate::{
    lang::Lang,
    layout::Page as Frame,
    parts::{Button, Buttons, ErrorSummary, FormErrors, Notice, NoticeKind, Steps, field_id},
};
use app::sectors::Sector;
use askama::Template;
use domain::{
    municipality::MunicipalityCode,
    registration::{Answers, Applicant, Problem, Step},
};
use jiff::civil::Date;
use serde::Deserialize;

/// What the address of a page can carry.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Extra {
    /// `controleren`: afterwards back to the last page.
    pub(super) naar: String,
    /// Filled: one empty field more.
    pub(super) leeg: String,
    /// Filled: begin anew beside the draft of this browser.
    pub(super) nieuw: String,
    /// `kwijt`: the draft of this browser was not found.
    pub(super) melding: String,
}

impl Extra {
    pub(super) fn to_review(&self) -> bool {
        self.naar == "controleren"
    }
}

/// A page of questions.
#[derive(Template)]
#[template(path = "pages/register/step.html")]
pub(super) struct StepPage {
    page: Frame,
    t: &'static Texts,
    errors: ErrorSummary,
    steps: Steps,
    title: &'static str,
    lead: &'static str,
    notices: Vec<Notice>,
    blocks: Blocks,
    buttons: Buttons,
    action: String,
    extra: Extra,
    /// Where to begin another registration, on the first page of a draft.
    anew: Option<String>,
}

/// What a page of questions is made from.
pub(super) struct Filled<'a> {
    pub(super) applicant: Applicant,
    pub(super) step: Step,
    pub(super) answers: &'a Answers,
    pub(super) problems: &'a [Problem],
    pub(super) question: Option<&'a str>,
    pub(super) has_draft: bool,
    pub(super) sectors: &'a [Sector],
    pub(super) executors: &'a [String],
    pub(super) today: Date,
    /// Municipalities that have gone up in others.
    pub(super) gone: &'a [MunicipalityCode],
}

impl StepPage {
    pub(super) fn new(mut page: Frame, filled: &Filled<'_>, extra: &Extra) -> Self {
        let (lang, step, applicant) = (page.lang, filled.step, filled.applicant);
        let t = Texts::of(lang);
        let mut errors = FormErrors::default();
        for problem in filled.problems {
            // What is wrong twice with one field is said once.
            if errors.get(&problem.field).is_none() {
                errors.add(&problem.field, sentence(problem, lang));
            }
        }
        let (title, lead) = heading(applicant, step, lang);
        title.clone_into(&mut page.title);
        page.failed = !filled.problems.is_empty();
        let ask = Ask {
            lang,
            applicant,
            answers: filled.answers,
            errors: &errors,
            sectors: filled.sectors,
            executors: filled.executors,
            today: filled.today,
            one_more: !extra.leeg.is_empty(),
            fixed: false,
            gone: filled.gone,
        };
        let blocks = ask.blocks(step);
        let mut notices = Vec::new();
        if extra.melding == "kwijt" {
            notices.push(Notice::info(t.lost_text).heading(t.lost));
        }
        if let Some(question) = filled.question {
            notices.push(Notice::new(NoticeKind::Warning, question).heading(t.question));
        }
        let steps = applicant.steps();
        let at = steps.iter().position(|one| *one == step).unwrap_or_default();
        Self {
            t,
            errors: summary(filled.problems, &blocks, lang),
            steps: Steps::new(lang, at + 1, steps.len()).of(form_name(applicant, lang)),
            title,
            lead,
            notices,
            blocks,
            buttons: buttons(t, filled, extra),
            action: page_of(applicant, step),
            extra: extra.clone(),
            anew: (at == 0 && filled.has_draft).then(|| format!("{}?nieuw=ja", first_page(applicant))),
            page,
        }
    }
}

/// The summary on top, in the order in which the fields stand on the page.
pub(super) fn summary(problems: &[Problem], blocks: &Blocks, lang: Lang) -> ErrorSummary {
    let html = blocks.to_string();
    let mut lines: Vec<(Option<usize>, &str, String)> = Vec::new();
    for problem in problems {
        let field = if problem.field == "sector" { "partner_kind" } else { &problem.field };
        if lines.iter().all(|(_, known, _)| *known != field) {
            let place = html.find(&format!("id=\"{}\"", field_id(field)));
            lines.push((place, field, sentence_apart(problem, lang)));
        }
    }
    lines.sort_by_key(|(place, ..)| *place);
    lines.into_iter().fold(ErrorSummary::new(lang), |summary, (_, field, text)| summary.error(field, text))
}

fn buttons(t: &Texts, filled: &Filled<'_>, extra: &Extra) -> Buttons {
    let next = if extra.to_review() { t.back_to_review } else { t.next };
    let mut buttons = vec![Button::submit(next).named("actie", "verder")];
    if filled.applicant.before(filled.step).is_some() && !extra.to_review() {
        buttons.push(Button::submit(t.previous).named("actie", "vorige").secondary());
    }
    buttons.push(Button::submit(t.keep).named("actie", "bewaren").subtle());
    Buttons::new(buttons)
}
