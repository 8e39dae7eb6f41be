//! Ending a role of somebody, and leaving oneself: first what it does, then the button.

use super::{PATH, Texts};
use crate::{
    Portal,
    error::PageError,
    flash::Flash,
    form::{Checked, Pairs},
    layout::Page as Frame,
    pages::{
        Page,
        admin::{Difference, Effects, ReviewTexts, table},
    },
    parts::{Button, Buttons, Notice},
    refusals,
    visit::Visit,
    words,
};
use app::people::{self, Ending};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::{Html, IntoResponse as _},
};
use domain::{
    access::{Answer, Permission, may},
    ids::RoleId,
};

#[derive(Template)]
#[template(path = "pages/people/end.html")]
pub(super) struct View {
    page: Frame,
    words: &'static ReviewTexts,
    /// What stands above the points.
    means: &'static str,
    organisation: String,
    back: (String, &'static str),
    lead: String,
    roles: Vec<String>,
    points: &'static [&'static str],
    impossible: Option<Notice>,
    differences: Vec<Difference>,
    effects: Option<Effects>,
    buttons: Option<Buttons>,
}

/// `contact`: whether the one who looks can go to the people of the organisation.
pub(super) fn view(mut page: Frame, ending: &Ending, leaving: bool, contact: bool) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    let organisation = ending.organisation.name.clone();
    let role = |role| words::inside(words::role(role, lang));
    let (title, points, send) = if leaving {
        (t.leaving_title, t.leaving_points, t.leaving_send)
    } else {
        (t.end_title, t.end_points, t.end_send)
    };
    title.clone_into(&mut page.title);
    let lead = match ending.going.first() {
        Some(one) if !leaving => t.end_lead(&one.person.name, &role(one.role), &organisation),
        _ => t.leaving_lead(&organisation),
    };
    let back = if contact { (PATH.to_owned(), t.back) } else { ("/mijn".to_owned(), t.cancel) };
    let (impossible, effects) = match &ending.outcome {
        Ok(tally) if tally.touched() == 0 => (None, None),
        Ok(tally) => (None, Some(table(t.agreements.to_owned(), tally, lang))),
        Err(refusal) => {
            let notice = Notice::failed(refusals::people(*refusal, lang)).heading(t.impossible);
            (Some(if contact { notice.link(t.to_people, PATH) } else { notice }), None)
        }
    };
    let buttons = [Button::submit(send).danger(), Button::link(t.cancel, back.0.clone()).subtle()];
    View {
        words: ReviewTexts::of(lang),
        means: t.leaving_means,
        organisation,
        lead,
        roles: if leaving {
            ending.going.iter().map(|one| words::role(one.role, lang).to_owned()).collect()
        } else {
            Vec::new()
        },
        points,
        buttons: impossible.is_none().then(|| Buttons::new(buttons)),
        impossible,
        differences: Vec::new(),
        effects,
        back,
        page,
    }
}

fn id(text: &str) -> Result<RoleId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

pub(super) async fn show(State(portal): State<Portal>, visit: Visit, Path(text): Path<String>) -> Page {
    let ending = people::ending(&portal.app, &visit.actor(), id(&text)?).await?;
    Ok(Html(view(visit.page(""), &ending, false, true).render()?).into_response())
}

pub(super) async fn end(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(_): Checked<Pairs>,
) -> Page {
    people::end(&portal.app, &visit.actor(), id(&text)?).await?;
    Ok(portal.go_and_say(PATH, Flash::RoleEnded))
}

pub(super) async fn show_leaving(State(portal): State<Portal>, visit: Visit) -> Page {
    let ending = people::leaving(&portal.app, &visit.actor()).await?;
    let contact = may(&visit.actor(), Permission::ChangeOrganisation) == Answer::Yes;
    Ok(Html(view(visit.page(""), &ending, true, contact).render()?).into_response())
}

pub(super) async fn leave(State(portal): State<Portal>, visit: Visit, Checked(_): Checked<Pairs>) -> Page {
    people::leave(&portal.app, &visit.actor()).await?;
    Ok(portal.go_and_say("/", Flash::Left))
}
