//! Marked text to rows of a width.

use unicode_width::UnicodeWidthChar;

use super::style::{HANG, LINK, Style};

/// A stretch of a row in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub style: Option<Style>,
    pub text: String,
}

/// A row of the terminal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Row {
    pub runs: Vec<Run>,
    /// Whether something in it can be opened.
    pub link: bool,
}

impl Row {
    /// Its words.
    pub(crate) fn words(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// A character where it will stand.
#[derive(Clone, Copy)]
struct Cell {
    style: Option<Style>,
    shown: char,
    columns: usize,
    link: bool,
}

/// What may stand on a terminal: no control characters, and none that turn the direction of
/// what follows.
pub(crate) fn is_showable(character: char) -> bool {
    !character.is_control()
        && !matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The rows of a line, none wider than this; a word that is wider is cut.
pub(crate) fn rows(line: &str, width: usize) -> Vec<Row> {
    let (cells, hang) = cells(line);
    let leading = cells.iter().take_while(|cell| cell.shown == ' ').count();
    // Where little is left beside the indent, lines go on at the edge.
    let fits = |at: &usize| at.saturating_mul(2) <= width;
    let indent = Some(hang.unwrap_or(leading)).filter(fits).unwrap_or(0);
    let space = Cell { style: None, shown: ' ', columns: 1, link: false };
    let mut rows = Vec::new();
    let mut row: Vec<Cell> = Vec::new();
    let (mut columns, mut least) = (0, Some(leading).filter(fits).unwrap_or(0));
    for cell in cells {
        if columns + cell.columns > width && row.len() > least {
            // A space that would begin the next row ends this one.
            let end = if cell.shown == ' ' { row.len() } else { break_of(&row, least) };
            let rest = row.split_off(end);
            rows.push(row_of(&row));
            row = vec![space; indent];
            row.extend(rest.into_iter().skip_while(|cell| cell.shown == ' '));
            least = indent;
            columns = row.iter().map(|cell| cell.columns).sum();
            if cell.shown == ' ' && row.len() == least {
                continue;
            }
        }
        columns += cell.columns;
        row.push(cell);
    }
    rows.push(row_of(&row));
    rows
}

/// Where a full row breaks: behind its last space, or wide character, that stands behind
/// the indent.
fn break_of(row: &[Cell], least: usize) -> usize {
    let may_break = |cell: &Cell| cell.shown == ' ' || cell.columns == 2;
    let last = row.iter().rposition(may_break).map(|at| at + 1);
    last.filter(|at| *at > least).unwrap_or(row.len())
}

/// The characters of a line, and the column at which it goes on.
fn cells(line: &str) -> (Vec<Cell>, Option<usize>) {
    let (mut style, mut hang, mut link) = (None, None, false);
    let mut cells: Vec<Cell> = Vec::new();
    for character in line.chars() {
        style = Style::behind(character, style);
        match character {
            mark if Style::is_mark(mark) => {}
            HANG => hang = Some(cells.iter().map(|cell| cell.columns).sum()),
            LINK => link = true,
            '\t' => cells.push(Cell { style, shown: ' ', columns: 1, link }),
            shown if is_showable(shown) => {
                let columns = shown.width().unwrap_or(0);
                cells.push(Cell { style, shown, columns, link });
                link = false;
            }
            _ => {}
        }
    }
    (cells, hang)
}

fn row_of(cells: &[Cell]) -> Row {
    let end = cells.iter().rposition(|cell| cell.shown != ' ').map_or(0, |at| at + 1);
    let mut row = Row::default();
    for cell in cells.iter().take(end) {
        row.link |= cell.link;
        match row.runs.last_mut() {
            Some(run) if run.style == cell.style => run.text.push(cell.shown),
            _ => {
                let text = cell.shown.to_string();
                row.runs.push(Run { style: cell.style, text });
            }
        }
    }
    row
}

#[cfg(test)]
mod tests {
    use super::super::style::{BOLD, WHEN};
    use super::*;

    fn told(line: &str, width: usize) -> Vec<String> {
        rows(line, width).iter().map(Row::words).collect()
    }

    #[test]
    fn lines_break_between_words_and_go_on_where_they_began() {
        assert_eq!(told("  one two three", 9), ["  one two", "  three"]);
        let dated = format!("  {WHEN}May 4{WHEN:#} {HANG}one two three");
        assert_eq!(told(&dated, 16), ["  May 4 one two", "        three"]);
        assert_eq!(told("", 9), [""]);
        assert_eq!(told("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(told("日本語の記事", 5), ["日本", "語の", "記事"]);
    }

    #[test]
    fn no_row_is_wider_than_the_terminal() {
        let text =
            "  日本 the quick  brown\u{301} fox, jumped-over-everything 語の記事 at ease";
        for width in 1..60 {
            for row in rows(&format!("{text}{HANG} {text}"), width) {
                let columns: usize =
                    row.words().chars().filter_map(UnicodeWidthChar::width).sum();
                // One wide character needs two columns in any case.
                assert!(columns <= width.max(2).max(3), "{width}: {row:?}");
            }
        }
    }

    #[test]
    fn strangers_words_bring_no_control_bytes() {
        let words = "a\u{1b}[31mb\u{7}\u{9b}c\u{202e}d\u{7f}\r\u{8}";
        let rows = rows(&format!("{BOLD}{words}{BOLD:#}"), 80);
        assert_eq!(rows[0].words(), "a[31mbcd");
        assert_eq!(rows[0].runs.len(), 1);
    }
}
