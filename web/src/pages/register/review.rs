//! The last page: everything once more with what is still missing, and sending it in.

use super::{
    fields::{Fields, municipality_name},
    form_name,
    message::standing,
    page_of,
    problems::sentence_apart,
    texts::Texts,
};
use crate::{
    Portal,
    lang::Lang,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, Buttons, Notice, NoticeKind, Steps, SummaryList, field_id},
    visit::Visit,
    words,
};
use app::{
    AppError, network,
    registrations::{self, Registration},
    secret::Token,
    sectors::{self, Sector},
};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse},
};
use domain::{
    party::{Ground, Organ, PartnerKind, WarningSystem},
    registration::{Answers, Applicant, PersonAnswer, Stage, Step, SystemAnswer, check_step},
};
use jiff::civil::Date;

/// Something that is still missing or wrong, with the page where it is mended.
pub(super) struct ToDo {
    pub(super) text: String,
    pub(super) href: String,
}

struct Section {
    title: &'static str,
    list: SummaryList,
}

/// The page that shows everything once more.
#[derive(Template)]
#[template(path = "pages/register/review.html")]
pub(super) struct Review {
    page: Frame,
    t: &'static Texts,
    title: &'static str,
    steps: Steps,
    notice: Option<Notice>,
    todo: Vec<ToDo>,
    sections: Vec<Section>,
    consent: String,
    buttons: Buttons,
    action: String,
}

/// The first page of a draft with something to do, or the last page.
pub(super) fn first_to_do(portal: &Portal, draft: &Registration) -> Step {
    let today = portal.app.today();
    let mut steps = draft.applicant.steps().iter().copied().filter(|step| *step != Step::Review);
    steps.find(|step| !check_step(draft.applicant, *step, &draft.answers, today).is_empty()).unwrap_or(Step::Review)
}

/// Everything that is missing or wrong, in the order of the pages.
pub(super) fn to_do(applicant: Applicant, answers: &Answers, today: Date, lang: Lang) -> Vec<ToDo> {
    let mut todo: Vec<ToDo> = Vec::new();
    for step in applicant.steps().iter().filter(|step| **step != Step::Review) {
        for problem in check_step(applicant, *step, answers, today) {
            let field = if problem.field == "sector" { "partner_kind" } else { &problem.field };
            let href = change(applicant, *step, field);
            let text = sentence_apart(&problem, lang);
            if !todo.iter().any(|known| known.href == href && known.text == text) {
                todo.push(ToDo { text, href });
            }
        }
    }
    todo
}

/// The address of a field, from where one comes back to the last page.
fn change(applicant: Applicant, step: Step, field: &str) -> String {
    format!("{}?naar=controleren#{}", page_of(applicant, step), field_id(field))
}

impl Review {
    pub(super) fn new(mut page: Frame, draft: &Registration, sectors: &[Sector], today: Date, refused: bool) -> Self {
        let lang = page.lang;
        let (t, f) = (Texts::of(lang), Fields::of(lang));
        let applicant = draft.applicant;
        let todo = to_do(applicant, &draft.answers, today, lang);
        f.review.clone_into(&mut page.title);
        page.failed = refused;
        let steps = applicant.steps();
        let again = draft.stage == Stage::Questioned;
        let notice = match &draft.question {
            Some(question) => Some(Notice::new(NoticeKind::Warning, question).heading(t.question)),
            None if todo.is_empty() => Some(Notice::ok(t.review_ready)),
            None => None,
        };
        let send = Button::submit(if again { t.send_again } else { t.send }).named("actie", "versturen");
        let back = applicant.before(Step::Review).map(|step| Button::link(t.previous, page_of(applicant, step)));
        let consent = match applicant {
            Applicant::Landlord => t.consent_self.to_owned(),
            _ => t.consent(&municipality_name(&draft.name)),
        };
        let ready = todo.is_empty();
        Self {
            t,
            title: f.review,
            steps: Steps::new(lang, steps.len(), steps.len()).of(form_name(applicant, lang)),
            notice,
            todo,
            sections: Shown { lang, applicant, answers: &draft.answers, sectors }.sections(),
            consent,
            buttons: Buttons::new(ready.then_some(send).into_iter().chain(back)),
            action: page_of(applicant, Step::Review),
            page,
        }
    }
}

/// `GET /aanmelden/{kind}/controleren`
pub(super) async fn page(portal: &Portal, visit: &Visit, draft: &Registration, refused: bool) -> Page {
    let sectors = sectors::all(&portal.app).await?;
    let review = Review::new(visit.page(""), draft, &sectors, portal.app.today(), refused);
    let status = if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Html(review.render()?)).into_response())
}

/// `POST /aanmelden/{kind}/controleren`
pub(super) async fn send(portal: &Portal, visit: &Visit, token: &Token, draft: &Registration) -> Page {
    network::admit(&portal.app, "register", visit.place()).await?;
    match registrations::submit(&portal.app, token).await {
        Ok(_) => Ok(portal.go("/aanmelden/verzonden")),
        Err(AppError::Problems(_)) => page(portal, visit, draft, true).await,
        // A double click: the first one sent it in.
        Err(AppError::NotNow(_) | AppError::Stale) => {
            let now = registrations::draft(&portal.app, token).await?;
            standing(portal, visit, &now.registration).page(visit)
        }
        Err(error) => Err(error.into()),
    }
}

/// The answers in words.
struct Shown<'a> {
    lang: Lang,
    applicant: Applicant,
    answers: &'a Answers,
    sectors: &'a [Sector],
}

/// The rows of one page: label, value, field.
type Rows = Vec<(String, String, String)>;

fn row(rows: &mut Rows, label: &str, value: &str, field: &str) {
    rows.push((label.to_owned(), value.to_owned(), field.to_owned()));
}

impl Shown<'_> {
    fn sections(&self) -> Vec<Section> {
        self.applicant
            .steps()
            .iter()
            .filter(|step| **step != Step::Review)
            .map(|step| {
                let rows = self.rows(*step);
                let list = rows.into_iter().fold(SummaryList::new(self.lang), |list, (label, value, field)| {
                    list.row_change(label, value, change(self.applicant, *step, &field))
                });
                Section { title: super::fields::heading(self.applicant, *step, self.lang).0, list }
            })
            .collect()
    }

    fn rows(&self, step: Step) -> Rows {
        let (f, a) = (Fields::of(self.lang), self.answers);
        let mut rows = Rows::new();
        match step {
            Step::Begin => self.registrant(&mut rows),
            Step::Home => {
                self.registrant(&mut rows);
                row(&mut rows, f.person_phone, &a.phone, "phone");
                self.address(&mut rows);
                row(&mut rows, f.kvk, &a.kvk, "kvk");
            }
            Step::Organisation => self.organisation(&mut rows),
            Step::Members => row(&mut rows, f.members_legend, &self.places(&a.members), "members"),
            Step::System => self.systems(&mut rows),
            Step::Area => {
                let area = match a.area.as_str() {
                    "country" => f.whole_country.to_owned(),
                    "chosen" => self.places(&a.area_codes),
                    _ => String::new(),
                };
                row(&mut rows, f.area_legend, &area, "area");
            }
            Step::Homes => row(&mut rows, f.homes_label, &self.places(&a.area_codes), "area_codes"),
            Step::Contacts => self.people(&mut rows, "contacts", &a.contacts),
            Step::Signatories => {
                self.people(&mut rows, "signatories", &a.signatories);
                if a.jointly {
                    row(&mut rows, f.jointly_legend, f.jointly, "jointly");
                }
            }
            Step::Execution => self.execution(&mut rows),
            Step::Clients => row(&mut rows, f.clients_label, &a.clients, "clients"),
            Step::Review => {}
        }
        rows
    }

    fn registrant(&self, rows: &mut Rows) {
        let (f, a) = (Fields::of(self.lang), self.answers);
        row(rows, f.registrant_name, &a.registrant_name, "registrant_name");
        row(rows, f.registrant_email, &a.registrant_email, "registrant_email");
    }

    fn address(&self, rows: &mut Rows) {
        let a = self.answers;
        let place = format!("{} {}", a.postcode, a.city);
        let lines: Vec<_> = [a.street.trim(), place.trim()].into_iter().filter(|line| !line.is_empty()).collect();
        row(rows, Fields::of(self.lang).address, &lines.join("\n"), "street");
    }

    fn organisation(&self, rows: &mut Rows) {
        let (f, a) = (Fields::of(self.lang), self.answers);
        match self.applicant {
            Applicant::Municipality => row(rows, f.municipality, &municipality_name(&a.municipality), "municipality"),
            _ => row(rows, f.name, &a.name, "name"),
        }
        if matches!(self.applicant, Applicant::Municipality | Applicant::JointBody) {
            let organ = Organ::parse(&a.organ).map_or("", |organ| words::organ(organ, self.lang));
            row(rows, f.organ, organ, "organ");
        }
        if self.applicant == Applicant::SignalPartner {
            let kind = PartnerKind::parse(&a.partner_kind).map_or_else(String::new, |kind| {
                let sector = words::sector(self.sectors, &a.sector, self.lang).to_lowercase();
                format!("{} ({sector})", words::partner_kind(kind, self.lang))
            });
            row(rows, f.partner_kind, &kind, "partner_kind");
        }
        row(rows, f.kvk, &a.kvk, "kvk");
        self.address(rows);
        row(rows, f.website, &a.website, "website");
    }

    fn systems(&self, rows: &mut Rows) {
        let (f, a) = (Fields::of(self.lang), self.answers);
        row(rows, f.system_legend, &system(&a.system), "system");
        if self.applicant == Applicant::JointBody {
            for code in &a.members {
                if let Some(own) = a.member_systems.get(code) {
                    row(rows, &municipality_name(code), &system(own), &format!("system-{code}"));
                }
            }
        }
    }

    fn places(&self, codes: &[String]) -> String {
        if codes.is_empty() {
            return String::new();
        }
        let names: Vec<_> = codes.iter().map(|code| municipality_name(code)).collect();
        if names.len() < 4 {
            return names.join(", ");
        }
        format!("{}: {}", Fields::of(self.lang).chosen_of(names.len()), names.join(", "))
    }

    fn people(&self, rows: &mut Rows, list: &str, people: &[PersonAnswer]) {
        let f = Fields::of(self.lang);
        let title = |index: usize| if list == "contacts" { f.contact_n(index + 1) } else { f.signatory_n(index + 1) };
        if people.iter().all(PersonAnswer::is_blank) {
            row(rows, &title(0), "", &format!("{list}-0-name"));
        }
        for (index, person) in people.iter().enumerate().filter(|(_, person)| !person.is_blank()) {
            let mut lines = vec![person.name.clone(), person.function.clone()];
            if list == "signatories" {
                let ground = Ground::parse(&person.ground).map_or("", |ground| words::ground(ground, self.lang));
                let date = person.mandate_date.parse::<Date>().ok().filter(|_| person.ground == "mandate");
                lines.push(match date {
                    Some(date) => format!("{ground}, {}", words::date(date, self.lang)),
                    None => ground.to_owned(),
                });
            }
            lines.extend([person.email.clone(), person.phone.clone()]);
            if !person.works_at.is_empty() && self.applicant != Applicant::Executor {
                lines.push(format!("{} {}", self.lang.pick("Werkt bij", "Works at"), person.works_at));
            }
            lines.retain(|line| !line.trim().is_empty());
            row(rows, &title(index), &lines.join("\n"), &format!("{list}-{index}-name"));
        }
    }

    fn execution(&self, rows: &mut Rows) {
        let (f, t, a) = (Fields::of(self.lang), Texts::of(self.lang), self.answers);
        match a.executor.as_str() {
            "yes" => {
                row(rows, f.executor_name, &a.executor_name, "executor_name");
                row(rows, f.executor_party_legend, if a.executor_party { t.yes } else { t.no }, "executor_party");
            }
            "no" => row(rows, f.execution_legend, f.execution_no, "executor"),
            _ => row(rows, f.execution_legend, "", "executor"),
        }
    }
}

fn system(answer: &SystemAnswer) -> String {
    WarningSystem::from_parts(&answer.code, Some(&answer.name)).map_or_else(String::new, |one| one.label().to_owned())
}
