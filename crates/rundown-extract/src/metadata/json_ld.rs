//! The article object of a page's JSON-LD (schema.org).
//!
//! Nine news pages of ten carry one, and it is mostly right; so it is read leniently:
//! raw line ends inside strings, comments around the script and a stray comma are
//! mended. Every walk is a loop over a list, whatever the nesting.

use std::collections::VecDeque;

use serde_json::Value;

use crate::agreement::same_words;
use crate::html::{collapsed, decode_text};

/// A larger script would cost more memory than it can be worth: the longest live blogs
/// state 2 MiB.
const SCRIPT_BYTES_MAX: usize = 3 << 20;

/// Objects looked at on one page.
const OBJECTS_MAX: usize = 20_000;

/// An article is repeated on its page at most so often.
const REPEATS_MAX: usize = 16;

/// More authors than this are a masthead.
const AUTHORS_MAX: usize = 64;

/// What the article object states, as it states it.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a statement of its own")]
pub(crate) struct Stated {
    pub(crate) headline: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) published: Option<String>,
    pub(crate) modified: Option<String>,
    pub(crate) section: Option<String>,
    pub(crate) keywords: Vec<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) body: Option<String>,
    pub(crate) updates: Vec<Update>,
    pub(crate) is_news: bool,
    pub(crate) is_live: bool,
    pub(crate) is_opinion: bool,
    pub(crate) is_video: bool,
    pub(crate) is_gallery: bool,
    pub(crate) is_walled: bool,
    /// Whether there was an article object at all.
    pub(crate) is_article: bool,
}

/// One entry of a live blog.
#[derive(Debug, Default)]
pub(crate) struct Update {
    pub(crate) headline: String,
    pub(crate) at: Option<String>,
    pub(crate) body: String,
}

/// Reads the scripts of a page; `names` are texts by which the page's own article is
/// told from others that it lists (its headline, as far as known).
pub(crate) fn stated_in(scripts: &[&str], headline: Option<&str>) -> Stated {
    let documents: Vec<Value> =
        scripts.iter().filter_map(|script| parsed(script)).collect();
    let (objects, own) = objects_of(&documents);
    let Some(article) = article_of(&objects, own, headline) else {
        return Stated::default();
    };
    let mut stated = read(article, &objects);
    // Some pages repeat the article with different fields; the first one leads.
    for other in objects.iter().filter(|other| rank(other) >= 3).take(REPEATS_MAX) {
        if !std::ptr::eq(*other, article) && same_headline(other, &stated) {
            fill(&mut stated, read(other, &objects));
        }
    }
    stated
}

fn parsed(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->");
    let script = script.trim_start_matches("<![CDATA[").trim_end_matches("]]>");
    let script = script.trim().trim_end_matches(';');
    if script.len() > SCRIPT_BYTES_MAX {
        return None;
    }
    serde_json::from_str(script).ok().or_else(|| {
        let mended = mended(script);
        serde_json::from_str(&mended).ok()
    })
}

/// Mends raw control characters, wrong escapes and commas before a closing bracket.
fn mended(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut in_string = false;
    let mut characters = script.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if in_string => {
                let next = characters.next().unwrap_or('\\');
                match next {
                    '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u' => {
                        out.push('\\');
                        out.push(next);
                    }
                    other => out.push(other),
                }
                continue;
            }
            '"' => in_string = !in_string,
            '\0'..='\x1F' if in_string => {
                out.push(' ');
                continue;
            }
            '}' | ']' if !in_string => {
                let kept = out.trim_end().trim_end_matches(',').len();
                out.truncate(kept);
            }
            _ => {}
        }
        out.push(character);
    }
    out
}

/// All objects of the documents, outer ones first, and how many of them are the page's
/// own: those that it only lists stand behind them.
fn objects_of(documents: &[Value]) -> (Vec<&Value>, usize) {
    let mut queue: VecDeque<&Value> = documents.iter().collect();
    let mut listed: VecDeque<&Value> = VecDeque::new();
    let mut objects = Vec::new();
    let mut own = None;
    loop {
        let Some(value) = queue.pop_front() else {
            own = own.or(Some(objects.len()));
            match listed.pop_front() {
                Some(next) => queue.push_back(next),
                None => break,
            }
            continue;
        };
        if objects.len() >= OBJECTS_MAX {
            break;
        }
        match value {
            Value::Array(values) => queue.extend(values),
            Value::Object(fields) => {
                objects.push(value);
                for (name, field) in fields {
                    match name.as_str() {
                        // Updates of a live blog are read from their blog.
                        "liveBlogUpdate" => {}
                        "itemListElement" => listed.push_back(field),
                        _ if field.is_object() || field.is_array() => {
                            queue.push_back(field);
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    let own = own.unwrap_or(objects.len());
    (objects, own)
}

/// The types an object gives itself.
fn types(object: &Value) -> impl Iterator<Item = &str> {
    let types = match &object["@type"] {
        Value::Array(types) => types.as_slice(),
        single => std::slice::from_ref(single),
    };
    types.iter().filter_map(Value::as_str).map(|name| {
        let openings = ["http://schema.org/", "https://schema.org/", "schema:"];
        openings.iter().find_map(|opening| name.strip_prefix(opening)).unwrap_or(name)
    })
}

/// How likely an object is the page's article: 0 for not at all.
fn rank(object: &Value) -> u8 {
    types(object)
        .map(|name| match name {
            "LiveBlogPosting" => 6,
            "NewsArticle"
            | "ReportageNewsArticle"
            | "OpinionNewsArticle"
            | "AnalysisNewsArticle"
            | "BackgroundNewsArticle"
            | "ReviewNewsArticle"
            | "AskPublicNewsArticle" => 5,
            "Article"
            | "BlogPosting"
            | "Report"
            | "TechArticle"
            | "ScholarlyArticle"
            | "SatiricalArticle"
            | "AdvertiserContentArticle"
            | "MedicalScholarlyArticle"
            | "SocialMediaPosting" => 4,
            "Review" | "CriticReview" | "ImageGallery" | "Recipe" | "HowTo"
            | "MediaGallery" | "ClaimReview" => 2,
            "VideoObject" => 1,
            "WebPage" | "ItemPage" => 1,
            _ => 0,
        })
        .max()
        .unwrap_or(0)
}

/// The object of the page's article: one of the first `own`, or a listed one that has the
/// headline.
fn article_of<'v>(
    objects: &[&'v Value],
    own: usize,
    headline: Option<&str>,
) -> Option<&'v Value> {
    let mut best: Option<(&Value, u32)> = None;
    for (place, object) in objects.iter().enumerate() {
        let rank = u32::from(rank(object));
        if rank == 0 {
            continue;
        }
        let title = text(&object["headline"]).or_else(|| text(&object["name"]));
        let is_own = match (title.as_deref(), headline) {
            (Some(title), Some(headline)) => same_words(title, headline),
            _ => false,
        };
        if place >= own && !is_own {
            continue;
        }
        let is_dated = object.get("datePublished").is_some() && rank >= 2;
        let score = rank * 4 + 16 * u32::from(is_own) + 2 * u32::from(is_dated);
        if best.is_none_or(|(_, highest)| score > highest) {
            best = Some((object, score));
        }
    }
    best.map(|(object, _)| object)
}

fn same_headline(object: &Value, stated: &Stated) -> bool {
    match (text(&object["headline"]), &stated.headline) {
        (Some(one), Some(other)) => same_words(&one, other),
        _ => false,
    }
}

fn fill(stated: &mut Stated, other: Stated) {
    if stated.authors.is_empty() {
        stated.authors = other.authors;
    }
    if stated.updates.is_empty() {
        stated.updates = other.updates;
    }
    stated.published = stated.published.take().or(other.published);
    stated.modified = stated.modified.take().or(other.modified);
    stated.description = stated.description.take().or(other.description);
    stated.body = stated.body.take().or(other.body);
    stated.is_live |= other.is_live;
    stated.is_opinion |= other.is_opinion;
}

fn read(article: &Value, objects: &[&Value]) -> Stated {
    let is = |wanted: &str| types(article).any(|name| name == wanted);
    let is_live = is("LiveBlogPosting");
    Stated {
        headline: text(&article["headline"]).or_else(|| text(&article["name"])),
        description: text(&article["description"]).or_else(|| text(&article["abstract"])),
        authors: people(article, objects),
        published: text(&article["datePublished"])
            .or_else(|| text(&article["dateCreated"]))
            .or_else(|| text(&article["uploadDate"])),
        modified: text(&article["dateModified"]),
        section: list(&article["articleSection"]).into_iter().next(),
        keywords: keywords(&article["keywords"]),
        publisher: name_of(&article["publisher"], objects),
        language: text(&article["inLanguage"]),
        body: long_text(&article["articleBody"]),
        updates: updates(&article["liveBlogUpdate"]),
        is_news: rank(article) >= 5,
        is_live,
        is_opinion: is("OpinionNewsArticle"),
        is_video: is("VideoObject"),
        is_gallery: is("ImageGallery") || is("MediaGallery"),
        is_walled: is_shut(article) || parts(article).iter().any(is_shut),
        is_article: rank(article) >= 2,
    }
}

/// Whether something says of itself that it is not free.
fn is_shut(object: &Value) -> bool {
    match &object["isAccessibleForFree"] {
        Value::Bool(is_free) => !is_free,
        stated => text(stated).is_some_and(|free| free.eq_ignore_ascii_case("false")),
    }
}

/// The parts that an article names.
fn parts(article: &Value) -> &[Value] {
    match &article["hasPart"] {
        Value::Array(parts) => parts,
        Value::Null => &[],
        single => std::slice::from_ref(single),
    }
}

/// A string, decoded and trimmed; nothing where it is empty or no string.
fn text(value: &Value) -> Option<String> {
    let value = match value {
        Value::Array(values) => values.first()?,
        Value::Object(fields) => fields.get("@value")?,
        single => single,
    };
    // Twice: many pages escape their headline for HTML inside of JSON.
    let once = decode_text(value.as_str()?);
    let text = collapsed(&decode_text(&once));
    (!text.is_empty() && text != "null" && text != "undefined").then_some(text)
}

fn long_text(value: &Value) -> Option<String> {
    let text = value.as_str()?;
    (!text.trim().is_empty()).then(|| text.to_owned())
}

fn list(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().filter_map(text).collect(),
        single => text(single).into_iter().collect(),
    }
}

fn keywords(value: &Value) -> Vec<String> {
    let mut words = list(value);
    if let [single] = words.as_slice() {
        let cut = if single.contains(';') { ';' } else { ',' };
        words = single.split(cut).map(|word| word.trim().to_owned()).collect();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The names of the article's authors.
fn people(article: &Value, objects: &[&Value]) -> Vec<String> {
    let value = match &article["author"] {
        Value::Null => &article["creator"],
        author => author,
    };
    let authors = match value {
        Value::Array(values) => values.as_slice(),
        single => std::slice::from_ref(single),
    };
    let named =
        authors.iter().take(AUTHORS_MAX).flat_map(|author| match &author["name"] {
            Value::Array(names) => names.iter().filter_map(text).collect(),
            _ => name_of(author, objects).into_iter().collect::<Vec<_>>(),
        });
    named.collect()
}

/// The name of a person or organization, stated here or by reference.
fn name_of(value: &Value, objects: &[&Value]) -> Option<String> {
    let value = match value {
        Value::Array(values) => values.first()?,
        single => single,
    };
    if let Some(name) = text(&value["name"]).or_else(|| text(value)) {
        return Some(name);
    }
    let given = text(&value["givenName"]);
    if let (Some(given), Some(family)) = (given, text(&value["familyName"])) {
        return Some(format!("{given} {family}"));
    }
    let id = value.get("@id")?.as_str()?;
    let referred = objects.iter().find(|object| {
        object.get("name").is_some() && object["@id"].as_str() == Some(id)
    })?;
    text(&referred["name"])
}

fn updates(value: &Value) -> Vec<Update> {
    let entries = match value {
        Value::Array(entries) => entries.as_slice(),
        Value::Null => &[],
        single => std::slice::from_ref(single),
    };
    let read = |entry: &Value| Update {
        headline: text(&entry["headline"]).unwrap_or_default(),
        at: text(&entry["datePublished"]).or_else(|| text(&entry["dateModified"])),
        body: long_text(&entry["articleBody"])
            .or_else(|| long_text(&entry["text"]))
            .or_else(|| long_text(&entry["description"]))
            .unwrap_or_default(),
    };
    entries
        .iter()
        .map(read)
        .filter(|u| !u.body.is_empty() || !u.headline.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_is_found_in_a_graph_and_its_author_by_reference() {
        let script = r##"{"@graph":[{"@type":"WebPage","name":"Harbor"},
            {"@type":"Person","@id":"#ana","name":"Ana Ruiz"},
            {"@type":["Article","NewsArticle"],"headline":"Harbor shut","author":{"@id":"#ana"},
             "datePublished":"2031-05-14T09:40:00+02:00","isAccessibleForFree":"False"}]}"##;
        let stated = stated_in(&[script], None);
        assert_eq!(stated.headline.as_deref(), Some("Harbor shut"));
        assert_eq!(stated.authors, ["Ana Ruiz"]);
        assert!(stated.is_walled && stated.is_article);
    }

    #[test]
    fn sloppy_json_is_mended() {
        let script = "{\"@type\":\"NewsArticle\",\"headline\":\"Two\nlines\",}";
        let stated = stated_in(&[script], None);
        assert_eq!(stated.headline.as_deref(), Some("Two lines"));
    }

    #[test]
    fn entries_of_a_live_blog_keep_their_times() {
        let script = r#"{"@type":"LiveBlogPosting","headline":"Flood: live","liveBlogUpdate":[
            {"headline":"Bridge closed","datePublished":"2031-05-14T10:00:00Z","articleBody":"Shut."}]}"#;
        let stated = stated_in(&[script], None);
        assert_eq!(stated.updates[0].headline, "Bridge closed");
        assert_eq!(stated.updates[0].at.as_deref(), Some("2031-05-14T10:00:00Z"));
    }
}
