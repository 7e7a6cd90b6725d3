//! The body of a plain text: paragraphs, crossheads, lists, posts, captions; what
//! stands between and after them as chrome is left out.

use rundown_news::BlockKind;

use super::lines::TextLine;
use super::post::{PostLine, posts_in};
use super::role::{Role, is_crosshead};
use crate::lines::ends_sentence;
use crate::live::clock_at;
use crate::phrases::{is_correction, simple};
use crate::piece::Piece;

/// After a line that leads away with this share of the copy or more still to come,
/// the article goes on. In percent.
const REST_SHARE: usize = 15;

/// A line that announces others is followed by at most so many of them.
const ANNOUNCED_MAX: usize = 6;

/// The lines of a body, with what is known of each.
pub(super) struct Body<'b> {
    pub(super) lines: &'b [TextLine],
    pub(super) roles: &'b [Role],
    pub(super) headline: &'b str,
    /// Whether somebody cut it out of its page: a quoted post is told by the article then.
    pub(super) is_cut_out: bool,
}

/// What a body gave.
#[derive(Debug, Default)]
pub(super) struct BodyCopy {
    pub(super) pieces: Vec<Piece>,
    /// Lines with a byline or a date of the article, for the front matter.
    pub(super) credits: Vec<usize>,
    pub(super) dropped: usize,
}

impl Body<'_> {
    /// Reads the body.
    pub(super) fn read(&self) -> BodyCopy {
        let posts = posts_in(self.lines, self.roles, !self.is_cut_out);
        let end = self.end(&posts);
        let mut copy =
            BodyCopy { dropped: self.lines.len() - end, ..BodyCopy::default() };
        copy.credits
            .extend((end..self.lines.len()).filter(|place| self.is_credit(*place)));
        let mut place = 0;
        while place < end {
            place += self.take(place, end, &posts, &mut copy);
        }
        copy
    }

    /// Takes the line at a place; tells how many lines that used up.
    fn take(
        &self,
        place: usize,
        end: usize,
        posts: &[Option<PostLine>],
        copy: &mut BodyCopy,
    ) -> usize {
        let text = self.lines[place].text.as_str();
        if posts[place] == Some(PostLine::Starts) {
            let rest = posts[place + 1..end]
                .iter()
                .take_while(|mark| **mark == Some(PostLine::GoesOn));
            let count = 1 + rest.count();
            let texts: Vec<&str> = self.lines[place..place + count]
                .iter()
                .map(|line| line.text.as_str())
                .collect();
            copy.push(BlockKind::Embed, texts.join("\n"));
            return count;
        }
        if clock_at(text).is_some() {
            // Kept: the entries of a live blog are cut here afterwards.
            copy.push(BlockKind::Paragraph, text.to_owned());
            return 1;
        }
        match &self.roles[place] {
            Role::Chrome | Role::LeadAway { alone: false } => copy.dropped += 1,
            Role::LeadAway { alone: true } => {
                let count = 1 + self.announced(place + 1, end);
                copy.dropped += count;
                return count;
            }
            Role::Byline(_) => {
                copy.credits.push(place);
                copy.dropped += 1;
            }
            Role::Date(_) if self.is_credit(place) => {
                copy.credits.push(place);
                copy.dropped += 1;
            }
            _ if simple(text) == simple(self.headline) => {
                // What somebody cut out as the body keeps what is said in it, set apart.
                if self.is_cut_out {
                    copy.push(BlockKind::Heading, text.to_owned());
                } else {
                    copy.dropped += 1;
                }
            }
            role => copy.push(self.kind_of(place, role, end), text.to_owned()),
        }
        1
    }

    fn kind_of(&self, place: usize, role: &Role, end: usize) -> BlockKind {
        let line = &self.lines[place];
        let heads_copy = (place + 1..end.min(place + 3)).any(|next| {
            matches!(self.roles[next], Role::Copy) || self.lines[next].is_point
        });
        if *role == Role::Caption {
            BlockKind::Caption
        } else if line.is_point {
            BlockKind::ListItem
        } else if is_correction(&line.text) && ends_sentence(&line.text) {
            BlockKind::Correction
        } else if line.is_heading
            || (*role != Role::Copy
                && heads_copy
                && line.after_blank
                && is_crosshead(&line.text)
                && !ends_sentence(&line.text))
        {
            BlockKind::Heading
        } else {
            BlockKind::Paragraph
        }
    }

    /// How many of the next lines are titles that the line before announced.
    fn announced(&self, from: usize, end: usize) -> usize {
        (from..end)
            .take(ANNOUNCED_MAX)
            .take_while(|place| {
                let line = &self.lines[*place];
                matches!(self.roles[*place], Role::Short)
                    && !ends_sentence(&line.text)
                    && (*place == from || line.is_point || !line.after_blank)
            })
            .count()
    }

    /// Whether a line gives the article's author or date rather than a part of its text.
    fn is_credit(&self, place: usize) -> bool {
        match self.roles[place] {
            Role::Byline(_) => true,
            Role::Date(_) => {
                let text = simple(&self.lines[place].text);
                text.split(' ').any(|word| {
                    matches!(
                        word,
                        "published"
                            | "updated"
                            | "posted"
                            | "modified"
                            | "ago"
                            | "aktualisiert"
                            | "veröffentlicht"
                            | "publicado"
                            | "actualizado"
                            | "publié"
                    )
                })
            }
            _ => false,
        }
    }

    /// Where the article ends: before a tail of other headlines, or after the last line
    /// that can be copy.
    fn end(&self, posts: &[Option<PostLine>]) -> usize {
        let end = self.tail_from().unwrap_or(self.lines.len());
        let is_own = |place: usize| {
            let line = &self.lines[place];
            let follows_colon =
                place > 0 && self.lines[place - 1].text.trim_end().ends_with(':');
            posts[place].is_some()
                || match self.roles[place] {
                    Role::Copy => true,
                    Role::Short => {
                        ends_sentence(&line.text)
                            || follows_colon
                            || line.is_point && line.text.split(' ').count() >= 4
                            || line.text.contains(|c: char| c.is_ascii_digit())
                    }
                    _ => false,
                }
        };
        let last = (0..end).rev().find(|place| is_own(*place));
        let own_end = last.map_or(0, |place| place + 1);
        // A text of short lines only is no article with a long tail.
        let bytes = |from: usize, to: usize| -> usize {
            self.lines[from..to].iter().map(|line| line.text.len()).sum()
        };
        if bytes(own_end, end) > bytes(0, own_end) { end } else { own_end }
    }

    /// The line from which on stand other articles.
    fn tail_from(&self) -> Option<usize> {
        let copy_bytes = |place: &usize| match self.roles[*place] {
            Role::Copy => self.lines[*place].text.len(),
            _ => 0,
        };
        let total: usize = (0..self.lines.len()).map(|place| copy_bytes(&place)).sum();
        let mut rest = 0;
        let mut counts = (0, 0);
        let mut found = None;
        for place in (0..self.lines.len()).rev() {
            rest += copy_bytes(&place);
            match self.roles[place] {
                Role::Copy => counts.0 += 1,
                Role::Short => counts.1 += 1,
                Role::LeadAway { alone: true }
                    if rest * 100 < total * REST_SHARE
                        && (counts.0 == 0 || counts.1 >= counts.0 * 2) =>
                {
                    found = Some(place);
                }
                _ => {}
            }
        }
        found
    }
}

impl BodyCopy {
    fn push(&mut self, kind: BlockKind, text: String) {
        self.pieces.push(Piece { kind, text, at: None });
    }
}
