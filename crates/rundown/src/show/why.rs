//! Evidence for and against belonging together, on a terminal.

use std::io::Write;

use anyhow::Result;
use rundown_desk::{Why, evidence_told};

use super::style::{BOLD, DIM, HANG, LABEL};

/// Width at which labels end.
const LABEL_WIDTH: usize = 37;

/// Where the two stand, and the score.
pub(crate) fn verdict(why: &Why) -> String {
    let stand = match (why.same_development, why.same_story) {
        (true, _) => "They report one development",
        (false, true) => "They stand in one story, as different developments",
        (false, false) => "They stand in different stories",
    };
    format!("{stand}. Taken alone: {}", odds(why))
}

/// The score, in per cent.
pub(crate) fn odds(why: &Why) -> String {
    let (event, story) = (why.development_percent(), why.story_percent());
    format!("{event} % the same event, {story} % the same story")
}

/// What speaks for, then what speaks against.
pub(crate) fn evidence(why: &Why, out: &mut impl Write) -> Result<()> {
    let told = evidence_told(why);
    for (speaks_for, head) in [(true, "For"), (false, "Against")] {
        let rows: Vec<_> = told.iter().filter(|t| t.speaks_for == speaks_for).collect();
        if rows.is_empty() {
            continue;
        }
        writeln!(out, "{BOLD}{head}{BOLD:#}")?;
        for row in rows {
            let label = row.label;
            writeln!(out, "  {LABEL}{label:LABEL_WIDTH$}{LABEL:#} {HANG}{}", row.words)?;
        }
    }
    let like = &why.likeness;
    Ok(writeln!(
        out,
        "{DIM}Likeness, 0 to 1: words {:.2}, headline {:.2}, names {:.2}, numbers {:.2}, \
         gist {:.2}{DIM:#}",
        like.words, like.headline, like.names, like.numbers, like.gist
    )?)
}
