//! The start page: what this is, in a minute, and where to begin.

mod texts;

use askama::Template;
use axum::response::Html;

use self::texts::Texts;
use crate::layout::Page;

#[derive(Template)]
#[template(path = "pages/start/page.html")]
struct Start {
    page: Page,
    t: &'static Texts,
}

/// The start page in this frame. The title of the frame is set here.
///
/// # Errors
/// When the template does not render, which would be a mistake in it.
pub fn render(mut page: Page) -> askama::Result<Html<String>> {
    let t = Texts::of(page.lang);
    t.title.clone_into(&mut page.title);
    Start { page, t }.render().map(Html)
}

#[cfg(test)]
mod tests {
    use crate::{lang::Lang, layout::Page};

    #[test]
    fn it_renders_in_both_languages() {
        for lang in Lang::ALL {
            let html = super::render(Page::new(lang, "", "token", "/")).expect("the page renders").0;
            assert!(html.contains("<h1") && !html.contains("style="));
        }
    }
}
