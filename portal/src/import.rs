//! `vroegteken import`: a running practice moves in.
//!
//! What belongs here: reading the file, showing how far it is, and printing what came of it. What never does: rules
//! and sentences. A dry run and a refusal print the same list.

use crate::{
    cli::{Common, Import},
    config::Config,
    wiring::{self, Failure, failure},
};
use app::{
    App, AppError,
    imports::{self, Files, ImportError, Order, Summary, What},
};
use domain::{
    audit::Doer,
    import::{AGREEMENTS_EXAMPLE, Faults, LARGEST, ORGANISATIONS_EXAMPLE},
};
use std::{
    fs::File,
    io::{IsTerminal as _, Read as _, Write as _},
    path::Path,
    process::ExitCode,
};
use web::{import_words, lang::Lang};

/// What is printed is Dutch, as the files are.
const LANG: Lang = Lang::Nl;

/// Runs one of the imports.
///
/// # Errors
/// A sentence for the terminal.
pub async fn run(command: Import, load: impl Fn(&Common) -> Result<Config, Failure>) -> Result<ExitCode, Failure> {
    let (common, file, dry_run, what, files) = match command {
        Import::Organisations { example: true, .. } => return Ok(print(ORGANISATIONS_EXAMPLE)),
        Import::Agreements { example: true, .. } => return Ok(print(AGREEMENTS_EXAMPLE)),
        Import::Invite { common } => return invite(&load(&common)?).await,
        Import::Organisations { file, dry_run, invite, common, .. } => {
            (common, file, dry_run, What::Organisations { invite }, Files::None)
        }
        Import::Agreements { file, files, dry_run, common, .. } => {
            let files = match files {
                None => Files::None,
                Some(folder) if folder.is_dir() => Files::Folder(folder),
                Some(folder) => return Err(format!("{} is geen map", folder.display())),
            };
            (common, file, dry_run, What::Agreements, files)
        }
    };
    let file = file.ok_or("noem een bestand, of vraag met --example om een voorbeeld")?;
    let order = Order { what, bytes: read(&file)?, files };
    let app = open(&load(&common)?).await?;
    let answer = if dry_run { imports::preview(&app, &order).await } else { carry_out(&app, &order).await };
    let code = match answer {
        Ok(summary) => told(&app, &summary, dry_run).await?,
        Err(ImportError::Faults(faults)) => {
            list(&faults);
            ExitCode::FAILURE
        }
        Err(ImportError::Failed(AppError::Stale)) => {
            return Err("intussen is er iets gewijzigd; er is niets ingelezen, probeer het opnieuw".to_owned());
        }
        Err(ImportError::Failed(error)) => return Err(failure(error)),
    };
    app.db().close().await;
    Ok(code)
}

async fn open(config: &Config) -> Result<App, Failure> {
    let db = wiring::database(config).await?;
    wiring::mark_if_new(&db).await?;
    wiring::app(config, db, false)
}

/// The bytes of a file, and of one that is too large only as many as say so.
fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let sentence = |error: std::io::Error| format!("{} kan niet worden gelezen ({error})", path.display());
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(sentence)?;
    file.take(LARGEST as u64 + 1).read_to_end(&mut bytes).map_err(sentence)?;
    Ok(bytes)
}

/// Whoever closed the pipe has the exit code still.
fn print(text: &str) -> ExitCode {
    let _ = std::io::stdout().write_all(text.as_bytes());
    ExitCode::SUCCESS
}

async fn carry_out(app: &App, order: &Order) -> Result<Summary, ImportError> {
    let mut bar = Bar::new();
    let answer = imports::carry_out(app, Doer::Operator, order, &mut |done, total| bar.show(done, total)).await;
    bar.end();
    answer
}

async fn told(app: &App, summary: &Summary, dry_run: bool) -> Result<ExitCode, Failure> {
    let rows = summary.rows();
    let rows = if rows == 1 { "1 rij".to_owned() } else { format!("{rows} rijen") };
    let head = if dry_run {
        format!("Proef: {rows} zonder fouten. Er is niets gewijzigd.")
    } else {
        format!("Ingelezen: {rows}.")
    };
    let mut lines = vec![head];
    lines.extend(import_words::brings(summary, LANG).into_iter().map(|line| format!("  {line}")));
    let waiting = imports::uninvited(app).await.map_err(failure)?;
    if !dry_run && waiting > 0 && matches!(summary, Summary::Organisations { .. }) {
        lines.push(format!(
            "Nog niet uitgenodigd: de mensen van {waiting} organisaties. Uitnodigen: vroegteken import invite"
        ));
    }
    print(&format!("{}\n", lines.join("\n")));
    Ok(ExitCode::SUCCESS)
}

/// Every fault, by line. The same for a dry run and for a refusal.
fn list(faults: &Faults) {
    let mut lines = vec![format!("{}. Er is niets ingelezen.", import_words::count(faults, LANG))];
    lines.extend(faults.first().iter().map(|fault| {
        format!("{}: {}", import_words::place(fault, LANG), import_words::sentence(&fault.complaint, LANG))
    }));
    let more = faults.count() - faults.first().len();
    if more > 0 {
        lines.push(format!("… en nog {more}"));
    }
    print(&format!("{}\n", lines.join("\n")));
}

async fn invite(config: &Config) -> Result<ExitCode, Failure> {
    let app = open(config).await?;
    let invited = imports::invite(&app, Doer::Operator).await.map_err(failure)?;
    app.db().close().await;
    print(&format!("Uitgenodigd: de mensen van {invited} organisaties. De mails gaan uit zodra het portaal draait.\n"));
    Ok(ExitCode::SUCCESS)
}

/// How far it is: a bar on a terminal, a line now and then elsewhere.
struct Bar {
    on_terminal: bool,
    /// Tenths that were shown.
    shown: Option<usize>,
}

impl Bar {
    fn new() -> Self {
        Self { on_terminal: std::io::stderr().is_terminal(), shown: None }
    }

    fn show(&mut self, done: usize, total: usize) {
        const WIDTH: usize = 40;
        let steps = if self.on_terminal { 200 } else { 10 };
        let step = done * steps / total.max(1);
        if self.shown.replace(step) == Some(step) {
            return;
        }
        let mut err = std::io::stderr().lock();
        // Nobody has to see it: an import goes on without.
        let _ = if self.on_terminal {
            let full = done * WIDTH / total.max(1);
            write!(err, "\r[{}{}] {done} van {total}", "#".repeat(full), " ".repeat(WIDTH - full))
        } else {
            writeln!(err, "{done} van {total}")
        };
        let _ = err.flush();
    }

    fn end(&self) {
        if self.on_terminal && self.shown.is_some() {
            let _ = writeln!(std::io::stderr());
        }
    }
}
