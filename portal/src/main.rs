//! The binary `vroegteken`: command line, settings and wiring. Rules are elsewhere.

mod backup;
mod cli;
mod commands;
mod config;
mod import;
mod keys;
mod lock;
mod serve;
mod verify;
mod wiring;

use clap::Parser as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    config::start_logging();
    match commands::run(cli) {
        Ok(code) => code,
        Err(failure) => {
            // One sentence with its causes; operators read it in their terminal.
            eprintln!("vroegteken: {failure}");
            ExitCode::FAILURE
        }
    }
}
