//! Figures in one table: how each stands, how it came to it, and who says so.

use jiff::Timestamp;
use rundown_news::{FigureHistory, FigurePoint};

use crate::amounts::figure_told;
use crate::chart::Steps;
use crate::line::{Line, Sources};
use crate::times::Moment;
use crate::wording::tell;

/// Counted things that stand open, and on the page at all.
const ROWS_OPEN: usize = 4;
const ROWS_MAX: usize = 24;
/// Earlier values of one thing; the latest are kept.
const EARLIER_MAX: usize = 24;
/// Latest values of one thing where outlets disagree.
const CLAIMS_MAX: usize = 3;

pub(crate) struct FigureRow {
    pub(crate) counted: String,
    /// How it stands: the latest value; where outlets disagree the latest of each.
    pub(crate) standing: Vec<ValueRow>,
    pub(crate) disagree: bool,
    /// Whether it counts what happened before the story.
    pub(crate) before: bool,
    /// None where there is nothing to see.
    pub(crate) chart: Option<Steps>,
    /// What was told before, latest first.
    pub(crate) earlier: Vec<ValueRow>,
    /// Values too old for the page.
    pub(crate) left: usize,
}

/// A value with the outlets behind it.
pub(crate) struct ValueRow {
    pub(crate) value: Line,
    pub(crate) at: Moment,
}

/// The figures as rows, those with a history first: what stands open, and what is folded.
pub(crate) fn rows(
    sources: Sources<'_>,
    figures: &[FigureHistory],
    now: Timestamp,
) -> [Vec<FigureRow>; 2] {
    let (long, single): (Vec<&FigureHistory>, Vec<&FigureHistory>) =
        figures.iter().partition(|figure| figure.history.len() > 1);
    let all = long.into_iter().chain(single).take(ROWS_MAX);
    let mut open: Vec<FigureRow> =
        all.filter_map(|figure| row(sources, figure, now)).collect();
    // A fold is no shorter than the one row in it.
    let kept = if open.len() == ROWS_OPEN + 1 { open.len() } else { ROWS_OPEN };
    let folded = open.split_off(open.len().min(kept));
    [open, folded]
}

fn row(
    sources: Sources<'_>,
    figure: &FigureHistory,
    now: Timestamp,
) -> Option<FigureRow> {
    let (first, latest) = (figure.history.first()?, figure.history.last()?);
    let values: Vec<(Timestamp, f64)> =
        figure.history.iter().map(|point| (point.at, point.value)).collect();
    let label = tell(
        "{counted} over time: from {first} to {latest}",
        &[
            ("counted", &name_of(figure)),
            ("first", &value_words(figure, first)),
            ("latest", &value_words(figure, latest)),
        ],
    );
    let standing = if figure.disagree { claims(figure) } else { vec![latest] };
    let is_standing =
        |point: &&FigurePoint| standing.iter().any(|one| std::ptr::eq(*one, *point));
    let before: Vec<&FigurePoint> =
        figure.history.iter().rev().filter(|point| !is_standing(point)).collect();
    let value = |point: &&FigurePoint| ValueRow {
        value: sources.words(&value_words(figure, point), &point.evidence),
        at: Moment::day(point.at, now),
    };
    Some(FigureRow {
        counted: name_of(figure).to_owned(),
        disagree: figure.disagree,
        before: figure.before,
        chart: Steps::new(&values, label),
        earlier: before.iter().take(EARLIER_MAX).map(value).collect(),
        left: before.len().saturating_sub(EARLIER_MAX),
        standing: standing.iter().map(value).collect(),
    })
}

/// The latest figure of each outlet that first had one, latest first.
fn claims(figure: &FigureHistory) -> Vec<&FigurePoint> {
    let mut claims: Vec<&FigurePoint> = Vec::new();
    for point in figure.history.iter().rev() {
        let key = point.outlet.key();
        if claims.len() < CLAIMS_MAX && claims.iter().all(|one| one.outlet.key() != key) {
            claims.push(point);
        }
    }
    claims
}

/// A value in words, with its unit.
pub(crate) fn value_words(figure: &FigureHistory, point: &FigurePoint) -> String {
    let second = point.value_high.or(point.against);
    figure_told(point.value, second, point.qualifier, &figure.unit)
}

/// What is counted.
pub(crate) fn name_of(figure: &FigureHistory) -> &str {
    if figure.counted.is_empty() { &figure.unit } else { &figure.counted }
}
