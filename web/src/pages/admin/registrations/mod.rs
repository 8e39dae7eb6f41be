//! The queue of registrations and, in the other files, one registration with everything that an
//! administrator needs to decide, and the acts.

mod acts;
mod address;
mod complaints;
mod correct;
mod facts;
mod findings;
mod review;
mod review_texts;
mod standing;
mod texts;

use super::{html, moment_cell};
use crate::{
    Route, csv_file, get,
    lang::Lang,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, Buttons, EmptyState, Icon, StateTag, Tone},
    post, post_fresh,
    visit::Visit,
    words,
};
use app::{
    App, changes,
    registrations::{self, Registration, Summary},
};
use askama::Template;
use axum::extract::State;
use domain::{access::Permission::Administer, calendar::local_date, registration::Stage};
use texts::Texts;

const QUEUE: &str = "/beheer/aanmeldingen";

pub(super) fn routes() -> Vec<Route> {
    vec![
        get(QUEUE, Administer, queue),
        get("/beheer/aanmeldingen.csv", Administer, file),
        get("/beheer/aanmeldingen/{id}", Administer, review::show),
        post_fresh("/beheer/aanmeldingen/{id}/accepteren", "/beheer/aanmeldingen/{id}", Administer, acts::accept),
        post("/beheer/aanmeldingen/{id}/vragen", Administer, acts::question),
        post("/beheer/aanmeldingen/{id}/weigeren", Administer, acts::refuse),
        get("/beheer/aanmeldingen/{id}/adres", Administer, address::show),
        post("/beheer/aanmeldingen/{id}/adres", Administer, address::save),
        get("/beheer/aanmeldingen/{id}/verbeteren", Administer, correct::show),
        post("/beheer/aanmeldingen/{id}/verbeteren", Administer, correct::save),
    ]
}

/// So many decisions stand on the page; the file has more.
const DECIDED: usize = 20;

/// The path of a registration's page.
fn path(id: domain::ids::RegistrationId) -> String {
    format!("{QUEUE}/{id}")
}

/// The stage as a tag.
fn stage_tag(stage: Stage, lang: Lang) -> StateTag {
    let (tone, icon) = match stage {
        Stage::Draft => (Tone::Neutral, Icon::Pencil),
        Stage::Submitted => (Tone::Neutral, Icon::Mail),
        Stage::Confirmed => (Tone::Waiting, Icon::Clock),
        Stage::Questioned => (Tone::Neutral, Icon::Send),
        Stage::Accepted => (Tone::Good, Icon::Check),
        Stage::Refused => (Tone::Bad, Icon::CircleX),
    };
    StateTag::new(tone, icon, words::stage(stage, lang))
}

/// A registration that waits.
struct Open {
    href: String,
    name: String,
    kind: &'static str,
    since: String,
    due: Option<String>,
    late: Option<StateTag>,
    stage: StateTag,
    findings: usize,
}

/// One whose mail address waits to be confirmed.
struct Unconfirmed {
    href: String,
    name: String,
    kind: &'static str,
    email: String,
    sent: String,
}

/// One that was decided.
struct Decided {
    href: String,
    name: String,
    kind: &'static str,
    stage: StateTag,
    at: String,
}

#[derive(Template)]
#[template(path = "pages/admin/registrations/queue.html")]
struct Queue {
    page: Frame,
    t: &'static Texts,
    open: Vec<Open>,
    unconfirmed: Vec<Unconfirmed>,
    decided: Vec<Decided>,
    nothing: EmptyState,
    /// How many changes of organisations wait beside these.
    changes: Option<String>,
    csv: Buttons,
}

async fn queue(State(app): State<App>, visit: Visit) -> Page {
    let lang = visit.lang();
    let t = Texts::of(lang);
    let (open, decided) = registrations::queue(&app, &visit.actor()).await?;
    let unconfirmed = registrations::unconfirmed(&app, &visit.actor()).await?;
    let findings = registrations::finding_counts(&app, &visit.actor(), &open).await?;
    let changes = changes::waiting(&app, &visit.actor()).await?;
    html(&Queue {
        page: visit.page(t.title),
        t,
        changes: (changes > 0).then(|| t.changes(changes)),
        open: open.into_iter().zip(findings).map(|(one, findings)| open_row(one, findings, lang)).collect(),
        unconfirmed: unconfirmed.into_iter().map(|one| unconfirmed_row(one, lang)).collect(),
        decided: decided.into_iter().take(DECIDED).map(|one| decided_row(one, lang)).collect(),
        nothing: EmptyState::new(Icon::Inbox, t.none, t.none_text),
        csv: csv(lang),
    })
}

fn csv(lang: Lang) -> Buttons {
    Buttons::new([Button::link(Texts::of(lang).csv, "/beheer/aanmeldingen.csv").icon(Icon::Download)])
}

fn open_row(summary: Summary, findings: usize, lang: Lang) -> Open {
    let t = Texts::of(lang);
    let registration = summary.registration;
    Open {
        href: path(registration.id),
        kind: words::applicant(registration.applicant, lang),
        since: registration.queued_at.map_or_else(String::new, |at| words::moment(at, lang)),
        due: summary.decide_by.map(|by| words::date(local_date(by), lang)),
        late: summary.is_late.then(|| StateTag::new(Tone::Bad, Icon::Clock, t.late)),
        stage: stage_tag(registration.stage, lang),
        name: registration.name,
        findings,
    }
}

fn unconfirmed_row(registration: Registration, lang: Lang) -> Unconfirmed {
    Unconfirmed {
        href: format!("{}/adres", path(registration.id)),
        kind: words::applicant(registration.applicant, lang),
        sent: registration.submitted_at.map_or_else(String::new, |at| words::moment(at, lang)),
        name: registration.name,
        email: registration.email,
    }
}

fn decided_row(registration: Registration, lang: Lang) -> Decided {
    Decided {
        href: path(registration.id),
        kind: words::applicant(registration.applicant, lang),
        stage: stage_tag(registration.stage, lang),
        at: registration.decided_at.map_or_else(String::new, |at| words::moment(at, lang)),
        name: registration.name,
    }
}

async fn file(State(app): State<App>, visit: Visit) -> Page {
    let lang = visit.lang();
    let t = Texts::of(lang);
    let (open, decided) = registrations::queue(&app, &visit.actor()).await?;
    let decided = decided.into_iter().map(|registration| registrations::summary(&app, registration));
    let rows = open.into_iter().chain(decided).map(|summary| cells(&summary, lang));
    csv_file::response(&format!("{}-{}", t.file, app.today()), t.columns, rows.collect::<Vec<_>>())
}

fn cells(summary: &Summary, lang: Lang) -> Vec<String> {
    let registration = &summary.registration;
    let moment = |at: Option<jiff::Timestamp>| at.map_or_else(String::new, moment_cell);
    vec![
        registration.name.clone(),
        words::applicant(registration.applicant, lang).to_owned(),
        words::stage(registration.stage, lang).to_owned(),
        registration.answers.kvk.clone(),
        registration.answers.registrant_name.clone(),
        registration.email.clone(),
        moment(registration.confirmed_at),
        moment(registration.queued_at),
        moment(summary.decide_by),
        if summary.is_late { lang.pick("ja", "yes") } else { lang.pick("nee", "no") }.to_owned(),
        moment(registration.decided_at),
    ]
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use domain::{
        ids::{PersonId, RegistrationId},
        registration::{Answers, Applicant, PersonAnswer},
    };
    use uuid::Uuid;

    /// A registration with answers that hold.
    pub(in super::super) fn registration(stage: Stage) -> Registration {
        let at = "2026-11-23T09:00:00Z".parse().expect("a time");
        let person = |name: &str, email: &str| PersonAnswer {
            name: name.to_owned(),
            email: email.to_owned(),
            phone: "030 123 45 67".to_owned(),
            function: "directeur".to_owned(),
            ground: "register".to_owned(),
            ..PersonAnswer::default()
        };
        Registration {
            id: RegistrationId(Uuid::nil()),
            applicant: Applicant::SignalPartner,
            stage,
            answers: Answers {
                registrant_name: "Sem Bakker".into(),
                registrant_email: "sem@wonen.example".into(),
                name: "Stichting <Woonvoorbeeld>".into(),
                kvk: "12345678".into(),
                street: "Dorpsstraat 1".into(),
                postcode: "1234 AB".into(),
                city: "Voorbeeld".into(),
                website: "https://wonen.example".into(),
                sector: "huur".into(),
                partner_kind: "housing_association".into(),
                area: "chosen".into(),
                area_codes: vec!["GM0344".into(), "GM0080".into()],
                contacts: vec![person("Noor de Wit", "noor@wonen.example")],
                signatories: vec![person("Sem Bakker", "sem@wonen.example")],
                executor: "yes".into(),
                executor_name: "Bureau Schuldvrij".into(),
                executor_party: true,
                ..Answers::default()
            },
            language: "nl".into(),
            name: "Stichting <Woonvoorbeeld>".into(),
            email: "sem@wonen.example".into(),
            version: 3,
            begun_at: at,
            changed_at: at,
            submitted_at: Some(at),
            confirmed_at: Some(at),
            queued_at: Some(at),
            decided_at: None,
            decided_by: (!stage.is_open()).then_some(PersonId(Uuid::nil())),
            question: None,
            reason: None,
            organisation: None,
        }
    }

    pub(in super::super) fn summary(stage: Stage) -> Summary {
        let decide_by = stage.is_open().then(|| "2026-11-24T22:59:59Z".parse().expect("a time"));
        Summary { registration: registration(stage), decide_by, is_late: true }
    }

    #[test]
    fn the_queue_renders_in_both_languages() {
        for lang in Lang::ALL {
            let t = Texts::of(lang);
            for full in [true, false] {
                let stages = if full { vec![Stage::Confirmed, Stage::Questioned] } else { Vec::new() };
                let open = stages.iter().map(|stage| open_row(summary(*stage), 2, lang)).collect();
                let decided = if full { vec![decided_row(registration(Stage::Refused), lang)] } else { Vec::new() };
                let nothing = EmptyState::new(Icon::Inbox, t.none, t.none_text);
                let page = Frame::new(lang, t.title, "token", "/beheer/aanmeldingen");
                let unconfirmed = full.then(|| unconfirmed_row(summary(Stage::Submitted).registration, lang));
                let unconfirmed = unconfirmed.into_iter().collect::<Vec<_>>();
                let changes = full.then(|| t.changes(2));
                let html = Queue { page, t, open, unconfirmed, decided, nothing, changes, csv: csv(lang) }
                    .render()
                    .expect("the page renders");
                assert_eq!(html.contains("/adres\""), full);
                assert!(html.contains("<h1") && !html.contains("style="));
                assert_eq!(html.contains("&#60;Woonvoorbeeld&#62;"), full);
            }
        }
    }

    #[test]
    fn a_row_of_the_file_has_a_cell_for_each_column() {
        for lang in Lang::ALL {
            assert_eq!(cells(&summary(Stage::Confirmed), lang).len(), Texts::of(lang).columns.len());
        }
    }
}
