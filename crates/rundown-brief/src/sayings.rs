//! What a line says, with whom and what it names: whether another says the same in other
//! words or in another language.
//!
//! The table of meaning takes "raises rates" and "leaves rates unchanged" for the same. So
//! two lines say the same only where both name somebody or something alike, no number and no
//! day speaks against it, and, within a language, a part of their words is the same.

use rundown_news::{Part, Set, Span, WhenPrecision};
use rundown_text::{fold, latin_key};

use crate::lines::Line;
use crate::meant::Meant;
use crate::told::Told;

/// What a line says.
pub(crate) struct Saying {
    meant: Meant,
    /// The last words of the names in it, as languages share them.
    names: Set<String>,
    /// The days it tells of, each once, in order.
    days: Vec<String>,
}

impl Saying {
    pub(crate) fn of(told: &Told, line: &Line) -> Self {
        let meant = Meant::of(line.span.of(told.part(line.part)));
        let days =
            if line.part == Part::Text { days_in(told, line.span) } else { Vec::new() };
        Self { meant, names: names_in(told, line.span), days }
    }

    /// Whether another one in another language says this as well, and perhaps more.
    pub(crate) fn is_told_by(&self, other: &Self) -> bool {
        self.agrees_with(other) && self.meant.is_told_by(&other.meant)
    }

    /// Whether another one in the same language, a part of whose words are the same, says
    /// this as well.
    pub(crate) fn is_reworded_by(&self, other: &Self) -> bool {
        self.agrees_with(other) && self.meant.is_reworded_by(&other.meant)
    }

    /// Whether both name somebody or something alike, and no day speaks against it.
    fn agrees_with(&self, other: &Self) -> bool {
        let (mine, others) = (&self.days, &other.days);
        let is_shared = |day: &String| others.contains(day);
        let days_agree =
            mine.is_empty() || others.is_empty() || mine.iter().any(is_shared);
        days_agree && !self.names.is_disjoint(&other.names)
    }
}

/// The last words of the names in a line of text, as languages share them.
fn names_in(told: &Told, line: Span) -> Set<String> {
    let is_here = |mention: &Span| mention.overlaps(line);
    let here =
        told.found().entities.iter().filter(|one| one.mentions.iter().any(is_here));
    here.filter_map(|one| name_key(&one.name)).collect()
}

/// The days in a line of text.
fn days_in(told: &Told, line: Span) -> Vec<String> {
    let is_day =
        |precision| matches!(precision, WhenPrecision::Time | WhenPrecision::Day);
    let here = told.found().dates.iter().filter(|date| date.span.overlaps(line));
    let here = here.filter(|date| is_day(date.precision));
    // A time of day stands behind the day it is of.
    let mut days: Vec<String> =
        here.filter_map(|date| date.value.get(..10).map(str::to_owned)).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// The last word of a name in plain Latin letters.
pub(crate) fn name_key(name: &str) -> Option<String> {
    name.split_whitespace().next_back().map(|last| latin_key(&fold(last)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::Lines;
    use crate::sample::{article, dates, person, told};
    use crate::told::Story;

    /// What the only sentence of an article says, which may name the ship and the day.
    fn saying(text: &str, day: Option<(&str, &str)>) -> Saying {
        let mut read = article("a", text);
        if text.contains("Halden Star") {
            person(&mut read, "Halden Star", "Halden Star");
        }
        if let Some((words, value)) = day {
            read = dates(read, words, value);
        }
        let told = [told(&read)];
        let story = Story::of(&told);
        Saying::of(&told[0], &Lines::tops(&story).of_article(0)[0])
    }

    #[test]
    fn other_words_say_the_same_where_names_numbers_and_days_agree() {
        let sank =
            "The ferry Halden Star sank off Port Elm on Friday and 12 people drowned.";
        let sank = saying(sank, Some(("Friday", "2031-05-02")));
        let friday = Some(("Friday", "2031-05-02T09:30"));
        let thursday = Some(("Thursday", "2031-05-01"));
        for (text, day, same) in [
            (
                "The Halden Star ferry went down off Port Elm, and 12 people died.",
                None,
                true,
            ),
            (
                "The Halden Star ferry went down off Port Elm, and 14 people died.",
                None,
                false,
            ),
            (
                "The Halden Star ferry went down off Port Elm on Friday, and 12 died.",
                friday,
                true,
            ),
            (
                "The Halden Star ferry went down off Port Elm on Thursday, and 12 died.",
                thursday,
                false,
            ),
            ("The ferry went down off Port Elm, and 12 people died.", None, false),
            (
                "The owner of the Halden Star said 12 of the crew were trained.",
                None,
                false,
            ),
        ] {
            let other = saying(text, day);
            assert_eq!(sank.is_reworded_by(&other), same, "{text}");
        }
        let german = "Die Fähre Halden Star sank vor Port Elm, 12 Menschen ertranken.";
        assert!(sank.is_told_by(&saying(german, None)));
    }
}
