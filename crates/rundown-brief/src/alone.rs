//! Whether a sentence can be read alone: nothing in it hangs on the one before.

use rundown_news::{EntityKind, Lang, Part, ReadArticle, Span};
use rundown_text::is_quote_mark;

use crate::forms::begins_name;
use crate::words::words;

/// Shorter ones are crossheads and cries; longer ones are not read.
const WORDS_MIN: u32 = 6;
const WORDS_MAX: u32 = 48;

/// A sentence that opens so leans on the one before it.
const LEANING: &[&str] = &[
    "he",
    "she",
    "they",
    "it",
    "this",
    "that",
    "these",
    "those",
    "his",
    "her",
    "their",
    "its",
    "him",
    "them",
    "but",
    "and",
    "or",
    "nor",
    "also",
    "meanwhile",
    "however",
    "so",
    "yet",
    "still",
    "then",
    "such",
    "another",
    "others",
    "both",
    "here",
    "instead",
    "though",
    "although",
    "therefore",
    "thus",
    "hence",
    "besides",
    "moreover",
    "furthermore",
    "indeed",
    "otherwise",
    "nevertheless",
    "nonetheless",
    "similarly",
    "likewise",
    "separately",
    "elsewhere",
    "later",
    "afterwards",
    "afterward",
    "why",
    "how",
    "what",
    "who",
    "there",
    "not",
    "neither",
    "either",
    "again",
    "additionally",
    "consequently",
    "perhaps",
    "maybe",
    "yes",
    "no",
    "because",
    "which",
];

/// Openings of several words that lean likewise.
const LEANING_PHRASES: &[&str] = &[
    "the two ",
    "the pair ",
    "the former ",
    "the latter ",
    "the same ",
    "the move ",
    "the statement ",
    "the other ",
    "one of them ",
    "in addition",
    "as a result",
    "for example",
    "for instance",
    "at the same time",
    "on the other hand",
    "after that",
    "in other words",
    "of course",
    "as for ",
    "by way of ",
    "most of them",
    "some of them",
    "all of them",
    "none of them",
    "in that ",
    "in this ",
    "at that ",
    "by then",
    "since then",
    "until then",
    "on that ",
    "in response",
    "by contrast",
    "in turn",
    "asked about",
    "asked whether",
    "asked if",
    "the decision ",
    "the comments ",
    "the comment ",
    "the remarks ",
    "like many",
    "among them",
    "at least one of ",
    "the incident ",
    "the announcement ",
];

const LEANING_ELSEWHERE: &[(Lang, &[&str])] = &[
    (
        Lang::GERMAN,
        &[
            "er",
            "sie",
            "es",
            "dies",
            "diese",
            "dieser",
            "dieses",
            "das",
            "aber",
            "und",
            "doch",
            "auch",
            "zudem",
            "außerdem",
            "dabei",
            "damit",
            "dort",
            "denn",
            "sein",
            "ihre",
            "ihr",
            "seine",
            "allerdings",
            "deshalb",
            "dann",
            "daher",
        ],
    ),
    (
        Lang::SPANISH,
        &[
            "él", "ella", "ellos", "ellas", "esto", "esta", "este", "estos", "estas",
            "eso", "pero", "y", "también", "además", "sin", "su", "sus", "así", "allí",
            "luego", "entonces", "por",
        ],
    ),
    (
        Lang::FRENCH,
        &[
            "il",
            "elle",
            "ils",
            "elles",
            "ce",
            "cette",
            "ces",
            "cela",
            "mais",
            "et",
            "aussi",
            "son",
            "sa",
            "ses",
            "leur",
            "leurs",
            "puis",
            "ainsi",
            "cependant",
        ],
    ),
    (
        Lang::PORTUGUESE,
        &[
            "ele", "ela", "eles", "elas", "isso", "isto", "este", "esta", "esse", "essa",
            "mas", "e", "também", "além", "seu", "sua", "seus", "assim", "depois",
        ],
    ),
];

/// Words of pages, not of news.
const CHROME: &[&str] = &[
    "click here",
    "sign up",
    "subscribe",
    "read more",
    "http://",
    "https://",
    "www.",
    "follow us",
    "newsletter",
    "©",
    "all rights reserved",
    "contributed to this",
    "see also",
    "scroll down",
    "for more on",
    "pic.twitter",
    "getty images",
    "file photo",
    "cookies",
    "advertisement",
    "this article",
    "this story",
    "editing by",
    "reporting by",
    "writing by",
];

/// How outlets begin when they speak of their own article, and what they call it then.
const NOTICES: &[&str] = &[
    "editor's note",
    "editors' note",
    "correction:",
    "corrections:",
    "clarification:",
    "this version corrects",
    "anmerkung der redaktion",
    "korrektur:",
    "in einer früheren version dieses",
    "rectificatif",
    "fe de errores",
    "nota de la redacción",
    "nota do editor",
];
const VERSIONS: [&str; 2] = ["earlier version of this ", "previous version of this "];
const PIECES: [&str; 7] =
    ["article", "story", "report", "post", "page", "column", "headline"];

/// Whether a sentence tells of the article it stands in, or is the title of another one with
/// the button that leads there: what was corrected there is no event of the story.
pub(crate) fn is_notice(text: &str) -> bool {
    let lower = text.to_lowercase().replace('’', "'");
    let open = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    NOTICES.iter().any(|notice| open.starts_with(notice))
        || lower.trim_end().ends_with(" read more")
        || VERSIONS.iter().any(|version| {
            let behind = lower.split_once(version).map_or("", |(_, behind)| behind);
            PIECES.iter().any(|piece| behind.starts_with(piece))
        })
}

/// Whether a sentence of so many words can be shown without its surroundings.
pub(crate) fn reads_alone(
    read: &ReadArticle,
    part: Part,
    sentence: Span,
    words: u32,
) -> bool {
    let article = &read.article;
    if let Part::Highlight(i) = part {
        let text = article.highlights.get(usize::from(i)).map_or("", |text| text);
        return box_reads_alone(sentence.of(text), words);
    }
    let text = sentence.of(&article.text);
    (WORDS_MIN..=WORDS_MAX).contains(&words)
        && is_whole(text)
        && !leans(text, article.lang)
        && !is_chrome(text)
        && !is_notice(text)
        && speaks_of_others(text)
        && keeps_its_source(read, sentence)
        && pronouns_have_names(read, sentence)
}

/// An outlet's own highlight needs no full stop.
fn box_reads_alone(text: &str, words: u32) -> bool {
    (4..=WORDS_MAX).contains(&words)
        && !text.ends_with(['?', '…', ':'])
        && !text.contains("...")
        && !is_chrome(text)
        && !leans(text, Lang::ENGLISH)
}

/// From a capital to a full stop, with quotation marks in pairs.
fn is_whole(text: &str) -> bool {
    let first = text.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next();
    let starts = first.is_some_and(|c| !c.is_lowercase());
    let bare = text.trim_end_matches(|c: char| {
        is_quote_mark(c) || matches!(c, '\'' | '’' | ')' | ']' | ' ' | '`')
    });
    let ends = bare.ends_with(['.', '!', '。']) && !bare.ends_with("..");
    starts && ends && marks_pair(text)
}

fn marks_pair(text: &str) -> bool {
    let marks = text.chars().filter(|c| is_quote_mark(*c)).count();
    let tokenised = text.matches("``").count() + text.matches("''").count();
    marks.is_multiple_of(2) && tokenised.is_multiple_of(2)
}

fn leans(text: &str, lang: Lang) -> bool {
    let open = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let lower: String = open.chars().take(40).flat_map(char::to_lowercase).collect();
    let first = words(&lower).next().unwrap_or("");
    let listed = |list: &[&str]| list.contains(&first);
    let elsewhere = LEANING_ELSEWHERE.iter().find(|(known, _)| *known == lang);
    match elsewhere {
        Some((_, list)) => listed(list),
        None => {
            listed(LEANING) || LEANING_PHRASES.iter().any(|lead| lower.starts_with(lead))
        }
    }
}

fn is_chrome(text: &str) -> bool {
    let lower = text.to_lowercase();
    CHROME.iter().any(|words| lower.contains(words))
}

/// No "I", "we" or "you" outside quotation marks: those are columns and appeals.
pub(crate) fn speaks_of_others(text: &str) -> bool {
    let mut inside = false;
    let mut outside = String::new();
    for c in text.replace("``", "“").replace("''", "”").chars() {
        if is_quote_mark(c) {
            inside = !inside;
            outside.push(' ');
        } else if !inside {
            outside.push(c);
        }
    }
    !words(&outside).any(|word| {
        matches!(
            word,
            "I" | "We"
                | "we"
                | "My"
                | "my"
                | "Our"
                | "our"
                | "us"
                | "you"
                | "You"
                | "your"
        )
    })
}

/// A quotation shows its speaker, and the speaker is no bare pronoun.
fn keeps_its_source(read: &ReadArticle, sentence: Span) -> bool {
    let found = &read.annotations;
    let first = found
        .attributions
        .partition_point(|said| said.content.iter().all(|c| c.end <= sentence.start));
    // Attributions come in the order of their content; a sentence holds few.
    for said in found.attributions.iter().skip(first).take(24) {
        if said.content.first().is_some_and(|content| content.start >= sentence.end) {
            break;
        }
        if !said.content.iter().any(|content| content.overlaps(sentence)) {
            continue;
        }
        match &said.source {
            Some(source) if sentence.contains(source.span) => {}
            Some(_) => return false,
            // Nobody knows who says it: a sentence of nothing but quotation.
            None if said
                .content
                .iter()
                .any(|content| content.len() * 10 >= sentence.len() * 8) =>
            {
                return false;
            }
            None => {}
        }
    }
    true
}

/// "he", "she" and "they" follow a name in the same sentence.
fn pronouns_have_names(read: &ReadArticle, sentence: Span) -> bool {
    let text = sentence.of(&read.article.text);
    let mut offset = 0;
    for word in words(text) {
        let at = text[offset..].find(word).map_or(offset, |i| offset + i);
        offset = at + word.len();
        let needs_person = match word {
            "he" | "she" | "his" | "him" | "her" | "hers" | "He" | "She" => true,
            "they" | "their" | "them" | "it" | "its" => false,
            _ => continue,
        };
        let before = &text[..at];
        let named = if needs_person {
            has_person_before(read, sentence, at) || has_capital_inside(before)
        } else {
            words(before).count() >= 3
        };
        if !named {
            return false;
        }
    }
    true
}

fn has_person_before(read: &ReadArticle, sentence: Span, at: usize) -> bool {
    let end = sentence.start + at as u32;
    read.annotations.entities.iter().any(|entity| {
        entity.kind == EntityKind::Person
            && entity.mentions.iter().any(|mention| {
                sentence.start <= mention.start
                    && mention.end <= end
                    && mention.of(&read.article.text).starts_with(begins_name)
            })
    })
}

/// A capital after the first word: likely a name, where none was marked.
fn has_capital_inside(before: &str) -> bool {
    words(before).skip(1).any(|word| word.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: bool) {
        let read = crate::sample::article("a", text);
        let sentence = read.annotations.sentences[0];
        let count = words(sentence.of(text)).count() as u32;
        let alone = reads_alone(&read, Part::Text, sentence, count);
        assert_eq!(alone, expected, "{text}");
    }

    #[test]
    fn a_plain_report_reads_alone() {
        check("The ferry sank off Port Elm on Friday, killing 17 people.", true);
        check("Harbor minister Ana Ruiz said she would resign in June.", true);
    }

    #[test]
    fn what_tells_of_its_own_article_does_not() {
        check(
            "Editor’s note: An earlier version of this report named another board.",
            false,
        );
        check(
            "An earlier version of this report named another board in its headline.",
            false,
        );
        check(
            "An earlier version of the harbor bill failed in the senate on Friday.",
            true,
        );
    }

    #[test]
    fn what_leans_on_the_sentence_before_does_not() {
        check("He was taken to a hospital in Greystead on Friday.", false);
        check("But the minister refused to answer any of the questions.", false);
        check("The two ministers will meet again in Port Elm on Monday.", false);
        check("When he arrived the ferry had already left the harbour.", false);
    }

    #[test]
    fn halves_of_quotations_and_questions_do_not() {
        check("“We shall look for every one of the missing sailors.", false);
        check("Will the minister of the harbour resign before June?", false);
        check("We ask you to stay away from the harbour until Monday.", false);
    }
}
