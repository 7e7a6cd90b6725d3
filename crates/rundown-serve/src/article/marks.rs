//! Marking bytes of a text.

use askama::Template;
use rundown_news::{Part, Span};

use crate::links::{MARKS_MAX, part_of};

/// Bytes of one part of an article to be marked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    /// The part they are in.
    pub part: Part,
    /// The bytes.
    pub spans: Vec<Span>,
    /// Whether any of them has been met: the first one carries the anchor.
    pub(crate) found: bool,
}

/// A text cut into runs that are marked or not.
#[derive(Template)]
#[template(
    source = r#"{% for run in runs %}{% if run.marked %}<mark{% if run.anchor %} id="evidence"{% endif %}>{{ run.text }}</mark>{% else %}{{ run.text }}{% endif %}{% endfor %}"#,
    ext = "html"
)]
pub(crate) struct Marked {
    pub(crate) runs: Vec<Run>,
}

impl askama::filters::HtmlSafe for Marked {}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) text: String,
    pub(crate) marked: bool,
    pub(crate) anchor: bool,
}

impl Marks {
    /// Reads `show=5-9,20-30` and `part=headline`; none if there is no sense in it.
    #[must_use]
    pub fn read(show: &str, part: &str) -> Option<Self> {
        let part = part_of(part)?;
        let ranges = show.split(',').filter(|range| !range.is_empty()).take(MARKS_MAX);
        let mut spans = ranges.map(range).collect::<Option<Vec<Span>>>()?;
        spans.sort_unstable();
        Some(Self { part, spans, found: false })
    }

    /// A whole part with its marks.
    pub(crate) fn over(&mut self, text: &str, part: Part) -> Marked {
        self.within(text, Span::new(0, text.len()), part)
    }

    /// The words of `span` with the marks that fall into it.
    pub(crate) fn within(&mut self, text: &str, span: Span, part: Part) -> Marked {
        let mut runs = Vec::new();
        let end = inside(text, span.end as usize);
        let mut at = inside(text, span.start as usize);
        let spans = if part == self.part { self.spans.as_slice() } else { &[] };
        for mark in spans {
            let from = inside(text, mark.start as usize).max(at);
            let to = inside(text, mark.end as usize).min(end);
            if from >= to {
                continue;
            }
            push(&mut runs, &text[at..from], false, false);
            push(&mut runs, &text[from..to], true, !self.found);
            self.found = true;
            at = to;
        }
        push(&mut runs, text.get(at..end).unwrap_or(""), false, false);
        Marked { runs }
    }
}

fn push(runs: &mut Vec<Run>, text: &str, marked: bool, anchor: bool) {
    if !text.is_empty() {
        runs.push(Run { text: text.to_owned(), marked, anchor });
    }
}

fn range(range: &str) -> Option<Span> {
    let (start, end) = range.split_once('-')?;
    let (start, end): (u32, u32) = (start.parse().ok()?, end.parse().ok()?);
    (start <= end).then_some(Span { start, end })
}

/// The nearest place before `at` where the text may be cut.
fn inside(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, show: &str, expected: &str) {
        let mut marks = Marks::read(show, "").unwrap();
        let marked = marks.over(text, Part::Text);
        let shown: String = marked
            .runs
            .iter()
            .map(|run| match (run.marked, run.anchor) {
                (true, true) => format!("[{}]#", run.text),
                (true, false) => format!("[{}]", run.text),
                _ => run.text.clone(),
            })
            .collect();
        assert_eq!(shown, expected, "{text} {show}");
    }

    #[test]
    fn marks_stand_on_the_bytes_asked_for() {
        check("the ferry sank", "4-9", "the [ferry]# sank");
        check("the ferry sank", "10-14,0-3", "[the]# ferry [sank]");
        check("the ferry sank", "0-9,4-14", "[the ferry]#[ sank]");
        check("the ferry sank", "4-4", "the ferry sank");
        check("the ferry sank", "", "the ferry sank");
    }

    #[test]
    fn marks_that_do_not_fit_hurt_nothing() {
        check("größer", "3-4", "gr[ö]#ßer");
        check("größer", "2-900", "gr[ößer]#");
        check("", "0-5", "");
        check("abc", "4000000000-4294967295", "abc");
    }

    #[test]
    fn nonsense_names_no_range() {
        for show in ["a-b", "5", "9-5", "-", "1-2-3", "99999999999-1"] {
            assert_eq!(Marks::read(show, ""), None, "{show}");
        }
        assert_eq!(Marks::read("1-2", "footer"), None);
    }
}
