//! What an operator may rely on.

use crate::process::{Serving, run};
use std::time::Duration;

fn words(output: &std::process::Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn folder() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data").to_str().expect("a plain path").to_owned();
    (folder, data)
}

#[test]
fn demo_counts_every_pair_and_serves_only_as_demo() {
    let (folder, data) = folder();
    let made = run(&["demo", "--data", &data, "--municipalities", "12", "--partners", "5"]);
    assert_eq!(words(&made), "agreements 60\n");
    let again = run(&["demo", "--data", &data]);
    assert!(!again.status.success() && words(&again).contains("there is demo data already"), "{}", words(&again));

    let real = ["serve", "--listen", "127.0.0.1:0", "--data", &data, "--public-url", "http://localhost:1"];
    let refused = crate::process::vroegteken(&real)
        .env("VROEGTEKEN_SMTP_HOST", "localhost")
        .env("VROEGTEKEN_MAIL_FROM", "portaal@vroegteken.example")
        .output()
        .expect("the binary runs");
    assert!(!refused.status.success() && words(&refused).contains("demo for good"), "{}", words(&refused));

    let serving = Serving::start(folder.path().join("data").as_path(), &["--demo"], &[]);
    assert_eq!(serving.get("/gezond").0, 200);
    let (code, took) = serving.terminate();
    assert_eq!(code, Some(0));
    assert!(took < Duration::from_secs(10), "{took:?}");
}

#[test]
fn a_demo_of_nothing_can_be_made() {
    let (_folder, data) = folder();
    let made = run(&["demo", "--data", &data, "--municipalities", "3", "--partners", "0"]);
    assert_eq!(words(&made), "agreements 0\n");
}

#[test]
fn real_data_never_becomes_a_demo() {
    let (_folder, data) = folder();
    let invited = run(&["admin", "invite", "noor@vroegteken.example", "--data", &data]);
    assert!(invited.status.success() && words(&invited).contains("is administrator"), "{}", words(&invited));
    let again = run(&["admin", "invite", "noor@vroegteken.example", "--data", &data]);
    assert!(words(&again).contains("already"), "{}", words(&again));
    let wrong = run(&["admin", "invite", "noor", "--data", &data]);
    assert!(!wrong.status.success() && words(&wrong).contains("no mail address"), "{}", words(&wrong));
    let demo = run(&["demo", "--data", &data]);
    assert!(!demo.status.success() && words(&demo).contains("this data is real"), "{}", words(&demo));
}

#[test]
fn a_second_one_on_the_same_folder_ends_with_a_sentence() {
    let (folder, data) = folder();
    let made = run(&["demo", "--data", &data, "--municipalities", "2", "--partners", "1"]);
    assert!(made.status.success());
    let _first = Serving::start(folder.path().join("data").as_path(), &["--demo"], &[]);
    let second = run(&["serve", "--demo", "--listen", "127.0.0.1:0", "--data", &data]);
    assert!(!second.status.success() && words(&second).contains("another process serves"), "{}", words(&second));
}

#[test]
fn links_never_come_from_the_host_header() {
    let (folder, data) = folder();
    run(&["demo", "--data", &data, "--municipalities", "2", "--partners", "1"]);
    let serving =
        Serving::start(folder.path().join("data").as_path(), &["--demo", "--public-url", "http://localhost:4321"], &[]);
    for path in ["/", "/inloggen", "/aanmelden", "/overeenkomsten", "/nergens"] {
        let (_, text) = serving.get(path);
        assert!(!text.contains("evil.example"), "{path}");
    }
}

#[test]
fn a_demo_stays_on_loopback() {
    let (_folder, data) = folder();
    let open = run(&["serve", "--demo", "--listen", "0.0.0.0:0", "--data", &data]);
    assert!(!open.status.success() && words(&open).contains("loopback only"), "{}", words(&open));
}

#[test]
fn check_says_each_wrong_setting_in_a_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("portal.toml");
    std::fs::write(&file, "listen = \"8080\"\npublic_url = \"ftp://x.example\"\nsmtp_port = \"many\"\n")
        .expect("written");
    let unreadable = run(&["check", "--config", file.to_str().expect("plain")]);
    assert!(!unreadable.status.success() && words(&unreadable).contains("smtp_port"), "{}", words(&unreadable));
    std::fs::write(&file, "listen = \"8080\"\npublic_url = \"ftp://x.example\"\n").expect("written");
    let wrong = run(&["check", "--config", file.to_str().expect("plain")]);
    let text = words(&wrong);
    for name in ["listen:", "public_url:", "smtp_host:", "mail_from:"] {
        assert_eq!(text.lines().filter(|line| line.starts_with(name)).count(), 1, "{name} in {text}");
    }
    std::fs::write(
        &file,
        "public_url = \"https://portaal.example\"\nsmtp_host = \"mail.example\"\nmail_from = \"p@portaal.example\"\n",
    )
    .expect("written");
    let fine = run(&["check", "--config", file.to_str().expect("plain")]);
    assert!(fine.status.success(), "{}", words(&fine));
    let unknown = run(&["check", "--config", "/nowhere/portal.toml"]);
    assert!(!unknown.status.success() && words(&unknown).contains("there is no file"), "{}", words(&unknown));
}

#[test]
fn secrets_come_from_files_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let secret = folder.path().join("database");
    let database = folder.path().join("elsewhere.sqlite3");
    std::fs::write(&secret, format!("sqlite:{}\n", database.display())).expect("written");
    let data = folder.path().join("data");
    let migrated = crate::process::vroegteken(&["migrate", "--data", data.to_str().expect("plain")])
        .env("VROEGTEKEN_DATABASE_FILE", &secret)
        .output()
        .expect("the binary runs");
    assert!(migrated.status.success(), "{}", words(&migrated));
    assert!(database.is_file() && !data.join("portal.sqlite3").exists());
}
