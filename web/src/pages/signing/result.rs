//! What came of a round, readable ever after.

use super::{PATH, path_of, round_of, round_texts::Texts, shown, slot_of};
use crate::{
    files,
    layout::Page as Frame,
    pages::Page,
    parts::{Button, Buttons, Notice, SummaryList},
    visit::Visit,
    words,
};
use app::{
    App,
    signing_rounds::{self, BY_PASSKEY, Hash, Item, Shown, proof},
};
use askama::Template;
use axum::extract::{Path, State};
use domain::access::{Actor, Answer, Permission, may};

#[derive(Template)]
#[template(path = "pages/signing/result.html")]
pub(super) struct Outcome {
    page: Frame,
    t: &'static Texts,
    notice: Option<Notice>,
    refused: Vec<Row>,
    signed: Vec<Row>,
    about: SummaryList,
    buttons: Buttons,
}

struct Row {
    number: String,
    party: String,
    partner: String,
    why_not: &'static str,
    href: String,
    open: String,
    /// Rounds of before there was evidence have none.
    evidence: Option<String>,
    evidence_of: String,
}

pub(super) fn view(mut page: Frame, shown: &Shown, actor: &Actor) -> Outcome {
    let lang = page.lang;
    let t = Texts::of(lang);
    let (_, signed, refused) = shown.counts;
    let number = words::number(signed, lang);
    page.title = match (signed, refused) {
        (0, _) => t.none_signed.to_owned(),
        (_, 0) => t.all_signed(signed, &number),
        _ => t.some_signed(&number, &words::number(signed + refused, lang)),
    };
    let row = |item: &Item| Row {
        number: item.number.clone(),
        party: item.party_name.clone(),
        partner: item.partner_name.clone(),
        why_not: item.reason.as_deref().map(|code| words::not_signed(code, lang)).unwrap_or_default(),
        href: format!("{}/{}", path_of(shown.round.id), item.slot),
        open: t.open_detail(&item.number),
        evidence: shown.round.root.map(|_| format!("{}/{}/bewijs", path_of(shown.round.id), item.slot)),
        evidence_of: t.evidence_detail(&item.number),
    };
    let rows = |state: &str| shown.items.iter().filter(|item| item.state == state).map(row).collect();
    let round = &shown.round;
    let mut buttons = vec![Button::link(t.to_list, PATH)];
    if may(actor, Permission::SeeAgreements) == Answer::Yes {
        buttons.push(Button::link(t.to_agreements, "/overeenkomsten"));
    }
    Outcome {
        t,
        notice: (signed > 0).then(|| Notice::ok(t.thanks)),
        refused: rows("refused"),
        signed: rows("signed"),
        about: SummaryList::new(lang)
            .row(t.begun, words::moment(round.created_at, lang))
            .row(t.confirmed, round.confirmed_at.map(|at| words::moment(at, lang)).unwrap_or_default())
            .row(t.how, if round.proof == BY_PASSKEY { t.by_passkey } else { t.by_code })
            .row(t.fingerprint, round.root.map(|root| Hash(root.0).fingerprint()).unwrap_or_default())
            .row(t.consent, &round.consent),
        buttons: Buttons::new(buttons),
        page,
    }
}

pub(super) async fn document(
    State(app): State<App>,
    visit: Visit,
    Path((round, slot)): Path<(String, String)>,
) -> Page {
    let file = signing_rounds::signed(&app, &visit.actor(), round_of(&round)?, slot_of(&slot)?).await?;
    shown(file)
}

pub(super) async fn evidence(
    State(app): State<App>,
    visit: Visit,
    Path((round, slot)): Path<(String, String)>,
) -> Page {
    let file = proof::of_round(&app, &visit.actor(), round_of(&round)?, slot_of(&slot)?).await?;
    files::file(&file.name, "application/json", file.bytes, files::How::Kept)
}
