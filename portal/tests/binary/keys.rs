//! Keys of the authority, as an operator makes and loses them.

use crate::process::{Serving, run, vroegteken};
use std::{path::PathBuf, process::Output};

const PASSPHRASE: &str = "een lange zin voor de test";

struct Folder {
    _folder: tempfile::TempDir,
    path: PathBuf,
    data: String,
}

fn folder() -> Folder {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("data");
    let data = path.to_str().expect("a plain path").to_owned();
    Folder { _folder: folder, path, data }
}

fn words(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn with(arguments: &[&str], settings: &[(&str, &str)]) -> Output {
    vroegteken(arguments).envs(settings.iter().copied()).output().expect("the binary runs")
}

fn init(folder: &Folder, passphrase: &str) -> Output {
    with(&["keys", "init", "--data", &folder.data], &[("VROEGTEKEN_KEYS_PASSPHRASE", passphrase)])
}

/// What a real portal needs besides keys.
const REAL: [(&str, &str); 2] =
    [("VROEGTEKEN_SMTP_HOST", "localhost"), ("VROEGTEKEN_MAIL_FROM", "portaal@vroegteken.example")];

fn serve(folder: &Folder, passphrase: &str) -> Output {
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--data", &folder.data, "--public-url", "http://localhost:1"];
    with(&arguments, &[REAL.as_slice(), &[("VROEGTEKEN_KEYS_PASSPHRASE", passphrase)]].concat())
}

fn check(folder: &Folder, passphrase: &str) -> Output {
    let arguments = ["check", "--data", &folder.data];
    with(&arguments, &[REAL.as_slice(), &[("VROEGTEKEN_KEYS_PASSPHRASE", passphrase)]].concat())
}

#[track_caller]
fn refused(output: &Output, sentence: &str) {
    assert!(!output.status.success() && words(output).contains(sentence), "{:?}: {}", output.status, words(output));
}

#[test]
fn keys_are_made_once_and_told_about() {
    let folder = folder();
    let made = init(&folder, PASSPHRASE);
    let text = words(&made);
    assert!(made.status.success(), "{text}");
    for part in ["Vroegteken ondertekenautoriteit", "SHA-256", "Back up", "passphrase in another place"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains(PASSPHRASE));
    let key = std::fs::read(folder.path.join("keys/root.key")).expect("the key");
    refused(&init(&folder, PASSPHRASE), "never overwritten");
    assert_eq!(std::fs::read(folder.path.join("keys/root.key")).expect("the key"), key);
}

#[test]
fn a_short_or_missing_passphrase_makes_nothing() {
    let folder = folder();
    refused(&init(&folder, ""), "keys_passphrase: missing");
    refused(&init(&folder, "elf letters"), "at least 12");
    assert!(!folder.path.exists(), "nothing was made");
}

#[test]
fn the_passphrase_comes_from_a_file_too() {
    let folder = folder();
    let file = folder._folder.path().join("passphrase");
    std::fs::write(&file, format!("{PASSPHRASE}\n")).expect("written");
    let file = file.to_str().expect("a plain path");
    let made = with(&["keys", "init", "--data", &folder.data], &[("VROEGTEKEN_KEYS_PASSPHRASE_FILE", file)]);
    assert!(made.status.success(), "{}", words(&made));
    assert!(check(&folder, PASSPHRASE).status.success());
}

#[test]
fn a_portal_does_not_start_with_keys_that_it_cannot_open() {
    let folder = folder();
    assert!(init(&folder, PASSPHRASE).status.success());
    refused(&serve(&folder, ""), "keys_passphrase: missing");
    refused(&serve(&folder, "een andere zin voor de test"), "keys_passphrase: does not open");
    refused(&check(&folder, ""), "keys_passphrase: missing");
    refused(&check(&folder, "een andere zin voor de test"), "keys_passphrase: does not open");
    let fine = check(&folder, PASSPHRASE);
    assert!(fine.status.success() && !words(&fine).contains("no keys"), "{}", words(&fine));
    std::fs::remove_file(folder.path.join("keys/root.pem")).expect("removed");
    refused(&serve(&folder, PASSPHRASE), "root.pem is missing");
}

#[test]
fn other_commands_need_no_passphrase() {
    let folder = folder();
    assert!(init(&folder, PASSPHRASE).status.success());
    let invited = run(&["admin", "invite", "noor@vroegteken.example", "--data", &folder.data]);
    assert!(invited.status.success(), "{}", words(&invited));
}

#[test]
fn without_keys_a_portal_serves_and_says_so() {
    let folder = folder();
    assert!(words(&check(&folder, "")).contains("there are no keys"));
    let serving = Serving::start(&folder.path, &["--public-url", "http://localhost:1"], &REAL);
    assert_eq!(serving.get("/ca/root.pem").0, 404);
    assert_eq!(serving.get("/ca/ingetrokken.crl").0, 404);
    assert_eq!(serving.get("/controleren").0, 200);
    drop(serving);
    assert!(!folder.path.join("keys").exists(), "serving makes none");
    assert!(init(&folder, PASSPHRASE).status.success());
    let settings = [REAL.as_slice(), &[("VROEGTEKEN_KEYS_PASSPHRASE", PASSPHRASE)]].concat();
    let serving = Serving::start(&folder.path, &["--public-url", "http://localhost:1"], &settings);
    let (status, text) = serving.get("/ca/root.pem");
    let pem = std::fs::read_to_string(folder.path.join("keys/root.pem")).expect("the root");
    assert!(status == 200 && text.ends_with(&pem), "{text}");
}

#[test]
fn a_demo_has_keys_of_its_own_that_no_real_portal_takes() {
    let (demo, real) = (folder(), folder());
    assert!(run(&["demo", "--data", &demo.data, "--municipalities", "1", "--partners", "1"]).status.success());
    refused(&init(&demo, PASSPHRASE), "never overwritten");
    std::fs::create_dir_all(&real.path).expect("a folder");
    std::fs::create_dir(real.path.join("keys")).expect("a folder");
    for file in ["root.pem", "root.key"] {
        let from = demo.path.join("keys").join(file);
        std::fs::copy(from, real.path.join("keys").join(file)).expect("copied");
    }
    refused(&serve(&real, "vroegteken demo"), "keys of a demo");
    refused(&check(&real, "vroegteken demo"), "keys of a demo");

    // And the other way round, in a folder that was a demo without keys.
    std::fs::remove_dir_all(demo.path.join("keys")).expect("removed");
    refused(&init(&demo, PASSPHRASE), "demo for good");
    let other = folder();
    assert!(init(&other, PASSPHRASE).status.success());
    std::fs::rename(other.path.join("keys"), demo.path.join("keys")).expect("moved");
    let started = run(&["serve", "--demo", "--listen", "127.0.0.1:0", "--data", &demo.data]);
    refused(&started, "keys of a real portal");
}
