//! What the layout promises: who may depend on whom, and what is written down.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Crates in reading order, and which of ours each may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("rundown-news", &[]),
    ("rundown-lexicon", &[]),
    ("rundown-text", &["news", "lexicon"]),
    ("rundown-grammar", &["lexicon", "text"]),
    ("rundown-meaning", &["news", "text"]),
    ("rundown-feed", &["news", "text"]),
    ("rundown-extract", &["news", "text"]),
    ("rundown-annotate", &["news", "text", "lexicon", "grammar"]),
    ("rundown-thread", &["news", "text", "meaning"]),
    ("rundown-brief", &["news", "text", "lexicon", "meaning"]),
    ("rundown-alerts", &["news"]),
    ("rundown-origin", &[]),
    ("rundown-stages", &["news", "text", "extract", "annotate", "thread", "brief"]),
    ("rundown-files", &["news"]),
    ("rundown-fetch", &["news", "files"]),
    ("rundown-log", &[]),
    ("rundown-nats", &["log"]),
    ("rundown-store", &["news", "meaning", "files", "log"]),
    ("rundown-archive", &["news", "store"]),
    (
        "rundown-desk",
        &[
            "news", "text", "meaning", "feed", "extract", "annotate", "thread", "brief",
            "alerts", "stages", "files", "fetch", "store", "log",
        ],
    ),
    ("rundown-readers", &["news"]),
    ("rundown-serve", &["news", "alerts", "desk", "store", "readers"]),
    (
        "rundown",
        &[
            "news", "lexicon", "text", "feed", "extract", "annotate", "thread", "brief",
            "alerts", "stages", "files", "fetch", "store", "archive", "desk", "serve",
            "log", "nats",
        ],
    ),
];

/// Functions of their input: these crates turn the purity lints on.
const PURE: &[&str] = &[
    "rundown-news",
    "rundown-text",
    "rundown-grammar",
    "rundown-meaning",
    "rundown-feed",
    "rundown-extract",
    "rundown-annotate",
    "rundown-thread",
    "rundown-brief",
    "rundown-stages",
    "rundown-readers",
    "rundown-alerts",
];

/// Files longer than this are tables, and are named here with the reason.
const LINES_MAX: usize = 520;
const TABLES: &[&str] = &["crates/rundown-extract/src/phrases/lists.rs"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("")
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The names under `[dependencies]` (or, with `dev`, `[dev-dependencies]`).
fn dependencies(manifest: &str, dev: bool) -> BTreeSet<String> {
    let head = if dev { "[dev-dependencies]" } else { "[dependencies]" };
    let mut inside = false;
    let mut names = BTreeSet::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.trim() == head;
        } else if inside
            && !line.starts_with('#')
            && let Some((name, _)) = line.split_once(['.', ' ', '='])
        {
            names.extend(Some(name.to_owned()).filter(|name| !name.is_empty()));
        }
    }
    names
}

#[test]
fn crates_use_only_what_the_table_allows() {
    let mut wrong = Vec::new();
    for (name, allowed) in MAY_USE {
        let manifest = read(format!("crates/{name}/Cargo.toml"));
        assert!(
            manifest.contains(&format!("name = \"{name}\"")),
            "folder and crate share a name"
        );
        for used in dependencies(&manifest, false) {
            let Some(short) = used.strip_prefix("rundown-") else { continue };
            if !allowed.contains(&short) {
                wrong.push(format!("{name} may not depend on {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_crate_is_in_the_table_and_in_the_architecture() {
    let listed: BTreeSet<&str> = MAY_USE.iter().map(|(name, _)| *name).collect();
    let architecture = read("ARCHITECTURE.md");
    for folder in fs::read_dir(root().join("crates")).unwrap() {
        let name = folder.unwrap().file_name().into_string().unwrap();
        assert!(listed.contains(name.as_str()), "{name} is not in the table");
        assert!(architecture.contains(&format!("| `{name}` |")), "{name} has no line");
    }
}

#[test]
fn every_direct_dependency_is_argued_in_one_line() {
    let architecture = read("ARCHITECTURE.md");
    let table = architecture.split("## Direct dependencies").nth(1).unwrap();
    let mut users: BTreeMap<String, &str> = BTreeMap::new();
    for (name, _) in MAY_USE {
        let manifest = read(format!("crates/{name}/Cargo.toml"));
        for dev in [false, true] {
            users.extend(
                dependencies(&manifest, dev).into_iter().map(|used| (used, *name)),
            );
        }
    }
    for (used, by) in users {
        let ours = used.starts_with("rundown-");
        assert!(
            ours || table.contains(&format!("`{used}`")),
            "{used} ({by}) has no line"
        );
    }
}

#[test]
fn pure_crates_turn_the_purity_lints_on() {
    for name in PURE {
        let lib = read(format!("crates/{name}/src/lib.rs"));
        let lints = "#![warn(clippy::disallowed_methods, clippy::disallowed_types)]";
        assert!(lib.contains(lints), "{name} is pure and does not say so");
    }
}

#[test]
fn files_stay_short() {
    let mut long = Vec::new();
    let mut folders = vec![root().join("crates"), root().join("xtask")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let lines = fs::read_to_string(&path).unwrap().lines().count();
                let name = path.strip_prefix(root()).unwrap().display().to_string();
                if lines > LINES_MAX && !TABLES.contains(&name.as_str()) {
                    long.push(format!("{name}: {lines} lines"));
                }
            }
        }
    }
    assert!(long.is_empty(), "split these:\n{}", long.join("\n"));
}

/// `unsafe_code` is denied for all crates; a file could still allow it to itself.
#[test]
fn no_file_allows_itself_unsafe_code() {
    let mut folders = vec![root().join("crates"), root().join("xtask/src")];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let allows = ["allow(unsafe_code", "expect(unsafe_code"];
                let allowed = allows.iter().any(|words| text.contains(words));
                assert!(!allowed, "{} allows unsafe code", path.display());
                count += 1;
            }
        }
    }
    assert!(count > 400, "only {count} files were found");
}

#[test]
fn every_kind_of_note_has_its_heading() {
    let reference = read("docs/reference/notes.md");
    let source = read("crates/rundown-news/src/noted.rs");
    let table = source.split("note_kinds! {").nth(1).unwrap();
    let texts = table.lines().filter_map(|line| {
        let text = line.trim().split_once(" = \"")?.1;
        text.strip_suffix("\",")
    });
    let mut count = 0;
    for text in texts {
        assert!(
            reference.contains(&format!("## {text}\n")),
            "note {text:?} has no heading"
        );
        count += 1;
    }
    assert!(count > 10, "the table of notes was not found");
}

#[test]
fn every_command_has_its_heading() {
    let reference = read("docs/reference/commands.md");
    let source = read("crates/rundown/src/cli.rs");
    let table = source.split("pub(crate) enum Command {").nth(1).unwrap();
    let table = table.split("\n}").next().unwrap();
    let commands = table.lines().filter_map(|line| {
        let (name, _) = line.trim().split_once('(')?;
        name.chars().all(char::is_alphabetic).then(|| name.to_lowercase())
    });
    let mut count = 0;
    for command in commands {
        let heading = format!("## rundown {command}");
        assert!(reference.contains(&heading), "{heading} is missing");
        count += 1;
    }
    assert!(count > 10, "the commands were not found");
}

#[test]
fn every_route_has_its_line() {
    let reference = read("docs/reference/routes.md");
    let mut count = 0;
    for source in ["lib.rs", "operate.rs"] {
        let source = read(format!("crates/rundown-serve/src/{source}"));
        for route in source.split(".route(\"").skip(1) {
            let (path, rest) = route.split_once("\", ").unwrap();
            let method = rest.split('(').next().unwrap().to_uppercase();
            let told = format!("`{method} {path}`");
            assert!(reference.contains(&told), "{told} has no line");
            count += 1;
        }
    }
    assert!(count > 20, "the routes were not found");
}

#[test]
fn every_error_state_has_its_line() {
    let reference = read("docs/reference/errors.md");
    let source = read("crates/rundown-serve/src/problem.rs");
    let titles =
        source.split("fn title(").nth(1).unwrap().split("\n    }\n").next().unwrap();
    let titles =
        titles.split("=> say(\"").skip(1).filter_map(|rest| rest.split('"').next());
    let source = read("crates/rundown-desk/src/poll/feeds.rs");
    let states =
        source.split("pub enum Health {").nth(1).unwrap().split('}').next().unwrap();
    let states = states.lines().map(str::trim).filter(|line| !line.starts_with("///"));
    let states = states.filter_map(|line| Some(line.strip_suffix(',')?.to_lowercase()));
    let told: Vec<String> = titles
        .map(|title| format!("| {title} | "))
        .chain(states.map(|state| format!("| `{state}` | ")))
        .collect();
    for one in &told {
        assert!(reference.contains(one), "{one:?} has no line");
    }
    assert!(told.len() > 15, "the error states were not found");
}

#[test]
fn a_package_holds_what_is_there() {
    let manifest = read("crates/rundown/Cargo.toml");
    let assets = manifest.split("assets = [").nth(1).unwrap();
    let paths = assets.lines().filter_map(|line| line.trim().strip_prefix("[\"../../"));
    let mut count = 0;
    for path in paths.filter_map(|rest| rest.split('"').next()) {
        // What `cargo xtask package` makes is there when a package is built.
        let path = path.trim_end_matches("/*");
        assert!(path.starts_with("dist/") || root().join(path).exists(), "{path}");
        count += 1;
    }
    assert!(count > 5, "the files of the package were not found");
}

#[test]
fn every_figure_has_its_line() {
    let reference = read("docs/reference/routes.md");
    let source = read("crates/rundown-serve/src/operate.rs");
    let table = source.split("let all = [").nth(1).unwrap().split("];").next().unwrap();
    let names = table
        .lines()
        .filter_map(|line| line.trim().strip_prefix("(\"")?.split('"').next());
    let mut count = 0;
    for name in names {
        assert!(reference.contains(&format!("`rundown_{name}`")), "{name} has no line");
        count += 1;
    }
    assert!(count > 5, "the figures were not found");
}

#[test]
fn the_readme_is_short_and_starts_with_a_command() {
    let readme = read("README.md");
    assert!(readme.lines().count() < 120);
    let first =
        readme.lines().position(|line| line.contains("cargo run --release -- demo"));
    assert!(
        first.is_some_and(|line| line < 25),
        "the first command stands before line 25"
    );
    let ci = read(".ci/run");
    assert!(
        readme.contains("cargo test --workspace")
            && ci.contains("cargo test --workspace")
    );
}
