//! Serving: workers, pages, and an orderly end.

use crate::{
    config::Config,
    keys,
    lock::Lock,
    wiring::{self, Failure, failure},
};
use app::{App, demo, housekeeping, jobs, monday, notices, tallies};
use std::{net::SocketAddr, process::ExitCode, time::Duration};
use storage::meta;
use tokio::{net::TcpListener, sync::watch, task::JoinSet};

/// How long requests and jobs that run may take after the end was asked for.
const GRACE: Duration = Duration::from_secs(8);

/// Serves until SIGTERM or Ctrl-C.
///
/// # Errors
/// A sentence: the folder is locked, bears the other mark, or the address is taken.
pub async fn run(config: &Config) -> Result<ExitCode, Failure> {
    wiring::folder(&config.data)?;
    let _lock = Lock::take(&config.data)?;
    if config.demo {
        first_demo(config).await?;
    }
    let db = wiring::database(config).await?;
    wiring::mark(&db, config.demo).await?;
    let app = wiring::app(config, db, true)?;
    if app.ports().signing.is_none() {
        tracing::warn!("{}", keys::NONE);
    }
    jobs::release_left_behind(&app).await.map_err(failure)?;
    let listener = TcpListener::bind(&config.listen)
        .await
        .map_err(|error| format!("cannot listen on {}: {error}", config.listen))?;
    let address = listener.local_addr().map_err(failure)?;
    let (stop, stopped) = watch::channel(false);
    let mut workers = JoinSet::new();
    for lane in jobs::LANES {
        for _ in 0..jobs::width(&app, lane) {
            workers.spawn(jobs::work(app.clone(), lane, stopped.clone()));
        }
    }
    workers.spawn(keep_house(app.clone(), stopped.clone()));
    workers.spawn(keep_time(app.clone(), stopped.clone()));
    workers.spawn(add_up(app.clone(), stopped.clone()));
    let pages = web::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    // Listening to signals begins before anybody is told that the portal is ready.
    let end = end_is_asked_for().map_err(|error| format!("signals cannot be heard: {error}"))?;
    welcome(config, address);
    let mut asked = stopped.clone();
    let server = axum::serve(listener, pages).with_graceful_shutdown(async move {
        let _ = asked.changed().await;
    });
    let server = tokio::spawn(async move { server.await });
    end.await;
    tracing::info!("ending");
    // Nobody listening any more is fine: everything has ended then.
    let _ = stop.send(true);
    let all = async {
        let _ = server.await;
        while workers.join_next().await.is_some() {}
    };
    if tokio::time::timeout(GRACE, all).await.is_err() {
        tracing::warn!("some requests or jobs were cut off; jobs are taken up again at the next start");
    }
    let _ = tokio::time::timeout(Duration::from_secs(1), app.db().close()).await;
    Ok(ExitCode::SUCCESS)
}

/// Makes demo data on the first start. A start that was cut off makes a fresh folder necessary.
async fn first_demo(config: &Config) -> Result<(), Failure> {
    let db = wiring::database_for_demo_data(config).await?;
    wiring::mark(&db, true).await?;
    let mut tx = db.read().await.map_err(failure)?;
    let made = meta::get(&mut tx, "demo data").await.map_err(failure)?;
    let organisations =
        storage::organisations::count(&mut tx, &storage::organisations::Filter::default()).await.map_err(failure)?;
    drop(tx);
    if made.is_none() {
        if organisations == 0 {
            eprintln!("making demo data…");
            let app = wiring::app(config, db.clone(), false)?;
            let plan = demo::Plan { municipalities: 342, partners: 40, mix: true, look_around: true, seed: 1 };
            let agreements = demo::build(&app, plan).await.map_err(failure)?;
            eprintln!("made {agreements} agreements");
        }
        let mut tx = db.begin().await.map_err(failure)?;
        meta::set_once(&mut tx, "demo data", "made").await.map_err(failure)?;
        tx.commit().await.map_err(failure)?;
    }
    db.close().await;
    Ok(())
}

fn welcome(config: &Config, address: SocketAddr) {
    println!("listening on http://{address}");
    if config.demo {
        println!();
        println!("  Open      {}", config.public_url);
        println!("  Sign in   {}/inloggen lists the people of the demo by role", config.public_url);
        println!("  As        {} (administrator), for instance", demo::ADMINISTRATOR);
        println!("  Mails     {}/postvak shows every mail, codes included", config.public_url);
        println!("  End       Ctrl-C; the data stays in {}", config.data.display());
    }
}

async fn keep_house(app: App, mut stopped: watch::Receiver<bool>) {
    loop {
        if let Err(error) = housekeeping::run(&app).await {
            tracing::error!(error = jobs::chain(&error), "housekeeping failed");
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(60 * 60)) => {}
            _ = stopped.changed() => return,
        }
    }
}

/// Looks at the clock for what is due at an hour: a start after an outage catches up at once.
async fn keep_time(app: App, mut stopped: watch::Receiver<bool>) {
    loop {
        if let Err(error) = monday::tick(&app).await {
            tracing::error!(error = jobs::chain(&error), "Monday's mail could not be begun");
        }
        if let Err(error) = notices::tick(&app).await {
            tracing::error!(error = jobs::chain(&error), "the notices of today could not be begun");
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(20)) => {}
            _ = stopped.changed() => return,
        }
    }
}

/// Keeps the numbers of long lists short to add.
async fn add_up(app: App, mut stopped: watch::Receiver<bool>) {
    loop {
        if let Err(error) = tallies::add_up(&app).await {
            tracing::error!(error = jobs::chain(&error), "the tallies could not be added up");
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(60)) => {}
            _ = stopped.changed() => return,
        }
    }
}

/// Listens from now on for SIGTERM and Ctrl-C; what comes back waits for the first of them.
#[cfg(unix)]
fn end_is_asked_for() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Waits for Ctrl-C.
#[cfg(not(unix))]
fn end_is_asked_for() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
