//! Ending an agreement: notice by either side, withdrawal by the administrator. Heavy acts with a page of their own.

use super::{
    act::{flash, late, path, version},
    act_texts::Texts,
    show::between,
};
use crate::{
    Portal,
    error::PageError,
    form::{self, Checked, Pairs, value},
    layout::Page as Frame,
    pages::Page,
    parts::{Button, Buttons, ErrorSummary, FormErrors, Notice, TextArea, TextField},
    refusals,
    visit::Visit,
};
use app::{
    AppError,
    agreements::{
        self, Shown,
        moves::{self, Step, allows},
    },
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{Html, IntoResponse},
};
use domain::{
    agreement::{ActKind, Reason, Refusal},
    ids::AgreementId,
    values::Wrong,
};

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    Notice,
    Withdrawal,
}

#[derive(Template)]
#[template(path = "pages/agreements/end.html")]
struct View {
    page: Frame,
    back: String,
    href: String,
    action: String,
    version: i64,
    errors: ErrorSummary,
    notice: Option<Notice>,
    lead: String,
    effects: &'static [&'static str],
    day: Option<TextField>,
    reason: Option<TextArea>,
    buttons: Buttons,
    /// Whether the form is shown at all.
    possible: bool,
}

#[derive(Default)]
struct Typed {
    status: StatusCode,
    notice: Option<Notice>,
    errors: FormErrors,
    text: String,
}

impl Ending {
    const fn act(self) -> ActKind {
        match self {
            Self::Notice => ActKind::Terminate,
            Self::Withdrawal => ActKind::Withdraw,
        }
    }

    const fn field(self) -> &'static str {
        match self {
            Self::Notice => "einde",
            Self::Withdrawal => "reason",
        }
    }
}

pub(super) async fn page(State(portal): State<Portal>, visit: Visit, Path(text): Path<String>, ending: Ending) -> Page {
    let id = text.parse().map_err(|_| PageError::NotFound)?;
    again(&portal, &visit, id, ending, Typed::default()).await
}

async fn again(portal: &Portal, visit: &Visit, id: AgreementId, ending: Ending, typed: Typed) -> Page {
    let shown = agreements::show(&portal.app, &visit.actor(), id).await?;
    let t = Texts::of(visit.lang());
    let mut frame = visit.page(match ending {
        Ending::Notice => t.terminate,
        Ending::Withdrawal => t.withdraw,
    });
    frame.failed = !typed.errors.is_empty();
    let status = typed.status;
    Ok((status, Html(view(frame, &shown, ending, typed).render()?)).into_response())
}

fn view(page: Frame, shown: &Shown, ending: Ending, typed: Typed) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    let id = shown.kept.parts.id;
    let number = shown.kept.parts.number.to_string();
    let refusal = allows(&shown.kept, ending.act()).err();
    let why_not = refusal.map(|refusal| Notice::info(refusals::sentence(&refusal, lang)).heading(t.not_now));
    let between = format!("{number} {}", crate::words::inside(&between(shown, lang)));
    let error = typed.errors.get(ending.field());
    let (lead, effects, end, label) = match ending {
        Ending::Notice => (t.terminate_lead(&between), t.terminate_effects, "opzeggen", t.terminate_do),
        Ending::Withdrawal => (t.withdraw_lead(&between), t.withdraw_effects, "laten-vervallen", t.withdraw_do),
    };
    let (day, reason) = match ending {
        Ending::Notice => {
            let field = TextField::new("einde", t.last_day).hint(t.last_day_hint).date();
            (Some(field.value(typed.text).error(error)), None)
        }
        Ending::Withdrawal => {
            let field = TextArea::new("reason", t.reason).hint(t.reason_hint).rows(4).max_length(Reason::MAX);
            (None, Some(field.value(typed.text).error(error)))
        }
    };
    View {
        back: t.back_to(&number),
        href: path(id),
        action: format!("{}/{end}", path(id)),
        version: shown.kept.version,
        errors: typed.errors.summary(lang),
        possible: why_not.is_none(),
        notice: typed.notice.or(why_not),
        lead,
        effects,
        day,
        reason,
        buttons: Buttons::new([Button::submit(label).danger(), Button::link(t.cancel, path(id)).subtle()]),
        page,
    }
}

/// Does it, or says what is wrong.
pub(super) async fn end(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(form): Checked<Pairs>,
    ending: Ending,
) -> Page {
    let id: AgreementId = text.parse().map_err(|_| PageError::NotFound)?;
    let version = version(&form)?;
    let typed = Typed { text: value(&form, ending.field()).to_owned(), ..Typed::default() };
    let step = match read(ending, &typed.text, &visit) {
        Ok(step) => step,
        Err(wrong) => return refused(&portal, &visit, id, ending, typed, wrong).await,
    };
    let error = match moves::step(&portal.app, &visit.actor(), id, Some(version), step.clone()).await {
        Ok(()) => return Ok(portal.go_and_say(&path(id), flash(&step))),
        Err(error) => error,
    };
    if let AppError::Refused(refusal @ Refusal::EndInPast(_)) = &error {
        return refused(&portal, &visit, id, ending, typed, refusals::sentence(refusal, visit.lang())).await;
    }
    match late(&portal, &visit, id, &step, &error).await? {
        None => Ok(portal.go_and_say(&path(id), flash(&step))),
        Some(notice) => {
            let typed = Typed { status: StatusCode::CONFLICT, notice: Some(notice), ..typed };
            again(&portal, &visit, id, ending, typed).await
        }
    }
}

/// The page again, with what is wrong next to its field.
async fn refused(
    portal: &Portal,
    visit: &Visit,
    id: AgreementId,
    ending: Ending,
    mut typed: Typed,
    wrong: String,
) -> Page {
    typed.status = StatusCode::UNPROCESSABLE_ENTITY;
    typed.errors.add(ending.field(), wrong);
    again(portal, visit, id, ending, typed).await
}

fn read(ending: Ending, text: &str, visit: &Visit) -> Result<Step, String> {
    let t = Texts::of(visit.lang());
    match ending {
        Ending::Notice if text.is_empty() => Err(t.last_day_missing.to_owned()),
        Ending::Notice => form::date(text).map(Step::Terminate).ok_or_else(|| t.date_form.to_owned()),
        Ending::Withdrawal => Reason::parse(text).map(Step::Withdraw).map_err(|wrong| match wrong {
            Wrong::Missing => t.reason_missing.to_owned(),
            Wrong::TooLong(most) => t.reason_long(most),
            Wrong::ControlCharacters | Wrong::Form => t.reason_characters.to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lang::Lang,
        pages::agreements::{show::tests::shown, texts::Texts as PageTexts},
    };
    use domain::{agreement::State, party::OrganisationKind};

    #[test]
    fn both_ends_render_in_both_languages() {
        for lang in Lang::ALL {
            let t = PageTexts::of(lang);
            for ending in [Ending::Notice, Ending::Withdrawal] {
                let at = crate::samples::moment();
                for state in [State::Prepared, State::Signed { at, facts_changed: false, elsewhere: None }] {
                    let page = Frame::new(lang, t.title, "token", "/");
                    let shown = shown(state.clone(), OrganisationKind::Municipality);
                    let html = view(page, &shown, ending, Typed::default()).render().expect("the page renders");
                    let possible = (ending == Ending::Notice) == matches!(state, State::Signed { .. });
                    assert_eq!(html.contains("name=\"version\""), possible, "{ending:?} {state:?}");
                    assert!(html.matches("<h1").count() == 1 && html.contains("LCV-2026-000123"));
                }
            }
        }
    }
}
