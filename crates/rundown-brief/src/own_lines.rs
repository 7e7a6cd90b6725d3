//! What a story's own language tells, to know what reports in others only repeat.

use std::cell::OnceCell;

use rundown_news::{Set, Span};
use rundown_text::{fold, latin_key};

use crate::lines::{Line, Lines};
use crate::meant::Meant;
use crate::told::{Story, Told};

/// Lines compared, of the latest articles: a reader forgets the others.
const LINES_MAX: usize = 2_000;

/// The lines in the story's language, made ready when a line in another one is met.
pub(crate) struct OwnLines<'a> {
    story: &'a Story<'a>,
    lines: &'a Lines,
    ready: OnceCell<Vec<Own>>,
}

struct Own {
    meant: Meant,
    names: Set<String>,
}

impl<'a> OwnLines<'a> {
    pub(crate) fn new(story: &'a Story<'a>, lines: &'a Lines) -> Self {
        Self { story, lines, ready: OnceCell::new() }
    }

    /// Whether one of them says what a line in another language does: it means the same,
    /// has its numbers, and names somebody or something that the line names.
    pub(crate) fn tell(&self, told: &Told, line: &Line) -> bool {
        let one = Own::of(told, line);
        let tells = |own: &Own| {
            !own.names.is_disjoint(&one.names) && one.meant.is_told_by(&own.meant)
        };
        self.ready.get_or_init(|| self.all()).iter().any(tells)
    }

    fn all(&self) -> Vec<Own> {
        let own = self.story.witnesses().filter(|(at, _)| !self.story.is_foreign(*at));
        let own: Vec<_> = own.collect();
        let of_article = |(at, told): &(usize, &Told)| {
            let lines = self.lines.of_article(*at).iter();
            lines.map(|line| Own::of(told, line)).collect::<Vec<_>>()
        };
        own.iter().rev().flat_map(of_article).take(LINES_MAX).collect()
    }
}

impl Own {
    fn of(told: &Told, line: &Line) -> Self {
        let meant = Meant::of(line.span.of(told.part(line.part)));
        Self { meant, names: names_in(told, line.span) }
    }
}

/// The last words of the names in a line of text, as languages share them.
fn names_in(told: &Told, line: Span) -> Set<String> {
    let is_here = |mention: &Span| mention.overlaps(line);
    let here =
        told.found().entities.iter().filter(|one| one.mentions.iter().any(is_here));
    here.filter_map(|one| name_key(&one.name)).collect()
}

/// The last word of a name in plain Latin letters.
pub(crate) fn name_key(name: &str) -> Option<String> {
    name.split_whitespace().next_back().map(|last| latin_key(&fold(last)))
}
