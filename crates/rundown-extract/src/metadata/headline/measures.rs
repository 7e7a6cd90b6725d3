//! What speaks for a text as the headline of its page.

use super::candidates::{Candidate, PLACES, Place, is_copy};
use super::sources::HeadlineSources;
use crate::agreement::{Words, holds};
use crate::byline::byline_of;
use crate::calendar::date_in_text;
use crate::lines::{LineKind, ends_sentence};
use crate::metadata::survey::stands_aside;
use crate::phrases::simple;

/// So many measures are taken of a text.
pub(crate) const MEASURES: usize = PLACES + 28;

/// What is known of a page before its texts are measured.
pub(super) struct Sight<'s, 'a> {
    sources: &'s HeadlineSources<'s, 'a>,
    candidates: &'s [Candidate],
    /// What data, social titles, the title and headings give first.
    claims: [Option<Words<'s>>; 4],
    /// The words of the page's address.
    address: String,
    /// For each line how many above it read like paragraphs.
    copy_above: Vec<usize>,
}

impl<'s, 'a> Sight<'s, 'a> {
    pub(super) fn new(
        sources: &'s HeadlineSources<'s, 'a>,
        candidates: &'s [Candidate],
    ) -> Self {
        let first = |place: Place| {
            let given = (0..candidates.len())
                .filter(|own| candidates[*own].voices[place as usize] > 0);
            given.max_by_key(|own| candidates[*own].voices[place as usize])
        };
        let words = |own: usize| Words::of(&candidates[own].words);
        let claims = [Place::Stated, Place::Social, Place::Title, Place::Heading]
            .map(|place| first(place).map(words));
        let copy_above = sources.lines.all.iter().scan(0, |above, line| {
            *above += usize::from(is_copy(line));
            Some(*above - usize::from(is_copy(line)))
        });
        let copy_above = copy_above.collect();
        Self { sources, candidates, claims, address: simple(sources.url), copy_above }
    }

    pub(super) fn measures(&self, place: usize) -> [i32; MEASURES] {
        let own = &self.candidates[place];
        let mut measures = [0; MEASURES];
        measures[..PLACES].copy_from_slice(&own.voices);
        let places = own.voices.iter().filter(|voice| **voice > 0).count() as i32;
        let words = Words::of(&own.words);
        let agreement = |claim: &Option<Words<'_>>| {
            claim.as_ref().map_or(-1, |claim| words.agreement(claim) as i32)
        };
        let agreements = self.claims.each_ref().map(agreement);
        let is_in = |inner: &str, outer: &str| inner != outer && holds(outer, inner);
        let claims = || self.claims.iter().flatten().map(|claim| claim.text);
        let held_by = claims().filter(|claim| is_in(&own.words, claim)).count() as i32;
        let holds = claims().filter(|claim| is_in(claim, &own.words)).count() as i32;
        let title = self.claims[2].as_ref().map_or("", |title| title.text);
        let mut slug = own.words.split(' ').filter(|word| word.len() >= 4).peekable();
        let slug = slug.peek().is_some().then(|| {
            let (in_slug, all) = slug.fold((0, 0), |(found, all), word| {
                (found + i32::from(self.address.contains(word)), all + 1)
            });
            in_slug * 100 / all
        });
        let others = [
            places,
            held_by,
            holds,
            i32::from(title.starts_with(&own.words))
                + 2 * i32::from(title.ends_with(&own.words)),
            words.count as i32,
            own.text.len() as i32,
            i32::from(self.sources.site.is_meant(&own.words, &own.text)),
            slug.unwrap_or(-1),
            i32::from(ends_sentence(&own.text)),
            i32::from(date_in_text(&own.text).is_some()),
            i32::from(byline_of(&own.text).is_some()),
            i32::from(!own.text.chars().any(char::is_lowercase)),
            i32::from(own.text.contains(": ") || own.text.contains(" | ")),
            self.sources.seen.headings.len().min(20) as i32,
            self.candidates.len() as i32,
            i32::from(self.sources.stated.is_news),
        ];
        let (head, rest) = measures[PLACES..].split_at_mut(4);
        head.copy_from_slice(&agreements);
        let (middle, tail) = rest.split_at_mut(others.len());
        middle.copy_from_slice(&others);
        tail.copy_from_slice(&self.place_on_page(own));
        measures
    }

    /// Where a text stands among the lines of its page.
    fn place_on_page(&self, own: &Candidate) -> [i32; 8] {
        const AHEAD_MAX: usize = 40;
        let Some(node) = own.node else { return [-1; 8] };
        let lines = &self.sources.lines.all;
        let at = lines.partition_point(|line| line.first < node);
        let Some(line) = lines.get(at) else { return [-1; 8] };
        let ahead = || lines[at + 1..].iter().take(AHEAD_MAX);
        let copy = ahead().take(14).filter(|line| is_copy(line));
        let copy: usize = copy.map(|line| line.text.len()).sum();
        let level = match line.kind {
            LineKind::Heading(level) => i32::from(level),
            LineKind::Paragraph => 7,
            LineKind::Item => 8,
            LineKind::Quote | LineKind::Row => 9,
        };
        [
            ahead().position(is_copy).unwrap_or(AHEAD_MAX) as i32,
            copy.min(4_000) as i32,
            at.min(500) as i32,
            (at * 100 / lines.len().max(1)) as i32,
            level,
            (line.link_bytes * 100 / line.text.len().max(1)).min(100) as i32,
            i32::from(stands_aside(self.sources.tree, line.first)),
            self.copy_above[at].min(20) as i32,
        ]
    }
}
