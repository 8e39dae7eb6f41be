//! Registrations: kept as they are, found by their tokens, saved by one at a time.

use crate::{
    fixtures::{at, digest, draft, id, token},
    on_both,
};
use domain::registration::{PersonAnswer, Stage};
use storage::{
    Db, StorageError,
    registrations::{self, Registration},
};

on_both!(
    everything_is_kept,
    a_token_is_replaced,
    a_stale_one_is_not_saved,
    one_token_leads_to_one_registration,
    the_queue_is_by_waiting_time,
    what_nobody_touched_is_erased,
);

async fn everything_is_kept(db: &Db) {
    let mut tx = db.begin().await.expect("a transaction");
    let mut kept = draft(1);
    kept.answers.contacts.push(PersonAnswer { name: "Bo « Smit » – 'é'".into(), ..PersonAnswer::default() });
    registrations::add(&mut tx, &kept, token(1)).await.expect("a draft");
    let full = Registration {
        stage: Stage::Refused,
        name: "Naam".into(),
        email: "iemand.anders@zeewolde.example".into(),
        changed_at: at(1),
        submitted_at: Some(at(2)),
        confirmed_at: Some(at(3)),
        queued_at: Some(at(4)),
        decided_at: Some(at(5)),
        decided_by: Some(id(77)),
        question: Some("Vraag?\nNog een regel".into()),
        reason: Some("Daarom".into()),
        organisation: Some(id(88)),
        ..kept
    };
    registrations::save(&mut tx, &full).await.expect("saved");
    let found = registrations::find(&mut tx, full.id).await.expect("an answer").expect("there");
    assert_eq!(format!("{found:?}"), format!("{:?}", Registration { version: 2, ..full }));
}

async fn a_token_is_replaced(db: &Db) {
    let mut tx = db.begin().await.expect("a transaction");
    registrations::add(&mut tx, &draft(1), token(1)).await.expect("a draft");
    assert!(registrations::by_token(&mut tx, token(1)).await.expect("an answer").is_some());
    registrations::set_token(&mut tx, id(1), digest(9)).await.expect("another token");
    assert!(registrations::by_token(&mut tx, token(1)).await.expect("an answer").is_none());
    assert!(registrations::by_token(&mut tx, digest(9)).await.expect("an answer").is_some());
    assert!(registrations::by_confirmation(&mut tx, digest(9)).await.expect("an answer").is_none());
    registrations::set_confirmation(&mut tx, id(1), digest(8)).await.expect("a confirmation");
    assert!(registrations::by_confirmation(&mut tx, digest(8)).await.expect("an answer").is_some());
}

async fn a_stale_one_is_not_saved(db: &Db) {
    let mut tx = db.begin().await.expect("a transaction");
    registrations::add(&mut tx, &draft(1), token(1)).await.expect("a draft");
    registrations::save(&mut tx, &draft(1)).await.expect("the first");
    let second = registrations::save(&mut tx, &draft(1)).await;
    assert!(matches!(second, Err(StorageError::Stale(_))), "{second:?}");
    let unknown = registrations::save(&mut tx, &draft(2)).await;
    assert!(matches!(unknown, Err(StorageError::Stale(_))), "{unknown:?}");
}

async fn one_token_leads_to_one_registration(db: &Db) {
    let mut tx = db.begin().await.expect("a transaction");
    registrations::add(&mut tx, &draft(1), token(1)).await.expect("a draft");
    let second = registrations::add(&mut tx, &draft(2), token(1)).await;
    assert!(matches!(second, Err(StorageError::Duplicate { .. })), "{second:?}");
}

async fn the_queue_is_by_waiting_time(db: &Db) {
    let mut tx = db.begin().await.expect("a transaction");
    let stages = [Stage::Confirmed, Stage::Draft, Stage::Questioned, Stage::Accepted, Stage::Confirmed, Stage::Refused];
    for (number, stage) in (1_u128..).zip(stages) {
        registrations::add(&mut tx, &draft(number), token(number)).await.expect("a draft");
        let waits = i64::try_from(100 - number).expect("small");
        let decided_at = matches!(stage, Stage::Accepted | Stage::Refused).then(|| at(waits));
        let changed = Registration { stage, queued_at: Some(at(waits)), decided_at, ..draft(number) };
        registrations::save(&mut tx, &changed).await.expect("saved");
    }
    let numbers = |list: Vec<Registration>| list.iter().map(|r| r.id.0.as_u128()).collect::<Vec<_>>();
    assert_eq!(numbers(registrations::queue(&mut tx).await.expect("the queue")), [5, 3, 1]);
    assert_eq!(numbers(registrations::decided(&mut tx, 10).await.expect("decided")), [4, 6]);
    assert_eq!(numbers(registrations::decided(&mut tx, 1).await.expect("decided")), [4]);
    assert_eq!(registrations::count(&mut tx, Stage::Confirmed).await.expect("a count"), 2);
    assert_eq!(registrations::overdue(&mut tx, at(96)).await.expect("a count"), 1);
}

async fn what_nobody_touched_is_erased(db: &Db) {
    let mut tx = db.begin().await.expect("a transaction");
    for number in 1..=4_u128 {
        registrations::add(&mut tx, &draft(number), token(number)).await.expect("a draft");
        let changed_at = at(i64::try_from(number).expect("small"));
        registrations::save(&mut tx, &Registration { changed_at, ..draft(number) }).await.expect("saved");
    }
    let old = registrations::untouched(&mut tx, Stage::Draft, at(4), 2).await.expect("a list");
    assert_eq!(old, [id(1), id(2)], "the oldest first, so many at a time");
    assert!(registrations::untouched(&mut tx, Stage::Refused, at(9), 9).await.expect("a list").is_empty());
    registrations::erase(&mut tx, id(1)).await.expect("erased");
    assert!(registrations::find(&mut tx, id(1)).await.expect("an answer").is_none());
    assert!(registrations::find(&mut tx, id(2)).await.expect("an answer").is_some());
}
