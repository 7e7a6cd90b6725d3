//! The body of a piece of copy: paragraphs and what stands between them.

use anyhow::{Result, bail, ensure};
use jiff::civil::Time;

use super::calendar::read_clock;

/// One part of the body.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Block {
    /// A paragraph.
    Paragraph(String),
    /// `## words`: a heading between paragraphs.
    Crosshead(String),
    /// Neighbouring lines that start with `- `.
    List(Vec<String>),
    /// `> words`: words of the text, set apart.
    PullQuote(String),
    /// `[photo] caption | credit`.
    Photo {
        /// What the picture shows.
        caption: String,
        /// Who took it; may be empty.
        credit: String,
    },
    /// `[post] name (@handle) | text | day`.
    Post {
        /// The name shown.
        name: String,
        /// The handle with its `@`.
        handle: String,
        /// What was posted.
        text: String,
        /// The day, in words.
        day: String,
    },
    /// `[live HH:MM] title` and the parts up to the next one.
    LiveEntry {
        /// The clock time in the outlet's own offset.
        at: Time,
        /// The title; may be empty.
        title: String,
        /// What the entry says.
        blocks: Vec<Block>,
    },
    /// `[correction] words`.
    Correction(String),
    /// `[related] headline`: a link to another piece.
    Related(String),
}

/// Reads the lines of a body; each error carries the number of its line.
pub(crate) fn read_body(lines: &[(usize, &str)]) -> Result<Vec<Block>> {
    let mut reader = Reader::default();
    for &(number, line) in lines {
        if let Err(error) = reader.line(line.trim()) {
            bail!("{number}: {error:#}");
        }
    }
    Ok(reader.finish())
}

/// The plain paragraphs of some blocks, live entries included, in order.
pub(crate) fn paragraphs(blocks: &[Block]) -> Vec<&str> {
    let mut found = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(text) => found.push(text.as_str()),
            Block::LiveEntry { blocks, .. } => found.extend(paragraphs(blocks)),
            _ => {}
        }
    }
    found
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    /// The live entry that is open, and everything before it.
    before_entry: Option<(Time, String, Vec<Block>)>,
    paragraph: Vec<String>,
    list: Vec<String>,
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<()> {
        if let Some(item) = line.strip_prefix("- ") {
            self.end_paragraph();
            self.list.push(item.trim().to_owned());
            return Ok(());
        }
        self.end_list();
        if line.is_empty() {
            self.end_paragraph();
        } else if let Some(words) = line.strip_prefix("## ") {
            self.push(Block::Crosshead(words.trim().to_owned()));
        } else if let Some(words) = line.strip_prefix("> ") {
            self.push(Block::PullQuote(words.trim().to_owned()));
        } else if let Some((tag, words)) = bracketed(line) {
            self.bracket(tag, words)?;
        } else {
            ensure!(!line.starts_with('#'), "only ## stands in a body: {line}");
            self.paragraph.push(line.to_owned());
        }
        Ok(())
    }

    fn bracket(&mut self, tag: &str, words: &str) -> Result<()> {
        if let Some(clock) = tag.strip_prefix("live ") {
            let at = read_clock(clock.trim())?;
            self.end_entry();
            let before = std::mem::take(&mut self.blocks);
            self.before_entry = Some((at, words.to_owned(), before));
            return Ok(());
        }
        ensure!(!words.is_empty(), "[{tag}] has no words");
        let block = match tag {
            "photo" => photo(words),
            "post" => post(words)?,
            "correction" => Block::Correction(words.to_owned()),
            "related" => Block::Related(words.to_owned()),
            _ => bail!("no such mark: [{tag}]"),
        };
        self.push(block);
        Ok(())
    }

    fn push(&mut self, block: Block) {
        self.end_paragraph();
        self.blocks.push(block);
    }

    fn end_paragraph(&mut self) {
        if !self.paragraph.is_empty() {
            let words = std::mem::take(&mut self.paragraph).join(" ");
            self.blocks.push(Block::Paragraph(words));
        }
    }

    fn end_list(&mut self) {
        if !self.list.is_empty() {
            let items = std::mem::take(&mut self.list);
            self.blocks.push(Block::List(items));
        }
    }

    fn end_entry(&mut self) {
        self.end_list();
        self.end_paragraph();
        if let Some((at, title, before)) = self.before_entry.take() {
            let blocks = std::mem::replace(&mut self.blocks, before);
            self.blocks.push(Block::LiveEntry { at, title, blocks });
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.end_entry();
        self.blocks
    }
}

/// `[tag] words`, for tags in small letters; other brackets belong to the text.
fn bracketed(line: &str) -> Option<(&str, &str)> {
    let (tag, words) = line.strip_prefix('[')?.split_once(']')?;
    let first = tag.split(' ').next()?;
    let known = ["photo", "post", "live", "correction", "related"].contains(&first);
    let alone = !first.is_empty() && tag.bytes().all(|byte| byte.is_ascii_lowercase());
    (known || alone).then(|| (tag, words.trim()))
}

fn photo(words: &str) -> Block {
    let (caption, credit) = words.split_once('|').unwrap_or((words, ""));
    Block::Photo { caption: caption.trim().to_owned(), credit: credit.trim().to_owned() }
}

fn post(words: &str) -> Result<Block> {
    let parts: Vec<&str> = words.split('|').map(str::trim).collect();
    let &[who, text, day] = parts.as_slice() else {
        bail!("a post is: Name (@handle) | text | day");
    };
    let handle = who.split_once("(@").and_then(|(_, rest)| rest.strip_suffix(')'));
    let Some(handle) = handle else { bail!("a post names its @handle in brackets") };
    let name = who.split("(@").next().unwrap_or("").trim();
    Ok(Block::Post {
        name: name.to_owned(),
        handle: format!("@{handle}"),
        text: text.to_owned(),
        day: day.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<Vec<Block>> {
        let lines: Vec<(usize, &str)> =
            body.lines().enumerate().map(|(at, line)| (at + 1, line)).collect();
        read_body(&lines)
    }

    fn check(body: &str, expected: &[Block]) {
        assert_eq!(read(body).unwrap(), expected, "{body}");
    }

    fn check_error(body: &str, expected: &str) {
        assert_eq!(read(body).unwrap_err().to_string(), expected, "{body}");
    }

    fn paragraph(text: &str) -> Block {
        Block::Paragraph(text.to_owned())
    }

    #[test]
    fn paragraphs_end_at_blank_lines() {
        check("One\ntwo.\n\nThree.", &[paragraph("One two."), paragraph("Three.")]);
        check("One.\n## Two", &[paragraph("One."), Block::Crosshead("Two".to_owned())]);
        check("[He] said so.", &[paragraph("[He] said so.")]);
    }

    #[test]
    fn list_items_stay_together() {
        let list = Block::List(vec!["a".to_owned(), "b".to_owned()]);
        check("One.\n- a\n- b\nTwo.", &[paragraph("One."), list, paragraph("Two.")]);
    }

    #[test]
    fn photos_may_lack_a_credit() {
        let photo = |caption: &str, credit: &str| Block::Photo {
            caption: caption.to_owned(),
            credit: credit.to_owned(),
        };
        check("[photo] A pier | Ann Poe/TCP", &[photo("A pier", "Ann Poe/TCP")]);
        check("[photo] A pier", &[photo("A pier", "")]);
    }

    #[test]
    fn live_entries_hold_what_follows_them() {
        let entry = |hour, title: &str, text: &str| Block::LiveEntry {
            at: Time::constant(hour, 5, 0, 0),
            title: title.to_owned(),
            blocks: vec![paragraph(text)],
        };
        check(
            "Intro.\n[live 14:05] B\nb.\n\n[live 09:05] A\na.",
            &[paragraph("Intro."), entry(14, "B", "b."), entry(9, "A", "a.")],
        );
    }

    #[test]
    fn slips_are_told_with_their_line() {
        check_error("One.\n\n[foto] x", "3: no such mark: [foto]");
        check_error("[live 25:00] x", "1: not a clock time such as 14:05: 25:00");
        check_error(
            "[post] Ann | hi | May 3, 2031",
            "1: a post names its @handle in brackets",
        );
        check_error(
            "[post] Ann (@ann) | hi",
            "1: a post is: Name (@handle) | text | day",
        );
        check_error("[correction]", "1: [correction] has no words");
        check_error("# body", "1: only ## stands in a body: # body");
    }
}
