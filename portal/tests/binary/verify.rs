//! `vroegteken verify`: exit codes, answers, trust, and files of strangers.

use crate::{
    process::{run, vroegteken},
    signed::{prepared, signed},
};
use app::authority::{NewAuthority, OwnAuthority};
use jiff::Timestamp;
use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::Output,
    time::{Duration, Instant},
};
use storage::{Db, sql, values};

const PASSPHRASE: &str = "een lange zin voor de test";
const AT: &str = "2026-11-20T09:30:00Z";

fn at() -> Timestamp {
    AT.parse().expect("a time")
}

fn on_a_runtime<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(work)
}

/// A folder with keys and documents.
struct Desk {
    folder: tempfile::TempDir,
    authority: OwnAuthority,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().join("data");
        std::fs::create_dir(&data).expect("a folder");
        let made = at() - jiff::SignedDuration::from_hours(1);
        let new = NewAuthority { association: "Vereniging Voorbeeld", passphrase: PASSPHRASE, now: made, demo: false };
        OwnAuthority::make(&data, &new).expect("keys");
        let authority = OwnAuthority::open(&data, PASSPHRASE, "https://portaal.example").expect("opened");
        Self { folder, authority }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> String {
        std::fs::write(self.path(name), bytes).expect("written");
        self.path(name).to_str().expect("a plain path").to_owned()
    }

    fn signed(&self, count: usize) -> Vec<u8> {
        on_a_runtime(signed(&self.authority, count, at())).0
    }

    fn root(&self) -> String {
        self.path("data/keys/root.pem").to_str().expect("a plain path").to_owned()
    }
}

fn words(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[track_caller]
fn expect(output: &Output, code: i32, says: &str) {
    assert!(
        output.status.code() == Some(code) && words(output).contains(says),
        "{:?}: {}",
        output.status,
        words(output)
    );
}

fn verify(file: &str, trust: &str) -> Output {
    run(&["verify", file, "--trust", trust])
}

#[test]
fn the_exit_code_says_how_it_stands() {
    let desk = Desk::new();
    let (both, one) = (desk.write("both.pdf", &desk.signed(2)), desk.write("one.pdf", &desk.signed(1)));
    let root = desk.root();
    let all = verify(&both, &root);
    expect(&all, 0, "Iedereen heeft getekend en er is niets gewijzigd");
    for part in ["Kim de Vries", "Lou Jansen", "art. 3:15a BW", "90000001", "Namens Gemeente Zeewolde, als wethouder"] {
        assert!(words(&all).contains(part), "{part}: {}", words(&all));
    }
    assert!(words(&all).contains("Niet nagekeken is of een certificaat later is ingetrokken"), "{}", words(&all));
    expect(&verify(&one, &root), 3, "Handtekening namens Zonnestroom [nog niet getekend]");
    expect(&verify(&desk.write("none.pdf", &prepared()), &root), 1, "Niemand heeft dit document getekend");
    let mut changed = desk.signed(2);
    let at = changed.len() / 4;
    changed[at] ^= 1;
    expect(&verify(&desk.write("changed.pdf", &changed), &root), 1, "Dit document is niet geldig");
    expect(&verify(&desk.write("text.pdf", b"no document"), &root), 2, "geen pdf-bestand");
    expect(&verify("/nowhere/x.pdf", &root), 2, "kan niet worden gelezen");
    expect(&verify(&both, "/nowhere/root.pem"), 2, "kan niet worden gelezen");
    expect(&verify(&both, &both), 2, "kan niet worden gelezen");
    expect(&run(&["verify", desk.folder.path().to_str().expect("plain")]), 2, "kan niet worden gelezen");
}

#[test]
fn trust_comes_from_outside_the_file_only() {
    let (desk, other) = (Desk::new(), Desk::new());
    let file = desk.write("both.pdf", &desk.signed(2));
    let nobody = run(&["verify", &file]);
    expect(&nobody, 1, "De ondertekenaar is hier niet bekend");
    expect(&nobody, 1, "noem met --trust of --data");
    expect(&verify(&file, &other.root()), 1, "De ondertekenaar is hier niet bekend");
    let roots = [std::fs::read(other.root()).expect("a root"), std::fs::read(desk.root()).expect("a root")].concat();
    expect(&verify(&file, &desk.write("roots.pem", &roots)), 0, "Iedereen heeft getekend");
    let data = desk.path("data");
    expect(&run(&["verify", &file, "--data", data.to_str().expect("plain")]), 0, "Iedereen heeft getekend");
    expect(&run(&["verify", &file, "--data", "/nowhere"]), 1, "De ondertekenaar is hier niet bekend");
    assert_eq!(std::fs::read_dir(&data).expect("a folder").count(), 1, "nothing was made in it");
}

#[test]
fn the_json_is_stable() {
    let desk = Desk::new();
    let file = desk.write("one.pdf", &desk.signed(1));
    let output = run(&["verify", &file, "--trust", &desk.root(), "--json"]);
    assert_eq!(output.status.code(), Some(3));
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let keys =
        |value: &serde_json::Value| -> Vec<String> { value.as_object().expect("an object").keys().cloned().collect() };
    let names = "brought_in demo evidence findings obstacle outcome revocations_known signatures slots trusted version";
    assert_eq!(keys(&answer).join(" "), names);
    assert_eq!((answer["version"].as_i64(), answer["outcome"].as_str()), (Some(1), Some("partly-signed")));
    let signature = &answer["signatures"][0];
    let names =
        "at certificate certifies covers covers_all description field holds level person problems reason revision";
    assert_eq!(keys(signature).join(" "), names);
    assert_eq!(signature["at"], AT);
    assert_eq!(signature["certificate"]["organisation_identifier"], "NTRNL-90000001");
    assert_eq!(signature["level"], "simple-mail-code");
    assert_eq!(answer["slots"][1]["signed"], false);
    let file = desk.write("x.pdf", b"x");
    let output = run(&["verify", &file, "--json"]);
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((output.status.code(), answer["obstacle"].as_str()), (Some(2), Some("not-pdf")));
}

sql! {
    ROUND (Uuid) = "INSERT INTO rounds (id, person_id, proof, guesses, consent, created_at, expires_at) \
        SELECT $1, MIN(id), 'mail_code', 0, '', 0, 0 FROM persons";
    CERTIFICATE (Uuid, Bytes, Int) = "INSERT INTO certificates (serial, round_id, person_id, organisation_id, der, issued_at, \
        ends_at, revoked_at) SELECT $2, $1, (SELECT MIN(id) FROM persons), MIN(id), X'00', 0, 0, $3 FROM organisations";
}

/// Every file in a folder, its size and when it was changed.
fn state(folder: &Path) -> Vec<(PathBuf, u64, std::time::SystemTime)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| {
            let entry = entry.expect("an entry");
            let about = entry.metadata().expect("about it");
            (entry.path(), about.len(), about.modified().expect("a time"))
        })
        .collect();
    files.sort();
    files
}

#[test]
fn what_a_portal_revoked_is_known_in_its_data_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let name = data.to_str().expect("a plain path");
    assert!(run(&["demo", "--data", name, "--municipalities", "1", "--partners", "1"]).status.success());
    let demo = OwnAuthority::open(&data, "vroegteken demo", "http://localhost:8080").expect("the demo's keys");
    let from = demo_begins(&data);
    let (document, serials) = on_a_runtime(signed(&demo, 2, from));
    let file = folder.path().join("both.pdf");
    std::fs::write(&file, document).expect("written");
    let file = file.to_str().expect("a plain path");
    let before = state(&data);
    let fine = run(&["verify", file, "--data", name]);
    expect(&fine, 0, "de handtekeningen hebben geen rechtsgevolg");
    assert!(!words(&fine).contains("Niet nagekeken"), "{}", words(&fine));
    assert_eq!(state(&data), before, "looking changes nothing");

    on_a_runtime(async {
        let db = Db::connect(&format!("sqlite:{}", data.join("portal.sqlite3").display())).await.expect("a database");
        let mut tx = db.begin().await.expect("a transaction");
        let round = uuid::Uuid::from_u128(7);
        tx.execute(&ROUND, values![round]).await.expect("a round");
        tx.execute(&CERTIFICATE, values![round, serials[0].clone(), at()]).await.expect("a certificate");
        tx.commit().await.expect("kept");
        // Still open: beside the file lie its companions, as while a portal serves.
        expect(&run(&["verify", file, "--data", name]), 1, "Het certificaat is ingetrokken op 20 november 2026");
        db.close().await;
    });
    expect(&run(&["verify", file, "--data", name]), 1, "Het certificaat is ingetrokken op 20 november 2026");
}

/// Just after the root of a demo began.
fn demo_begins(data: &Path) -> Timestamp {
    let roots = app::authority::roots(data).expect("roots");
    roots[0].summary().expect("readable").not_before + jiff::SignedDuration::from_secs(1)
}

#[test]
fn a_list_of_revoked_certificates_can_be_brought_along() {
    use app::ports::SigningService as _;
    use signing::certificate::Revoked;
    let (desk, other) = (Desk::new(), Desk::new());
    let (document, serials) = on_a_runtime(signed(&desk.authority, 2, at()));
    let file = desk.write("both.pdf", &document);
    let revoked = [Revoked { serial: serials[1].clone(), at: at() }];
    let list = desk.write("list.crl", &desk.authority.revocation_list(&revoked, at()).expect("a list"));
    let empty = desk.write("empty.crl", &desk.authority.revocation_list(&[], at()).expect("a list"));
    let foreign = desk.write("foreign.crl", &other.authority.revocation_list(&revoked, at()).expect("a list"));
    let verify = |list: &str| run(&["verify", &file, "--trust", &desk.root(), "--crl", list]);
    expect(&verify(&list), 1, "Het certificaat is ingetrokken");
    let fine = verify(&empty);
    expect(&fine, 0, "Iedereen heeft getekend");
    assert!(!words(&fine).contains("Niet nagekeken"), "{}", words(&fine));
    expect(&verify(&foreign), 2, "niet van een autoriteit die hier vertrouwd wordt");
}

/// A file around these objects, each `N 0 obj … endobj`.
fn file(objects: &[&str], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", index + 1).as_bytes());
    }
    let at = bytes.len();
    bytes.extend_from_slice(format!("{table}trailer\n<<{trailer}>>\nstartxref\n{at}\n%%EOF\n").as_bytes());
    bytes
}

#[test]
fn files_of_strangers_get_a_sentence_in_time_and_memory() {
    let desk = Desk::new();
    let root = desk.root();
    let deep = format!("<</AcroForm {}>>", "[".repeat(4_000_000));
    let signatures = "/ByteRange[0 9 1000 10]".repeat(1_000_000);
    let zeros = "<</Length 30000000/Filter[/FlateDecode/FlateDecode]>>\nstream\n";
    let bomb = format!("{zeros}{}\nendstream", "x".repeat(30_000_000));
    let cases: [(&str, Vec<u8>, i32, &str); 8] = [
        ("loop.pdf", file(&["<<>>"], "/Size 2/Root 1 0 R/Prev 30"), 1, "komt niet uit dit portaal"),
        ("deep.pdf", file(&[&deep], "/Size 2/Root 1 0 R"), 1, "komt niet uit dit portaal"),
        ("many.pdf", file(&[&signatures], "/Size 2/Root 1 0 R"), 1, "beoordelen wij hier niet"),
        ("bomb.pdf", file(&[&bomb], "/Size 2/Root 1 0 R"), 1, "komt niet uit dit portaal"),
        ("count.pdf", b"%PDF-1.7\nxref\n0 999999999\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n".to_vec(), 1, "komt niet"),
        ("locked.pdf", file(&["<<>>"], "/Size 2/Root 1 0 R/Encrypt<<>>"), 2, "versleuteld"),
        ("other.pdf", file(&["<</ByteRange [0 10 20 30]>>"], "/Size 2/Root 1 0 R"), 1, "Er staat 1 handtekening in"),
        ("empty.pdf", Vec::new(), 2, "geen pdf-bestand"),
    ];
    for (name, bytes, code, says) in cases {
        let path = desk.write(name, &bytes);
        let started = Instant::now();
        // 32 MiB of file, a copy or two, and the program itself.
        let output = limited(&["verify", &path, "--trust", &root], 400_000);
        expect(&output, code, says);
        assert!(started.elapsed() < Duration::from_secs(20), "{name}: {:?}", started.elapsed());
    }
    let large = std::fs::File::create(desk.path("large.pdf")).expect("a file");
    (&large).write_all(b"%PDF-1.7\n").expect("written");
    large.set_len(200 * 1024 * 1024).expect("as large as it says");
    let path = desk.path("large.pdf");
    let output = limited(&["verify", path.to_str().expect("plain"), "--trust", &root], 400_000);
    expect(&output, 2, "groter dan 32 MB");
    let endless = limited(&["verify", "/dev/zero", "--trust", &root], 400_000);
    expect(&endless, 2, "groter dan 32 MB");
}

/// Runs the binary with at most so many kilobytes of memory.
fn limited(arguments: &[&str], kilobytes: u32) -> Output {
    let plain = vroegteken(arguments);
    let mut command = std::process::Command::new("sh");
    command.arg("-c").arg(format!("ulimit -v {kilobytes} && exec \"$0\" \"$@\""));
    command.arg(plain.get_program()).args(plain.get_args()).env("VROEGTEKEN_LOG", "warn");
    command.output().expect("the binary runs")
}

/// The promise is 50 ms for a release build on a quiet machine; this one notices a runtime or a
/// database that is started for nothing.
#[test]
fn the_answer_comes_at_once() {
    let desk = Desk::new();
    let (file, root) = (desk.write("both.pdf", &desk.signed(2)), desk.root());
    let times = (0..10).map(|_| {
        let started = Instant::now();
        expect(&verify(&file, &root), 0, "Iedereen");
        started.elapsed()
    });
    let best = times.min().expect("ten times");
    println!("verify as a whole process: {best:?}");
    assert!(best < Duration::from_millis(250), "{best:?}");
}
