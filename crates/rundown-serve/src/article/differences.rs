//! What an outlet changed between two revisions of an article: paragraph by paragraph, and
//! inside one that stayed word by word.

use std::time::{Duration, Instant};

use rundown_news::Article;
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

/// Changed paragraphs of one page; a live blog adds more in a day.
const CHANGED_MAX: usize = 200;

/// The longest that one page compares: what differs after it is told less finely.
const COMPARED_FOR: Duration = Duration::from_millis(200);

/// Paragraphs that share less than one word in so many are two, not one that changed.
const SHARED_MIN: usize = 3;

/// What differs between two revisions.
#[derive(Default)]
pub(crate) struct Differences {
    pub(crate) changed: Vec<Vec<Run>>,
    /// Changed paragraphs too many for the page.
    pub(crate) left: usize,
}

/// A run of words that stayed, went or came.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) text: String,
    pub(crate) kind: RunKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RunKind {
    Kept,
    Gone,
    Come,
}

impl Differences {
    /// What differs of an article between `before` and `after`.
    pub(crate) fn between(before: &Article, after: &Article) -> Self {
        let until = Instant::now() + COMPARED_FOR;
        Self::of(&paragraphs(before), &paragraphs(after), until)
    }

    fn of(before: &[&str], after: &[&str], until: Instant) -> Self {
        let mut changed = Vec::new();
        for op in
            capture_diff_slices_deadline(Algorithm::Myers, before, after, Some(until))
        {
            match op {
                DiffOp::Equal { .. } => {}
                DiffOp::Delete { old_index, old_len, .. } => {
                    whole(&mut changed, &before[old_index..][..old_len], RunKind::Gone);
                }
                DiffOp::Insert { new_index, new_len, .. } => {
                    whole(&mut changed, &after[new_index..][..new_len], RunKind::Come);
                }
                DiffOp::Replace { old_index, old_len, new_index, new_len } => replaced(
                    &mut changed,
                    &before[old_index..][..old_len],
                    &after[new_index..][..new_len],
                    until,
                ),
            }
        }
        let left = changed.len().saturating_sub(CHANGED_MAX);
        changed.truncate(CHANGED_MAX);
        Self { changed, left }
    }
}

/// Headline, deck and body in order.
fn paragraphs(article: &Article) -> Vec<&str> {
    let blocks = article.blocks.iter().map(|block| block.span.of(&article.text));
    let body: Vec<&str> = if article.blocks.is_empty() {
        article.text.lines().collect()
    } else {
        blocks.collect()
    };
    let head = [Some(article.headline.as_str()), article.deck.as_deref()];
    head.into_iter().flatten().chain(body).filter(|one| !one.trim().is_empty()).collect()
}

fn whole(changed: &mut Vec<Vec<Run>>, paragraphs: &[&str], kind: RunKind) {
    let run = |text: &&str| vec![Run { text: (*text).to_owned(), kind }];
    changed.extend(paragraphs.iter().map(run));
}

/// Paragraphs in the place of others: each is laid beside the first of the others that
/// shares most of its words, behind those that found theirs.
fn replaced(
    changed: &mut Vec<Vec<Run>>,
    before: &[&str],
    after: &[&str],
    until: Instant,
) {
    let mut met = 0;
    for new in after {
        let found = before[met..].iter().position(|old| is_same(old, new));
        match found {
            Some(at) => {
                whole(changed, &before[met..met + at], RunKind::Gone);
                changed.push(runs(before[met + at], new, until));
                met += at + 1;
            }
            None => whole(changed, &[new], RunKind::Come),
        }
    }
    whole(changed, &before[met..], RunKind::Gone);
}

/// Whether one paragraph is the other, changed.
fn is_same(old: &str, new: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words =
            words(text).into_iter().filter(|one| one.contains(char::is_alphanumeric));
        let mut words: Vec<String> = words.map(str::to_lowercase).collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    let (old, new) = (words(old), words(new));
    let shared = new.iter().filter(|word| old.binary_search(word).is_ok()).count();
    shared > 0 && shared * SHARED_MIN >= old.len().min(new.len())
}

/// One paragraph and what became of it. Between two words that changed a space did, too.
fn runs(before: &str, after: &str, until: Instant) -> Vec<Run> {
    let (old, new) = (words(before), words(after));
    let mut runs: Vec<Run> = Vec::new();
    let (mut gone, mut come) = (String::new(), String::new());
    let ops = capture_diff_slices_deadline(Algorithm::Myers, &old, &new, Some(until));
    for (at, op) in ops.iter().enumerate() {
        let (old, new) = (old[op.old_range()].concat(), new[op.new_range()].concat());
        let is_kept = matches!(op, DiffOp::Equal { .. });
        let is_gap = at > 0 && at + 1 < ops.len() && old.trim().is_empty();
        if is_kept && !is_gap {
            push(&mut runs, std::mem::take(&mut gone), RunKind::Gone);
            push(&mut runs, std::mem::take(&mut come), RunKind::Come);
            push(&mut runs, old, RunKind::Kept);
        } else {
            gone.push_str(&old);
            come.push_str(&new);
        }
    }
    push(&mut runs, gone, RunKind::Gone);
    push(&mut runs, come, RunKind::Come);
    runs
}

fn push(runs: &mut Vec<Run>, text: String, kind: RunKind) {
    if !text.is_empty() {
        runs.push(Run { text, kind });
    }
}

/// A text cut into words, the spaces between them, and marks; scripts without spaces are
/// cut sign by sign.
fn words(text: &str) -> Vec<&str> {
    let sort = |c: char| (c.is_whitespace(), c.is_alphanumeric());
    let mut words = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, c) in text.char_indices() {
        let begins = last
            .is_some_and(|last| sort(last) != sort(c) || is_alone(c) || is_alone(last));
        if begins {
            words.push(&text[start..at]);
            start = at;
        }
        last = Some(c);
    }
    if start < text.len() {
        words.push(&text[start..]);
    }
    words
}

/// Thai to Khmer, and Chinese and Japanese signs.
fn is_alone(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &[&str], after: &[&str]) -> Vec<String> {
        let until = Instant::now() + Duration::from_mins(1);
        let told = |run: &Run| match run.kind {
            RunKind::Kept => run.text.clone(),
            RunKind::Gone => format!("[-{}-]", run.text),
            RunKind::Come => format!("[+{}+]", run.text),
        };
        let differences = Differences::of(before, after, until);
        differences.changed.iter().map(|runs| runs.iter().map(told).collect()).collect()
    }

    #[test]
    fn a_changed_number_is_told_alone() {
        assert_eq!(
            told(
                &["Same.", "The storm sank 14 boats."],
                &["Same.", "The storm sank 15 boats."]
            ),
            ["The storm sank [-14-][+15+] boats."]
        );
        assert_eq!(
            told(&["“14”, he said"], &["“15”, he said"]),
            ["“[-14-][+15+]”, he said"]
        );
        assert_eq!(told(&["死者は14人"], &["死者は15人"]), ["死者は[-14-][+15+]人"]);
    }

    #[test]
    fn paragraphs_come_and_go_whole() {
        assert_eq!(
            told(
                &["One two three.", "Gone for good."],
                &["One two three four.", "Quite another."]
            ),
            ["One two three[+ four+].", "[+Quite another.+]", "[-Gone for good.-]"]
        );
        assert_eq!(told(&["a b"], &["a b"]), Vec::<String>::new());
        assert_eq!(told(&[], &["a"]), ["[+a+]"]);
    }

    #[test]
    fn both_revisions_can_be_read_from_what_differs() {
        let (old, new) =
            ("Größe  zählt – sagt\ner nicht", "Größe zählt nicht, sagt sie er");
        let runs = runs(old, new, Instant::now());
        let read = |without| -> String {
            runs.iter()
                .filter(|run| run.kind != without)
                .map(|run| run.text.as_str())
                .collect()
        };
        assert_eq!(
            (read(RunKind::Come).as_str(), read(RunKind::Gone).as_str()),
            (old, new)
        );
    }

    #[test]
    fn what_is_made_to_be_slow_is_told_less_finely() {
        let old: Vec<String> = (0..40_000).map(|n| format!("a{n}")).collect();
        let new: Vec<String> =
            (0..40_000).map(|n| format!("b{}", n * 7 % 40_000)).collect();
        let paragraphs = |all: &[String]| all.join(" ");
        let (old, new) = (paragraphs(&old), paragraphs(&new));
        // The time is over: what takes any is left out, which the next test is told finely.
        let over = Instant::now();
        let differences = Differences::of(&[&old], &[&new], over);
        assert_eq!(differences.changed.len(), 2);
        let same = old.replace('a', "b");
        let told = runs(&same, &new, over);
        assert!(told.len() <= 3, "{} runs", told.len());
        let both = |without| told.iter().filter(move |run| run.kind != without);
        let read =
            |without| both(without).map(|run| run.text.as_str()).collect::<String>();
        assert_eq!((read(RunKind::Come), read(RunKind::Gone)), (same, new));
    }
}
