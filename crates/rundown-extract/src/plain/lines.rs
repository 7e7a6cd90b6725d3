//! The lines of a plain text as their writer meant them: bullets told apart,
//! hard-wrapped lines joined, a dateline that stands alone put before its paragraph.

use crate::dateline::dateline_in;
use crate::html::collapsed;
use crate::lines::ends_sentence;
use crate::reading::LINES_MAX;

/// Signs that open a point of a list.
const BULLETS: &[char] = &[
    '•', '·', '▪', '◦', '‣', '●', '■', '□', '○', '►', '▶', '✓', '→', '*', '-', '–', '—',
    '»',
];

/// A terminal is at most so many characters wide.
const WRAP_WIDTH_MAX: usize = 120;

/// A dateline is at most so long.
const DATELINE_BYTES_MAX: usize = 60;

/// One line of the capture.
#[derive(Debug, Clone)]
pub(super) struct TextLine {
    pub(super) text: String,
    /// It was set as a point of a list.
    pub(super) is_point: bool,
    /// It was set as a heading.
    pub(super) is_heading: bool,
    pub(super) after_blank: bool,
}

/// Cuts a text into its lines; the first [`LINES_MAX`] of them.
pub(super) fn lines_of(text: &str) -> Vec<TextLine> {
    let mut lines: Vec<TextLine> = Vec::new();
    let mut after_blank = true;
    let mut bullet_before = false;
    for raw in text.split(['\n', '\r', '\u{2028}', '\u{2029}', '\x0C']) {
        let line = collapsed(raw);
        if line.is_empty() {
            after_blank = true;
            continue;
        }
        if lines.len() == LINES_MAX {
            break;
        }
        if line.chars().count() == 1 && line.starts_with(BULLETS) {
            bullet_before = true;
            continue;
        }
        let (line, is_heading) = without_hashes(line);
        let (text, is_point) = without_bullet(line);
        let is_point = is_point || std::mem::take(&mut bullet_before);
        lines.push(TextLine { text, is_point, is_heading, after_blank });
        after_blank = false;
    }
    let lines = match wrap_width(&lines) {
        Some(width) => joined(lines, |last, line| is_filled(last, line, width)),
        None => joined(lines, goes_on),
    };
    with_datelines(lines)
}

/// `## Crosshead`, as captures in Markdown have it.
fn without_hashes(line: String) -> (String, bool) {
    let rest = line.trim_start_matches('#');
    let is_heading = rest.len() < line.len() && rest.starts_with(' ');
    if is_heading { (rest.trim_start().to_owned(), true) } else { (line, false) }
}

fn without_bullet(line: String) -> (String, bool) {
    let rest = line.trim_start_matches(BULLETS);
    let width = line.len() - rest.len();
    // A dash may open speech or a dateline; a bullet is one sign and a blank.
    let is_bullet =
        width > 0 && rest.starts_with(' ') && line[..width].chars().count() == 1;
    if is_bullet { (rest.trim_start().to_owned(), true) } else { (line, false) }
}

/// The width to which a text was wrapped: nearly every line is as full as it can be,
/// for the first word of the next would not have fitted.
fn wrap_width(lines: &[TextLine]) -> Option<usize> {
    const PAIRS_MIN: usize = 4;
    const FILLED_SHARE: usize = 80;
    let width = lines.iter().map(|line| line.text.chars().count()).max()?;
    if !(40..=WRAP_WIDTH_MAX).contains(&width) {
        return None;
    }
    let pairs: Vec<&[TextLine]> = lines
        .windows(2)
        .filter(|pair| !pair[1].after_blank && !pair[1].is_point)
        .filter(|pair| pair[0].text.chars().count() * 2 > width)
        .collect();
    let filled = pairs.iter().filter(|pair| is_filled(&pair[0], &pair[1], width)).count();
    (pairs.len() >= PAIRS_MIN && filled * 100 >= pairs.len() * FILLED_SHARE)
        .then_some(width)
}

/// Whether the next line's first word did not fit into this one.
fn is_filled(last: &TextLine, line: &TextLine, width: usize) -> bool {
    let word = line.text.split(' ').next().unwrap_or("").chars().count();
    // The measure of a rendered text is not exact: some signs are narrow.
    last.text.rsplit('\n').next().unwrap_or("").chars().count() + 1 + word + 2 > width
}

/// Whether a line only goes on because a window was full.
fn goes_on(last: &TextLine, line: &TextLine) -> bool {
    let is_full =
        last.text.rsplit(' ').next().map_or(0, str::len) + last.text.len() >= 60;
    let is_lower = line.text.starts_with(|c: char| c.is_lowercase());
    is_full && is_lower && !ends_sentence(&last.text)
}

/// Joins each line to the one before where `continues` says so.
fn joined(
    lines: Vec<TextLine>,
    continues: impl Fn(&TextLine, &TextLine) -> bool,
) -> Vec<TextLine> {
    let mut out: Vec<TextLine> = Vec::new();
    for line in lines {
        let may_join = !line.after_blank && !line.is_point && !line.is_heading;
        match out.last_mut() {
            // The break stays until all is joined: it tells where the last line began.
            Some(last) if may_join && continues(last, &line) => {
                last.text.push('\n');
                last.text.push_str(&line.text);
            }
            _ => out.push(line),
        }
    }
    for line in &mut out {
        line.text = line.text.replace('\n', " ");
    }
    out
}

/// `PORT ELM (TCP) —` alone on a line belongs to the paragraph below.
fn with_datelines(lines: Vec<TextLine>) -> Vec<TextLine> {
    let mut out: Vec<TextLine> = Vec::with_capacity(lines.len());
    for line in lines {
        match out.last_mut() {
            Some(last)
                if last.text.len() <= DATELINE_BYTES_MAX
                    && last.text.ends_with([')', '-', '–', '—', '―'])
                    && opens(&last.text, &line.text) =>
            {
                last.text.push(' ');
                last.text.push_str(&line.text);
            }
            _ => out.push(line),
        }
    }
    out
}

/// Whether a line is the dateline of the next, and nothing but that.
fn opens(line: &str, next: &str) -> bool {
    let both = format!("{line} {next}");
    dateline_in(&both).is_some_and(|(_, used)| used == line.len() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let lines = lines_of(text);
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn bullets_may_stand_on_lines_of_their_own() {
        let lines = lines_of("• One ship met\n•\nTwo ships met\n- no bridge\n-- none");
        let points: Vec<bool> = lines.iter().map(|line| line.is_point).collect();
        assert_eq!(points, [true, true, true, false]);
    }

    #[test]
    fn wrapped_lines_are_one_paragraph_even_before_capitals() {
        check(
            "The harbor of Port Elm stayed shut on Monday, the\n\
             Harbor Office said, after a storm had torn two of\n\
             Tom Bell's ferries from their moorings and set them\n\
             on the rocks below the fort.\n\n\
             Nobody was hurt, and the Harbor Office hopes to open\n\
             Pier Two by Friday.",
            &[
                "The harbor of Port Elm stayed shut on Monday, the Harbor Office said, after a storm had torn two of Tom Bell's ferries from their moorings and set them on the rocks below the fort.",
                "Nobody was hurt, and the Harbor Office hopes to open Pier Two by Friday.",
            ],
        );
    }

    #[test]
    fn short_lines_stay_apart() {
        check("Share\nTweet\nPrint", &["Share", "Tweet", "Print"]);
    }

    #[test]
    fn a_dateline_alone_belongs_to_its_paragraph() {
        check("PORT ELM (TCP) —\n\nTwo ships met.", &["PORT ELM (TCP) — Two ships met."]);
    }
}
