//! What the documentation points at is there, files that it names too, and its book has every
//! page.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Where a page of the book points at what stands outside of it.
const REPOSITORY: &str = "https://github.com/rundown-news/rundown/blob/main/";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("")
}

/// Pages in a folder and those below it, as paths from the root.
fn pages(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root().join(folder)).expect("a folder of pages") {
        let path = entry.expect("an entry").path();
        let name = path.strip_prefix(root()).expect("below the root").to_path_buf();
        if path.is_dir() && folder == "docs" {
            found.extend(pages(&name.to_string_lossy()));
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(name);
        }
    }
    found.sort();
    found
}

/// A page without its blocks of code.
fn prose(page: &Path) -> String {
    let text = fs::read_to_string(root().join(page)).expect("a page");
    let mut inside = false;
    let is_prose = |line: &&str| {
        let is_fence = line.trim_start().starts_with("```");
        inside ^= is_fence;
        !inside && !is_fence
    };
    text.lines().filter(is_prose).collect::<Vec<_>>().join("\n")
}

/// What a page links to.
fn links(prose: &str) -> Vec<String> {
    let behind = prose.split("](").skip(1);
    behind.filter_map(|rest| rest.split_once(')')).map(|(to, _)| to.to_owned()).collect()
}

/// The names by which headings are linked to, as GitHub and mdBook make them.
fn headings(prose: &str) -> BTreeSet<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let heads = prose.lines().filter(|line| line.starts_with('#'));
    let named = heads.map(|line| {
        let title = line.trim_start_matches('#').trim().to_lowercase();
        let name: String = title
            .chars()
            .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
            .map(|c| if c == ' ' { '-' } else { c })
            .collect();
        let before = seen.entry(name.clone()).or_default();
        *before += 1;
        if *before == 1 { name } else { format!("{name}-{}", *before - 1) }
    });
    named.collect()
}

/// A path with its `..` taken in.
fn straight(path: &Path) -> PathBuf {
    let mut straight = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(straight.pop()),
            part => straight.push(part),
        }
    }
    straight
}

/// What is wrong with a link of a page, if anything is.
fn fault(page: &Path, link: &str) -> Option<String> {
    let wrong = |why: &str| Some(format!("{}: {link}: {why}", page.display()));
    if let Some(path) = link.strip_prefix(REPOSITORY) {
        return if root().join(path).exists() { None } else { wrong("is not there") };
    }
    if link.contains("://") || link.starts_with("mailto:") {
        return None;
    }
    let (to, anchor) = link.split_once('#').unwrap_or((link, ""));
    let folder = page.parent().unwrap_or(Path::new(""));
    let to = if to.is_empty() { page.to_path_buf() } else { straight(&folder.join(to)) };
    if !root().join(&to).exists() {
        return wrong("is not there");
    }
    if page.starts_with("docs") && !to.starts_with("docs") {
        return wrong("is outside of the book: link to the repository");
    }
    if !anchor.is_empty() && !headings(&prose(&to)).contains(anchor) {
        return wrong("has no such heading");
    }
    None
}

#[test]
fn every_link_leads_somewhere() {
    let all = pages("docs").into_iter().chain(pages("."));
    let faults: Vec<String> = all
        .flat_map(|page| {
            let links = links(&prose(&page));
            links.into_iter().filter_map(move |link| fault(&page, &link))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_book_has_every_page_once() {
    let summary = Path::new("docs/SUMMARY.md");
    let mut listed = links(&prose(summary));
    listed.sort();
    let pages = pages("docs");
    let there = pages.iter().filter(|page| *page != summary);
    let mut there: Vec<String> = there
        .map(|page| page.strip_prefix("docs").expect("a page of the book"))
        .map(|page| page.to_string_lossy().into_owned())
        .collect();
    there.sort();
    assert_eq!(listed, there);
}

/// Folders that hold nothing of ours.
const STRANGE: [&str; 5] = ["target", "node_modules", ".git", "dist", "corpus"];

/// All files of the repository below a folder, as paths from the root.
fn files(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !path.is_dir() {
            let path = path.strip_prefix(root()).expect("below the root");
            found.push(format!("/{}", path.display()));
        } else if !STRANGE.contains(&name.as_str()) {
            files(&path, found);
        }
    }
}

/// Endings of files that pages name.
const ENDINGS: [&str; 10] =
    [".rs", ".md", ".txt", ".toml", ".jsonl", ".sql", ".html", ".py", ".mjs", ".tsv"];

/// Names of files of a reader's own, and of what jobs write.
const OF_OTHERS: [&str; 2] = ["rundown/rundown.toml", "target/scores/misses.txt"];

/// The files in code spans of a page, with the folder or folders before their names.
fn named(prose: &str) -> Vec<&str> {
    let spans = prose.split('`').skip(1).step_by(2);
    let is_file = |span: &&str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "_-./".contains(c);
        span.contains('/')
            && !span.starts_with('/')
            && span.chars().all(plain)
            && ENDINGS.iter().any(|ending| span.ends_with(ending))
            && !OF_OTHERS.contains(span)
    };
    spans.filter(is_file).collect()
}

/// A page of the crate it is about names files from there, and so do sections on one crate:
/// what is named has to be the end of a path.
#[test]
fn every_file_that_a_page_names_is_there() {
    let mut all = Vec::new();
    files(&root(), &mut all);
    let is_page = |path: &&String| {
        let ending = Path::new(path.as_str()).extension();
        ending.is_some_and(|end| end == "md") && !path.starts_with("/demo/copy/")
    };
    let (mut missing, mut count) = (Vec::new(), 0);
    for page in all.iter().filter(is_page) {
        let text = prose(Path::new(page.trim_start_matches('/')));
        for name in named(&text) {
            count += 1;
            let end = format!("/{}", name.trim_start_matches("../"));
            if !all.iter().any(|path| path.ends_with(&end)) {
                missing.push(format!("{page}: {name}"));
            }
        }
    }
    assert!(count > 60, "only {count} names were found");
    assert!(missing.is_empty(), "not there:\n{}", missing.join("\n"));
}

/// What a file of ours defines under a name.
fn defines(file: &str, name: &str) -> bool {
    let is_end =
        |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    ["fn", "struct", "enum", "const"].iter().any(|kind| {
        let definition = format!("{kind} {name}");
        file.split(&definition).skip(1).any(is_end)
    })
}

/// A row under "Where to look" names a file, and behind it where to begin in it.
#[test]
fn where_the_architecture_says_to_begin_there_is_something() {
    let page = prose(Path::new("ARCHITECTURE.md"));
    let section = page.split("\n## Where to look\n").nth(1).expect("the section");
    let section = section.split("\n## ").next().unwrap_or_default();
    let (mut missing, mut count) = (Vec::new(), 0);
    for row in section.lines().filter(|line| line.starts_with("| ")) {
        let mut spans = row.split('`').skip(1).step_by(2);
        let Some(path) = spans.find(|span| span.contains('/')) else { continue };
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let Some(name) = spans.next().filter(|name| name.chars().all(is_name)) else {
            continue;
        };
        let file = fs::read_to_string(root().join("crates").join(path));
        count += 1;
        if !defines(&file.unwrap_or_default(), name) {
            missing.push(format!("{path}: {name}"));
        }
    }
    assert!(count >= 10, "only {count} places were found");
    assert!(missing.is_empty(), "not there:\n{}", missing.join("\n"));
}
