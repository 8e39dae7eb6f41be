//! What ended long ago: erased by itself, or put on the list and erased once an administrator approves.

use crate::signing::{DIRECTOR, MAYOR, Pair, pair, release};
use app::{
    AppError,
    agreements::{
        self,
        moves::{Step, step},
    },
    check, demo, housekeeping,
    keeping::{self, Chosen, Counts, Longer, NotLonger},
    ports::DocumentStore as _,
    signing_rounds,
};
use domain::{
    access::Actor,
    agreement::{Reason, StateKind},
    audit::Subject,
    ids::AgreementId,
};
use jiff::{SignedDuration, civil::date};
use std::collections::BTreeSet;
use storage::{
    audit, copy,
    store::{Digest, StoreError},
};
use testkit::{Sample, TestPortal, on_both};

on_both!(
    every_ending_goes_in_its_time,
    what_is_on_the_list_waits_for_approval,
    kept_longer_it_comes_back_on_its_day,
    what_goes_on_leaves_the_list,
    all_is_what_somebody_looked_at,
    a_store_that_fails_loses_no_erasure,
    people_without_a_role_go_unless_they_signed,
    only_administrators_decide,
    the_pages_ask_twice_and_erase_once,
);

async fn clean(portal: &TestPortal) {
    housekeeping::run(&portal.app).await.expect("it keeps house");
    portal.run_jobs().await;
}

/// To ten o'clock in the morning of a day.
fn on(portal: &TestPortal, day: &str) {
    portal.clock.set(&format!("{day}T09:00:00Z"));
}

async fn named(portal: &TestPortal) -> BTreeSet<Digest> {
    let mut all = BTreeSet::new();
    let mut tx = portal.app.read().await.expect("reads");
    let take = async |digest| {
        all.insert(digest);
        Ok::<_, storage::StorageError>(())
    };
    copy::named_documents(&mut tx, take).await.expect("reads");
    all
}

async fn is_there(portal: &TestPortal, digest: Digest) -> bool {
    match portal.store.get(digest).await {
        Ok(_) => true,
        Err(StoreError::Missing(_)) => false,
        Err(other) => panic!("{other:?}"),
    }
}

async fn states(portal: &TestPortal) -> Vec<StateKind> {
    let mut tx = portal.app.read().await.expect("reads");
    let scope = storage::agreements::Scope::All;
    let filter = storage::agreements::Filter::default();
    let lines = storage::agreements::list(&mut tx, scope, &filter, None, i64::MAX).await.expect("a list");
    let mut states: Vec<_> = lines.into_iter().map(|line| line.state).collect();
    states.sort();
    states
}

async fn last_event(portal: &TestPortal, id: AgreementId) -> String {
    let mut tx = portal.app.read().await.expect("reads");
    let history = audit::history(&mut tx, Subject::Agreement(id)).await.expect("a history");
    history.last().map(|line| line.event.code().to_owned()).unwrap_or_default()
}

async fn findings(portal: &TestPortal) -> Vec<String> {
    let mut lines = Vec::new();
    check::deep(portal.app.db(), &*portal.store, |line| lines.push(line)).await.expect("it looks");
    lines
}

/// An agreement that both signed, with notice given until the end of 2026.
async fn terminated(portal: &TestPortal) -> Pair {
    let pair = pair(portal).await;
    release(portal, &pair).await;
    portal.sign_all(MAYOR).await;
    portal.sign_all(DIRECTOR).await;
    let end = Step::Terminate(date(2026, 12, 31));
    step(&portal.app, &pair.contact, pair.agreement, None, end).await.expect("terminated");
    pair
}

/// A file that came in from elsewhere.
async fn brought_in(portal: &TestPortal, id: AgreementId) {
    let digest = portal.store.put(b"%PDF-1.7 of elsewhere".to_vec()).await.expect("kept");
    let text = "INSERT INTO elsewhere (agreement_id, signed_on, digest, file_name, brought_in_at) \
        VALUES ($1, '2026-01-01', $2, 'oud.pdf', 0)";
    let bytes = digest.0.to_vec();
    match portal.app.db() {
        storage::Db::Sqlite { write, .. } => sqlx::query(text).bind(id.0).bind(bytes).execute(write).await.map(drop),
        storage::Db::Postgres(pool) => sqlx::query(text).bind(id.0).bind(bytes).execute(pool).await.map(drop),
    }
    .expect("a row");
}

async fn counts(portal: &TestPortal, administrator: &Actor) -> Counts {
    keeping::counts(&portal.app, administrator).await.expect("counts")
}

async fn every_ending_goes_in_its_time(portal: TestPortal) {
    use StateKind::{Declined, Superseded, Terminated, Withdrawn};
    let plan = demo::Plan { municipalities: 1, partners: 13, mix: false, look_around: true, seed: 1 };
    demo::build(&portal.app, plan).await.expect("lives");
    portal.run_jobs().await;
    let before = states(&portal).await;
    let ended = |states: &[StateKind]| {
        let ended = states.iter().filter(|state| matches!(state, Declined | Withdrawn | Terminated | Superseded));
        ended.copied().collect::<Vec<_>>()
    };
    assert_eq!(ended(&before), [Declined, Withdrawn, Terminated, Superseded]);
    let documents = named(&portal).await;
    on(&portal, "2028-11-23");
    clean(&portal).await;
    assert_eq!(ended(&states(&portal).await), [Declined, Withdrawn, Terminated, Superseded], "a day too early");
    on(&portal, "2028-11-24");
    clean(&portal).await;
    assert_eq!(ended(&states(&portal).await), [Terminated, Superseded]);
    clean(&portal).await;
    let mut tx = portal.app.read().await.expect("reads");
    let log = audit::newest(&mut tx, None, Some("agreement_erased"), 100).await.expect("the log");
    drop(tx);
    assert_eq!(log.len(), 2, "each deletion is an event, once");
    let left = named(&portal).await;
    let gone: Vec<_> = documents.difference(&left).copied().collect();
    assert!(!gone.is_empty(), "the declined one had a document");
    for digest in &gone {
        assert!(is_there(&portal, *digest).await, "bytes stay while a backup may need them");
    }
    portal.clock.forward(SignedDuration::from_hours(49));
    clean(&portal).await;
    for digest in &gone {
        assert!(!is_there(&portal, *digest).await);
    }
    for digest in &left {
        assert!(is_there(&portal, *digest).await);
    }
    assert_eq!(findings(&portal).await, Vec::<String>::new());
    // What is open stays open, however old it is.
    on(&portal, "2033-11-23");
    clean(&portal).await;
    let administrator = portal.actor(demo::ADMINISTRATOR).await;
    assert_eq!(counts(&portal, &administrator).await, Counts::default());
    on(&portal, "2035-01-01");
    clean(&portal).await;
    assert_eq!(counts(&portal, &administrator).await, Counts { due: 2, kept: 0, approved: 0 });
    assert_eq!(states(&portal).await.len(), before.len() - 2, "nothing goes without approval");
    let all = keeping::all(&portal.app, &administrator).await.expect("all");
    assert_eq!(keeping::approve(&portal.app, &administrator, &all).await.expect("approved"), 2);
    portal.run_jobs().await;
    assert_eq!(ended(&states(&portal).await), []);
    assert_eq!(states(&portal).await.len(), before.len() - 4);
    assert_eq!(findings(&portal).await, Vec::<String>::new());
}

async fn what_is_on_the_list_waits_for_approval(portal: TestPortal) {
    let pair = terminated(&portal).await;
    let administrator = portal.administrator().await;
    brought_in(&portal, pair.agreement).await;
    let documents = named(&portal).await;
    let number = "LCV-2026-000001";
    on(&portal, "2033-12-30");
    clean(&portal).await;
    assert_eq!(counts(&portal, &administrator).await, Counts::default(), "it ended on the last day of 2026");
    on(&portal, "2033-12-31");
    clean(&portal).await;
    clean(&portal).await;
    let list = keeping::list(&portal.app, &administrator, false, app::jobs::Piece::First).await.expect("the list");
    let lines: Vec<_> = list.lines.iter().map(|line| (line.number.as_str(), line.ended_on)).collect();
    assert_eq!(lines, [(number, date(2026, 12, 31))]);
    let chosen = Chosen::These(vec![pair.agreement]);
    let preview = keeping::preview(&portal.app, &administrator, &chosen).await.expect("a preview");
    assert_eq!((preview.ids.len(), preview.documents, preview.signatures, preview.gone), (1, 2, 2, 0));
    assert_eq!(keeping::approve(&portal.app, &administrator, &chosen).await.expect("approved"), 1);
    assert_eq!(keeping::approve(&portal.app, &administrator, &chosen).await.expect("an answer"), 0, "once");
    assert_eq!(counts(&portal, &administrator).await, Counts { due: 0, kept: 0, approved: 1 });
    portal.run_jobs().await;
    assert_eq!((portal.agreements().await, named(&portal).await.len()), (0, 0));
    assert_eq!(last_event(&portal, pair.agreement).await, "agreement_erased");
    let shown = agreements::show(&portal.app, &pair.contact, pair.agreement).await;
    assert!(matches!(shown, Err(AppError::NotFound)), "{shown:?}");
    portal.clock.forward(SignedDuration::from_hours(49));
    clean(&portal).await;
    for digest in documents {
        assert!(!is_there(&portal, digest).await);
    }
    let everything = portal.everything().await;
    for table in [
        "revisions.",
        "slots.",
        "signatures.",
        "rounds.",
        "round_items.",
        "certificates.",
        "documents.",
        "facts.",
        "elsewhere.",
        "offers.",
        "notices.",
        "keeping.",
        "unwanted.",
    ] {
        assert!(!everything.lines().any(|line| line.starts_with(table)), "{table}");
    }
    // The pair needs a new one; its number was never used.
    portal.join(Sample::Nationwide("Vliet", "water")).await;
    let everything = portal.everything().await;
    assert!(everything.contains("agreements.number: LCV-2034-000001"), "numbers of its own year");
    assert!(!everything.lines().any(|line| line == format!("agreements.number: {number}")));
}

async fn kept_longer_it_comes_back_on_its_day(portal: TestPortal) {
    let pair = terminated(&portal).await;
    let administrator = portal.administrator().await;
    on(&portal, "2034-06-01");
    clean(&portal).await;
    let chosen = Chosen::These(vec![pair.agreement]);
    let reason = Reason::parse("Selectielijst, categorie 12").expect("a reason");
    let keep = async |until| {
        let longer = Longer { until, reason: reason.clone() };
        keeping::keep_longer(&portal.app, &administrator, &chosen, Some(&longer)).await.expect("an answer")
    };
    assert_eq!(keep(date(2034, 6, 1)).await, Err(NotLonger::NotAhead(date(2034, 6, 1))));
    assert_eq!(keep(date(2035, 1, 1)).await, Ok(1));
    assert_eq!(counts(&portal, &administrator).await, Counts { due: 0, kept: 1, approved: 0 });
    assert_eq!(keeping::approve(&portal.app, &administrator, &chosen).await.expect("an answer"), 0, "it is kept");
    let kept = keeping::list(&portal.app, &administrator, true, app::jobs::Piece::First).await.expect("the list");
    assert_eq!(kept.lines[0].keep_reason.as_deref(), Some("Selectielijst, categorie 12"));
    on(&portal, "2034-12-31");
    clean(&portal).await;
    assert_eq!(counts(&portal, &administrator).await.kept, 1);
    on(&portal, "2035-01-01");
    clean(&portal).await;
    assert_eq!(counts(&portal, &administrator).await, Counts { due: 1, kept: 0, approved: 0 });
    assert_eq!(keep(date(2040, 1, 1)).await, Ok(1));
    let back = keeping::keep_longer(&portal.app, &administrator, &chosen, None).await.expect("an answer");
    assert_eq!(back, Ok(1));
    assert_eq!(counts(&portal, &administrator).await.due, 1);
    assert_eq!(keeping::approve(&portal.app, &administrator, &chosen).await.expect("approved"), 1);
    assert_eq!(keep(date(2040, 1, 1)).await, Ok(0), "too late");
    portal.run_jobs().await;
    assert_eq!(portal.agreements().await, 0);
    let log = portal.everything().await;
    assert!(
        !log.lines().any(|line| line.starts_with("events.") && line.contains("Selectielijst")),
        "events hold no words"
    );
}

/// Signed by one side and declined by the other: evidence, and not the end.
async fn what_goes_on_leaves_the_list(portal: TestPortal) {
    let pair = pair(&portal).await;
    release(&portal, &pair).await;
    portal.sign_all(MAYOR).await;
    let slot = signing_rounds::waiting(&portal.app, &pair.director).await.expect("a desk")[0].waiting.slot;
    let reason = Reason::parse("De verwerkersafspraken ontbreken.").expect("a reason");
    signing_rounds::decline(&portal.app, &pair.director, slot, reason).await.expect("declined");
    let administrator = portal.administrator().await;
    on(&portal, "2030-01-01");
    clean(&portal).await;
    assert_eq!(portal.agreements().await, 1, "what somebody signed is evidence");
    on(&portal, "2034-01-01");
    clean(&portal).await;
    assert_eq!(counts(&portal, &administrator).await.due, 1);
    let chosen = Chosen::These(vec![pair.agreement]);
    keeping::approve(&portal.app, &administrator, &chosen).await.expect("approved");
    // In that very moment the municipality prepares it again.
    step(&portal.app, &pair.contact, pair.agreement, None, Step::PrepareAgain).await.expect("prepared again");
    clean(&portal).await;
    assert_eq!(portal.agreements().await, 1, "it is not what was approved any more");
    assert_eq!(counts(&portal, &administrator).await.due, 0);
    release(&portal, &pair).await;
    portal.sign_all(MAYOR).await;
    portal.sign_all(DIRECTOR).await;
    let end = Step::Terminate(date(2034, 6, 30));
    step(&portal.app, &pair.contact, pair.agreement, None, end).await.expect("terminated");
    on(&portal, "2041-06-29");
    clean(&portal).await;
    assert_eq!((portal.agreements().await, counts(&portal, &administrator).await.due), (1, 0));
    on(&portal, "2041-06-30");
    clean(&portal).await;
    assert_eq!(counts(&portal, &administrator).await.due, 1, "it has to be approved anew");
    keeping::approve(&portal.app, &administrator, &chosen).await.expect("approved");
    portal.run_jobs().await;
    assert_eq!((portal.agreements().await, named(&portal).await.len()), (0, 0), "all its revisions went");
}

async fn all_is_what_somebody_looked_at(portal: TestPortal) {
    let pair = terminated(&portal).await;
    let administrator = portal.administrator().await;
    on(&portal, "2034-01-01");
    clean(&portal).await;
    let all = keeping::all(&portal.app, &administrator).await.expect("all");
    assert_eq!(all, Chosen::UpTo { last: pair.agreement, count: 1 });
    let more = Chosen::UpTo { last: pair.agreement, count: 2 };
    let stale = keeping::approve(&portal.app, &administrator, &more).await;
    assert!(matches!(stale, Err(AppError::Stale)), "{stale:?}");
    assert_eq!(keeping::preview(&portal.app, &administrator, &more).await.expect("a preview").ids, [pair.agreement]);
    let unknown = Chosen::These(vec![AgreementId(uuid::Uuid::from_u128(7))]);
    assert_eq!(keeping::preview(&portal.app, &administrator, &unknown).await.expect("a preview").gone, 1);
    assert_eq!(keeping::approve(&portal.app, &administrator, &unknown).await.expect("an answer"), 0);
    assert_eq!(portal.agreements().await, 1);
}

async fn a_store_that_fails_loses_no_erasure(portal: TestPortal) {
    let pair = terminated(&portal).await;
    let administrator = portal.administrator().await;
    let documents = named(&portal).await;
    assert!(documents.len() >= 3, "released, and after each signature");
    on(&portal, "2034-01-01");
    clean(&portal).await;
    keeping::approve(&portal.app, &administrator, &Chosen::These(vec![pair.agreement])).await.expect("approved");
    portal.run_jobs().await;
    portal.clock.forward(SignedDuration::from_hours(49));
    // Cut off after the first file: the note about it is still there.
    portal.store.fill_up_after(1);
    let failed = keeping::run(&portal.app).await;
    assert!(matches!(failed, Err(AppError::Store(_))), "{failed:?}");
    portal.store.make_room();
    keeping::run(&portal.app).await.expect("it goes on");
    keeping::run(&portal.app).await.expect("nothing is left");
    for digest in documents {
        assert!(!is_there(&portal, digest).await);
    }
    assert!(!portal.everything().await.contains("unwanted."));
}

async fn people_without_a_role_go_unless_they_signed(portal: TestPortal) {
    terminated(&portal).await;
    portal.somebody("niemand@elders.example").await;
    for gone in ["kim@almere.example", MAYOR] {
        portal.end_roles(gone).await;
    }
    let there = async |email: &str| {
        let mut tx = portal.app.read().await.expect("reads");
        storage::people::by_email(&mut tx, email).await.expect("an answer").is_some()
    };
    on(&portal, "2028-11-23");
    clean(&portal).await;
    assert!(there("niemand@elders.example").await, "a day too early");
    on(&portal, "2028-11-25");
    clean(&portal).await;
    clean(&portal).await;
    assert!(!there("niemand@elders.example").await && !there("kim@almere.example").await);
    assert!(there(MAYOR).await, "who signed is kept with what was signed");
    assert!(there("kim@zonnestroom.example").await, "who has a role stays");
    let everything = portal.everything().await;
    assert!(!everything.lines().any(|line| line.starts_with("mails.") && line.contains("kim@almere.example")));
    let mut tx = portal.app.read().await.expect("reads");
    let log = audit::newest(&mut tx, None, Some("person_erased"), 10).await.expect("the log");
    assert_eq!(log.len(), 2, "each deletion is an event, once");
    drop(tx);
    // The evidence goes, and then the signatory.
    let administrator = portal.administrator().await;
    on(&portal, "2034-01-01");
    clean(&portal).await;
    let all = keeping::all(&portal.app, &administrator).await.expect("all");
    assert_eq!(keeping::approve(&portal.app, &administrator, &all).await.expect("approved"), 1);
    clean(&portal).await;
    assert!(!there(MAYOR).await);
}

async fn only_administrators_decide(portal: TestPortal) {
    let pair = terminated(&portal).await;
    on(&portal, "2034-01-01");
    clean(&portal).await;
    let chosen = Chosen::These(vec![pair.agreement]);
    for actor in [&pair.contact, &pair.partner_contact, &pair.mayor, &Actor::Visitor] {
        let refused = keeping::approve(&portal.app, actor, &chosen).await;
        assert!(matches!(refused, Err(AppError::NotAllowed(_))), "{actor:?} {refused:?}");
        let refused = keeping::preview(&portal.app, actor, &chosen).await;
        assert!(matches!(refused, Err(AppError::NotAllowed(_))), "{actor:?}");
        let refused = keeping::keep_longer(&portal.app, actor, &chosen, None).await;
        assert!(matches!(refused, Err(AppError::NotAllowed(_))), "{actor:?}");
    }
    assert_eq!(portal.agreements().await, 1);
}

async fn the_pages_ask_twice_and_erase_once(portal: TestPortal) {
    const PATH: &str = "/beheer/bewaren";
    let pair = terminated(&portal).await;
    portal.administrator().await;
    let id = pair.agreement.to_string();
    on(&portal, "2034-01-01");
    clean(&portal).await;
    let mut noor = portal.sign_in(TestPortal::ADMINISTRATOR).await;
    noor.get(PATH).await.expect_status(200).expect_text("LCV-2026-000001").expect_text("31 december 2026");
    noor.post(PATH, &[("doe", "kijk")]).await.expect_status(422).expect_text("Kies ten minste één overeenkomst.");
    noor.post(PATH, &[("doe", "kijk"), ("kies", "x")]).await.expect_status(404);
    let nil = uuid::Uuid::nil().to_string();
    noor.post(PATH, &[("doe", "kijk"), ("kies", &nil)])
        .await
        .expect_status(200)
        .expect_text("staat niet meer op de lijst");
    let preview = noor.post(PATH, &[("doe", "kijk"), ("kies", &id)]).await.expect_status(200);
    assert!(preview.says("Wis 1 overeenkomst voorgoed") && preview.says("LCV-2026-000001"));
    assert_eq!(portal.agreements().await, 1, "looking changes nothing");
    let wrong = [("doe", "langer"), ("kies", &*id), ("tot", "ooit"), ("reden", "")];
    let wrong = noor.post(PATH, &wrong).await.expect_status(422);
    assert!(wrong.says("Vul een datum in") && wrong.says("Vul in waarom") && wrong.says("ooit"));
    let past = [("doe", "langer"), ("kies", &*id), ("tot", "1-1-2034"), ("reden", "geschil")];
    noor.post(PATH, &past).await.expect_status(422).expect_text("Vul een dag in die nog komt.");
    let keep = [("doe", "langer"), ("kies", &*id), ("tot", "1-1-2040"), ("reden", "geschil")];
    noor.post(PATH, &keep).await.expect_status(303);
    noor.get(&format!("{PATH}?stand=langer")).await.expect_status(200).expect_text("tot 1 januari 2040: geschil");
    let kept = noor.post(PATH, &[("doe", "kijk"), ("kies", &id)]).await.expect_status(200);
    assert!(kept.says("Terug op de lijst") && !kept.says("voorgoed"));
    noor.post(PATH, &[("doe", "wissen"), ("kies", &id)]).await.expect_status(303);
    portal.run_jobs().await;
    assert_eq!(portal.agreements().await, 1, "what is kept is not erased");
    noor.post(PATH, &[("doe", "terug"), ("kies", &id)]).await.expect_status(303);
    let all = noor.post(PATH, &[("doe", "alles")]).await.expect_status(200);
    assert!(all.says("Wis 1 overeenkomst voorgoed"));
    noor.post(PATH, &[("doe", "wissen"), ("tot-en-met", &id), ("aantal", "3")]).await.expect_status(409);
    let erase = [("doe", "wissen"), ("tot-en-met", &*id), ("aantal", "1")];
    noor.post(PATH, &erase).await.expect_status(303);
    let twice = noor.post(PATH, &erase).await;
    assert!([303, 409].contains(&twice.status), "{}", twice.status);
    portal.run_jobs().await;
    assert_eq!(portal.agreements().await, 0);
    noor.get("/beheer/logboek").await.expect_status(200).expect_text("Overeenkomst LCV-2026-000001 gewist");
    noor.get(PATH).await.expect_status(200).expect_text("Er is nu niets waarvan de bewaartermijn voorbij is.");
    noor.get(&format!("/overeenkomsten/{id}")).await.expect_status(404);
}
