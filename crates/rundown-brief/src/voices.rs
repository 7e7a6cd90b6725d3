//! Who said what: statements merged over outlets, by speaker.
//!
//! The same words and truncations of them are one statement, shown at its longest; a
//! paraphrase that adds words of its own stays apart. What one person said within days in
//! two languages is one statement where both mean the same; it is shown in the language the
//! story is told in.

use rundown_news::{Directness, Map, Outlet, Set, Statement, Voice};

use crate::contrasts::{Claim, contrasts};
use crate::names::{Named, Names};
use crate::retold::{each_once, in_order};
use crate::said::{Said, Speaker, by_speaker, is_person};
use crate::sentences::shared;
use crate::statements::Stated;
use crate::told::Story;

/// Speakers on a page.
const VOICES_MAX: usize = 80;

/// Statements of one speaker; the latest are kept.
const STATEMENTS_MAX: usize = 240;

/// Earlier statements of a speaker that one is compared with: repetitions come within
/// days, and a spokesman of a year has a thousand.
const COMPARED_MAX: usize = 80;

/// Versions of a statement that another one is compared with.
const MEMBERS_COMPARED: usize = 4;

/// Share of the shorter statement's words, in order, that a truncation keeps.
const TRUNCATED: f64 = 0.8;

/// The same where one of the two is in the reporter's words.
const REPORTED: f64 = 0.85;

pub(crate) fn voices(story: &Story<'_>, names: &Names<'_>) -> Vec<Voice> {
    let by_speaker = by_speaker(story, names).into_iter();
    let mut drafts: Vec<Draft<'_>> = by_speaker
        .map(|(speaker, said)| Draft::of(story, names, speaker, said))
        .collect();
    drafts.sort_by(|a, b| {
        let matters = |draft: &Draft<'_>| draft.named.map(|named| named.weight);
        let rank = |draft: &Draft<'_>| {
            (draft.person, draft.named.is_some(), draft.weight, matters(draft))
        };
        (rank(b), a.name).cmp(&(rank(a), b.name))
    });
    drafts.truncate(VOICES_MAX);
    drafts.into_iter().map(|draft| draft.voice(story)).collect()
}

/// A voice before its words are put together.
struct Draft<'a> {
    person: bool,
    /// How much it was quoted: its statements, each once for every outlet.
    weight: usize,
    name: &'a str,
    /// Who it is, if the story names them.
    named: Option<&'a Named<'a>>,
    groups: Vec<Vec<Said<'a>>>,
}

impl<'a> Draft<'a> {
    fn of(
        story: &Story<'_>,
        names: &'a Names<'_>,
        speaker: Speaker<'a>,
        said: Vec<Said<'a>>,
    ) -> Self {
        let named = match speaker {
            Speaker::Named(at) => Some(&names.all[at]),
            Speaker::Unnamed(_) => None,
        };
        // An unnamed one is called what the earliest article calls it.
        let words = || said.first().map_or("", |said| said.stated.source_words());
        let name = named.map_or_else(words, |named| named.name);
        let groups = merge(story, said);
        let weight = groups.iter().map(|group| outlets(story, group).count()).sum();
        Self { person: is_person(names, speaker), weight, name, named, groups }
    }

    fn voice(self, story: &Story<'_>) -> Voice {
        let found = self.groups.iter().map(|group| statement(story, group)).collect();
        let mut found: Vec<(Statement, &Claim)> = each_once(found);
        // Their own words first, the latest of them first.
        found.sort_by(|(a, _), (b, _)| {
            let own = |one: &Statement| one.directness != Directness::Indirect;
            (own(b), b.at, &b.said_on, &a.shown).cmp(&(
                own(a),
                a.at,
                &a.said_on,
                &b.shown,
            ))
        });
        found.truncate(STATEMENTS_MAX);
        let claims: Vec<_> =
            found.iter().map(|(said, claim)| (*claim, said.at)).collect();
        let contrasts = contrasts(&claims);
        let statements = found.into_iter().map(|(said, _)| said).collect();
        Voice {
            contrasts,
            name: self.name.to_owned(),
            person: self.person,
            roles: self.named.map(|named| named.roles.clone()).unwrap_or_default(),
            statements,
        }
    }
}

/// Groups of the same statement, each earliest first.
fn merge<'a>(story: &Story<'_>, said: Vec<Said<'a>>) -> Vec<Vec<Said<'a>>> {
    let mut groups: Vec<Vec<Said<'_>>> = Vec::new();
    for one in said {
        let from = groups.len().saturating_sub(COMPARED_MAX);
        let same = groups[from..].iter().position(|group| {
            group.iter().take(MEMBERS_COMPARED).any(|other| {
                same_statement(&one, other) || is_translated(story, &one, other)
            })
        });
        match same {
            Some(at) => groups[from + at].push(one),
            None => groups.push(vec![one]),
        }
    }
    groups
}

/// Days between which a statement goes from one language into another.
const TRANSLATED_DAYS_MAX: i32 = 2;

/// Whether somebody's words stand in two languages.
fn is_translated(story: &Story<'_>, a: &Said<'_>, b: &Said<'_>) -> bool {
    let lang = |said: &Said<'_>| story.told[said.article].article().lang;
    let days = a.day.since(b.day).map_or(i32::MAX, |span| span.get_days().abs());
    lang(a) != lang(b)
        && days <= TRANSLATED_DAYS_MAX
        && a.stated.meant.is_same(&b.stated.meant)
}

fn same_statement(a: &Said<'_>, b: &Said<'_>) -> bool {
    if a.holds(b) || b.holds(a) {
        return true;
    }
    let (a, b) = (a.stated, b.stated);
    let (short, long) = if a.words.len() <= b.words.len() {
        (&a.words, &b.words)
    } else {
        (&b.words, &a.words)
    };
    let in_own_words = |said: &Stated| said.directness == Directness::Direct;
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
    let (kept, _) = in_order(&short.in_order, &long.in_order);
    kept as f64 >= needed * short.len() as f64
}

/// The outlets of a group, each once, earliest first.
fn outlets<'s>(
    story: &'s Story<'_>,
    group: &'s [Said<'_>],
) -> impl Iterator<Item = &'s Outlet> {
    let mut seen = Set::default();
    let all = group.iter().map(|said| &story.told[said.article].article().outlet);
    all.filter(move |outlet| seen.insert(*outlet))
}

/// One statement of a group, and what it claims: in the story's language, in the speaker's
/// own words and in one run, the wording that most articles have, the longest of several.
fn statement<'a>(story: &Story<'_>, group: &[Said<'a>]) -> (Statement, &'a Claim) {
    let wording = |said: &Said<'a>| said.stated.words.in_order.as_slice();
    let mut wordings: Map<&[u64], usize> = Map::default();
    for said in group {
        *wordings.entry(wording(said)).or_default() += 1;
    }
    let rank = |said: &Said<'a>| {
        let own = match said.stated.directness {
            Directness::Direct => 2,
            Directness::Mixed => 1,
            Directness::Indirect => 0,
        };
        let carried = wordings[wording(said)];
        let readable = !story.is_foreign(said.article);
        (readable, own, said.stated.is_in_one_run(), carried, said.stated.words.len())
    };
    // The first of equals.
    let ranks = group.iter().map(rank).enumerate().rev();
    let best = ranks.max_by_key(|(_, rank)| *rank).map_or(0, |(best, _)| best);
    // The sentence around it says it too, and more.
    let whole =
        |said: &&Said<'_>| said.holds(&group[best]) && !said.same_place(&group[best]);
    let whole = group.iter().find(whole);
    let told = |said: &Said<'_>| story.told[said.article];
    let best = whole.unwrap_or(&group[best]);
    let mut shown = best.shown(told(best));
    for said in group.iter().filter(|said| !best.holds(said)) {
        shown.evidence.extend(said.shown(told(said)).evidence);
    }
    let statement = Statement {
        shown,
        directness: best.stated.directness,
        said_on: group.iter().map(|said| said.day).min().map(|day| day.to_string()),
        at: group.iter().map(|said| said.at(told(said))).min().unwrap_or_default(),
        outlets: outlets(story, group).cloned().collect(),
    };
    (statement, &best.stated.claim)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{article, dates, says, told_at};
    use rundown_news::{ReadArticle, Span};

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
        assert_eq!(said[0].shown.text, "We will look for every sailor, however long");
        assert_eq!(said[0].words(), "“We will look for every sailor, however long”");
        assert_eq!((said[0].shown.evidence.len(), said[0].outlets.len()), (2, 2));
    }

    /// Each wording is counted once: a crowd of outlets that carry one quotation is not
    /// compared with itself.
    #[test]
    fn what_a_crowd_carries_is_one_statement_in_its_commonest_words() {
        const CROWD: usize = 300_000;
        let quoted = |id, content: &str| {
            let read = article(id, &format!("“{content}” Ana Ruiz said."));
            says(read, "Ana Ruiz", "Ana Ruiz", &[content], Directness::Direct)
        };
        let rare = quoted("a", "We will look for every sailor until we find them all,");
        let common = quoted("b", "We will look for every sailor until we find them,");
        let read = [rare, common];
        let told: Vec<_> =
            read.iter().zip(0..).map(|(one, i)| told_at(one, i, 1)).collect();
        let story = Story::of(&told);
        let names = Names::of(&story);
        let said = by_speaker(&story, &names).into_values().next().unwrap();
        let mut group = vec![said[0]; 2];
        group.resize(CROWD, said[1]);
        let (statement, _) = statement(&story, &group);
        let words = "“We will look for every sailor until we find them”";
        assert_eq!(statement.words(), words);
        assert_eq!((statement.shown.evidence.len(), statement.outlets.len()), (3, 2));
    }

    #[test]
    fn a_quotation_is_shown_without_the_comma_before_who_said_it() {
        let shown = |text: &str, content: &[&str]| {
            let read = article("a", text);
            let read = says(read, "Ana Ruiz", "Ana Ruiz", content, Directness::Direct);
            let said = voices_of(&[read]).remove(0).statements.remove(0);
            (said.shown.text.clone(), said.words())
        };
        let comma = "\"It is not where it ought to be,\" Ana Ruiz said.";
        let comma = shown(comma, &["It is not where it ought to be,"]);
        assert_eq!(comma.0, "It is not where it ought to be");
        assert_eq!(comma.1, "“It is not where it ought to be”");
        let first = "It is not where it ought to be,";
        let two = format!("“{first}” Ana Ruiz said. “We shall find it,” she added.");
        let two = shown(&two, &[first, "We shall find it,"]);
        assert_eq!(two.1, "“It is not where it ought to be, … We shall find it”");
        let whole = "“It is not where it ought to be!” Ana Ruiz said.";
        let whole = shown(whole, &["It is not where it ought to be!"]);
        assert_eq!(whole.0, "“It is not where it ought to be!”");
        assert_eq!(whole.1, whole.0);
    }

    #[test]
    fn a_day_that_is_part_of_the_words_is_not_the_day_they_were_said() {
        let words = "“I gave it to him on April 14,”";
        let read = article("a", &format!("{words} Ana Ruiz said."));
        let read = says(read, "Ana Ruiz", "Ana Ruiz", &[words], Directness::Direct);
        let mut read = dates(read, "April 14", "2031-04-14");
        read.annotations.dates[0].predicate = read.annotations.attributions[0].cue;
        let found = voices_of(&[read]);
        assert_eq!(found[0].statements[0].said_on.as_deref(), Some("2031-05-01"));
    }

    /// How many statements two quotations of one person are.
    fn count(first: &str, second: &str) -> usize {
        let quoted = |id, content: &str| {
            let read = article(id, &format!("“{content}” Ana Ruiz said."));
            says(read, "Ana Ruiz", "Ana Ruiz", &[content], Directness::Direct)
        };
        voices_of(&[quoted("a", first), quoted("b", second)])[0].statements.len()
    }

    #[test]
    fn one_speech_cut_in_two_ways_is_one_statement() {
        let first = "I am very uneasy today with our own board being able to order what any \
                     crew at sea does. That is not where this should come from,";
        let second = "There is a part of it that makes me nervous: I am very uneasy with the \
                      board being able to order what any crew does. That is not where it \
                      should come from,";
        assert_eq!(count(first, second), 1);
        let turned =
            "I do not want her to go. No one wanted her to go. I want the licence,";
        let round =
            "I want the licence. I do not want her to go. No one wanted her to go,";
        assert_eq!(count(turned, round), 1);
        let other = "There is a part of it that makes me glad: I am very happy with the crew \
                     being able to do what they like,";
        assert_eq!(count(first, other), 2);
    }

    #[test]
    fn what_a_reporter_quotes_is_told_by_the_speakers_own_words() {
        let own = "We look for every sailor until the last of them is found,";
        let quoted = says(
            article("a", &format!("“{own}” Ana Ruiz said.")),
            "Ana Ruiz",
            "Ana Ruiz",
            &[own],
            Directness::Direct,
        );
        let text = "Ana Ruiz told the crews they would “look for every sailor until the last \
                    of them is found.”";
        let mixed =
            says(article("b", text), "Ana Ruiz", "Ana Ruiz", &[text], Directness::Mixed);
        let found = voices_of(&[mixed, quoted]);
        let shown: Vec<&str> =
            found[0].statements.iter().map(|said| said.shown.text.as_str()).collect();
        assert_eq!(shown, [own.trim_end_matches(',')]);
        assert_eq!(found[0].statements[0].shown.evidence.len(), 2);
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

    #[test]
    fn who_passes_on_what_another_says_is_not_its_voice() {
        let mut read =
            article("a", "“That is not him,” Ana Ruiz said, according to Karel Dunn.");
        read =
            says(read, "Ana Ruiz", "Ana Ruiz", &["That is not him,"], Directness::Direct);
        let whole = ["“That is not him,” Ana Ruiz said"];
        read = says(read, "Karel Dunn", "Karel Dunn", &whole, Directness::Mixed);
        let by = read
            .annotations
            .attributions
            .iter_mut()
            .find(|said| said.directness == Directness::Mixed);
        by.unwrap().cue =
            read.article.text.find("according").map(|at| Span::new(at, at + 12));
        let found = voices_of(&[read]);
        let names: Vec<_> = found.iter().map(|voice| voice.name.as_str()).collect();
        assert_eq!(names, ["Ana Ruiz"]);
    }

    fn in_german(mut read: ReadArticle) -> ReadArticle {
        read.article.lang = rundown_news::Lang::GERMAN;
        read
    }

    #[test]
    fn a_statement_in_two_languages_is_one_and_stands_in_the_storys() {
        let english = "The ferry sank because the bow door was open,";
        let german = "Die Fähre sank, weil die Bugtür offen stand,";
        let other = "Der Hafen bleibt bis Montag geschlossen,";
        let quoted = |id, content: &str| {
            let read = article(id, &format!("“{content}” Ana Ruiz said."));
            says(read, "Ana Ruiz", "Ana Ruiz", &[content], Directness::Direct)
        };
        let found = voices_of(&[
            in_german(quoted("a", german)),
            quoted("b", english),
            in_german(quoted("c", other)),
            quoted("d", english),
        ]);
        assert_eq!(found.len(), 1);
        let said = &found[0].statements;
        assert_eq!(said.len(), 2, "{said:#?}");
        let same = said.iter().find(|one| one.shown.text.contains("bow door")).unwrap();
        assert_eq!((same.shown.evidence.len(), same.outlets.len()), (3, 3));
    }

    /// Marks what somebody without a name says.
    fn unnamed(id: &str, text: &str, source: &str, content: &str) -> ReadArticle {
        let mut read =
            says(article(id, text), source, source, &[content], Directness::Direct);
        read.annotations.entities.clear();
        for said in &mut read.annotations.attributions {
            let source = said.source.as_mut().unwrap();
            source.entity = None;
        }
        read
    }

    #[test]
    fn a_body_is_one_voice_and_papers_and_nobody_are_none() {
        let found = voices_of(&[
            unnamed(
                "a",
                "“The road stays shut,” the Council said.",
                "Council",
                "The road stays shut,",
            ),
            unnamed(
                "b",
                "“A bus will run on Sundays,” the council said.",
                "council",
                "A bus will run on Sundays,",
            ),
            unnamed(
                "c",
                "“Nothing at all was found,” documents said.",
                "documents",
                "Nothing at all was found,",
            ),
            unnamed(
                "d",
                "“It was none of us here,” said nobody.",
                "nobody",
                "It was none of us here,",
            ),
        ]);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].name.as_str(), found[0].statements.len()), ("Council", 2));
    }

    #[test]
    fn their_own_words_stand_before_what_is_reported() {
        let found = voices_of(&[
            says(
                article("a", "“We will look for every sailor,” Ana Ruiz said."),
                "Ana Ruiz",
                "Ana Ruiz",
                &["We will look for every sailor,"],
                Directness::Direct,
            ),
            says(
                article("b", "Ana Ruiz said the search was over and thanked the crews."),
                "Ana Ruiz",
                "Ana Ruiz",
                &["the search was over and thanked the crews"],
                Directness::Indirect,
            ),
        ]);
        let first = &found[0].statements[0];
        assert_eq!(first.directness, Directness::Direct);
    }
}
