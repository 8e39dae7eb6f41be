//! `vroegteken verify`: judges one file, without a portal and without changing anything.
//!
//! Trust comes from the command line and from the data folder it names, never from the file.

mod answer;

use app::{
    authority,
    ports::{Clock as _, SystemClock},
    verification::{
        self, Certificate, LARGEST, LARGEST_EVIDENCE, Obstacle, Outcome, Proof, Report, RevocationList, Trust, Verdict,
    },
};
use domain::agreement::AgreementNumber;
use jiff::civil::Date;
use std::{
    fs::File,
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};
use storage::{Db, certificates, elsewhere, store::Digest};

/// Whom to trust.
pub struct Trusted {
    /// A file with roots (PEM).
    pub roots: Option<PathBuf>,
    /// The data folder of a portal.
    pub data: Option<PathBuf>,
    /// A list of revoked certificates (DER).
    pub list: Option<PathBuf>,
}

/// The exit codes. They are stable.
const ALL_SIGNED: u8 = 0;
const NOT_VALID: u8 = 1;
const UNREADABLE: u8 = 2;
const PARTLY_SIGNED: u8 = 3;

/// Judges a file, with evidence where there is some, and says what is to be said of it.
pub fn run((file, evidence): (&Path, Option<&Path>), trusted: &Trusted, json: bool) -> ExitCode {
    match judged(file, evidence, trusted) {
        Ok((verdict, trust)) => {
            let text = if json {
                answer::json(&verdict, &trust)
            } else {
                answer::words(&verdict, file, trust.roots.is_empty())
            };
            // Whoever closed the pipe has the exit code still.
            let _ = writeln!(std::io::stdout(), "{text}");
            ExitCode::from(match verdict.report.outcome {
                _ if verdict.proof.as_ref().is_some_and(|proof| !matches!(proof, Proof::Holds(_))) => NOT_VALID,
                Outcome::AllSigned => ALL_SIGNED,
                Outcome::NotValid(_) => NOT_VALID,
                Outcome::Unreadable(_) => UNREADABLE,
                Outcome::PartlySigned => PARTLY_SIGNED,
            })
        }
        Err(sentence) => {
            eprintln!("vroegteken: {sentence}");
            ExitCode::from(UNREADABLE)
        }
    }
}

fn judged(file: &Path, evidence: Option<&Path>, trusted: &Trusted) -> Result<(Verdict, Trust), String> {
    let (trust, known) = trust(trusted)?;
    let now = SystemClock.now();
    let verdict = match read(file)? {
        Some(bytes) => {
            let brought_in = trusted.data.as_deref().map(|data| brought_in(data, &bytes)).unwrap_or_default();
            let verdict = verification::judge(&bytes, &trust, known, now);
            let proof = evidence.map(proof_file).transpose()?;
            let proof = proof.map(|evidence| Proof::of(&evidence, &bytes, &verdict.report));
            Verdict { brought_in, proof, ..verdict }
        }
        None => {
            let outcome = Outcome::Unreadable(Obstacle::TooLarge);
            let report = Report { outcome, slots: Vec::new(), signatures: Vec::new() };
            Verdict { report, demo: false, revocations_known: known, brought_in: Vec::new(), proof: None }
        }
    };
    Ok((verdict, trust))
}

/// The bytes of a file; none when there are too many, which are not read.
fn read(path: &Path) -> Result<Option<Vec<u8>>, String> {
    let sentence = |error: std::io::Error| format!("{} kan niet worden gelezen ({error})", path.display());
    let file = File::open(path).map_err(sentence)?;
    let size = file.metadata().map_err(sentence)?.len();
    let largest = LARGEST as u64;
    if size > largest {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    // A pipe has no size, and a file may grow.
    file.take(largest + 1).read_to_end(&mut bytes).map_err(sentence)?;
    Ok((bytes.len() <= LARGEST).then_some(bytes))
}

/// The bytes of evidence; of what is too large, enough to see that.
fn proof_file(path: &Path) -> Result<Vec<u8>, String> {
    let sentence = |error: std::io::Error| format!("{} kan niet worden gelezen ({error})", path.display());
    let mut bytes = Vec::new();
    File::open(path).map_err(sentence)?.take(LARGEST_EVIDENCE as u64 + 1).read_to_end(&mut bytes).map_err(sentence)?;
    Ok(bytes)
}

/// Whom to trust, and whether it is known which certificates are revoked.
fn trust(trusted: &Trusted) -> Result<(Trust, bool), String> {
    let (mut trust, mut known) = (Trust::default(), false);
    if let Some(path) = &trusted.roots {
        let sentence = |error: &dyn std::fmt::Display| format!("{} kan niet worden gelezen ({error})", path.display());
        let pem = std::fs::read_to_string(path).map_err(|error| sentence(&error))?;
        trust.roots = Certificate::from_pem(&pem).map_err(|error| sentence(&error))?;
    }
    if let Some(data) = &trusted.data {
        let roots = authority::roots(data).map_err(|error| app::jobs::chain(&error))?;
        let database = data.join("portal.sqlite3");
        // Without keys no certificate was issued, and none revoked.
        if !roots.is_empty() && database.is_file() {
            trust.revoked = revoked(&database)
                .map_err(|error| format!("de lijst van ingetrokken certificaten kan niet worden gelezen ({error})"))?;
            known = true;
        }
        trust.roots.extend(roots);
    }
    if let Some(path) = &trusted.list {
        let sentence = |error: &dyn std::fmt::Display| format!("{} kan niet worden gelezen ({error})", path.display());
        let der = std::fs::read(path).map_err(|error| sentence(&error))?;
        let list = RevocationList::from_der(&der).map_err(|error| sentence(&error))?;
        if !trust.roots.iter().any(|root| list.is_from(root)) {
            return Err(format!("{} is niet van een autoriteit die hier vertrouwd wordt", path.display()));
        }
        trust.lists.push(list);
        known = true;
    }
    Ok((trust, known))
}

/// The agreements with which the portal of a data folder took these bytes in. A portal that cannot say so, for it
/// is older than that, took none in.
fn brought_in(data: &Path, bytes: &[u8]) -> Vec<(AgreementNumber, Date)> {
    let database = data.join("portal.sqlite3");
    if !database.is_file() {
        return Vec::new();
    }
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return Vec::new() };
    let reading = async {
        let db = Db::look(&database).await?;
        let found = elsewhere::by_digest(&mut db.read().await?, Digest::of(bytes)).await?;
        db.close().await;
        Ok::<_, storage::StorageError>(found)
    };
    runtime.block_on(reading).unwrap_or_default()
}

/// What the portal of a data folder revoked. Only this needs a runtime.
fn revoked(database: &Path) -> Result<Vec<signing::certificate::Revoked>, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let reading = async {
        let db = Db::look(database).await?;
        let rows = certificates::revoked(&mut db.read().await?).await?;
        db.close().await;
        Ok(verification::register(&rows))
    };
    runtime
        .map_err(|error| error.to_string())?
        .block_on(reading)
        .map_err(|error: storage::StorageError| app::jobs::chain(&error))
}
