//! `backup` while people work, `restore` elsewhere, `check --deep`: with the real binary.

use crate::{
    killed::{app, new_postgres},
    killed_signing::{actor, all, check_all_signed, confirm, made, person, release, signed, until},
    process::{Serving, run, run_with_small_files, vroegteken},
};
use domain::party::{OrganisationKind, Role};
use std::{
    path::{Path, PathBuf},
    process::Output,
    time::Duration,
};

/// Enough that signing takes longer than a few backups.
const MUNICIPALITIES: usize = 60;

fn words(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn done(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", words(&output));
    words(&output)
}

fn refused(arguments: &[&str], sentence: &str) {
    let output = run(arguments);
    assert!(!output.status.success() && words(&output).contains(sentence), "{arguments:?}: {}", words(&output));
}

struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.path(name).to_str().expect("a plain path").to_owned()
    }

    /// The names in a folder here.
    fn names(&self, folder: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.path(folder)).expect("a folder");
        let mut names: Vec<_> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// A small demo and a backup of it.
    fn with_backup() -> Self {
        let desk = Self::new();
        done(&["demo", "--data", &desk.text("data"), "--municipalities", "2", "--partners", "1"]);
        let told = done(&["backup", &desk.text("backup"), "--data", &desk.text("data")]);
        assert!(told.starts_with("rows "), "{told}");
        desk
    }
}

/// Which database, and how the commands are told.
struct Where {
    data: PathBuf,
    url: Option<String>,
}

impl Where {
    fn arguments<'a>(&'a self, command: &[&'a str]) -> Vec<&'a str> {
        let mut arguments = command.to_vec();
        arguments.extend(["--data", self.data.to_str().expect("a plain path")]);
        arguments.extend(self.url.iter().flat_map(|url| ["--database", url]));
        arguments
    }

    fn url(&self) -> String {
        self.url.clone().unwrap_or_else(|| format!("sqlite:{}", self.data.join("portal.sqlite3").display()))
    }
}

/// Both sides sign everything while backups are made; each is restored, checked deeply and verified.
async fn backed_up_under_load(desk: &Desk, from: &Where, to: impl Fn(usize) -> Where) {
    let path = from.data.as_path();
    let database: Vec<_> = from.url.iter().flat_map(|url| ["--database", url]).collect();
    made(path, MUNICIPALITIES, &database);
    let app = app(&from.url(), path).await;
    let further: Vec<_> = ["--demo"].into_iter().chain(from.url.iter().flat_map(|url| ["--database", url])).collect();
    let serving = Serving::start(path, &further, &[]);
    let (mayor, mayor_email) = release(&app).await;
    let partner = all(&app, OrganisationKind::SignalPartner).await[0];
    let (director, director_email) = person(&app, partner, Role::Signatory).await;
    let director = actor(&app, director, partner).await;
    // The first one while documents are made, the others while both sign.
    let first = desk.text("backup-0");
    done(&from.arguments(&["backup", &first]));
    until("documents", async || {
        let counts = storage::documents::counts(&mut app.read().await.expect("reads")).await.expect("counts");
        counts.len() == 1 && counts[0].0 == storage::documents::Standing::Ready
    })
    .await;
    let rounds = [
        confirm(&app, &mayor, &mayor_email, MUNICIPALITIES).await,
        confirm(&app, &director, &director_email, MUNICIPALITIES).await,
    ];
    let mut backups = vec![first];
    let mut amid = 0;
    loop {
        let so_far = signed(&app, rounds[0]).await + signed(&app, rounds[1]).await;
        let backup = desk.text(&format!("backup-{}", backups.len()));
        done(&from.arguments(&["backup", &backup]));
        backups.push(backup);
        let missing = 2 * i64::try_from(MUNICIPALITIES).expect("few") - so_far;
        amid += usize::from(so_far > 0 && missing > 0);
        if missing == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    serving.terminate();
    println!("{} backups, {amid} of them amid signing", backups.len());
    let last = backups.len() - 1;
    for number in [0, last / 2, last] {
        let place = to(number);
        let told = done(&place.arguments(&["restore", &backups[number]]));
        assert!(told.contains("restored the backup of 20"), "{told}");
        let looked = done(&place.arguments(&["check", "--deep"]));
        assert!(looked.ends_with("findings 0\n"), "{looked}");
        assert!(!place.data.join("restoring").exists());
        if number == last {
            let app = crate::killed::app(&place.url(), &place.data).await;
            check_all_signed(&app, &place.data, rounds, MUNICIPALITIES).await;
            app.db().close().await;
        }
        // It serves on from there, with the keys that came along, which are those of a demo.
        let further: Vec<_> =
            ["--demo"].into_iter().chain(place.url.iter().flat_map(|url| ["--database", url])).collect();
        let serving = Serving::start(&place.data, &further, &[]);
        assert_eq!(serving.get("/gezond").0, 200);
        serving.terminate();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn backed_up_under_load_from_sqlite_to_postgres() {
    let desk = Desk::new();
    let from = Where { data: desk.path("data"), url: None };
    backed_up_under_load(&desk, &from, |number| Where {
        data: desk.path(&format!("restored-{number}")),
        url: Some(new_postgres("restored")),
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn backed_up_under_load_from_postgres_to_sqlite() {
    let desk = Desk::new();
    let from = Where { data: desk.path("data"), url: Some(new_postgres("backup")) };
    backed_up_under_load(&desk, &from, |number| Where { data: desk.path(&format!("restored-{number}")), url: None })
        .await;
}

#[test]
fn a_restore_needs_an_empty_place() {
    let desk = Desk::with_backup();
    let (backup, data) = (desk.text("backup"), desk.text("data"));
    refused(&["restore", &backup, "--data", &data], "restore into a new folder");
    let serving = Serving::start(&desk.path("data"), &["--demo"], &[]);
    refused(&["restore", &backup, "--data", &data], "another process serves the data folder");
    assert_eq!(serving.get("/gezond").0, 200);
    serving.terminate();
    std::fs::create_dir(desk.path("full")).expect("made");
    std::fs::write(desk.path("full/letter"), "x").expect("written");
    refused(&["restore", &backup, "--data", &desk.text("full")], "is not empty (letter)");
    assert_eq!(desk.names("full"), ["letter"]);
    // A folder with nothing but keys is where a restore belongs.
    std::fs::create_dir_all(desk.path("new/keys")).expect("made");
    for name in ["root.pem", "root.key"] {
        std::fs::copy(desk.path("data/keys").join(name), desk.path("new/keys").join(name)).expect("copied");
    }
    done(&["restore", &backup, "--data", &desk.text("new")]);
    assert_eq!(desk.names("new"), ["documents", "keys", "lock", "portal.sqlite3"]);
    let url = new_postgres("taken");
    done(&["migrate", "--data", &desk.text("other"), "--database", &url]);
    refused(&["restore", &backup, "--data", &desk.text("third"), "--database", &url], "the database is not empty");
    assert!(!desk.path("third").exists(), "nothing is left behind");
}

#[test]
fn what_is_no_whole_backup_leaves_nothing_behind() {
    let desk = Desk::with_backup();
    let whole = std::fs::read(desk.path("backup")).expect("bytes");
    for length in [whole.len() / 3, whole.len() - 100, whole.len() - 1] {
        std::fs::write(desk.path("cut"), &whole[..length]).expect("written");
        refused(&["restore", &desk.text("cut"), "--data", &desk.text("new")], "the backup is cut off");
        assert!(!desk.path("new").exists());
    }
    std::fs::write(desk.path("cut"), vec![b'x'; 10_000]).expect("written");
    refused(&["restore", &desk.text("cut"), "--data", &desk.text("new")], "this is no backup");
    refused(&["restore", &desk.text("nowhere"), "--data", &desk.text("new")], "nowhere");
    std::fs::create_dir(desk.path("new")).expect("made");
    std::fs::write(desk.path("cut"), &whole[..whole.len() / 2]).expect("written");
    refused(&["restore", &desk.text("cut"), "--data", &desk.text("new")], "the backup is cut off");
    assert_eq!(desk.names("new"), Vec::<String>::new());
}

#[test]
fn a_backup_never_overwrites_and_never_makes_a_portal() {
    let desk = Desk::with_backup();
    refused(&["backup", &desk.text("backup"), "--data", &desk.text("data")], "a backup never overwrites one");
    refused(&["backup", &desk.text("other"), "--data", &desk.text("nowhere")], "there is no database");
    refused(&["check", "--deep", "--data", &desk.text("nowhere")], "there is no database");
    assert_eq!(desk.names("."), ["backup", "data"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(desk.path("backup")).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "personal data is for nobody else");
    }
    // A part that a killed backup left is written over.
    std::fs::write(desk.path("other.part"), vec![b'x'; 5_000_000]).expect("written");
    done(&["backup", &desk.text("other"), "--data", &desk.text("data")]);
    assert_eq!(desk.names("."), ["backup", "data", "other"]);
    done(&["restore", &desk.text("other"), "--data", &desk.text("new")]);
}

/// The disk is full for real: no file may grow beyond 64 KiB.
#[test]
fn a_full_disk_is_said_and_nothing_is_left() {
    let desk = Desk::new();
    done(&["demo", "--data", &desk.text("data"), "--municipalities", "100", "--partners", "10"]);
    done(&["backup", &desk.text("backup"), "--data", &desk.text("data")]);
    assert!(std::fs::metadata(desk.path("backup")).expect("there").len() > 100_000, "more than fits below");
    let arguments = ["backup", &desk.text("other"), "--data", &desk.text("data")];
    let full = run_with_small_files(&arguments, 64);
    assert!(!full.status.success() && words(&full).contains("the disk is full"), "{}", words(&full));
    assert_eq!(desk.names("."), ["backup", "data"]);
    let full = run_with_small_files(&["restore", &desk.text("backup"), "--data", &desk.text("new")], 64);
    assert!(!full.status.success(), "{}", words(&full));
    assert!(!desk.path("new").exists(), "nothing is left behind: {}", words(&full));
    done(&["restore", &desk.text("backup"), "--data", &desk.text("new")]);
}

/// What a restore that was killed leaves: nothing starts on it, and the next restore ends it.
#[test]
fn a_restore_that_was_killed_is_started_again() {
    let desk = Desk::with_backup();
    let data = desk.text("new");
    let restore = ["restore", &desk.text("backup"), "--data", &data];
    let mut cut_off = 0;
    for wait in [5, 10, 20, 40, 80, 160] {
        let mut child = vroegteken(&restore)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("it starts");
        std::thread::sleep(Duration::from_millis(wait));
        let _ = child.kill();
        child.wait().expect("it is gone");
        if desk.path("new/portal.sqlite3").exists() {
            std::fs::remove_dir_all(desk.path("new")).expect("removed");
        } else if desk.path("new/restoring").exists() {
            cut_off += 1;
            refused(&["migrate", "--data", &data], "was cut off; start it again");
            refused(&["serve", "--demo", "--listen", "127.0.0.1:0", "--data", &data], "was cut off; start it again");
        }
    }
    println!("{cut_off} of 6 were killed on the way");
    // One is cut off for sure.
    if !desk.path("new").exists() {
        std::fs::create_dir(desk.path("new")).expect("made");
    }
    for folder in ["new/restoring/documents", "new/documents/ab"] {
        std::fs::create_dir_all(desk.path(folder)).expect("made");
    }
    std::fs::write(desk.path("new/portal.sqlite3.restoring"), "half").expect("written");
    refused(&["migrate", "--data", &data], "was cut off; start it again");
    done(&restore);
    assert!(!desk.path("new/documents/ab").exists(), "leftovers are gone");
    assert!(done(&["check", "--deep", "--data", &data]).ends_with("findings 0\n"));
    // Killed behind the last step but one: it is done.
    std::fs::create_dir(desk.path("new/restoring")).expect("made");
    done(&["migrate", "--data", &data]);
    assert!(!desk.path("new/restoring").exists());
}

/// A real portal's key stays where it is; its certificate comes along, so that what was signed can be verified.
#[test]
fn the_key_of_a_real_portal_is_kept_apart() {
    let desk = Desk::new();
    let passphrase = [("VROEGTEKEN_KEYS_PASSPHRASE", "een lange zin voor de test")];
    let made = vroegteken(&["keys", "init", "--data", &desk.text("data")]).envs(passphrase).output().expect("it runs");
    assert!(made.status.success(), "{}", words(&made));
    done(&["backup", &desk.text("backup"), "--data", &desk.text("data")]);
    let told = done(&["restore", &desk.text("backup"), "--data", &desk.text("new")]);
    assert!(told.contains("root.key back from its own backup before the portal serves"), "{told}");
    assert_eq!(desk.names("new/keys"), ["root.pem"]);
    let again = vroegteken(&["keys", "init", "--data", &desk.text("new")]).envs(passphrase).output().expect("it runs");
    assert!(!again.status.success() && words(&again).contains("never overwritten"), "{}", words(&again));
    let key = Path::new("keys/root.key");
    std::fs::copy(desk.path("data").join(key), desk.path("new").join(key)).expect("copied");
    let third = done(&["backup", &desk.text("third"), "--data", &desk.text("new")]);
    assert!(third.contains("documents 0"), "{third}");
}
