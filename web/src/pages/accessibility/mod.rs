//! The accessibility statement. It claims only what is tested.

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
        Section::new(t.aim, t.aim_text, &[]),
        Section::new(t.tested, t.tested_text, t.tested_list),
        Section::new(t.limits, t.limits_text, t.limits_list),
        Section::new(t.report, t.report_text, &[]),
    ];
    statement::render(page, t.lead, sections)
}

#[cfg(test)]
mod tests {
    use crate::{lang::Lang, layout::Page};

    #[test]
    fn it_renders_in_both_languages() {
        for lang in Lang::ALL {
            let page = Page::new(lang, "", "token", "/toegankelijkheid");
            assert!(super::render(page).expect("the page renders").0.contains("<h1"));
        }
    }
}
