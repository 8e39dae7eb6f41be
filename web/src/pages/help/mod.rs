//! Help: what early detection is, who does what, how to register, frequent questions.

mod texts;

use askama::Template;
use axum::response::Html;

use self::texts::Texts;
use crate::{
    layout::Page,
    parts::{AgreementState, StateTag},
};

#[derive(Template)]
#[template(path = "pages/help/page.html")]
struct Help {
    page: Page,
    t: &'static Texts,
}

impl Help {
    /// Each state with what it means, in the order in which an agreement goes through them.
    fn states(&self) -> Vec<(StateTag, &'static str)> {
        let t = self.t;
        [
            (AgreementState::Prepared, t.prepared_text),
            (AgreementState::OnHold { until: None }, t.on_hold_text),
            (AgreementState::Released, t.released_text),
            (AgreementState::PartlySigned { by: t.municipality.to_owned() }, t.partly_text),
            (AgreementState::Signed, t.signed_text),
            (AgreementState::Active, t.active_text),
            (AgreementState::Declined, t.declined_text),
        ]
        .iter()
        .map(|(state, text)| (StateTag::agreement(self.page.lang, state), *text))
        .collect()
    }

    /// Who does what: the role and its work.
    fn roles(&self) -> [(&'static str, &'static str); 4] {
        let t = self.t;
        [
            (t.contact, t.contact_text),
            (t.signatory, t.signatory_text),
            (t.executor, t.executor_text),
            (t.administrator, t.administrator_text),
        ]
    }

    fn questions(&self) -> [(&'static str, &'static str); 16] {
        let t = self.t;
        [
            (t.q_code, t.a_code),
            (t.q_stronger, t.a_stronger),
            (t.q_pause, t.a_pause),
            (t.q_joint, t.a_joint),
            (t.q_same, t.a_same),
            (t.q_mails, t.a_mails),
            (t.q_deadline, t.a_deadline),
            (t.q_elsewhere, t.a_elsewhere),
            (t.q_verify, t.a_verify),
            (t.q_who, t.a_who),
            (t.q_landlord, t.a_landlord),
            (t.q_change, t.a_change),
            (t.q_people, t.a_people),
            (t.q_lost, t.a_lost),
            (t.q_end, t.a_end),
            (t.q_debts, t.a_debts),
        ]
    }
}

/// The help page in this frame. The title of the frame is set here.
///
/// # Errors
/// When the template does not render, which would be a mistake in it.
pub fn render(mut page: Page) -> askama::Result<Html<String>> {
    let t = Texts::of(page.lang);
    t.title.clone_into(&mut page.title);
    Help { page, t }.render().map(Html)
}

#[cfg(test)]
mod tests {
    use crate::{lang::Lang, layout::Page};

    #[test]
    fn it_renders_in_both_languages() {
        for lang in Lang::ALL {
            let html = super::render(Page::new(lang, "", "token", "/hulp")).expect("the page renders").0;
            assert!(html.contains("id=\"vragen\"") && !html.contains("style="));
        }
    }
}
