//! The privacy statement.

mod texts;

use self::texts::Texts;
use crate::layout::{
    Page,
    statement::{self, Section},
};
use axum::response::Html;
use domain::keeping::Terms;

/// The statement in this frame, with these terms of keeping. The title of the frame is set here.
///
/// # Errors
/// When the template does not render, which would be a mistake in it.
pub fn render(mut page: Page, terms: &Terms) -> askama::Result<Html<String>> {
    let t = Texts::of(page.lang);
    t.title.clone_into(&mut page.title);
    let sections = vec![
        Section::new(t.what, t.what_text, t.what_list),
        Section::new(t.why, t.why_text, &[]),
        Section::new(t.who, t.who_text, t.who_list),
        Section { title: t.keep, text: t.keep_text, list: t.keep_list(terms) },
        Section::new(t.cookies, t.cookies_text, &[]),
        Section::new(t.safe, t.safe_text, &[]),
        Section::new(t.rights, t.rights_text, &[]),
    ];
    statement::render(page, t.lead, sections)
}

#[cfg(test)]
mod tests {
    use crate::{lang::Lang, layout::Page};
    use domain::keeping::Terms;

    #[test]
    fn it_renders_in_both_languages_with_the_terms_that_are_set() {
        let terms = Terms { mail_days: 45, evidence_years: 20, ..Terms::default() };
        for (lang, mails, signed) in
            [(Lang::Nl, "mails: 45 dagen", "tot 20 jaar"), (Lang::En, "sent: 45 days", "20 years after")]
        {
            let html = super::render(Page::new(lang, "", "token", "/privacy"), &terms).expect("the page renders").0;
            assert!(html.contains("<h1") && html.contains(mails) && html.contains(signed), "{html}");
            assert!(!html.contains("style="));
        }
    }
}
