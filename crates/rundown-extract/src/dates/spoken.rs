//! What lines say of when an article was published or changed, and what of other things.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::calendar::date_in_text;
use crate::lines::ends_sentence;
use crate::phrases::start_of;

/// "Published 2 May 2031 | Updated 14 May 2031": what stands behind the second.
pub(super) fn behind_change(line: &str) -> Option<&str> {
    line.get(change_in(line)?..)
}

/// Where a line says that what follows tells of its change.
pub(super) fn change_in(line: &str) -> Option<usize> {
    const LABELS: [&str; 2] = ["last update", "stand:"];
    let lower = start_of(line, 600).to_lowercase();
    let label = || LABELS.iter().filter_map(|label| lower.find(label)).min();
    word_in(line, &CHANGING).or_else(label)
}

/// "Updated 14 May 2031 | Published 2 May 2031": what stands behind the first, if that is
/// the later one.
pub(super) fn of_publishing(line: &str) -> &str {
    let (Some(change), Some(at)) = (change_in(line), word_in(line, &PUBLISHING)) else {
        return line;
    };
    let is_behind = change < at
        && line.get(change..at).is_some_and(|first| date_in_text(first).is_some());
    let rest = line.get(at..).filter(|rest| date_in_text(rest).is_some());
    rest.filter(|_| is_behind).unwrap_or(line)
}

/// Whether a line is a sentence on a day of something else: "The report, published on May
/// 2, says". One on the article itself names it, or opens with what was done to it.
pub(super) fn tells_of_others(line: &str) -> bool {
    const SMALL_WORDS_MIN: usize = 3;
    /// What outlets call their own articles, behind a word that points at it.
    const ITSELF: [&str; 14] = [
        "article",
        "story",
        "post",
        "page",
        "piece",
        "column",
        "artikel",
        "beitrag",
        "text",
        "seite",
        "artículo",
        "artigo",
        "articolo",
        "texto",
    ];
    const POINTS: [&str; 9] =
        ["this", "dieser", "diese", "cet", "este", "questo", "dit", "the", "der"];
    let words = line.split_whitespace();
    let small = words.filter(|word| word.starts_with(char::is_lowercase)).count();
    if !ends_sentence(line) || small < SMALL_WORDS_MIN {
        return false;
    }
    let lower = start_of(line, 600).to_lowercase();
    let first = lower.split_whitespace().next().unwrap_or("");
    let opens =
        [&PUBLISHING, &CHANGING].iter().any(|words| word_in(first, words).is_some());
    let opens = opens || matches!(first, "copyright" | "©");
    // "“Dam holds” was posted on 19 May 2031 at 23:03 and filed under …"
    let is_posted = tells_clock(&lower) && word_in(&lower, &PUBLISHING).is_some();
    let mut words = lower.split(|c: char| !c.is_alphabetic());
    let points = words.next().is_some_and(|first| POINTS.contains(&first));
    let is_own = points && words.take(2).any(|word| ITSELF.contains(&word));
    !opens && !is_posted && !is_own
}

/// Whether a line tells a time of day with its minutes.
fn tells_clock(line: &str) -> bool {
    let digit = |at: usize| line.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let mut colons = memchr::memchr_iter(b':', line.as_bytes());
    colons.any(|at| at > 0 && digit(at - 1) && digit(at + 1) && digit(at + 2))
}

/// Words that are looked for in many texts.
pub(super) type Words = LazyLock<Vec<Finder<'static>>>;

/// Words that say when something was published, in lower case.
pub(super) static PUBLISHING: Words = LazyLock::new(|| {
    const WORDS: &[&str] = &[
        "publi",
        "posted",
        "pubbli",
        "veröffentlich",
        "erstellt",
        "eingestellt",
        "wurde am",
        "geschrieben",
        "gepost",
        "опубл",
        "objav",
        "pubdate",
        "entry-date",
        "发布",
        "掲載",
        "公開",
    ];
    WORDS.iter().map(Finder::new).collect()
});

/// Words that say when it was changed.
pub(super) static CHANGING: Words = LazyLock::new(|| {
    const WORDS: &[&str] = &[
        "pdated",
        "odified",
        "ktualisiert",
        "is à jour",
        "ctualizado",
        "ggiornato",
        "tualizado",
        "eändert",
        "ktualizacja",
        "aktualizowan",
        "reviewed",
        "edited",
    ];
    WORDS.iter().map(Finder::new).collect()
});

/// Where a text says one of these words.
pub(super) fn word_in(text: &str, words: &Words) -> Option<usize> {
    let lower = start_of(text, 600).to_lowercase();
    words.iter().filter_map(|word| word.find(lower.as_bytes())).min()
}

/// The end of a line from the word that says that it tells of publishing.
pub(super) fn said_in(line: &str) -> Option<&str> {
    /// Only a date so close to the word is meant.
    const BYTES_MAX: usize = 80;
    let bytes = line.as_bytes();
    let is_year = |at: usize| {
        bytes.get(at..at + 4).is_some_and(|part| {
            (part.starts_with(b"19") || part.starts_with(b"20"))
                && part[2..].iter().all(u8::is_ascii_digit)
        })
    };
    if line.len() > 600 || !memchr::memchr2_iter(b'1', b'2', bytes).any(is_year) {
        return None;
    }
    let at = word_in(line, &PUBLISHING)?;
    let said = start_of(line.get(at..)?, BYTES_MAX);
    date_in_text(said).map(|_| said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_tells_of_change_first_tells_of_publishing_behind_it() {
        let line = "Updated 14 May 2031 | Published 2 May 2031";
        assert_eq!(of_publishing(line), "Published 2 May 2031");
        let line = "Stand: 14.05.2031, 9:10 Uhr | Veröffentlicht am 02.05.2031";
        assert_eq!(of_publishing(line), "Veröffentlicht am 02.05.2031");
        let line = "PUBLISHED: May 2, 2031 | UPDATED: May 14, 2031";
        assert_eq!(of_publishing(line), line);
        assert_eq!(behind_change(line), Some("PDATED: May 14, 2031"));
        let line = "Created: 02-05-2031 | Last update: 14-05-2031";
        assert_eq!(behind_change(line), Some("Last update: 14-05-2031"));
    }

    #[test]
    fn a_sentence_on_a_day_of_something_else_dates_no_article() {
        for line in [
            "The bridge was opened on May 13, 1978, by the governor of the time.",
            "The report, published on May 2, 2029, says nothing of it.",
            "Die Brücke wurde am 13. Mai 1978 eröffnet, sagte der Landkreis.",
        ] {
            assert!(tells_of_others(line), "{line}");
        }
        for line in [
            "This article was first published on May 2, 2031.",
            "Published on May 2, 2031, at 9:10 a.m. in Port Elm.",
            "Dieser Beitrag wurde am 2. Mai 2031 veröffentlicht und geändert.",
            "May 2, 2031 | 5 min read",
            "Tuesday, May 13, 2031 | 2 a.m.",
            "Copyright © 13 May 2031 by the owner of the mill. All rights reserved.",
            "Der Damm hält wurde am 13. Mai 2031 um 23:03 Uhr gepostet und abgelegt.",
        ] {
            assert!(!tells_of_others(line), "{line}");
        }
    }
}
