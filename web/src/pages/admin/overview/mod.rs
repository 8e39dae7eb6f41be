//! The administrator's first page: what needs attention, the numbers, and the two clocks.

mod texts;

use super::{duration, html};
use crate::{
    Route, get,
    lang::Lang,
    layout::Page as Frame,
    pages::Page,
    parts::{Notice, Tile, Tone},
    visit::Visit,
    words,
};
use app::{
    App,
    jobs::{self, Clocks, Health},
    registrations::{self, Summary},
};
use askama::Template;
use axum::extract::State;
use domain::{access::Permission::Administer, calendar::local_date};
use texts::Texts;

/// So many of the queue stand on this page.
const FIRST: usize = 5;

pub(super) fn routes() -> Vec<Route> {
    vec![get("/beheer", Administer, show)]
}

#[derive(Template)]
#[template(path = "pages/admin/overview/page.html")]
struct Overview {
    page: Frame,
    t: &'static Texts,
    attention: Vec<Notice>,
    tiles: Vec<Tile>,
    clocks: [Clock; 2],
    first: Vec<Waiting>,
    open: usize,
}

/// A clock in plain words.
struct Clock {
    title: &'static str,
    promise: String,
    last: Option<String>,
    fine: bool,
    state: String,
}

/// A registration that waits.
struct Waiting {
    href: String,
    name: String,
    kind: &'static str,
    due: String,
    late: bool,
}

async fn show(State(app): State<App>, visit: Visit) -> Page {
    let lang = visit.lang();
    let t = Texts::of(lang);
    let health = jobs::health(&app, &visit.actor()).await?;
    let clocks = jobs::clocks(&app, &visit.actor()).await?;
    let (queue, _) = registrations::queue(&app, &visit.actor()).await?;
    html(&Overview {
        page: visit.page(t.title),
        t,
        attention: attention(&health, lang),
        tiles: tiles(&health, lang),
        clocks: [generated(&health, clocks, lang), decided(&health, clocks, app.settings().decision_days, lang)],
        open: queue.iter().filter(|one| one.decide_by.is_some()).count(),
        first: queue.into_iter().filter_map(|one| waiting(one, lang)).take(FIRST).collect(),
    })
}

/// Only what the administrator can do something about; the most pressing first.
fn attention(health: &Health, lang: Lang) -> Vec<Notice> {
    let t = Texts::of(lang);
    let mut notices = Vec::new();
    if health.ungenerated > 0 {
        let notice = Notice::failed(t.ungenerated_text).heading(t.ungenerated(health.ungenerated));
        notices.push(notice.link(t.to_jobs, "/beheer/taken"));
    }
    if health.troubled_jobs > 0 {
        let notice = Notice::warning(t.troubled_text).heading(t.troubled(health.troubled_jobs));
        notices.push(notice.link(t.to_jobs, "/beheer/taken?stand=troubled"));
    }
    if health.late > 0 {
        let notice = Notice::warning(t.late_text).heading(t.late(health.late));
        notices.push(notice.link(t.to_queue, "/beheer/aanmeldingen"));
    }
    if health.refused_mails > 0 {
        let notice = Notice::warning(t.refused_text).heading(t.refused(health.refused_mails));
        notices.push(notice.link(t.to_refused, "/beheer/mails?stand=refused"));
    }
    if notices.is_empty() {
        let text = if health.waiting > 0 { t.all_well_but_waiting(health.waiting) } else { t.all_well.to_owned() };
        notices.push(Notice::ok(text));
    }
    notices
}

fn tiles(health: &Health, lang: Lang) -> Vec<Tile> {
    let t = Texts::of(lang);
    let tile = |number: i64, label| Tile::new(u64::try_from(number).unwrap_or_default(), label);
    let bad = |number| if number > 0 { Tone::Bad } else { Tone::Good };
    let waits = |number| if number > 0 { Tone::Waiting } else { Tone::Neutral };
    let queue = "/beheer/aanmeldingen";
    vec![
        tile(health.waiting, t.tile_waiting).tone(waits(health.waiting)).link(queue),
        tile(health.late, t.tile_late).tone(bad(health.late)).link(queue),
        tile(health.questioned, t.tile_questioned).hint(t.tile_questioned_hint).link(queue),
        tile(health.ungenerated, t.tile_alarms)
            .tone(bad(health.ungenerated))
            .hint(t.tile_alarms_hint)
            .link("/beheer/taken"),
        tile(health.troubled_jobs, t.tile_jobs).tone(bad(health.troubled_jobs)).link("/beheer/taken?stand=troubled"),
        tile(health.refused_mails, t.tile_refused).tone(bad(health.refused_mails)).link("/beheer/mails?stand=refused"),
        tile(health.waiting_mails, t.tile_mails).hint(t.tile_mails_hint).link("/beheer/mails?stand=waiting"),
        tile(health.organisations, t.tile_organisations).link("/beheer/organisaties"),
        tile(health.agreements, t.tile_agreements).link("/overeenkomsten"),
    ]
}

fn generated(health: &Health, clocks: Clocks, lang: Lang) -> Clock {
    let t = Texts::of(lang);
    let fine = health.ungenerated == 0;
    Clock {
        title: t.generated,
        promise: t.generated_promise.to_owned(),
        last: clocks.generated_in.map(|took| t.generated_last(&duration(took, lang))),
        fine,
        state: if fine { t.generated_fine.to_owned() } else { t.ungenerated(health.ungenerated) },
    }
}

fn decided(health: &Health, clocks: Clocks, days: u16, lang: Lang) -> Clock {
    let t = Texts::of(lang);
    let fine = health.late == 0;
    Clock {
        title: t.decided,
        promise: t.decided_promise(days),
        last: clocks.decided_in.map(|took| t.decided_last(&duration(took, lang))),
        fine,
        state: if fine { t.decided_fine.to_owned() } else { t.late(health.late) },
    }
}

fn waiting(summary: Summary, lang: Lang) -> Option<Waiting> {
    let due = summary.decide_by?;
    let registration = summary.registration;
    Some(Waiting {
        href: format!("/beheer/aanmeldingen/{}", registration.id),
        name: registration.name,
        kind: words::applicant(registration.applicant, lang),
        due: words::date(local_date(due), lang),
        late: summary.is_late,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    fn render(health: Health, lang: Lang) -> String {
        let clocks = Clocks {
            generated_in: Some(SignedDuration::from_millis(812)),
            decided_in: Some(SignedDuration::from_hours(3)),
        };
        let first = Waiting {
            href: "/beheer/aanmeldingen/x".to_owned(),
            name: "Woonstichting <Voorbeeld>".to_owned(),
            kind: "Signaalpartner",
            due: "25 november 2026".to_owned(),
            late: true,
        };
        let t = Texts::of(lang);
        let overview = Overview {
            page: Frame::new(lang, t.title, "token", "/beheer"),
            t,
            attention: attention(&health, lang),
            tiles: tiles(&health, lang),
            clocks: [generated(&health, clocks, lang), decided(&health, clocks, 1, lang)],
            first: vec![first],
            open: 1,
        };
        overview.render().expect("the page renders")
    }

    const CALM: Health = Health {
        waiting: 0,
        questioned: 0,
        late: 0,
        ungenerated: 0,
        troubled_jobs: 0,
        refused_mails: 0,
        waiting_mails: 0,
        organisations: 390,
        agreements: 13_680,
    };

    #[test]
    fn it_renders_in_both_languages() {
        let trouble = Health { waiting: 3, late: 2, ungenerated: 1, troubled_jobs: 4, refused_mails: 5, ..CALM };
        for lang in Lang::ALL {
            for health in [CALM, trouble] {
                let html = render(health, lang);
                assert!(html.contains("<h1") && !html.contains("style=") && html.contains("&#60;Voorbeeld&#62;"));
            }
        }
    }

    #[test]
    fn an_alarm_comes_before_anything_else() {
        let trouble = Health { late: 2, ungenerated: 1, ..CALM };
        assert_eq!(attention(&trouble, Lang::Nl).len(), 2);
        assert!(attention(&trouble, Lang::Nl)[0].to_string().contains("utrecht-alert--error"));
        assert!(attention(&CALM, Lang::Nl)[0].to_string().contains("utrecht-alert--ok"));
    }
}
