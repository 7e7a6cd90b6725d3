//! The box of highlights in a plain text: points under a title, or a list above the
//! first paragraph.

use super::lines::TextLine;
use super::role::Role;
use crate::dateline::dateline_in;
use crate::lines::ends_sentence;

/// A box with more points is a list of something else.
const POINTS_MAX: usize = 10;

/// A longer point is a paragraph.
const POINT_BYTES_MAX: usize = 300;

/// A point that no bullet marks is shorter still.
const BARE_POINT_BYTES_MAX: usize = 160;

/// A box may stand so many lines below the first paragraph.
const LINES_BELOW_MAX: usize = 8;

/// A highlights box: the lines that it takes, and its points.
#[derive(Debug, Default)]
pub(super) struct HighlightsBox {
    pub(super) lines: Vec<usize>,
    pub(super) points: Vec<String>,
}

/// Finds the box, if there is one.
pub(super) fn highlights_in(lines: &[TextLine], roles: &[Role]) -> HighlightsBox {
    let first_copy = roles
        .iter()
        .zip(lines)
        .position(|(role, line)| *role == Role::Copy && !line.is_point)
        .unwrap_or(roles.len());
    let reach = (first_copy + LINES_BELOW_MAX).min(lines.len());
    let titled = (0..reach).filter(|place| roles[*place] == Role::BoxTitle);
    for title in titled {
        let places = points_below(lines, roles, title + 1);
        if !places.is_empty() {
            return box_of(lines, Some(title), &places);
        }
    }
    untitled(lines, roles, first_copy)
}

fn box_of(lines: &[TextLine], title: Option<usize>, places: &[usize]) -> HighlightsBox {
    HighlightsBox {
        lines: title.into_iter().chain(places.iter().copied()).collect(),
        points: places
            .iter()
            .map(|place| without_number(&lines[*place].text).to_owned())
            .collect(),
    }
}

/// The points that begin at a line.
fn points_below(lines: &[TextLine], roles: &[Role], from: usize) -> Vec<usize> {
    let is_marked = |place: &usize| {
        lines[*place].is_point
            || without_number(&lines[*place].text) != lines[*place].text
    };
    let marked: Vec<usize> = (from..lines.len()).take_while(is_marked).collect();
    if !marked.is_empty() {
        let fits = |place: &usize| lines[*place].text.len() <= POINT_BYTES_MAX;
        let is_box = marked.len() <= POINTS_MAX && marked.iter().all(fits);
        return if is_box { marked } else { Vec::new() };
    }
    let bare = |place: &usize| is_bare_point(&lines[*place], &roles[*place]);
    let close: Vec<usize> = (from..lines.len())
        .take_while(|place| *place == from || !lines[*place].after_blank)
        .take_while(bare)
        .take(POINTS_MAX)
        .collect();
    if close.len() >= 2 {
        return close;
    }
    spaced(lines, roles, from)
}

/// Points with blank lines between them end where the way they end changes, or with a
/// dateline.
fn spaced(lines: &[TextLine], roles: &[Role], from: usize) -> Vec<usize> {
    let ends = |place: usize| ends_sentence(&lines[place].text);
    (from..lines.len())
        .take_while(|place| is_bare_point(&lines[*place], &roles[*place]))
        .take_while(|place| ends(*place) == ends(from))
        .take(POINTS_MAX)
        .collect()
}

fn is_bare_point(line: &TextLine, role: &Role) -> bool {
    matches!(role, Role::Short | Role::Copy)
        && (12..=BARE_POINT_BYTES_MAX).contains(&line.text.len())
        && dateline_in(&line.text).is_none()
}

/// A list of sentences above the first paragraph is a box, whatever its title says.
fn untitled(lines: &[TextLine], roles: &[Role], first_copy: usize) -> HighlightsBox {
    let Some(from) = lines[..first_copy].iter().position(|line| line.is_point) else {
        return HighlightsBox::default();
    };
    let points: Vec<usize> =
        (from..lines.len()).take_while(|place| lines[*place].is_point).collect();
    let is_told = |place: &usize| {
        let text = lines[*place].text.as_str();
        (20..=POINT_BYTES_MAX).contains(&text.len())
            && (text.split(' ').count() >= 4 || !text.is_ascii())
            && matches!(roles[*place], Role::Short | Role::Copy)
    };
    if !(2..=POINTS_MAX).contains(&points.len()) || !points.iter().all(is_told) {
        return HighlightsBox::default();
    }
    let title = from.checked_sub(1).filter(|place| {
        let text = lines[*place].text.as_str();
        *place > 0 && text.split(' ').count() <= 4 && text.len() < 40
    });
    box_of(lines, title, &points)
}

/// `1. Dam fails` without its number.
fn without_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = (1..=2).contains(&(text.len() - rest.len()));
    let after = rest.strip_prefix(['.', ')']).filter(|after| after.starts_with(' '));
    after.filter(|_| is_numbered).map_or(text, str::trim_start)
}
