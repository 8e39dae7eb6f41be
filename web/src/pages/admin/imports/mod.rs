//! Bringing a file in: choosing it, seeing what it would do, and carrying that out.

mod receive;
mod texts;

use super::{html_with, id};
use crate::{
    Portal, Route,
    error::PageError,
    flash::Flash,
    form::{Checked, Pairs, value},
    get, import_words,
    lang::Lang,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, Buttons, ErrorSummary, FormErrors, Icon, Notice},
    post, post_file, post_fresh,
    visit::Visit,
    words,
};
use app::{
    App, AppError,
    imports::{self, What, staged},
    network,
};
use askama::Template;
use axum::{
    extract::{Path, Request, State},
    http::{
        HeaderValue, StatusCode,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse as _, Response},
};
use domain::{
    access::Permission::Administer,
    import::{AGREEMENTS_EXAMPLE, Faults, ORGANISATIONS_EXAMPLE},
};
use receive::{Chosen, Field};
use staged::{Staged, Standing};
use texts::Texts;

pub(super) const PATH: &str = "/beheer/importeren";

pub(super) fn routes() -> Vec<Route> {
    vec![
        get(PATH, Administer, choose),
        get("/beheer/importeren/voorbeeld-organisaties.csv", Administer, || async {
            example("voorbeeld-organisaties.csv", ORGANISATIONS_EXAMPLE)
        }),
        get("/beheer/importeren/voorbeeld-overeenkomsten.csv", Administer, || async {
            example("voorbeeld-overeenkomsten.csv", AGREEMENTS_EXAMPLE)
        }),
        post_file("/beheer/importeren/organisaties", Administer, organisations),
        post_file("/beheer/importeren/overeenkomsten", Administer, agreements),
        post("/beheer/importeren/uitnodigen", Administer, invite),
        get("/beheer/importeren/{id}", Administer, look),
        post_fresh("/beheer/importeren/{id}/uitvoeren", "/beheer/importeren/{id}", Administer, carry_out),
        post("/beheer/importeren/{id}/weggooien", Administer, throw_away),
    ]
}

#[derive(Template)]
#[template(path = "pages/admin/imports/choose.html")]
struct Choose {
    page: Frame,
    t: &'static Texts,
    errors: ErrorSummary,
    uninvited: Option<String>,
    organisations: Option<String>,
    agreements: Option<String>,
    look: Buttons,
    invite: Buttons,
}

#[derive(Template)]
#[template(path = "pages/admin/imports/look.html")]
struct Look {
    page: Frame,
    t: &'static Texts,
    file: String,
    notice: Notice,
    /// What it brings or brought.
    brings: Vec<String>,
    brings_head: Option<&'static str>,
    faults: Vec<Row>,
    more: Option<String>,
    /// Where the forms go, and what they are bound to; nothing where there is nothing to do.
    act: Option<Act>,
    until: Option<String>,
    /// Rows done and of how many, while it is carried out.
    progress: Option<(usize, usize, String)>,
    running: bool,
    buttons: Buttons,
}

struct Act {
    path: String,
    digest: String,
    buttons: Buttons,
    away: Buttons,
}

struct Row {
    line: String,
    column: String,
    reason: String,
}

fn example(name: &str, text: &'static str) -> Result<Response, PageError> {
    // With its mark, so that a spreadsheet reads it as UTF-8 by double click.
    let mut response = format!("\u{feff}{text}").into_response();
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}\""))
        .map_err(|error| PageError::Broken(Box::new(error)))?;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    response.headers_mut().insert(CONTENT_DISPOSITION, disposition);
    Ok(response)
}

async fn choose(State(app): State<App>, visit: Visit) -> Page {
    choose_page(&app, &visit, StatusCode::OK, None).await
}

async fn choose_page(app: &App, visit: &Visit, status: StatusCode, error: Option<(Field, String)>) -> Page {
    let uninvited = imports::uninvited(app).await?;
    html_with(status, &choosing(visit.page(Texts::of(visit.lang()).title), uninvited, error.as_ref()))
}

fn choosing(mut page: Frame, uninvited: i64, error: Option<&(Field, String)>) -> Choose {
    let lang = page.lang;
    let t = Texts::of(lang);
    page.failed = error.is_some();
    let mut errors = FormErrors::default();
    if let Some((field, error)) = error {
        errors.add(field.name(), error.clone());
    }
    let of = |wanted: Field| error.filter(|(field, _)| *field == wanted).map(|(_, error)| error.clone());
    Choose {
        t,
        errors: errors.summary(lang),
        uninvited: (uninvited > 0).then(|| t.uninvited(uninvited)),
        organisations: of(Field::Organisations),
        agreements: of(Field::Agreements),
        look: Buttons::new([Button::submit(t.look).icon(Icon::Search)]),
        invite: Buttons::new([Button::submit(t.invite_now).secondary().icon(Icon::Mail)]),
        page,
    }
}

async fn organisations(State(portal): State<Portal>, visit: Visit, request: Request) -> Page {
    chosen(&portal, &visit, request, Field::Organisations).await
}

async fn agreements(State(portal): State<Portal>, visit: Visit, request: Request) -> Page {
    chosen(&portal, &visit, request, Field::Agreements).await
}

async fn chosen(portal: &Portal, visit: &Visit, request: Request, field: Field) -> Page {
    let t = Texts::of(visit.lang());
    let refuse = |status, why: &str| choose_page(&portal.app, visit, status, Some((field, why.to_owned())));
    if let Some(person) = visit.actor().person() {
        network::admit_person(&portal.app, "import", person).await?;
    }
    match receive::receive(&portal.app, request, visit, field).await {
        Ok(Chosen::File(id)) => Ok(portal.go(&format!("{PATH}/{id}"))),
        Ok(Chosen::Nothing) => refuse(StatusCode::UNPROCESSABLE_ENTITY, t.none).await,
        Ok(Chosen::TooLarge) => refuse(StatusCode::PAYLOAD_TOO_LARGE, t.too_large).await,
        Ok(Chosen::TooMany) => refuse(StatusCode::PAYLOAD_TOO_LARGE, t.too_many).await,
        Ok(Chosen::TooOften) => refuse(StatusCode::TOO_MANY_REQUESTS, t.too_often).await,
        Err(error) => Err(error),
    }
}

async fn invite(State(portal): State<Portal>, visit: Visit, Checked(_): Checked<Pairs>) -> Page {
    staged::invite(&portal.app, &visit.actor()).await?;
    Ok(portal.go_and_say(PATH, Flash::PeopleInvited))
}

async fn look(State(app): State<App>, visit: Visit, Path(text): Path<String>) -> Page {
    look_page(&app, &visit, &text, false).await
}

async fn look_page(app: &App, visit: &Visit, text: &str, stale: bool) -> Page {
    let staged = staged::look(app, &visit.actor(), id(text)?).await?;
    let t = Texts::of(visit.lang());
    let title = match staged.standing {
        Standing::Running(_) => t.running,
        Standing::Done(..) => t.done,
        _ => t.preview,
    };
    let status = if stale { StatusCode::CONFLICT } else { StatusCode::OK };
    html_with(status, &looked(visit.page(title), &staged, stale))
}

fn looked(page: Frame, staged: &Staged, stale: bool) -> Look {
    let lang = page.lang;
    let t = Texts::of(lang);
    let other = Buttons::new([Button::link(t.other, PATH).subtle()]);
    let mut look = Look {
        t,
        file: t.of_file(&staged.file_name),
        notice: Notice::info(t.over_text).heading(t.over),
        brings: Vec::new(),
        brings_head: None,
        faults: Vec::new(),
        more: None,
        act: None,
        until: None,
        progress: None,
        running: false,
        buttons: other,
        page,
    };
    match &staged.standing {
        Standing::Fits(summary) => {
            look.notice = Notice::ok(t.fits(&number(summary.rows(), lang)));
            look.brings = import_words::brings(summary, lang);
            look.brings_head = Some(t.fits_text);
            look.until = Some(t.until(&words::moment(staged.expires_at, lang)));
            look.act = Some(Act {
                path: format!("{PATH}/{}", staged.id),
                digest: staged.digest.clone(),
                buttons: Buttons::new([Button::submit(t.carry_out).icon(Icon::Check)]),
                away: Buttons::new([Button::submit(t.throw_away).secondary().icon(Icon::Trash)]),
            });
        }
        Standing::Faults(faults, changed) => faulty(&mut look, faults, *changed, lang),
        Standing::Running(progress) => {
            look.running = true;
            look.notice = Notice::info(t.running_text);
            look.progress = progress.map(|(done, all)| (done, all, t.rows_of(&number(done, lang), &number(all, lang))));
        }
        Standing::Done(summary, at) => {
            look.notice = Notice::ok(t.done_text(&number(summary.rows(), lang), &words::moment(*at, lang)));
            look.brings = import_words::brings(summary, lang);
            let (label, to) = match staged.what {
                What::Organisations { .. } => (t.to_organisations, "/beheer/organisaties"),
                What::Agreements => (t.to_agreements, "/overeenkomsten"),
            };
            look.buttons = Buttons::new([Button::link(label, to), Button::link(t.other, PATH).subtle()]);
        }
        Standing::Over => {}
    }
    if stale {
        look.notice = Notice::warning(t.stale).announced();
    }
    look
}

fn faulty(look: &mut Look, faults: &Faults, changed: bool, lang: Lang) {
    let t = Texts::of(lang);
    look.notice = Notice::failed(if changed { t.changed } else { t.faults_text })
        .heading(t.faults(&import_words::count(faults, lang)));
    look.faults = faults
        .first()
        .iter()
        .map(|fault| Row {
            line: fault.line.to_string(),
            column: fault.column.as_ref().map(|column| import_words::column_name(column, lang)).unwrap_or_default(),
            reason: import_words::sentence(&fault.complaint, lang),
        })
        .collect();
    let more = faults.count() - faults.first().len();
    look.more = (more > 0).then(|| t.more(&number(more, lang)));
}

fn number(n: usize, lang: Lang) -> String {
    words::number(i64::try_from(n).unwrap_or(i64::MAX), lang)
}

async fn carry_out(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(form): Checked<Pairs>,
) -> Page {
    let import = id(&text)?;
    match staged::start(&portal.app, &visit.actor(), import, value(&form, "digest")).await {
        Ok(()) => Ok(portal.go(&format!("{PATH}/{import}"))),
        Err(AppError::Stale) => look_page(&portal.app, &visit, &text, true).await,
        Err(other) => Err(other.into()),
    }
}

async fn throw_away(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(_): Checked<Pairs>,
) -> Page {
    match staged::throw_away(&portal.app, &visit.actor(), id(&text)?).await {
        Ok(()) => Ok(portal.go_and_say(PATH, Flash::ThrownAway)),
        Err(AppError::Stale) => look_page(&portal.app, &visit, &text, true).await,
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests;
