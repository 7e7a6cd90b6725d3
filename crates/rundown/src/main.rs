//! The command line: what a person types, and what they see.
//!
//! The only crate that prints. Each command is a file in `commands`; what they show on
//! a terminal is in `show`.

mod cli;
mod commands;
mod failure;
mod input;
mod settings;
mod show;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::Cli;

fn main() -> ExitCode {
    let cli = Cli::parse();
    start_log(cli.verbose);
    match commands::run(&cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if failure::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            failure::tell(&error);
            ExitCode::FAILURE
        }
    }
}

/// The log goes to standard error; `RUNDOWN_LOG` chooses what of it.
fn start_log(verbose: bool) {
    let default = if verbose { "rundown=info,warn" } else { "rundown=warn,error" };
    let filter = tracing_subscriber::EnvFilter::try_from_env("RUNDOWN_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(default));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false)
        .init();
}
