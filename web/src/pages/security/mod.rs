//! How somebody tells of a weakness: the policy for people, and `security.txt` (RFC 9116) for whoever
//! looks for it by program.

mod texts;

use self::texts::Texts;
use crate::{
    Portal, Route, get,
    layout::{
        Page as Frame,
        statement::{self, Section},
    },
    pages::Page,
    visit::Visit,
};
use app::Settings;
use axum::{
    extract::State,
    http::header::{CACHE_CONTROL, CONTENT_TYPE},
    response::{Html, IntoResponse as _, Response},
};
use domain::access::Permission::Public;
use jiff::civil::Date;

/// Where the policy stands.
const POLICY: &str = "/kwetsbaarheid-melden";
/// Where RFC 9116, 3 wants the file.
const FILE: &str = "/.well-known/security.txt";
/// Months for which the file holds: less than the year that RFC 9116, 2.5.5 advises.
const MONTHS: i64 = 6;

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    vec![get(POLICY, Public, policy), get(FILE, Public, file)]
}

async fn policy(State(portal): State<Portal>, visit: Visit) -> Page<Html<String>> {
    Ok(render(visit.page(""), &portal.app.settings().security_contact)?)
}

/// The policy in this frame. The title of the frame is set here.
fn render(mut page: Frame, contact: &str) -> askama::Result<Html<String>> {
    let t = Texts::of(page.lang);
    t.title.clone_into(&mut page.title);
    let mut report = Section::new(t.report, t.report_text, &[]);
    report.list = vec![contact.strip_prefix("mailto:").unwrap_or(contact).to_owned()];
    let sections = vec![
        report,
        Section::new(t.you, t.you_text, t.you_list),
        Section::new(t.we, t.we_text, t.we_list),
        Section::new(t.not, t.not_text, t.not_list),
    ];
    statement::render(page, t.lead, sections)
}

async fn file(State(portal): State<Portal>) -> Response {
    let text = security_txt(portal.app.settings(), portal.app.today());
    ([(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, "public, max-age=86400")], text).into_response()
}

/// The file as it is on a day. It expires on the first of a month, so that it changes once a month.
fn security_txt(settings: &Settings, today: Date) -> String {
    let expires = today.first_of_month().saturating_add(jiff::Span::new().months(MONTHS));
    let lines = [
        format!("Contact: {}", settings.security_contact),
        format!("Expires: {expires}T00:00:00Z"),
        "Preferred-Languages: nl, en".to_owned(),
        format!("Canonical: {}", settings.link(FILE)),
        format!("Policy: {}", settings.link(POLICY)),
    ];
    lines.map(|line| line + "\r\n").concat()
}

#[cfg(test)]
mod tests {
    use super::{render, security_txt};
    use crate::{lang::Lang, layout::Page};
    use app::Settings;
    use jiff::civil::date;

    #[test]
    fn it_renders_in_both_languages() {
        for lang in Lang::ALL {
            let page = Page::new(lang, "", "token", super::POLICY);
            let html = render(page, "mailto:cvd@voorbeeld.example").expect("the page renders").0;
            assert!(html.contains("<h1") && html.contains("cvd@voorbeeld.example") && !html.contains("mailto:cvd"));
        }
    }

    #[test]
    fn the_file_holds_for_months_and_never_for_a_year() {
        let settings = Settings::new("https://portaal.example", false);
        for (today, expires) in [
            (date(2026, 11, 29), "Expires: 2027-05-01T00:00:00Z\r\n"),
            (date(2026, 8, 31), "Expires: 2027-02-01T00:00:00Z\r\n"),
            (date(2028, 2, 29), "Expires: 2028-08-01T00:00:00Z\r\n"),
        ] {
            let text = security_txt(&settings, today);
            assert!(text.contains(expires), "{text}");
        }
        let text = security_txt(&settings, date(2026, 11, 29));
        assert!(text.contains("Canonical: https://portaal.example/.well-known/security.txt\r\n"), "{text}");
        assert!(text.lines().all(|line| line.is_ascii() && line.contains(": ")), "{text}");
    }
}
