//! Every shape of agreement becomes a document: complete, the same twice, with its places to sign.

use domain::agreement::Side;
use vroegteken_documents::{AgreementFacts, Error, Kind, PAGE_SIZE, RenderOptions, Rendered, render, samples};

pub(crate) fn original(facts: &AgreementFacts) -> Rendered {
    render(facts, &RenderOptions { copy: Kind::Original }).expect("a document")
}

pub(crate) fn reading_copy(facts: &AgreementFacts) -> Rendered {
    render(facts, &RenderOptions { copy: Kind::ReadingCopy }).expect("a reading copy")
}

#[test]
fn every_shape_of_agreement_has_five_to_eight_pages() {
    for (name, facts) in samples::all() {
        let rendered = original(&facts);
        assert!(rendered.pdf.starts_with(b"%PDF-1.7"), "{name}");
        let long = matches!(name, "regeling-100" | "lastige-namen");
        assert!((5..=if long { 12 } else { 8 }).contains(&rendered.pages), "{name}: {} pages", rendered.pages);
        assert_eq!(rendered.replaced.is_empty(), name != "lastige-namen", "{name}: {:?}", rendered.replaced);
    }
}

#[test]
fn the_same_facts_give_the_same_bytes() {
    for facts in [samples::everything(), samples::awkward()] {
        let before = original(&facts);
        original(&samples::sector("zorg"));
        comemo::evict(0);
        let kept = serde_json::to_string(&facts).expect("facts are kept as JSON");
        let read: AgreementFacts = serde_json::from_str(&kept).expect("facts are read again");
        assert!(before == original(&read), "another document from the same facts");
    }
}

#[test]
fn another_revision_is_another_file() {
    let first = samples::sector("water");
    let second = AgreementFacts { revision: 2, ..first.clone() };
    assert_ne!(original(&first).pdf, original(&second).pdf);
}

#[test]
fn every_slot_has_a_place_of_its_own_on_one_page() {
    for (name, facts) in samples::all() {
        let slots = original(&facts).slots;
        let ids: Vec<_> = slots.iter().map(|place| place.slot).collect();
        assert_eq!(ids, facts.slots.iter().map(|slot| slot.id).collect::<Vec<_>>(), "{name}");
        for (at, place) in slots.iter().enumerate() {
            let [left, bottom, right, top] = place.rect.to_pdf();
            assert!(left > 70.0 && right < PAGE_SIZE.0 - 70.0 && bottom > 70.0 && top < PAGE_SIZE.1 - 70.0, "{name}");
            for other in &slots[at + 1..] {
                let (a, b) = (place.rect, other.rect);
                let apart =
                    a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
                assert!(place.page != other.page || apart, "{name}: {place:?} and {other:?}");
            }
        }
    }
}

#[test]
fn a_reading_copy_has_no_places_to_sign() {
    let facts = samples::everything();
    let copy = reading_copy(&facts);
    assert!(copy.slots.is_empty());
    assert_ne!(copy.pdf, original(&facts).pdf);
    assert_eq!(copy.pages, original(&facts).pages, "a reading copy is laid out like the original");
}

#[test]
fn facts_that_contradict_each_other_are_refused() {
    let refused = |facts: &AgreementFacts| {
        let outcome = render(facts, &RenderOptions { copy: Kind::Original });
        assert!(matches!(outcome, Err(Error::Facts(_))), "{outcome:?}");
    };
    let mut one_sided = samples::sector("huur");
    one_sided.slots.retain(|slot| slot.side == Side::Municipality);
    refused(&one_sided);
    let mut silent_party = samples::with_executor(Side::Partner, true);
    silent_party.slots.retain(|slot| slot.side != Side::Executor);
    refused(&silent_party);
    refused(&samples::with_executor(Side::Executor, false));
    let unknown = AgreementFacts { texts: "1848-1".to_owned(), ..samples::sector("huur") };
    assert!(matches!(render(&unknown, &RenderOptions { copy: Kind::Original }), Err(Error::Texts(_))));
}

#[test]
fn a_hundred_contact_persons_fit() {
    let mut facts = samples::sector("energie");
    facts.contacts = facts.contacts.iter().cycle().take(100).cloned().collect();
    assert!(original(&facts).pages > 8);
    facts.contacts.clear();
    assert!(original(&facts).pages >= 5);
}
