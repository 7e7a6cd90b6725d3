//! All places of a page that may hold its headline.

use super::sources::HeadlineSources;
use crate::agreement::{Words, holds};
use crate::html::{NodeId, Tag, Tree, decode_text};
use crate::lines::{Line, LineKind, Lines};
use crate::metadata::site::{ends_of, without_site};
use crate::phrases::{simple, start_of};

/// A longer heading is a paragraph in disguise.
const BYTES_MAX: usize = 600;

/// More texts than this are not weighed.
const CANDIDATES_MAX: usize = 96;

/// Where a text stands. The order is that in which their wording is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Heading,
    /// A part of a heading, without what is set before or behind it.
    HeadingPart,
    /// The article object of JSON-LD.
    Stated,
    /// What the page calls itself for social networks.
    Social,
    OtherMeta,
    Title,
    /// One end of a title.
    TitleEnd,
    Subheading,
    /// Any line of the page.
    Line,
}

/// So many places there are.
pub(super) const PLACES: usize = Place::Line as usize + 1;

/// A text and the places that give it.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) text: String,
    /// The same in simple words.
    pub(super) words: String,
    pub(super) node: Option<NodeId>,
    /// How early each place gives it; 0 for not at all.
    pub(super) voices: [i32; PLACES],
}

/// What may be the headline of a page, each wording once.
pub(super) fn candidates_of(sources: &HeadlineSources<'_, '_>) -> Vec<Candidate> {
    let HeadlineSources { tree, seen, stated, lines, site, .. } = sources;
    let mut all = All(Vec::new());
    for (order, id) in seen.headings.iter().take(12).enumerate() {
        all.offer(Place::Heading, order, &tree.text_of(*id, BYTES_MAX), Some(*id));
        for part in parts_of(tree, *id) {
            all.offer(Place::HeadingPart, order, &part, Some(*id));
        }
    }
    if let Some(headline) = &stated.headline {
        all.offer(Place::Stated, 0, &without_site(headline, site), None);
    }
    let social = ["og:title", "twitter:title"].map(|name| seen.meta(&[name]));
    for (order, title) in social.into_iter().flatten().enumerate() {
        all.offer(Place::Social, order, &without_site(title, site), None);
    }
    let metas = ["title", "dc.title", "headline"].map(|name| seen.meta(&[name]));
    for (order, title) in metas.into_iter().flatten().enumerate() {
        all.offer(Place::OtherMeta, order, &without_site(title, site), None);
    }
    if let Some(title) = seen.title.as_deref() {
        all.offer(Place::Title, 0, &without_site(title, site), None);
        all.offer(Place::Title, 1, title, None);
        for (order, end) in ends_of(title).enumerate() {
            all.offer(Place::TitleEnd, order, end, None);
        }
    }
    for (order, id) in seen.subheadings.iter().take(12).enumerate() {
        all.offer(Place::Subheading, order, &tree.text_of(*id, BYTES_MAX), Some(*id));
    }
    let title = simple(seen.title.as_deref().unwrap_or(""));
    for (order, line) in likely_lines(lines, &title).enumerate() {
        all.offer_line(order, line);
    }
    if stated.is_news {
        take_fuller_wording(&mut all.0);
    }
    all.0
}

/// What a news article states in other words than its heading, which no social title
/// backs, is the heading's full wording, unless it is the same cut short.
fn take_fuller_wording(all: &mut Vec<Candidate>) {
    /// Search engines ask for headlines of 110 characters at most; many cut there.
    const CUT_BYTES: usize = 100;
    let first =
        |place: Place| all.iter().position(|own| own.voices[place as usize] == 30);
    let (Some(heading), Some(stated)) = (first(Place::Heading), first(Place::Stated))
    else {
        return;
    };
    let (own, fuller) = (&all[heading], &all[stated]);
    let is_cut = fuller.text.ends_with('…')
        || fuller.text.ends_with("...")
        || (fuller.text.len() >= CUT_BYTES && own.text.len() > fuller.text.len());
    let is_backed = own.voices[Place::Social as usize] > 0;
    if heading == stated
        || is_cut
        || is_backed
        || Words::of(&own.words).agreement(&Words::of(&fuller.words)) < 25
    {
        return;
    }
    let (voices, node) = (own.voices, own.node);
    let fuller = &mut all[stated];
    for (voice, other) in fuller.voices.iter_mut().zip(voices) {
        *voice = other.max(*voice);
    }
    fuller.node = node;
    all.remove(heading);
}

struct All(Vec<Candidate>);

impl All {
    fn offer(&mut self, place: Place, order: usize, text: &str, node: Option<NodeId>) {
        let text = decode_text(start_of(text, BYTES_MAX));
        self.add(place, order, (&text, simple(&text)), node);
    }

    /// Offers a line of the page.
    fn offer_line(&mut self, order: usize, line: &Line) {
        if line.text.contains('&') {
            return self.offer(Place::Line, order, &line.text, Some(line.first));
        }
        let text = (line.text.as_str(), line.words().to_owned());
        self.add(Place::Line, order, text, Some(line.first));
    }

    /// Adds a text with its simple words, or the place to those that give them.
    fn add(
        &mut self,
        place: Place,
        order: usize,
        (text, words): (&str, String),
        node: Option<NodeId>,
    ) {
        let voice = 30 - order.min(29) as i32;
        if let Some(known) = self.0.iter_mut().find(|known| known.words == words) {
            let own = &mut known.voices[place as usize];
            *own = voice.max(*own);
            known.node = known.node.or(node);
        } else if !words.is_empty() && self.0.len() < CANDIDATES_MAX {
            let mut voices = [0; PLACES];
            voices[place as usize] = voice;
            let text = text.trim().to_owned();
            self.0.push(Candidate { text, words, node, voices });
        }
    }
}

/// The texts of a heading that is set in several elements: without the first, which may
/// be a label, without the last, and each of the two alone.
fn parts_of(tree: &Tree<'_>, id: NodeId) -> Vec<String> {
    const PARTS_MAX: usize = 8;
    const WRAPPERS_MAX: usize = 4;
    let mut at = id;
    let texts = |at: NodeId| -> Vec<(NodeId, String)> {
        let own = tree.children(at).take(PARTS_MAX).map(|child| {
            let text = match tree.tag(child) {
                Tag::Text => decode_text(tree.raw_text(child)).into_owned(),
                _ => tree.text_of(child, BYTES_MAX),
            };
            (child, text.split_whitespace().collect::<Vec<_>>().join(" "))
        });
        own.filter(|(_, text)| !text.is_empty()).collect()
    };
    let mut parts = texts(at);
    for _ in 0..WRAPPERS_MAX {
        match parts.as_slice() {
            [(only, _)] if tree.tag(*only) != Tag::Text => at = *only,
            _ => break,
        }
        parts = texts(at);
    }
    let parts: Vec<String> = parts.into_iter().map(|(_, text)| text).collect();
    match parts.as_slice() {
        [] | [_] => Vec::new(),
        [first, .., last] => vec![
            parts[1..].join(" "),
            parts[..parts.len() - 1].join(" "),
            first.clone(),
            last.clone(),
        ],
    }
}

/// Lines that may be a headline: in the title, or set as a heading, or with text soon
/// below.
fn likely_lines<'l>(lines: &'l Lines, title: &str) -> impl Iterator<Item = &'l Line> {
    const LOOKED_AT_MAX: usize = 600;
    const TAKEN_MAX: usize = 48;
    const LINE_BYTES: std::ops::RangeInclusive<usize> = 6..=250;
    let is_likely = move |(place, line): &(usize, &'l Line)| {
        if !LINE_BYTES.contains(&line.text.len()) {
            return false;
        }
        let is_sentence = line.text.len() > 90 && line.text.ends_with('.');
        let is_set = matches!(line.kind, LineKind::Heading(_));
        let is_link = line.link_bytes * 2 > line.text.len();
        let leads = || lines.all[place + 1..].iter().take(6).any(is_copy);
        let may_be_in_title = 12..=title.len() + 24;
        let in_title =
            || may_be_in_title.contains(&line.text.len()) && holds(title, line.words());
        (!is_link && !is_sentence && (is_set || leads())) || in_title()
    };
    let looked_at = lines.all.iter().take(LOOKED_AT_MAX).enumerate();
    looked_at.filter(is_likely).map(|(_, line)| line).take(TAKEN_MAX)
}

/// Whether a line reads like a paragraph of an article.
pub(super) fn is_copy(line: &Line) -> bool {
    const COPY_BYTES_MIN: usize = 100;
    line.text.len() >= COPY_BYTES_MIN && line.link_bytes * 3 < line.text.len()
}
