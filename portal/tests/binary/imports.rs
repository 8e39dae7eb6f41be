//! A running practice moves in from the command line: examples, refusals, huge files, and being killed on the way.
//!
//! `VROEGTEKEN_IMPORT_KILLS` says how often it is killed on each engine (4 by default), `VROEGTEKEN_SEED` repeats a run.

use crate::{
    killed::{new_postgres, number, seed},
    process::{run, vroegteken},
};
use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
    process::{Output, Stdio},
    time::{Duration, Instant},
};
use storage::{Db, agreements, elsewhere, organisations};

struct Place {
    _folder: tempfile::TempDir,
    path: PathBuf,
    /// Arguments that name the data and the database.
    data: Vec<String>,
    url: String,
}

impl Place {
    fn new(postgres: bool) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().to_owned();
        let data = path.join("data");
        let mut arguments = vec!["--data".to_owned(), data.to_str().expect("a plain path").to_owned()];
        let url =
            if postgres { new_postgres("import") } else { format!("sqlite:{}", data.join("portal.sqlite3").display()) };
        if postgres {
            arguments.extend(["--database".to_owned(), url.clone()]);
        }
        Self { _folder: folder, path, data: arguments, url }
    }

    fn put(&self, name: &str, text: &str) -> String {
        let path = self.path.join(name);
        std::fs::write(&path, text).expect("written");
        path.to_str().expect("a plain path").to_owned()
    }

    fn arguments<'a>(&'a self, what: &[&'a str]) -> Vec<&'a str> {
        let data = self.data.iter().map(String::as_str);
        std::iter::once("import").chain(what.iter().copied()).chain(data).collect()
    }

    fn import(&self, what: &[&str]) -> Output {
        run(&self.arguments(what))
    }
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[track_caller]
fn done(output: &Output) -> String {
    assert!(output.status.success(), "{}{}", out(output), String::from_utf8_lossy(&output.stderr));
    out(output)
}

#[track_caller]
fn refused(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{}{}", out(output), String::from_utf8_lossy(&output.stderr));
    out(output)
}

#[test]
fn the_examples_move_into_an_empty_portal_and_only_once() {
    let place = Place::new(false);
    let examples = ["organisations", "agreements"].map(|what| {
        let text = done(&run(&["import", what, "--example"]));
        assert!(text.starts_with("# "), "{text}");
        (what, place.put(&format!("{what}.csv"), &text))
    });
    for (what, file) in &examples {
        let ahead = done(&place.import(&[what, file, "--dry-run"]));
        assert!(ahead.starts_with("Proef: ") && ahead.contains("Er is niets gewijzigd."), "{ahead}");
        let text = done(&place.import(&[what, file]));
        assert!(text.starts_with("Ingelezen: "), "{text}");
        assert_eq!(text.contains("vroegteken import invite"), *what == "organisations", "{text}");
    }
    for (what, file) in &examples {
        let ahead = refused(&place.import(&[what, file, "--dry-run"]));
        assert_eq!(refused(&place.import(&[what, file])), ahead, "the same list, byte for byte");
        assert!(
            ahead.contains("Er is niets ingelezen.")
                && ahead.contains(if *what == "agreements" { "kolom B (" } else { "kolom D (kvk)" }),
            "{ahead}"
        );
    }
    assert!(done(&place.import(&["invite"])).contains("van 6 organisaties"));
    assert!(done(&place.import(&["invite"])).contains("van 0 organisaties"));
}

#[test]
fn what_is_no_file_of_this_kind_is_refused_with_one_sentence() {
    let place = Place::new(false);
    // Sparse: whoever read all of it would never end.
    let huge = place.path.join("groot.csv");
    std::fs::File::create(&huge).expect("made").set_len(1 << 40).expect("sparse");
    let text = refused(&place.import(&["organisations", huge.to_str().expect("a path")]));
    assert_eq!(text.lines().nth(1), Some("regel 1: Het bestand is groter dan 16 MB. Verdeel het over meer bestanden."));
    let open =
        place.put("open.csv", "partij;signaalpartner;getekend_op\nGM0050;\"Energie;2024-05-17\nGM0034;x;2024-05-17\n");
    let text = refused(&place.import(&["agreements", &open, "--dry-run"]));
    assert!(text.contains("regel 2, kolom B (signaalpartner): Hier begint een aanhalingsteken"), "{text}");
    for arguments in
        [&["organisations"][..], &["organisations", "/nergens/x.csv"], &["agreements", &open, "--files", "/nergens"]]
    {
        let output = place.import(arguments);
        assert!(!output.status.success() && output.stdout.is_empty(), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr).lines().count(), 1, "{arguments:?}");
    }
}

/// Municipalities and partners of the whole country, and every other pair of them.
fn practice(municipalities: usize, partners: usize) -> (String, String) {
    let mut organisations = "soort;naam;cbs_code;kvk;straat;postcode;plaats;systeem;sector;werkgebied;contact1_naam;\
        contact1_email;contact1_telefoon;tekenbevoegde1_naam;tekenbevoegde1_email;tekenbevoegde1_functie;\
        tekenbevoegde1_grond\n"
        .to_owned();
    let mut agreements = "partij;signaalpartner;getekend_op\n".to_owned();
    let day = jiff::civil::date(2026, 11, 24);
    for (n, place) in domain::municipality::valid_on(day).take(municipalities).enumerate() {
        let _ = writeln!(
            organisations,
            "gemeente;;{};{};Laan 1;1234 AB;Plaats;BKR VPS;;;An Bos;an@g{n}.example;0301234567;Jo Bos;jo@g{n}.example;\
             burgemeester;ambt",
            place.code,
            20_000_000 + n
        );
        for partner in (0..partners).filter(|partner| (n + partner) % 2 == 0) {
            let _ = writeln!(agreements, "{};{};2024-05-17", place.code, 30_000_000 + partner);
        }
    }
    for n in 0..partners {
        let _ = writeln!(
            organisations,
            "signaalpartner;Partner {n};;{};Laan 1;1234 AB;Plaats;;energie;landelijk;An Bos;an@p{n}.example;0301234567;\
             Jo Bos;jo@p{n}.example;directeur;register",
            30_000_000 + n
        );
    }
    (organisations, agreements)
}

const MUNICIPALITIES: usize = 100;
const PARTNERS: usize = 40;

/// Organisations, agreements, and rows of what was brought in.
async fn stand(url: &str) -> (i64, i64, usize) {
    let db = Db::connect(url).await.expect("the database");
    let mut tx = db.read().await.expect("reads");
    let all = organisations::count(&mut tx, &organisations::Filter::default()).await.expect("counts");
    let total = agreements::total(&mut tx).await.expect("counts");
    let mut brought = 0;
    for party in elsewhere::named(&mut tx).await.expect("reads") {
        let current = elsewhere::current(&mut tx, party.id).await.expect("reads");
        for agreement in current.values() {
            let found = elsewhere::find(&mut tx, agreement.parts.id).await.expect("reads");
            assert!(found.is_some(), "an agreement without the row of what came with it");
            brought += 1;
        }
    }
    drop(tx);
    db.close().await;
    (all, total, brought)
}

async fn killed_again_and_again(postgres: bool) {
    let place = Place::new(postgres);
    let (organisations, agreements) = practice(MUNICIPALITIES, PARTNERS);
    let files = [place.put("organisaties.csv", &organisations), place.put("overeenkomsten.csv", &agreements)];
    let mut random = fastrand::Rng::with_seed(seed());
    let kills = number("VROEGTEKEN_IMPORT_KILLS").unwrap_or(4);
    // The schema stands before anything is killed.
    assert!(
        run(&[&["migrate"][..], &place.data.iter().map(String::as_str).collect::<Vec<_>>()].concat()).status.success()
    );
    let all = i64::try_from(MUNICIPALITIES + PARTNERS).expect("few");
    let pairs = i64::try_from(MUNICIPALITIES * PARTNERS / 2).expect("few");
    for (what, file, before, after) in [
        ("organisations", &files[0], (0, 0, 0), (all, 0, 0)),
        ("agreements", &files[1], (all, 0, 0), (all, pairs, usize::try_from(pairs).expect("few"))),
    ] {
        // How long one takes is not known beforehand: a dry run tells something of it.
        let begun = Instant::now();
        done(&place.import(&[what, file, "--dry-run"]));
        let within = u64::try_from(begun.elapsed().as_millis()).expect("short") * 3 + 200;
        let (mut halfway, mut whole) = (0, false);
        for _ in 0..kills {
            let mut child = vroegteken(&place.arguments(&[what, file]))
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("it starts");
            std::thread::sleep(Duration::from_millis(random.u64(0..within)));
            let _ = child.kill();
            child.wait().expect("it is gone");
            let stand = stand(&place.url).await;
            assert!(stand == before || stand == after, "{what}: {stand:?} is neither nothing nor all");
            if stand == after {
                whole = true;
                break;
            }
            halfway += 1;
        }
        println!("{what}: {halfway} kills left nothing");
        if !whole {
            done(&place.import(&[what, file]));
        }
        assert_eq!(stand(&place.url).await, after);
        refused(&place.import(&[what, file]));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_import_leaves_nothing_on_sqlite() {
    killed_again_and_again(false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_import_leaves_nothing_on_postgres() {
    killed_again_and_again(true).await;
}

/// A document that was brought in is known to whoever has the portal's data, and is nobody's signature here.
#[test]
fn verify_knows_a_document_that_was_brought_in() {
    let place = Place::new(false);
    let organisations = place.put("o.csv", &done(&run(&["import", "organisations", "--example"])));
    done(&place.import(&["organisations", &organisations]));
    let folder = place.path.join("pdf");
    std::fs::create_dir(&folder).expect("made");
    std::fs::write(folder.join("oud.pdf"), b"%PDF-1.7\nvan elders\n%%EOF\n").expect("written");
    let rows = place.put("a.csv", "partij,signaalpartner,getekend_op,bestand\nGM0050,01234504,17-5-2024,oud.pdf\n");
    let folder = folder.to_str().expect("a path");
    done(&place.import(&["agreements", &rows, "--files", folder]));
    let file = Path::new(folder).join("oud.pdf");
    let file = file.to_str().expect("a path");
    let known = run(&["verify", file, "--data", &place.data[1]]);
    assert_eq!(known.status.code(), Some(1), "it is not signed here");
    assert!(out(&known).contains("Ingebracht door de beheerder, niet hier getekend"), "{}", out(&known));
    let json = out(&run(&["verify", file, "--data", &place.data[1], "--json"]));
    assert!(json.contains("\"signed_on\": \"2024-05-17\""), "{json}");
    assert!(out(&run(&["verify", file])).contains("komt niet uit dit portaal"));
}
