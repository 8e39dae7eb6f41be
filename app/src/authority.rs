//! The portal's own authority: it vouches for signatories where no trust service does.
//!
//! What belongs here: its two files, and what it issues. What never does: who may sign what, and which
//! certificates are revoked (that is in the database). The key of a signatory is made for one round,
//! stays in memory and ends with it; only the key of the authority lies on disk, under a passphrase.

use crate::ports::{Credential, NoCredential, PortFuture, Randomness, SigningService, Subscriber, SystemRandomness};
use jiff::{SignedDuration, Timestamp, ToSpan as _, tz::TimeZone};
use signing::{
    certificate::{Authority, Certificate, CertificateError, Request, Revoked, RootRequest},
    key::{self, KeyError, P256Key, SystemRandom},
};
use std::{
    fs::{self, File, OpenOptions},
    io::Write as _,
    path::{Path, PathBuf},
};

/// The folder in the data folder.
const FOLDER: &str = "keys";
/// Certificates of the authority, the newest first; anybody may have them.
const ROOTS: &str = "root.pem";
/// The key of the newest, under a passphrase.
const KEY: &str = "root.key";
/// Where the list of revoked certificates is published.
pub const LIST_PATH: &str = "/ca/ingetrokken.crl";
/// The organisation in the root of a demo.
const DEMO: &str = "DEMO, zonder rechtsgevolg";
/// The shortest passphrase, in characters.
pub const SHORTEST_PASSPHRASE: usize = 12;

/// How long a root lasts.
const ROOT_YEARS: i16 = 15;
/// How long the certificate of a signatory lasts: without time-stamps a signature can be checked no longer.
const CERTIFICATE_YEARS: i16 = 10;
/// Nobody gets a certificate that lasts shorter.
const LEAST_LEFT: SignedDuration = SignedDuration::from_hours(90 * 24);
/// Clocks of those who check may be behind.
const BACKDATED: SignedDuration = SignedDuration::from_mins(1);
/// Until when a list of revoked certificates is the newest for sure.
const LIST_LASTS: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Why there is no authority.
#[derive(Debug, thiserror::Error)]
pub enum AuthorityError {
    /// Nobody made one.
    #[error("there are no keys in {}; `vroegteken keys init` makes them", .0.display())]
    None(PathBuf),
    /// There is one; a second one would leave all signatures of the first without a root.
    #[error("there are keys in {} already; they are never overwritten", .0.display())]
    AlreadyThere(PathBuf),
    /// Only one of the two files is there.
    #[error("{} is missing, put it back from a backup", .0.display())]
    Half(PathBuf),
    /// The passphrase is too short.
    #[error("keys_passphrase: needs at least {SHORTEST_PASSPHRASE} characters")]
    ShortPassphrase,
    /// The passphrase is missing.
    #[error("keys_passphrase: missing; without it the key of the authority cannot be opened")]
    NoPassphrase,
    /// The passphrase is another one.
    #[error("keys_passphrase: does not open {}", .0.display())]
    WrongPassphrase(PathBuf),
    /// A real authority has the name of the demo's.
    #[error("association: “{DEMO}” is the name of the demo's authority")]
    DemoName,
    /// A file cannot be read or written.
    #[error("{}", .0.display())]
    File(PathBuf, #[source] std::io::Error),
    /// The key is damaged.
    #[error("the key of the authority")]
    Key(#[from] KeyError),
    /// The certificate is damaged, or of another key.
    #[error("the certificate of the authority")]
    Certificate(#[from] CertificateError),
}

/// The portal's own authority.
pub struct OwnAuthority {
    authority: Authority,
    roots: Vec<Certificate>,
    list_url: String,
    demo: bool,
}

/// What to make a root from.
pub struct NewAuthority<'a> {
    /// Who runs it.
    pub association: &'a str,
    /// Under what its key is to lie.
    pub passphrase: &'a str,
    /// When.
    pub now: Timestamp,
    /// Whether its signatures bind nobody.
    pub demo: bool,
}

/// Whether there are keys, or some part of them, in this data folder.
#[must_use]
pub fn exists(data: &Path) -> bool {
    [ROOTS, KEY].iter().any(|file| data.join(FOLDER).join(file).exists())
}

/// The roots of a data folder, the newest first; none when it has no keys.
///
/// # Errors
/// [`AuthorityError`] when the file cannot be read.
pub fn roots(data: &Path) -> Result<Vec<Certificate>, AuthorityError> {
    let path = data.join(FOLDER).join(ROOTS);
    if path.exists() { Ok(Certificate::from_pem(&read(&path)?)?) } else { Ok(Vec::new()) }
}

/// Whether this root stands for a demo: its certificate says so.
#[must_use]
pub fn is_demo(root: &Certificate) -> bool {
    root.summary().is_ok_and(|summary| summary.organisation.as_deref() == Some(DEMO))
}

impl OwnAuthority {
    /// Makes an authority in a data folder: both files or none, and never over older ones.
    ///
    /// # Errors
    /// [`AuthorityError`].
    pub fn make(data: &Path, new: &NewAuthority) -> Result<Certificate, AuthorityError> {
        if exists(data) {
            return Err(AuthorityError::AlreadyThere(data.join(FOLDER)));
        }
        if new.passphrase.is_empty() {
            return Err(AuthorityError::NoPassphrase);
        }
        if new.passphrase.chars().count() < SHORTEST_PASSPHRASE {
            return Err(AuthorityError::ShortPassphrase);
        }
        let pkcs8 = key::generate(&SystemRandom::new())?;
        let authority = root(new, &pkcs8)?;
        let sealed = key::encrypt(&pkcs8, new.passphrase, random(), random())?;
        let pem = authority.certificate().to_pem()?;
        save(data, &[(ROOTS, pem.as_bytes()), (KEY, sealed.as_bytes())])?;
        Ok(authority.certificate().clone())
    }

    /// Opens the authority of a data folder. `public_url` is where its list will be published.
    ///
    /// # Errors
    /// [`AuthorityError`].
    pub fn open(data: &Path, passphrase: &str, public_url: &str) -> Result<Self, AuthorityError> {
        let folder = data.join(FOLDER);
        let (roots_path, key_path) = (folder.join(ROOTS), folder.join(KEY));
        match (roots_path.exists(), key_path.exists()) {
            (true, true) => {}
            (false, false) => return Err(AuthorityError::None(folder)),
            (false, true) => return Err(AuthorityError::Half(roots_path)),
            (true, false) => return Err(AuthorityError::Half(key_path)),
        }
        if passphrase.is_empty() {
            return Err(AuthorityError::NoPassphrase);
        }
        let roots = roots(data)?;
        let pkcs8 = key::decrypt(&read(&key_path)?, passphrase).map_err(|error| match error {
            KeyError::WrongPassphrase => AuthorityError::WrongPassphrase(key_path),
            other => AuthorityError::Key(other),
        })?;
        let signer = P256Key::from_pkcs8(&pkcs8, SystemRandom::new())?;
        let newest = roots.first().ok_or(CertificateError::NotACertificate)?.clone();
        Ok(Self::around(Authority::new(newest, Box::new(signer))?, roots, public_url))
    }

    /// An authority that ends with the process: for tests, which need no files.
    ///
    /// # Errors
    /// [`AuthorityError`].
    pub fn in_memory(new: &NewAuthority, public_url: &str) -> Result<Self, AuthorityError> {
        let authority = root(new, &key::generate(&SystemRandom::new())?)?;
        let roots = vec![authority.certificate().clone()];
        Ok(Self::around(authority, roots, public_url))
    }

    fn around(authority: Authority, roots: Vec<Certificate>, public_url: &str) -> Self {
        let demo = is_demo(authority.certificate());
        Self { authority, roots, list_url: format!("{}{LIST_PATH}", public_url.trim_end_matches('/')), demo }
    }

    fn certify(&self, who: &Subscriber, now: Timestamp) -> Result<Credential, NoCredential> {
        let (root_from, root_until) = self.authority.certificate().period()?;
        if !self.issues(now) {
            return Err(NoCredential::AuthorityEnded);
        }
        let random = SystemRandom::new();
        let pkcs8 = key::generate(&random).map_err(later)?;
        let signer = P256Key::from_pkcs8(&pkcs8, random).map_err(later)?;
        let certificate = self.authority.issue(&Request {
            person: &who.person,
            organisation: &who.organisation,
            kvk: who.kvk.as_deref(),
            public_key: signer.public_key().map_err(CertificateError::from)?,
            serial: self::random(),
            not_before: (now - BACKDATED).max(root_from),
            not_after: years_after(now, CERTIFICATE_YEARS)?.min(root_until),
            crl_url: &self.list_url,
        })?;
        let chain = vec![certificate, self.authority.certificate().clone()];
        Ok(Credential { chain, signer: Box::new(signer) })
    }
}

#[expect(clippy::needless_pass_by_value, reason = "given to map_err")]
fn later(error: KeyError) -> NoCredential {
    NoCredential::Later(error.to_string())
}

impl SigningService for OwnAuthority {
    fn credential<'a>(
        &'a self,
        who: &'a Subscriber,
        now: Timestamp,
    ) -> PortFuture<'a, Result<Credential, NoCredential>> {
        Box::pin(async move { self.certify(who, now) })
    }

    fn issues(&self, now: Timestamp) -> bool {
        self.authority.certificate().period().is_ok_and(|(_, until)| until.duration_since(now) >= LEAST_LEFT)
    }

    fn roots(&self) -> &[Certificate] {
        &self.roots
    }

    fn revocation_list(&self, revoked: &[Revoked], now: Timestamp) -> Result<Vec<u8>, NoCredential> {
        // Every node of a portal counts alike, without asking another: by the clock.
        let number = u64::try_from(now.as_microsecond()).unwrap_or_default();
        Ok(self.authority.revocation_list(number, now, now + LIST_LASTS, revoked)?.der().to_vec())
    }

    fn is_demo(&self) -> bool {
        self.demo
    }
}

fn root(new: &NewAuthority, pkcs8: &[u8]) -> Result<Authority, AuthorityError> {
    if !new.demo && new.association == DEMO {
        return Err(AuthorityError::DemoName);
    }
    let signer = P256Key::from_pkcs8(pkcs8, SystemRandom::new())?;
    let year = domain::calendar::local_date(new.now).year();
    let mark = if new.demo { "DEMO " } else { "" };
    let request = RootRequest {
        name: &format!("{mark}Vroegteken ondertekenautoriteit {year}"),
        organisation: if new.demo { DEMO } else { new.association },
        public_key: signer.public_key().map_err(CertificateError::from)?,
        serial: random(),
        not_before: new.now - BACKDATED,
        not_after: years_after(new.now, ROOT_YEARS)?,
    };
    Ok(Authority::make_root(&request, Box::new(signer))?)
}

fn years_after(at: Timestamp, years: i16) -> Result<Timestamp, CertificateError> {
    let later = TimeZone::UTC.to_datetime(at).checked_add(years.years()).map_err(|_| CertificateError::Period)?;
    TimeZone::UTC.to_timestamp(later).map_err(|_| CertificateError::Period)
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    SystemRandomness.fill(&mut bytes);
    bytes
}

fn read(path: &Path) -> Result<String, AuthorityError> {
    fs::read_to_string(path).map_err(|error| AuthorityError::File(path.to_owned(), error))
}

/// Writes files into the folder of keys, all or none: into a new folder, flushed to disk, which then
/// gets its name. A folder that is not empty is never replaced.
fn save(data: &Path, files: &[(&str, &[u8])]) -> Result<(), AuthorityError> {
    let suffix: String = random::<4>().iter().map(|byte| format!("{byte:02x}")).collect();
    let (new, folder) = (data.join(format!("{FOLDER}.{suffix}")), data.join(FOLDER));
    let written = write_all(&new, files).and_then(|()| fs::rename(&new, &folder)).and_then(|()| flush(data));
    written.map_err(|error| {
        // What was not put in place is of no use to anybody.
        let _ = fs::remove_dir_all(&new);
        if exists(data) { AuthorityError::AlreadyThere(folder) } else { AuthorityError::File(folder, error) }
    })
}

fn write_all(folder: &Path, files: &[(&str, &[u8])]) -> std::io::Result<()> {
    fs::create_dir(folder)?;
    for (name, bytes) in files {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(folder.join(name))?;
        file.write_all(bytes)?;
        file.sync_all()?;
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    }
    flush(folder)
}

/// Makes the names in a folder last.
fn flush(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests;
