//! What an authority makes, keeps and refuses.

use super::*;
use signing::certificate::Summary;

const PASSPHRASE: &str = "een lange zin voor de test";

fn folder() -> PathBuf {
    let name: String = random::<8>().iter().map(|byte| format!("{byte:02x}")).collect();
    let folder = std::env::temp_dir().join(format!("vroegteken-authority-{name}"));
    fs::create_dir(&folder).expect("a folder");
    folder
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

fn new(demo: bool) -> NewAuthority<'static> {
    NewAuthority { association: "Vereniging Voorbeeld", passphrase: PASSPHRASE, now: at("2026-11-24T09:00:00Z"), demo }
}

fn somebody() -> Subscriber {
    Subscriber {
        person: "Kim de Vries".to_owned(),
        organisation: "Gemeente Zeewolde".to_owned(),
        kvk: Some("90000001".to_owned()),
    }
}

async fn certificate(authority: &OwnAuthority, now: &str) -> Result<Summary, NoCredential> {
    let credential = authority.credential(&somebody(), at(now)).await?;
    assert_eq!(credential.chain[1], authority.roots()[0]);
    Ok(credential.chain[0].summary().expect("readable"))
}

#[test]
fn what_was_made_is_opened_again_with_its_passphrase_only() {
    let data = folder();
    let made = OwnAuthority::make(&data, &new(false)).expect("an authority");
    let opened = OwnAuthority::open(&data, PASSPHRASE, "https://portaal.example/").expect("opened");
    assert_eq!(opened.roots(), std::slice::from_ref(&made));
    assert!(!opened.is_demo());
    let summary = made.summary().expect("readable");
    assert_eq!(summary.name, "Vroegteken ondertekenautoriteit 2026");
    assert_eq!(summary.organisation.as_deref(), Some("Vereniging Voorbeeld"));
    assert_eq!(summary.not_after, at("2041-11-24T09:00:00Z"));
    let open = |passphrase| OwnAuthority::open(&data, passphrase, "https://portaal.example").err().expect("refused");
    assert!(matches!(open("een andere zin voor de test"), AuthorityError::WrongPassphrase(_)));
    assert!(matches!(open(""), AuthorityError::NoPassphrase));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        for (file, mode) in [("keys", 0o700), ("keys/root.key", 0o600)] {
            let found = fs::metadata(data.join(file)).expect("it is there").permissions().mode() & 0o777;
            assert_eq!(found, mode, "{file}");
        }
    }
    let key = fs::read_to_string(data.join("keys/root.key")).expect("the key");
    assert!(key.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----"), "{key:.40}");
    fs::remove_dir_all(data).expect("removed");
}

#[test]
fn keys_are_never_overwritten_and_never_half() {
    let data = folder();
    OwnAuthority::make(&data, &new(false)).expect("an authority");
    let before = fs::read(data.join("keys/root.key")).expect("the key");
    assert!(matches!(OwnAuthority::make(&data, &new(false)), Err(AuthorityError::AlreadyThere(_))));
    assert!(matches!(save(&data, &[(KEY, b"x")]), Err(AuthorityError::AlreadyThere(_))), "not in a race either");
    assert_eq!(fs::read(data.join("keys/root.key")).expect("the key"), before);
    assert_eq!(fs::read_dir(&data).expect("a folder").count(), 1, "nothing is left behind");
    fs::remove_file(data.join("keys/root.pem")).expect("removed");
    assert!(matches!(OwnAuthority::open(&data, PASSPHRASE, "https://x.example"), Err(AuthorityError::Half(_))));
    assert!(matches!(OwnAuthority::make(&data, &new(false)), Err(AuthorityError::AlreadyThere(_))));
    fs::remove_dir_all(data).expect("removed");
}

#[test]
fn a_short_passphrase_is_refused() {
    let data = folder();
    let make = |passphrase| OwnAuthority::make(&data, &NewAuthority { passphrase, ..new(false) });
    assert!(matches!(make(""), Err(AuthorityError::NoPassphrase)));
    assert!(matches!(make("elf letters"), Err(AuthorityError::ShortPassphrase)));
    assert!(!exists(&data) && roots(&data).expect("none").is_empty());
    fs::remove_dir_all(data).expect("removed");
}

#[test]
fn a_demo_is_told_by_its_certificate() {
    let demo = OwnAuthority::in_memory(&new(true), "http://localhost:8080").expect("an authority");
    assert!(demo.is_demo());
    let summary = demo.roots()[0].summary().expect("readable");
    assert_eq!(summary.name, "DEMO Vroegteken ondertekenautoriteit 2026");
    assert_eq!(summary.organisation.as_deref(), Some("DEMO, zonder rechtsgevolg"));
    let posing = NewAuthority { association: DEMO, ..new(false) };
    assert!(matches!(OwnAuthority::in_memory(&posing, "http://localhost:8080"), Err(AuthorityError::DemoName)));
}

#[tokio::test]
async fn certificates_last_ten_years_or_as_long_as_the_authority() {
    let authority = OwnAuthority::in_memory(&new(false), "https://portaal.example").expect("an authority");
    let first = certificate(&authority, "2026-11-24T09:00:00Z").await.expect("at once");
    assert_eq!(first.not_before, at("2026-11-24T08:59:00Z"));
    assert_eq!(first.not_after, at("2036-11-24T09:00:00Z"));
    assert_eq!(first.organisation_identifier.as_deref(), Some("NTRNL-90000001"));
    let late = certificate(&authority, "2041-08-26T09:00:00Z").await.expect("90 days before the end");
    assert_eq!(late.not_after, at("2041-11-24T09:00:00Z"));
    let refused = certificate(&authority, "2041-08-26T09:00:01Z").await;
    assert!(matches!(refused, Err(NoCredential::AuthorityEnded)));
    assert_ne!(first.serial, late.serial);
}

#[tokio::test]
async fn a_list_names_what_was_revoked() {
    let authority = OwnAuthority::in_memory(&new(false), "https://portaal.example").expect("an authority");
    let now = at("2026-11-24T09:00:00Z");
    let credential = authority.credential(&somebody(), now).await.expect("a credential");
    let serial = credential.chain[0].summary().expect("readable").serial;
    let bytes: Vec<u8> =
        (0..serial.len()).step_by(2).map(|at| u8::from_str_radix(&serial[at..at + 2], 16).expect("hex")).collect();
    let read = |revoked: &[Revoked]| {
        let der = authority.revocation_list(revoked, now).expect("a list");
        signing::certificate::RevocationList::from_der(&der).expect("readable")
    };
    let (empty, one) = (read(&[]), read(&[Revoked { serial: bytes, at: now }]));
    assert!(one.is_from(&authority.roots()[0]));
    assert_eq!((empty.revoked(&credential.chain[0]), one.revoked(&credential.chain[0])), (None, Some(now)));
}
