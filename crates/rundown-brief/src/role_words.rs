//! A role in the words of one article, as it stands in full; what is cut or a sentence is
//! none.

use rundown_lexicon::{Kinds, is_person_noun};
use rundown_news::Span;

use crate::words::words;

/// Longer ones are sentences.
const WORDS_MAX: usize = 12;

/// Words before a role that belong to it: without them it is another one.
const OPENINGS: &[&str] = &[
    "majority",
    "minority",
    "opposition",
    "house",
    "senate",
    "defense",
    "defence",
    "treasury",
    "state",
    "interior",
    "homeland",
    "health",
    "labor",
    "education",
    "energy",
    "commerce",
    "transportation",
    "justice",
    "finance",
    "trade",
    "senior",
    "former",
    "ex",
    "then",
    "acting",
    "interim",
    "deputy",
    "vice",
    "attorney",
    "assistant",
    "associate",
    "lieutenant",
    "major",
    "brigadier",
    "crown",
    "prime",
    "press",
    "special",
    "running",
    "chief",
    "solicitor",
    "secretary",
    "inspector",
    "surgeon",
    "foreign",
    "late",
    "fired",
    "ousted",
    "dismissed",
    "sacked",
    "deposed",
    "incoming",
    "outgoing",
    "first",
    "national",
    "security",
];

/// Words of a role that is over.
pub(crate) const PAST: &[&str] = &[
    "former",
    "ex",
    "then",
    "late",
    "fired",
    "ousted",
    "dismissed",
    "sacked",
    "deposed",
    "onetime",
    "outgoing",
    "retired",
    "ehemaliger",
    "ancien",
    "exministro",
];

/// Words that a role may lack.
pub(crate) const LIGHT: &[&str] = &[
    "the", "a", "an", "u", "s", "us", "of", "for", "and", "to", "its", "his", "her",
    "their",
];

/// Words that no role holds: where they stand a sentence was taken for one.
const SENTENCE: &[&str] = &[
    "said", "says", "that", "he", "she", "they", "was", "were", "is", "are", "has",
    "had", "will", "might", "when", "because",
];

/// Words that a role does not end with: where they end it, it was cut.
const OPEN_ENDS: &[&str] = &[
    "of", "the", "for", "to", "a", "an", "and", "or", "but", "in", "at", "on", "by",
    "with", "from", "as", "than", "into", "over", "under", "about", "after", "before",
    "until", "since", "when", "while", "where", "who", "whose", "whom", "which", "its",
    "his", "her", "their",
];

/// Words that tell whose something is to those alone who know of whom the talk is.
const OWNERS: &[&str] = &["its", "his", "her", "their", "our", "my", "your"];

/// What somebody is of something; without that it says nothing.
const OF_SOMETHING: &[&str] = &["head", "member", "part", "one", "leader"];

/// A role as it stands in full, with its words folded; none where the words are no role.
pub(crate) fn told_role(text: &str, span: Span) -> Option<(Span, Vec<String>)> {
    let span = before_owner(text, with_openings(text, behind_dash(text, span)))?;
    let span = behind_verb(text, before_adverb(text, before_rank(text, span)));
    let shown = span.of(text);
    let folded: Vec<String> =
        words(shown).map(|word| rundown_text::fold(word).into_owned()).collect();
    let is = |list: &[&str], word: &String| list.contains(&word.as_str());
    let last = folded.last()?;
    let fits = folded.len() <= WORDS_MAX
        && !is(OPEN_ENDS, last)
        && !is(PAST, last)
        && !names_somebody(shown)
        && !is_description(&folded)
        && !folded.iter().any(|word| is(SENTENCE, word))
        && !shown.contains([':', '–', '—'])
        && !shown.split_whitespace().any(is_number)
        && !serves(&folded)
        && !is_of_several(&folded)
        && folded.iter().any(|word| !is(PAST, word) && !is(LIGHT, word));
    fits.then_some((span, folded))
}

/// "chief executive of its parent": what hangs on a pronoun is left out, as nothing beside
/// the role tells whose it is; none where too little is left.
fn before_owner(text: &str, span: Span) -> Option<Span> {
    let shown = span.of(text);
    let mut links = shown.match_indices(" of ").chain(shown.match_indices(" for "));
    let owned = links.find(|(at, link)| {
        let behind = words(&shown[at + link.len()..]).next();
        behind.is_some_and(|word| OWNERS.contains(&word))
    });
    let Some((end, _)) = owned else { return Some(span) };
    let kept = Span::new(span.start as usize, span.start as usize + end);
    let last = words(kept.of(text)).last()?;
    (!OF_SOMETHING.contains(&&*rundown_text::fold(last))).then_some(kept)
}

/// "coast guard spokesman Capt.": a rank cut short behind a role is one of the name's words.
fn before_rank(text: &str, span: Span) -> Span {
    let mut kept = span.of(text);
    while let Some((before, last)) = kept.rsplit_once(' ')
        && last.starts_with(char::is_uppercase)
        && last.ends_with('.')
    {
        kept = before;
    }
    let role =
        kept.rsplit(' ').next().is_some_and(|last| last.starts_with(char::is_lowercase));
    let end = span.start as usize + if role { kept.len() } else { span.len() };
    Span::new(span.start as usize, end)
}

/// "medical director there": what points at a place beside the role tells nothing here.
fn before_adverb(text: &str, span: Span) -> Span {
    const POINTING: [&str; 4] = [" there", " here", " too", " also"];
    let shown = span.of(text);
    let kept = POINTING.iter().find_map(|word| shown.strip_suffix(word));
    let end = span.start as usize + kept.unwrap_or(shown).len();
    Span::new(span.start as usize, end)
}

/// "blame President", "judge Secretary": before an office in capitals, a small verb or a
/// noun for somebody is of the sentence.
fn behind_verb(text: &str, span: Span) -> Span {
    let shown = span.of(text);
    let Some((first, rest)) = shown.split_once(' ') else { return span };
    let kinds = rundown_lexicon::word_kinds().of(rundown_lexicon::word_key(first));
    let verb = Kinds::VERB.or(Kinds::CUE).or(Kinds::WEAK_CUE).or(Kinds::STANCE);
    let is_stray = first.starts_with(char::is_lowercase)
        && rest.starts_with(char::is_uppercase)
        && !PAST.contains(&first)
        && !OPENINGS.contains(&first)
        && (kinds.has(verb) || is_person_noun(first));
    let start = span.start as usize + if is_stray { first.len() + 1 } else { 0 };
    Span::new(start, span.end as usize)
}

/// "Secretary of State John F", "host of NBC's", "Treasury Secretary Ana Ruiz": a role that
/// was cut out of the name of somebody else, or before what it is of.
fn names_somebody(shown: &str) -> bool {
    const BEHIND_OFFICE: [&str; 8] =
        ["general", "elect", "designate", "pro", "tem", "tempore", "of", "for"];
    let is_initial = |word: &str| {
        let mut letters = word.trim_end_matches('.').chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
    };
    let all: Vec<&str> = shown.split(' ').collect();
    let cut = all.last().is_some_and(|last| {
        is_initial(last) && all.len() > 1 || last.ends_with("'s") || last.ends_with("’s")
    });
    let of_office = all.windows(2).enumerate().any(|(at, pair)| {
        let office = rundown_text::fold(pair[0].trim_end_matches('.'));
        let behind = rundown_text::fold(pair[1]);
        pair[0].starts_with(char::is_uppercase)
            && NAMED_OFFICES.contains(&&*office)
            && !BEHIND_OFFICE.contains(&&*behind)
            && all[at + 1..].iter().all(|word| word.starts_with(char::is_uppercase))
            && !all[..at].iter().any(|word| SERVING.contains(word))
            && !all[at + 1..].iter().any(|word| is_office(word))
    });
    cut || of_office
}

/// Offices that a name follows.
const NAMED_OFFICES: [&str; 9] = [
    "president",
    "secretary",
    "senator",
    "sen",
    "governor",
    "gov",
    "rep",
    "minister",
    "chancellor",
];

/// Words behind which somebody whom a person serves is named in the role.
const SERVING: [&str; 5] = ["of", "to", "for", "under", "with"];

/// "Senator Majority Leader": an office behind another.
fn is_office(word: &str) -> bool {
    let key = rundown_lexicon::word_key(&rundown_text::fold(word));
    rundown_lexicon::word_kinds().of(key).has(Kinds::ROLE.or(Kinds::TITLE))
        || is_person_noun(&rundown_text::fold(word))
}

/// "black man", "unarmed young woman": how somebody looks is no role.
fn is_description(folded: &[String]) -> bool {
    const ANYBODY: [&str; 8] =
        ["man", "woman", "boy", "girl", "teen", "teenager", "person", "individual"];
    const LOOKS: [&str; 16] = [
        "black",
        "white",
        "brown",
        "african",
        "american",
        "asian",
        "hispanic",
        "latino",
        "latina",
        "unarmed",
        "armed",
        "young",
        "old",
        "older",
        "elderly",
        "unidentified",
    ];
    let Some((last, before)) = folded.split_last() else { return false };
    ANYBODY.contains(&last.as_str())
        && before.iter().all(|word| LOOKS.contains(&word.as_str()))
}

/// A number other than an age: "20-year-old".
fn is_number(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit()) && !word.ends_with("-year-old")
}

/// Whether a role is that of several persons: "Republican senators", "leaders of the House".
fn is_of_several(folded: &[String]) -> bool {
    const LINKS: &[&str] = &["of", "for", "at", "to", "in", "from", "with", "on", "who"];
    let end = folded.iter().position(|word| LINKS.contains(&word.as_str()));
    let Some(head) = folded[..end.unwrap_or(folded.len())].last() else { return false };
    let one = head.strip_suffix('s').filter(|one| !one.ends_with('s'));
    let man = head.strip_suffix("men").map(|stem| format!("{stem}man"));
    one.is_some_and(is_person_noun) || man.is_some_and(|man| is_person_noun(&man))
}

/// Whether a role is cut before the name of whom it serves: "ally of President".
fn serves(folded: &[String]) -> bool {
    let [.., link, last] = folded else { return false };
    let office = ["president", "senator", "sen", "gov", "governor", "rep", "secretary"];
    matches!(link.as_str(), "of" | "for" | "to" | "under")
        && office.contains(&last.as_str())
}

/// What stands behind the last dash with spaces: a dateline or another clause is before.
fn behind_dash(text: &str, span: Span) -> Span {
    let at = span.of(text).rfind(" - ").map_or(0, |at| at + 3);
    Span::new(span.start as usize + at, span.end as usize)
}

/// The span with the words before it that belong to the role.
fn with_openings(text: &str, mut span: Span) -> Span {
    while let Some(before) = text.get(..span.start as usize) {
        let Some(trimmed) = before.strip_suffix([' ', '-']) else { break };
        let start = trimmed
            .rfind(|c: char| !c.is_alphabetic())
            .map_or(0, |at| at + trimmed[at..].chars().next().map_or(1, char::len_utf8));
        let word = &trimmed[start..];
        if word.is_empty() || !OPENINGS.contains(&&*rundown_text::fold(word)) {
            break;
        }
        span = Span::new(start, span.end as usize);
    }
    span
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, role: &str, expected: Option<&str>) {
        let at = text.find(role).unwrap();
        let found = told_role(text, Span::new(at, at + role.len()));
        assert_eq!(found.map(|(span, _)| span.of(text)), expected, "{text}");
    }

    #[test]
    fn a_role_is_told_in_full() {
        check(
            "Former prosecutor Kim Arlen left.",
            "prosecutor",
            Some("Former prosecutor"),
        );
        check("Republican senators Ana Holt and Kim Arlen", "Republican senators", None);
        check("Kim Arlen, one of the leaders", "leaders", None);
        check("Ana Holt, boss of the yard", "boss of the yard", Some("boss of the yard"));
        check(
            "said Deputy Attorney General Ana Holt",
            "General",
            Some("Deputy Attorney General"),
        );
        check("On Monday mayor Ana Holt left.", "mayor", Some("mayor"));
    }

    #[test]
    fn what_hangs_on_a_pronoun_and_ranks_are_left_out() {
        check(
            "Ana Holt, managing director of its parent,",
            "managing director of its parent",
            Some("managing director"),
        );
        check("Ana Holt, head of its service,", "head of its service", None);
        check(
            "harbor guard spokesman Capt. Ana Holt",
            "harbor guard spokesman Capt.",
            Some("harbor guard spokesman"),
        );
        check("Army Lt. Col. Ana Holt", "Army Lt. Col.", Some("Army Lt. Col."));
    }

    #[test]
    fn a_role_holds_no_part_of_the_name_of_another() {
        for (text, role) in [
            ("Secretary of Trade Ana F. Holt and Kim Arlen", "Secretary of Trade Ana F"),
            ("Treasury Secretary Ana Holt and Kim Arlen", "Treasury Secretary Ana Holt"),
            ("Kim Arlen, host of Port Elm's", "host of Port Elm's"),
            ("half-dozen former Kim Arlen", "half-dozen former"),
        ] {
            check(text, role, None);
        }
        check(
            "the aide to President Ana Holt Kim Arlen",
            "aide to President Ana Holt",
            Some("aide to President Ana Holt"),
        );
        check(
            "Senate Majority Leader Kim Arlen",
            "Senate Majority Leader",
            Some("Senate Majority Leader"),
        );
    }

    #[test]
    fn what_is_of_the_sentence_or_of_looks_is_no_role() {
        check("They blame President Holt.", "blame President", Some("President"));
        check(
            "Ana Holt, medical director there,",
            "medical director there",
            Some("medical director"),
        );
        check("His running mate Ana Holt", "mate", Some("running mate"));
        check("The black man, Kim Arlen,", "black man", None);
        check(
            "A 25-year-old man, Kim Arlen,",
            "25-year-old man",
            Some("25-year-old man"),
        );
    }

    #[test]
    fn what_was_cut_or_is_a_sentence_is_no_role() {
        check("Ana Holt, captain of the ferry", "captain of the", None);
        check("The president said that he would go.", "president said that he", None);
    }
}
