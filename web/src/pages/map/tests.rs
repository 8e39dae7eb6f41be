//! The map of a partner and of all, in both languages.

use super::*;
use crate::samples;
use domain::{ids::AgreementId, municipality};
use uuid::Uuid;

fn places(hexagon: impl Fn(usize) -> Hexagon) -> Vec<Place> {
    let today = jiff::civil::date(2026, 11, 24);
    municipality::valid_on(today)
        .enumerate()
        .map(|(index, municipality)| {
            let hexagon = hexagon(index);
            let party = (hexagon != Hexagon::NotRegistered).then(|| "Samenwerking <Voorbeeld>".to_owned());
            Place { municipality, party, hexagon }
        })
        .collect()
}

fn render(lang: Lang, map: &Map, partners: Option<Vec<(String, String)>>) -> String {
    view(Frame::new(lang, "Kaart", "token", "/kaart"), map, partners).render().expect("the page renders")
}

#[test]
fn every_municipality_is_a_hexagon_and_a_row() {
    for lang in Lang::ALL {
        let states = |index: usize| match index {
            0 => Hexagon::NotRegistered,
            1 => Hexagon::NoAgreement,
            n => Hexagon::Agreement(AgreementId(Uuid::max()), StateKind::ALL[n % 10]),
        };
        let partner = Some(samples::organisation(OrganisationKind::SignalPartner));
        let html = render(lang, &Map { partner, places: places(states) }, None);
        assert_eq!(html.matches("<path transform=\"translate(").count(), 342);
        assert_eq!(html.matches("role=\"rowheader\"").count(), 342);
        assert_eq!(html.matches("<a class=\"hex ").count(), 340);
        assert_eq!(html.matches("legend__hex").count(), 12);
        assert!(!html.contains("<Voorbeeld>") && !html.contains("style="));
        assert!(!html.contains("<select"), "a partner sees its own map only");
    }
}

#[test]
fn the_map_of_all_counts_and_shows_the_furthest() {
    let counts = |_| Hexagon::Counts(vec![(StateKind::Prepared, 37), (StateKind::Signed, 3)]);
    let partners = vec![("x".to_owned(), "Woonstichting".to_owned())];
    let html = render(Lang::Nl, &Map { partner: None, places: places(counts) }, Some(partners));
    assert!(html.contains("40 overeenkomsten (3 getekend, 37 klaargezet), via Samenwerking"));
    assert!(html.contains("hex--signed") && !html.contains("hex--prepared") && html.contains("<select"));
    assert!(html.contains("/overeenkomsten?zoek=Samenwerking+%3CVoorbeeld%3E"));
}

#[test]
fn the_order_of_the_furthest_names_every_state_once() {
    for kind in StateKind::ALL {
        assert_eq!(FURTHEST.iter().filter(|other| **other == kind).count(), 1, "{kind}");
    }
}
