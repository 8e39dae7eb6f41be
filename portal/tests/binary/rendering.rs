//! Render processes: the real one, and ones that die, never answer, or speak another language.

use app::{
    documents::Workers,
    ports::{NotRendered, Renderer as _},
};
use documents::{Kind, samples};
use std::{path::PathBuf, time::Duration};

fn workers(program: &str, arguments: &[&str], longest: Duration) -> Workers {
    let arguments = arguments.iter().map(Into::into).collect();
    Workers::with_limit(PathBuf::from(program), arguments, 2, longest)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_real_process_makes_the_same_bytes_every_time() {
    let pool = workers(env!("CARGO_BIN_EXE_vroegteken"), &["render-worker"], Duration::from_secs(30));
    let facts = samples::sector("huur");
    let one = pool.render(facts.clone(), Kind::Original);
    let two = pool.render(facts.clone(), Kind::Original);
    let (one, two) = tokio::join!(one, two);
    let (one, two) = (one.expect("a document"), two.expect("a document"));
    assert_eq!(one.pdf, two.pdf);
    let again = pool.render(facts, Kind::Original).await.expect("a document from a warm process");
    assert_eq!(one.pdf, again.pdf);
    assert_eq!(one.slots.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn facts_that_cannot_be_typeset_are_refused_and_the_process_lives_on() {
    let pool = workers(env!("CARGO_BIN_EXE_vroegteken"), &["render-worker"], Duration::from_secs(30));
    let mut facts = samples::sector("huur");
    facts.texts = "1900-1".to_owned();
    let refused = pool.render(facts, Kind::Original).await;
    assert!(matches!(refused, Err(NotRendered::Never(_))), "{refused:?}");
    pool.render(samples::sector("water"), Kind::ReadingCopy).await.expect("the next one");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_that_loops_dies_or_babbles_is_tried_again_later() {
    for (program, arguments, why) in [
        ("/bin/sleep", &["60"][..], "it took too long"),
        ("/bin/false", &[], "it ended"),
        ("/bin/sh", &["-c", "read line; kill -9 $$"], "it ended"),
        ("/bin/sh", &["-c", "printf '\\0\\0\\0\\2{}\\0\\0\\0\\0\\0\\0\\0\\0'; sleep 60"], "it spoke another language"),
        ("/bin/sh", &["-c", "printf '\\377\\377\\377\\377'; sleep 60"], "it ended"),
        ("/nowhere/at/all", &[], "it could not be started"),
    ] {
        let pool = workers(program, arguments, Duration::from_secs(2));
        let made = pool.render(samples::sector("huur"), Kind::Original).await;
        assert_eq!(made, Err(NotRendered::Later(why)), "{program} {arguments:?}");
    }
}
