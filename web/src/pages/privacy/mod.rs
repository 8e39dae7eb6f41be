//! The privacy statement.

mod texts;

use axum::response::Html;

use self::texts::Texts;
use crate::layout::{
    Page,
    statement::{self, Section},
};

/// The statement in this frame. The title of the frame is set here.
///
/// # Errors
/// When the template does not render, which would be a mistake in it.
pub fn render(mut page: Page) -> askama::Result<Html<String>> {
    let t = Texts::of(page.lang);
    t.title.clone_into(&mut page.title);
    let sections = vec![
        Section { title: t.what, text: t.what_text, list: t.what_list },
        Section { title: t.why, text: t.why_text, list: &[] },
        Section { title: t.who, text: t.who_text, list: t.who_list },
        Section { title: t.keep, text: t.keep_text, list: t.keep_list },
        Section { title: t.cookies, text: t.cookies_text, list: &[] },
        Section { title: t.safe, text: t.safe_text, list: &[] },
        Section { title: t.rights, text: t.rights_text, list: &[] },
    ];
    statement::render(page, t.lead, sections)
}

#[cfg(test)]
mod tests {
    use crate::{lang::Lang, layout::Page};

    #[test]
    fn it_renders_in_both_languages() {
        for lang in Lang::ALL {
            assert!(
                super::render(Page::new(lang, "", "token", "/privacy")).expect("the page renders").0.contains("<h1")
            );
        }
    }
}
