//! The parts of the tour, one for each stage.

use std::fmt::Write as _;

use rundown_brief::Told;
use rundown_news::{Article, ArticleId, Brief, Placement, ReadArticle, Span};
use rundown_thread::Threads;
use serde_json::Value;

/// So many rows of each table are shown.
const ROWS_MAX: usize = 9;

/// So much of a text is shown in a cell.
const CELL_CHARS_MAX: usize = 110;

/// So many lines of the page are shown.
const LINES_SHOWN: usize = 24;

/// The parts of a brief that are looked through, in the order of the page.
const PARTS: [&str; 7] =
    ["title", "state", "highlights", "timeline", "voices", "figures", "people"];

/// Where the tour points at what stands outside of the book.
const REPOSITORY: &str = "https://github.com/rundown-news/rundown/blob/main";

/// What stands above all.
pub(super) fn head(page: &str) -> String {
    format!(
        "# One article, from page to brief\n\n\
         Written by `cargo xtask tour`; a test holds it to what the stages make now. It\n\
         follows one page of the demo, [`{page}`]({REPOSITORY}/demo/pages/{page}), and shows what\n\
         each stage adds. All news here is invented. Long tables show their first rows.\n"
    )
}

/// The bytes that come in.
pub(super) fn page(out: &mut String, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let body = text.find("<body").map_or(&*text, |at| &text[at..]);
    stage(
        out,
        "1. A page comes in",
        "rundown_desk",
        &format!(
            "A capture is bytes, an address and a time. This one has {} bytes, of which its\n\
             body begins so:",
            bytes.len()
        ),
    );
    out.push_str("\n```html\n");
    for line in body.lines().filter(|line| !line.trim().is_empty()).take(LINES_SHOWN) {
        out.push_str(&short(line));
        out.push('\n');
    }
    out.push_str("```\n");
}

/// What reading makes of them.
pub(super) fn article(out: &mut String, article: &Article) {
    stage(
        out,
        "2. It is read: `rundown_extract::extract`",
        "rundown-extract",
        "The page becomes an article. Menus, offers and the names of widgets are gone; what\n\
         is left is a text, and blocks that are spans of bytes of it.",
    );
    let dateline = article.dateline.as_ref().map_or("", |dateline| &dateline.place);
    let byline: Vec<&str> = article.byline.iter().map(|by| by.name.as_str()).collect();
    let published = article.published.map_or_else(String::new, |at| at.to_string());
    table(
        out,
        ["field", "value"],
        [
            ("headline", article.headline.clone()),
            ("outlet", article.outlet.label().to_owned()),
            ("byline", byline.join(", ")),
            ("dateline", dateline.to_owned()),
            ("published", published),
            ("language", article.lang.as_str().to_owned()),
            ("kind", format!("{:?}", article.kind)),
            ("highlights", article.highlights.join(" · ")),
            ("text", format!("{} bytes", article.text.len())),
        ]
        .map(|(name, value)| [name.to_owned(), value]),
    );
    let blocks = article.blocks.iter().map(|block| {
        [bytes(block.span), format!("{:?}", block.kind), of(&article.text, block.span)]
    });
    table(out, ["bytes", "block", "begins"], blocks);
}

/// What is found in its text.
pub(super) fn annotations(out: &mut String, read: &ReadArticle) {
    let (text, found) = (read.article.text.as_str(), &read.annotations);
    stage(
        out,
        "3. It is annotated: `rundown_annotate::annotate`",
        "rundown-annotate",
        "Every finding is a span of the text.",
    );
    let who = found.entities.iter().map(|own| {
        let kind = format!("{:?}", own.kind).to_lowercase();
        [own.name.clone(), kind, own.roles.join("; "), own.mentions.len().to_string()]
    });
    table(out, ["who", "kind", "roles", "named or meant"], who);
    let said = found.attributions.iter().map(|own| {
        let source = own.source.as_ref();
        let words: Vec<String> = own.content.iter().map(|span| of(text, *span)).collect();
        [
            source.and_then(|source| source.name.clone()).unwrap_or_default(),
            source.map(|source| of(text, source.span)).unwrap_or_default(),
            format!("{:?}", own.directness).to_lowercase(),
            words.join(" … "),
        ]
    });
    table(out, ["speaker", "called here", "how", "words"], said);
    let dates = found
        .dates
        .iter()
        .map(|own| [bytes(own.span), of(text, own.span), own.value.clone()]);
    table(out, ["bytes", "words", "day"], dates);
    let figures = found.figures.iter().map(|own| {
        let value = format!("{:?} {}", own.qualifier, own.value).to_lowercase();
        [of(text, own.span), value, own.counted.clone()]
    });
    table(out, ["words", "figure", "of what"], figures);
}

/// Where it belongs.
pub(super) fn threading(
    out: &mut String,
    threads: &Threads,
    own: &Placement,
    story: &[Told],
    times_placed: usize,
) {
    let headline = |one: &Told| one.digest.read().article.headline.clone();
    let id = |one: &Told| one.digest.read().article.id.clone();
    let own_development: Vec<&Told> =
        story.iter().filter(|one| one.development == own.development).collect();
    stage(
        out,
        "4. It is threaded: `rundown_thread::thread`",
        "rundown-thread",
        &format!(
            "All articles of the demo were threaded in order of time; this one was placed\n\
             {times_placed} time(s), the last one counts. It stands in a development of {}\n\
             articles and in a story of {}. Its development:",
            own_development.len(),
            story.len()
        ),
    );
    let rows = own_development.iter().map(|one| {
        let outlet = one.digest.read().article.outlet.label().to_owned();
        [one.at.to_string(), outlet, headline(one), copy_of(one)]
    });
    table(out, ["published", "outlet", "headline", "repeats"], rows);
    let others = own_development.iter().map(|one| id(one));
    let others: Vec<ArticleId> = others.filter(|id| *id != own.article).collect();
    let Some(why) = threads.why_among(&own.article, &others) else { return };
    out.push_str("\nWhy it stands there, beside the others of its development:\n");
    table(
        out,
        ["sign", "value"],
        [
            ("names both use", why.shared_names.join(", ")),
            ("words both use", why.shared_words.join(", ")),
            ("numbers both give", why.shared_numbers.join(", ")),
            (
                "odds of one development, as a logarithm",
                rounded(why.development_log_odds),
            ),
            ("odds of one story, as a logarithm", rounded(why.story_log_odds)),
        ]
        .map(|(sign, value)| [sign.to_owned(), value]),
    );
}

fn copy_of(one: &Told) -> String {
    one.copy_of.as_ref().map_or_else(String::new, |id| id.0.clone())
}

/// What the brief of its story shows of it.
pub(super) fn brief(out: &mut String, brief: &Brief, article: &ArticleId) {
    stage(
        out,
        "5. Its story is briefed: `rundown_brief::brief`",
        "rundown-brief",
        "A brief is made of the articles of a story alone. These of its lines point at bytes\n\
         of this article:",
    );
    let whole = serde_json::to_value(brief).unwrap_or_default();
    let mut rows = Vec::new();
    for part in PARTS {
        let mut lines = Vec::new();
        pointing(&whole[part], "", article, &mut lines);
        rows.extend(
            lines
                .into_iter()
                .take(ROWS_MAX / 2)
                .map(|(line, place)| [part.to_owned(), line, place]),
        );
    }
    let rows: Vec<[String; 3]> = rows;
    rows_of(out, ["part", "line", "bytes"], &rows, rows.len());
}

/// The lines within a part of a brief that point at an article, with the bytes.
fn pointing(
    part: &Value,
    above: &str,
    article: &ArticleId,
    lines: &mut Vec<(String, String)>,
) {
    let words = |value: &Value| {
        ["text", "name", "counted"]
            .iter()
            .find_map(|key| value[key].as_str().map(str::to_owned))
    };
    match part {
        Value::Array(all) => {
            for one in all {
                pointing(one, above, article, lines);
            }
        }
        Value::Object(fields) => {
            let own = words(part).unwrap_or_else(|| {
                part["value"]
                    .as_f64()
                    .map_or_else(|| above.to_owned(), |value| format!("{value} {above}"))
            });
            let evidence = part["evidence"].as_array().into_iter().flatten();
            let at = evidence.filter(|one| one["article"] == article.0.as_str());
            let at: Vec<String> = at.map(place).collect();
            if !at.is_empty() {
                lines.push((own.clone(), at.join(", ")));
            }
            for (key, value) in fields {
                if key != "evidence" && key != "roles" {
                    pointing(value, &own, article, lines);
                }
            }
        }
        _ => {}
    }
}

fn place(evidence: &Value) -> String {
    let part =
        evidence["part"].as_str().map_or_else(String::new, |part| format!("{part} "));
    format!("{part}{}–{}", evidence["span"][0], evidence["span"][1])
}

fn stage(out: &mut String, title: &str, home: &str, words: &str) {
    let home = home.replace('_', "-");
    let _ = write!(
        out,
        "\n## {title}\n\nIn [`{home}`]({REPOSITORY}/crates/{home}/src/lib.rs). {words}\n"
    );
}

fn table<const N: usize>(
    out: &mut String,
    heads: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) {
    let rows: Vec<[String; N]> = rows.into_iter().collect();
    rows_of(out, heads, &rows, ROWS_MAX);
}

fn rows_of<const N: usize>(
    out: &mut String,
    heads: [&str; N],
    rows: &[[String; N]],
    rows_max: usize,
) {
    if rows.is_empty() {
        return;
    }
    let _ = write!(out, "\n| {} |\n|{}\n", heads.join(" | "), "---|".repeat(N));
    for row in rows.iter().take(rows_max) {
        let cells: Vec<String> = row.iter().map(|cell| short(cell)).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    if rows.len() > rows_max {
        let _ = writeln!(out, "\n… and {} more.", rows.len() - rows_max);
    }
}

fn of(text: &str, span: Span) -> String {
    text.get(span.range()).unwrap_or_default().to_owned()
}

fn bytes(span: Span) -> String {
    format!("{}–{}", span.start, span.end)
}

fn rounded(value: f64) -> String {
    format!("{value:.1}")
}

/// A text on one line of a table, cut.
fn short(text: &str) -> String {
    let text = text.replace('\n', " ").replace('|', "\\|");
    let mut cut: String = text.chars().take(CELL_CHARS_MAX).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}
