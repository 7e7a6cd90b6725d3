//! One piece of copy as an editor filed it: fields on top, then the text.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail, ensure};
use jiff::ZonedDateTime;

use super::body::{Block, read_body};
use super::calendar::read_time;

const FIELDS: [&str; 16] = [
    "outlet",
    "published",
    "modified",
    "headline",
    "deck",
    "byline",
    "dateline",
    "section",
    "tags",
    "kind",
    "lang",
    "story",
    "development",
    "revises",
    "reprint",
    "drop",
];

const KINDS: [&str; 6] = ["article", "live", "opinion", "stub", "video", "gallery"];

/// A piece of copy, checked.
#[derive(Clone, Debug)]
pub(crate) struct Copy {
    /// The path shown in errors.
    pub(crate) path: String,
    /// The file name without `.md`; what `reprint` names.
    pub(crate) name: String,
    /// The last part of the address.
    pub(crate) slug: String,
    /// The key of the outlet.
    pub(crate) outlet: String,
    /// First published, in the outlet's own offset.
    pub(crate) published: ZonedDateTime,
    /// Changed, if it was.
    pub(crate) modified: Option<ZonedDateTime>,
    /// The headline.
    pub(crate) headline: String,
    /// The line under the headline; may be empty.
    pub(crate) deck: String,
    /// Who wrote it; may be empty.
    pub(crate) byline: Vec<String>,
    /// The place it was filed from; may be empty.
    pub(crate) dateline: String,
    /// The section; may be empty.
    pub(crate) section: String,
    /// Tags; may be empty.
    pub(crate) tags: Vec<String>,
    /// One of the six kinds.
    pub(crate) kind: String,
    /// The language.
    pub(crate) lang: String,
    /// The answer: which story it belongs to.
    pub(crate) story: String,
    /// The answer: which development it reports.
    pub(crate) development: String,
    /// The file name, without `.md`, of the piece that it is a later revision of.
    pub(crate) revises: Option<String>,
    /// The wire piece it prints, and the paragraphs left out of that.
    pub(crate) reprint: Option<Reprint>,
    /// The outlet's own highlights.
    pub(crate) highlights: Vec<String>,
    /// The text.
    pub(crate) body: Vec<Block>,
}

/// A wire piece printed by another outlet.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reprint {
    /// File name of the wire piece without `.md`.
    pub(crate) of: String,
    /// Wire paragraphs left out, from 1.
    pub(crate) drop: Vec<usize>,
    /// Where the copy says so.
    pub(crate) line: usize,
}

/// Reads one piece. Errors start with `path:line:`.
pub(crate) fn read_copy(path: &Path, text: &str) -> Result<Copy> {
    let shown = path.display().to_string().replace('\\', "/");
    let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    read_named(&shown, name, text).map_err(|error| anyhow!("{shown}:{error:#}"))
}

fn read_named(path: &str, name: &str, text: &str) -> Result<Copy> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines: Vec<(usize, &str)> =
        text.lines().enumerate().map(|(at, line)| (at + 1, line)).collect();
    let (fields, rest) = read_fields(&lines)?;
    let (highlights, body) = sections(rest)?;
    let outlet = fields.needed("outlet")?;
    let copy = Copy {
        path: path.to_owned(),
        name: name.to_owned(),
        slug: slug(name, &outlet)?,
        published: fields
            .time("published")?
            .ok_or_else(|| anyhow!("{}: published is missing", fields.end))?,
        modified: fields.time("modified")?,
        headline: fields.needed("headline")?,
        deck: fields.text("deck"),
        byline: fields.list("byline", ';'),
        dateline: fields.text("dateline"),
        section: fields.text("section"),
        tags: fields.list("tags", ','),
        kind: fields.kind()?,
        lang: fields.needed("lang")?,
        story: fields.needed("story")?,
        development: fields.needed("development")?,
        revises: Some(fields.text("revises")).filter(|name| !name.is_empty()),
        reprint: fields.reprint()?,
        highlights: read_highlights(&highlights)?,
        body: read_body(&body)?,
        outlet,
    };
    check(&copy, &fields)?;
    Ok(copy)
}

fn check(copy: &Copy, fields: &Fields<'_>) -> Result<()> {
    if let Some(modified) = &copy.modified {
        let line = fields.line("modified");
        ensure!(*modified >= copy.published, "{line}: modified before it was published");
    }
    ensure!(
        copy.revises.is_none() || copy.modified.is_some(),
        "{}: a revision needs a time in modified",
        fields.line("revises")
    );
    ensure!(
        copy.reprint.is_some() || !copy.body.is_empty(),
        "{}: the body is empty and nothing is reprinted",
        fields.end
    );
    Ok(())
}

/// The slug of `NN-outlet-slug`.
fn slug(name: &str, outlet: &str) -> Result<String> {
    let after_number = name.split_once('-').map_or("", |(_, rest)| rest);
    after_number
        .strip_prefix(outlet)
        .and_then(|rest| rest.strip_prefix('-'))
        .filter(|slug| !slug.is_empty())
        .map(str::to_owned)
        .ok_or_else(|| anyhow!("1: the file is not named NN-{outlet}-slug.md"))
}

/// The fields on top, each with its line.
struct Fields<'t> {
    of: BTreeMap<&'t str, (usize, &'t str)>,
    /// The line of the closing dashes, where missing fields are reported.
    end: usize,
}

type Lines<'l, 't> = &'l [(usize, &'t str)];

fn read_fields<'l, 't>(lines: Lines<'l, 't>) -> Result<(Fields<'t>, Lines<'l, 't>)> {
    ensure!(
        lines.first().is_some_and(|(_, line)| line.trim() == "---"),
        "1: no --- on top"
    );
    let mut of = BTreeMap::new();
    for (at, &(number, line)) in lines.iter().enumerate().skip(1) {
        if line.trim() == "---" {
            return Ok((Fields { of, end: number }, &lines[at + 1..]));
        }
        if line.trim().is_empty() {
            continue;
        }
        let (key, value) = line
            .split_once(':')
            .ok_or_else(|| anyhow!("{number}: not a field: {line}"))?;
        let key = key.trim();
        ensure!(FIELDS.contains(&key), "{number}: no such field: {key}");
        let before = of.insert(key, (number, value.trim()));
        ensure!(before.is_none(), "{number}: {key} is given twice");
    }
    bail!("{}: the fields are not closed by ---", lines.len())
}

impl Fields<'_> {
    fn text(&self, key: &str) -> String {
        self.of.get(key).map_or("", |(_, value)| value).to_owned()
    }

    fn line(&self, key: &str) -> usize {
        self.of.get(key).map_or(self.end, |(line, _)| *line)
    }

    fn needed(&self, key: &str) -> Result<String> {
        let text = self.text(key);
        ensure!(!text.is_empty(), "{}: {key} is missing", self.line(key));
        Ok(text)
    }

    fn list(&self, key: &str, between: char) -> Vec<String> {
        let text = self.text(key);
        let parts = text.split(between).map(str::trim).filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    }

    fn time(&self, key: &str) -> Result<Option<ZonedDateTime>> {
        let text = self.text(key);
        if text.is_empty() {
            return Ok(None);
        }
        let time = read_time(&text).with_context(|| format!("{}: {key}", self.line(key)));
        time.map(Some)
    }

    fn kind(&self) -> Result<String> {
        let kind = self.needed("kind")?;
        let known = KINDS.contains(&kind.as_str());
        ensure!(known, "{}: no such kind: {kind}", self.line("kind"));
        Ok(kind)
    }

    fn reprint(&self) -> Result<Option<Reprint>> {
        let of = self.text("reprint");
        let drop = self.list("drop", ' ');
        let line = self.line("drop");
        ensure!(!of.is_empty() || drop.is_empty(), "{line}: drop without reprint");
        let number = |text: &String| {
            text.parse().map_err(|_| anyhow!("{line}: not a paragraph number: {text}"))
        };
        let drop = drop.iter().map(number).collect::<Result<Vec<usize>>>()?;
        Ok((!of.is_empty()).then(|| Reprint { of, drop, line: self.line("reprint") }))
    }
}

type Section<'t> = Vec<(usize, &'t str)>;

/// The lines under `# highlights` and under `# body`.
fn sections<'t>(lines: Lines<'_, 't>) -> Result<(Section<'t>, Section<'t>)> {
    let (mut highlights, mut body) = (Vec::new(), Vec::new());
    let mut current: Option<&mut Section<'t>> = None;
    for &(number, line) in lines {
        match line.trim() {
            "# highlights" => current = Some(&mut highlights),
            "# body" => current = Some(&mut body),
            words => match &mut current {
                Some(section) => section.push((number, line)),
                None if words.is_empty() => {}
                None => bail!("{number}: text before # body: {words}"),
            },
        }
    }
    Ok((highlights, body))
}

fn read_highlights(lines: Lines<'_, '_>) -> Result<Vec<String>> {
    let mut highlights = Vec::new();
    for (number, line) in lines {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let highlight = line.strip_prefix("* ").or_else(|| line.strip_prefix("- "));
        let words =
            highlight.ok_or_else(|| anyhow!("{number}: not a highlight: {line}"))?;
        highlights.push(words.trim().to_owned());
    }
    Ok(highlights)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILED: &str = "---\noutlet: gazette\npublished: 2031-05-06T08:00:00+01:00\n\
        headline: Bakers march\nbyline: Ann Poe; Bo Tarr\ntags: bread, march\n\
        kind: article\nlang: en\nstory: bread\ndevelopment: march\n---\n\
        # highlights\n* Bakers marched\n# body\nThey marched.\n";

    fn read(text: &str) -> Result<Copy> {
        read_copy(Path::new("copy/bread/01-gazette-bakers-march.md"), text)
    }

    fn check_error(from: &str, to: &str, expected: &str) {
        let error = read(&FILED.replacen(from, to, 1)).unwrap_err();
        let expected = format!("copy/bread/01-gazette-bakers-march.md:{expected}");
        assert_eq!(format!("{error:#}"), expected);
    }

    #[test]
    fn copy_is_read_with_all_its_fields() {
        let copy = read(FILED).unwrap();
        assert_eq!(copy.slug, "bakers-march");
        assert_eq!(copy.byline, ["Ann Poe", "Bo Tarr"]);
        assert_eq!(copy.tags, ["bread", "march"]);
        assert_eq!(copy.highlights, ["Bakers marched"]);
        assert_eq!(copy.body, [Block::Paragraph("They marched.".to_owned())]);
    }

    #[test]
    fn slips_are_told_with_file_and_line() {
        check_error("headline: Bakers march\n", "", "10: headline is missing");
        check_error("outlet: gazette\n", "outlet:\n", "2: outlet is missing");
        check_error("kind: article", "kind: essay", "7: no such kind: essay");
        check_error("tags:", "tag:", "6: no such field: tag");
        check_error("lang: en", "kind: live", "8: kind is given twice");
        check_error(
            "T08:00:00+01:00",
            "T08:00:00",
            "3: published: not a time with an offset: 2031-05-06T08:00:00",
        );
        check_error(
            "lang: en",
            "lang: en\nmodified: 2031-05-05T08:00:00+01:00",
            "9: modified before it was published",
        );
        check_error("lang: en", "lang: en\ndrop: 3", "9: drop without reprint");
        check_error(
            "lang: en",
            "lang: en\nrevises: 01-gazette-bread",
            "9: a revision needs a time in modified",
        );
        check_error("# highlights", "Stray", "12: text before # body: Stray");
        check_error("* Bakers", "Bakers", "13: not a highlight: Bakers marched");
        check_error(
            "They marched.",
            "",
            "11: the body is empty and nothing is reprinted",
        );
        check_error(
            "outlet: gazette",
            "outlet: echo",
            "1: the file is not named NN-echo-slug.md",
        );
    }
}
