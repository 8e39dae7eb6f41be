//! What happens when several do the same at the same time.

use crate::{
    fixtures::{a_partner, at, draft, id, prepare, store, store_municipality, token},
    on_both,
};
use domain::ids::JobId;
use std::collections::BTreeMap;
use storage::{
    Db, StorageError,
    jobs::{self, NewJob},
    meta, registrations,
};

on_both!(
    a_job_goes_to_one_worker,
    a_lost_job_is_lost,
    numbers_are_never_given_twice,
    reading_then_writing_never_fails,
    a_pair_has_one_agreement,
    only_one_saves,
    a_dropped_transaction_leaves_nothing,
);

const JOBS: u128 = 200;
const WORKERS: u128 = 8;

async fn put_up(db: &Db, number: u128, lane: &'static str) {
    let mut tx = db.begin().await.expect("a transaction");
    let new = NewJob { id: id(number), lane, kind: "test", payload: "{}".into(), run_at: at(0) };
    jobs::add(&mut tx, new, at(0)).await.expect("a job");
    tx.commit().await.expect("a commit");
}

async fn a_job_goes_to_one_worker(db: &Db) {
    for number in 1..=JOBS {
        put_up(db, number, "work").await;
    }
    let workers: Vec<_> = (0..WORKERS)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut taken: Vec<JobId> = Vec::new();
                loop {
                    let mut tx = db.begin().await?;
                    let job = jobs::claim(&mut tx, "work", at(1), at(60)).await?;
                    tx.commit().await?;
                    match job {
                        Some(job) => taken.push(job.id),
                        // Another worker was first with that one; are there more?
                        None => {
                            let mut tx = db.read().await?;
                            let waiting = jobs::list(&mut tx, None, None, 1_000).await?;
                            if waiting.iter().all(|job| job.state == "running") {
                                return Ok::<_, StorageError>(taken);
                            }
                        }
                    }
                }
            })
        })
        .collect();
    let mut times: BTreeMap<JobId, usize> = BTreeMap::new();
    for worker in workers {
        for job in worker.await.expect("no panic").expect("no failure") {
            *times.entry(job).or_default() += 1;
        }
    }
    assert_eq!(times.len(), 200);
    assert!(times.values().all(|count| *count == 1), "{times:?}");
}

async fn a_lost_job_is_lost(db: &Db) {
    put_up(db, 1, "work").await;
    let mut tx = db.begin().await.expect("a transaction");
    let slow = jobs::claim(&mut tx, "work", at(1), at(10)).await.expect("a claim").expect("the job");
    assert!(jobs::claim(&mut tx, "work", at(5), at(15)).await.expect("a claim").is_none(), "it is held");
    assert!(jobs::claim(&mut tx, "mail", at(20), at(30)).await.expect("a claim").is_none(), "another lane");
    let quick = jobs::claim(&mut tx, "work", at(11), at(20)).await.expect("a claim").expect("the lease was over");
    assert_eq!((slow.id, slow.attempts, quick.attempts), (quick.id, 1, 2));
    // The slow worker wakes up: nothing that it says counts any more.
    assert!(!jobs::extend(&mut tx, &slow, at(99)).await.expect("an answer"));
    assert!(!jobs::done(&mut tx, &slow, at(12)).await.expect("an answer"));
    assert!(!jobs::retry(&mut tx, &slow, at(12), "x").await.expect("an answer"));
    assert!(!jobs::fail(&mut tx, &slow, at(12), "x").await.expect("an answer"));
    assert!(jobs::extend(&mut tx, &quick, at(30)).await.expect("an answer"));
    assert!(jobs::done(&mut tx, &quick, at(12)).await.expect("an answer"));
    assert!(!jobs::done(&mut tx, &quick, at(13)).await.expect("an answer"), "once");
    let kept = jobs::find(&mut tx, quick.id).await.expect("an answer").expect("the job");
    assert_eq!((kept.state.as_str(), kept.finished_at), ("done", Some(at(12))));
}

async fn numbers_are_never_given_twice(db: &Db) {
    let takers: Vec<_> = (0..20_i64)
        .map(|taker| {
            let db = db.clone();
            tokio::spawn(async move {
                let count = taker % 3 + 1;
                let mut tx = db.begin().await?;
                let first = meta::take_numbers(&mut tx, "test", count).await?;
                tx.commit().await?;
                Ok::<_, StorageError>((first..first + count).collect::<Vec<_>>())
            })
        })
        .collect();
    let mut numbers = Vec::new();
    for taker in takers {
        numbers.extend(taker.await.expect("no panic").expect("numbers"));
    }
    numbers.sort_unstable();
    let all = i64::try_from(numbers.len()).expect("few");
    assert_eq!(numbers, (1..=all).collect::<Vec<_>>(), "without holes and without doubles");
    // What a dropped transaction took goes back.
    let mut tx = db.begin().await.expect("a transaction");
    assert_eq!(meta::take_numbers(&mut tx, "test", 5).await.expect("numbers"), all + 1);
    drop(tx);
    let mut tx = db.begin().await.expect("a transaction");
    assert_eq!(meta::take_numbers(&mut tx, "test", 1).await.expect("a number"), all + 1);
    assert_eq!(meta::take_numbers(&mut tx, "other", 1).await.expect("a number"), 1, "each counter counts by itself");
}

async fn reading_then_writing_never_fails(db: &Db) {
    let writers: Vec<_> = (0..50_u128)
        .map(|writer| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut tx = db.begin().await?;
                registrations::queue(&mut tx).await?;
                tokio::task::yield_now().await;
                registrations::add(&mut tx, &draft(writer), token(writer)).await?;
                tx.commit().await
            })
        })
        .collect();
    for writer in writers {
        writer.await.expect("no panic").expect("written");
    }
    let mut tx = db.read().await.expect("a transaction");
    let count = registrations::count(&mut tx, domain::registration::Stage::Draft).await.expect("a count");
    assert_eq!(count, 50);
}

async fn a_pair_has_one_agreement(db: &Db) {
    let mut tx = db.begin().await.expect("a transaction");
    let party = store_municipality(&mut tx, 1, "GM0050").await;
    let partner = store(&mut tx, &a_partner(2, "Zonnestroom", "energie")).await;
    tx.commit().await.expect("a commit");
    let makers: Vec<_> = (1..=10_u128)
        .map(|number| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut tx = db.begin().await?;
                let made = prepare(&mut tx, number, party, partner).await?;
                tx.commit().await?;
                Ok::<_, StorageError>(made)
            })
        })
        .collect();
    let mut made = 0;
    for maker in makers {
        made += usize::from(maker.await.expect("no panic").expect("an answer"));
    }
    assert_eq!(made, 1);
    let mut tx = db.read().await.expect("a transaction");
    assert_eq!(storage::agreements::total(&mut tx).await.expect("a count"), 1);
    assert_eq!(storage::agreements::doubles(&mut tx).await.expect("a count"), 0);
}

async fn only_one_saves(db: &Db) {
    let mut tx = db.begin().await.expect("a transaction");
    registrations::add(&mut tx, &draft(1), token(1)).await.expect("a draft");
    tx.commit().await.expect("a commit");
    let savers: Vec<_> = (0..6)
        .map(|saver| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut tx = db.begin().await?;
                let changed = registrations::Registration { name: format!("door {saver}"), ..draft(1) };
                registrations::save(&mut tx, &changed).await?;
                tx.commit().await
            })
        })
        .collect();
    let mut saved = 0;
    for saver in savers {
        match saver.await.expect("no panic") {
            Ok(()) => saved += 1,
            Err(StorageError::Stale(_)) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!(saved, 1);
    let kept = registrations::find(&mut db.read().await.expect("a transaction"), id(1)).await.expect("an answer");
    assert_eq!(kept.expect("the draft").version, 2);
}

async fn a_dropped_transaction_leaves_nothing(db: &Db) {
    for _ in 0..3 {
        let mut tx = db.begin().await.expect("a transaction");
        registrations::add(&mut tx, &draft(1), token(1)).await.expect("a draft");
        drop(tx);
    }
    let found = registrations::find(&mut db.read().await.expect("a transaction"), id(1)).await.expect("an answer");
    assert!(found.is_none());
}
