//! Invented lines and rounds, for tests that render these pages.

use super::Consent;
use crate::{lang::Lang, samples::moment};
use app::{
    sectors::Sector,
    signing_rounds::{CONSENT, Digest, Item, Line, Round, Shown, Waiting},
};
use domain::{
    agreement::{Side, StateKind},
    ids::{AgreementId, OrganisationId, PersonId, RevisionId, RoundId, SlotId},
    party::{OrganisationKind, WarningSystem},
};
use jiff::SignedDuration;
use uuid::Uuid;

fn id<T: From<Uuid>>(n: u128) -> T {
    T::from(Uuid::from_u128(n))
}

/// What waits for the mayor of Utrecht.
pub(super) fn line(n: u128) -> Line {
    let waiting = Waiting {
        slot: id::<SlotId>(n),
        side: Side::Municipality,
        ordinal: 1,
        organisation: id::<OrganisationId>(1),
        organisation_name: "Gemeente Utrecht".to_owned(),
        agreement: id::<AgreementId>(n),
        number: format!("LCV-2026-{n:06}"),
        state: StateKind::Released,
        details: String::new(),
        revision: id::<RevisionId>(n),
        revision_number: 1,
        template: "2026-1".to_owned(),
        party_name: "Gemeente Utrecht".to_owned(),
        party_kind: OrganisationKind::Municipality,
        system: Some(WarningSystem::BkrVps),
        partner_name: format!("Woonstichting <{n}>"),
        sector: "huur".to_owned(),
        executor_name: None,
        released: Digest([1; 32]),
        newest: Digest([1; 32]),
        pages: 7,
    };
    Line { waiting, either: None }
}

/// A round over so many agreements: open, signed, refused.
pub(super) fn round(open: i64, signed: i64, refused: i64) -> Shown {
    let states = [("open", open), ("signed", signed), ("refused", refused)];
    let states = states.into_iter().flat_map(|(state, n)| (0..n).map(move |_| state));
    let item = |(n, state): (u128, &str)| Item {
        slot: id(n),
        agreement: id(n),
        revision: id(n),
        digest: Digest([1; 32]),
        state: state.to_owned(),
        reason: (state == "refused").then(|| "taken_back".to_owned()),
        number: format!("LCV-2026-{n:06}"),
        party_name: "Gemeente Utrecht".to_owned(),
        partner_name: format!("Woonstichting <{n}>"),
        organisation: id(1),
        side: Side::Municipality,
        ordinal: 1,
    };
    let round = Round {
        id: id::<RoundId>(9),
        person: id::<PersonId>(8),
        proof: "mail_code".to_owned(),
        means: domain::means::Means::MailCode,
        root: Some(Digest([0xab; 32])),
        code: None,
        guesses: 0,
        consent: CONSENT.to_owned(),
        created_at: moment(),
        expires_at: moment() + SignedDuration::from_mins(5),
        confirmed_at: None,
        finished_at: None,
    };
    let items = (1..).zip(states).map(item).collect();
    Shown {
        round,
        items,
        counts: (open, signed, refused),
        email: "bo@voorbeeld.example".to_owned(),
        passkey: false,
        by_code: true,
    }
}

/// Two sectors.
pub(super) fn sectors() -> Vec<Sector> {
    let sector = |code: &str, nl: &str, en: &str| Sector {
        code: code.to_owned(),
        name_nl: nl.to_owned(),
        name_en: en.to_owned(),
        open: true,
    };
    vec![sector("huur", "Huur", "Rent"), sector("energie", "Energie", "Energy")]
}

/// As outside the demo.
pub(super) fn consent(lang: Lang) -> Consent {
    let t = super::texts::Texts::of(lang);
    let translated = (lang == Lang::En).then_some(t.consent);
    Consent { words: CONSENT, translated, level: t.level, issuer: t.issuer, demo: None }
}
