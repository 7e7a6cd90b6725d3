//! What stands before the body of a plain text: headline, deck, byline, dates, and
//! what must be left out.

use rundown_news::{Article, ArticleKind, Byline, NewsTime, Set};

use super::headline::headline_among;
use super::lines::TextLine;
use super::role::{Role, TITLE_BYTES_MAX};
use crate::byline::bare_byline_of;
use crate::calendar::{ago, last_day};
use crate::names::people_in;
use crate::phrases::is_opinion_label;
use crate::reading::Reading;

/// A headline stands among the first so many lines.
const FRONT_LINES_MAX: usize = 40;

/// A deck is at most so long.
const DECK_BYTES_MAX: usize = 350;

/// A byline stands at most so many lines below a deck.
const LINES_TO_BYLINE_MAX: usize = 6;

/// What was read of the front matter.
#[derive(Debug, Default)]
pub(super) struct Front {
    pub(super) headline: String,
    pub(super) deck: Option<String>,
    pub(super) byline: Vec<String>,
    pub(super) published: Option<NewsTime>,
    pub(super) modified: Option<NewsTime>,
    /// Lines that go into the text before the body: a deck of whole sentences, captions.
    pub(super) kept: Vec<usize>,
    pub(super) dropped: usize,
    pub(super) is_opinion: bool,
}

impl Front {
    /// Reads the front matter and tells where the body begins. `in_box` are the lines
    /// of the highlights.
    pub(super) fn read(
        &mut self,
        lines: &[TextLine],
        roles: &[Role],
        in_box: &Set<usize>,
        reading: &Reading<'_>,
    ) -> usize {
        let (deck, body_from) = body_start(lines, roles, in_box);
        let is_titular = |place: &usize| {
            !in_box.contains(place) && is_title_like(&lines[*place], &roles[*place])
        };
        let titular: Vec<usize> = (0..body_from).filter(is_titular).collect();
        let headline =
            headline_among(lines, &titular, deck.unwrap_or(body_from), reading);
        for place in (0..body_from).filter(|place| !in_box.contains(place)) {
            if headline.as_ref().is_some_and(|(own, _)| *own == place) {
                continue;
            }
            if deck == Some(place) {
                self.deck = Some(lines[place].text.clone());
                self.kept.push(place);
                continue;
            }
            let above = headline.as_ref().map(|(own, _)| *own);
            self.sort(lines, roles, place, above, reading);
        }
        if let Some((_, text)) = headline {
            self.headline = text;
        }
        body_from
    }

    /// Puts a line where it belongs; `headline` is the line of the headline.
    fn sort(
        &mut self,
        lines: &[TextLine],
        roles: &[Role],
        place: usize,
        headline: Option<usize>,
        reading: &Reading<'_>,
    ) {
        let text = lines[place].text.as_str();
        let is_below = headline.is_some_and(|headline| place > headline);
        match &roles[place] {
            Role::Byline(names) => self.byline.extend(names.iter().cloned()),
            Role::Date(time) => self.date(text, *time, reading),
            Role::Caption => self.kept.push(place),
            Role::Short | Role::Copy if is_below => {
                let is_known = |place: &usize| {
                    matches!(roles.get(*place), Some(Role::Date(_) | Role::Byline(_)))
                };
                let is_near = headline.is_some_and(|headline| place == headline + 1)
                    || self.kept.contains(&(place - 1))
                    || (place + 1..place + 3).any(|next| is_known(&next));
                let names =
                    bare_byline_of(text).filter(|_| is_near && self.byline.is_empty());
                if let Some(names) = names {
                    self.byline.extend(names);
                } else if self.deck.is_none() && text.len() >= 40 {
                    self.deck = Some(text.to_owned());
                } else {
                    self.dropped += 1;
                }
            }
            _ => {
                self.is_opinion |= is_opinion_label(text);
                self.dropped += 1;
            }
        }
    }

    /// Keeps a date as that of publication or of the last change.
    pub(super) fn date(
        &mut self,
        text: &str,
        time: Option<NewsTime>,
        reading: &Reading<'_>,
    ) {
        const CHANGED: &[&str] = &[
            "updated",
            "modified",
            "aktualisiert",
            "actualizado",
            "mis à jour",
            "aggiornato",
            "atualizado",
            "stand:",
            "uppdaterad",
            "oppdatert",
        ];
        let Some(time) = time.or_else(|| ago(text, reading.at?)) else { return };
        if time.day() > last_day(reading.at) {
            return;
        }
        let lower = text.to_lowercase();
        let changed = CHANGED.iter().filter_map(|word| lower.find(word)).min();
        if changed.is_some_and(|at| at == 0 || !lower.contains("published")) {
            self.modified = self.modified.or(Some(time));
        } else {
            self.published = self.published.or(Some(time));
        }
    }

    pub(super) fn fill(&mut self, article: &mut Article) {
        article.headline = std::mem::take(&mut self.headline);
        article.deck = self.deck.take();
        article.byline = bylines(&self.byline);
        article.published = self.published.or(self.modified);
        article.modified = self.modified;
        if self.is_opinion {
            article.kind = ArticleKind::Opinion;
        }
    }
}

/// The people of lines that say who wrote an article.
pub(super) fn bylines(names: &[String]) -> Vec<Byline> {
    let names = people_in(names.iter().map(String::as_str), "");
    names.into_iter().map(|name| Byline { name }).collect()
}

/// Where the body begins, and the line of a deck that reads like a paragraph: one
/// sentence of copy before the byline is the deck.
fn body_start(
    lines: &[TextLine],
    roles: &[Role],
    in_box: &Set<usize>,
) -> (Option<usize>, usize) {
    let end = lines.len().min(FRONT_LINES_MAX);
    let is_copy = |place: &usize| {
        roles[*place] == Role::Copy && !lines[*place].is_point && !in_box.contains(place)
    };
    let Some(first) = (0..end).find(is_copy) else {
        // Nothing but short lines: the first is the headline, the rest the text.
        let first = (0..end).find(|place| roles[*place] == Role::Short);
        return (None, first.map_or(0, |first| (first + 1).min(lines.len())));
    };
    let reach = lines.len().min(first + 1 + LINES_TO_BYLINE_MAX);
    let byline = (first + 1..reach)
        .take_while(|place| roles[*place] != Role::Copy || in_box.contains(place))
        .filter(|place| matches!(roles[*place], Role::Byline(_) | Role::Date(_)))
        .last();
    let after = byline.and_then(|byline| (byline + 1..lines.len()).find(is_copy));
    let has_headline = (0..first).any(|place| roles[place] == Role::Short);
    match after {
        Some(after) if has_headline && lines[first].text.len() <= DECK_BYTES_MAX => {
            (Some(first), after)
        }
        _ if first == 0 && is_titular_sentence(lines, roles) => (None, 1),
        _ => (None, first),
    }
}

/// A headline that ends with a full stop: one short sentence over longer paragraphs.
fn is_titular_sentence(lines: &[TextLine], roles: &[Role]) -> bool {
    const HEADLINE_BYTES_MAX: usize = 110;
    let text = lines[0].text.as_str();
    let copy_count = roles.iter().filter(|role| **role == Role::Copy).count();
    text.len() <= HEADLINE_BYTES_MAX
        && !text.trim_end_matches('.').contains(". ")
        && copy_count >= 3
        && lines[1].after_blank
        && lines[1].text.len() * 2 > text.len() * 3
}

/// Whether a line may be a headline.
fn is_title_like(line: &TextLine, role: &Role) -> bool {
    let letters = line.text.chars().filter(|c| c.is_alphabetic()).count();
    let is_known = matches!(role, Role::Short | Role::Copy | Role::Chrome);
    is_known && !line.is_point && line.text.len() <= TITLE_BYTES_MAX && letters >= 4
}
