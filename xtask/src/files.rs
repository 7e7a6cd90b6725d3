//! The files that jobs read and write, and programs that write them.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use rundown_news::Span;
use serde_json::Value;

/// Where what is built lies.
pub(crate) fn target() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    target
        .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("target"))
}

/// Where what is made on the way lies.
pub(crate) fn work() -> PathBuf {
    target().join("train")
}

/// What is made of each line of JSON in a packed file.
pub(crate) fn read<T>(file: &Path, copy: impl Fn(&Value) -> Option<T>) -> Result<Vec<T>> {
    let lines = unzipped(file)?;
    let mut copies = Vec::new();
    for line in lines.lines() {
        let line = serde_json::from_str(line)
            .with_context(|| format!("{} does not hold lines of JSON", file.display()))?;
        copies.extend(copy(&line));
    }
    println!("{}: {} texts", file.display(), copies.len());
    Ok(copies)
}

/// The span that a list of its two ends tells.
pub(crate) fn span(value: &Value) -> Option<Span> {
    Some(Span::new(value[0].as_u64()? as usize, value[1].as_u64()? as usize))
}

/// The text of a packed file.
pub(crate) fn unzipped(path: &Path) -> Result<String> {
    output_of(Command::new("gzip").arg("-dc").arg(path))
}

/// Runs a program and has what it prints written to a file.
pub(crate) fn into_file(command: &mut Command, path: &Path) -> Result<()> {
    let status = command.stdout(Stdio::from(File::create(path)?)).status();
    let status = status.with_context(|| format!("could not start {command:?}"))?;
    if !status.success() {
        bail!("{command:?} failed");
    }
    Ok(())
}

/// What a program prints.
pub(crate) fn output_of(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::inherit()).output();
    let output = output.with_context(|| format!("could not start {command:?}"))?;
    if !output.status.success() {
        bail!("{command:?} failed");
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
