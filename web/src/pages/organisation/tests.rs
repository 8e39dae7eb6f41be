//! The own organisation, for every kind and role.

use super::*;
use crate::{pages::agreements::sample_member, samples};
use domain::party::WarningSystem;

fn shown(kind: OrganisationKind) -> Shown {
    let code = |code| MunicipalityCode::parse(code).expect("a code");
    Shown {
        organisation: samples::organisation(kind),
        members: vec![samples::member(Role::Contact), samples::member(Role::Signatory)],
        coverage: if kind.is_contracting_party() {
            vec![sample_member("GM0344", WarningSystem::Inforing), sample_member("GM0356", WarningSystem::BkrVps)]
        } else {
            Vec::new()
        },
        area: if kind == OrganisationKind::SignalPartner {
            vec![code("GM0344"), code("GM0307"), code("GM1900")]
        } else {
            Vec::new()
        },
        agreements: vec![(StateKind::Signed, 3), (StateKind::Prepared, 337)],
        history: Vec::new(),
    }
}

fn render(lang: Lang, kind: OrganisationKind, viewer: Viewer) -> String {
    let page = Frame::new(lang, Texts::of(lang).title, "token", "/organisatie");
    view(page, &shown(kind), viewer, &[], jiff::civil::date(2026, 11, 24)).render().expect("the page renders")
}

#[test]
fn every_kind_renders_in_both_languages() {
    let contact = Viewer { agreements: true, signatory: false, changes: true };
    for lang in Lang::ALL {
        for kind in OrganisationKind::ALL {
            let html = render(lang, *kind, contact);
            assert_eq!(html.matches("<h1").count(), 1);
            assert!(html.contains("noor.de.wit") && html.contains("stand=prepared"));
            assert_eq!(html.contains("Nieuwegein"), *kind == OrganisationKind::JointBody);
            assert_eq!(html.contains("Amersfoort, Utrecht"), *kind == OrganisationKind::SignalPartner);
            assert!(!html.contains("<Voorbeeld>") && !html.contains("style="));
        }
    }
}

#[test]
fn a_signatory_learns_when_to_sign_and_sees_no_agreements() {
    let signatory = Viewer { agreements: false, signatory: true, changes: false };
    let html = render(Lang::Nl, OrganisationKind::Municipality, signatory);
    assert!(html.contains("href=\"/tekenen\"") && html.contains("maandagochtend"));
    assert!(!html.contains("337") && !html.contains("stand=prepared"));
    assert!(html.contains("Mandaat of volmacht van 1 maart 2026"));
}
