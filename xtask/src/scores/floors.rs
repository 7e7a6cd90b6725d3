//! Figures that may not fall again: `scores/floors.txt`.
//!
//! One floor a line: the corpus, the figure as its table names it, the lowest value that
//! passes; `#3` behind a figure's name is the third number of its line. The last two words are the end of the figure's name and the value, so a
//! figure's name may have blanks in it.

use anyhow::{Context, Result};

/// The least that a figure of a corpus must be.
#[derive(Debug, PartialEq)]
pub(super) struct Floor<'t> {
    corpus: &'t str,
    figure: &'t str,
    least: f64,
}

/// Reads the file of floors; lines that begin with `#` are remarks.
pub(super) fn floors(text: &str) -> Result<Vec<Floor<'_>>> {
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| floor(line).with_context(|| format!("no floor: {line:?}"))).collect()
}

fn floor(line: &str) -> Option<Floor<'_>> {
    let (corpus, rest) = line.split_once(' ')?;
    let (figure, least) = rest.trim().rsplit_once(' ')?;
    Some(Floor { corpus, figure: figure.trim(), least: least.parse().ok()? })
}

/// What fell below its floor, or is no longer measured, in the table of a corpus.
pub(super) fn fallen(floors: &[Floor<'_>], corpus: &str, table: &str) -> Vec<String> {
    let own = floors.iter().filter(|floor| floor.corpus == corpus);
    let wrong = own.filter_map(|floor| {
        let Floor { figure, least, .. } = floor;
        match figure_in(table, figure) {
            Some(value) if value >= *least => None,
            Some(value) => Some(format!("{corpus}: {figure} {value} is below {least}")),
            None => Some(format!("{corpus}: {figure} was not measured")),
        }
    });
    wrong.collect()
}

/// The number behind a figure's name; of a name that ends with `#8` the eighth one. Of
/// numbers with strokes between them the last counts.
fn figure_in(table: &str, figure: &str) -> Option<f64> {
    let (name, place) = figure.split_once('#').unwrap_or((figure, "1"));
    let before = place.parse::<usize>().ok()?.checked_sub(1)?;
    let name = format!(" {name} ");
    let mut lines = table.lines().map(|line| format!(" {line} "));
    lines.find_map(|line| {
        let (_, rest) = line.split_once(&name)?;
        let number = rest.split_whitespace().nth(before)?;
        number.rsplit('/').next()?.parse().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "pages 9  text F1 0.9724  author F1 0.90\nkept out 1.0000 of 4";

    fn check(floor: &str, expected: &[&str]) {
        let floors = floors(floor).unwrap();
        assert_eq!(fallen(&floors, "pages/a", TABLE), expected, "{floor}");
    }

    #[test]
    fn a_figure_below_its_floor_is_told() {
        check("# remark\npages/a  F1  0.972\npages/b  F1  0.99", &[]);
        check("pages/a F1 0.98", &["pages/a: F1 0.9724 is below 0.98"]);
        check("pages/a author F1 0.9", &[]);
        check("pages/a kept out 1", &[]);
        check("pages/a kept out#3 4", &[]);
        check("pages/a kept out#3 5", &["pages/a: kept out#3 4 is below 5"]);
        check("pages/a days 0.9", &["pages/a: days was not measured"]);
    }

    #[test]
    fn a_line_that_is_no_floor_is_refused() {
        assert!(floors("pages/a F1 high").is_err());
    }
}
