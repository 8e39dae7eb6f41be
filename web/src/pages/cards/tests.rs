//! The pages in both languages.

use super::*;
use crate::samples;
use domain::{
    cards::MOST,
    party::{OrganisationKind, Role},
};

fn own(kind: OrganisationKind, cards: Vec<Card>) -> Own {
    Own { organisation: samples::organisation(kind), cards, contacts: vec![samples::member(Role::Contact)] }
}

fn list(lang: Lang, own: &Own) -> String {
    list_view(Frame::new(lang, "t", "token", PATH), own).render().expect("renders")
}

#[test]
fn the_cards_render_in_both_languages() {
    for lang in Lang::ALL {
        for kind in OrganisationKind::ALL {
            let without = list(lang, &own(*kind, Vec::new()));
            assert!(
                without.contains("noor.de.wit") && without.contains("nieuw?doel=data"),
                "contact persons coordinate"
            );
            let cards =
                vec![samples::card(Purpose::Coordination), Card { hidden: true, ..samples::card(Purpose::Data) }];
            let html = list(lang, &own(*kind, cards));
            assert!(!html.contains("noor.de.wit"), "a card says who coordinates");
            assert!(html.contains("Team &#60;Vroeg&#62;") && html.contains(Texts::of(lang).hidden));
            assert_eq!(html.matches("/verwijderen\"").count(), 2);
            assert!(html.matches("<h1").count() == 1 && !html.contains("style="));
        }
    }
}

#[test]
fn there_is_no_room_for_one_more_than_there_may_be() {
    let full = own(OrganisationKind::Municipality, vec![samples::card(Purpose::Policy); MOST]);
    let html = list(Lang::Nl, &full);
    assert!(!html.contains("?doel=policy") && html.contains("?doel=operations"));
    assert!(html.contains(&Texts::of(Lang::Nl).full()));
}

#[test]
fn the_form_says_what_is_wrong_and_keeps_what_was_typed() {
    for lang in Lang::ALL {
        let t = Texts::of(lang);
        let typed = CardAnswer { function: "<b>".into(), ..CardAnswer::default() };
        let problems = typed.parse().expect_err("problems");
        for version in [None, Some(3)] {
            let page = Frame::new(lang, "", "token", format!("{NEW}?doel=x").as_str());
            let view = form_view(page, "Wonen <b>", &typed, version, &errors(&problems, lang));
            let html = view.render().expect("renders");
            for wanted in [t.choose, t.no_name, t.no_way, "&#60;b&#62;"] {
                assert!(html.contains(wanted), "{wanted}");
            }
            assert!(html.contains("action=\"/organisatie/contactkaarten/nieuw\""));
            assert_eq!(html.contains("name=\"version\" value=\"3\""), version.is_some());
            assert_eq!(html.matches("<h1").count(), 1);
        }
        let full = Problem { field: "purpose".into(), complaint: Complaint::TooMany };
        let signs = Problem { field: "email".into(), complaint: Complaint::OfSignatory };
        let errors = errors(&[full, signs], lang);
        assert_eq!(errors.get("purpose"), Some(t.no_room()));
        assert!(errors.get("email").is_some_and(|text| text.contains(lang.pick("tekenbevoegde", "signatory"))));
    }
}
