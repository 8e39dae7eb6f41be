//! The command line. Its commands and options are stable.

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// Portal for agreements on early detection of debt.
#[derive(Debug, Parser)]
#[command(name = "vroegteken", version, about, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command. Each can also stand in the settings file or in a variable VROEGTEKEN_….
#[derive(Args, Clone, Debug, Default)]
pub struct Common {
    /// Data folder.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Database: sqlite:FILE or postgres://…; without it a file in the data folder.
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
    /// Settings file (TOML).
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Where people reach the portal; the only source of links.
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the portal.
    Serve {
        #[command(flatten)]
        common: Common,
        /// Demo: invented data and a mailbox instead of a mail server; on loopback only.
        #[arg(long)]
        demo: bool,
        /// Address and port.
        #[arg(long, value_name = "ADDR")]
        listen: Option<String>,
    },
    /// Bring the database up to date.
    Migrate {
        #[command(flatten)]
        common: Common,
    },
    /// Check the settings: one line for each that is wrong.
    Check {
        #[command(flatten)]
        common: Common,
        /// Look at all data instead: every document against its digest, and the rows against each other.
        #[arg(long)]
        deep: bool,
    },
    /// Write the whole portal into one file, also while it serves: all rows and documents as they are at one moment.
    Backup {
        /// The new file; one that is there is never overwritten.
        file: PathBuf,
        #[command(flatten)]
        common: Common,
    },
    /// Put a backup into a new data folder, and into its database or an empty one of PostgreSQL.
    Restore {
        /// The file that `backup` wrote.
        file: PathBuf,
        #[command(flatten)]
        common: Common,
    },
    /// Make demo data in a new folder.
    #[command(args_conflicts_with_subcommands = true)]
    Demo {
        /// What to make instead.
        #[command(subcommand)]
        what: Option<Demo>,
        #[command(flatten)]
        common: Common,
        /// Municipalities that take part.
        #[arg(long, default_value_t = 342)]
        municipalities: usize,
        /// Signal partners; 40, or of a country 1000.
        #[arg(long)]
        partners: Option<usize>,
        /// The whole country, fast: agreements in every state, all with one placeholder as their document.
        #[arg(long, conflicts_with = "mix")]
        country: bool,
        /// Of a country, leave out the log of its agreements.
        #[arg(long, requires = "country")]
        lean: bool,
        /// Of a country, leave every agreement prepared.
        #[arg(long, requires = "country")]
        prepared: bool,
        /// Regional partners, joint bodies, executors and a private landlord too.
        #[arg(long)]
        mix: bool,
        /// Where chance begins.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Typeset documents as requests come in; the portal starts this itself.
    #[command(hide = true)]
    RenderWorker,
    /// Say who signed a document, and whether it was changed. Exit code 0: signed by all and valid,
    /// 1: not valid, or the signer is unknown, 2: cannot be read, 3: valid, but not yet signed by all.
    Verify {
        /// The PDF file.
        file: PathBuf,
        /// Whom to trust: a file with one or more root certificates (PEM).
        #[arg(long, value_name = "ROOT.pem")]
        trust: Option<PathBuf>,
        /// Trust the authority of the portal in this folder, and know what it revoked.
        #[arg(long, value_name = "DIR")]
        data: Option<PathBuf>,
        /// A list of revoked certificates of a trusted root (DER).
        #[arg(long, value_name = "LIST.crl")]
        crl: Option<PathBuf>,
        /// Evidence of a signature in it.
        #[arg(long, value_name = "EVIDENCE.json")]
        evidence: Option<PathBuf>,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
    /// The keys of the portal's own authority.
    Keys {
        #[command(subcommand)]
        command: Keys,
    },
    /// Let a running practice move in: organisations, and agreements that were signed elsewhere. Exit code 1: the file
    /// has faults, and nothing was changed.
    Import {
        #[command(subcommand)]
        command: Import,
    },
    /// Administrators.
    Admin {
        #[command(subcommand)]
        command: Admin,
    },
}

/// What can be done with keys.
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Make them, once; keys that are there are never overwritten.
    Init {
        #[command(flatten)]
        common: Common,
    },
}

/// What can be brought in.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Organisations with their people, from a CSV file; their agreements are prepared as after a registration.
    Organisations {
        /// The file.
        file: Option<PathBuf>,
        /// Print an example with comments.
        #[arg(long)]
        example: bool,
        /// Only say what would happen.
        #[arg(long)]
        dry_run: bool,
        /// Invite their people by mail; without it nobody is mailed, and `import invite` can do so later.
        #[arg(long)]
        invite: bool,
        #[command(flatten)]
        common: Common,
    },
    /// Agreements that were signed outside the portal, from a CSV file.
    Agreements {
        /// The file.
        file: Option<PathBuf>,
        /// Print an example with comments.
        #[arg(long)]
        example: bool,
        /// Folder with the signed PDFs that the file names.
        #[arg(long, value_name = "DIR")]
        files: Option<PathBuf>,
        /// Only say what would happen.
        #[arg(long)]
        dry_run: bool,
        #[command(flatten)]
        common: Common,
    },
    /// Invite the people of organisations that were brought in without invitations.
    Invite {
        #[command(flatten)]
        common: Common,
    },
}

/// What can be done with administrators.
#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Invite one; the mail goes out as soon as the portal serves.
    Invite {
        /// Mail address.
        email: String,
        /// Name.
        #[arg(long, default_value = "Beheerder")]
        name: String,
        #[command(flatten)]
        common: Common,
    },
}

/// What else can be made of invented people.
#[derive(Debug, Subcommand)]
pub enum Demo {
    /// Make finished documents of every shape in a new folder, signed by all, with their facts and the root.
    Documents {
        #[command(flatten)]
        common: Common,
        /// How many.
        #[arg(long, default_value_t = 20)]
        count: usize,
        /// Where to put them.
        #[arg(long, value_name = "FOLDER")]
        out: PathBuf,
        /// Also put down each document as it was released, and after each signature.
        #[arg(long)]
        revisions: bool,
        /// Where chance begins.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}
