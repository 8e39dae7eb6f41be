//! The partners for everybody who sees them, and their file.

use super::*;
use crate::{pages::agreements::sample_member, samples};
use app::agreements::Page as Lines;
use domain::{
    agreement::StateKind,
    ids::AgreementId,
    party::{Role, WarningSystem},
};
use uuid::Uuid;

fn partner(kind: OrganisationKind) -> Partner {
    Partner {
        organisation: samples::organisation(kind),
        cards: vec![samples::card(Purpose::Data), samples::card(Purpose::Policy)],
        contacts: vec![samples::member(Role::Contact)],
        agreement: (AgreementId(Uuid::max()), StateKind::Signed),
        number: "LCV-2026-000123".to_owned(),
        municipalities: vec![
            sample_member("GM0344", WarningSystem::BkrVps),
            sample_member("GM0356", WarningSystem::Other("+Eigen".to_owned())),
        ],
        sort: "woonstichting".to_owned(),
    }
}

fn render(lang: Lang, viewer: Option<Viewer>, query: &str, partners: Vec<Partner>) -> String {
    let asked = Asked::read(Some(query), viewer.unwrap_or(Viewer::Partner), &[]);
    let total = i64::try_from(partners.len()).expect("a few");
    let later = !partners.is_empty();
    let found = Partners { page: Lines { lines: partners, earlier: false, later }, total };
    let page = Frame::new(lang, Texts::of(lang).title, "token", PATH);
    view(page, viewer, &asked, &found, (&[], &[])).render().expect("the page renders")
}

#[test]
fn partners_render_for_everybody_in_both_languages() {
    for lang in Lang::ALL {
        for (viewer, kind) in [
            (Viewer::Party, OrganisationKind::SignalPartner),
            (Viewer::Partner, OrganisationKind::Municipality),
            (Viewer::Partner, OrganisationKind::JointBody),
        ] {
            let html = render(lang, Some(viewer), "zoek=a", vec![partner(kind)]);
            assert!(html.contains("mailto:noor.de.wit%40voorbeeld.example") && html.contains("tel:0301234567"));
            assert!(
                html.contains("href=\"/overeenkomsten/ffffffff") && html.contains("zoek=a&#38;na=woonstichting%7E")
            );
            assert_eq!(html.contains("name=\"sector\""), viewer == Viewer::Party);
            assert_eq!(html.contains("Nieuwegein: +Eigen"), kind == OrganisationKind::JointBody);
            assert!(html.contains(words::purpose(Purpose::Data, lang)) && html.contains("Team &#60;Vroeg&#62;"));
            assert!(!html.contains("<Voorbeeld>") && !html.contains("style="));
        }
    }
}

#[test]
fn an_empty_page_says_why() {
    assert!(render(Lang::Nl, None, "", Vec::new()).contains("U werkt hier als uitvoerende organisatie"));
    assert!(render(Lang::Nl, Some(Viewer::Party), "zoek=x", Vec::new()).contains("Niets gevonden"));
    let nothing = render(Lang::Nl, Some(Viewer::Partner), "", Vec::new());
    assert!(nothing.contains("nog geen samenwerkingspartners") && !nothing.contains("name=\"zoek\""));
}

#[test]
fn the_file_has_a_row_for_each_contact_person_and_card() {
    let joint = partner(OrganisationKind::JointBody);
    let rows = file::rows(&joint, &[], Lang::Nl);
    let purposes: Vec<_> = rows.iter().map(|row| row[7].as_str()).collect();
    assert_eq!(purposes, ["Coördinatie", "Beleid", "Datalevering"]);
    assert_eq!(rows[2][8..13], ["Team <Vroeg>", "", "", "team@voorbeeld.example", ""]);
    assert_eq!(rows[0].len(), Texts::of(Lang::Nl).header.len());
    assert_eq!(rows[0][3..6], ["GM0344, GM0356", "Utrecht", "Utrecht: BKR VPS, Nieuwegein: +Eigen"]);
    let nobody = Partner { cards: Vec::new(), contacts: Vec::new(), ..partner(OrganisationKind::SignalPartner) };
    let rows = file::rows(&nobody, &[], Lang::En);
    assert_eq!((rows.len(), rows[0].len()), (1, Texts::of(Lang::En).header.len()));
    assert_eq!(rows[0][3..6], ["", "", ""], "a partner has no code, province or system");
}
