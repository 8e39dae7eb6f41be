//! The whole country, in small: lists in pages forth and back, numbers that are exact without counting.

use app::{
    agreements::{
        self, Order, Piece, Query,
        moves::{Selection, Step, step_many},
    },
    tallies,
};
use domain::{
    access::{Acting, Actor},
    agreement::StateKind,
    ids::OrganisationId,
    municipality::Province,
    party::OrganisationKind,
};
use std::collections::BTreeSet;
use storage::{
    agreements::{Filter, Scope},
    tallies as rows,
};
use testkit::{Client, TestPortal, on_both};

on_both!(
    every_filter_counts_what_it_lists,
    tallies_are_right_whatever_happens,
    adding_up_twice_at_once_adds_once,
    two_who_release_the_same_release_it_once,
    names_that_change_are_sorted_anew,
    odd_searches_have_a_clear_page,
    the_country_has_the_promised_people,
    what_waits_in_the_country_can_be_looked_at,
);

const SIZE: (usize, usize) = (14, 60);

async fn country(portal: &TestPortal) -> Actor {
    let (municipalities, partners) = SIZE;
    let plan = app::demo::Country { municipalities, partners, seed: 5, lean: false, prepared: false };
    app::demo::country(&portal.app, plan).await.expect("a country");
    let mut tx = portal.app.read().await.expect("reads");
    let found = storage::people::by_email(&mut tx, app::demo::ADMINISTRATOR).await.expect("an answer");
    Actor::Person { id: found.expect("the administrator").id, acting: Acting::Administration, signs: false }
}

/// Every page forth, and every page back from the last one.
async fn walk(portal: &TestPortal, actor: &Actor, query: &Query) -> (Vec<String>, i64) {
    let (mut forth, mut piece, mut total);
    let (mut pages, mut back) = (Vec::new(), Vec::new());
    piece = Piece::First;
    loop {
        let list = agreements::list(&portal.app, actor, query, &piece).await.expect("a page");
        total = list.total;
        pages.push(list.page.lines.iter().map(|line| line.number.clone()).collect::<Vec<_>>());
        match list.page.lines.last().filter(|_| list.page.later) {
            Some(last) => piece = Piece::After((last.sort.clone(), last.id)),
            None => break,
        }
    }
    forth = pages.clone();
    if let Piece::After(_) = piece {
        let mut list = agreements::list(&portal.app, actor, query, &piece).await.expect("the last page");
        loop {
            back.push(list.page.lines.iter().map(|line| line.number.clone()).collect::<Vec<_>>());
            let Some(first) = list.page.lines.first().filter(|_| list.page.earlier) else { break };
            let before = Piece::Before((first.sort.clone(), first.id));
            list = agreements::list(&portal.app, actor, query, &before).await.expect("a page");
        }
        back.reverse();
        assert_eq!(back, pages, "{query:?}: the same pages in both directions");
    }
    (forth.drain(..).flatten().collect(), total)
}

/// The same by looking at every line.
fn expected(all: &[agreements::Line], query: &Query) -> BTreeSet<String> {
    let folded = domain::municipality::fold(&query.text);
    let digits: String = query.text.chars().filter(char::is_ascii_digit).collect();
    all.iter()
        .filter(|line| query.state.is_none_or(|state| line.state == state))
        .filter(|line| query.sector.as_ref().is_none_or(|sector| line.sector == *sector))
        .filter(|line| query.province.is_none_or(|province| line.province == Some(province)))
        .filter(|line| {
            let fold = domain::municipality::fold;
            query.text.is_empty()
                || (!digits.is_empty() && line.number.ends_with(&format!("{digits:0>6}")))
                || (digits.is_empty()
                    && !folded.is_empty()
                    && (fold(&line.party_name).contains(&folded) || fold(&line.partner_name).contains(&folded)))
        })
        .map(|line| line.number.clone())
        .collect()
}

async fn every_filter_counts_what_it_lists(portal: TestPortal) {
    let actor = country(&portal).await;
    let all = agreements::all(&portal.app, &actor, &Query::default()).await.expect("all");
    let texts = ["", "a", "energie", "Wonen", "Amst", "beek", "zzz", "%", "_", "000123", "123", "999"];
    let states = [None, Some(StateKind::Prepared), Some(StateKind::Withdrawn)];
    let sectors = [None, Some("huur"), Some("goud")];
    let mut found = 0;
    for text in texts {
        for state in states {
            for sector in sectors {
                for province in [None, Some(Province::Groningen)] {
                    let (text, sector) = (text.to_owned(), sector.map(str::to_owned));
                    let query = Query { text, sector, province, state, ..Query::default() };
                    let (lines, total) = walk(&portal, &actor, &query).await;
                    let once: BTreeSet<_> = lines.iter().cloned().collect();
                    assert_eq!(lines.len(), once.len(), "{query:?}: every line once");
                    assert_eq!(once, expected(&all, &query), "{query:?}");
                    assert_eq!(i64::try_from(lines.len()).expect("few"), total, "{query:?}: the number of lines");
                    found += lines.len();
                }
            }
        }
    }
    assert!(found > 1_500, "the filters let something through: {found}");
}

async fn acting(portal: &TestPortal, party: OrganisationId, kind: OrganisationKind) -> Actor {
    let mut tx = portal.app.read().await.expect("reads");
    let members = storage::people::members(&mut tx, party).await.expect("people");
    let acting = Acting::Organisation { id: party, kind, contact: true, signatory: true };
    Actor::Person { id: members[0].person.id, acting, signs: true }
}

async fn right(portal: &TestPortal, when: &str) {
    let mut tx = portal.app.read().await.expect("reads");
    assert!(rows::are_right(&mut tx).await.expect("tallies"), "{when}");
}

async fn tallies_are_right_whatever_happens(portal: TestPortal) {
    let admin = country(&portal).await;
    right(&portal, "after bulk generation").await;
    let all = agreements::all(&portal.app, &admin, &Query::default()).await.expect("all");
    let mut random = fastrand::Rng::with_seed(11);
    for round in 0..12 {
        let line = &all[random.usize(..all.len())];
        let contact = acting(&portal, line.party, OrganisationKind::Municipality).await;
        let state = [StateKind::Prepared, StateKind::Released, StateKind::OnHold, StateKind::Declined][round % 4];
        let query = Query { state: Some(state), ..Query::default() };
        let step = [Step::Release, Step::TakeBack, Step::Release, Step::PrepareAgain][round % 4].clone();
        let many = Selection::Matching(query);
        step_many(&portal.app, &contact, &many, step).await.expect("a step");
        right(&portal, "after a step").await;
        if random.bool() {
            tallies::add_up(&portal.app).await.expect("adds up");
            right(&portal, "after adding up").await;
        }
    }
    // Rows that go, and a transaction that is given up.
    let mut tx = portal.app.db().begin().await.expect("a transaction");
    storage::audit::forget_sign_ins(&mut tx, jiff::Timestamp::MAX).await.expect("forgets");
    tx.commit().await.expect("commits");
    right(&portal, "after deleting").await;
    // Numbers by organisation are those of its list.
    for line in all.iter().step_by(97) {
        let contact = acting(&portal, line.party, OrganisationKind::Municipality).await;
        let own = agreements::list(&portal.app, &contact, &Query::default(), &Piece::First).await.expect("a list");
        assert_eq!(own.total, i64::try_from(SIZE.1).expect("few"));
        let mut tx = portal.app.read().await.expect("reads");
        let name = storage::organisations::find(&mut tx, line.party).await.expect("an answer").expect("there").name;
        let filter = Filter { name: storage::organisations::pattern(&name), ..Filter::default() };
        let counted = storage::agreements::counts(&mut tx, Scope::All, &filter).await.expect("counts");
        let mut own = own.by_state;
        own.sort();
        assert_eq!(counted, own, "{name}");
    }
    let mut tx = portal.app.db().begin().await.expect("a transaction");
    rows::recount(&mut tx).await.expect("counts anew");
    tx.commit().await.expect("commits");
    right(&portal, "after counting anew").await;
    portal.forget();
}

async fn adding_up_twice_at_once_adds_once(portal: TestPortal) {
    let admin = country(&portal).await;
    let all = agreements::all(&portal.app, &admin, &Query::default()).await.expect("all");
    let mut tasks = tokio::task::JoinSet::new();
    for line in all.iter().step_by(120).take(4) {
        let contact = acting(&portal, line.party, OrganisationKind::Municipality).await;
        let app = portal.app.clone();
        tasks.spawn(async move {
            let query = Query { state: Some(StateKind::Prepared), ..Query::default() };
            step_many(&app, &contact, &Selection::Matching(query), Step::Release).await.map(drop)
        });
        let app = portal.app.clone();
        tasks.spawn(async move { tallies::add_up(&app).await.map(drop) });
    }
    while let Some(done) = tasks.join_next().await {
        done.expect("no panic").expect("done");
    }
    right(&portal, "while several added up").await;
    tallies::add_up(&portal.app).await.expect("adds up");
    right(&portal, "at the end").await;
    portal.forget();
}

async fn two_who_release_the_same_release_it_once(portal: TestPortal) {
    let admin = country(&portal).await;
    let all = agreements::all(&portal.app, &admin, &Query::default()).await.expect("all");
    let contact = acting(&portal, all[0].party, OrganisationKind::Municipality).await;
    let prepared = Query { state: Some(StateKind::Prepared), ..Query::default() };
    let before = agreements::list(&portal.app, &contact, &prepared, &Piece::First).await.expect("a list").total;
    let mut tasks = tokio::task::JoinSet::new();
    for backwards in [false, true, false] {
        let (app, prepared) = (portal.app.clone(), prepared.clone());
        tasks.spawn(async move {
            let mut ids: Vec<_> =
                agreements::all(&app, &contact, &prepared).await?.iter().map(|line| line.id).collect();
            if backwards {
                ids.reverse();
            }
            step_many(&app, &contact, &Selection::These(ids), Step::Release).await
        });
    }
    let mut moved = 0;
    while let Some(done) = tasks.join_next().await {
        moved += done.expect("no panic").expect("nobody is in another's way").moved;
    }
    assert_eq!(i64::try_from(moved).expect("few"), before);
    let after = agreements::list(&portal.app, &contact, &prepared, &Piece::First).await.expect("a list");
    assert_eq!(after.total, 0);
    right(&portal, "after three released at once").await;
    portal.forget();
}

async fn names_that_change_are_sorted_anew(portal: TestPortal) {
    let admin = country(&portal).await;
    let query = Query { text: "energie".to_owned(), ..Query::default() };
    let (before, total) = walk(&portal, &admin, &query).await;
    let (text, value) = ("UPDATE organisations SET sort_name = $1, sector = $1 WHERE sector = 'energie'", "zzz");
    match portal.app.db() {
        storage::Db::Sqlite { write, .. } => drop(sqlx::query(text).bind(value).execute(write).await.expect("renamed")),
        storage::Db::Postgres(pool) => drop(sqlx::query(text).bind(value).execute(pool).await.expect("renamed")),
    }
    right(&portal, "after a sector has changed").await;
    let (after, _) = walk(&portal, &admin, &Query { text: "zzz".to_owned(), ..Query::default() }).await;
    assert_eq!(after.len(), before.len());
    let sector = Query { sector: Some("zzz".to_owned()), ..Query::default() };
    assert_eq!(walk(&portal, &admin, &sector).await.1, total);
}

/// Signs in as the first contact person of a kind.
async fn somebody(portal: &TestPortal, kind: OrganisationKind) -> Client {
    let mut tx = portal.app.read().await.expect("reads");
    let found = storage::people::samples(&mut tx, domain::party::Role::Contact, kind, None, 1).await.expect("people");
    drop(tx);
    portal.sign_in(&found[0].person.email).await
}

async fn odd_searches_have_a_clear_page(portal: TestPortal) {
    country(&portal).await;
    let long = "a".repeat(10_000);
    let wide = "🌷".repeat(2_500);
    let searches = [
        long.as_str(),
        wide.as_str(),
        "%",
        "_",
        "%%%",
        "!",
        "'",
        "\"",
        "'; DROP TABLE agreements; --",
        "🌷",
        "שלום עולם",
        "\u{202e}gnillep",
        "\u{0}",
        "<b>x</b>",
    ];
    let mut clients = vec![portal.sign_in(app::demo::ADMINISTRATOR).await];
    clients.push(somebody(&portal, OrganisationKind::Municipality).await);
    clients.push(somebody(&portal, OrganisationKind::SignalPartner).await);
    for (index, client) in clients.iter_mut().enumerate() {
        let lists = ["/overeenkomsten", if index == 0 { "/beheer/organisaties" } else { "/samenwerkingspartners" }];
        for path in lists {
            for search in searches {
                let typed: String = url::form_urlencoded::byte_serialize(search.as_bytes()).collect();
                let page = client.get(&format!("{path}?zoek={typed}")).await.expect_status(200);
                let main = page.body.split("<main").nth(1).expect("a page");
                assert!(main.contains("empty-state"), "{path} {search:.20}: says that nothing was found");
                assert!(!main.contains("<b>x"), "{path}: what is searched is text");
                assert!(main.contains("name=\"zoek\""), "{path} {search:.20}: can be searched again");
            }
        }
    }
}

async fn what_waits_in_the_country_can_be_looked_at(portal: TestPortal) {
    country(&portal).await;
    let mut mayor = somebody(&portal, OrganisationKind::Municipality).await;
    let desk = mayor.get("/tekenen").await.expect_status(200);
    let main = desk.body.split("<main").nth(1).expect("a page");
    assert!(main.contains("LCV-"), "what waits");
    assert!(main.contains("Doel en reikwijdte"), "and the articles that are the same in all");
}

async fn the_country_has_the_promised_people(portal: TestPortal) {
    let admin = country(&portal).await;
    let mut tx = portal.app.read().await.expect("reads");
    assert_eq!(storage::agreements::total(&mut tx).await.expect("a number"), 14 * 60);
    assert_eq!(storage::agreements::doubles(&mut tx).await.expect("a number"), 0);
    drop(tx);
    // As many people as organisations, seven more signatories and the administrator: 1,350 of a whole country.
    let count = "SELECT COUNT(*) FROM persons";
    let people: i64 = match portal.app.db() {
        storage::Db::Sqlite { read, .. } => sqlx::query_scalar(count).fetch_one(read).await.expect("a number"),
        storage::Db::Postgres(pool) => sqlx::query_scalar(count).fetch_one(pool).await.expect("a number"),
    };
    assert_eq!(people, 14 + 60 + 7 + 1);
    let all = agreements::all(&portal.app, &admin, &Query::default()).await.expect("all");
    let states: BTreeSet<_> = all.iter().map(|line| line.state).collect();
    assert!(states.len() >= 8, "{states:?}");
    for line in all.iter().step_by(7) {
        let kept = storage::agreements::find(&mut portal.app.read().await.expect("reads"), line.id).await;
        let kept = kept.expect("an answer").expect("there");
        domain::agreement::Agreement::restore(kept.parts).expect("what the machine made fits");
        assert!(line.document.is_some() || !line.state.is_signable(), "what waits to be signed has its document");
    }
    // A list sorted by what changed last is in that order, forth and back.
    let contact = acting(&portal, all[0].party, OrganisationKind::Municipality).await;
    let newest = Query { order: Order::Newest, ..Query::default() };
    let (lines, total) = walk(&portal, &contact, &newest).await;
    assert_eq!(i64::try_from(lines.len()).expect("few"), total);
    let list = agreements::list(&portal.app, &contact, &newest, &Piece::First).await.expect("a list");
    assert!(list.page.lines.is_sorted_by(|one, next| one.changed_at >= next.changed_at));
}
