//! The line under a story's title: the newest figures, and what is next.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use rundown_news::{Brief, FigureHistory, TimelineEntry};

use super::figures::{name_of, value_words};
use super::timeline::lies_ahead;
use crate::line::{Line, Sources};
use crate::times::dated_words;

/// Figures in the line.
const FIGURES_MAX: usize = 3;

/// A figure that was last told so long before the story's latest article is history.
const FRESH: SignedDuration = SignedDuration::from_hours(7 * 24);

#[derive(Default)]
pub(crate) struct Standing {
    pub(crate) figures: Vec<Counted>,
    pub(crate) next: Option<Next>,
}

/// A figure and what it counts.
pub(crate) struct Counted {
    pub(crate) value: Line,
    pub(crate) counted: String,
}

/// What is said to come next.
pub(crate) struct Next {
    /// Its day for machines, and in words.
    pub(crate) date: String,
    pub(crate) words: String,
    pub(crate) line: Line,
}

impl Standing {
    pub(crate) fn of(sources: Sources<'_>, brief: &Brief, now: Timestamp) -> Self {
        let until = brief.last_at.unwrap_or(now);
        let is_fresh = |figure: &&FigureHistory| {
            let last = figure.history.last();
            !figure.before
                && last.is_some_and(|last| until.duration_since(last.at) <= FRESH)
        };
        let counted = |figure: &FigureHistory| {
            let latest = figure.history.last()?;
            let words = value_words(figure, latest);
            Some(Counted {
                value: sources.words(&words, &latest.evidence).bare(),
                counted: name_of(figure).to_owned(),
            })
        };
        // Of two that are called alike the first, which counts for more.
        let mut called = BTreeSet::new();
        let is_another =
            |figure: &&FigureHistory| called.insert(name_of(figure).to_owned());
        let fresh = brief.figures.iter().filter(is_fresh).filter(is_another);
        Self {
            figures: fresh.filter_map(counted).take(FIGURES_MAX).collect(),
            next: next(brief, now).map(|entry| Next {
                date: entry.date.clone(),
                words: dated_words(&entry.date, entry.precision, now),
                line: sources.line(&entry.shown).bare(),
            }),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.figures.is_empty() && self.next.is_none()
    }
}

/// The first thing that lies ahead.
fn next(brief: &Brief, now: Timestamp) -> Option<&TimelineEntry> {
    brief.timeline.iter().find(|entry| lies_ahead(entry, now))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    use rundown_news::{
        ArticleId, Evidence, FigurePoint, Outlet, Part, Qualifier, Shown, Span,
        WhenPrecision,
    };

    #[test]
    fn figures_of_an_earlier_matter_and_second_ones_of_a_name_do_not_stand_there() {
        let at: Timestamp = "2031-05-28T12:00:00Z".parse().unwrap();
        let figure = |value: f64, before: bool| FigureHistory {
            counted: "people died".to_owned(),
            unit: String::new(),
            history: vec![FigurePoint {
                value,
                value_high: None,
                against: None,
                qualifier: Qualifier::Exact,
                at,
                outlet: Outlet::default(),
                evidence: Vec::new(),
            }],
            disagree: false,
            before,
        };
        let figures = vec![figure(61.0, true), figure(38.0, false), figure(5.0, false)];
        let brief = Brief { figures, last_at: Some(at), ..Brief::default() };
        let standing = Standing::of(Sources::new(&BTreeMap::new()), &brief, at);
        let names: Vec<_> = standing.figures.iter().map(|one| &*one.counted).collect();
        assert_eq!(names, ["people died"]);
    }

    #[test]
    fn what_is_over_by_now_is_not_next() {
        let entry = |date: &str| TimelineEntry {
            date: date.to_owned(),
            precision: WhenPrecision::Day,
            shown: Shown::new(
                "x",
                Evidence {
                    article: ArticleId("a".to_owned()),
                    revision: 0,
                    part: Part::Text,
                    span: Span::new(0, 1),
                },
            ),
            weight: 1.0,
            outlets: Vec::new(),
            ahead: true,
            background: false,
            refers_to: None,
        };
        let timeline = ["2031-05-30", "2031-06-02", "2031-07"].map(entry).into();
        let brief = Brief { timeline, ..Brief::default() };
        let next_at = |now: &str| {
            next(&brief, now.parse().unwrap()).map(|entry| entry.date.as_str())
        };
        assert_eq!(next_at("2031-05-29T12:00:00Z"), Some("2031-05-30"));
        assert_eq!(next_at("2031-06-02T12:00:00Z"), Some("2031-06-02"));
        assert_eq!(next_at("2031-07-20T12:00:00Z"), Some("2031-07"));
        assert_eq!(next_at("2031-08-01T00:00:00Z"), None);
    }
}
