//! Documents that people signed, for tests of what checks them. Everything in them is invented.

use app::ports::{SigningService, Subscriber};
use jiff::Timestamp;
use signing::{
    appearance::{Appearance, Lettering, Words, draw},
    fields::{Rect, SlotPlace, prepare},
    pades::{Act, sign},
};

/// A document with two places, which nobody signed.
const RELEASED: &[u8] = include_bytes!("../../../signing/tests/signing/fixtures/agreement.pdf");
const FONT: &[u8] = include_bytes!("../../../documents/fonts/SourceSans3-Regular.ttf");

/// The places, and who signs there for whom.
const PEOPLE: [(&str, &str, &str, &str); 2] = [
    ("gemeente-1", "Handtekening namens gemeente Zeewolde", "Kim de Vries", "Gemeente Zeewolde"),
    ("signaalpartner-1", "Handtekening namens Zonnestroom", "Lou Jansen", "Zonnestroom B.V."),
];

/// The document with its places.
pub fn prepared() -> Vec<u8> {
    let places: Vec<SlotPlace> = [70.87, 304.87]
        .into_iter()
        .zip(PEOPLE)
        .map(|(x, (name, tooltip, _, _))| SlotPlace {
            name: name.to_owned(),
            tooltip: tooltip.to_owned(),
            page: 2,
            rect: Rect { x, y: 147.0, width: 220.0, height: 73.0 },
        })
        .collect();
    prepare(RELEASED, &places).expect("places")
}

fn drawn(name: &str, organisation: &str) -> Appearance {
    let lettering = Lettering::new(&[FONT], &[FONT]).expect("a font");
    let words = Words { name, function: "wethouder", organisation, ground: "Mandaat", date: "24 november 2026" };
    draw(&lettering, &words, 220.0, 73.0)
}

/// The document with the first `count` signatures, and the serial numbers of their certificates.
pub async fn signed(service: &dyn SigningService, count: usize, at: Timestamp) -> (Vec<u8>, Vec<Vec<u8>>) {
    let (mut document, mut serials) = (prepared(), Vec::new());
    for (field, _, person, organisation) in PEOPLE.into_iter().take(count) {
        let subscriber = Subscriber {
            person: person.to_owned(),
            organisation: organisation.to_owned(),
            kvk: Some("90000001".to_owned()),
        };
        let credential = service.credential(&subscriber, at).await.expect("a credential");
        let reason = format!("Namens {organisation}, als wethouder, op grond van het mandaatbesluit van 1 juni 2026");
        let appearance = drawn(person, organisation);
        let act = Act { field, person, reason: &reason, at, appearance: &appearance, evidence: None };
        document = sign(&document, &act, &credential.chain, &*credential.signer).expect("a signature");
        let serial = credential.chain[0].summary().expect("readable").serial;
        let byte = |at| u8::from_str_radix(&serial[at..at + 2], 16).expect("hexadecimal");
        serials.push((0..serial.len()).step_by(2).map(byte).collect());
    }
    (document, serials)
}
