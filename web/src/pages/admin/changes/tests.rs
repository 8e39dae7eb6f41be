//! The queue in both languages.

use super::{review::tests::change, view};
use crate::{lang::Lang, layout::Page as Frame};
use askama::Template as _;
use domain::change::{Kind, Stage};

#[test]
fn the_queue_renders_full_and_empty_in_both_languages() {
    for lang in Lang::ALL {
        let line = |kind, stage| vec![(change(kind, stage), "Wonen <b>".to_owned())];
        let full =
            [line(Kind::System, Stage::Asked), line(Kind::Merger, Stage::Announced), line(Kind::Facts, Stage::Refused)];
        let page = || Frame::new(lang, "t", "token", "/beheer/wijzigingen");
        let html = view(page(), full).render().expect("renders");
        assert_eq!(html.matches("Wonen &#60;b&#62;").count(), 3);
        assert!(html.matches("<h1").count() == 1 && !html.contains("style="));
        let html = view(page(), [Vec::new(), Vec::new(), Vec::new()]).render().expect("renders");
        assert!(!html.contains("<table"));
    }
}
