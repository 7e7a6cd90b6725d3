//! The command line: what a person types, and what they see.
//!
//! The only crate that prints. Each command is a file in `commands`; what they show on
//! a terminal is in `show`; what holds unless they say otherwise is in `settings`.

mod cli;
mod commands;
mod failure;
mod input;
mod log;
mod opening;
mod output;
mod settings;
mod show;

use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;

use crate::cli::Cli;
use crate::settings::Settings;

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if failure::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            failure::tell(&error);
            failure::exit_code(&error)
        }
    }
}

fn run(mut cli: Cli) -> Result<()> {
    let flags = cli.everywhere.given().iter().chain(cli.command.given()).cloned();
    cli.settings = Settings::of(cli.config.as_deref(), flags)?;
    log::start(&cli.settings, cli.verbose);
    // Left to itself the pool panics where the system gives it no thread.
    let threads = rayon::ThreadPoolBuilder::new().build_global();
    threads.context("could not start the threads that read")?;
    commands::run(&cli)
}
