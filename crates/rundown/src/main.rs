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
mod settings;
mod show;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use crate::cli::{Cli, Command};
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
    let flags = cli.command.iter().flat_map(Command::given);
    let flags = cli.everywhere.given().iter().chain(flags).cloned();
    cli.settings = Settings::of(cli.config.as_deref(), flags)?;
    log::start(&cli.settings, cli.verbose);
    commands::run(&cli)
}
