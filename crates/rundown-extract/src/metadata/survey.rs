//! One look over a page's tree for what states something about it.

use crate::html::{Named, NodeId, Tag, Tree, collapsed};

/// More elements of one sort than this say nothing more.
const KEPT_MAX: usize = 64;

/// Entries of one live blog that are read.
const UPDATES_MAX: usize = 500;

/// What was seen.
#[derive(Debug, Default)]
pub(crate) struct Survey<'a> {
    /// `<meta>` name, property or itemprop in lower case, and its content.
    pub(crate) metas: Vec<(String, String)>,
    /// The bodies of JSON-LD scripts.
    pub(crate) scripts: Vec<&'a str>,
    /// Other scripts that are no programs, with their types.
    pub(crate) states: Vec<(&'a str, &'a str)>,
    /// Elements that show nothing but may hold a body.
    pub(crate) hidden: Vec<NodeId>,
    pub(crate) title: Option<String>,
    pub(crate) canonical: Option<String>,
    pub(crate) base: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) headings: Vec<NodeId>,
    /// Headings of the second level.
    pub(crate) subheadings: Vec<NodeId>,
    pub(crate) times: Vec<NodeId>,
    /// Elements that name an author, with the strength of their claim.
    pub(crate) bylines: Vec<(NodeId, u8)>,
    pub(crate) body: Option<NodeId>,
    /// Elements that are entries of a live blog by their property.
    pub(crate) updates: Vec<NodeId>,
}

/// Looks over a page.
pub(crate) fn survey<'a>(tree: &Tree<'a>) -> Survey<'a> {
    let mut seen = Survey::default();
    for id in 1..tree.len() {
        match tree.tag(id) {
            Tag::Text => {}
            Tag::Meta => meta(tree, id, &mut seen),
            Tag::Script if tree.end(id) > id + 1 => script(tree, id, &mut seen),
            tag if may_hide(tag) && seen.hidden.len() < KEPT_MAX => seen.hidden.push(id),
            Tag::Title if seen.title.is_none() => {
                seen.title = Some(tree.text_of(id, 1_000)).filter(|t| !t.is_empty());
            }
            Tag::Link => link(tree, id, &mut seen),
            Tag::Base if seen.base.is_none() => seen.base = value(tree, id, "href"),
            Tag::Html if seen.language.is_none() => {
                seen.language = value(tree, id, "lang");
            }
            Tag::Body if seen.body.is_none() => seen.body = Some(id),
            Tag::H1 if seen.headings.len() < KEPT_MAX => seen.headings.push(id),
            Tag::H2 if seen.subheadings.len() < KEPT_MAX => seen.subheadings.push(id),
            tag => element(tree, id, tag, &mut seen),
        }
    }
    seen
}

/// Whether an element shows nothing but may hold a body.
fn may_hide(tag: Tag) -> bool {
    matches!(tag, Tag::Noscript | Tag::Template)
}

fn script<'a>(tree: &Tree<'a>, id: NodeId, seen: &mut Survey<'a>) {
    let kind = tree.raw_attribute(id, "type").unwrap_or("");
    let text = tree.raw_text(id + 1);
    if kind.to_ascii_lowercase().contains("ld+json") {
        if seen.scripts.len() < KEPT_MAX {
            seen.scripts.push(text);
        }
    } else if seen.states.len() < KEPT_MAX {
        seen.states.push((kind, text));
    }
}

fn value(tree: &Tree<'_>, id: NodeId, name: &str) -> Option<String> {
    let value = collapsed(&tree.attribute(id, name)?);
    (!value.is_empty()).then_some(value)
}

fn meta(tree: &Tree<'_>, id: NodeId, seen: &mut Survey<'_>) {
    // A page that repeats itself endlessly is not worth reading to its end.
    if seen.metas.len() >= KEPT_MAX * 8 {
        return;
    }
    let Some(content) = value(tree, id, "content") else { return };
    for name in ["property", "name", "itemprop"] {
        if let Some(name) = tree.raw_attribute(id, name) {
            seen.metas.push((name.trim().to_ascii_lowercase(), content.clone()));
        }
    }
}

fn link(tree: &Tree<'_>, id: NodeId, seen: &mut Survey<'_>) {
    let rel = tree.raw_attribute(id, "rel").unwrap_or("");
    if seen.canonical.is_none() && rel.trim().eq_ignore_ascii_case("canonical") {
        seen.canonical = value(tree, id, "href");
    }
}

fn element(tree: &Tree<'_>, id: NodeId, tag: Tag, seen: &mut Survey<'_>) {
    if tag == Tag::Time && seen.times.len() < KEPT_MAX {
        seen.times.push(id);
    }
    if tree.is_bare(id) {
        return;
    }
    let named = Named::of(tree, id);
    let stated = named.itemprop.or(named.property);
    let property = stated.map_or("", |name| name.rsplit(':').next().unwrap_or(name));
    if seen.metas.len() < KEPT_MAX * 8
        && let Some((name, date)) = stated_date(tree, id, property, &named)
    {
        seen.metas.push((name, date));
    }
    if property == "liveBlogUpdate" && seen.updates.len() < UPDATES_MAX {
        seen.updates.push(id);
    }
    if seen.bylines.len() < KEPT_MAX
        && let Some(strength) = byline_strength(property, &named)
    {
        seen.bylines.push((id, strength));
    }
}

/// The date that an element states by a property, or by the class of old feeds of pages
/// (`<abbr class="published" title="2031-05-14T10:00">`).
fn stated_date(
    tree: &Tree<'_>,
    id: NodeId,
    property: &str,
    named: &Named<'_>,
) -> Option<(String, String)> {
    const SHOWN_BYTES_MAX: usize = 80;
    if matches!(property, "datePublished" | "dateModified" | "dateCreated") {
        let date = value(tree, id, "content")
            .or_else(|| value(tree, id, "datetime"))
            .unwrap_or_else(|| tree.text_of(id, SHOWN_BYTES_MAX));
        return Some((property.to_ascii_lowercase(), date));
    }
    named.title?;
    let mut names = named.class?.split_ascii_whitespace();
    let name = names.find(|name| matches!(*name, "published" | "updated"))?;
    Some((name.to_owned(), value(tree, id, "title")?))
}

/// How strongly an element claims to name the author: 3 by link relation or property,
/// 2 by class, 1 by a vaguer class, 0 by one that only speaks of authors.
fn byline_strength(property: &str, named: &Named<'_>) -> Option<u8> {
    let mut relations = named.rel.unwrap_or("").split_ascii_whitespace();
    if property == "author" || relations.any(|rel| rel == "author") {
        return Some(3);
    }
    let class = named.class?;
    if class.len() > 300 || !may_name_author(class) {
        return None;
    }
    let mut strength = None;
    for name in class.split_ascii_whitespace() {
        let name = name.to_ascii_lowercase();
        let found = if name.contains("author-name")
            || name.contains("author__name")
            || name.contains("authorname")
            || name.contains("byline__name")
            || name.contains("byline-name")
        {
            2
        } else if name.contains("byline") || name == "author" || name.ends_with("author")
        {
            1
        } else if may_name_author(&name) && !name.contains("comment") {
            0
        } else {
            continue;
        };
        strength = strength.max(Some(found));
    }
    strength
}

/// Steps upwards in which the box is found that an element stands in.
const BOX_STEPS_MAX: usize = 16;

/// What the classes of lists of other articles begin with.
const LISTS: &[&str] = &[
    "related",
    "most-read",
    "mostread",
    "popular",
    "latest",
    "teaser",
    "recommend",
    "trending",
    "more-stories",
    "more-from",
    "read-next",
];

/// The same of what else a page sets beside its article.
const ASIDES: &[&str] = &["comment", "sidebar", "newsletter", "promo"];

/// Whether an element stands in what a page sets beside its article: what it says of
/// authors and times is said of something else.
pub(crate) fn stands_aside(tree: &Tree<'_>, id: NodeId) -> bool {
    let mut at = id;
    for _ in 0..BOX_STEPS_MAX {
        at = tree.parent(at);
        match tree.tag(at) {
            Tag::Aside | Tag::Nav | Tag::Footer => return true,
            Tag::Article => return is_card(tree, at),
            Tag::Body | Tag::Html | Tag::Main => return false,
            _ => {}
        }
        if is_called(tree, at, LISTS) || is_called(tree, at, ASIDES) {
            return true;
        }
    }
    false
}

/// Whether an element stands in a list of other articles, which tells whom and when those
/// are of: the most read, the latest, the related. What holds the headline is none.
pub(crate) fn is_among_teasers(
    tree: &Tree<'_>,
    id: NodeId,
    headline: Option<NodeId>,
) -> bool {
    let mut at = id;
    for _ in 0..BOX_STEPS_MAX {
        at = tree.parent(at);
        let holds_headline =
            headline.is_some_and(|headline| at <= headline && headline < tree.end(at));
        if holds_headline || matches!(tree.tag(at), Tag::Body | Tag::Html) {
            return false;
        }
        if is_called(tree, at, LISTS) {
            return true;
        }
    }
    false
}

/// Whether a class of an element begins with one of the words. A long list of classes
/// tells how something looks.
fn is_called(tree: &Tree<'_>, id: NodeId, words: &[&str]) -> bool {
    const CLASS_BYTES_MAX: usize = 200;
    let class = tree.raw_attribute(id, "class").unwrap_or("");
    let is_one = |name: &str| words.iter().any(|word| name.starts_with(word));
    class.len() < CLASS_BYTES_MAX && class.split_ascii_whitespace().any(is_one)
}

/// Whether an `<article>` only points at another page: short, and its heading is a link.
fn is_card(tree: &Tree<'_>, article: NodeId) -> bool {
    const NODES_MAX: usize = 60;
    const BYTES_MAX: usize = 500;
    let end = tree.end(article);
    if end - article > NODES_MAX || tree.text_of(article, BYTES_MAX + 1).len() > BYTES_MAX
    {
        return false;
    }
    let is_heading = |id: NodeId| {
        matches!(tree.tag(id), Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6)
    };
    let holds = |from: NodeId, wanted: &dyn Fn(NodeId) -> bool| {
        (from + 1..tree.end(from)).any(wanted)
    };
    let is_link = |id: NodeId| tree.tag(id) == Tag::A && tree.has_attribute(id, "href");
    (article + 1..end).any(|id| {
        (is_heading(id) && holds(id, &is_link)) || (is_link(id) && holds(id, &is_heading))
    })
}

/// Whether a class has one of the words in it that count; most have none, and there are
/// thousands on a page.
fn may_name_author(class: &str) -> bool {
    class.as_bytes().windows(6).any(|part| {
        matches!(part[0], b'a' | b'A' | b'b' | b'B')
            && (part.eq_ignore_ascii_case(b"author")
                || part.eq_ignore_ascii_case(b"byline"))
    })
}

impl Survey<'_> {
    /// The first of these metas that says something.
    pub(crate) fn meta(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            let found = self.metas.iter().find(|(found, _)| found == name);
            found.map(|(_, content)| content.as_str())
        })
    }

    /// The author of a social card: what stands beside the label "Written by".
    pub(crate) fn labelled_author(&self) -> Option<&str> {
        const WORDS: [&str; 7] =
            ["written", "author", "verfasst", "autor", "écrit", "escrito", "scritto"];
        let label = self.meta(&["twitter:label1"])?.to_lowercase();
        let says_who = WORDS.iter().any(|word| label.starts_with(word));
        self.meta(&["twitter:data1"]).filter(|_| says_who)
    }

    /// All contents of metas with one of these names.
    pub(crate) fn metas<'s>(
        &'s self,
        names: &'s [&str],
    ) -> impl Iterator<Item = &'s str> {
        let wanted = move |(name, _): &&(String, String)| names.contains(&name.as_str());
        self.metas.iter().filter(wanted).map(|(_, content)| content.as_str())
    }
}
