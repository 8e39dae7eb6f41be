//! Putting the parts together: database, ports, settings.

use crate::{backup, config::Config, keys};
use app::{
    App,
    demo::DemoMail,
    documents::Workers,
    mail::{Smtp, SmtpSettings},
    ports::{Clock, MailTransport, NotSent, PortFuture, Ports, SystemClock, SystemRandomness, TimeIds},
};
use std::{path::Path, sync::Arc};
use storage::{Db, meta, store::Store};

/// What an operator reads when something cannot go on.
pub type Failure = String;

/// An error with its causes, in one line.
pub fn failure(error: impl std::error::Error) -> Failure {
    app::jobs::chain(&error)
}

/// Makes the data folder where it is missing; nobody else may look into it.
///
/// # Errors
/// A sentence.
pub fn folder(path: &Path) -> Result<(), Failure> {
    let sentence = |error: std::io::Error| format!("the data folder {} cannot be made: {error}", path.display());
    std::fs::create_dir_all(path).map_err(sentence)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o700)).map_err(sentence)?;
    }
    Ok(())
}

/// The database, up to date.
///
/// # Errors
/// A sentence.
pub async fn database(config: &Config) -> Result<Db, Failure> {
    folder(&config.data)?;
    backup::settle(config).await?;
    let db = Db::connect(&config.database_url()).await.map_err(failure)?;
    db.migrate().await.map_err(failure)?;
    Ok(db)
}

/// As [`database`], for making demo data: it need not survive a power cut while it is made.
///
/// # Errors
/// A sentence.
pub async fn database_for_demo_data(config: &Config) -> Result<Db, Failure> {
    folder(&config.data)?;
    backup::settle(config).await?;
    let db = Db::connect_hastily(&config.database_url()).await.map_err(failure)?;
    db.migrate().await.map_err(failure)?;
    Ok(db)
}

/// Marks the data as demo or real; the first mark stays for good.
///
/// # Errors
/// A sentence when it bears the other mark.
pub async fn mark(db: &Db, demo: bool) -> Result<(), Failure> {
    let wanted = if demo { "demo" } else { "real" };
    let mut tx = db.begin().await.map_err(failure)?;
    meta::set_once(&mut tx, "mode", wanted).await.map_err(failure)?;
    let mode = meta::get(&mut tx, "mode").await.map_err(failure)?;
    tx.commit().await.map_err(failure)?;
    match mode.as_deref() {
        Some(mode) if mode == wanted => Ok(()),
        Some("demo") => {
            Err("this data is a demo for good: start with --demo, or choose another data folder".to_owned())
        }
        _ => Err("this data is real: start without --demo, or choose another data folder".to_owned()),
    }
}

/// Marks data that bears no mark yet as real: somebody begins to work with it.
///
/// # Errors
/// A sentence.
pub async fn mark_if_new(db: &Db) -> Result<(), Failure> {
    let mut tx = db.begin().await.map_err(failure)?;
    meta::set_once(&mut tx, "mode", "real").await.map_err(failure)?;
    tx.commit().await.map_err(failure)
}

/// Commands that only write into the outbox hand nothing over.
struct NoMail;

impl MailTransport for NoMail {
    fn send<'a>(&'a self, _: &'a app::mail::Letter) -> PortFuture<'a, Result<(), NotSent>> {
        Box::pin(async { Err(NotSent::Later("mails go out when the portal serves".to_owned())) })
    }
}

/// The clock of a demo that runs ahead.
struct ClockAhead {
    hours: u32,
}

impl Clock for ClockAhead {
    fn now(&self) -> jiff::Timestamp {
        let now = SystemClock.now();
        now.checked_add(jiff::SignedDuration::from_hours(i64::from(self.hours))).unwrap_or(now)
    }
}

/// The portal, with mail as the settings say (the demo's mailbox, a mail server, or none) and with the
/// authority of its data folder.
///
/// # Errors
/// A sentence about the mail settings or the keys.
pub fn app(config: &Config, db: Db, with_mail: bool) -> Result<App, Failure> {
    let clock: Arc<dyn Clock> = match config.demo_hours_ahead {
        0 => Arc::new(SystemClock),
        hours => Arc::new(ClockAhead { hours }),
    };
    let mail: Arc<dyn MailTransport> = if !with_mail {
        Arc::new(NoMail)
    } else if config.demo {
        Arc::new(DemoMail::new(db.clone(), clock.clone()))
    } else {
        Arc::new(smtp(config)?)
    };
    let ids = Arc::new(TimeIds::new(clock.clone()));
    let store = Store::folder(&config.data.join("documents")).map_err(failure)?;
    let program = std::env::current_exe().map_err(failure)?;
    let width = std::thread::available_parallelism().map_or(1, usize::from);
    // Who only writes into the database needs no keys, and no passphrase. A demo signs while it is made.
    let signing = if with_mail || config.demo { keys::authority(config)? } else { None };
    let renderer = Workers::new(program, vec!["render-worker".into()], width);
    let ports = Ports {
        clock,
        ids,
        randomness: Arc::new(SystemRandomness),
        mail,
        store: Arc::new(store),
        renderer: Arc::new(renderer),
        signing,
    };
    Ok(App::new(db, ports, config.settings()))
}

fn smtp(config: &Config) -> Result<Smtp, Failure> {
    let root_pem = match &config.smtp_ca_file {
        None => None,
        Some(file) => Some(std::fs::read(file).map_err(|error| format!("smtp_ca_file: {error}"))?),
    };
    let login =
        (!config.smtp_username.is_empty()).then(|| (config.smtp_username.clone(), config.smtp_password.clone()));
    Smtp::new(SmtpSettings {
        host: config.smtp_host.clone(),
        port: config.smtp_port,
        login,
        root_pem,
        from: config.mail_from.clone(),
    })
}
