//! One speech that outlets cut in different ways: of what a speaker is quoted with, the piece
//! that tells more stands for the other.

use jiff::civil::Date;
use rundown_news::{Directness, Set, Statement};

use crate::contrasts::Claim;
use crate::sentences::shared;
use crate::words::{hash, words};

/// Words compared of one statement.
const WORDS_MAX: usize = 120;

/// How many words of `short` stand in `long` in the same order (the longest common
/// subsequence), and how many in the longest run.
pub(crate) fn in_order(short: &[u64], long: &[u64]) -> (usize, usize) {
    let (short, long) =
        (&short[..short.len().min(WORDS_MAX)], &long[..long.len().min(WORDS_MAX)]);
    let (mut row, mut runs) = (vec![0; long.len() + 1], vec![0; long.len() + 1]);
    let mut longest = 0;
    for word in short {
        let (mut diagonal, mut run_before) = (0, 0);
        for (i, other) in long.iter().enumerate() {
            let (above, run_above) = (row[i + 1], runs[i + 1]);
            let is_same = word == other;
            row[i + 1] = if is_same { diagonal + 1 } else { row[i + 1].max(row[i]) };
            runs[i + 1] = if is_same { run_before + 1 } else { 0 };
            longest = longest.max(runs[i + 1]);
            (diagonal, run_before) = (above, run_above);
        }
    }
    (row[long.len()], longest)
}

/// So much of the shorter piece stands in the other one in order…
const RETOLD: f64 = 0.55;
/// …and so many words of it in one run; of each of its sentences at least half.
const RETOLD_RUN: usize = 8;

/// One of the two turns the sentences round: so many of its words stand in the other one, so
/// many of them in one run, and it has so many different ones at least.
const TURNED: f64 = 0.9;
/// See [`TURNED`].
const TURNED_RUN: usize = 5;
/// See [`TURNED`].
const TURNED_WORDS_MIN: usize = 10;

/// Of what a reporter quotes within a sentence, so much stands in the speaker's own words…
const QUOTED: f64 = 0.9;
/// …and so many words of it in one run.
const QUOTED_RUN: usize = 6;

/// Within so many days outlets go on quoting one speech; later on somebody says it again.
const RETOLD_DAYS_MAX: i32 = 7;

/// A statement is compared with so many before it: a speech is told within days.
const COMPARED_MAX: usize = 40;

/// The statements of a speaker without those that another one tells as well, whose evidence
/// it takes over.
pub(crate) fn each_once(found: Vec<(Statement, &Claim)>) -> Vec<(Statement, &Claim)> {
    let mut kept: Vec<((Statement, &Claim), Words)> = Vec::new();
    for one in found {
        let words = Words::of(&one.0.shown.text);
        let from = kept.len().saturating_sub(COMPARED_MAX);
        let same = kept[from..]
            .iter_mut()
            .find(|((other, _), known)| tell_the_same((&one.0, &words), (other, known)));
        match same {
            Some((known, known_words))
                if !tells_more((&one.0, &words), (&known.0, known_words)) =>
            {
                take_over(&mut known.0, one.0);
            }
            Some((known, known_words)) => {
                let shorter = std::mem::replace(known, one);
                *known_words = words;
                take_over(&mut known.0, shorter.0);
            }
            None => kept.push((one, words)),
        }
    }
    let mut kept: Vec<_> = kept.into_iter().map(|(one, _)| one).collect();
    for (statement, _) in &mut kept {
        let mut seen = Set::default();
        statement.outlets.retain(|outlet| seen.insert(outlet.clone()));
    }
    kept
}

/// A statement with its words.
type Told<'a> = (&'a Statement, &'a Words);

/// Whether one of two statements tells all that matters of the other.
fn tell_the_same(a: Told<'_>, b: Told<'_>) -> bool {
    let (short, long) = if tells_more(a, b) { (b, a) } else { (a, b) };
    are_near(a.0, b.0)
        && match (short.0.directness, long.0.directness) {
            (Directness::Direct, Directness::Direct) => short.1.is_told_by(long.1),
            (Directness::Mixed, Directness::Direct) => short.1.is_quoted_from(long.1),
            _ => false,
        }
}

/// Whether the first of two statements is the one to show: in the speaker's own words alone,
/// or the longer one.
fn tells_more(a: Told<'_>, b: Told<'_>) -> bool {
    let rank =
        |told: Told<'_>| (told.0.directness == Directness::Direct, told.1.all.len());
    rank(a) > rank(b)
}

/// Whether both were said within the same days.
fn are_near(a: &Statement, b: &Statement) -> bool {
    let day = |one: &Statement| one.said_on.as_ref()?.parse::<Date>().ok();
    let days = day(a).zip(day(b)).and_then(|(a, b)| Some(a.since(b).ok()?.get_days()));
    days.is_some_and(|days| days.abs() <= RETOLD_DAYS_MAX)
}

fn take_over(known: &mut Statement, other: Statement) {
    known.shown.evidence.extend(other.shown.evidence);
    known.at = known.at.min(other.at);
    known.said_on = known.said_on.take().min(other.said_on);
    known.outlets.extend(other.outlets);
}

/// The words of a statement as it is shown.
struct Words {
    all: Vec<u64>,
    sorted: Vec<u64>,
    sentences: Vec<Vec<u64>>,
    /// Those between quotation marks.
    quoted: Vec<u64>,
}

impl Words {
    fn of(text: &str) -> Self {
        let numbers = |text: &str| -> Vec<u64> {
            words(text).map(|word| hash(&rundown_text::fold(word))).collect()
        };
        let all = numbers(text);
        let mut sorted = all.clone();
        sorted.sort_unstable();
        sorted.dedup();
        let sentences = text.split(['.', '?', '!', ';', '…']).map(numbers).collect();
        // What stands between the first mark and the second, the third and the fourth…
        let parts = text.split(['"', '“', '”', '«', '»', '„']);
        let quoted = parts.skip(1).step_by(2).flat_map(numbers).collect();
        Self { all, sorted, sentences, quoted }
    }

    /// Whether what a reporter quotes in a sentence of theirs stands in the speaker's words.
    fn is_quoted_from(&self, own: &Self) -> bool {
        if self.quoted.len() < QUOTED_RUN {
            return false;
        }
        let (kept, run) = in_order(&self.quoted, &own.all);
        run >= QUOTED_RUN && kept as f64 >= QUOTED * self.quoted.len() as f64
    }

    /// Whether a longer piece tells this one as well.
    fn is_told_by(&self, long: &Self) -> bool {
        let in_common = shared(&self.sorted, &long.sorted) as f64;
        let distinct = self.sorted.len() as f64;
        if in_common < RETOLD * distinct {
            return false;
        }
        let (kept, run) = in_order(&self.all, &long.all);
        let half =
            |sentence: &Vec<u64>| 2 * in_order(sentence, &long.all).0 >= sentence.len();
        run >= RETOLD_RUN
            && kept as f64 >= RETOLD * self.all.len().min(WORDS_MAX) as f64
            && self.sentences.iter().all(half)
            || run >= TURNED_RUN
                && in_common >= TURNED * distinct
                && self.sorted.len() >= TURNED_WORDS_MIN
    }
}
