//! The keys of the portal's own authority: made once, opened at every start.

use crate::{
    config::Config,
    wiring::{self, Failure, failure},
};
use app::{
    authority::{self, AuthorityError, NewAuthority, OwnAuthority},
    ports::{Clock as _, SigningService, SystemClock},
};
use std::{path::Path, process::ExitCode, sync::Arc};

/// What an operator reads while nobody can sign.
pub const NONE: &str =
    "there are no keys, so signing is not offered; `vroegteken keys init` makes them (docs/operate.md)";

/// The passphrase of a demo. It protects nothing and is not meant to: the key of a demo vouches for
/// nobody, its certificate says so, and a real portal does not start with it.
const DEMO_PASSPHRASE: &str = "vroegteken demo";

/// The authority of the data folder; none while the operator has made none. A demo makes its own.
///
/// # Errors
/// A sentence: no passphrase, a wrong one, damaged files, or keys of a demo in a real portal.
pub fn authority(config: &Config) -> Result<Option<Arc<dyn SigningService>>, Failure> {
    if !authority::exists(&config.data) {
        if !config.demo {
            return Ok(None);
        }
        wiring::folder(&config.data)?;
        make(config, DEMO_PASSPHRASE)?;
    }
    // Before the passphrase is asked for: the wrong keys have another one.
    let roots = authority::roots(&config.data).map_err(failure)?;
    match (roots.first().is_some_and(authority::is_demo), config.demo) {
        (true, false) => return Err("these are the keys of a demo; a real portal never signs with them".to_owned()),
        (false, true) if !roots.is_empty() => {
            return Err("these are the keys of a real portal; a demo never signs with them".to_owned());
        }
        _ => {}
    }
    let passphrase = if config.demo { DEMO_PASSPHRASE } else { &config.keys_passphrase };
    let opened = OwnAuthority::open(&config.data, passphrase, &config.public_url).map_err(failure)?;
    Ok(Some(Arc::new(opened)))
}

fn make(config: &Config, passphrase: &str) -> Result<signing::certificate::Certificate, Failure> {
    let now = SystemClock.now();
    let new = NewAuthority { association: &config.association, passphrase, now, demo: config.demo };
    OwnAuthority::make(&config.data, &new).map_err(|error| match error {
        AuthorityError::NoPassphrase => {
            "keys_passphrase: missing; set it, or keys_passphrase_file, before making the keys".to_owned()
        }
        other => failure(other),
    })
}

/// Makes the keys of a real portal, and tells what to keep.
///
/// # Errors
/// A sentence: a demo, keys that are there, no good passphrase.
pub async fn init(config: &Config) -> Result<ExitCode, Failure> {
    if config.demo {
        return Err("a demo makes its own keys when it starts".to_owned());
    }
    if authority::exists(&config.data) {
        return Err(failure(AuthorityError::AlreadyThere(config.data.join("keys"))));
    }
    if config.keys_passphrase.chars().count() < authority::SHORTEST_PASSPHRASE {
        // Said before anything is made, the database included.
        let error = if config.keys_passphrase.is_empty() {
            AuthorityError::NoPassphrase
        } else {
            AuthorityError::ShortPassphrase
        };
        return Err(failure(error));
    }
    let db = wiring::database(config).await?;
    let marked = wiring::mark(&db, false).await;
    db.close().await;
    marked?;
    let root = make(config, &config.keys_passphrase)?;
    told(&config.data, &root)?;
    Ok(ExitCode::SUCCESS)
}

fn told(data: &Path, root: &signing::certificate::Certificate) -> Result<(), Failure> {
    let summary = root.summary().map_err(failure)?;
    println!("made        {}", summary.name);
    println!("of          {}", summary.organisation.unwrap_or_default());
    println!("until       {}", domain::calendar::local_date(summary.not_after));
    println!("SHA-256     {}", summary.fingerprint);
    println!();
    println!("Back up {} now, and keep the passphrase in another place.", data.join("keys").display());
    println!("Without both nobody can sign any more; what was signed stays valid.");
    println!("Publish the fingerprint: it is how others know that root.pem is yours.");
    Ok(())
}
