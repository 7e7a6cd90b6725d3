//! What outlets changed in their articles after publishing them.
//!
//! Sentences that stand in one revision and not in the next are laid beside those that
//! came in. Two that share most of their stems are one sentence, changed: what differs
//! is told word by word. One that nothing took the place of was withdrawn. Sentences
//! that only came in are news, not changes.

use std::sync::Arc;

use rundown_news::{Change, Part, Set, Shown, Span};

use crate::digest::Digest;
use crate::sentences::{Sentence, shared};
use crate::told::{Earlier, Story, Told};
use crate::trifles::bare;
use crate::words::{Stem, words};

/// Changes on a page; the latest are kept.
const CHANGES_MAX: usize = 24;

/// Changes told of one revision.
const OF_REVISION_MAX: usize = 6;

/// Sentences of one revision that are laid beside those of the next: an article that
/// was written anew has no changes worth telling one by one.
const COMPARED_MAX: usize = 40;

/// Share of the shorter one's stems that makes two sentences one, changed.
const SAME: f64 = 0.6;

/// A sentence of fewer words that goes is a crosshead or an appeal.
const WITHDRAWN_WORDS_MIN: u32 = 8;

/// Words that differ are told by themselves up to so many; else the sentence is.
const NARROW_WORDS_MAX: usize = 8;

pub(crate) fn changes(story: &Story<'_>) -> Vec<Change> {
    let mut found: Vec<Change> = Vec::new();
    for (_, told) in story.witnesses() {
        let now = Earlier {
            digest: Arc::clone(&told.digest),
            revision: told.revision,
            arrived: told.arrived,
        };
        let all: Vec<&Earlier> = told.earlier.iter().chain([&now]).collect();
        for pair in all.windows(2) {
            found.extend(Revised { told, old: pair[0], new: pair[1] }.changes());
        }
    }
    // Latest first; of one revision in the order of its text.
    found.sort_by(|a, b| (b.at, &a.article).cmp(&(a.at, &b.article)));
    found.truncate(CHANGES_MAX);
    found
}

/// One revision of an article and the next.
#[derive(Clone, Copy)]
struct Revised<'a> {
    told: &'a Told,
    old: &'a Earlier,
    new: &'a Earlier,
}

/// A sentence with its words and stems.
struct Piece<'a> {
    sentence: &'a Sentence,
    text: &'a str,
    stems: Vec<Stem>,
}

impl Revised<'_> {
    fn changes(self) -> Vec<Change> {
        let gone = apart(&self.old.digest, &self.new.digest);
        let mut come = apart(&self.new.digest, &self.old.digest);
        let mut found: Vec<Change> = self.headline().into_iter().collect();
        if gone.len() > COMPARED_MAX || come.len() > COMPARED_MAX {
            return found;
        }
        let mut withdrawn = Vec::new();
        for old in gone {
            let likeness = |new: &Piece<'_>| {
                let least = old.stems.len().min(new.stems.len()).max(1);
                shared(&old.stems, &new.stems) as f64 / least as f64
            };
            let best = (0..come.len())
                .max_by(|a, b| likeness(&come[*a]).total_cmp(&likeness(&come[*b])));
            match best.filter(|best| likeness(&come[*best]) >= SAME) {
                Some(best) => {
                    let new = come.swap_remove(best);
                    let span = (old.sentence.span, new.sentence.span);
                    found.extend(self.replaced(Part::Text, span, (old.text, new.text)));
                }
                None if old.sentence.words >= WITHDRAWN_WORDS_MIN => {
                    withdrawn.push(self.change(
                        Some(self.shown(self.old, Part::Text, old.sentence.span)),
                        None,
                        None,
                    ));
                }
                None => {}
            }
        }
        // What was set right matters more than what was cut.
        found.extend(withdrawn);
        found.truncate(OF_REVISION_MAX);
        found
    }

    fn headline(self) -> Option<Change> {
        let old = self.old.digest.read().article.headline.as_str();
        let new = self.new.digest.read().article.headline.as_str();
        if old.trim().is_empty() || new.trim().is_empty() {
            return None;
        }
        let spans = (Span::new(0, old.len()), Span::new(0, new.len()));
        self.replaced(Part::Headline, spans, (old, new))
    }

    /// A sentence in place of another: the words that differ, and where.
    fn replaced(
        self,
        part: Part,
        (old_span, new_span): (Span, Span),
        (old, new): (&str, &str),
    ) -> Option<Change> {
        let (old_run, new_run) = differing(old, new)?;
        let narrow =
            |text: &str, run: Span| words(run.of(text)).nth(NARROW_WORDS_MAX).is_none();
        let whole = !narrow(old, old_run) || !narrow(new, new_run);
        let within = self.shown(self.new, part, new_span);
        if whole {
            let before = self.shown(self.old, part, old_span);
            return Some(self.change(Some(before), Some(within), None));
        }
        let told = |of: &Earlier, sentence: Span, run: Span| {
            let start = sentence.start as usize + run.start as usize;
            let span = Span::new(start, start + run.len());
            (!span.is_empty()).then(|| self.shown(of, part, span))
        };
        let before = told(self.old, old_span, old_run);
        let after = told(self.new, new_span, new_run);
        Some(self.change(before, after, Some(within)))
    }

    fn shown(self, of: &Earlier, part: Part, span: Span) -> Shown {
        let article = &of.digest.read().article;
        let text = if part == Part::Headline { &article.headline } else { &article.text };
        let mut evidence = self.told.evidence(part, span);
        evidence.revision = of.revision;
        Shown::new(span.of(text), evidence)
    }

    fn change(
        self,
        before: Option<Shown>,
        after: Option<Shown>,
        within: Option<Shown>,
    ) -> Change {
        Change {
            article: self.told.id().clone(),
            outlet: self.told.article().outlet.clone(),
            at: self.new.arrived,
            before,
            after,
            within,
        }
    }
}

/// The sentences of one revision whose words the other has not.
fn apart<'a>(of: &'a Digest, other: &Digest) -> Vec<Piece<'a>> {
    let body = |digest: &'a Digest| {
        let sentences = digest.sentences.all.iter();
        sentences.filter(|sentence| sentence.part == Part::Text)
    };
    let text = &of.read().article.text;
    let other_text = &other.read().article.text;
    let others = other.sentences.all.iter().filter(|one| one.part == Part::Text);
    let known: Set<String> = others.map(|one| bare(one.span.of(other_text))).collect();
    body(of)
        .filter(|sentence| !known.contains(&bare(sentence.span.of(text))))
        .map(|sentence| Piece {
            sentence,
            text: sentence.span.of(text),
            stems: of
                .sentences
                .stems(sentence)
                .iter()
                .map(|stem| of.stem(*stem))
                .collect(),
        })
        .collect()
}

/// The runs of two texts between what both begin and end with, whole words; none if
/// they differ in no word.
fn differing(old: &str, new: &str) -> Option<(Span, Span)> {
    let old_words = places(old);
    let new_words = places(new);
    let word = |text: &str, span: &Span| rundown_text::fold(span.of(text)).into_owned();
    let same = |(a, b): &(&Span, &Span)| word(old, a) == word(new, b);
    let front = old_words.iter().zip(&new_words).take_while(same).count();
    let (old_rest, new_rest) = (&old_words[front..], &new_words[front..]);
    let back = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(same).count();
    let run = |all: &[Span], rest: &[Span]| match &rest[..rest.len() - back] {
        [first, .., last] => first.join(*last),
        [only] => *only,
        [] => {
            let at = all[..front].last().map_or(0, |before| before.end as usize);
            Span::new(at, at)
        }
    };
    let runs = (run(&old_words, old_rest), run(&new_words, new_rest));
    (!runs.0.is_empty() || !runs.1.is_empty()).then_some(runs)
}

/// Where the words of a text stand.
fn places(text: &str) -> Vec<Span> {
    let start = text.as_ptr() as usize;
    let place = |word: &str| {
        let at = word.as_ptr() as usize - start;
        Span::new(at, at + word.len())
    };
    words(text).map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{article, minutes, told};

    #[track_caller]
    fn check(before: &str, after: &str) -> Vec<(Option<String>, Option<String>)> {
        let mut now = told(&article("a", after));
        now.revision = 1;
        now.arrived = minutes(30);
        let digest = Arc::new(Digest::of(article("a", before)));
        now.earlier = vec![Earlier { digest, revision: 0, arrived: minutes(0) }];
        let all = [now];
        let found = changes(&Story::of(&all));
        let revisions = |shown: &Option<Shown>| {
            shown.as_ref().map(|shown| shown.evidence[0].revision)
        };
        for change in &found {
            assert_eq!(change.at, minutes(30));
            assert!(revisions(&change.before).is_none_or(|revision| revision == 0));
            assert!(revisions(&change.after).is_none_or(|revision| revision == 1));
        }
        let words = |shown: Option<Shown>| shown.map(|shown| shown.text);
        found.into_iter().map(|one| (words(one.before), words(one.after))).collect()
    }

    fn pair(before: &str, after: &str) -> (Option<String>, Option<String>) {
        let words = |words: &str| (!words.is_empty()).then(|| words.to_owned());
        (words(before), words(after))
    }

    #[test]
    fn a_changed_number_is_told_by_itself() {
        let rest = "The harbour of Port Elm stays shut.";
        let before = format!("The fire killed 12 people in Port Elm on Friday.\n{rest}");
        let after = format!("The fire killed 15 people in Port Elm on Friday.\n{rest}");
        assert_eq!(check(&before, &after), [pair("12", "15")]);
    }

    #[test]
    fn a_sentence_that_went_was_withdrawn() {
        let rest = "The harbour of Port Elm stays shut.";
        let gone = "The minister had known of the cracks since March, officials said.";
        assert_eq!(check(&format!("{gone}\n{rest}"), rest), [pair(gone, "")]);
    }

    #[test]
    fn new_sentences_and_other_commas_are_no_changes() {
        let before = "The harbour of Port Elm stays shut.";
        assert_eq!(check(before, "The harbour, of Port Elm, stays shut!"), []);
        let more = "A court will hear the owner of the ferry on Monday.";
        assert_eq!(check(before, &format!("{before}\n{more}")), []);
    }
}
