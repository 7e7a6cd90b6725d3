//! `rundown read`: pages, texts and feeds to articles.

mod document;
mod lines;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use anyhow::{Context, Result};
use jiff::Timestamp;
use rundown_desk::{Documents, documents};
use rundown_feed::read_feed;
use rundown_news::ReadArticle;

use crate::cli::{Read, ReadAs};
use crate::failure::hinted;
use crate::input::{Taking, bytes_of, documents_of, name_of};
use crate::show::{self, Screen};
use document::article_of;

pub(crate) fn run(read: &Read) -> Result<()> {
    let mut out = Screen::of_form(read.json || read.jsonl || read.markdown);
    for file in &read.files {
        if read.jsonl {
            read_lines(file, read, &mut out)?;
            continue;
        }
        for document in documents_to_read(file, read)? {
            show_article(&article_of(&document), read, &mut out)?;
        }
    }
    Ok(out.flush()?)
}

fn taking(read: &Read) -> Taking {
    let kind = read.kind.map(ReadAs::kind).unwrap_or_default();
    Taking { url: read.url.clone(), at: read.at, kind }
}

fn documents_to_read(file: &Path, read: &Read) -> Result<Documents> {
    let now = Timestamp::now();
    if read.kind == Some(ReadAs::Feed) {
        let bytes = bytes_of(file)?;
        if let Err(problem) = read_feed(&bytes, read.url.as_deref(), None) {
            return Err(hinted(
                format!("could not read {} as a feed: {problem}", name_of(file)),
                "leave out --as feed to read whatever it is",
            ));
        }
        let frame = rundown_news::Capture {
            bytes,
            url: read.url.clone(),
            at: read.at,
            charset: None,
            kind: rundown_news::CaptureKind::Unknown,
        };
        return Ok(documents(&name_of(file), frame, read.at.unwrap_or(now)));
    }
    documents_of(file, &taking(read), now)
}

fn show_article(article: &ReadArticle, read: &Read, out: &mut impl Write) -> Result<()> {
    if read.json {
        serde_json::to_writer_pretty(&mut *out, article)?;
        writeln!(out)?;
    } else if read.markdown {
        show::markdown::article(out, article)?;
    } else {
        show::article::article(out, article)?;
    }
    Ok(())
}

/// Reads line after line; a file of another kind as what it is.
fn read_lines(file: &Path, read: &Read, out: &mut impl Write) -> Result<()> {
    if file != Path::new("-") && !is_lines(file)? {
        for document in documents_to_read(file, read)? {
            write_line(&article_of(&document), out)?;
        }
        return Ok(());
    }
    let at = read.at.unwrap_or_else(Timestamp::now);
    lines::read_lines(&name_of(file), &mut *lines_of(file)?, at, out)
}

fn write_line(article: &ReadArticle, out: &mut impl Write) -> Result<()> {
    serde_json::to_writer(&mut *out, article)?;
    Ok(writeln!(out)?)
}

/// Whether a file starts as lines of JSON do.
fn is_lines(file: &Path) -> Result<bool> {
    let mut lines = lines_of(file)?;
    let start =
        lines.fill_buf().with_context(|| format!("could not read {}", name_of(file)))?;
    Ok(start.trim_ascii_start().starts_with(b"{\""))
}

fn lines_of(file: &Path) -> Result<Box<dyn BufRead>> {
    if file == Path::new("-") {
        return Ok(Box::new(BufReader::new(std::io::stdin())));
    }
    let open = std::fs::File::open(file);
    let open = open.with_context(|| format!("could not open {}", name_of(file)))?;
    Ok(Box::new(BufReader::with_capacity(1 << 20, open)))
}
