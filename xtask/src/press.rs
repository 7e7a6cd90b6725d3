//! Prints the demo news: copy and page designs in, pages, feeds and the answer key
//! out. `demo/README.md` tells the format of the copy, [`design`] that of a design.
//!
//! Printing is a function of the files in `demo/copy` and `demo/outlets`: the same
//! copy gives the same bytes, so `--check` can tell whether the pages are fresh.

mod body;
mod calendar;
mod copy;
mod design;
mod edition;
mod feed;
mod markup;
mod output;
mod page;
mod template;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use jiff::SignedDuration;
use serde_json::json;

use self::calendar::iso;
use self::copy::{Copy, read_copy};
use self::design::{Charset, Design, read_design};
use self::edition::{Article, Designs, edition};
use self::markup::windows_1252;
use self::output::{PAGES, Printed, files};

/// A page counts as fetched this long after it was published.
const FETCHED_AFTER: SignedDuration = SignedDuration::from_mins(20);

/// Print the demo news from its copy and page designs
#[derive(Debug, clap::Args)]
pub(crate) struct Press {
    /// Only compare the printed pages with those on disk
    #[arg(long)]
    check: bool,
    /// The folder that holds copy/ and outlets/
    #[arg(long, default_value_os_t = demo_folder())]
    demo: PathBuf,
}

fn demo_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("demo")
}

/// Runs the job.
pub(crate) fn run(press: &Press) -> Result<()> {
    let designs = read_designs(&press.demo)?;
    let articles = edition(&read_copies(&press.demo)?, &designs)?;
    let printed = print(&articles, &designs)?;
    if press.check {
        output::check(&press.demo, &printed)?;
    } else {
        output::write(&press.demo, &printed)?;
    }
    let bytes: usize = printed.values().map(Vec::len).sum();
    println!("{} articles, {} files, {} KiB", articles.len(), printed.len(), bytes >> 10);
    Ok(())
}

fn read_designs(demo: &Path) -> Result<Designs> {
    let mut designs = Designs::new();
    for path in files(&demo.join("outlets"), "outlets")? {
        let Some(key) = path.strip_prefix("outlets/") else { continue };
        let Some(key) = key.strip_suffix(".html") else { continue };
        designs.insert(key.to_owned(), read_design(&path, &read_text(demo, &path)?)?);
    }
    Ok(designs)
}

fn read_copies(demo: &Path) -> Result<Vec<Copy>> {
    let mut copies = Vec::new();
    for path in files(&demo.join("copy"), "copy")? {
        if Path::new(&path).extension().is_some_and(|extension| extension == "md") {
            copies.push(read_copy(Path::new(&path), &read_text(demo, &path)?)?);
        }
    }
    Ok(copies)
}

fn read_text(demo: &Path, path: &str) -> Result<String> {
    let read = fs::read_to_string(demo.join(path));
    read.with_context(|| format!("could not read {path}"))
}

fn print(articles: &[Article], designs: &Designs) -> Result<Printed> {
    let mut printed = Printed::new();
    for (at, article) in articles.iter().enumerate() {
        let page = page::page(articles, at, designs)?;
        let bytes = encoded(&designs[&article.copy.outlet], page);
        printed.insert(format!("{PAGES}/{}", article.file), bytes);
    }
    for (key, design) in designs {
        let newest_first = articles.iter().rev();
        let own = newest_first.filter(|article| article.copy.outlet == *key);
        let own: Vec<&Article> = own.filter(|article| !article.is_revision()).collect();
        if own.is_empty() {
            continue;
        }
        let settings = &design.settings;
        let path = format!("{PAGES}/{}/{}", settings.domain, settings.feed.file());
        printed.insert(path, encoded(design, feed::feed(settings, &own)?));
    }
    printed.insert(format!("{PAGES}/index.jsonl"), index(articles, designs)?.into());
    printed.insert("expected.jsonl".to_owned(), expected(articles).into());
    Ok(printed)
}

fn encoded(design: &Design, text: String) -> Vec<u8> {
    match design.settings.charset {
        Charset::Utf8 => text.into_bytes(),
        Charset::Windows1252 => windows_1252(&text),
    }
}

/// A line a page: where it lies, its address, when it was fetched.
fn index(articles: &[Article], designs: &Designs) -> Result<String> {
    let mut lines = String::new();
    for Article { copy, url, file, .. } in articles {
        let printed = copy.modified.as_ref().filter(|_| copy.revises.is_some());
        let printed = printed.unwrap_or(&copy.published);
        let fetched_at = iso(&printed.checked_add(FETCHED_AFTER)?);
        let domain = &designs[&copy.outlet].settings.domain;
        let line = json!({ "file": file, "url": url, "fetched_at": fetched_at, "domain": domain });
        lines.push_str(&line.to_string());
        lines.push('\n');
    }
    Ok(lines)
}

/// A line a page: the story and the development it belongs to.
fn expected(articles: &[Article]) -> String {
    let line = |Article { copy, url, .. }: &Article| {
        let Copy { story, development, .. } = copy;
        format!("{}\n", json!({ "url": url, "story": story, "development": development }))
    };
    articles.iter().filter(|article| !article.is_revision()).map(line).collect()
}

#[cfg(test)]
mod tests;
