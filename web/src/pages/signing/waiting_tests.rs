//! The list renders: what is the same, what differs, what is chosen.

use super::{
    super::samples::{consent, line, sectors},
    *,
};

fn facts(sectors: &[Sector]) -> Facts<'_> {
    Facts { sectors, plain: Vec::new(), email: "bo@voorbeeld.example", last: None, can_sign: true }
}

fn render(lang: Lang, lines: &[Line], asked: Asked) -> String {
    let sectors = sectors();
    let page = Frame::new(lang, Texts::of(lang).title, "token", "/tekenen");
    view(page, lines, facts(&sectors), asked, consent(lang)).render().expect("the page renders")
}

#[test]
fn what_is_the_same_stands_above_and_what_differs_below() {
    let mut lines: Vec<Line> = (1..=3).map(line).collect();
    lines[2].waiting.sector = "energie".to_owned();
    lines[2].waiting.state = StateKind::PartlySigned;
    for lang in Lang::ALL {
        let t = Texts::of(lang);
        let html = render(lang, &lines, Asked::default());
        let (above, below) = html.split_once("id=\"tekenlijst\"").expect("the list");
        for label in [t.system, t.organisation, t.executor, t.pages] {
            assert!(above.contains(label) && !below.contains(&format!("data-label=\"{label}\"")), "{label}");
        }
        for label in [t.sector, t.signed_before] {
            assert_eq!(below.matches(&format!("data-label=\"{label}\"")).count(), 3, "{label}");
        }
        assert_eq!(html.matches(" checked").count(), 3, "all are chosen");
        assert!(html.contains(signing_rounds::CONSENT) && html.contains(t.level));
        assert!(html.contains(&t.waits(3, "3", "Gemeente Utrecht")));
        assert!(!html.contains("style=") && !html.contains("<1>"));
    }
}

#[test]
fn one_line_has_no_columns_of_its_own() {
    let html = render(Lang::Nl, &[line(1)], Asked::default());
    assert!(html.contains(Texts::NL.about_one) && !html.contains("data-choose-all"));
    assert_eq!(html.matches("role=\"columnheader\"").count(), 3);
}

#[test]
fn nobody_signs_for_both_sides() {
    let mut lines = vec![line(1), line(2)];
    lines[1].waiting.revision = lines[0].waiting.revision;
    lines[1].waiting.side = Side::Partner;
    lines[1].either = Some(Side::Municipality);
    let html = render(Lang::Nl, &lines, Asked::default());
    assert_eq!(html.matches(" checked").count(), 1);
    assert!(html.contains("ook voor de gemeente tekenen"));
}

#[test]
fn what_is_wrong_stands_on_top_and_next_to_the_list_and_the_choice_is_kept() {
    let lines = [line(1), line(2)];
    for lang in Lang::ALL {
        let t = Texts::of(lang);
        let chosen = [lines[1].waiting.slot].into();
        let html = render(lang, &lines, Asked { chosen: Some(chosen), error: Some(t.changed.to_owned()) });
        assert_eq!(html.matches(t.changed).count(), 2);
        assert!(html.contains("href=\"#veld-slot\"") && html.contains("id=\"veld-slot\""));
        assert_eq!(html.matches(" checked").count(), 1);
    }
}

#[test]
fn nothing_waits_and_without_a_key_nothing_is_signed() {
    for lang in Lang::ALL {
        let t = Texts::of(lang);
        let html = render(lang, &[], Asked::default());
        assert!(html.contains(t.none_text) && !html.contains("<table"));
        let sectors = sectors();
        let page = Frame::new(lang, t.title, "token", "/tekenen");
        let without = Facts { can_sign: false, ..facts(&sectors) };
        let html = view(page, &[line(1)], without, Asked::default(), consent(lang)).render().expect("it renders");
        assert!(html.contains(t.cannot_sign) && !html.contains("type=\"checkbox\"") && html.contains("/afwijzen"));
    }
}

#[test]
fn the_other_side_is_who_it_is_for_whoever_signs() {
    let mut waiting = line(1).waiting;
    assert_eq!(with(&waiting, Lang::Nl), "Woonstichting <1>");
    waiting.side = Side::Partner;
    assert_eq!(with(&waiting, Lang::Nl), "gemeente Utrecht");
    waiting.side = Side::Executor;
    assert_eq!(with(&waiting, Lang::En), "the municipality of Utrecht and Woonstichting <1>");
}

#[test]
fn the_declaration_is_translated_and_never_changed() {
    assert_eq!(Texts::NL.consent, signing_rounds::CONSENT);
}

#[test]
fn many_organisations_are_a_number() {
    let mut lines: Vec<Line> = (1..=4).map(line).collect();
    for (line, name) in lines.iter_mut().zip(["A", "B", "C", "D"]) {
        name.clone_into(&mut line.waiting.organisation_name);
    }
    assert_eq!(on_behalf_of(&lines[..3], Lang::Nl), "A, B en C");
    assert_eq!(on_behalf_of(&lines, Lang::Nl), "4 organisaties");
}
