//! Correcting typing errors: the same fields as the form, without the choices behind them.

use super::{
    super::{html_with, id},
    acts, complaints, path,
    review::{self, Typed},
    review_texts::Texts,
};
use crate::{
    Portal,
    error::PageError,
    flash::Flash,
    form::{Checked, Pairs, value},
    lang::Lang,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, Buttons, ErrorSummary, FormErrors, Notice, TextField, Width},
    visit::Visit,
};
use app::{
    App, AppError,
    registrations::{self, Corrections, Registration},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::{
    ids::RegistrationId,
    registration::{Answers, Applicant, PersonAnswer, Problem},
};

/// Fields under a heading.
struct Section {
    title: String,
    fields: Vec<TextField>,
}

#[derive(Template)]
#[template(path = "pages/admin/registrations/correct.html")]
struct Correct {
    page: Frame,
    t: &'static Texts,
    errors: ErrorSummary,
    notice: Option<Notice>,
    name: String,
    path: String,
    version: i64,
    sections: Vec<Section>,
    buttons: Buttons,
}

/// A field that may be corrected, by the name that `Corrections` knows.
struct Field {
    name: String,
    value: String,
    optional: bool,
}

pub(super) async fn show(State(app): State<App>, visit: Visit, Path(text): Path<String>) -> Page {
    let registration = open(&app, &visit, id(&text)?).await?;
    page(&visit, &registration, &Pairs::new(), &FormErrors::default(), None, StatusCode::OK)
}

/// The registration while it can still be corrected.
async fn open(app: &App, visit: &Visit, id: RegistrationId) -> Result<Registration, PageError> {
    let registration = registrations::review(app, &visit.actor(), id).await?.summary.registration;
    if registration.stage.is_open() { Ok(registration) } else { Err(PageError::Stale) }
}

pub(super) async fn save(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Checked(form): Checked<Pairs>,
) -> Page {
    let (id, version) = acts::target(&text, &form)?;
    let lang = visit.lang();
    let t = Texts::of(lang);
    let review = registrations::review(&portal.app, &visit.actor(), id).await?;
    let registration = &review.summary.registration;
    if !registration.stage.is_open() {
        let notice = Some(acts::conflict(&review, lang));
        let typed = Typed { status: StatusCode::CONFLICT, notice, ..Typed::default() };
        return review::page(&portal.app, &visit, id, typed).await;
    }
    let known = fields(registration);
    let sent = known.iter().filter_map(|field| {
        let sent = form.iter().find(|(name, _)| *name == field.name)?;
        Some((field.name.clone(), sent.1.trim().to_owned()))
    });
    let corrections = Corrections { fields: sent.collect() };
    let differs =
        |(name, value): &(String, String)| known.iter().any(|field| field.name == *name && field.value.trim() != value);
    let changed = corrections.fields.iter().any(differs);
    match registrations::correct(&portal.app, &visit.actor(), id, version, corrections).await {
        Ok(()) if changed => Ok(portal.go_and_say(&path(id), Flash::Corrected)),
        Ok(()) => Ok(portal.go_and_say(&path(id), Flash::Unchanged)),
        Err(AppError::Problems(problems)) => {
            let is_here = |problem: &&Problem| known.iter().any(|field| field.name == problem.field);
            let (here, elsewhere): (Vec<_>, Vec<_>) = problems.iter().partition(is_here);
            let errors = complaints::errors(here, lang);
            let notice = (!elsewhere.is_empty())
                .then(|| complaints::items(Notice::warning(t.correct_elsewhere), elsewhere, lang));
            page(&visit, registration, &form, &errors, notice, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(AppError::Stale | AppError::NotNow(_)) => {
            let registration = open(&portal.app, &visit, id).await?;
            let notice = Some(Notice::warning(t.correct_changed).announced());
            page(&visit, &registration, &form, &FormErrors::default(), notice, StatusCode::CONFLICT)
        }
        Err(other) => Err(other.into()),
    }
}

fn page(
    visit: &Visit,
    registration: &Registration,
    typed: &Pairs,
    errors: &FormErrors,
    notice: Option<Notice>,
    status: StatusCode,
) -> Page {
    html_with(status, &made(visit.page(""), registration, typed, errors, notice))
}

fn made(
    mut page: Frame,
    registration: &Registration,
    typed: &Pairs,
    errors: &FormErrors,
    notice: Option<Notice>,
) -> Correct {
    let lang = page.lang;
    let t = Texts::of(lang);
    page.title = t.correct_title(&registration.name);
    page.failed = !errors.is_empty();
    let mut sections: Vec<Section> = Vec::new();
    for field in fields(registration) {
        let title = section(&field.name, lang);
        let typed = typed.iter().any(|(name, _)| *name == field.name).then(|| value(typed, &field.name).to_owned());
        let input = input(&field, typed.unwrap_or_else(|| field.value.clone()), errors, lang);
        match sections.last_mut() {
            Some(last) if last.title == title => last.fields.push(input),
            _ => sections.push(Section { title, fields: vec![input] }),
        }
    }
    Correct {
        t,
        errors: errors.summary(lang),
        notice,
        name: registration.name.clone(),
        path: path(registration.id),
        version: registration.version,
        sections,
        buttons: Buttons::new([
            Button::submit(t.correct_button),
            Button::link(t.cancel, path(registration.id)).subtle(),
        ]),
        page,
    }
}

/// What may be corrected in this registration, in the order of its form.
fn fields(registration: &Registration) -> Vec<Field> {
    let Answers { name, kvk, street, postcode, city, website, phone, registrant_name, .. } = &registration.answers;
    let landlord = registration.applicant == Applicant::Landlord;
    let mut fields: Vec<(String, &str)> = Vec::new();
    if !matches!(registration.applicant, Applicant::Municipality | Applicant::Landlord) {
        fields.push(("name".to_owned(), name));
    }
    let own = [("kvk", kvk), ("street", street), ("postcode", postcode), ("city", city)];
    fields.extend(own.map(|(name, value)| (name.to_owned(), value.as_str())));
    fields.push(if landlord { ("phone".to_owned(), phone) } else { ("website".to_owned(), website) });
    fields.push(("registrant_name".to_owned(), registrant_name));
    if !landlord {
        let answers = &registration.answers;
        people(&mut fields, "contacts", &answers.contacts);
        if registration.applicant != Applicant::Executor {
            people(&mut fields, "signatories", &answers.signatories);
            if answers.executor == "yes" {
                fields.push(("executor_name".to_owned(), &answers.executor_name));
            }
        }
    }
    let optional = |name: &str| match name.rsplit('-').next().unwrap_or_default() {
        "website" | "works_at" => true,
        "kvk" => landlord,
        "phone" => name.starts_with("signatories"),
        "function" => name.starts_with("contacts"),
        _ => false,
    };
    fields.into_iter().map(|(name, value)| Field { optional: optional(&name), name, value: value.to_owned() }).collect()
}

fn people<'a>(fields: &mut Vec<(String, &'a str)>, list: &str, people: &'a [PersonAnswer]) {
    for (index, person) in people.iter().enumerate().filter(|(_, person)| !person.is_blank()) {
        let mut parts = vec![
            ("name", &person.name),
            ("function", &person.function),
            ("email", &person.email),
            ("phone", &person.phone),
        ];
        if list == "contacts" {
            parts.push(("works_at", &person.works_at));
        }
        fields.extend(parts.into_iter().map(|(part, value)| (format!("{list}-{index}-{part}"), value.as_str())));
    }
}

fn section(name: &str, lang: Lang) -> String {
    let t = Texts::of(lang);
    let number = || name.split('-').nth(1).and_then(|index| index.parse::<usize>().ok()).unwrap_or_default() + 1;
    match name.split('-').next().unwrap_or_default() {
        "contacts" => t.contact(number()),
        "signatories" => t.signatory(number()),
        "registrant_name" => t.registrant.to_owned(),
        "executor_name" => t.execution.to_owned(),
        _ => t.organisation.to_owned(),
    }
}

fn input(field: &Field, value: String, errors: &FormErrors, lang: Lang) -> TextField {
    let t = Texts::of(lang);
    let part = field.name.rsplit('-').next().unwrap_or_default();
    let label = match part {
        "kvk" => t.kvk,
        "street" => t.street,
        "postcode" => t.postcode,
        "city" => t.city,
        "website" => t.website,
        "email" => t.email,
        "phone" => t.phone,
        "function" => t.function,
        "works_at" => t.works_at_label,
        "executor_name" => t.executor,
        _ => t.name,
    };
    let input = TextField::new(&field.name, label).value(value).error(errors.get(&field.name));
    // Somebody else's data: the browser must not fill in the administrator's own.
    let input = match part {
        "kvk" => input.numeric().width(Width::Short),
        "postcode" => input.width(Width::Short),
        "phone" => input.width(Width::Medium),
        _ => input,
    };
    let input = input.autocomplete("off");
    if field.optional { input.optional(lang) } else { input }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::admin::registrations::tests::registration;
    use domain::registration::Stage;

    fn render(lang: Lang, typed: &Pairs, errors: &FormErrors) -> String {
        let page = Frame::new(lang, "", "token", "/beheer/aanmeldingen/x/verbeteren");
        made(page, &registration(Stage::Confirmed), typed, errors, None).render().expect("the page renders")
    }

    #[test]
    fn it_renders_in_both_languages() {
        for lang in Lang::ALL {
            let html = render(lang, &Pairs::new(), &FormErrors::default());
            assert!(html.contains("name=\"signatories-0-email\"") && html.contains("name=\"executor_name\""));
            assert!(html.contains("&#60;Woonvoorbeeld&#62;") && !html.contains("style="));
        }
    }

    #[test]
    fn what_was_typed_stays_beside_what_is_wrong_with_it() {
        let mut errors = FormErrors::default();
        errors.add("kvk", "Dat kan niet.");
        let typed = vec![("kvk".to_owned(), "123".to_owned()), ("website".to_owned(), String::new())];
        let html = render(Lang::Nl, &typed, &errors);
        assert!(html.contains("value=\"123\"") && html.contains("Fout:") && html.contains("#veld-kvk"));
        assert!(!html.contains("https://wonen.example"), "an emptied field stays empty");
    }

    #[test]
    fn a_landlord_has_no_organisation_to_name() {
        let mut landlord = registration(Stage::Confirmed);
        landlord.applicant = Applicant::Landlord;
        let names: Vec<String> = fields(&landlord).into_iter().map(|field| field.name).collect();
        assert_eq!(names, ["kvk", "street", "postcode", "city", "phone", "registrant_name"]);
    }
}
