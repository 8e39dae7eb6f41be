//! Monday's mails by week: how many were made, and what became of them.

mod texts;

use super::html;
use crate::{
    Route, get,
    layout::Page as Frame,
    pages::Page,
    parts::{EmptyState, Icon, StateTag, Tone},
    visit::Visit,
    words,
};
use app::{
    App,
    monday::{self, Run, Standing},
};
use askama::Template;
use axum::extract::State;
use domain::{access::Permission::Administer, monday::week_name};
use texts::Texts;

const PATH: &str = "/beheer/mails/maandag";
/// Weeks on the page.
const WEEKS: i64 = 12;

pub(super) fn routes() -> Vec<Route> {
    vec![get(PATH, Administer, page)]
}

struct Row {
    week: String,
    day: String,
    made: String,
    sent: String,
    waiting: String,
    refused: String,
    state: StateTag,
}

#[derive(Template)]
#[template(path = "pages/admin/monday/page.html")]
struct View {
    page: Frame,
    t: &'static Texts,
    rows: Vec<Row>,
    nothing: EmptyState,
}

async fn page(State(app): State<App>, visit: Visit) -> Page {
    let runs = monday::runs(&app, &visit.actor(), WEEKS).await?;
    html(&view(visit.page(Texts::of(visit.lang()).title), &runs))
}

fn view(page: Frame, runs: &[(Run, Standing)]) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    let rows = runs
        .iter()
        .map(|(run, standing)| Row {
            week: week_name(run.monday),
            day: words::date(run.monday, lang),
            made: words::number(standing.made, lang),
            sent: words::number(standing.sent, lang),
            waiting: words::number(standing.waiting, lang),
            refused: words::number(standing.refused, lang),
            state: match run.finished_at {
                None => StateTag::new(Tone::Neutral, Icon::Refresh, t.running),
                Some(_) => StateTag::new(Tone::Good, Icon::Check, t.done),
            },
        })
        .collect();
    View { page, t, rows, nothing: EmptyState::new(Icon::Clock, t.none, t.none_text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{lang::Lang, samples};

    #[test]
    fn it_renders_in_both_languages() {
        for lang in Lang::ALL {
            let run =
                |finished_at| Run { monday: jiff::civil::date(2026, 12, 28), begun_at: samples::moment(), finished_at };
            let standing = Standing { made: 1_350, sent: 1_200, waiting: 149, refused: 1 };
            let runs = [(run(None), standing), (run(Some(samples::moment())), standing)];
            let html = view(Frame::new(lang, "t", "token", PATH), &runs).render().expect("the page renders");
            assert!(html.contains("2026-W53") && html.contains(Texts::of(lang).running));
            assert!(html.contains(&words::number(1_350, lang)) && !html.contains("style="));
            let none = view(Frame::new(lang, "t", "token", PATH), &[]).render().expect("the page renders");
            assert!(none.contains(Texts::of(lang).none_text));
        }
    }
}
