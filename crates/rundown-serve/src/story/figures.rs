//! Figures with their history, and in words where outlets disagree.

use jiff::Timestamp;
use rundown_news::{FigureHistory, FigurePoint, figure_words};

use crate::chart::Steps;
use crate::line::{Line, Sources};
use crate::times::Moment;

/// Counted things with a history on the page.
const HISTORIES_MAX: usize = 16;
/// Rows of one table; the latest are kept.
const POINTS_MAX: usize = 24;
/// Figures that were reported once.
const SINGLE_MAX: usize = 12;

pub(crate) struct FigureRow {
    pub(crate) counted: String,
    pub(crate) latest: String,
    pub(crate) latest_outlet: String,
    pub(crate) latest_at: Moment,
    /// What the outlets that disagree say; empty where they do not.
    pub(crate) dispute: Vec<Claim>,
    pub(crate) chart: Option<Steps>,
    pub(crate) points: Vec<PointRow>,
    pub(crate) earlier: usize,
}

pub(crate) struct Claim {
    pub(crate) outlet: String,
    pub(crate) value: Line,
}

pub(crate) struct PointRow {
    pub(crate) at: Moment,
    pub(crate) value: Line,
    pub(crate) outlet: String,
}

/// A figure that was reported once.
pub(crate) struct FigureLine {
    pub(crate) value: Line,
    pub(crate) counted: String,
    pub(crate) outlet: String,
    pub(crate) at: Moment,
}

/// Counted things with a history, and those with a single figure.
pub(crate) fn rows(
    sources: Sources<'_>,
    figures: &[FigureHistory],
    now: Timestamp,
) -> (Vec<FigureRow>, Vec<FigureLine>) {
    let (long, single): (Vec<&FigureHistory>, Vec<&FigureHistory>) =
        figures.iter().partition(|figure| figure.history.len() > 1);
    let long = long.into_iter().take(HISTORIES_MAX);
    let single = single.into_iter().take(SINGLE_MAX);
    (
        long.filter_map(|figure| row(sources, figure, now)).collect(),
        single.filter_map(|figure| single_line(sources, figure, now)).collect(),
    )
}

fn row(
    sources: Sources<'_>,
    figure: &FigureHistory,
    now: Timestamp,
) -> Option<FigureRow> {
    let latest = figure.history.last()?;
    let values: Vec<(Timestamp, f64)> =
        figure.history.iter().map(|point| (point.at, point.value)).collect();
    let words = |point: &FigurePoint| value_words(figure, point);
    let label = format!(
        "{} over time: from {} to {}",
        name_of(figure),
        words(figure.history.first()?),
        words(latest)
    );
    let earlier = figure.history.len().saturating_sub(POINTS_MAX);
    Some(FigureRow {
        counted: name_of(figure).to_owned(),
        latest: words(latest),
        latest_outlet: latest.outlet.label().to_owned(),
        latest_at: Moment::ago(latest.at, now),
        dispute: if figure.disagree { claims(sources, figure) } else { Vec::new() },
        chart: Steps::new(&values, label, now),
        points: figure.history[earlier..]
            .iter()
            .rev()
            .map(|point| PointRow {
                at: Moment::exact(point.at),
                value: sources.words(&words(point), &point.evidence),
                outlet: point.outlet.label().to_owned(),
            })
            .collect(),
        earlier,
    })
}

fn single_line(
    sources: Sources<'_>,
    figure: &FigureHistory,
    now: Timestamp,
) -> Option<FigureLine> {
    let point = figure.history.last()?;
    Some(FigureLine {
        value: sources.words(&value_words(figure, point), &point.evidence),
        counted: figure.counted.clone(),
        outlet: point.outlet.label().to_owned(),
        at: Moment::day(point.at, now),
    })
}

/// The latest figure of each outlet, latest first.
fn claims(sources: Sources<'_>, figure: &FigureHistory) -> Vec<Claim> {
    const CLAIMS_MAX: usize = 5;
    let mut seen: Vec<&str> = Vec::new();
    let mut claims = Vec::new();
    for point in figure.history.iter().rev() {
        if seen.contains(&point.outlet.key()) || claims.len() == CLAIMS_MAX {
            continue;
        }
        seen.push(point.outlet.key());
        claims.push(Claim {
            outlet: point.outlet.label().to_owned(),
            value: sources.words(&value_words(figure, point), &point.evidence),
        });
    }
    claims
}

fn value_words(figure: &FigureHistory, point: &FigurePoint) -> String {
    let second = point.value_high.or(point.against);
    figure_words(point.value, second, point.qualifier, &figure.unit)
}

fn name_of(figure: &FigureHistory) -> &str {
    if figure.counted.is_empty() { &figure.unit } else { &figure.counted }
}
