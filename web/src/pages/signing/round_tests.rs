//! A round renders: asking for the code, signing, and what came of it.

use super::{
    super::samples::{consent, round},
    *,
};
use crate::{lang::Lang, samples::moment};
use app::signing_rounds::CONSENT;
use domain::access::Actor;

fn frame(lang: Lang) -> Frame {
    Frame::new(lang, "", "token", "/tekenen/ronde/x")
}

fn asking(lang: Lang, standing: &Standing) -> String {
    ask(frame(lang), &round(3, 0, 0), standing, consent(lang)).render().expect("the page renders")
}

#[test]
fn the_code_is_asked_for_with_what_it_signs() {
    for lang in Lang::ALL {
        let t = Texts::of(lang);
        let html = asking(lang, &Standing::Waits);
        assert!(html.contains("autocomplete=\"one-time-code\"") && html.contains("data-code"));
        assert!(html.contains(&t.sign(3, "3")) && html.contains("bo@voorbeeld.example") && html.contains(CONSENT));
        assert_eq!(html.matches("LCV-2026-").count(), 3);
        assert!(html.contains("/code\"") && !html.contains("style=") && !html.contains("<1>"));
    }
}

#[test]
fn a_refused_code_says_why() {
    for lang in Lang::ALL {
        let t = Texts::of(lang);
        for (refused, words, types) in [
            (CodeRefused::Wrong { left: 1 }, t.wrong(1), true),
            (CodeRefused::Expired, t.expired.to_owned(), false),
            (CodeRefused::NoGuesses, t.no_guesses.to_owned(), false),
            (CodeRefused::NotAsked, t.not_asked.to_owned(), false),
        ] {
            let html = asking(lang, &Standing::Refused(refused));
            assert!(html.contains(&words), "{words}");
            assert_eq!(html.contains("name=\"code\""), types, "{words}");
            assert!(html.contains(t.again) && html.contains(t.back));
        }
        assert_eq!(asking(lang, &Standing::Missing).matches(t.missing).count(), 2);
    }
}

#[test]
fn a_code_waits_only_here_and_for_a_while() {
    let mut shown = round(1, 0, 0);
    let now = moment();
    assert_eq!(standing(&shown, true, now), Standing::Waits);
    assert_eq!(standing(&shown, false, now), Standing::Refused(CodeRefused::NotAsked));
    let late = now + SignedDuration::from_mins(15);
    assert_eq!(standing(&shown, true, late), Standing::Refused(CodeRefused::Expired));
    shown.round.guesses = GUESSES;
    assert_eq!(standing(&shown, true, now), Standing::Refused(CodeRefused::NoGuesses));
}

#[test]
fn progress_refreshes_without_script_and_tells_when_it_is_slow() {
    let mut shown = round(219, 122, 1);
    shown.round.confirmed_at = Some(moment());
    for lang in Lang::ALL {
        let t = Texts::of(lang);
        let html = signing(frame(lang), &shown, moment()).render().expect("the page renders");
        assert!(html.contains(&t.progress("122", "342")) && html.contains(&t.refused(1, "1")));
        assert!(html.contains("<noscript><meta http-equiv=\"refresh\"") && html.contains(t.busy_text));
        assert!(html.contains("max=\"342\" value=\"123\""));
        let later = moment() + SignedDuration::from_mins(3);
        let html = signing(frame(lang), &shown, later).render().expect("the page renders");
        assert!(html.contains(t.slow));
    }
}

#[test]
fn the_result_names_every_document() {
    for lang in Lang::ALL {
        let t = Texts::of(lang);
        let show = |shown: &Shown| result::view(frame(lang), shown, &Actor::Visitor).render().expect("it renders");
        let html = show(&round(0, 2, 1));
        assert!(html.contains(&t.some_signed("2", "3")) && html.contains(t.refused_title));
        assert!(html.contains(words::not_signed("taken_back", lang)));
        assert_eq!(html.matches("target=\"_blank\"").count(), 2);
        let html = show(&round(0, 2, 0));
        assert!(html.contains(&t.all_signed(2, "2")) && !html.contains(t.refused_title) && html.contains(t.thanks));
        let html = show(&round(0, 0, 2));
        assert!(html.contains(t.none_signed) && !html.contains(t.thanks) && !html.contains("style="));
    }
}
