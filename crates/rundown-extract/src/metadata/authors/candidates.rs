//! All names of a page that may be those of its authors.

use memchr::memmem;

use super::sources::AuthorSources;
use super::spoken::{after_words, is_label, is_person};
use crate::byline::{bare_byline_of, before_date, byline_of};
use crate::html::{NodeId, Tag, Tree, decode_text};
use crate::lines::{BYLINE, Line};
use crate::metadata::survey::stands_aside;
use crate::names::{credits_other_work, pieces_in};
use crate::phrases::{simple, start_of};

/// More names than this are not weighed.
const CANDIDATES_MAX: usize = 80;

/// Of one place so many texts are heard.
const OF_PLACE_MAX: usize = 24;

/// A longer line tells a story.
const LINE_BYTES_MAX: usize = 240;

/// In longer lines names do not stand alone.
const PARTED_BYTES_MAX: usize = 100;

/// Lines looked at, of the beginning and of the end of a page.
const LINES_LOOKED_AT: usize = 600;

/// Where a name stands. The order is that in which the spelling is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The article object of JSON-LD.
    Stated,
    /// The meta `author`.
    Meta,
    /// Another meta that names the author.
    OtherMeta,
    /// A social card's label and datum.
    Card,
    /// An element with the relation or property of the author.
    Relation,
    /// An element whose class says that it is the author's name.
    NameClass,
    /// An element whose class says that it is a byline.
    Class,
    /// An element of any other class that speaks of authors.
    OtherClass,
    /// One of these in what stands beside the article.
    Aside,
    /// A line that opens with "By".
    By,
    /// What follows such a word within a line.
    Within,
    /// The line below a line that only says "Written by".
    BelowLabel,
    /// A line of names alone.
    Bare,
    /// A part of a line near the headline.
    Part,
    /// A line in an element whose name says that it holds the byline.
    Marked,
    /// A link to an author's page.
    Link,
    /// The data of scripts.
    Script,
}

/// So many places there are.
pub(super) const PLACES: usize = Place::Script as usize + 1;

/// A name and the places that give it.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) name: String,
    /// The same in simple words.
    pub(super) words: String,
    /// Where it stands first on the page, if it does.
    pub(super) node: Option<NodeId>,
    /// How early each place gives it; 0 for not at all.
    pub(super) voices: [i32; PLACES],
    /// How often it is given.
    pub(super) times: i32,
    /// Which piece of its text it is at best, and of how many.
    pub(super) piece: i32,
    pub(super) pieces: i32,
}

impl Candidate {
    /// Whether none but these places give the name.
    pub(super) fn is_only_of(&self, places: &[Place]) -> bool {
        let is_of = |at: usize| places.iter().any(|place| *place as usize == at);
        let voices = self.voices.iter().enumerate();
        voices.filter(|(_, voice)| **voice > 0).all(|(at, _)| is_of(at))
    }
}

/// Who may be an author of a page, each spelling once.
pub(super) fn candidates_of(sources: &AuthorSources<'_, '_>) -> Vec<Candidate> {
    let AuthorSources { tree, seen, stated, .. } = sources;
    let mut all = All::default();
    all.hear(Place::Stated, stated.authors.iter().map(String::as_str));
    all.hear(Place::Meta, seen.metas(&["author"]));
    all.hear(Place::OtherMeta, seen.metas(&OTHER_METAS));
    all.hear(Place::Card, seen.labelled_author());
    for (order, (id, strength)) in seen.bylines.iter().enumerate() {
        let place = match strength {
            _ if stands_aside(tree, *id) => Place::Aside,
            3 => Place::Relation,
            2 => Place::NameClass,
            1 => Place::Class,
            _ => Place::OtherClass,
        };
        let text = tree.parted_text_of(*id, 200);
        if text.len() < 120 {
            all.offer(place, order, &text, Some(*id));
        }
    }
    hear_lines(sources, &mut all);
    hear_scripts(sources, &mut all);
    all.0
}

const OTHER_METAS: [&str; 10] = [
    "article:author",
    "parsely-author",
    "dc.creator",
    "sailthru.author",
    "byl",
    "dcterms.creator",
    "article:author_name",
    "citation_author",
    "creator",
    "cxenseparse:author",
];

#[derive(Default)]
struct All(Vec<Candidate>);

impl All {
    fn hear<'t>(&mut self, place: Place, texts: impl IntoIterator<Item = &'t str>) {
        for (order, text) in texts.into_iter().take(OF_PLACE_MAX).enumerate() {
            self.offer(place, order, text, None);
        }
    }

    fn offer(&mut self, place: Place, order: usize, text: &str, node: Option<NodeId>) {
        let pieces = pieces_in(start_of(text, LINE_BYTES_MAX));
        self.add(place, order, &pieces, node);
    }

    fn add(
        &mut self,
        place: Place,
        order: usize,
        pieces: &[String],
        node: Option<NodeId>,
    ) {
        let count = pieces.len() as i32;
        for (piece, name) in pieces.iter().enumerate() {
            let piece = piece as i32;
            let words = simple(name);
            let voice = 30 - order.min(29) as i32;
            if let Some(known) = self.0.iter_mut().find(|known| known.words == words) {
                let own = &mut known.voices[place as usize];
                *own = voice.max(*own);
                known.node = match (known.node, node) {
                    (Some(one), Some(other)) => Some(one.min(other)),
                    (one, other) => one.or(other),
                };
                known.times += 1;
                known.piece = known.piece.min(piece);
                known.pieces = known.pieces.min(count);
            } else if !words.is_empty() && self.0.len() < CANDIDATES_MAX {
                let mut voices = [0; PLACES];
                voices[place as usize] = voice;
                let name = name.clone();
                self.0.push(Candidate {
                    name,
                    words,
                    node,
                    voices,
                    times: 1,
                    piece,
                    pieces: count,
                });
            }
        }
    }
}

fn hear_lines(sources: &AuthorSources<'_, '_>, all: &mut All) {
    let lines = &sources.lines.all;
    let headline =
        sources.headline.node.map(|node| lines.partition_point(|line| line.first < node));
    let mut orders = [0_usize; PLACES];
    let mut order = |place: Place| {
        let own = &mut orders[place as usize];
        *own += 1;
        *own - 1
    };
    for (at, line) in lines.iter().enumerate().take(LINES_LOOKED_AT) {
        let text = line.text.as_str();
        if text.len() > LINE_BYTES_MAX {
            continue;
        }
        let node = Some(line.first);
        if let Some(names) = byline_of(text) {
            all.add(Place::By, order(Place::By), &names, node);
        }
        let credits_pictures = credits_other_work(text);
        for rest in after_words(text).filter(|_| !credits_pictures) {
            all.offer(Place::Within, order(Place::Within), rest, node);
        }
        if at > 0 && lines.get(at - 1).is_some_and(|above| is_label(&above.text)) {
            all.offer(Place::BelowLabel, order(Place::BelowLabel), text, node);
        }
        let is_near =
            headline.is_some_and(|headline| at + 4 >= headline && at <= headline + 14);
        if is_near && let Some(names) = bare_byline_of(text) {
            all.add(Place::Bare, order(Place::Bare), &names, node);
        }
        if is_near && text.len() <= PARTED_BYTES_MAX {
            for part in text
                .split(['|', '·', '•', '–', '—', '/'])
                .flat_map(|part| part.split(" - "))
            {
                let part = before_date(part.trim());
                if is_person(part) {
                    all.offer(Place::Part, order(Place::Part), part, node);
                }
            }
        }
        if line.marks & BYLINE != 0 && text.len() <= PARTED_BYTES_MAX {
            all.offer(Place::Marked, order(Place::Marked), before_date(text), node);
        }
        if line.link_bytes > 0 {
            let end =
                lines.get(at + 1).map_or(sources.tree.end(line.node), |next| next.first);
            for text in author_links(sources.tree, line, end) {
                all.offer(Place::Link, order(Place::Link), &text, node);
            }
        }
    }
}

/// The texts of a line's links to pages of authors.
fn author_links(tree: &Tree<'_>, line: &Line, end: NodeId) -> Vec<String> {
    const NODES_MAX: usize = 60;
    const TEXT_BYTES_MAX: usize = 80;
    let from = line.first.saturating_sub(3);
    let mut texts = Vec::new();
    for id in from..end.min(line.first + NODES_MAX).min(tree.len()) {
        if tree.tag(id) == Tag::A
            && tree.end(id) > line.first
            && tree.raw_attribute(id, "href").is_some_and(leads_to_author)
        {
            texts.push(tree.text_of(id, TEXT_BYTES_MAX));
        }
    }
    texts
}

/// Whether an address has a part that says "author".
fn leads_to_author(href: &str) -> bool {
    const WORDS: [&str; 32] = [
        "author",
        "authors",
        "autor",
        "autoren",
        "autores",
        "auteur",
        "auteurs",
        "autore",
        "autori",
        "by",
        "byline",
        "contributor",
        "contributors",
        "writer",
        "writers",
        "staff",
        "people",
        "person",
        "profile",
        "profil",
        "profiles",
        "user",
        "users",
        "journalist",
        "journalists",
        "reporter",
        "reporters",
        "redakteur",
        "team",
        "newsteam",
        "columnist",
        "member",
    ];
    let path = href.split_once("://").map_or(href, |(_, rest)| rest);
    if path.len() > 300 {
        return false;
    }
    let parts = path.split(['/', '?', '=', '&', '.']);
    parts.map(str::to_ascii_lowercase).any(|part| WORDS.contains(&part.as_str()))
}

/// Names that the data of scripts give as those of authors.
fn hear_scripts(sources: &AuthorSources<'_, '_>, all: &mut All) {
    const KEYS_MAX: usize = 200;
    let mut order = 0;
    for (_, script) in &sources.seen.states {
        let keys = ["uthor", "yline"].into_iter().flat_map(|key| {
            memmem::find_iter(script.as_bytes(), key).map(|at| at + key.len())
        });
        for behind in keys.take(KEYS_MAX) {
            if let Some(name) = named_at(script, behind) {
                all.offer(Place::Script, order, &name, None);
                order += 1;
            }
            if order >= OF_PLACE_MAX {
                return;
            }
        }
    }
}

/// The name behind a key that ends in "author", "authors" or "authorName".
fn named_at(script: &str, at: usize) -> Option<String> {
    const WINDOW_BYTES: usize = 260;
    let window = start_of(script.get(at..)?, WINDOW_BYTES).replace('\\', "");
    let (key, rest) = window.split_once('"')?;
    if !matches!(key, "" | "s" | "Name" | "_name" | "sName" | "DisplayName") {
        return None;
    }
    let rest = rest.trim_start().strip_prefix(':')?.trim_start();
    let value = if let Some(value) = rest.strip_prefix('"') {
        value
    } else if rest.starts_with(['{', '[']) {
        let inner = rest.trim_start_matches(['{', '[', ' ']);
        match inner.strip_prefix('"') {
            Some(value)
                if rest.starts_with('[') && !rest[1..].trim_start().starts_with('{') =>
            {
                value
            }
            _ => {
                let (_, behind) = inner.split_once("ame\"")?;
                behind.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?
            }
        }
    } else {
        return None;
    };
    let (name, _) = value.split_once('"')?;
    Some(decode_text(name).into_owned())
}
