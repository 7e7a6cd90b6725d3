//! Prints one article as its outlet's page.

use anyhow::{Context, Result};
use jiff::ZonedDateTime;
use jiff::civil::{Date, Time};

use super::body::{Block, paragraphs};
use super::design::Design;
use super::edition::{Article, Designs, latest_before};
use super::markup::slug;
use super::template::{Scope, Value};

/// A summary is cut at a word before it gets longer than this.
const SUMMARY_BYTES_MAX: usize = 220;

/// The page of `articles[at]`.
pub(crate) fn page(articles: &[Article], at: usize, designs: &Designs) -> Result<String> {
    let article = &articles[at];
    let design = &designs[&article.copy.outlet];
    let mut scope = fields(article, designs);
    scope.insert("latest", Value::List(latest(articles, at)));
    let printed = print(article, design, &mut scope);
    printed.with_context(|| format!("{} in the design of its outlet", article.copy.path))
}

fn print(article: &Article, design: &Design, scope: &mut Scope) -> Result<String> {
    let days = entry_days(article.copy.published.date(), &article.copy.body);
    let mut printer = Printer { article, design, days, entries: 0, paragraphs: 0 };
    let updates = printer.updates()?;
    scope.insert("updates", Value::List(updates));
    let body = printer.blocks(&article.copy.body, scope)?;
    scope.insert("body", Value::Html(body));
    design.page.print(&[scope], &design.settings.calendar)
}

/// A few words on what the article says: its deck, or the start of its text.
pub(crate) fn summary(article: &Article) -> String {
    let copy = &article.copy;
    let start = paragraphs(&copy.body).first().copied().unwrap_or(&copy.headline);
    let words = if copy.deck.is_empty() { start } else { &copy.deck };
    if words.len() <= SUMMARY_BYTES_MAX {
        return words.to_owned();
    }
    let cut = words.floor_char_boundary(SUMMARY_BYTES_MAX);
    let cut = words[..cut].rfind(' ').unwrap_or(cut);
    format!("{}…", &words[..cut])
}

/// The names of a byline in one line.
pub(crate) fn joined_byline(names: &[String], and: &str) -> String {
    match names {
        [] => String::new(),
        [name] => name.clone(),
        [first @ .., last] => format!("{} {and} {last}", first.join(", ")),
    }
}

/// Everything a design may say of an article, but for its body.
fn fields(article: &Article, designs: &Designs) -> Scope {
    let settings = &designs[&article.copy.outlet].settings;
    let copy = &article.copy;
    let wire = article.wire.as_ref().map(|key| &designs[key].settings);
    let (home, path) = article.url.split_at("https://".len() + settings.domain.len());
    let text = paragraphs(&copy.body).join("\n\n");
    let changed = copy.modified.as_ref().unwrap_or(&copy.published);
    let mut scope = Scope::from([
        ("outlet", Value::text(&settings.name)),
        ("domain", Value::text(&settings.domain)),
        ("motto", Value::text(&settings.motto)),
        ("feed", Value::text(settings.feed.file())),
        ("home", Value::text(home)),
        ("path", Value::text(path)),
        ("url", Value::text(&article.url)),
        ("slug", Value::text(&copy.slug)),
        ("number", Value::text(number(&article.url).to_string())),
        ("headline", Value::text(&copy.headline)),
        ("deck", Value::text(&copy.deck)),
        ("summary", Value::text(summary(article))),
        ("byline", Value::text(joined_byline(&copy.byline, &settings.and))),
        ("authors", named(&copy.byline)),
        ("dateline", Value::text(&copy.dateline)),
        ("agency", Value::text(&wire.unwrap_or(settings).tag)),
        ("wire", Value::text(wire.map_or("", |wire| &wire.name))),
        ("section", Value::text(&copy.section)),
        ("tags", named(&copy.tags)),
        ("keywords", Value::text(copy.tags.join(", "))),
        ("lang", Value::text(&copy.lang)),
        ("kind", Value::text(&copy.kind)),
        ("published", Value::time(Some(&copy.published))),
        ("modified", Value::time(copy.modified.as_ref())),
        ("changed", Value::time(Some(changed))),
        ("highlights", texts(&copy.highlights)),
        ("photos", Value::List(photos(&copy.body))),
        ("words", Value::text(text.split_whitespace().count().to_string())),
        ("text", Value::text(text)),
    ]);
    for (flag, kind) in KIND_FLAGS {
        scope.insert(flag, Value::flag(copy.kind == kind));
    }
    scope
}

const KIND_FLAGS: [(&str, &str); 6] = [
    ("is_article", "article"),
    ("is_live", "live"),
    ("is_opinion", "opinion"),
    ("is_stub", "stub"),
    ("is_video", "video"),
    ("is_gallery", "gallery"),
];

/// Names, with a flag on all but the last for what stands between.
fn named(names: &[String]) -> Value {
    let scopes = names.iter().enumerate().map(|(at, name)| {
        Scope::from([
            ("name", Value::text(name)),
            ("more", Value::flag(at + 1 < names.len())),
        ])
    });
    Value::List(scopes.collect())
}

fn texts(texts: &[String]) -> Value {
    let scopes = texts.iter().map(|text| Scope::from([("text", Value::text(text))]));
    Value::List(scopes.collect())
}

fn photos(blocks: &[Block]) -> Vec<Scope> {
    let all = blocks.iter().filter_map(|block| match block {
        Block::Photo { caption, credit } => Some((caption, credit)),
        _ => None,
    });
    let scope = |(caption, credit): (&String, &String)| {
        Scope::from([("caption", Value::text(caption)), ("credit", Value::text(credit))])
    };
    all.map(scope).collect()
}

fn latest(articles: &[Article], at: usize) -> Vec<Scope> {
    let earlier = latest_before(articles, at).into_iter();
    let scope = |article: &Article| {
        Scope::from([
            ("url", Value::text(&article.url)),
            ("headline", Value::text(&article.copy.headline)),
            ("section", Value::text(&article.copy.section)),
            ("published", Value::time(Some(&article.copy.published))),
        ])
    };
    earlier.map(scope).collect()
}

/// A steady number such as content systems give their articles (FNV-1a).
fn number(url: &str) -> u64 {
    let hash = url.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    10_000_000 + hash % 90_000_000
}

/// The day of each live entry. Entries stand newest first, so a clock that runs
/// backwards from an entry to the one above it has passed midnight.
fn entry_days(published: Date, blocks: &[Block]) -> Vec<Date> {
    let clocks: Vec<Time> = blocks
        .iter()
        .filter_map(|block| match block {
            Block::LiveEntry { at, .. } => Some(*at),
            _ => None,
        })
        .collect();
    let mut day = published;
    let mut days = Vec::new();
    let mut earlier: Option<Time> = None;
    for clock in clocks.into_iter().rev() {
        if earlier.is_some_and(|earlier| clock < earlier) {
            day = day.tomorrow().unwrap_or(day);
        }
        earlier = Some(clock);
        days.push(day);
    }
    days.reverse();
    days
}

struct Printer<'a> {
    article: &'a Article,
    design: &'a Design,
    days: Vec<Date>,
    /// Live entries and paragraphs printed so far.
    entries: usize,
    paragraphs: usize,
}

impl Printer<'_> {
    fn blocks(&mut self, blocks: &[Block], scope: &Scope) -> Result<String> {
        let mut out = String::new();
        for (at, block) in blocks.iter().enumerate() {
            out.push_str(&self.block(block, scope)?);
            let is_paragraph = matches!(block, Block::Paragraph(_));
            let more =
                blocks[at + 1..].iter().any(|block| matches!(block, Block::Paragraph(_)));
            if is_paragraph
                && more
                && let Some(after) = self.design.after.get(&self.paragraphs)
            {
                out.push_str(&after.print(&[scope], &self.design.settings.calendar)?);
            }
        }
        Ok(out)
    }

    fn block(&mut self, block: &Block, scope: &Scope) -> Result<String> {
        let text = |text: &String| Scope::from([("text", Value::text(text))]);
        let (kind, own) = match block {
            Block::Paragraph(words) => (self.paragraph_kind(), text(words)),
            Block::Crosshead(words) => ("crosshead", text(words)),
            Block::List(items) => ("list", Scope::from([("items", texts(items))])),
            Block::PullQuote(words) => ("pull_quote", text(words)),
            Block::Photo { caption, credit } => ("photo", photo(caption, credit)),
            Block::Post { name, handle, text, day } => {
                ("post", post([name, handle, text, day]))
            }
            Block::LiveEntry { at, title, blocks } => {
                ("live_entry", self.entry(*at, title, blocks, scope)?)
            }
            Block::Correction(words) => ("correction", text(words)),
            Block::Related(words) => ("related", text(words)),
        };
        self.design.block(kind)?.print(&[scope, &own], &self.design.settings.calendar)
    }

    fn paragraph_kind(&mut self) -> &'static str {
        self.paragraphs += 1;
        if self.paragraphs == 1 { "lede" } else { "paragraph" }
    }

    fn entry(
        &mut self,
        at: Time,
        title: &str,
        blocks: &[Block],
        scope: &Scope,
    ) -> Result<Scope> {
        let time = self.entry_time(self.entries, at)?;
        self.entries += 1;
        // A dateline belongs to the intro, never to an entry.
        self.paragraphs = self.paragraphs.max(1);
        let entry = self.blocks(blocks, scope)?;
        Ok(Scope::from([
            ("at", Value::time(Some(&time))),
            ("title", Value::text(title)),
            ("entry", Value::Html(entry)),
            ("entry_number", Value::text(self.entries.to_string())),
        ]))
    }

    /// The live entries as metadata has them.
    fn updates(&self) -> Result<Vec<Scope>> {
        let mut updates: Vec<Scope> = Vec::new();
        for block in &self.article.copy.body {
            let Block::LiveEntry { at, title, blocks } = block else { continue };
            let time = self.entry_time(updates.len(), *at)?;
            updates.push(Scope::from([
                ("at", Value::time(Some(&time))),
                ("title", Value::text(title)),
                ("update_text", Value::text(paragraphs(blocks).join(" "))),
                ("more", Value::flag(updates.len() + 1 < self.days.len())),
            ]));
        }
        Ok(updates)
    }

    fn entry_time(&self, entry: usize, clock: Time) -> Result<ZonedDateTime> {
        let zone = self.article.copy.published.time_zone().clone();
        Ok(self.days[entry].to_datetime(clock).to_zoned_datetime(zone)?)
    }
}

fn photo(caption: &str, credit: &str) -> Scope {
    Scope::from([
        ("caption", Value::text(caption)),
        ("credit", Value::text(credit)),
        ("file", Value::text(slug(caption).chars().take(28).collect::<String>())),
    ])
}

fn post([name, handle, text, day]: [&String; 4]) -> Scope {
    Scope::from([
        ("name", Value::text(name)),
        ("handle", Value::text(handle)),
        ("account", Value::text(handle.trim_start_matches('@'))),
        ("text", Value::text(text)),
        ("day", Value::text(day)),
    ])
}
