//! The outbox, the jobs that hand it over, the mailbox of the demo, marks.

use crate::{
    fixtures::{at, id},
    on_both,
};
use storage::{
    Db, Tx,
    jobs::{self, NewJob},
    mailbox::{self, Arrived},
    meta,
    outbox::{self, Mail},
};

on_both!(
    secrets_go_when_a_mail_is_handed_over,
    a_refused_mail_can_wait_again,
    mails_go_page_by_page,
    a_failed_job_can_be_put_up_again,
    the_only_node_lets_go_of_what_was_left,
    a_mail_arrives_in_the_demo_once,
    the_first_mark_stays,
    old_words_secrets_and_jobs_go,
);

async fn begin(db: &Db) -> Tx {
    db.begin().await.expect("a transaction")
}

fn mail(number: u128) -> Mail {
    Mail {
        id: id(number),
        to: "bo@zon.example".into(),
        language: "nl".into(),
        kind: "test".into(),
        subject: "Onderwerp".into(),
        body: "[]".into(),
        secrets: Some("{\"code\":\"12345678\"}".into()),
        message_id: format!("<{number}@portal.example>"),
        state: "waiting".into(),
        attempts: 0,
        last_error: None,
        created_at: at(0),
        sent_at: None,
    }
}

async fn secrets_go_when_a_mail_is_handed_over(db: &Db) {
    let mut tx = begin(db).await;
    outbox::add(&mut tx, mail(1)).await.expect("written");
    outbox::not_sent(&mut tx, id(1), false, "no connection").await.expect("noted");
    let waiting = outbox::find(&mut tx, id(1)).await.expect("an answer").expect("there");
    assert_eq!((waiting.state.as_str(), waiting.attempts), ("waiting", 1));
    assert!(waiting.secrets.is_some() && waiting.last_error.is_some());
    outbox::sent(&mut tx, id(1), at(5)).await.expect("noted");
    outbox::not_sent(&mut tx, id(1), true, "too late").await.expect("nothing");
    let sent = outbox::find(&mut tx, id(1)).await.expect("an answer").expect("there");
    assert_eq!((sent.state.as_str(), sent.sent_at, sent.secrets, sent.last_error), ("sent", Some(at(5)), None, None));
    outbox::add(&mut tx, mail(2)).await.expect("written");
    outbox::forget(&mut tx, id(2)).await.expect("erased");
    assert_eq!(outbox::find(&mut tx, id(2)).await.expect("an answer").expect("there").secrets, None);
}

async fn a_refused_mail_can_wait_again(db: &Db) {
    let mut tx = begin(db).await;
    outbox::add(&mut tx, mail(1)).await.expect("written");
    assert!(!outbox::again(&mut tx, id(1)).await.expect("an answer"), "it waits already");
    outbox::not_sent(&mut tx, id(1), true, "550").await.expect("noted");
    assert_eq!(outbox::count(&mut tx, "refused").await.expect("a count"), 1);
    assert!(outbox::again(&mut tx, id(1)).await.expect("an answer"));
    assert_eq!(outbox::count(&mut tx, "waiting").await.expect("a count"), 1);
}

async fn mails_go_page_by_page(db: &Db) {
    let mut tx = begin(db).await;
    for number in 1..=5 {
        outbox::add(&mut tx, mail(number)).await.expect("written");
    }
    outbox::sent(&mut tx, id(2), at(1)).await.expect("noted");
    let ids = |list: Vec<Mail>| list.iter().map(|mail| mail.id.0.as_u128()).collect::<Vec<_>>();
    assert_eq!(ids(outbox::list(&mut tx, None, None, 2).await.expect("a page")), [5, 4]);
    assert_eq!(ids(outbox::list(&mut tx, Some(id(4)), None, 9).await.expect("a page")), [3, 2, 1]);
    assert_eq!(ids(outbox::list(&mut tx, Some(id(4)), Some("waiting"), 9).await.expect("a page")), [3, 1]);
    assert_eq!(ids(outbox::list_back(&mut tx, id(1), None, 2).await.expect("a page")), [2, 3]);
    assert_eq!(ids(outbox::list_back(&mut tx, id(1), Some("waiting"), 2).await.expect("a page")), [3, 4]);
}

async fn a_failed_job_can_be_put_up_again(db: &Db) {
    let mut tx = begin(db).await;
    for number in 1..=3 {
        let new = NewJob { id: id(number), lane: "work", kind: "test", payload: "{}".into(), run_at: at(0) };
        jobs::add(&mut tx, new, at(0)).await.expect("put up");
    }
    let first = jobs::claim(&mut tx, "work", at(1), at(9)).await.expect("a claim").expect("a job");
    assert_eq!(first.id, id(1), "the oldest first");
    assert!(!jobs::again(&mut tx, first.id, at(1)).await.expect("an answer"), "it runs");
    assert!(jobs::fail(&mut tx, &first, at(2), "broken").await.expect("an answer"));
    let second = jobs::claim(&mut tx, "work", at(1), at(9)).await.expect("a claim").expect("a job");
    assert!(jobs::retry(&mut tx, &second, at(100), "later").await.expect("an answer"));
    assert_eq!(jobs::troubled(&mut tx).await.expect("a count"), 1, "one attempt is no trouble yet");
    assert_eq!(jobs::open(&mut tx).await.expect("a count"), 2);
    assert_eq!(jobs::due(&mut tx, "work", at(3)).await.expect("a count"), 1);
    let troubled = jobs::list(&mut tx, None, Some("troubled"), 9).await.expect("a list");
    assert_eq!(troubled.iter().map(|job| job.id).collect::<Vec<_>>(), [second.id, first.id]);
    assert_eq!(troubled[1].last_error.as_deref(), Some("broken"));
    for (standing, wanted) in [("troubled", 2), ("open", 1), ("done", 0)] {
        assert_eq!(jobs::count(&mut tx, standing).await.expect("a count"), wanted, "{standing}");
    }
    let after_first = jobs::list_back(&mut tx, first.id, None, 9).await.expect("a list");
    assert_eq!(after_first.iter().map(|job| job.id).collect::<Vec<_>>(), [id(2), id(3)]);
    assert_eq!(jobs::list(&mut tx, Some(id(3)), None, 1).await.expect("a list")[0].id, id(2));
    assert!(jobs::again(&mut tx, first.id, at(3)).await.expect("an answer"));
    assert_eq!(jobs::due(&mut tx, "work", at(3)).await.expect("a count"), 2);
}

async fn the_only_node_lets_go_of_what_was_left(db: &Db) {
    let mut tx = begin(db).await;
    let new = NewJob { id: id(1), lane: "work", kind: "test", payload: "{}".into(), run_at: at(0) };
    jobs::add(&mut tx, new, at(0)).await.expect("put up");
    jobs::claim(&mut tx, "work", at(1), at(1_000)).await.expect("a claim").expect("a job");
    assert_eq!(jobs::release_all(&mut tx).await.expect("a number"), 1);
    let again = jobs::claim(&mut tx, "work", at(2), at(1_000)).await.expect("a claim").expect("the same");
    assert_eq!(again.attempts, 2);
}

async fn a_mail_arrives_in_the_demo_once(db: &Db) {
    let mut tx = begin(db).await;
    let arrived = |number: u128, to: &str| Arrived {
        id: id(number),
        to: to.into(),
        subject: "s".into(),
        plain: "p".into(),
        html: "<p>p</p>".into(),
        at: at(i64::try_from(number).expect("small")),
    };
    for mail in [arrived(1, "a@x.example"), arrived(1, "a@x.example"), arrived(2, "b@x.example")] {
        mailbox::put(&mut tx, &mail).await.expect("put");
    }
    assert_eq!(mailbox::list(&mut tx, None, 9).await.expect("a list").len(), 2);
    assert_eq!(mailbox::list(&mut tx, Some("b@x.example"), 9).await.expect("a list")[0].id, id(2));
    assert!(mailbox::find(&mut tx, id(3)).await.expect("an answer").is_none());
}

async fn the_first_mark_stays(db: &Db) {
    let mut tx = begin(db).await;
    assert_eq!(meta::get(&mut tx, "demo").await.expect("an answer"), None);
    meta::set_once(&mut tx, "demo", "yes").await.expect("set");
    meta::set_once(&mut tx, "demo", "no").await.expect("ignored");
    assert_eq!(meta::get(&mut tx, "demo").await.expect("an answer").as_deref(), Some("yes"));
}

async fn old_words_secrets_and_jobs_go(db: &Db) {
    let mut tx = begin(db).await;
    for number in 1..=2 {
        let created_at = at(i64::try_from(number).expect("small"));
        outbox::add(&mut tx, Mail { created_at, body: "[1]".into(), ..mail(number) }).await.expect("written");
    }
    assert_eq!(outbox::expire(&mut tx, "another kind", at(9)).await.expect("a number"), 0);
    assert_eq!(outbox::expire(&mut tx, "test", at(2)).await.expect("a number"), 1);
    assert_eq!(outbox::empty(&mut tx, at(2)).await.expect("a number"), 1);
    assert_eq!(outbox::empty(&mut tx, at(2)).await.expect("a number"), 0, "once");
    let first = outbox::find(&mut tx, id(1)).await.expect("an answer").expect("there");
    assert_eq!((first.body.as_str(), first.secrets, first.subject.as_str()), ("[]", None, "Onderwerp"));
    let second = outbox::find(&mut tx, id(2)).await.expect("an answer").expect("there");
    assert!(second.body == "[1]" && second.secrets.is_some());
    for number in 1..=2 {
        let new = NewJob { id: id(number), lane: "work", kind: "test", payload: "{}".into(), run_at: at(0) };
        jobs::add(&mut tx, new, at(0)).await.expect("put up");
    }
    let done = jobs::claim(&mut tx, "work", at(1), at(9)).await.expect("a claim").expect("a job");
    assert!(jobs::done(&mut tx, &done, at(2)).await.expect("an answer"));
    assert_eq!(jobs::forget(&mut tx, at(2)).await.expect("a number"), 0);
    assert_eq!(jobs::forget(&mut tx, at(3)).await.expect("a number"), 1, "what waits is never forgotten");
    assert_eq!(jobs::open(&mut tx).await.expect("a count"), 1);
}
