//! What a run has written, as strace notes it.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::torture::strace::traced;

/// Calls by which the files of a store change, and are made safe.
const CALLS: &str = "pwrite64,ftruncate,fsync,fdatasync,unlink,rename";

/// Bytes of one write that are noted: more than any page of a database.
const BYTES_MAX: &str = "262144";

/// A shared memory of the database is made anew when it is opened; no disk needs it.
const MEMORY: &str = "-shm";

/// Something that happened to a file of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Write {
    Bytes {
        file: String,
        at: usize,
        bytes: Vec<u8>,
    },
    Length {
        file: String,
        bytes: usize,
    },
    /// All that was written to it is safe.
    Safe {
        file: String,
    },
    /// So is what became of the names in the directory.
    NamesSafe,
    Gone {
        file: String,
    },
}

/// A run whose writes are noted.
pub(super) fn noted(run: &Command, notes: &Path) -> Command {
    traced(run, notes, CALLS, &["-y", "-xx", "-s", BYTES_MAX])
}

/// What was noted of a directory, in its order.
pub(super) fn written(notes: &Path, dir: &Path) -> Result<Vec<Write>> {
    let notes = fs::read_to_string(notes).context("strace noted nothing")?;
    let dir = dir.to_string_lossy();
    let mut all = Vec::new();
    for line in notes.lines() {
        ensure!(!line.contains(" rename("), "a file was renamed, which no disk here can");
        // What one thread begins before another ends is taken for done when it begins.
        if !line.contains("= -1 ") {
            all.extend(of_line(line, &dir));
        }
    }
    Ok(all)
}

fn of_line(line: &str, dir: &str) -> Option<Write> {
    let (_, said) = line.split_once(' ')?;
    let (call, given) = said.trim_start().split_once('(')?;
    if call == "unlink" {
        let file = named(given.split('"').nth(1)?, dir)?;
        return Some(Write::Gone { file });
    }
    let (path, given) = given.split_once('<')?.1.split_once('>')?;
    let number = |place: usize, of: &str| {
        let text = of.split([',', ')', ' ']).filter(|part| !part.is_empty()).nth(place);
        text.and_then(|text| text.parse().ok())
    };
    match call {
        "fsync" | "fdatasync" if text(path)? == dir => Some(Write::NamesSafe),
        "fsync" | "fdatasync" => Some(Write::Safe { file: named(path, dir)? }),
        "ftruncate" => {
            Some(Write::Length { file: named(path, dir)?, bytes: number(0, given)? })
        }
        "pwrite64" => {
            let mut parts = given.split('"').skip(1);
            let bytes = bytes(parts.next()?)?;
            let at = number(1, parts.next()?)?;
            Some(Write::Bytes { file: named(path, dir)?, at, bytes })
        }
        _ => None,
    }
}

/// The name of a file of the directory.
fn named(path: &str, dir: &str) -> Option<String> {
    let path = text(path)?;
    let name = path.strip_prefix(dir)?.strip_prefix('/')?;
    (!name.ends_with(MEMORY)).then(|| name.to_owned())
}

fn text(hex: &str) -> Option<String> {
    String::from_utf8(bytes(hex)?).ok()
}

/// Bytes that are written as `\x2f\x64`.
fn bytes(hex: &str) -> Option<Vec<u8>> {
    let all = hex.split("\\x").skip(1);
    all.map(|byte| u8::from_str_radix(byte, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_are_read_back_from_notes() {
        let of = |line: &str| of_line(line, "/d");
        let file = || "a".to_owned();
        let at = r"4<\x2f\x64\x2f\x61>";
        assert_eq!(
            of(&format!(r#"7 pwrite64({at}, "\x00\xff", 2, 4096) = 2"#)),
            Some(Write::Bytes { file: file(), at: 4096, bytes: vec![0, 255] })
        );
        assert_eq!(
            of(&format!("7 ftruncate({at}, 3) = 0")),
            Some(Write::Length { file: file(), bytes: 3 })
        );
        assert_eq!(
            of(&format!("7 fsync({at} <unfinished ...>")),
            Some(Write::Safe { file: file() })
        );
        assert_eq!(of(r"7 fsync(5<\x2f\x64>) = 0"), Some(Write::NamesSafe));
        assert_eq!(
            of(r#"7 unlink("\x2f\x64\x2f\x61") = 0"#),
            Some(Write::Gone { file: file() })
        );
        assert_eq!(of("7 <... fsync resumed>) = 0"), None);
    }
}
