//! Registering an organisation: the public form, one group of questions a page, and the links of
//! its mails.
//!
//! What belongs here: turning what is typed into answers and showing them again. What never does:
//! what makes an answer right, which is `domain::registration`.

pub(in crate::pages) mod again;
mod block;
mod choose;
mod fields;
mod links;
mod message;
mod own;
mod page;
pub(super) mod problems;
mod read;
mod review;
mod shown;
mod step;
#[cfg(test)]
mod tests;
mod texts;

use crate::{Portal, Route, error::PageError, get, lang::Lang, post, visit::Visit};
use app::network;
use domain::{
    access::Permission::Public,
    registration::{Applicant, Step},
    values::EmailAddress,
};

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/aanmelden", Public, choose::choose),
        get("/aanmelden/bewaard", Public, links::kept),
        post("/aanmelden/bewaard", Public, links::mail_link),
        get("/aanmelden/verzonden", Public, links::sent),
        post("/aanmelden/verzonden", Public, links::mail_confirmation),
        get("/aanmelden/verder/{token}", Public, links::offer_resume),
        post("/aanmelden/verder/{token}", Public, links::resume),
        get("/aanmelden/bevestigen/{token}", Public, links::offer_confirm),
        post("/aanmelden/bevestigen/{token}", Public, links::confirm),
        get("/aanmelden/{kind}", Public, step::begin),
        get("/aanmelden/{kind}/{step}", Public, step::show),
        post("/aanmelden/{kind}/{step}", Public, step::save),
    ]
}

/// Counts one more mail to `email`, from where this visitor is. What is no address gets none.
async fn admit(portal: &Portal, visit: &Visit, email: &str) -> Result<(), PageError> {
    network::admit(&portal.app, "register", visit.place()).await?;
    if let Ok(email) = EmailAddress::parse(email) {
        network::admit_address(&portal.app, "register", &email, visit.place()).await?;
    }
    Ok(())
}

/// The address of a page of the form.
fn page_of(applicant: Applicant, step: Step) -> String {
    format!("/aanmelden/{}/{}", applicant.as_str(), step.as_str())
}

/// The address of the first page of the form.
fn first_page(applicant: Applicant) -> String {
    page_of(applicant, applicant.steps()[0])
}

/// The place of a kind in the lists of texts.
fn place(applicant: Applicant) -> usize {
    Applicant::ALL.iter().position(|one| *one == applicant).unwrap_or_default()
}

/// What the form of a kind is called.
fn form_name(applicant: Applicant, lang: Lang) -> &'static str {
    texts::Texts::of(lang).form_names.get(place(applicant)).copied().unwrap_or_default()
}
