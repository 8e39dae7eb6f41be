//! How far the documents of released agreements are.

use super::{PATH, texts::Texts};
use crate::{
    form::value,
    keyset,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, Buttons, Notice},
    visit::Visit,
    words,
};
use app::{App, agreements::moves};
use askama::Template;
use axum::{
    extract::{RawQuery, State},
    response::{Html, IntoResponse},
};

#[derive(Template)]
#[template(path = "pages/agreements/release/progress.html")]
struct View {
    page: Frame,
    t: &'static Texts,
    notice: Option<Notice>,
    /// Whether some are still being made.
    going_on: bool,
    ready: i64,
    all: i64,
    said: String,
    failed: Option<Notice>,
    buttons: Buttons,
}

pub(super) async fn page(State(app): State<App>, visit: Visit, RawQuery(query): RawQuery) -> Page {
    let (ready, waiting, failed) = moves::progress(&app, &visit.actor()).await?;
    let pairs = keyset::parameters(query.as_deref());
    let number = |name| value(&pairs, name).parse::<u32>().ok();
    let done = number("gedaan").map(|done| (done, number("overgeslagen").unwrap_or(0)));
    let t = Texts::of(visit.lang());
    let frame = visit.page(if waiting > 0 { t.progress } else { t.progress_done });
    Ok(Html(view(frame, (ready, waiting, failed), done).render()?).into_response())
}

fn view(page: Frame, (ready, waiting, failed): (i64, i64, i64), done: Option<(u32, u32)>) -> View {
    let lang = page.lang;
    let t = Texts::of(lang);
    let all = ready + waiting + failed;
    let number = |n| words::number(n, lang);
    let notice = done.map(|(done, over)| {
        let text = if done > 0 { t.released(done) } else { t.released_none.to_owned() };
        let text = if over > 0 { format!("{text} {}", t.over(over)) } else { text };
        if done > 0 { Notice::ok(text) } else { Notice::info(text) }.announced()
    });
    View {
        t,
        notice,
        going_on: waiting > 0,
        ready,
        all,
        said: if all == 0 { t.no_documents.to_owned() } else { t.ready_of(&number(ready), &number(all)) },
        failed: (failed > 0).then(|| Notice::warning(t.failed(failed))),
        buttons: Buttons::new([
            Button::link(t.to_released, "/overeenkomsten?stand=released"),
            Button::link(t.to_more, PATH).subtle(),
        ]),
        page,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn render(lang: Lang, counts: (i64, i64, i64), done: Option<(u32, u32)>) -> String {
        let page = Frame::new(lang, Texts::of(lang).progress, "token", PATH);
        view(page, counts, done).render().expect("the page renders")
    }

    #[test]
    fn it_refreshes_until_all_are_made() {
        for lang in Lang::ALL {
            let html = render(lang, (3, 9, 1), Some((12, 1)));
            assert!(html.contains("http-equiv=\"refresh\"") && html.contains("data-refresh"), "{html}");
            assert!(html.contains("value=\"3\"") && html.contains("max=\"13\"") && !html.contains("style="));
            let html = render(lang, (13, 0, 0), None);
            assert!(!html.contains("http-equiv=\"refresh\"") && html.matches("<h1").count() == 1);
            render(lang, (0, 0, 0), Some((0, 2)));
        }
    }
}
