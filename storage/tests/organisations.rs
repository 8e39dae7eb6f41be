//! Organisations, where they are active, and who covers a municipality.

use crate::{
    fixtures::{a_municipality, a_partner, an_executor, at, code, id, store, store_municipality},
    on_both,
};
use domain::{
    municipality::Province,
    party::{OrganisationKind, WarningSystem},
};
use jiff::civil::date;
use storage::{
    Db, StorageError, Tx, coverage, generation,
    organisations::{self, Filter, Organisation},
};

on_both!(
    everything_is_kept,
    a_registration_becomes_one_organisation,
    a_list_goes_page_by_page,
    names_are_found_whatever_their_marks,
    a_municipality_is_covered_by_one_party,
    a_hand_over_has_a_day,
    what_is_missing_follows_from_areas_and_coverage,
    an_executor_is_linked_when_it_comes,
    an_executor_is_recognised_by_its_folded_name,
    the_first_generation_counts,
);

async fn begin(db: &Db) -> Tx {
    db.begin().await.expect("a transaction")
}

async fn everything_is_kept(db: &Db) {
    let mut tx = begin(db).await;
    store(&mut tx, &an_executor(1, "Kredietbank Midden")).await;
    let full = Organisation {
        kvk: Some("12345678".into()),
        system: Some(WarningSystem::Other("Signaalhuis".into())),
        website: Some("https://zeewolde.example".into()),
        jointly: true,
        executor: Some(id(1)),
        executor_name: Some("Kredietbank Midden".into()),
        executor_party: true,
        clients: Some("een\ntwee".into()),
        ..a_municipality(2, "GM0050")
    };
    store(&mut tx, &full).await;
    assert_eq!(organisations::find(&mut tx, full.id).await.expect("an answer"), Some(full.clone()));
    assert_eq!(organisations::by_kvk(&mut tx, "12345678").await.expect("an answer"), [full]);
    assert_eq!(organisations::find(&mut tx, id(99)).await.expect("an answer"), None);
}

async fn a_registration_becomes_one_organisation(db: &Db) {
    let mut tx = begin(db).await;
    store(&mut tx, &a_partner(1, "Zonnestroom", "energie")).await;
    let again = Organisation { registration: id(1), ..a_partner(2, "Zonnestroom", "energie") };
    let second = organisations::add(&mut tx, &again).await;
    assert!(matches!(second, Err(StorageError::Duplicate { .. })), "{second:?}");
}

/// In the order of their folded names: capitals and diacritics are nothing to it.
const NAMES: [&str; 7] = ["aardgas Nu", "Één Water", "Eén water", "'t Huys", "Zon", "zon & wind", "Zorg"];

async fn a_list_goes_page_by_page(db: &Db) {
    let mut tx = begin(db).await;
    for (number, name) in (1..).zip(NAMES) {
        store(&mut tx, &a_partner(number, name, "water")).await;
    }
    let filter = Filter { kind: Some(OrganisationKind::SignalPartner), ..Filter::default() };
    let mut names = Vec::new();
    let mut after = None;
    loop {
        let page = organisations::list(&mut tx, &filter, after.as_ref(), 2).await.expect("a page");
        let Some(last) = page.last() else { break };
        after = Some((domain::municipality::fold(&last.name), last.id));
        names.extend(page.into_iter().map(|organisation| organisation.name));
    }
    assert_eq!(names, NAMES);
    assert_eq!(organisations::count(&mut tx, &filter).await.expect("a count"), 7);
    let none = Filter { kind: Some(OrganisationKind::Executor), ..Filter::default() };
    assert_eq!(organisations::count(&mut tx, &none).await.expect("a count"), 0);
}

async fn names_are_found_whatever_their_marks(db: &Db) {
    let mut tx = begin(db).await;
    let names = ["Één Water", "100% Groen", "Zon_Stroom", "Zonnestroom!", "Súdwest Energie"];
    for (number, name) in (1..).zip(names) {
        let kvk = Some(format!("1234567{number}"));
        store(&mut tx, &Organisation { kvk, ..a_partner(number, name, "water") }).await;
    }
    let cases = [
        ("EEN", 1),
        ("100%", 1),
        ("zon_stroom", 1),
        ("stroom!", 2),
        ("sudwest", 1),
        ("zon", 2),
        ("12345673", 1),
        ("%", 0), // what no name holds finds nothing
        ("zzz", 0),
    ];
    for (typed, wanted) in cases {
        let filter = Filter { pattern: organisations::pattern(typed), ..Filter::default() };
        let found = organisations::list(&mut tx, &filter, None, 10).await.expect("a list");
        assert_eq!(found.len(), wanted, "{typed}: {found:?}");
        assert_eq!(organisations::count(&mut tx, &filter).await.expect("a count"), i64::try_from(wanted).expect("few"));
    }
    assert_eq!(organisations::pattern("   "), None);
}

async fn a_municipality_is_covered_by_one_party(db: &Db) {
    let mut tx = begin(db).await;
    store_municipality(&mut tx, 1, "GM0050").await;
    let other = store(&mut tx, &a_municipality(2, "GM0034")).await;
    let from = date(2026, 12, 1);
    let second =
        coverage::add(&mut tx, other, code("GM0050"), Province::Flevoland, &WarningSystem::Inforing, from).await;
    assert!(matches!(second, Err(StorageError::Duplicate { .. })), "{second:?}");
}

async fn a_hand_over_has_a_day(db: &Db) {
    let mut tx = begin(db).await;
    let (old, gm, on) = (store_municipality(&mut tx, 1, "GM0050").await, code("GM0050"), date(2027, 1, 1));
    let new = store(&mut tx, &a_municipality(2, "GM0034")).await;
    assert!(coverage::end(&mut tx, gm, on).await.expect("an answer"));
    assert!(!coverage::end(&mut tx, gm, on).await.expect("an answer"), "it has ended");
    assert_eq!(coverage::open(&mut tx, gm).await.expect("an answer"), None);
    let system = WarningSystem::Other("Signaalhuis".into());
    coverage::add(&mut tx, new, gm, Province::Flevoland, &system, on).await.expect("the new stretch");
    for (day, party) in [(date(2026, 12, 31), old), (on, new), (date(2030, 1, 1), new)] {
        let covered = coverage::on(&mut tx, day).await.expect("a list");
        assert_eq!(covered.iter().map(|c| c.organisation).collect::<Vec<_>>(), [party], "{day}");
    }
    assert_eq!(coverage::of(&mut tx, old, date(2026, 12, 31)).await.expect("a list").len(), 1);
    assert_eq!(coverage::of(&mut tx, old, on).await.expect("a list").len(), 0);
    let open = coverage::open(&mut tx, gm).await.expect("an answer").expect("covered");
    assert_eq!((open.organisation, open.system, open.from, open.until), (new, system, on, None));
}

async fn what_is_missing_follows_from_areas_and_coverage(db: &Db) {
    let mut tx = begin(db).await;
    let today = date(2026, 11, 24);
    let zeewolde = store_municipality(&mut tx, 1, "GM0050").await;
    let almere = store_municipality(&mut tx, 2, "GM0034").await;
    let everywhere = store(&mut tx, &a_partner(3, "Overal", "energie")).await;
    let local = store(&mut tx, &Organisation { nationwide: false, ..a_partner(4, "Hier", "huur") }).await;
    organisations::add_area(&mut tx, local, [code("GM0034"), code("GM0034")]).await.expect("an area");
    assert_eq!(organisations::area(&mut tx, local).await.expect("an area"), [code("GM0034")]);
    let parties = generation::missing_parties(&mut tx, everywhere, today, 10).await.expect("a list");
    assert_eq!(parties, [zeewolde, almere]);
    assert_eq!(generation::missing_parties(&mut tx, everywhere, today, 1).await.expect("a list"), [zeewolde]);
    assert_eq!(generation::missing_parties(&mut tx, local, today, 10).await.expect("a list"), [almere]);
    assert_eq!(generation::missing_partners(&mut tx, zeewolde, today, 10).await.expect("a list"), [everywhere]);
    assert_eq!(generation::missing_partners(&mut tx, almere, today, 10).await.expect("a list"), [everywhere, local]);
    let shared = coverage::shared(&mut tx, almere, local, today).await.expect("a list");
    assert_eq!(shared.iter().map(|c| c.municipality).collect::<Vec<_>>(), [code("GM0034")]);
    assert!(coverage::shared(&mut tx, zeewolde, local, today).await.expect("a list").is_empty());
    assert!(crate::fixtures::prepare(&mut tx, 1, zeewolde, everywhere).await.expect("an agreement"));
    assert_eq!(generation::missing_parties(&mut tx, everywhere, today, 10).await.expect("a list"), [almere]);
    assert!(generation::missing_partners(&mut tx, zeewolde, today, 10).await.expect("a list").is_empty());
}

async fn an_executor_is_linked_when_it_comes(db: &Db) {
    let mut tx = begin(db).await;
    let named = Organisation { executor_name: Some("kredietbank MIDDEN".into()), ..a_partner(1, "Zon", "energie") };
    let client = store(&mut tx, &named).await;
    let other = store(&mut tx, &a_partner(2, "Wind", "energie")).await;
    assert!(organisations::executor_by_name(&mut tx, "Kredietbank Midden").await.expect("an answer").is_none());
    let executor = an_executor(3, "Kredietbank Midden");
    store(&mut tx, &executor).await;
    assert_eq!(organisations::adopt(&mut tx, &executor).await.expect("a number"), 1);
    assert_eq!(organisations::adopt(&mut tx, &executor).await.expect("a number"), 0, "once");
    let linked = |found: Option<Organisation>| found.expect("there").executor;
    assert_eq!(linked(organisations::find(&mut tx, client).await.expect("an answer")), Some(executor.id));
    assert_eq!(linked(organisations::find(&mut tx, other).await.expect("an answer")), None);
    let found = organisations::executor_by_name(&mut tx, "KREDIETBANK midden").await.expect("an answer");
    assert_eq!(found.expect("there").id, executor.id);
}

async fn an_executor_is_recognised_by_its_folded_name(db: &Db) {
    let mut tx = begin(db).await;
    let mut clients = Vec::new();
    for (number, name) in (1..).zip(["ÉÉN FRYSLÂN", "één fryslân", "Een  Fryslan", "Een Friesland"]) {
        let named = Organisation { executor_name: Some(name.into()), ..a_partner(number, "Zon", "energie") };
        clients.push(store(&mut tx, &named).await);
    }
    let executor = an_executor(9, "Één Fryslân");
    store(&mut tx, &executor).await;
    assert_eq!(organisations::adopt(&mut tx, &executor).await.expect("a number"), 3);
    for (client, linked) in clients.into_iter().zip([true, true, true, false]) {
        let found = organisations::find(&mut tx, client).await.expect("an answer").expect("there");
        assert_eq!(found.executor.is_some(), linked, "{:?}", found.executor_name);
    }
}

async fn the_first_generation_counts(db: &Db) {
    let mut tx = begin(db).await;
    let partner = store(&mut tx, &a_partner(1, "Zon", "energie")).await;
    store(&mut tx, &an_executor(2, "Kredietbank")).await;
    assert_eq!(organisations::ungenerated(&mut tx, at(1)).await.expect("a count"), 1, "an executor needs none");
    assert_eq!(organisations::ungenerated(&mut tx, at(0)).await.expect("a count"), 0, "accepted later than asked");
    organisations::generated(&mut tx, partner, at(5)).await.expect("noted");
    organisations::generated(&mut tx, partner, at(9)).await.expect("noted before");
    let kept = organisations::find(&mut tx, partner).await.expect("an answer").expect("there");
    assert_eq!(kept.generated_at, Some(at(5)));
    assert_eq!(organisations::ungenerated(&mut tx, at(100)).await.expect("a count"), 0);
}
