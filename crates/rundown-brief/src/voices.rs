//! Who said what: statements merged over outlets, by speaker.
//!
//! The same words and truncations of them are one statement, shown at its longest; a
//! paraphrase that adds words of its own stays apart.

use std::collections::BTreeMap;

use rundown_news::{Directness, Outlet, Statement, Voice};

use crate::lines::shared;
use crate::names::Names;
use crate::statements::{Said, Speaker, is_person, statements};
use crate::told::Story;

/// Speakers on a page.
const VOICES_MAX: usize = 80;

/// Statements of one speaker; the latest are kept.
const STATEMENTS_MAX: usize = 60;

/// Earlier statements of a speaker that one is compared with: repetitions come within
/// days, and a spokesman of a year has a thousand.
const COMPARED_MAX: usize = 80;

/// Versions of a statement that another one is compared with.
const MEMBERS_COMPARED: usize = 4;

/// Share of the shorter statement's words, in order, that a truncation keeps.
const TRUNCATED: f64 = 0.8;

/// The same where one of the two is in the reporter's words.
const REPORTED: f64 = 0.85;

pub(crate) fn voices(story: &Story<'_>, names: &Names) -> Vec<Voice> {
    let mut by_speaker: BTreeMap<Speaker, Vec<Said>> = BTreeMap::new();
    for said in statements(story, names) {
        let key = match &said.speaker {
            Speaker::Unnamed(folded, _) => {
                Speaker::Unnamed(folded.clone(), String::new())
            }
            named @ Speaker::Named(_) => named.clone(),
        };
        by_speaker.entry(key).or_default().push(said);
    }
    let mut voices: Vec<(Voice, usize, Speaker)> = by_speaker
        .into_iter()
        .map(|(speaker, said)| {
            let (voice, weight) = voice(story, names, &speaker, said);
            (voice, weight, speaker)
        })
        .collect();
    voices.sort_by(|(a, a_weight, _), (b, b_weight, _)| {
        (b.person, b_weight, &a.name).cmp(&(a.person, a_weight, &b.name))
    });
    voices.into_iter().take(VOICES_MAX).map(|(voice, ..)| voice).collect()
}

/// A voice, and how much it was quoted: its statements, each once for every outlet.
fn voice(
    story: &Story<'_>,
    names: &Names,
    speaker: &Speaker,
    said: Vec<Said>,
) -> (Voice, usize) {
    let person = is_person(names, speaker);
    let (name, roles) = match speaker {
        Speaker::Named(at) => (names.all[*at].name.clone(), names.all[*at].roles.clone()),
        Speaker::Unnamed(..) => (unnamed(&said), Vec::new()),
    };
    let merged = merge(said);
    let mut statements: Vec<Statement> =
        merged.into_iter().map(|group| statement(story, group)).collect();
    let weight = statements.iter().map(|statement| statement.outlets.len()).sum();
    statements
        .sort_by(|a, b| (b.at, &b.said_on, &a.shown).cmp(&(a.at, &a.said_on, &b.shown)));
    statements.truncate(STATEMENTS_MAX);
    (Voice { name, person, roles, statements }, weight)
}

/// The words of an unnamed source as the earliest article has them.
fn unnamed(said: &[Said]) -> String {
    match said.first().map(|said| &said.speaker) {
        Some(Speaker::Unnamed(_, words)) => words.clone(),
        _ => String::new(),
    }
}

/// Groups of the same statement, each earliest first.
fn merge(said: Vec<Said>) -> Vec<Vec<Said>> {
    let mut groups: Vec<Vec<Said>> = Vec::new();
    for one in said {
        let from = groups.len().saturating_sub(COMPARED_MAX);
        let same = groups[from..].iter().position(|group| {
            group.iter().take(MEMBERS_COMPARED).any(|other| same_statement(&one, other))
        });
        match same {
            Some(at) => groups[from + at].push(one),
            None => groups.push(vec![one]),
        }
    }
    groups
}

fn same_statement(a: &Said, b: &Said) -> bool {
    let (short, long) = if a.words.len() <= b.words.len() {
        (&a.words, &b.words)
    } else {
        (&b.words, &a.words)
    };
    let in_own_words = |said: &Said| said.directness == Directness::Direct;
    // One sentence may hold two things said; it is shown once.
    if a.shown.evidence == b.shown.evidence {
        return true;
    }
    let needed = if in_own_words(a) && in_own_words(b) { TRUNCATED } else { REPORTED };
    // Cheap first: bits that lack, then words in common, then their order.
    let distinct = short.sorted.len() as f64;
    let lacking = f64::from((short.bits & !long.bits).count_ones());
    if lacking > (1.0 - needed) * distinct {
        return false;
    }
    if (shared(&short.sorted, &long.sorted) as f64) < needed * distinct {
        return false;
    }
    let kept = in_order(&short.in_order, &long.in_order);
    kept as f64 >= needed * short.len() as f64
}

/// Words compared of one statement.
const WORDS_MAX: usize = 120;

/// How many words of `short` stand in `long` in the same order (the longest common
/// subsequence).
fn in_order(short: &[u64], long: &[u64]) -> usize {
    let (short, long) =
        (&short[..short.len().min(WORDS_MAX)], &long[..long.len().min(WORDS_MAX)]);
    let mut row = vec![0; long.len() + 1];
    for word in short {
        let mut diagonal = 0;
        for (i, other) in long.iter().enumerate() {
            let above = row[i + 1];
            row[i + 1] =
                if word == other { diagonal + 1 } else { row[i + 1].max(row[i]) };
            diagonal = above;
        }
    }
    row[long.len()]
}

/// One statement of a group: the longest quotation in the speaker's own words, else
/// the longest.
fn statement(story: &Story<'_>, group: Vec<Said>) -> Statement {
    let rank = |said: &Said| {
        let own = match said.directness {
            Directness::Direct => 2,
            Directness::Mixed => 1,
            Directness::Indirect => 0,
        };
        (own, said.words.len())
    };
    let mut best = 0;
    for (i, said) in group.iter().enumerate() {
        if rank(said) > rank(&group[best]) {
            best = i;
        }
    }
    let at = group.iter().map(|said| story.told[said.article].at).min();
    let said_on = group.iter().map(|said| said.day.clone()).min();
    let mut outlets: Vec<Outlet> = Vec::new();
    for said in &group {
        let outlet = &story.told[said.article].article().outlet;
        if !outlets.contains(outlet) {
            outlets.push(outlet.clone());
        }
    }
    let directness = group[best].directness;
    let mut shown = group[best].shown.clone();
    for (i, said) in group.into_iter().enumerate() {
        if i != best && said.shown.evidence != shown.evidence {
            shown.evidence.extend(said.shown.evidence);
        }
    }
    Statement { shown, directness, said_on, at: at.unwrap_or_default(), outlets }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{article, says, told_at};
    use rundown_news::ReadArticle;

    fn voices_of(articles: &[ReadArticle]) -> Vec<Voice> {
        let told: Vec<_> =
            articles.iter().zip(0..).map(|(read, i)| told_at(read, i * 60, 1)).collect();
        let story = Story::of(&told);
        voices(&story, &Names::of(&story))
    }

    #[test]
    fn a_truncation_is_the_same_statement_and_the_longest_is_shown() {
        let found = voices_of(&[
            says(
                article("a", "“We will look for every sailor,” Ana Ruiz said."),
                "Ana Ruiz",
                "Ana Ruiz",
                &["We will look for every sailor,"],
                Directness::Direct,
            ),
            says(
                article("b", "“We will look for every sailor, however long,” Ruiz said."),
                "Ruiz",
                "Ruiz",
                &["We will look for every sailor, however long,"],
                Directness::Direct,
            ),
        ]);
        assert_eq!(found.len(), 1);
        let said = &found[0].statements;
        assert_eq!((found[0].name.as_str(), said.len()), ("Ana Ruiz", 1));
        assert_eq!(said[0].shown.text, "“We will look for every sailor, however long,”");
        assert_eq!((said[0].shown.evidence.len(), said[0].outlets.len()), (2, 2));
    }

    #[test]
    fn other_words_are_another_statement_the_latest_first() {
        let found = voices_of(&[
            says(
                article("a", "Ana Ruiz said the search would go on all night."),
                "Ana Ruiz",
                "Ana Ruiz",
                &["the search would go on all night"],
                Directness::Indirect,
            ),
            says(
                article("b", "Ana Ruiz said the search was over and thanked the crews."),
                "Ana Ruiz",
                "Ana Ruiz",
                &["the search was over and thanked the crews"],
                Directness::Indirect,
            ),
        ]);
        let texts: Vec<_> =
            found[0].statements.iter().map(|said| said.shown.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "Ana Ruiz said the search was over and thanked the crews.",
                "Ana Ruiz said the search would go on all night.",
            ]
        );
    }
}
