//! What each command does.

use crate::{
    backup,
    cli::{self, Admin, Cli, Command, Common, Keys},
    config::Config,
    import, keys, serve, verify,
    wiring::{self, Failure, failure},
};
use app::{demo, identity, mail::Language};
use domain::values::EmailAddress;
use std::{path::PathBuf, process::ExitCode};

/// Runs a command and gives its exit code.
///
/// # Errors
/// A sentence for the terminal.
pub fn run(cli: Cli) -> Result<ExitCode, Failure> {
    match cli.command {
        // Alone in its process: no threads of a runtime count against its memory.
        Command::RenderWorker => render_worker(),
        // A document is judged before a runtime would have started.
        Command::Verify { file, trust, data, crl, evidence, json } => {
            Ok(verify::run((&file, evidence.as_deref()), &verify::Trusted { roots: trust, data, list: crl }, json))
        }
        command => {
            tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(failure)?.block_on(go(command))
        }
    }
}

async fn go(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Serve { common, demo, listen } => {
            let config = load(&common, demo, listen.as_deref())?;
            let problems = config.problems();
            if !problems.is_empty() {
                return Err(format!("these settings are not right:\n{}", problems.join("\n")));
            }
            serve::run(&config).await
        }
        Command::Migrate { common } => {
            wiring::database(&load(&common, false, None)?).await?.close().await;
            println!("the database is up to date");
            Ok(ExitCode::SUCCESS)
        }
        Command::Check { common, deep: false } => Ok(check(&common)),
        Command::Check { common, deep: true } => backup::check(&load(&common, false, None)?).await,
        Command::Backup { file, common } => backup::backup(&load(&common, false, None)?, &file).await,
        Command::Restore { file, common } => backup::restore(&load(&common, false, None)?, &file).await,
        Command::Demo { what: Some(cli::Demo::Documents { common, count, out, revisions, seed }), .. } => {
            demo_documents(&load(&common, true, None)?, count, seed, &Out { folder: out, revisions }).await
        }
        Command::Demo { what: None, common, municipalities, partners, country: true, lean, prepared, seed, .. } => {
            let app = new_demo(&load(&common, true, None)?).await?;
            let partners = partners.unwrap_or(1_000);
            let plan = demo::Country { municipalities, partners, seed, lean, prepared };
            let agreements = demo::country(&app, plan).await.map_err(failure)?;
            println!("agreements {agreements}");
            app.db().close().await;
            Ok(ExitCode::SUCCESS)
        }
        Command::Demo { what: None, common, municipalities, partners, mix, seed, .. } => {
            let partners = partners.unwrap_or(40);
            let plan = demo::Plan { municipalities, partners, mix, look_around: false, seed };
            make_demo(&load(&common, true, None)?, plan).await
        }
        Command::RenderWorker | Command::Verify { .. } => unreachable!("these run without a runtime"),
        Command::Keys { command: Keys::Init { common } } => keys::init(&load(&common, false, None)?).await,
        Command::Import { command } => import::run(command, |common| load(common, false, None)).await,
        Command::Admin { command: Admin::Invite { email, name, common } } => {
            invite(&load(&common, false, None)?, &email, &name).await
        }
    }
}

fn load(common: &Common, demo: bool, listen: Option<&str>) -> Result<Config, Failure> {
    Config::load(common, demo, listen).map_err(|wrong| format!("these settings cannot be read:\n{wrong}"))
}

/// Prints one line for each wrong setting.
fn check(common: &Common) -> ExitCode {
    let problems = match Config::load(common, false, None) {
        Ok(config) => {
            let mut problems = config.problems();
            match keys::authority(&config) {
                Ok(Some(_)) => {}
                Ok(None) => println!("{}", keys::NONE),
                Err(wrong) => problems.push(wrong),
            }
            problems
        }
        Err(wrong) => wrong.0,
    };
    for line in &problems {
        println!("{line}");
    }
    if problems.is_empty() {
        println!("the settings are fine");
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Memory that a render process may use, in bytes: ten times what a long document needs.
const RENDER_MEMORY: u64 = 1 << 30;

/// Answers requests on the standard input until it ends.
fn render_worker() -> Result<ExitCode, Failure> {
    #[cfg(unix)]
    rlimit::Resource::AS.set(RENDER_MEMORY, RENDER_MEMORY).map_err(failure)?;
    documents::warm().map_err(failure)?;
    documents::worker::run(std::io::stdin().lock(), std::io::stdout().lock()).map_err(failure)?;
    Ok(ExitCode::SUCCESS)
}

/// Where finished documents go.
struct Out {
    folder: PathBuf,
    revisions: bool,
}

impl Out {
    /// Puts down one document: `LCV-2026-000001.pdf`, its facts, the evidence of its last signature, that of each as
    /// `.1.evidence.json`, …, and where wanted `.0.pdf`, `.1.pdf`, … before it.
    fn put(&self, finished: &demo::Finished) -> std::io::Result<()> {
        let path = |end: &str| self.folder.join(format!("{}.{end}", finished.number));
        if self.revisions {
            for (index, bytes) in finished.revisions.iter().enumerate() {
                std::fs::write(path(&format!("{index}.pdf")), bytes)?;
            }
        }
        if let Some(bytes) = finished.revisions.last() {
            std::fs::write(path("pdf"), bytes)?;
        }
        for (index, evidence) in (1..).zip(&finished.evidence) {
            std::fs::write(path(&format!("{index}.evidence.json")), evidence)?;
        }
        if let Some(evidence) = finished.evidence.last() {
            std::fs::write(path("evidence.json"), evidence)?;
        }
        std::fs::write(path("json"), &finished.facts)
    }
}

async fn demo_documents(config: &Config, count: usize, seed: u64, out: &Out) -> Result<ExitCode, Failure> {
    let app = new_demo(config).await?;
    std::fs::create_dir_all(&out.folder)
        .map_err(|error| format!("{} cannot be made: {error}", out.folder.display()))?;
    let roots = app.ports().signing.as_ref().map(|signing| signing.roots().to_vec()).unwrap_or_default();
    let pem: Result<String, _> = roots.iter().map(signing::certificate::Certificate::to_pem).collect();
    std::fs::write(out.folder.join("root.pem"), pem.map_err(failure)?).map_err(failure)?;
    let mut failed = None;
    let mut made = 0_usize;
    let finished = demo::finished(&app, count, seed, |finished| {
        if let Err(error) = out.put(&finished) {
            failed.get_or_insert(error);
        }
        made += 1;
        Ok(())
    })
    .await;
    finished.map_err(failure)?;
    app.db().close().await;
    if let Some(error) = failed {
        return Err(format!("{}: {error}", out.folder.display()));
    }
    println!("documents {made}");
    Ok(ExitCode::SUCCESS)
}

async fn make_demo(config: &Config, plan: demo::Plan) -> Result<ExitCode, Failure> {
    let app = new_demo(config).await?;
    let agreements = demo::build(&app, plan).await.map_err(failure)?;
    println!("agreements {agreements}");
    app.db().close().await;
    Ok(ExitCode::SUCCESS)
}

/// A portal for demo data, with nothing in it yet.
async fn new_demo(config: &Config) -> Result<app::App, Failure> {
    let db = wiring::database_for_demo_data(config).await?;
    wiring::mark(&db, true).await?;
    let organisations = storage::organisations::count(
        &mut db.read().await.map_err(failure)?,
        &storage::organisations::Filter::default(),
    )
    .await
    .map_err(failure)?;
    if organisations > 0 {
        return Err("there is demo data already; choose a new data folder".to_owned());
    }
    wiring::app(config, db, false)
}

async fn invite(config: &Config, email: &str, name: &str) -> Result<ExitCode, Failure> {
    let email = EmailAddress::parse(email).map_err(|_| format!("{email} is no mail address"))?;
    let name = domain::values::Name::parse(name).map_err(|wrong| format!("the name is not right: {wrong}"))?;
    let db = wiring::database(config).await?;
    wiring::mark_if_new(&db).await?;
    let app = wiring::app(config, db, false)?;
    let invited = identity::invite_administrator(&app, &email, name.as_str(), Language::Dutch).await;
    if invited.map_err(failure)? {
        println!("{email} is administrator from now on; the invitation goes out as soon as the portal serves");
    } else {
        println!("{email} is administrator already");
    }
    app.db().close().await;
    Ok(ExitCode::SUCCESS)
}
