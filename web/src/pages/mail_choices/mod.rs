//! Which mails somebody gets, and the way out that stands in the headers of mails.

mod off;
mod texts;

use crate::{
    Portal, Route,
    flash::Flash,
    form::{Checked, Pairs, value, values},
    get,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, Checks, Choice, ErrorSummary, FormErrors},
    post,
    visit::Visit,
};
use app::{
    App,
    mail_choices::{self, Choices},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{Html, IntoResponse},
};
use domain::{
    access::{Membership, Permission::Public, Permission::SignedIn},
    monday::Reminder,
    notices::Notice,
    party::Role,
};
use std::collections::BTreeSet;
use texts::Texts;

const PATH: &str = "/mijn/mails";

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get(PATH, SignedIn, page),
        post(PATH, SignedIn, save),
        get("/mails/afmelden/{token}", Public, off::ask),
        post("/mails/afmelden/{token}", Public, off::act),
    ]
}

#[derive(Template)]
#[template(path = "pages/mail_choices/page.html")]
struct View {
    page: Frame,
    t: &'static Texts,
    errors: ErrorSummary,
    reminder: Option<Choice>,
    notices: Option<Checks>,
    save: Button,
}

/// What concerns this person: reminders a signatory, notices a contact person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Concerns {
    signs: bool,
    coordinates: bool,
}

fn concerns(memberships: &[Membership]) -> Concerns {
    Concerns {
        signs: memberships.iter().any(Membership::signs),
        coordinates: memberships.iter().any(|membership| membership.roles.contains(&Role::Contact)),
    }
}

fn of_visit(visit: &Visit) -> Concerns {
    concerns(visit.who().map_or(&[], |who| who.memberships.as_slice()))
}

async fn page(State(app): State<App>, visit: Visit) -> Page {
    let choices = mail_choices::of(&app, &visit.actor()).await?;
    let view = view(visit.page(Texts::of(visit.lang()).title), of_visit(&visit), &choices, false);
    Ok(Html(view.render()?).into_response())
}

/// `failed`: no rhythm was chosen.
fn view(mut page: Frame, concerns: Concerns, choices: &Choices, failed: bool) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    let mut errors = FormErrors::default();
    if failed {
        errors.add("herinnering", t.choose_one);
        page.failed = true;
    }
    let reminder = concerns.signs.then(|| {
        let chosen = if failed { "" } else { choices.reminder.as_str() };
        Choice::new("herinnering", t.reminder)
            .option(Reminder::Weekly.as_str(), t.weekly)
            .option(Reminder::FourWeekly.as_str(), t.four_weekly)
            .option(Reminder::OnlyNew.as_str(), t.only_new)
            .value(chosen)
            .error(errors.get("herinnering"))
    });
    let notices = concerns.coordinates.then(|| {
        Notice::ALL.into_iter().fold(Checks::new(lang, "berichten", t.kinds), |checks, kind| {
            checks.option(kind.as_str(), words(kind, t), !choices.silent.contains(&kind))
        })
    });
    View { t, errors: errors.summary(lang), reminder, notices, save: Button::submit(t.save), page }
}

const fn words(kind: Notice, t: &'static Texts) -> &'static str {
    match kind {
        Notice::Declined => t.declined,
        Notice::NoSignatory => t.no_signatory,
        Notice::FactsChanged => t.facts_changed,
        Notice::Released => t.released,
        Notice::TakenBack => t.taken_back,
        Notice::Signed => t.signed,
        Notice::Ended => t.ended,
    }
}

async fn save(State(portal): State<Portal>, visit: Visit, Checked(form): Checked<Pairs>) -> Page {
    let concerns = of_visit(&visit);
    // What the page did not ask stays as it was.
    let mut choices = mail_choices::of(&portal.app, &visit.actor()).await?;
    if concerns.coordinates {
        let wanted: BTreeSet<_> = values(&form, "berichten").iter().filter_map(|code| Notice::parse(code)).collect();
        choices.silent = Notice::ALL.into_iter().filter(|kind| !wanted.contains(kind)).collect();
    }
    if concerns.signs {
        let Some(reminder) = Reminder::parse(value(&form, "herinnering")) else {
            let view = view(visit.page(Texts::of(visit.lang()).title), concerns, &choices, true);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(view.render()?)).into_response());
        };
        choices.reminder = reminder;
    }
    mail_choices::choose(&portal.app, &visit.actor(), &choices).await?;
    Ok(portal.go_and_say(PATH, Flash::MailsChosen))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn render(lang: Lang, concerns: Concerns, choices: &Choices, failed: bool) -> String {
        view(Frame::new(lang, "t", "token", PATH), concerns, choices, failed).render().expect("the page renders")
    }

    #[test]
    fn it_asks_what_concerns_somebody_in_both_languages() {
        let silent = BTreeSet::from([Notice::Signed]);
        let choices = Choices { reminder: Reminder::Weekly, silent };
        for lang in Lang::ALL {
            let t = Texts::of(lang);
            let both = render(lang, Concerns { signs: true, coordinates: true }, &choices, false);
            assert!(both.contains(t.monday_text.split('\'').next().unwrap_or_default()) && both.contains(t.notices));
            assert!(!both.contains("style="));
            assert_eq!(both.matches(" checked").count(), 7, "one rhythm and six of seven notices");
            let signs = render(lang, Concerns { signs: true, coordinates: false }, &choices, true);
            assert!(signs.contains(t.choose_one) && !signs.contains(t.kinds) && !signs.contains(" checked"));
            let nothing = render(lang, Concerns { signs: false, coordinates: false }, &choices, false);
            assert!(nothing.contains(t.nothing) && !nothing.contains("<form method=\"post\" action=\"/mijn/mails\""));
        }
    }
}
