//! Rates, printed: `cargo test --release -p vroegteken-signing --test signing -- --ignored rates --nocapture`.

use std::hint::black_box;
use std::time::Instant;

use vroegteken_signing::appearance::Words;
use vroegteken_signing::fields::prepare;
use vroegteken_signing::key::Signer as _;
use vroegteken_signing::pades::{Act, sign};

use crate::common::*;

fn rate(what: &str, times: u32, mut work: impl FnMut()) {
    work();
    let started = Instant::now();
    (0..times).for_each(|_| work());
    let seconds = started.elapsed().as_secs_f64();
    println!("{what}: {:.0}/s ({:.3} ms each)", f64::from(times) / seconds, seconds * 1000.0 / f64::from(times));
}

#[test]
#[ignore = "prints rates: run it with --release on a quiet machine"]
fn rates() {
    let authority = authority();
    let (mayor, director) = (mayor(&authority), director(&authority));
    let words = Words {
        name: "Aaltje de Vries",
        function: "burgemeester",
        organisation: "Gemeente Voorbeelddam",
        ground: "Tekent op grond van haar ambt",
        date: "5 oktober 2026, 10.30 uur",
    };
    let appearance = drawing(&words);
    let empty = drawing(&Words { name: "", function: "", organisation: "", ground: "", date: "" });
    let act = Act {
        field: MUNICIPALITY,
        person: &mayor.name,
        reason: "Namens de gemeente",
        at: at("2026-10-05T08:30:00Z"),
        appearance: &appearance,
        evidence: Some(EVIDENCE),
    };
    let prepared = prepared();
    let released = prepare(RELEASED, &slots()).expect("fields");
    let once = signed(&released, MUNICIPALITY, &mayor);
    let twice = signed(&once, PARTNER, &director);
    println!(
        "bytes: released {}, prepared {}, once {}, twice {}",
        RELEASED.len(),
        prepared.len(),
        once.len(),
        twice.len()
    );
    println!("bytes of the drawing: {}", appearance.content().len());

    let draft = vroegteken_signing::cms::Draft::new(&[1; 32], &mayor.chain).expect("a draft");
    rate("raw P-256 signature", 2000, || drop(black_box(mayor.key.sign(draft.to_sign()))));
    rate("CMS message", 1000, || drop(black_box(draft.sign(&mayor.key))));
    rate("whole signature, visible", 1000, || drop(black_box(sign(&prepared, &act, &mayor.chain, &mayor.key))));
    let invisible = Act { appearance: &empty, ..act.clone() };
    rate("whole signature, empty drawing", 1000, || {
        drop(black_box(sign(&prepared, &invisible, &mayor.chain, &mayor.key)));
    });
    rate("drawing made anew", 100, || drop(black_box(drawing(&words))));
    rate("fields put in", 500, || drop(black_box(prepare(RELEASED, &slots()))));
    rate("verification of two signatures", 500, || drop(black_box(judge(&twice, &authority))));
}
