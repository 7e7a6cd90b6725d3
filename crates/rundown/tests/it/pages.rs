//! Manual pages and completions: every command has one.

use crate::{Room, rundown, text};

/// The commands, as the help tells them.
fn commands() -> Vec<String> {
    let help = rundown(["--help"]).ok();
    let list = help.split("Commands:").nth(1).unwrap().split("Options:").next().unwrap();
    // Names stand two blanks in; what they do stands further in, or below.
    let lines =
        list.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names =
        lines.filter_map(|line| line.split_whitespace().next().map(str::to_owned));
    names.filter(|name| name != "help").collect()
}

#[test]
fn every_command_has_its_manual_page() {
    let room = Room::new("man");
    let dir = room.dir.join("man1");
    rundown(["man", "--into", &text(&dir)]).ok();
    let commands = commands();
    assert!(commands.len() > 30, "{commands:?}");
    for command in &commands {
        let page =
            std::fs::read_to_string(dir.join(format!("rundown-{command}.1"))).unwrap();
        assert!(page.contains(".SH SYNOPSIS"), "{command}");
    }
    let page = std::fs::read_to_string(dir.join("rundown-feeds-pause.1")).unwrap();
    assert!(page.contains("Ask it no longer"), "{page}");
    assert!(rundown(["man"]).ok().contains(".TH rundown 1"));
}

#[test]
fn every_shell_completes_every_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = rundown(["completions", shell]).ok();
        for command in commands() {
            assert!(script.contains(&command), "{shell}: {command}");
        }
        assert!(script.contains("allow-private"), "{shell}");
    }
}
