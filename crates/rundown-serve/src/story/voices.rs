//! Who said what.

use jiff::Timestamp;
use rundown_news::{Directness, Statement, Voice, WhenPrecision};

use crate::line::{Line, Sources};
use crate::times::{Moment, timex_words};

/// Speakers on the page.
const VOICES_MAX: usize = 40;
/// Speakers whose statements stand open.
const VOICES_OPEN: usize = 6;
/// Statements of one speaker that stand open, and at all.
const STATEMENTS_OPEN: usize = 2;
const STATEMENTS_MAX: usize = 40;

pub(crate) struct VoiceRow {
    pub(crate) name: String,
    pub(crate) roles: Vec<Line>,
    pub(crate) open: Vec<StatementRow>,
    pub(crate) folded: Vec<StatementRow>,
}

pub(crate) struct StatementRow {
    pub(crate) line: Line,
    pub(crate) direct: bool,
    /// "said on 14 May", or nothing.
    pub(crate) said: String,
    pub(crate) at: Moment,
}

/// The speakers, and how many are left out.
pub(crate) fn rows(
    sources: Sources<'_>,
    voices: &[Voice],
    now: Timestamp,
) -> (Vec<VoiceRow>, usize) {
    let rows: Vec<VoiceRow> = voices
        .iter()
        .take(VOICES_MAX)
        .enumerate()
        .map(|(rank, voice)| row(sources, voice, rank, now))
        .collect();
    let left = voices.len() - rows.len();
    (rows, left)
}

fn row(sources: Sources<'_>, voice: &Voice, rank: usize, now: Timestamp) -> VoiceRow {
    const ROLES_MAX: usize = 3;
    let open = if rank < VOICES_OPEN { STATEMENTS_OPEN } else { 1 };
    let mut statements = voice
        .statements
        .iter()
        .take(STATEMENTS_MAX)
        .map(|statement| statement_row(sources, statement, now));
    VoiceRow {
        name: voice.name.clone(),
        roles: voice
            .roles
            .iter()
            .take(ROLES_MAX)
            .map(|role| sources.words(&role.text, std::slice::from_ref(&role.evidence)))
            .collect(),
        open: statements.by_ref().take(open).collect(),
        folded: statements.collect(),
    }
}

fn statement_row(
    sources: Sources<'_>,
    statement: &Statement,
    now: Timestamp,
) -> StatementRow {
    let direct = statement.directness == Directness::Direct;
    let line = sources.line(&statement.shown);
    let said = statement.said_on.as_deref().map(|day| {
        let words = timex_words(day, WhenPrecision::Day);
        let year = format!(" {}", crate::times::utc(now).year());
        format!("said on {}", words.strip_suffix(&year).unwrap_or(&words))
    });
    StatementRow {
        line: if direct { line.in_quotes() } else { line },
        direct,
        said: said.unwrap_or_default(),
        at: Moment::day(statement.at, now),
    }
}
