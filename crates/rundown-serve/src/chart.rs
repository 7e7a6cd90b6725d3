//! Small pictures: coverage by day, and a figure over time. Inline SVG that takes its
//! colours from the style sheet: the content security policy allows no style in it.

use askama::Template;
use jiff::Timestamp;

/// Days a sparkline shows; the whole life of most stories.
const SPARK_DAYS_MAX: usize = 28;
/// Points a step chart shows, latest last.
const STEPS_MAX: usize = 60;

/// Articles a day as bars.
#[derive(Template)]
#[template(path = "sparkline.html")]
pub(crate) struct Sparkline {
    bars: Vec<Bar>,
    width: u32,
    label: String,
}

impl askama::filters::HtmlSafe for Sparkline {}

struct Bar {
    x: u32,
    y: u32,
    height: u32,
    today: bool,
}

impl Sparkline {
    const HEIGHT: u32 = 24;
    const STEP: u32 = 5;

    /// The same where it tells a course: articles on some days at least.
    pub(crate) fn telling(coverage: &[u32]) -> Option<Self> {
        const DAYS_MIN: usize = 3;
        let days = &coverage[coverage.len().saturating_sub(SPARK_DAYS_MAX)..];
        let told = days.iter().filter(|count| **count > 0).count();
        (told >= DAYS_MIN).then(|| Self::new(days))
    }

    /// A picture of articles a day, oldest first, ending today.
    fn new(coverage: &[u32]) -> Self {
        let days = &coverage[coverage.len().saturating_sub(SPARK_DAYS_MAX)..];
        let most = days.iter().copied().max().unwrap_or(0);
        let bars = days.iter().enumerate().map(|(index, count)| {
            let height = bar_height(*count, most);
            Bar {
                x: index as u32 * Self::STEP,
                y: Self::HEIGHT - height,
                height,
                today: index + 1 == days.len(),
            }
        });
        Self {
            bars: bars.collect(),
            width: (days.len() as u32 * Self::STEP).max(1),
            label: coverage_words(days, most),
        }
    }
}

/// A day without articles keeps a line of one pixel: the row reads as time.
fn bar_height(count: u32, most: u32) -> u32 {
    if count == 0 || most == 0 {
        return 1;
    }
    let room = u64::from(Sparkline::HEIGHT - 3);
    3 + (u64::from(count) * room / u64::from(most)) as u32
}

fn coverage_words(days: &[u32], most: u32) -> String {
    let today = days.last().copied().unwrap_or(0);
    crate::tell(
        "Articles a day over {days}: at most {most}, today {today}",
        &[
            ("days", &crate::many("1 day", "{n} days", days.len())),
            ("most", &most),
            ("today", &today),
        ],
    )
}

/// A figure over time as steps: it holds until the next report.
#[derive(Template)]
#[template(path = "steps.html")]
pub(crate) struct Steps {
    line: String,
    /// Where the latest value stands.
    x: String,
    y: String,
    label: String,
}

impl askama::filters::HtmlSafe for Steps {}

impl Steps {
    const WIDTH: f64 = 96.0;
    const HEIGHT: f64 = 28.0;
    const MARGIN: f64 = 3.0;
    /// Two values are told by their words.
    const POINTS_MIN: usize = 3;

    /// A chart of values with their times, in order of time; none where there is
    /// nothing to see: fewer than three points, or the same value throughout.
    pub(crate) fn new(points: &[(Timestamp, f64)], label: String) -> Option<Self> {
        let points = &points[points.len().saturating_sub(STEPS_MAX)..];
        let (first, last) = (points.first()?, points.last()?);
        let low = points.iter().map(|point| point.1).fold(f64::INFINITY, f64::min);
        let high = points.iter().map(|point| point.1).fold(f64::NEG_INFINITY, f64::max);
        if points.len() < Self::POINTS_MIN || !(high - low).is_finite() || high <= low {
            return None;
        }
        let seconds = (last.0.as_second() - first.0.as_second()).max(1) as f64;
        let place = |at: Timestamp, value: f64| {
            let x = (at.as_second() - first.0.as_second()) as f64 / seconds;
            let y = 1.0 - (value - low) / (high - low);
            let within = |share: f64, size: f64| {
                Self::MARGIN + share * (size - 2.0 * Self::MARGIN)
            };
            (within(x, Self::WIDTH), within(y, Self::HEIGHT))
        };
        let places: Vec<(f64, f64)> =
            points.iter().map(|(at, value)| place(*at, *value)).collect();
        let (x, y) = places.last()?;
        Some(Self { line: step_path(&places), x: tenth(*x), y: tenth(*y), label })
    }
}

fn step_path(places: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (index, (x, y)) in places.iter().enumerate() {
        let step = if index == 0 {
            format!("M{} {}", tenth(*x), tenth(*y))
        } else {
            format!("H{}V{}", tenth(*x), tenth(*y))
        };
        path.push_str(&step);
    }
    path
}

fn tenth(number: f64) -> String {
    format!("{number:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stay_inside_the_picture() {
        let spark = Sparkline::new(&[0, 1, 400, u32::MAX, 3]);
        assert!(spark.bars.iter().all(|bar| bar.y + bar.height == Sparkline::HEIGHT));
        assert!(spark.bars.last().is_some_and(|bar| bar.today));
        assert_eq!(Sparkline::new(&[]).bars.len(), 0);
        assert!(Sparkline::telling(&[0, 0, 3, 0, 9]).is_none(), "two days are no course");
        assert!(Sparkline::telling(&[1, 0, 3, 0, 9]).is_some());
    }

    #[test]
    fn steps_need_a_change_to_show() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let steps = |points: &[(Timestamp, f64)]| Steps::new(points, String::new());
        assert!(steps(&[]).is_none());
        assert!(steps(&[(at(1), 4.0), (at(3), 9.0)]).is_none(), "two are no course");
        assert!(steps(&[(at(1), 4.0), (at(2), 4.0), (at(3), 4.0)]).is_none());
        assert!(steps(&[(at(1), 4.0), (at(2), f64::NAN), (at(3), 4.0)]).is_none());
        let chart = steps(&[(at(1), 4.0), (at(2), 4.0), (at(3), 9.0)]).unwrap();
        assert_eq!(chart.line, "M3.0 25.0H48.0V25.0H93.0V3.0");
    }
}
