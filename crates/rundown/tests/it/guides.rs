//! The commands of the guides do what the guides say they do.
//!
//! A block of ```` ```console ```` is a list of commands (`$ …`) with what each prints below
//! it. All blocks of a page run in one shell, in an empty folder beside the demo's pages. Of
//! what is told, a line `…` stands for any lines, and `…` at the end of a line for the
//! rest of it.
#![cfg(unix)]

use std::fmt::Write as _;
use std::process::Command;

use crate::{Room, demo, run, text};

/// What ends the answer of one command; no answer holds it.
const END: &str = "\u{1e}";

/// A command, and the lines it prints.
struct Told {
    command: String,
    lines: Vec<String>,
}

/// The commands of a page in order.
fn told(page: &str) -> Vec<Told> {
    let mut all: Vec<Told> = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if inside {
            if let Some(command) = line.strip_prefix("$ ") {
                all.push(Told { command: command.to_owned(), lines: Vec::new() });
            } else {
                let last = all.last_mut().expect("a block begins with a command");
                last.lines.push(line.to_owned());
            }
        }
    }
    all
}

/// Whether what is told stands for what was printed.
fn fits(told: &[String], printed: &[&str]) -> bool {
    let Some((first, rest)) = told.split_first() else { return printed.is_empty() };
    if first == "…" {
        return (0..=printed.len()).any(|skipped| fits(rest, &printed[skipped..]));
    }
    let Some((line, below)) = printed.split_first() else { return false };
    let same = match first.strip_suffix('…') {
        Some(begins) => line.starts_with(begins.trim_end()),
        None => line == first,
    };
    same && fits(rest, below)
}

/// Runs the commands of a page, and tells which answered otherwise than it says.
fn faults(name: &str, page: &str) -> String {
    let room = Room::new(&format!("guide-{name}"));
    std::os::unix::fs::symlink(demo(), room.dir.join("demo")).unwrap();
    let told = told(page);
    assert!(told.len() > 5, "the commands of {name} were not found");
    let mut script = String::new();
    for one in &told {
        let _ = writeln!(script, "{{ {}\n}} 2>&1; printf '\\036'", one.command);
    }
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_rundown"));
    let path = std::env::var("PATH").unwrap_or_default();
    let folder = program.parent().expect("a program lies in a folder");
    let mut shell = Command::new("sh");
    shell.args(["-c", &script]).current_dir(&room.dir);
    shell.env("PATH", format!("{}:{path}", text(folder)));
    shell.env("XDG_CONFIG_HOME", "/nonexistent");
    let printed = run(&mut shell, b"").ok();
    let mut faults = String::new();
    for (one, printed) in told.iter().zip(printed.split(END)) {
        let printed: Vec<&str> = printed.lines().collect();
        if !fits(&one.lines, &printed) {
            let (wanted, printed) = (one.lines.join("\n"), printed.join("\n"));
            let _ = writeln!(
                faults,
                "{name}: $ {}\n--- it says\n{wanted}\n--- it prints\n{printed}\n",
                one.command
            );
        }
    }
    faults
}

#[test]
fn the_commands_of_the_guides_answer_as_they_say() {
    let pages = [
        ("read", include_str!("../../../../docs/guides/read.md")),
        ("follow", include_str!("../../../../docs/guides/follow.md")),
        ("investigate", include_str!("../../../../docs/guides/investigate.md")),
    ];
    let faults: String = pages.iter().map(|(name, page)| faults(name, page)).collect();
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn a_line_that_is_not_told_is_a_fault() {
    let told =
        |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    assert!(fits(&told(&["a", "…", "d…"]), &["a", "b", "c", "d e"]));
    assert!(!fits(&told(&["a"]), &["a", "b"]));
    assert!(!fits(&told(&["a", "…", "z"]), &["a", "b"]));
    assert!(!fits(&told(&["a b"]), &["a"]));
}
