//! What speaks for a name as that of an author of its page.

use super::candidates::{Candidate, PLACES, Place};
use super::sources::AuthorSources;
use super::spoken::is_person;
use crate::byline::names_outlet;
use crate::calendar::date_in_text;
use crate::lines::{BYLINE, CHROME, DOUBT, Line, META};
use crate::metadata::survey::stands_aside;
use crate::names::is_role;
use crate::phrases::simple;

/// So many measures are taken of a name.
pub(crate) const MEASURES: usize = PLACES + OTHERS;

const OTHERS: usize = 45;

/// The measure that says that a name is set like that of a person.
pub(super) const IS_PERSON: usize = PLACES + 22;

/// The measures that are the voices of the page's data: JSON-LD and metas.
pub(super) const DATA_PLACES: [usize; 3] =
    [Place::Stated as usize, Place::Meta as usize, Place::OtherMeta as usize];

/// Of what is not on the page.
const NONE: i32 = 999;

/// What is known of a page before its names are measured.
pub(super) struct Sight<'s, 'a> {
    sources: &'s AuthorSources<'s, 'a>,
    candidates: &'s [Candidate],
    /// Of each place, how many names it gives, and how many look like those of people.
    given: [i32; PLACES],
    people: [i32; PLACES],
    /// Of each name, whether it is set like that of a person, and whether it is the site's.
    kinds: Vec<(bool, bool)>,
    headline: Option<usize>,
    headline_words: String,
    address: String,
    copy: Vec<usize>,
}

/// Whether a line reads like a paragraph of an article.
fn is_copy(line: &Line) -> bool {
    const COPY_BYTES_MIN: usize = 100;
    line.text.len() >= COPY_BYTES_MIN && line.link_bytes * 3 < line.text.len()
}

impl<'s, 'a> Sight<'s, 'a> {
    pub(super) fn new(
        sources: &'s AuthorSources<'s, 'a>,
        candidates: &'s [Candidate],
    ) -> Self {
        let mut given = [0; PLACES];
        let mut people = [0; PLACES];
        let kind = |own: &Candidate| (is_person(&own.name), sources.site.is(&own.name));
        let kinds: Vec<(bool, bool)> = candidates.iter().map(kind).collect();
        for (own, (is_person, is_site)) in candidates.iter().zip(&kinds) {
            for place in 0..PLACES {
                let is_heard = own.voices[place] > 0;
                given[place] += i32::from(is_heard);
                people[place] += i32::from(is_heard && *is_person && !is_site);
            }
        }
        let lines = &sources.lines.all;
        let headline = sources
            .headline
            .node
            .map(|node| lines.partition_point(|line| line.first < node));
        let copy = lines
            .iter()
            .enumerate()
            .take(1_000)
            .filter(|(_, line)| is_copy(line))
            .map(|(at, _)| at)
            .collect();
        Self {
            sources,
            candidates,
            given,
            people,
            kinds,
            headline,
            headline_words: simple(&sources.headline.text),
            address: simple(sources.url),
            copy,
        }
    }

    pub(super) fn measures(&self, place: usize) -> [i32; MEASURES] {
        let own = &self.candidates[place];
        let mut measures = [0; MEASURES];
        measures[..PLACES].copy_from_slice(&own.voices);
        let voiced = |place: Place| own.voices[place as usize] > 0;
        let is = i32::from;
        let first = own.voices.iter().position(|voice| *voice > 0).unwrap_or(0);
        let strongest = self.given.iter().position(|given| *given > 0).unwrap_or(0);
        let strongest_person =
            self.people.iter().position(|given| *given > 0).unwrap_or(PLACES);
        let words: Vec<&str> = own.words.split(' ').collect();
        let others = || {
            let all = self.candidates.iter().zip(&self.kinds).enumerate();
            all.filter(|(at, _)| *at != place).map(|(_, other)| other)
        };
        let heard = |other: &Candidate| {
            other.voices.iter().position(|voice| *voice > 0).unwrap_or(PLACES)
        };
        let holds = others()
            .filter(|(other, _)| own.words.contains(&other.words))
            .map(|(other, _)| heard(other))
            .min()
            .unwrap_or(PLACES);
        let held = others()
            .filter(|(other, _)| other.words.contains(&own.words))
            .map(|(other, _)| heard(other))
            .min()
            .unwrap_or(PLACES);
        let last = words.last().copied().unwrap_or("");
        let letters = own.name.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = own.name.chars().filter(|c| c.is_uppercase()).count();
        let squeezed = own.words.replace(' ', "");
        let told = self
            .copy
            .iter()
            .take(80)
            .filter(|at| self.sources.lines.all[**at].text.contains(&own.name))
            .count();
        let shape = own.name.chars().any(|c| ('\u{3000}'..='\u{9FFF}').contains(&c));
        let key = |own: &Candidate| {
            let place = heard(own);
            (place, own.voices.get(place).map_or(0, |voice| -voice))
        };
        let own_key = key(own);
        let rank = |is_one: fn(bool, bool) -> bool| {
            let ahead = others().filter(|(other, (is_person, is_site))| {
                is_one(*is_person, *is_site) && key(other) < own_key
            });
            ahead.count().min(20) as i32
        };
        let (looks_like_person, looks_like_site) = self.kinds[place];
        let other: [i32; 32] = [
            rank(|_, _| true),
            rank(|_, is_site| !is_site),
            rank(|is_person, _| is_person),
            own.voices.iter().filter(|voice| **voice > 0).count() as i32,
            own.times.min(30),
            own.piece,
            own.pieces,
            first as i32,
            first as i32 - strongest as i32,
            first as i32 - strongest_person as i32,
            self.given[first],
            self.people[first],
            self.given[Place::Stated as usize],
            self.people[Place::Stated as usize] + self.people[Place::Meta as usize],
            self.candidates.len() as i32,
            holds as i32,
            held as i32,
            words.len() as i32,
            own.name.len() as i32,
            letters as i32,
            (capitals * 100 / letters.max(1)) as i32,
            is(own.name.starts_with(char::is_lowercase))
                + 2 * is(own.name.chars().any(|c| c.is_ascii_digit())),
            is(looks_like_person),
            is(shape),
            is(is_role(&own.name)) + 2 * is(names_outlet(&own.name)),
            is(looks_like_site)
                + 2 * is(squeezed.len() > 3 && self.sources.site.holds(&squeezed)),
            is(self.headline_words.contains(&own.words))
                + 2 * is(own.words.contains(&self.headline_words)),
            is(last.len() > 3 && self.address.contains(last)),
            told as i32,
            is(voiced(Place::Relation))
                + is(voiced(Place::NameClass))
                + is(voiced(Place::Class)),
            is(voiced(Place::Stated))
                + is(voiced(Place::Meta))
                + is(voiced(Place::OtherMeta))
                + is(voiced(Place::Card)),
            is(self.sources.stated.is_news) + is(self.sources.stated.is_article),
        ];
        let (middle, tail) = measures[PLACES..].split_at_mut(other.len());
        middle.copy_from_slice(&other);
        tail.copy_from_slice(&self.place_on_page(own));
        measures
    }

    /// Where a name stands among the lines of its page.
    fn place_on_page(&self, own: &Candidate) -> [i32; 13] {
        let lines = &self.sources.lines.all;
        let Some(node) = own.node else { return [-1; 13] };
        let at = lines.partition_point(|line| line.first <= node).saturating_sub(1);
        // An element begins before its text.
        let at = if lines.get(at).is_some_and(|line| line.text.contains(&own.name)) {
            at
        } else {
            at + 1
        };
        let Some(line) = lines.get(at) else { return [-1; 13] };
        let below = self
            .headline
            .map_or(NONE, |headline| (at as i32 - headline as i32).clamp(-200, 200));
        let above = self.copy.partition_point(|copy| *copy < at);
        let next = self.copy.get(above).map_or(NONE, |next| (*next - at).min(200) as i32);
        let last = above.checked_sub(1).and_then(|above| self.copy.get(above));
        let last = last.map_or(NONE, |last| (at - *last).min(200) as i32);
        let is = i32::from;
        let has = |mark| i32::from(line.marks & mark != 0);
        [
            below,
            at.min(500) as i32,
            (at * 100 / lines.len().max(1)) as i32,
            above.min(40) as i32,
            self.copy.len().min(80) as i32 - above.min(80) as i32,
            next,
            last,
            line.text.len().min(400) as i32 - own.name.len() as i32,
            (line.link_bytes * 100 / line.text.len().max(1)).min(100) as i32,
            is(stands_aside(self.sources.tree, line.first)),
            is(date_in_text(&line.text).is_some()),
            has(BYLINE) + 2 * has(META),
            has(CHROME) + 2 * has(DOUBT),
        ]
    }
}
