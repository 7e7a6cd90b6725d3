//! What a story's own language tells, to know what reports in others only repeat.

use std::cell::OnceCell;

use crate::lines::{Line, Lines};
use crate::sayings::Saying;
use crate::told::{Story, Told};

/// Lines compared, of the latest articles: a reader forgets the others.
const LINES_MAX: usize = 2_000;

/// The lines in the story's language, made ready when a line in another one is met.
pub(crate) struct OwnLines<'a> {
    story: &'a Story<'a>,
    lines: &'a Lines,
    ready: OnceCell<Vec<Saying>>,
}

impl<'a> OwnLines<'a> {
    pub(crate) fn new(story: &'a Story<'a>, lines: &'a Lines) -> Self {
        Self { story, lines, ready: OnceCell::new() }
    }

    /// Whether one of them says what a line in another language does: it means the same,
    /// has its numbers and days, and names somebody or something that the line names.
    pub(crate) fn tell(&self, told: &Told, line: &Line) -> bool {
        let one = Saying::of(told, line);
        self.ready.get_or_init(|| self.all()).iter().any(|own| one.is_told_by(own))
    }

    fn all(&self) -> Vec<Saying> {
        let own = self.story.witnesses().filter(|(at, _)| !self.story.is_foreign(*at));
        let own: Vec<_> = own.collect();
        let of_article = |(at, told): &(usize, &Told)| {
            let lines = self.lines.of_article(*at).iter();
            lines.map(|line| Saying::of(told, line)).collect::<Vec<_>>()
        };
        own.iter().rev().flat_map(of_article).take(LINES_MAX).collect()
    }
}
