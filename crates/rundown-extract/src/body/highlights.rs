//! The box of highlights that some outlets set beside or over an article.

use rundown_news::Set;

use crate::body::choose::Choice;
use crate::html::Tree;
use crate::lines::cue;
use crate::lines::{Line, LineKind, Lines};

/// A box with more points is a list of something else.
const POINTS_MAX: usize = 10;

/// A longer point is a paragraph.
const POINT_BYTES_MAX: usize = 400;

/// A box stands at most so many lines below the first paragraph.
const LINES_BELOW_MAX: usize = 12;

/// Finds highlights, puts them into `out`, and gives the lines that hold them.
pub(crate) fn highlights_in(
    tree: &Tree<'_>,
    lines: &Lines,
    choice: &Choice,
    first_copy: usize,
    out: &mut Vec<String>,
) -> Set<usize> {
    let mut used = Set::default();
    let titled = (0..lines.all.len())
        .take(first_copy + LINES_BELOW_MAX)
        .find(|place| lines.all[*place].said().is_highlights_title());
    if let Some(title) = titled {
        let points = points_below(lines, title);
        if keep(lines, &points, out) {
            used.extend(points);
            used.insert(title);
            return used;
        }
    }
    for node in &lines.boxes {
        let is_inside = |line: &Line| *node <= line.first && line.first < tree.end(*node);
        let held: Vec<usize> =
            (0..lines.all.len()).filter(|place| is_inside(&lines.all[*place])).collect();
        let Some(first) = held.first() else { continue };
        let is_early = *first < first_copy + LINES_BELOW_MAX;
        let is_whole = *node <= choice.container && choice.container < tree.end(*node);
        let is_item = |place: &usize| lines.all[*place].kind == LineKind::Item;
        let points: Vec<usize> = held.iter().copied().filter(is_item).collect();
        if is_early && !is_whole && keep(lines, &points, out) {
            used.extend(held);
            return used;
        }
    }
    let listed = list_above(tree, lines, first_copy);
    if keep(lines, &listed, out) {
        used.extend(listed);
    }
    used
}

/// A list of sentences right above the first paragraph, not linked and not named as
/// anything else.
fn list_above(tree: &Tree<'_>, lines: &Lines, first_copy: usize) -> Vec<usize> {
    const POINT_BYTES_MIN: usize = 25;
    let is_point = |place: &usize| {
        let line = &lines.all[*place];
        line.kind == LineKind::Item
            && line.link_bytes == 0
            && line.marks == 0
            && line.text.len() >= POINT_BYTES_MIN
    };
    let mut points: Vec<usize> =
        (0..first_copy).rev().take(LINES_BELOW_MAX).take_while(is_point).collect();
    points.reverse();
    let parents = points.iter().map(|place| tree.parent(lines.all[*place].node));
    let is_one_list = parents.clone().min() == parents.max();
    if points.len() >= 2 && is_one_list { points } else { Vec::new() }
}

/// The items right below a title.
fn points_below(lines: &Lines, title: usize) -> Vec<usize> {
    let is_point =
        |line: &Line| line.kind == LineKind::Item || line.marks & cue::HIGHLIGHTS != 0;
    (title + 1..lines.all.len())
        .take_while(|place| is_point(&lines.all[*place]))
        .take(POINTS_MAX + 1)
        .collect()
}

fn keep(lines: &Lines, points: &[usize], out: &mut Vec<String>) -> bool {
    let is_point = |place: &usize| {
        let line = &lines.all[*place];
        let is_linked = line.link_bytes * 2 > line.text.len();
        (12..=POINT_BYTES_MAX).contains(&line.text.len()) && !is_linked
    };
    let is_box =
        !points.is_empty() && points.len() <= POINTS_MAX && points.iter().all(is_point);
    if is_box {
        out.extend(points.iter().map(|place| lines.all[*place].text.clone()));
    }
    is_box
}
