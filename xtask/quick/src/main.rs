//! Jobs that need nothing but cargo, so that they start at once: `cargo ready`, `cargo cases`
//! and `cargo release` (aliases in `.cargo/config.toml`).

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a job tells whoever ran it"
)]

mod cases;
mod release;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

const USAGE: &str = "usage: cargo ready
       cargo cases [--accept] [NAME]     NAME: run the cases whose name holds it
       cargo release VERSION";

/// What a job ends with: nothing, or what went wrong in words.
type Outcome = Result<(), String>;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outcome = match words[..] {
        ["ready"] => ready(),
        ["cases", ref rest @ ..] => cases::run(rest),
        ["release", version] => release::run(&root(), version),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("error: {why}");
            ExitCode::FAILURE
        }
    }
}

/// The repository.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Runs what CI runs: there is one list, `.ci/run`.
fn ready() -> Outcome {
    let mut ci = Command::new("bash");
    done(ci.arg(".ci/run").current_dir(root()), "what CI runs")?;
    println!("ready");
    Ok(())
}

/// Runs a command to its end.
fn done(command: &mut Command, what: &str) -> Outcome {
    let name = command.get_program().to_string_lossy().into_owned();
    let status =
        command.status().map_err(|error| format!("could not run {name}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{what} failed, see above")) }
}
