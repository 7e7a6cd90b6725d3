//! The page design of an outlet: one HTML file that holds everything about it.
//!
//! On top stand a `<script type="application/json" data-press="outlet">` with the
//! outlet's settings and one `<template data-block="…">` for each kind of block; a
//! `<template data-after="3">` is printed after the third paragraph of the body (a
//! sign-up box, say). The rest of the file is the page.

use std::collections::BTreeMap;

use anyhow::{Context, Result, anyhow, bail, ensure};
use serde::Deserialize;

use super::calendar::Calendar;
use super::template::Template;

const SETTINGS: &str = "<script type=\"application/json\" data-press=\"outlet\">";

/// Every kind of block. `lede` is the first paragraph, which may carry a dateline.
const BLOCKS: [&str; 10] = [
    "lede",
    "paragraph",
    "crosshead",
    "list",
    "pull_quote",
    "photo",
    "post",
    "live_entry",
    "correction",
    "related",
];

/// What an outlet says of itself.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// The name on the masthead.
    pub(crate) name: String,
    /// The host its pages live on.
    pub(crate) domain: String,
    /// What it is, in a line.
    pub(crate) motto: String,
    /// The agency tag of its datelines; empty for most.
    #[serde(default)]
    pub(crate) tag: String,
    /// What stands between the last two names of a byline.
    #[serde(default = "and")]
    pub(crate) and: String,
    /// How its feed is written.
    pub(crate) feed: FeedFormat,
    /// How its pages are encoded.
    #[serde(default)]
    pub(crate) charset: Charset,
    /// Its names of days and months.
    #[serde(default)]
    pub(crate) calendar: Calendar,
}

fn and() -> String {
    "and".to_owned()
}

/// The format of an outlet's feed.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum FeedFormat {
    /// RSS 2.0.
    Rss,
    /// RSS 1.0, the RDF one.
    Rdf,
    /// Atom 1.0.
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl FeedFormat {
    /// The name of the feed's file.
    pub(crate) fn file(self) -> &'static str {
        if self == Self::Json { "feed.json" } else { "feed.xml" }
    }
}

/// The encoding of an outlet's pages.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq)]
pub(crate) enum Charset {
    /// UTF-8.
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    /// What old Windows machines wrote.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

/// A design, read and ready to print.
#[derive(Debug)]
pub(crate) struct Design {
    /// What the outlet says of itself.
    pub(crate) settings: Settings,
    /// A template for each kind of block.
    blocks: BTreeMap<String, Template>,
    /// What stands after the n-th paragraph.
    pub(crate) after: BTreeMap<usize, Template>,
    /// The page.
    pub(crate) page: Template,
}

impl Design {
    /// The template of a kind of block. All are there: reading made sure.
    pub(crate) fn block(&self, kind: &str) -> Result<&Template> {
        let found = self.blocks.get(kind);
        found.ok_or_else(|| anyhow!("{} has no block {kind}", self.settings.name))
    }
}

/// Reads a design. Errors name the file.
pub(crate) fn read_design(path: &str, text: &str) -> Result<Design> {
    read(text).with_context(|| path.to_owned())
}

fn read(text: &str) -> Result<Design> {
    let rest = text.trim_start();
    let Some(rest) = rest.strip_prefix(SETTINGS) else {
        bail!("does not start with {SETTINGS}");
    };
    let (settings, mut rest) =
        rest.split_once("</script>").ok_or_else(|| anyhow!("</script> is missing"))?;
    let settings = serde_json::from_str(settings).context("the outlet's settings")?;
    let (mut blocks, mut after) = (BTreeMap::new(), BTreeMap::new());
    while let Some(opened) = rest.trim_start().strip_prefix("<template data-") {
        let line = line_of(text, opened);
        let (tag, inside) = opened
            .split_once("\">")
            .ok_or_else(|| anyhow!("line {line}: the template's tag is not closed"))?;
        let (inside, after_it) = inside
            .split_once("</template>")
            .ok_or_else(|| anyhow!("line {line}: </template> is missing"))?;
        let template = Template::read(inside, line)?;
        match tag.split_once("=\"") {
            Some(("block", kind)) if BLOCKS.contains(&kind) => {
                blocks.insert(kind.to_owned(), template);
            }
            Some(("after", count)) => {
                let count = count.parse().with_context(|| format!("line {line}"))?;
                after.insert(count, template);
            }
            _ => bail!("line {line}: no such template: data-{tag}"),
        }
        rest = after_it;
    }
    let missing = BLOCKS.into_iter().find(|kind| !blocks.contains_key(*kind));
    ensure!(missing.is_none(), "the block {} is missing", missing.unwrap_or(""));
    let page = rest.trim_start();
    let page = Template::read(page, line_of(text, page))?;
    Ok(Design { settings, blocks, after, page })
}

/// The line on which `rest`, the end of `text`, starts.
fn line_of(text: &str, rest: &str) -> usize {
    1 + text[..text.len() - rest.len()].matches('\n').count()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A design with nothing special about it.
    pub(crate) fn plain_design(name: &str, tag: &str, page: &str) -> String {
        let blocks = BLOCKS.map(|kind| {
            let inside = match kind {
                "lede" => "<p>{{#dateline}}{{dateline}} ({{agency}}) - {{/dateline}}{{text}}</p>\n",
                "list" => "<ul>{{#items}}<li>{{text}}</li>{{/items}}</ul>\n",
                "photo" => "<img alt=\"{{caption}}\">\n",
                "post" => "<blockquote>{{text}} {{handle}}</blockquote>\n",
                "live_entry" => "<h3>{{time at %Y-%m-%d %H:%M}} {{title}}</h3>{{&entry}}",
                _ => "<p>{{text}}</p>\n",
            };
            format!("<template data-block=\"{kind}\">{inside}</template>\n")
        });
        format!(
            "{SETTINGS}{{\"name\":\"{name}\",\"domain\":\"{}.example\",\"motto\":\"News\",\
             \"tag\":\"{tag}\",\"feed\":\"rss\"}}</script>\n{}{page}",
            name.to_lowercase(),
            blocks.concat()
        )
    }

    fn check_error(text: &str, expected: &str) {
        let error = read_design("gazette.html", text).unwrap_err();
        assert_eq!(format!("{error:#}"), format!("gazette.html: {expected}"));
    }

    #[test]
    fn a_design_has_settings_blocks_and_a_page() {
        let design = read_design(
            "g.html",
            &plain_design("Gazette", "", "<html>{{headline}}</html>"),
        )
        .unwrap();
        assert_eq!(design.settings.domain, "gazette.example");
        assert!(design.block("photo").is_ok());
    }

    #[test]
    fn slips_in_a_design_are_told() {
        let plain = plain_design("Gazette", "", "<html>");
        check_error("<html>", &format!("does not start with {SETTINGS}"));
        check_error(
            &plain.replace("\"photo\"", "\"foto\""),
            "line 12: no such template: data-block=\"foto",
        );
        check_error(&(plain + "{{deck"), "line 21: {{ is never closed");
    }
}
