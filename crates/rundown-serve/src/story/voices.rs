//! Who said what.

use jiff::Timestamp;
use rundown_news::{Directness, Statement, Voice, WhenPrecision};

use crate::line::{Line, Sources};
use crate::times::{Moment, dated_words};
use crate::wording::tell;

/// Speakers on the page, and what all of them said.
const VOICES_MAX: usize = 40;
const STATEMENTS_A_PAGE: usize = 100;
/// Speakers that stand open.
const VOICES_OPEN: usize = 6;
/// Speakers with more than one statement that stands open.
const VOICES_IN_FULL: usize = 3;
/// Statements of one speaker that stand open, and at all.
const STATEMENTS_OPEN: usize = 2;
const STATEMENTS_MAX: usize = 10;
/// Pairs of contrary statements of one speaker.
const CONTRASTS_MAX: usize = 4;

pub(crate) struct Voices {
    /// People, and others who spoke more than once.
    pub(crate) open: Vec<VoiceRow>,
    /// The rest: officials and residents without a name.
    pub(crate) folded: Vec<VoiceRow>,
    /// Voices too rare for the page.
    pub(crate) left: usize,
}

pub(crate) struct VoiceRow {
    pub(crate) name: String,
    pub(crate) roles: Vec<Line>,
    /// Pairs of which one denies what the other says, the earlier one first.
    pub(crate) contrasts: Vec<[StatementRow; 2]>,
    pub(crate) open: Vec<StatementRow>,
    pub(crate) folded: Vec<StatementRow>,
    /// Statements too many for the page.
    pub(crate) left: usize,
}

pub(crate) struct StatementRow {
    pub(crate) line: Line,
    pub(crate) direct: bool,
    /// "said on 14 May", or nothing.
    pub(crate) said: String,
    pub(crate) at: Moment,
}

impl Voices {
    pub(crate) fn of(sources: Sources<'_>, voices: &[Voice], now: Timestamp) -> Self {
        let kept = voices.iter().take(VOICES_MAX);
        let (mut open, mut folded): (Vec<&Voice>, Vec<&Voice>) =
            kept.partition(|voice| voice.person || voice.statements.len() > 1);
        let mut rest = open.split_off(open.len().min(VOICES_OPEN));
        rest.append(&mut folded);
        let mut room = STATEMENTS_A_PAGE;
        let mut row = |(rank, voice): (usize, &Voice)| {
            // Each is heard once at least.
            let row = row(sources, voice, (rank, room.max(1)), now);
            room = room.saturating_sub(row.open.len() + row.folded.len());
            row
        };
        Self {
            open: open.into_iter().enumerate().map(&mut row).collect(),
            folded: (VOICES_OPEN..).zip(rest).map(&mut row).collect(),
            left: voices.len().saturating_sub(VOICES_MAX),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.open.is_empty() && self.folded.is_empty()
    }
}

/// A speaker by rank, with at most so many statements.
fn row(
    sources: Sources<'_>,
    voice: &Voice,
    (rank, most): (usize, usize),
    now: Timestamp,
) -> VoiceRow {
    // The latest one; the who's who has all.
    const ROLES_MAX: usize = 1;
    let open = if rank < VOICES_IN_FULL { STATEMENTS_OPEN } else { 1 };
    let mut statements = voice
        .statements
        .iter()
        .take(STATEMENTS_MAX.min(most))
        .map(|statement| statement_row(sources, statement, now));
    VoiceRow {
        name: voice.name.clone(),
        roles: voice
            .roles
            .iter()
            .take(ROLES_MAX)
            .map(|role| sources.words(&role.text, std::slice::from_ref(&role.evidence)))
            .map(Line::bare)
            .collect(),
        contrasts: voice
            .contrasts
            .iter()
            .take(CONTRASTS_MAX)
            .filter_map(|pair| {
                let row = |at: usize| {
                    let statement = voice.statements.get(at)?;
                    Some(statement_row(sources, statement, now))
                };
                Some([row(pair.earlier)?, row(pair.later)?])
            })
            .collect(),
        open: statements.by_ref().take(open).collect(),
        folded: statements.collect(),
        left: voice.statements.len().saturating_sub(STATEMENTS_MAX.min(most)),
    }
}

fn statement_row(
    sources: Sources<'_>,
    statement: &Statement,
    now: Timestamp,
) -> StatementRow {
    let direct = statement.directness == Directness::Direct;
    let line = sources.line(&statement.shown);
    let line = if statement.lacks_marks() { line.in_quotes() } else { line };
    let said = statement.said_on.as_deref().map(|day| {
        let day = dated_words(day, WhenPrecision::Day, now);
        tell("said on {day}", &[("day", &day)])
    });
    StatementRow {
        line,
        direct,
        said: said.unwrap_or_default(),
        at: Moment::day(statement.at, now),
    }
}
