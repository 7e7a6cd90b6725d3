//! What is measured of a line for the judgement whether it is copy.
//!
//! All measures are whole numbers, so that a model gives the same answer everywhere.
//! Shares are in percent; what is not known is -1.

use std::borrow::Cow;

use rundown_news::{BlockKind, Map, Set};

use crate::body::choose::{Choice, copy_bytes};
use crate::body::context::Context;
use crate::body::fate::Fate;
use crate::body::views::{
    boxes, cookies, densest, opening_of, own_article, rows_of, set_of, steps_to,
};
use crate::html::{NodeId, Tag, Tree};
use crate::lines::cue;
use crate::lines::ends_sentence;
use crate::lines::{Line, LineKind, Lines};
use crate::phrases::{simple, start_of};

/// So many measures are taken of a line.
pub(crate) const FEATURES: usize = 59;

/// The measures of a line, in the order of [`Sight::measure`].
pub(crate) type Features = [i32; FEATURES];

/// What is looked at around a line: so many lines before and after.
const NEAR_LINES: usize = 3;

/// So much of a line is compared with what the page states of itself, and so much tells
/// that it is worth it.
const LOOKED_AT_BYTES: usize = 400;
const OPENING_BYTES: usize = 24;

/// More of a stated body is not looked into.
const STATED_BYTES_MAX: usize = 256 << 10;

/// What the rules hold against a line for the elements that it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doubt {
    None,
    /// They are named as chrome.
    Chrome,
    /// They hold what is never the article.
    Never,
}

/// A page with what the rules made of it.
pub(crate) struct Sight<'s, 'a> {
    tree: &'s Tree<'a>,
    lines: &'s Lines,
    context: &'s Context<'s>,
    choice: &'s Choice,
    /// What the rules make of each line: -1 outside of what they chose.
    fates: Vec<i32>,
    /// Bytes of copy before each line, and of all.
    before: Vec<usize>,
    /// The first and the last line that the rules keep.
    span: (usize, usize),
    headline_line: usize,
    /// The nodes of the innermost article around the headline.
    own_article: std::ops::Range<NodeId>,
    /// Lines before each line that speak of cookies or consent.
    cookies: Vec<i32>,
    /// Headings of the first level before each line.
    titles: Vec<i32>,
    /// Copy and links and text below each node.
    sums: Vec<Sum>,
    /// The elements around each node, as bits.
    around: Vec<u16>,
    /// Cues of all marked elements around and including each marked element.
    marks: Vec<cue::Marks>,
    /// Copy in lines set alike, and all text in them.
    sets: Map<(Tag, &'a str), Sum>,
    /// How often elements are set like each line's parent, by element and class.
    boxes: Map<(Tag, &'a str), i32>,
    /// The element whose own lines hold most of the copy, and how it sets them.
    densest: NodeId,
    descriptions: Vec<String>,
    /// All rows of words in what the page states as its body.
    stated: Set<&'s str>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Sum {
    copy: u32,
    text: u32,
    links: u32,
}

impl Sum {
    fn add(&mut self, other: Self) {
        self.copy += other.copy;
        self.text += other.text;
        self.links += other.links;
    }

    fn of(line: &Line) -> Self {
        let small = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX >> 8);
        Self {
            copy: small(copy_bytes(line)),
            text: small(line.text.len()),
            links: small(line.link_bytes),
        }
    }
}

const IN_ARTICLE: u16 = 1;
const IN_BODY: u16 = 2;
const IN_ASIDE: u16 = 4;
const IN_FOOTER: u16 = 8;
const IN_HEADER: u16 = 16;
const IN_LIST: u16 = 32;
const IN_TABLE: u16 = 64;
const IN_FORM: u16 = 128;
const IN_QUOTE: u16 = 256;
const IN_FIGURE: u16 = 512;
const IN_MAIN: u16 = 1024;

fn bit_of(tag: Tag) -> u16 {
    match tag {
        Tag::Article => IN_ARTICLE,
        Tag::Aside => IN_ASIDE,
        Tag::Footer => IN_FOOTER,
        Tag::Header => IN_HEADER,
        Tag::Ul | Tag::Ol => IN_LIST,
        Tag::Table => IN_TABLE,
        Tag::Form => IN_FORM,
        Tag::Blockquote => IN_QUOTE,
        Tag::Figure => IN_FIGURE,
        Tag::Main => IN_MAIN,
        _ => 0,
    }
}

fn percent(part: usize, whole: usize) -> i32 {
    (part * 100 / whole.max(1)).min(1_000) as i32
}

fn share(part: u32, whole: u32) -> i32 {
    percent(part as usize, whole as usize)
}

impl<'s, 'a> Sight<'s, 'a> {
    /// Looks over a page whose lines the rules have told apart.
    pub(crate) fn new(
        tree: &'s Tree<'a>,
        lines: &'s Lines,
        context: &'s Context<'s>,
        choice: &'s Choice,
        found: &[(usize, Fate)],
    ) -> Self {
        let mut fates = vec![-1; lines.all.len()];
        for (place, fate) in found {
            fates[*place] = match fate {
                Fate::Dropped => 0,
                Fate::Left => 1,
                Fate::Kept(BlockKind::Paragraph) => 4,
                Fate::Kept(BlockKind::Caption | BlockKind::Embed) => 2,
                Fate::Kept(_) => 3,
            };
        }
        let is_kept = |fate: &i32| *fate >= 3;
        let first = fates.iter().position(is_kept).unwrap_or(0);
        let last = fates.iter().rposition(is_kept).unwrap_or(0);
        let mut before = Vec::with_capacity(lines.all.len() + 1);
        let mut sum = 0;
        for line in &lines.all {
            before.push(sum);
            sum += copy_bytes(line);
        }
        before.push(sum);
        let headline_line = context
            .headline_node
            .map_or(0, |node| lines.all.partition_point(|line| line.first < node));
        let titles = lines.all.iter().scan(0, |count, line| {
            *count += i32::from(line.kind == LineKind::Heading(1));
            Some(*count)
        });
        let mut sets: Map<(Tag, &'a str), Sum> = Map::default();
        for line in &lines.all {
            sets.entry(set_of(tree, line.node)).or_default().add(Sum::of(line));
        }
        let mut marks: Vec<cue::Marks> = Vec::with_capacity(lines.marked.len());
        for marked in &lines.marked {
            marks.push(marked.marks | marked.outer.map_or(0, |outer| marks[outer]));
        }
        let descriptions = context.descriptions.iter().map(|text| simple(text)).collect();
        Self {
            tree,
            lines,
            context,
            choice,
            fates,
            before,
            span: (first, last),
            headline_line: headline_line.min(lines.all.len().saturating_sub(1)),
            own_article: own_article(tree, context.headline_node),
            titles: titles.collect(),
            cookies: cookies(lines),
            sums: sums(tree, lines),
            around: around(tree, lines),
            marks,
            sets,
            boxes: boxes(tree, lines),
            densest: densest(tree, lines),
            descriptions,
            // First as a list, so that the set is made as large as it must be.
            stated: Set::from_iter(
                rows_of(start_of(context.body, STATED_BYTES_MAX)).collect::<Vec<_>>(),
            ),
        }
    }

    /// Whether a line is worth a judgement: it is in the chosen part, or reads like
    /// copy.
    pub(crate) fn is_in_question(&self, place: usize) -> bool {
        let line = &self.lines.all[place];
        self.fates[place] >= 0
            || (line.text.len() >= 40 && line.link_bytes * 2 < line.text.len())
    }

    /// For each line what the rules took for chrome around it.
    pub(crate) fn doubts(&self) -> Vec<Doubt> {
        let doubt = |(line, kept): (&Line, &bool)| {
            let marks = line.marked.map_or(0, |marked| self.marks[marked]);
            match (kept, marks & cue::NEVER) {
                _ if line.marks & (cue::SIGNUP | cue::COMMENT) != 0 => Doubt::Never,
                (true, _) => Doubt::None,
                (false, 0) => Doubt::Chrome,
                (false, _) => Doubt::Never,
            }
        };
        self.lines.all.iter().zip(&self.choice.kept).map(doubt).collect()
    }

    /// Takes the measures of a line.
    pub(crate) fn measure(&self, place: usize) -> Features {
        let line = &self.lines.all[place];
        let mut out = [0; FEATURES];
        let mut next = 0;
        let mut put = |values: &[i32]| {
            for value in values {
                out[next] = *value;
                next += 1;
            }
        };
        put(&self.of_text(line));
        put(&self.of_marks(line));
        put(&self.of_place(place));
        put(&self.of_kin(line));
        put(&self.near(place));
        put(&self.of_company(place));
        put(&self.of_page());
        debug_assert_eq!(next, FEATURES, "every measure has its place");
        out
    }

    fn of_text(&self, line: &Line) -> [i32; 11] {
        let text = line.text.as_str();
        let count = |is: fn(&u8) -> bool| text.bytes().filter(is).count();
        let words = memchr::memchr_iter(b' ', text.as_bytes()).count() + 1;
        let kind = match line.kind {
            LineKind::Paragraph => i32::from(line.is_p),
            LineKind::Item => 2,
            LineKind::Quote => 3,
            LineKind::Row => 4,
            LineKind::Heading(level) => 4 + i32::from(level),
        };
        [
            text.len().min(5_000) as i32,
            percent(line.link_bytes, text.len()),
            kind,
            i32::from(ends_sentence(text)),
            (text.len() / words) as i32,
            percent(count(u8::is_ascii_uppercase), text.len()),
            percent(count(u8::is_ascii_digit), text.len()),
            memchr::memchr_iter(b',', text.as_bytes()).count().min(20) as i32,
            i32::from(text.len() < 300 && line.says_when()),
            self.stated(line),
            opening_of(text),
        ]
    }

    /// Whether the page states the line elsewhere: in its body, or its description.
    fn stated(&self, line: &Line) -> i32 {
        if self.stated.is_empty() && self.descriptions.is_empty() {
            return -1;
        }
        let is_opened = || {
            let opening = simple(start_of(&line.text, OPENING_BYTES));
            self.descriptions.iter().any(|told| told.starts_with(&opening))
        };
        if self.stated.is_empty() && !is_opened() {
            return 0;
        }
        let text = match start_of(&line.text, LOOKED_AT_BYTES) {
            whole if whole.len() == line.text.len() => Cow::Borrowed(line.words()),
            start => Cow::Owned(simple(start)),
        };
        if rows_of(&text).next().is_some_and(|row| self.stated.contains(row)) {
            return 2;
        }
        let is_told = |told: &String| text.len() > 30 && told.starts_with(&*text);
        i32::from(self.descriptions.iter().any(is_told))
    }

    fn of_marks(&self, line: &Line) -> [i32; 4] {
        let around = line.marked.map_or(0, |marked| self.marks[marked]);
        let own = line.marked.map_or(0, |marked| self.lines.marked[marked].marks);
        let doubt = |marks: cue::Marks| {
            let bits = [(cue::DOUBT, 1), (cue::CHROME, 2), (cue::NEVER, 4)];
            bits.iter().filter(|(bit, _)| marks & bit != 0).map(|(_, worth)| worth).sum()
        };
        let side = |marks: cue::Marks| {
            let bits = [
                (cue::CAPTION, 1),
                (cue::META, 2),
                (cue::BYLINE, 4),
                (cue::STANDFIRST, 8),
            ];
            bits.iter().filter(|(bit, _)| marks & bit != 0).map(|(_, worth)| worth).sum()
        };
        let rest: i32 = i32::from(line.marks & cue::HIGHLIGHTS != 0)
            + 2 * i32::from(line.marks & cue::SIGNUP != 0)
            + 4 * i32::from(line.marks & cue::EMBED != 0);
        [doubt(around), doubt(own), side(around | line.marks), rest]
    }

    fn of_place(&self, place: usize) -> [i32; 11] {
        let total = self.before[self.lines.all.len()];
        let small = |far: i64| far.clamp(-200, 200) as i32;
        let far = |from: usize| small(place as i64 - from as i64);
        [
            percent(place, self.lines.all.len()),
            percent(self.before[place], total),
            self.before[place].min(100_000) as i32,
            far(self.headline_line),
            self.fates[place],
            i32::from(self.choice.kept[place]),
            far(self.span.0),
            far(self.span.1),
            self.before[self.span.1].abs_diff(self.before[place]).min(50_000) as i32,
            i32::from(self.own_article.contains(&self.lines.all[place].first)),
            self.titles[place] - self.titles[self.headline_line.min(place)],
        ]
    }

    /// The elements around a line, and how lines set like it read.
    fn of_kin(&self, line: &Line) -> [i32; 13] {
        let around = self.around[line.node];
        let all = self.sums[0];
        let parent = self.tree.parent(line.node);
        let outer = self.tree.parent(parent);
        let (near, far) = (self.sums[parent], self.sums[outer]);
        let set = self.sets.get(&set_of(self.tree, line.node)).copied();
        let set = set.unwrap_or_default();
        let bits = |all: &[u16]| {
            let is_set = all.iter().enumerate().filter(|(_, bit)| around & **bit != 0);
            is_set.map(|(place, _)| 1 << place).sum::<i32>()
        };
        [
            bits(&[IN_BODY, IN_ARTICLE, IN_MAIN]),
            bits(&[IN_ASIDE, IN_FOOTER, IN_FORM]),
            bits(&[IN_LIST, IN_TABLE]),
            bits(&[IN_HEADER, IN_QUOTE, IN_FIGURE]),
            share(near.copy, all.copy),
            share(near.links, near.text),
            share(near.copy, near.text),
            share(far.copy, all.copy),
            share(far.links, far.text),
            share(far.copy, far.text),
            share(set.copy, all.copy),
            share(set.copy, set.text),
            share(set.links, set.text),
        ]
    }

    /// How many of the headings around a line, one before and one after, are links.
    fn sections(&self, place: usize) -> i32 {
        const LOOKED_AT: usize = 12;
        let is_heading = |line: &&Line| matches!(line.kind, LineKind::Heading(_));
        let is_link = |line: &Line| i32::from(line.link_bytes * 2 > line.text.len());
        let before =
            self.lines.all[..place].iter().rev().take(LOOKED_AT).find(is_heading);
        let after =
            self.lines.all[place..].iter().skip(1).take(LOOKED_AT).find(is_heading);
        before.map_or(0, is_link) + after.map_or(0, is_link)
    }

    /// What stands before and after a line.
    fn near(&self, place: usize) -> [i32; 10] {
        let lines = &self.lines.all;
        let at = |place: Option<usize>| place.and_then(|place| lines.get(place));
        let (back, next) = (at(place.checked_sub(1)), at(Some(place + 1)));
        let bytes = |line: Option<&Line>| {
            line.map_or(-1, |line| line.text.len().min(2_000) as i32)
        };
        let links = |line: Option<&Line>| {
            line.map_or(-1, |line| percent(line.link_bytes, line.text.len()))
        };
        let fate = |place: Option<usize>| {
            place.and_then(|place| self.fates.get(place)).copied().unwrap_or(-1)
        };
        let from = place.saturating_sub(NEAR_LINES);
        let to = (place + 1 + NEAR_LINES).min(lines.len());
        let around: usize = lines[from..to].iter().map(|line| line.text.len()).sum();
        let copy = self.before[to] - self.before[from];
        [
            bytes(back),
            links(back),
            fate(place.checked_sub(1)),
            bytes(next),
            links(next),
            fate(Some(place + 1)),
            percent(copy, around),
            (self.before[to] - self.before[place]).min(5_000) as i32,
            self.cookies[to] - self.cookies[from],
            self.sections(place),
        ]
    }

    /// How far a line is from where most of the copy stands, how often boxes like its own
    /// come, and what a wider look around shows.
    fn of_company(&self, place: usize) -> [i32; 6] {
        const WIDE_LINES: usize = 8;
        let line = &self.lines.all[place];
        let parent = self.tree.parent(line.node);
        let outer = self.tree.parent(parent);
        let count = |node| {
            self.boxes.get(&set_of(self.tree, node)).copied().unwrap_or_default().min(50)
        };
        let from = place.saturating_sub(WIDE_LINES);
        let to = (place + 1 + WIDE_LINES).min(self.lines.all.len());
        let near = &self.lines.all[from..to];
        let links: usize = near.iter().map(|line| line.link_bytes).sum();
        let text: usize = near.iter().map(|line| line.text.len()).sum();
        let headings = near.iter().filter(|l| matches!(l.kind, LineKind::Heading(_)));
        [
            steps_to(self.tree, line.node, self.densest),
            steps_to(self.tree, self.densest, line.node),
            count(parent),
            count(outer),
            percent(links, text),
            headings.count() as i32,
        ]
    }

    fn of_page(&self) -> [i32; 4] {
        let all = self.sums[0];
        let chosen = self.sums[self.choice.container];
        [
            all.copy.min(200_000) as i32,
            share(chosen.copy, all.copy),
            share(chosen.links, chosen.text),
            percent(self.context.body.len(), chosen.copy as usize),
        ]
    }
}

fn sums(tree: &Tree<'_>, lines: &Lines) -> Vec<Sum> {
    let mut sums = vec![Sum::default(); tree.len()];
    for line in &lines.all {
        sums[line.node].add(Sum::of(line));
    }
    for id in (1..tree.len()).rev() {
        let own = sums[id];
        sums[tree.parent(id)].add(own);
    }
    sums
}

fn around(tree: &Tree<'_>, lines: &Lines) -> Vec<u16> {
    let mut around = vec![0; tree.len()];
    for (id, marks) in &lines.named {
        around[*id] |= if marks & cue::BODY != 0 { IN_BODY } else { IN_ARTICLE };
    }
    for id in 1..tree.len() {
        around[id] |= around[tree.parent(id)] | bit_of(tree.tag(id));
    }
    around
}
