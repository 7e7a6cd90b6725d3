//! Quotation marks, and what stands between them.

use rundown_news::Span;

/// Marks that only open or, in German, open low.
#[must_use]
pub fn is_opening_mark(c: char) -> bool {
    matches!(c, '“' | '„' | '«' | '‹' | '‘' | '‚' | '「' | '『')
}

/// Marks that only close. German closes with the mark that opens in English.
#[must_use]
pub fn is_closing_mark(c: char) -> bool {
    matches!(c, '”' | '“' | '»' | '›' | '’' | '」' | '』')
}

/// Any double quotation mark.
#[must_use]
pub fn is_quote_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂' | '「' | '」' | '『' | '』'
    )
}

/// The runs between double quotation marks in one block, without the marks.
///
/// Straight marks take turns. A curly opening mark inside a run opens it anew (each
/// paragraph of a long quotation has one). A run left open ends with the block, and
/// so does the last one of a paragraph whose quotation goes on in the next.
///
/// ```
/// let text = "“We stay,” she said. \"All of us";
/// let runs: Vec<_> = rundown_text::quoted_runs(text).iter().map(|s| s.of(text)).collect();
/// assert_eq!(runs, ["We stay,", "All of us"]);
/// ```
#[must_use]
pub fn quoted_runs(block: &str) -> Vec<Span> {
    let mut runs = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, mark) in marks(block) {
        let after = at + mark_len(block, at);
        match open {
            None if opens(block, at, mark) => open = Some((after, mark)),
            Some((start, opener)) if closes(opener, mark) => {
                push(block, start, at, &mut runs);
                open = None;
            }
            Some((_, '“')) if mark == '“' => open = Some((after, mark)),
            _ => {}
        }
    }
    if let Some((start, _)) = open {
        push(block, start, block.len(), &mut runs);
    }
    runs
}

fn push(block: &str, start: usize, end: usize, runs: &mut Vec<Span>) {
    let span = Span::new(start, end).trim(block);
    if !span.is_empty() {
        runs.push(span);
    }
}

/// Double marks with their place. Doubled single marks stand for double ones: in wire
/// copy both sides are `''`, in tokenised copy the first is written as two graves.
fn marks(block: &str) -> impl Iterator<Item = (usize, char)> {
    let mut taken = 0;
    block.char_indices().filter_map(move |(i, c)| {
        if i < taken {
            return None;
        }
        let mark = match c {
            '`' | '\'' if block[i + 1..].starts_with(c) => {
                taken = i + 2;
                if c == '`' { '“' } else { '"' }
            }
            _ if is_quote_mark(c) => c,
            _ => return None,
        };
        Some((i, mark))
    })
}

fn mark_len(block: &str, at: usize) -> usize {
    match block[at..].chars().next() {
        Some('`' | '\'') => 2,
        Some(c) => c.len_utf8(),
        None => 0,
    }
}

fn opens(block: &str, at: usize, mark: char) -> bool {
    match mark {
        // A closing mark typed for an opening one, and the German way round: a blank
        // before it, a word behind.
        '”' | '»' => {
            let starts_word = |c: char| c.is_alphanumeric();
            block[..at].trim_end().len() < at.max(1)
                && block[at + mark.len_utf8()..].starts_with(starts_word)
        }
        // An inch sign or a stray mark: 5'10".
        '"' => !block[..at].ends_with(|c: char| c.is_ascii_digit()),
        '」' | '』' => false,
        _ => true,
    }
}

fn closes(opener: char, mark: char) -> bool {
    match opener {
        '"' | '＂' => matches!(mark, '"' | '＂' | '”'),
        '“' | '”' | '‟' => matches!(mark, '”' | '"'),
        '„' => matches!(mark, '“' | '”' | '"'),
        '«' => mark == '»',
        '»' => mark == '«',
        '「' => mark == '」',
        '『' => mark == '』',
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(block: &str, expected: &[&str]) {
        let runs: Vec<_> = quoted_runs(block).iter().map(|span| span.of(block)).collect();
        assert_eq!(runs, expected);
    }

    #[test]
    fn each_language_has_its_marks() {
        check("„Wir bleiben“, sagte sie. „Alle.“", &["Wir bleiben", "Alle."]);
        check("«Nos quedamos», dijo.", &["Nos quedamos"]);
        check("»Wir bleiben«, sagte sie. »Alle.«", &["Wir bleiben", "Alle."]);
        check("« Nous restons », dit-elle. « Tous. »", &["Nous restons", "Tous."]);
        check("「残る」と彼女は言った。『全員』", &["残る", "全員"]);
        check("「彼は『残る』と言った」", &["彼は『残る』と言った"]);
        check("``We stay ,'' she said", &["We stay ,"]);
    }

    #[test]
    fn two_single_marks_are_a_double_one() {
        check("''We stay,'' she said. ''All of us.''", &["We stay,", "All of us."]);
        check("It is 5'10'' long", &[]);
    }

    #[test]
    fn a_closing_mark_before_a_word_opens() {
        check("”We stay.” ― Ana Ruiz ”All.”", &["We stay.", "All."]);
        check("the port.” She left", &[]);
    }

    #[test]
    fn a_quotation_that_goes_on_runs_to_the_end() {
        check("She said: “We stay. “All of us.", &["All of us."]);
        check("“We stay. All of us.", &["We stay. All of us."]);
    }

    #[test]
    fn an_inch_sign_opens_nothing() {
        check("He is 5'10\" tall", &[]);
    }
}
