//! Speech that dashes set off: "– Zostajemy – powiedział Jan Kos. – Nie mamy wyboru."
//! Newspapers of Polish, Russian and Spanish set it so.

use std::ops::Range;

use crate::copy::Copy;

/// A verb of saying stands behind at most so many helpers.
const HELPERS_MAX: usize = 3;
/// Speech is taken up again at most so many words behind the dash before who speaks.
const BETWEEN_WORDS_MAX: usize = 24;

/// What is said in a paragraph that a dash opens, up to each dash that a verb of saying
/// follows, and behind a dash that takes speech up again. A paragraph without such a verb is
/// more often a point of a list.
pub(crate) fn dashed(copy: &Copy<'_>, words: &Range<usize>) -> Vec<Range<usize>> {
    let mut said = Vec::new();
    if !is_dash(copy, words.start) {
        return said;
    }
    let mut start = words.start + 1;
    loop {
        let dash =
            (start..words.end).find(|at| is_dash(copy, *at) && says(copy, *at, words));
        let Some(dash) = dash else { break };
        said.push(start..dash);
        let limit = words.end.min(dash + BETWEEN_WORDS_MAX);
        let Some(next) = (dash + 1..limit).find(|at| is_dash(copy, *at)) else {
            return said;
        };
        // "powiedział Jan Kos – burmistrz": what no sign closes may go on with who speaks.
        if !matches!(copy.word(next - 1), "." | "," | "!" | "?" | ";" | ":" | "…") {
            return said;
        }
        start = next + 1;
    }
    if !said.is_empty() {
        said.push(start..words.end);
    }
    said.retain(|run| !run.is_empty());
    said
}

fn is_dash(copy: &Copy<'_>, at: usize) -> bool {
    at < copy.words.len() && matches!(copy.word(at), "–" | "—" | "―" | "-" | "--")
}

/// Whether a listed verb of saying stands right behind a dash.
fn says(copy: &Copy<'_>, dash: usize, words: &Range<usize>) -> bool {
    let behind = dash + 1..words.end.min(dash + 1 + HELPERS_MAX);
    let mut rest = behind.skip_while(|at| copy.lists(*at, "says-helper"));
    rest.next().is_some_and(|at| copy.lists(at, "says"))
}
