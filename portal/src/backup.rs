//! `backup`, `restore` and `check --deep`: files and folders around them.
//!
//! A restore is prepared beside the place where it ends: documents in the folder `restoring` of the data folder, a
//! SQLite file under a name of its own. While that folder is there and the database is not, a restore was cut off:
//! nothing starts on it, and the next restore clears it away.

use crate::{
    config::Config,
    lock::Lock,
    wiring::{self, Failure, failure},
};
use app::{
    backup::{self, BackupError, Opened},
    ports::{Clock as _, SystemClock},
};
use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::ErrorKind,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};
use storage::{Db, copy, store::Store};

/// The folder that says that a restore is under way.
const UNDER_WAY: &str = "restoring";
const DOCUMENTS: &str = "documents";
/// What may stand in a folder before a restore: keys are put back apart.
const MAY_STAND: [&str; 3] = ["lock", "keys", "lost+found"];

fn sentence(file: &Path, error: BackupError) -> Failure {
    format!("{}: {}", file.display(), failure(error))
}

/// A path with something behind its name.
fn beside(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// What was renamed or taken away in a folder survives a power cut.
fn flush_folder(folder: &Path) -> std::io::Result<()> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    File::open(folder)?.sync_all()
}

/// The database as it is; never made, never brought up to date.
async fn existing(config: &Config) -> Result<Db, Failure> {
    let url = config.database_url();
    if let Some(file) = Db::file(&url).map_err(failure)?
        && !file.is_file()
    {
        return Err(format!("there is no database {}", file.display()));
    }
    Db::connect(&url).await.map_err(failure)
}

/// Writes a backup.
///
/// # Errors
/// A sentence; then there is no new file.
pub async fn backup(config: &Config, file: &Path) -> Result<ExitCode, Failure> {
    let db = existing(config).await?;
    if file.exists() {
        return Err(format!("{} is there already; a backup never overwrites one", file.display()));
    }
    let part = beside(file, ".part");
    let out = new_part(&part)?;
    let store = Store::folder(&config.data.join(DOCUMENTS)).map_err(failure)?;
    let made = backup::make(&db, &store, &config.data, out, SystemClock.now()).await;
    db.close().await;
    let made = made.and_then(|made| {
        fs::rename(&part, file)?;
        flush_folder(file.parent().unwrap_or(Path::new(".")))?;
        Ok(made)
    });
    let made = made.map_err(|error| {
        // It is worth nothing, and may be what fills the disk.
        let _ = fs::remove_file(&part);
        sentence(file, error)
    })?;
    println!("rows {}, documents {}", made.rows, made.documents);
    if made.missing.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    Err(format!(
        "the backup was made without {} documents that are missing or damaged; `vroegteken check --deep` names them",
        made.missing.len()
    ))
}

/// A file that nobody else may read, and that nobody else writes now.
fn new_part(part: &Path) -> Result<File, Failure> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let wrong = |error| format!("{} cannot be written: {error}", part.display());
    let out = options.open(part).map_err(wrong)?;
    match out.try_lock() {
        Ok(()) => out.set_len(0).map_err(wrong).map(|()| out),
        Err(TryLockError::WouldBlock) => Err(format!("another backup writes {} now", part.display())),
        Err(TryLockError::Error(error)) => Err(wrong(error)),
    }
}

/// Looks at all data.
///
/// # Errors
/// A sentence when it cannot be looked at.
pub async fn check(config: &Config) -> Result<ExitCode, Failure> {
    let db = existing(config).await?;
    let schema = copy::schema(&mut db.read().await.map_err(failure)?).await.map_err(failure)?;
    if schema != storage::newest_schema() {
        return Err(format!(
            "the database stands at step {schema} and this program at {}; `vroegteken migrate` brings it up to date",
            storage::newest_schema()
        ));
    }
    let store = Store::folder(&config.data.join(DOCUMENTS)).map_err(failure)?;
    let looked = app::check::deep(&db, &store, |line| println!("{line}")).await.map_err(failure)?;
    db.close().await;
    println!("documents {}, findings {}", looked.documents, looked.findings);
    Ok(if looked.findings == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Where a restore ends.
struct Place<'a> {
    data: &'a Path,
    url: String,
    /// The file of a SQLite database.
    file: Option<PathBuf>,
}

impl<'a> Place<'a> {
    fn of(config: &'a Config) -> Result<Self, Failure> {
        let url = config.database_url();
        let file = Db::file(&url).map_err(failure)?;
        Ok(Self { data: &config.data, url, file })
    }

    fn under_way(&self) -> PathBuf {
        self.data.join(UNDER_WAY)
    }

    /// The SQLite file while it is filled.
    fn unfinished(&self) -> Option<PathBuf> {
        self.file.as_ref().map(|file| beside(file, ".restoring"))
    }

    /// Refuses a folder with something in it, leftovers of a restore aside.
    fn must_be_empty(&self) -> Result<(), Failure> {
        if let Some(file) = self.file.as_ref().filter(|file| file.exists()) {
            return Err(format!("there is a database {} already; restore into a new folder", file.display()));
        }
        let entries = match fs::read_dir(self.data) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(format!("the data folder {} cannot be read: {error}", self.data.display())),
        };
        let cut_off = self.under_way().exists();
        for entry in entries {
            let name = entry.map_err(failure)?.file_name();
            let name = name.to_string_lossy();
            let leftover = name == UNDER_WAY || name == DOCUMENTS || name.contains(".restoring");
            let may_stand = MAY_STAND.contains(&&*name) || (cut_off && leftover);
            if !may_stand {
                return Err(format!(
                    "the data folder {} is not empty ({name}); restore into a new folder",
                    self.data.display()
                ));
            }
        }
        Ok(())
    }

    /// Takes away what an unfinished restore made.
    fn clear(&self) -> std::io::Result<()> {
        let gone = |done: std::io::Result<()>| match done {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
        if let Some(file) = self.unfinished() {
            for end in ["", "-wal", "-shm"] {
                gone(fs::remove_file(beside(&file, end)))?;
            }
        }
        if self.under_way().exists() {
            gone(fs::remove_dir_all(self.data.join(DOCUMENTS)))?;
            fs::remove_dir_all(self.under_way())?;
        }
        Ok(())
    }

    async fn fill(&self, opened: Opened, path: &Path) -> Result<(), Failure> {
        self.clear().map_err(failure)?;
        let documents = self.under_way().join(DOCUMENTS);
        let store = Store::folder(&documents).map_err(failure)?;
        let db = match self.unfinished() {
            Some(file) => Db::new_file(&file).await,
            None => Db::connect(&self.url).await,
        }
        .map_err(failure)?;
        let made_at = opened.head.made_at.clone();
        let restored = opened.restore(&db, Arc::new(store)).await.map_err(|error| sentence(path, error))?;
        let (rows, many, missing) = (restored.rows, restored.documents, restored.missing.clone());
        fs::rename(&documents, self.data.join(DOCUMENTS)).map_err(failure)?;
        self.put_keys(&restored.keys).map_err(failure)?;
        restored.commit().await.map_err(|error| sentence(path, error))?;
        db.close().await;
        self.finish().map_err(failure)?;
        println!("restored the backup of {made_at}: rows {rows}, documents {many}");
        if !missing.is_empty() {
            println!("without {} documents that were missing when it was made", missing.len());
        }
        let keys = self.data.join("keys");
        if keys.join("root.pem").exists() && !keys.join("root.key").exists() {
            println!("put {} back from its own backup before the portal serves", keys.join("root.key").display());
        }
        Ok(())
    }

    /// Puts the files of the authority there, unless the folder has some.
    fn put_keys(&self, keys: &[(String, Vec<u8>)]) -> std::io::Result<()> {
        if app::authority::exists(self.data) || keys.is_empty() {
            return Ok(());
        }
        wiring::folder(&self.data.join("keys")).map_err(std::io::Error::other)?;
        for (name, bytes) in keys {
            let mut options = OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(self.data.join(name))?;
            std::io::Write::write_all(&mut file, bytes)?;
            file.sync_all()?;
        }
        Ok(())
    }

    /// The database gets its name: from here on the restore is done.
    fn finish(&self) -> std::io::Result<()> {
        flush_folder(self.data)?;
        if let (Some(file), Some(unfinished)) = (&self.file, self.unfinished()) {
            File::open(&unfinished)?.sync_all()?;
            fs::rename(&unfinished, file)?;
            flush_folder(file.parent().unwrap_or(self.data))?;
        }
        fs::remove_dir_all(self.under_way())
    }
}

/// Restores a backup.
///
/// # Errors
/// A sentence; then everything is as it was.
pub async fn restore(config: &Config, path: &Path) -> Result<ExitCode, Failure> {
    let opened = backup::open(path).map_err(|error| sentence(path, error))?;
    let place = Place::of(config)?;
    let (had_folder, had_lock) = (config.data.exists(), config.data.join("lock").exists());
    if had_lock {
        // Who is serving is said before what is in the folder.
        drop(Lock::take(&config.data)?);
    }
    place.must_be_empty()?;
    let had_keys = config.data.join("keys").exists();
    wiring::folder(&config.data)?;
    let lock = Lock::take(&config.data)?;
    let done = place.fill(opened, path).await;
    if done.is_err() {
        // What cannot be taken away now is taken away by the next restore.
        let _ = place.clear();
        if !had_keys {
            let _ = fs::remove_dir_all(config.data.join("keys"));
        }
        if !had_lock {
            let _ = fs::remove_file(config.data.join("lock"));
        }
        if !had_folder {
            let _ = fs::remove_dir(&config.data);
        }
    }
    drop(lock);
    done.map(|()| ExitCode::SUCCESS)
}

/// Refuses a folder with a restore that was cut off; one that was cut off behind its end is done.
///
/// # Errors
/// A sentence.
pub async fn settle(config: &Config) -> Result<(), Failure> {
    let place = Place::of(config)?;
    if !place.under_way().exists() {
        return Ok(());
    }
    let done = match &place.file {
        Some(file) => file.exists(),
        None => {
            let db = Db::connect(&place.url).await.map_err(failure)?;
            let empty = copy::is_empty(&mut db.read().await.map_err(failure)?).await.map_err(failure)?;
            db.close().await;
            !empty
        }
    };
    if !done {
        return Err(format!("a restore into {} was cut off; start it again", config.data.display()));
    }
    fs::remove_dir_all(place.under_way()).map_err(failure)
}
