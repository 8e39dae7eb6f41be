//! The harness itself: it forgets nothing, and its clock, ids and secrets are known beforehand.

use app::ports::Ids as _;
use std::{collections::BTreeSet, sync::Arc};
use testkit::{Engine, MovableClock, Sample, SeededIds, TestPortal, answers_of};

async fn with_a_job_undone() -> TestPortal {
    let portal = TestPortal::new(Engine::Sqlite).await;
    let sample = Sample::Municipality("Zeewolde");
    portal.draft(sample.applicant(), &answers_of(sample, &portal.kvk())).await;
    portal
}

#[tokio::test]
#[should_panic(expected = "jobs were left undone")]
async fn a_test_that_leaves_a_job_undone_fails() {
    drop(with_a_job_undone().await);
}

#[tokio::test]
async fn unless_it_says_that_it_means_it() {
    with_a_job_undone().await.forget();
}

#[test]
fn ids_rise_and_are_of_version_seven() {
    let clock = Arc::new(MovableClock::default());
    let ids = SeededIds::new(Arc::clone(&clock), 1);
    let mut made: Vec<_> = (0..3_000).map(|_| ids.next()).collect();
    clock.forward(jiff::SignedDuration::from_millis(1));
    made.push(ids.next());
    assert!(made.is_sorted() && made.iter().all(|id| id.get_version_num() == 7));
    assert_eq!(made.iter().collect::<BTreeSet<_>>().len(), made.len());
}

#[tokio::test]
async fn the_same_test_gives_the_same_codes() {
    let mut codes = Vec::new();
    for _ in 0..2 {
        let portal = TestPortal::new(Engine::Sqlite).await;
        portal.administrator().await;
        portal.sign_in(TestPortal::ADMINISTRATOR).await;
        codes.push(portal.mail.code(TestPortal::ADMINISTRATOR));
    }
    assert_eq!(codes[0], codes[1]);
}
