//! The page of one agreement, in every state and for everybody.

use super::*;
use crate::{pages::agreements::list::tests::member as covered, samples};
use app::agreements::Kept;
use domain::{
    agreement::{
        AgreementNumber, Deferral, Facts, Filled, Parts, Reason, Revision, Slot, State, StateKind, Withdrawal,
    },
    ids::{PersonId, RevisionId, SlotId},
    party::{Ground, Role, WarningSystem},
};
use uuid::Uuid;

fn states() -> Vec<State> {
    let at = samples::moment();
    let by = PersonId(Uuid::nil());
    let day = jiff::civil::date(2027, 3, 1);
    let deferred = Some(Deferral { at, by });
    let reason = || Reason::parse("Eerst <b>overleggen</b>.").expect("a reason");
    vec![
        State::Prepared,
        State::OnHold { until: None },
        State::OnHold { until: Some(day) },
        State::Released { at, deferred },
        State::PartlySigned { released: at, deferred: None, facts: Facts::Changed },
        State::Declined { at, side: Side::Partner, by, reason: reason(), facts_changed: false },
        State::Signed { at, facts_changed: true, elsewhere: None },
        State::Signed { at, facts_changed: false, elsewhere: Some(day) },
        State::Active { signed: at, start: day, facts_changed: false, elsewhere: None },
        State::Active { signed: at, start: day, facts_changed: false, elsewhere: Some(day) },
        State::Withdrawn { at, why: Withdrawal::AreaEnded },
        State::Withdrawn { at, why: Withdrawal::OrganisationEnded },
        State::Withdrawn { at, why: Withdrawal::MunicipalityEnded },
        State::Withdrawn { at, why: Withdrawal::ByAdministrator { reason: reason() } },
        State::Terminated { at, side: Side::Municipality, by, end: day, elsewhere: None },
        State::Superseded { at, by: AgreementId(Uuid::max()), elsewhere: None },
    ]
}

pub(in crate::pages::agreements) fn shown(state: State, party: OrganisationKind) -> Shown {
    let side = |kind| SideOf {
        organisation: samples::organisation(kind),
        cards: vec![samples::card(Purpose::Policy), samples::card(Purpose::Data)],
        contacts: vec![samples::member(Role::Contact)],
        signatories: vec![(Some("Directeur".to_owned()), Some(Ground::Register)), (None, None)],
    };
    let kind = state.kind();
    let partly = kind == StateKind::PartlySigned;
    let all = matches!(kind, StateKind::Signed | StateKind::Active | StateKind::Terminated | StateKind::Superseded)
        && state.elsewhere().is_none();
    let party = side(party);
    let partner = SideOf { signatories: Vec::new(), ..side(OrganisationKind::SignalPartner) };
    let slot = |side, ordinal, filled: bool| Slot {
        id: SlotId(Uuid::from_u128(u128::from(ordinal) + if side == Side::Partner { 10 } else { 0 })),
        side,
        ordinal,
        organisation: if side == Side::Partner { partner.organisation.id } else { party.organisation.id },
        filled: filled.then(|| Filled { by: PersonId(Uuid::nil()), at: samples::moment() }),
    };
    Shown {
        kept: Kept {
            parts: Parts {
                id: AgreementId(Uuid::nil()),
                number: AgreementNumber::new(2026, 123).expect("a number"),
                party: party.organisation.id,
                partner: partner.organisation.id,
                executor: None,
                state,
                revision: Revision {
                    id: RevisionId(Uuid::nil()),
                    number: 1,
                    slots: vec![
                        slot(Side::Municipality, 1, partly || all),
                        slot(Side::Partner, 1, all),
                        slot(Side::Partner, 2, all),
                    ],
                },
            },
            version: 1,
            created_at: samples::moment(),
            changed_at: samples::moment(),
            template: "2026-1".to_owned(),
            members: None,
        },
        party,
        partner,
        executor: None,
        municipalities: vec![
            covered("GM0344", WarningSystem::BkrVps),
            Coverage { until: Some(jiff::civil::date(2027, 1, 1)), ..covered("GM0356", WarningSystem::Inforing) },
        ],
        history: Vec::new(),
        document: None,
        signatures: Vec::new(),
        signed_before: Vec::new(),
        brought_in: None,
        onboarding: domain::agreement::Onboarded { municipality: false, partner: false, start: None },
        without_signatory: Vec::new(),
    }
}

fn render(lang: Lang, viewer: Viewer, shown: &Shown) -> String {
    let page = Frame::new(lang, "Overeenkomst LCV-2026-000123", "token", "/overeenkomsten/x");
    let today = jiff::civil::date(2026, 11, 24);
    view(page, shown, viewer, &Typed::default(), &[], today).render().expect("the page renders")
}

#[test]
fn every_state_is_told_to_everybody_in_both_languages() {
    for lang in Lang::ALL {
        for viewer in [Viewer::Party, Viewer::Partner, Viewer::Administrator] {
            for state in states() {
                let html = render(lang, viewer, &shown(state.clone(), OrganisationKind::Municipality));
                assert_eq!(html.matches("<h1").count(), 1, "{state:?}");
                assert!(html.contains("tag--") && !html.contains("style="), "{state:?}");
                assert!(!html.contains("<b>") && !html.contains("<Voorbeeld>"), "{state:?}");
            }
        }
    }
}

#[test]
fn a_partly_signed_agreement_says_who_has_signed_and_who_has_not() {
    let state = State::PartlySigned { released: samples::moment(), deferred: None, facts: Facts::Unchanged };
    let html = render(Lang::Nl, Viewer::Partner, &shown(state, OrganisationKind::Municipality));
    assert!(html.contains("Getekend door gemeente Utrecht"));
    assert!(html.contains("Nu tekent nog: Woonstichting &#60;Voorbeeld&#62;."));
}

#[test]
fn contact_persons_can_be_mailed_and_signatories_cannot() {
    let html = render(Lang::Nl, Viewer::Partner, &shown(State::Prepared, OrganisationKind::Municipality));
    assert!(html.contains("mailto:noor.de.wit%40voorbeeld.example") && html.contains("tel:0301234567"));
    assert!(html.contains("Directeur, volgens het KvK-handelsregister"));
    assert!(html.contains("Nog geen tekenbevoegde bekend"));
    assert!(!html.contains("bo.jansen"));
}

#[test]
fn a_joint_body_shows_the_system_of_each_member() {
    let html = render(Lang::Nl, Viewer::Partner, &shown(State::Prepared, OrganisationKind::JointBody));
    assert!(html.contains("De overeenkomst geldt voor 2 gemeenten."));
    assert!(html.contains("Inforing (xxllnc)") && html.contains("(tot 1 januari 2027)"));
}

#[test]
fn everybody_sees_the_acts_of_their_role_and_no_others() {
    let at = samples::moment();
    let partly = |facts| State::PartlySigned { released: at, deferred: None, facts };
    let by = PersonId(Uuid::nil());
    let cases = [
        (Viewer::Party, State::Prepared, "doorzetten aanhouden"),
        (Viewer::Party, State::OnHold { until: None }, "doorzetten"),
        (Viewer::Party, State::Released { at, deferred: None }, "terughalen"),
        (Viewer::Party, partly(Facts::Unchanged), "opnieuw-klaarzetten"),
        (Viewer::Party, partly(Facts::Changed), "zo-laten opnieuw-klaarzetten"),
        (Viewer::Partner, State::Prepared, ""),
        (Viewer::Partner, State::Released { at, deferred: None }, "later"),
        (Viewer::Partner, State::Released { at, deferred: Some(Deferral { at, by }) }, "niet-later"),
        (Viewer::Administrator, State::Prepared, "laten-vervallen"),
        (Viewer::Administrator, partly(Facts::Unchanged), "laten-vervallen"),
        (Viewer::Party, State::Signed { at, facts_changed: false, elsewhere: None }, "starten opzeggen"),
        (Viewer::Partner, State::Signed { at, facts_changed: false, elsewhere: None }, "starten opzeggen"),
        (Viewer::Administrator, State::Signed { at, facts_changed: false, elsewhere: None }, "vervangen"),
        (Viewer::Party, State::Withdrawn { at, why: Withdrawal::AreaEnded }, ""),
    ];
    for (viewer, state, wanted) in cases {
        let html = render(Lang::Nl, viewer, &shown(state.clone(), OrganisationKind::Municipality));
        let (before, _) = html.split_once("<div class=\"columns\">").expect("the columns");
        let found: Vec<_> = before
            .split(&format!("/overeenkomsten/{}/", Uuid::nil()))
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        assert_eq!(found.join(" "), wanted, "{viewer:?} {state:?}");
        assert_eq!(
            before.matches("name=\"version\" value=\"1\"").count(),
            before.matches("<form method=\"post\" action=\"/overeenkomsten").count()
        );
    }
}

#[test]
fn the_document_says_how_far_it_is_and_who_signed() {
    let at = samples::moment();
    let mut released = shown(State::Released { at, deferred: None }, OrganisationKind::Municipality);
    for (standing, said) in [
        (None, "Wordt gemaakt"),
        (Some(app::documents::Standing::Waiting), "Wordt gemaakt"),
        (Some(app::documents::Standing::Ready), "Staat klaar"),
        (Some(app::documents::Standing::Failed), "De beheerder ziet dit ook"),
    ] {
        released.document = standing;
        let html = render(Lang::Nl, Viewer::Party, &released);
        assert!(html.contains(said) && html.contains("Leeskopie bekijken"), "{standing:?}");
        assert!(html.contains("artikel 3:15a") && html.contains("href=\"/controleren\""));
    }
    released.without_signatory = vec![Side::Partner, Side::Municipality];
    let html = render(Lang::Nl, Viewer::Party, &released);
    assert!(html.contains("Uw organisatie heeft te weinig tekenbevoegden"));
    assert!(html.contains("Woonstichting &#60;Voorbeeld&#62; heeft te weinig tekenbevoegden"));
}

#[test]
fn what_was_signed_elsewhere_says_so_and_offers_what_was_brought_in() {
    let on = jiff::civil::date(2024, 5, 17);
    let state = State::Signed { at: samples::moment(), facts_changed: false, elsewhere: Some(on) };
    let mut agreement = shown(state, OrganisationKind::Municipality);
    let html = render(Lang::Nl, Viewer::Partner, &agreement);
    assert!(html.contains("Getekend buiten dit portaal") && html.contains("17 mei 2024"));
    assert!(!html.contains("/document\"") && !html.contains("leeskopie"), "there is no file to offer");
    assert!(!html.contains("Nog niet getekend"), "nobody signs here any more");
    agreement.brought_in = Some(app::agreements::BroughtIn { signed_on: on, document: Some("oud.pdf".to_owned()) });
    for lang in Lang::ALL {
        assert!(render(lang, Viewer::Party, &agreement).contains("/document\""));
    }
}
