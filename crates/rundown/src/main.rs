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

use crate::cli::{Cli, Command};
use crate::settings::Settings;

/// The system's allocator slows down as a store of months comes and goes through memory:
/// threading its last articles took a quarter longer.
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return told_misuse(&error),
    };
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if failure::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            failure::tell(&error);
            failure::exit_code(&error)
        }
    }
}

/// Tells what is wrong with the command line, as clap does.
fn told_misuse(error: &clap::Error) -> ExitCode {
    let _ = error.print();
    let has_bare = std::env::args_os().any(|argument| argument == "--allow-private");
    if error.use_stderr() && has_bare {
        show::aside(
            "hint: a network stands behind `=`, as in --allow-private=192.168.0.0/16; alone, \
             --allow-private stands for all of them",
        );
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

fn run(mut cli: Cli) -> Result<()> {
    let flags = cli.command.iter().flat_map(Command::given);
    let flags = cli.everywhere.given().iter().chain(flags).cloned();
    cli.settings = Settings::of(cli.config.as_deref(), flags)?;
    log::start(&cli.settings, cli.verbose);
    // Left to itself the pool panics where the system gives it no thread.
    let mut threads = rayon::ThreadPoolBuilder::new();
    if matches!(cli.command, Some(Command::Serve(_))) {
        threads = threads.start_handler(|_| rundown_desk::give_way());
    }
    threads.build_global().context("could not start the threads that read")?;
    commands::run(&cli)
}
