//! Runs `cases/pages`: each folder holds a capture and what must be read from it.
//!
//! `source.html` or `source.txt` is the capture, `capture.json` its address and time if
//! they matter. `expected.txt` is the article's text, `expected.json` everything else,
//! with the kinds of its blocks in order. All is invented. `cargo cases --accept` writes the
//! expectations anew and shows what changed; `cargo cases NAME` runs some of them.

#![allow(clippy::unwrap_used, reason = "a case that cannot be read fails its test")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use rundown_news::{Article, Capture, CaptureKind, Noted};
use serde_json::{Value, json};

#[test]
fn every_case_is_read_as_expected() {
    let folder = root().join("cases/pages");
    let mut cases: Vec<PathBuf> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.is_dir());
    cases.sort();
    assert!(cases.len() >= 12, "the cases are there");
    if let Ok(name) = std::env::var("RUNDOWN_CASE") {
        cases.retain(|case| case.to_string_lossy().contains(&name));
    }
    let failed: Vec<String> = cases.iter().filter_map(|case| failure(case)).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap()
}

/// A path as one would name it from the root.
fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

/// What is wrong with a case, if anything: its page, what was expected, and which stage
/// reads it otherwise. Where expectations are to be rewritten it is printed instead.
#[expect(clippy::print_stdout, reason = "what is accepted has to be read")]
fn failure(case: &Path) -> Option<String> {
    let Noted { value: article, .. } = rundown_extract::extract(&capture_of(case));
    let text = format!("{}\n", article.text);
    let fields = format!("{:#}\n", fields_of(&article));
    let mut told = String::new();
    for (file, found) in [("expected.txt", text), ("expected.json", fields)] {
        let path = case.join(file);
        let expected = fs::read_to_string(&path).unwrap_or_default();
        let lines = differences(&expected, &found);
        if !lines.is_empty() {
            let (file, lines) = (shown(&path), lines.join("\n    "));
            let _ = writeln!(told, "  expected in {file}\n    {lines}");
        }
        if std::env::var_os("RUNDOWN_REWRITE").is_some() {
            fs::write(path, found).unwrap();
        }
    }
    if told.is_empty() {
        return None;
    }
    let name = case.file_name().unwrap().to_string_lossy();
    let page = page_of(case).0;
    let told =
        format!("{name}: extract reads it otherwise\n  page {}\n{told}", shown(&page));
    if std::env::var_os("RUNDOWN_REWRITE").is_some() {
        println!("accepted: {told}");
        return None;
    }
    Some(format!("{told}  if that is better: cargo cases --accept {name}"))
}

/// The lines that only one of two texts has.
fn differences(expected: &str, found: &str) -> Vec<String> {
    let lost = expected.lines().filter(|line| !found.lines().any(|l| l == *line));
    let new = found.lines().filter(|line| !expected.lines().any(|l| l == *line));
    let lines: Vec<String> = lost
        .map(|line| format!("- {line}"))
        .chain(new.map(|line| format!("+ {line}")))
        .collect();
    if lines.is_empty() && expected != found {
        vec!["the same lines in another order".to_owned()]
    } else {
        lines
    }
}

/// The file of a capture, and what it is.
fn page_of(case: &Path) -> (PathBuf, CaptureKind) {
    let page = case.join("source.html");
    if page.exists() {
        (page, CaptureKind::Page)
    } else {
        (case.join("source.txt"), CaptureKind::Text)
    }
}

fn capture_of(case: &Path) -> Capture {
    let (path, kind) = page_of(case);
    let stated = fs::read_to_string(case.join("capture.json")).unwrap_or("{}".to_owned());
    let stated: Value = serde_json::from_str(&stated).unwrap();
    Capture {
        bytes: fs::read(path).unwrap(),
        url: stated["url"].as_str().map(str::to_owned),
        at: stated["at"].as_str().map(|at| at.parse().unwrap()),
        charset: None,
        kind,
    }
}

/// Everything but the text and the spans into it.
fn fields_of(article: &Article) -> Value {
    let blocks: Vec<Value> = article
        .blocks
        .iter()
        .map(|block| match block.at {
            Some(at) => json!(format!("{} {at}", json!(block.kind).as_str().unwrap())),
            None => json!(block.kind),
        })
        .collect();
    let mut fields = serde_json::to_value(article).unwrap();
    let object = fields.as_object_mut().unwrap();
    object.remove("id");
    object.remove("text");
    object.retain(|_, value| !value.is_null() && *value != json!([]) && *value != "");
    object.insert("blocks".to_owned(), json!(blocks));
    fields
}
