//! How a failure is told: what was being done to which thing, then what to try.

use std::process::ExitCode;

use rundown_desk::DeskError;
use rundown_log::LogError;
use rundown_store::StoreError;

use crate::show::aside;
use crate::show::style::{LABEL, WRONG};

/// A failure with something to try.
#[derive(Debug)]
pub(crate) struct Hinted {
    message: String,
    hint: String,
    /// Whether the command line or a setting is wrong, rather than the world.
    is_misuse: bool,
}

impl std::fmt::Display for Hinted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Hinted {}

/// A failure with a hint.
pub(crate) fn hinted(
    message: impl Into<String>,
    hint: impl Into<String>,
) -> anyhow::Error {
    let (message, hint) = (message.into(), hint.into());
    anyhow::Error::new(Hinted { message, hint, is_misuse: false })
}

/// The same for a wrong command line or setting.
pub(crate) fn misused(
    message: impl Into<String>,
    hint: impl Into<String>,
) -> anyhow::Error {
    let (message, hint) = (message.into(), hint.into());
    anyhow::Error::new(Hinted { message, hint, is_misuse: true })
}

/// What the program ends with: 2 for a wrong command line or setting, as clap does.
pub(crate) fn exit_code(error: &anyhow::Error) -> ExitCode {
    let is_misuse = error.downcast_ref::<Hinted>().is_some_and(|hinted| hinted.is_misuse);
    ExitCode::from(if is_misuse { 2 } else { 1 })
}

/// Writes a failure to standard error.
pub(crate) fn tell(error: &anyhow::Error) {
    let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
    let mut message = causes[0].clone();
    for cause in &causes[1..] {
        // A transparent error repeats its cause.
        if !message.contains(cause.as_str()) {
            message.push_str(": ");
            message.push_str(cause);
        }
    }
    aside(&format!("{WRONG}error:{WRONG:#} {message}"));
    if let Some(hint) = hint(error) {
        aside(&format!("{LABEL}hint:{LABEL:#} {hint}"));
    }
}

fn hint(error: &anyhow::Error) -> Option<String> {
    error.chain().find_map(|cause| {
        let hinted = cause.downcast_ref::<Hinted>().map(|hinted| hinted.hint.clone());
        let desk = cause.downcast_ref::<DeskError>().and_then(DeskError::hint);
        let store = cause.downcast_ref::<StoreError>().and_then(StoreError::hint);
        let log = cause.downcast_ref::<LogError>().and_then(LogError::hint);
        hinted.or(desk.or(store).or(log).map(str::to_owned))
    })
}

/// Whether the reader of our output went away, as `head` does: no failure of ours.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let written = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>();
        let kind = written.or(json.and_then(serde_json::Error::io_error_kind));
        kind == Some(std::io::ErrorKind::BrokenPipe)
    })
}
