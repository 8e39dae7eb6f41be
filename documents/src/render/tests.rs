//! What only the inside can see: warnings, places of text on the page, how fast typesetting is alone.

use super::*;
use crate::samples;
use std::time::{Duration, Instant};
use typst::layout::{Frame, FrameItem, Point};

/// The margin of the template.
const MARGIN: f64 = 27.0 * 72.0 / 25.4;

pub(super) fn typeset_sample(facts: &AgreementFacts, copy: Kind) -> PagedDocument {
    let texts = Texts::version_of(&facts.texts).expect("a version that comes with the program");
    let words = Words::of(&texts, facts, copy).expect("texts that fit");
    let compiled = typst::compile::<PagedDocument>(&DocumentWorld::new(words.json));
    assert!(compiled.warnings.is_empty(), "{:?}", compiled.warnings);
    compiled.output.expect("the template fits")
}

/// Left, right and bottom of every piece of text.
pub(super) fn texts_of(frame: &Frame, origin: Point, found: &mut Vec<(String, f64, f64, f64)>) {
    for (at, item) in frame.items() {
        let at = origin + *at;
        match item {
            FrameItem::Group(group) => texts_of(&group.frame, at, found),
            FrameItem::Text(text) => {
                let right = at.x + text.width();
                found.push((text.text.to_string(), at.x.to_pt(), right.to_pt(), at.y.to_pt()));
            }
            _ => {}
        }
    }
}

#[test]
fn no_text_leaves_the_page() {
    for (name, facts) in samples::all() {
        for copy in [Kind::Original, Kind::ReadingCopy] {
            let document = typeset_sample(&facts, copy);
            for (number, page) in document.pages().iter().enumerate() {
                let mut found = Vec::new();
                texts_of(&page.frame, Point::zero(), &mut found);
                assert!(!found.is_empty(), "{name}: page {} is empty", number + 1);
                for (text, left, right, bottom) in found {
                    let inside =
                        left > MARGIN - 1.0 && right < PAGE_SIZE.0 - MARGIN + 1.0 && bottom < PAGE_SIZE.1 - 30.0;
                    assert!(inside, "{name}, page {}: {text:?} from {left} to {right} at {bottom}", number + 1);
                }
            }
        }
    }
}

#[test]
fn no_page_begins_or_ends_with_a_lonely_heading() {
    for (name, facts) in samples::all() {
        for page in typeset_sample(&facts, Kind::Original).pages() {
            let mut found = Vec::new();
            texts_of(&page.frame, Point::zero(), &mut found);
            let body = found.iter().filter(|it| it.3 < PAGE_SIZE.1 - 26.0 * 72.0 / 25.4);
            let last = body.max_by(|a, b| a.3.total_cmp(&b.3)).expect("a page with text");
            assert!(!last.0.starts_with("Artikel ") || last.1 > MARGIN + 1.0, "{name}: ends with {last:?}");
        }
    }
}

/// Guards against a template that keys its layout on one document's values (see `agreement.typ`).
#[test]
fn the_second_document_is_much_faster_than_the_first() {
    let first = samples::sector("huur");
    let mut second = samples::sector("huur");
    second.number = domain::agreement::AgreementNumber::new(2026, 4567).expect("a sequence above 0");
    second.partner.organisation.name = "Stichting Wonen aan de Vliet".to_owned();
    second.contacts[0].name = "Iemand Anders".to_owned();
    let timed = |facts| {
        let start = Instant::now();
        typeset_sample(facts, Kind::Original);
        start.elapsed()
    };
    timed(&first); // fonts, library
    let best = (0..4)
        .map(|_| {
            comemo::evict(0);
            let (cold, warm) = (timed(&first), timed(&second));
            warm.div_duration_f64(cold.max(Duration::from_nanos(1)))
        })
        .fold(f64::INFINITY, f64::min);
    assert!(best < 0.6, "the second document takes {:.0} % of the first's time", best * 100.0);
}
