//! What a figure counts: "people killed", "votes", "of the 40 passengers".

use rundown_news::{Lang, Span};

use super::amount::Amount;
use super::counted_words::{is_plural, is_state, is_stop};
use super::reader::Reader;
use crate::dates::words::Sense;

/// The counted thing: its words, and where they stand if they stand together.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) words: String,
    pub(super) span: Option<Span>,
}

/// Adjectives and nouns of one phrase, at most.
const WORDS_MAX: usize = 4;

impl Reader<'_> {
    /// What the amount counts; `start` and `end` bound the figure with its qualifier.
    pub(super) fn counted(self, start: usize, amount: &Amount, end: usize) -> Counted {
        if !matches!(
            self.lang,
            Lang::GERMAN | Lang::SPANISH | Lang::FRENCH | Lang::PORTUGUESE
        ) {
            return self.counted_in_english(start, amount, end);
        }
        self.counted_elsewhere(end)
    }

    fn counted_in_english(self, start: usize, amount: &Amount, end: usize) -> Counted {
        let money = !amount.unit.is_empty() && amount.unit != "percent";
        let part_of = start > 1
            && (self.n.is(start - 1, "of")
                || self.n.is(start - 1, "the") && self.n.is(start - 2, "of"));
        if let Some(counted) = self.toll_before(start) {
            return counted;
        }
        let mut j = end;
        if self.n.any(j, &["more", "other", "others", "additional", "further", "new"])
            && !self.n.is(j + 1, "than")
            && !self.n.any(j, &["others", "new"])
        {
            j += 1;
        }
        let of = self.n.is(j, "of");
        if of {
            j += 1;
            j += usize::from(self.n.any(
                j,
                &["the", "its", "their", "all", "our", "his", "her", "those", "these"],
            ));
            // "12 of the 40 passengers"
            if let Some(number) = self.n.number(j) {
                j = number.end;
            }
        } else if money {
            // "$5 million in damage": what money is for is told after "in" and "of".
            if !self.n.is(j, "in") || !self.is_plain_noun(j + 1) {
                return Counted::default();
            }
            j += 1;
        } else if self.n.any(j, &["the"]) && amount.low < 1.0 {
            j += 1;
        } else if amount.unit == "percent" {
            // "79 percent believe": what follows may be anything.
            return Counted::default();
        }
        let head = self.noun_phrase(j);
        if head == j {
            return self.of_sentence(start, j);
        }
        self.with_state(start, j, head, money || part_of || of && amount.low < 1.0)
    }

    /// One past the last token of the noun phrase at `j`; `j` where there is none.
    fn noun_phrase(self, j: usize) -> usize {
        let mut k = j;
        while k < j + WORDS_MAX {
            // "the country's population"
            if k > j && self.n.sense(k) == Sense::Possessive {
                k += 1;
                continue;
            }
            let word = self.n.word(k);
            let lower = word.to_ascii_lowercase();
            let sense = self.n.sense(k);
            let wordy = sense.is_word()
                && !matches!(
                    sense,
                    Sense::Cardinal(_)
                        | Sense::Scale(_)
                        | Sense::Weekday(..)
                        | Sense::Month(..)
                );
            if !wordy || is_stop(&lower) {
                break;
            }
            if is_state(&lower) && k > j {
                break;
            }
            k += 1;
            // "police officers", "peace talks": a plural may only be followed by another.
            let plural = is_plural(&lower)
                || (lower.ends_with('s')
                    && !lower.ends_with("ss")
                    && !lower.ends_with("us"));
            if is_state(&lower) {
                break;
            }
            if self.n.inner(k, '-') && self.n.sense(k + 1).is_word() {
                k += 1;
                continue;
            }
            let next = self.n.word(k).to_ascii_lowercase();
            if plural
                && self.n.sense(k) != Sense::Possessive
                && !(next.ends_with('s') && is_plural(&lower) && self.is_plain_noun(k))
            {
                break;
            }
        }
        // A phrase that ran out of words without a plural keeps its first two.
        k
    }

    fn is_plain_noun(self, k: usize) -> bool {
        let word = self.n.word(k).to_ascii_lowercase();
        self.n.sense(k).is_word() && !is_stop(&word) && !is_state(&word) && word.len() > 2
    }

    /// The noun with what became of it: "people killed".
    fn with_state(self, start: usize, j: usize, head: usize, plain: bool) -> Counted {
        let nouns = self.words(j, head);
        let together = |end: usize| Counted {
            words: self.words(j, end),
            span: Some(self.span(j, end)),
        };
        if plain {
            return together(head);
        }
        if self.is_state(head) && !self.n.is(head, "laid") {
            return together(head + 1);
        }
        // "12 people were reported killed", "12 people have died".
        let mut k = head;
        let mut steps = 0;
        while steps < 5
            && self.n.any(
                k,
                &[
                    "were",
                    "was",
                    "are",
                    "is",
                    "have",
                    "had",
                    "has",
                    "been",
                    "being",
                    "also",
                    "reported",
                    "confirmed",
                    "feared",
                    "believed",
                    "still",
                    "left",
                    "found",
                    "later",
                    "reportedly",
                    "being",
                ],
            )
        {
            k += 1;
            steps += 1;
        }
        if k > head && self.is_state(k) {
            let words = format!("{nouns} {}", self.n.word(k).to_ascii_lowercase());
            return Counted { words, span: None };
        }
        if self.is_state(head - 1) {
            return together(head);
        }
        // "people died"
        if let Some(state) = self.state_before(start) {
            return Counted { words: format!("{nouns} {state}"), span: None };
        }
        together(head)
    }

    fn is_state(self, k: usize) -> bool {
        self.n.sense(k).is_word() && {
            let word = self.n.word(k).to_ascii_lowercase();
            is_state(&word)
        }
    }

    /// "killed 12 people", "injuring dozens": the verb before tells their state.
    fn state_before(self, start: usize) -> Option<&'static str> {
        const VERBS: &[(&str, &str)] = &[
            ("killed killing kills kill", "killed"),
            ("injured injuring injures", "injured"),
            ("wounded wounding wounds", "wounded"),
            ("hurt hurting", "hurt"),
            ("arrested arresting", "arrested"),
            ("detained detaining", "detained"),
            ("displaced displacing", "displaced"),
            ("infected infecting", "infected"),
            ("rescued rescuing", "rescued"),
            ("evacuated evacuating", "evacuated"),
            ("destroyed destroying", "destroyed"),
            ("damaged damaging", "damaged"),
            ("trapped trapping", "trapped"),
        ];
        let k = start.checked_sub(1)?;
        let is = |words: &str| words.split(' ').any(|word| self.n.is(k, word));
        VERBS.iter().find(|(words, _)| is(words)).map(|(_, state)| *state)
    }

    /// A number without a noun: "12 were killed", "killed 12", "left 12 dead".
    fn of_sentence(self, start: usize, j: usize) -> Counted {
        let mut k = j;
        while k < j + 4
            && self.n.any(
                k,
                &[
                    "were", "was", "are", "have", "had", "been", "others", "reported",
                    "also",
                ],
            )
        {
            k += 1;
        }
        if k > j && self.is_state(k) {
            let words = self.n.word(k).to_ascii_lowercase();
            return Counted { words, span: Some(self.span(k, k + 1)) };
        }
        if let Some(state) = self.state_before(start) {
            let span = Some(self.span(start - 1, start));
            return Counted { words: state.to_owned(), span };
        }
        self.other_vote(start, j)
    }

    /// "by 124 votes to 116": the second number counts votes too.
    fn other_vote(self, start: usize, end: usize) -> Counted {
        // "voted 330 in favour and 59 against"
        let side = self.n.any(end, &["against"])
            || (self.n.is(end, "in") && self.n.any(end + 1, &["favor", "favour"]));
        let voted = (1..16).any(|back| {
            start >= back
                && self.n.any(start - back, &["vote", "voted", "votes", "voting"])
        });
        if side && voted {
            return Counted { words: "votes".to_owned(), span: None };
        }
        let votes = start >= 2
            && self.n.any(start - 1, &["to", "against"])
            && self.n.any(start - 2, &["votes", "vote", "for"]);
        if votes && self.n.any(start - 2, &["votes", "vote"]) {
            return Counted {
                words: "votes".to_owned(),
                span: Some(self.span(start - 2, start - 1)),
            };
        }
        Counted::default()
    }

    /// "the death toll rose to 17", "the number of dead stands at 17".
    fn toll_before(self, start: usize) -> Option<Counted> {
        const MOVES: &[&str] = &[
            "to",
            "at",
            "rose",
            "risen",
            "rises",
            "climbed",
            "climbs",
            "reached",
            "reaches",
            "stood",
            "stands",
            "was",
            "is",
            "hit",
            "increased",
            "jumped",
            "fell",
            "dropped",
            "has",
            "had",
            "now",
            "by",
            "passed",
            "topped",
            "surpassed",
            "exceeded",
            "grew",
            "of",
            "past",
            "soared",
            "swelled",
            "from",
            "been",
            "put",
            "revised",
            "already",
        ];
        let mut k = start.checked_sub(1)?;
        let mut steps = 0;
        while steps < 6 && self.n.any(k, MOVES) {
            k = k.checked_sub(1)?;
            steps += 1;
        }
        if steps == 0 {
            return None;
        }
        let toll = self.n.is(k, "toll");
        if toll {
            let from = k - usize::from(
                k > 0 && self.n.any(k - 1, &["death", "casualty", "injury"]),
            );
            return Some(Counted {
                words: self.words(from, k + 1),
                span: Some(self.span(from, k + 1)),
            });
        }
        let state = self.is_state(k)
            || self.n.any(k, &["deaths", "injuries", "cases", "casualties"]);
        let number = (1..=3).any(|back| {
            k > back
                && self.n.is(k - back, "of")
                && self.n.any(k - back - 1, &["number", "count", "total"])
        });
        (state && number).then(|| Counted {
            words: self.words(k, k + 1),
            span: Some(self.span(k, k + 1)),
        })
    }

    pub(super) fn words(self, from: usize, to: usize) -> String {
        let mut words = String::new();
        for k in from..to {
            if k > from && !self.n.glued(k) {
                words.push(' ');
            }
            let word = self.n.word(k);
            // Names keep their capitals.
            if self.cap(k) && word.chars().skip(1).any(char::is_uppercase) || self.cap(k)
            {
                words.push_str(word);
            } else {
                words.push_str(&word.to_lowercase());
            }
        }
        words
    }

    pub(super) fn span(self, from: usize, to: usize) -> Span {
        Span::new(self.n.toks[from].start as usize, self.n.toks[to - 1].end as usize)
    }
}
