//! Agreements: lists, counts, the map, and one with its revision and slots.

use crate::{
    fixtures::{a_municipality, a_partner, at, code, id, prepare, store, store_municipality},
    on_both,
};
use domain::{
    agreement::{Side, State, StateKind},
    ids::OrganisationId,
    municipality::Province,
};
use jiff::civil::date;
use storage::{
    Db, Tx,
    agreements::{self, Filter, Scope},
};

on_both!(
    a_new_one_has_its_revision_and_slots,
    each_side_sees_its_own_page_by_page,
    filters_and_counts_agree,
    the_map_shows_each_municipality,
    a_number_is_given_once,
);

const PARTIES: [(u128, &str); 3] = [(1, "GM0050"), (2, "GM0034"), (3, "GM0363")];
const PARTNERS: [(u128, &str, &str); 3] = [(11, "Zonnestroom", "energie"), (12, "Aqua", "water"), (13, "Huis", "huur")];

/// Three parties and three partners, an agreement for every pair.
async fn nine(tx: &mut Tx) -> (Vec<OrganisationId>, Vec<OrganisationId>) {
    let (mut parties, mut partners) = (Vec::new(), Vec::new());
    for (number, gm) in PARTIES {
        parties.push(store_municipality(tx, number, gm).await);
    }
    for (number, name, sector) in PARTNERS {
        partners.push(store(tx, &a_partner(number, name, sector)).await);
    }
    let mut number = 0;
    for party in &parties {
        for partner in &partners {
            number += 1;
            assert!(prepare(tx, number, *party, *partner).await.expect("an agreement"));
        }
    }
    (parties, partners)
}

async fn begin(db: &Db) -> Tx {
    db.begin().await.expect("a transaction")
}

async fn a_new_one_has_its_revision_and_slots(db: &Db) {
    let mut tx = begin(db).await;
    let (parties, partners) = nine(&mut tx).await;
    let kept = agreements::find(&mut tx, id(1)).await.expect("an answer").expect("there");
    assert_eq!((kept.parts.party, kept.parts.partner), (parties[0], partners[0]));
    assert_eq!(kept.parts.state, State::Prepared);
    assert_eq!((kept.parts.number.to_string().as_str(), kept.parts.revision.number), ("LCV-2026-000001", 1));
    assert_eq!((kept.version, kept.created_at, kept.template.as_str()), (1, at(0), "test"));
    let slots: Vec<_> = kept.parts.revision.slots.iter().map(|slot| (slot.side, slot.ordinal, slot.filled)).collect();
    assert_eq!(slots, [(Side::Municipality, 1, None), (Side::Partner, 1, None)]);
    domain::agreement::Agreement::restore(kept.parts).expect("its parts fit");
    assert!(agreements::find(&mut tx, id(99)).await.expect("an answer").is_none());
}

async fn each_side_sees_its_own_page_by_page(db: &Db) {
    let mut tx = begin(db).await;
    let (parties, partners) = nine(&mut tx).await;
    let cases = [
        (Scope::Party(parties[0]), vec!["Aqua", "Huis", "Zonnestroom"]),
        (Scope::Partner(partners[0]), vec!["Almere", "Amsterdam", "Zeewolde"]),
    ];
    for (scope, wanted) in cases {
        let mut names = Vec::new();
        let mut after = None;
        while let Some(line) =
            agreements::list(&mut tx, scope, &Filter::default(), after.as_ref(), 1).await.expect("a page").pop()
        {
            after = Some((line.sort.clone(), line.id));
            names.push(if matches!(scope, Scope::Party(_)) { line.partner_name } else { line.party_name });
        }
        assert_eq!(names, wanted);
    }
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let page = agreements::list(&mut tx, Scope::All, &Filter::default(), after.as_ref(), 2).await.expect("a page");
        let Some(last) = page.last() else { break };
        after = Some((last.sort.clone(), last.id));
        all.extend(page.into_iter().map(|line| line.id));
    }
    let mut once = all.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!((all.len(), once.len()), (9, 9), "no line is lost or shown twice between pages");
    let stranger = Scope::Party(id(999));
    assert!(agreements::list(&mut tx, stranger, &Filter::default(), None, 10).await.expect("a page").is_empty());
}

async fn filters_and_counts_agree(db: &Db) {
    let mut tx = begin(db).await;
    let (parties, partners) = nine(&mut tx).await;
    let named = |text: &str| Filter {
        name: storage::organisations::pattern(text),
        number: Some(format!("%{}%", text.to_uppercase())),
        ..Filter::default()
    };
    let sector = |code: &str| Filter { sector: Some(code.into()), ..Filter::default() };
    let province = |province| Filter { province: Some(province), ..Filter::default() };
    let state = |state| Filter { state: Some(state), ..Filter::default() };
    let cases = [
        (Scope::All, Filter::default(), 9),
        (Scope::All, named("amster"), 3),
        (Scope::All, named("lcv-2026-000007"), 1),
        (Scope::Party(parties[0]), named("aqua"), 1),
        (Scope::All, sector("energie"), 3),
        (Scope::Partner(partners[0]), sector("water"), 0),
        (Scope::Partner(partners[0]), province(Province::Flevoland), 2),
        (Scope::All, province(Province::NoordHolland), 3),
        (Scope::All, state(StateKind::Prepared), 9),
        (Scope::All, state(StateKind::Signed), 0),
    ];
    for (scope, filter, wanted) in cases {
        let lines = agreements::list(&mut tx, scope, &filter, None, 100).await.expect("a list");
        let counts = agreements::counts(&mut tx, scope, &filter).await.expect("counts");
        let total: i64 = counts.iter().map(|(_, count)| count).sum();
        assert_eq!((lines.len(), total), (wanted, i64::try_from(wanted).expect("few")), "{scope:?} {filter:?}");
    }
}

async fn the_map_shows_each_municipality(db: &Db) {
    let mut tx = begin(db).await;
    let (_, partners) = nine(&mut tx).await;
    let day = date(2026, 11, 24);
    let map = agreements::map_of(&mut tx, partners[0], day).await.expect("a map");
    let codes: Vec<_> = map.iter().map(|(code, _, state)| (*code, *state)).collect();
    let wanted = ["GM0034", "GM0050", "GM0363"].map(|gm| (code(gm), StateKind::Prepared));
    assert_eq!(codes, wanted);
    store_municipality(&mut tx, 4, "GM0014").await;
    let all = agreements::map_of_all(&mut tx, day).await.expect("a map");
    let wanted = ["GM0034", "GM0050", "GM0363"].map(|gm| (code(gm), StateKind::Prepared, 3));
    assert_eq!(all, wanted, "a covered municipality without agreements is left out");
    assert!(agreements::map_of_all(&mut tx, date(2025, 1, 1)).await.expect("a map").is_empty(), "before its first day");
}

async fn a_number_is_given_once(db: &Db) {
    let mut tx = begin(db).await;
    let (parties, _) = nine(&mut tx).await;
    let partner = store(&mut tx, &a_partner(14, "Nieuw", "zorg")).await;
    let other = store(&mut tx, &a_municipality(5, "GM0014")).await;
    tx.commit().await.expect("a commit");
    let mut tx = begin(db).await;
    assert!(!prepare(&mut tx, 1, parties[0], id(11)).await.is_ok_and(|made| made), "the pair has one");
    drop(tx);
    let mut tx = begin(db).await;
    assert!(prepare(&mut tx, 2, other, partner).await.is_err(), "another pair, a number that was given");
    drop(tx);
    assert_eq!(agreements::total(&mut begin(db).await).await.expect("a count"), 9);
}
