//! `cargo cases`: runs the cases that are data (pages, marked copy, cases of languages), and
//! with `--accept` writes down what pages are read as now.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Outcome, done, root};

/// The tests that run cases, with the crates they are in.
const RUN: [&str; 11] = [
    "test",
    "--quiet",
    "--package",
    "rundown-extract",
    "--package",
    "rundown-annotate",
    "--test",
    "cases",
    "--test",
    "copy",
    "--test=languages",
];

/// Runs the job.
pub(crate) fn run(words: &[&str]) -> Outcome {
    let accept = words.contains(&"--accept");
    let names: Vec<&str> =
        words.iter().copied().filter(|word| *word != "--accept").collect();
    if let Some(flag) = names.iter().find(|name| name.starts_with('-')) {
        return Err(format!("cargo cases knows no {flag}"));
    }
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    cargo.args(RUN).current_dir(root()).env("RUST_BACKTRACE", "0");
    // The cases of a language are no matter of names: all of them run in a second.
    cargo.args(["--no-fail-fast", "--", "case", "copy"]);
    if let Some(name) = names.first() {
        if !is_there(&root(), name) {
            return Err(format!("no case in cases/pages or cases/copy is named {name}"));
        }
        cargo.env("RUNDOWN_CASE", name);
    }
    if accept {
        // What passes is silent otherwise, and what was accepted has to be seen.
        cargo.arg("--nocapture").env("RUNDOWN_REWRITE", "1");
    }
    done(&mut cargo, "a case")?;
    if accept {
        // Git compares no file that it has not heard of.
        println!("read what was accepted: git add -N cases && git diff cases");
    }
    Ok(())
}

/// Whether a folder of pages, or a file or heading of marked copy, holds a name.
fn is_there(root: &Path, name: &str) -> bool {
    let paths = |folder: &str| {
        let entries = fs::read_dir(root.join(folder)).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).collect::<Vec<_>>()
    };
    let holds = |path: &PathBuf| path.to_string_lossy().contains(name);
    let titled = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap_or_default();
        text.lines().any(|line| line.starts_with('#') && line.contains(name))
    };
    paths("cases/pages").iter().any(holds)
        || paths("cases/copy").iter().any(|path| holds(path) || titled(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_is_known_by_its_folder_file_or_heading() {
        let there = |name| is_there(&root(), name);
        assert!(there("vell-flood") && there("quotes.md") && there("A colon announces"));
        assert!(!there("no such case"));
    }
}
