//! The laws that the words of every language keep.

use std::collections::BTreeMap;

use rundown_lexicon::{LANGUAGES, Language};

use super::rules::{Rule, What};
use super::words::Sense;

const TEMPLATE: &str =
    include_str!("../../../rundown-lexicon/data/languages/template/words.txt");

/// The words of each line of one name.
fn lines(language: &Language, name: &str) -> Vec<&'static str> {
    language.lists().filter(|(own, _)| *own == name).map(|(_, words)| words).collect()
}

/// The first words of the names that the template explains.
fn known() -> Vec<&'static str> {
    let names = TEMPLATE.lines().filter(|line| !line.starts_with('#'));
    names.filter_map(|line| line.split_once(": ")?.0.split(' ').next()).collect()
}

/// The languages that rules read.
fn ruled() -> impl Iterator<Item = &'static Language> {
    LANGUAGES.iter().filter(|language| language.code != "en")
}

#[test]
fn every_line_is_one_that_the_template_explains_or_a_list_that_rules_name() {
    let known = known();
    for language in ruled() {
        let rules = language.lists().filter(|(name, _)| name.starts_with("rule "));
        let named: String = rules.map(|(_, rules)| rules).collect();
        for (name, words) in language.lists() {
            let first = name.split(' ').next().unwrap_or("");
            let fits = known.contains(&first) || named.contains(&format!("<{name}>"));
            assert!(fits, "{}: what is {name:?}?", language.code);
            assert!(!words.trim().is_empty(), "{}: {name} is empty", language.code);
        }
    }
}

#[test]
fn a_year_has_twelve_months_and_a_week_seven_days() {
    for language in LANGUAGES {
        for (name, count) in [("month", 12), ("month-short", 12), ("weekday", 7)] {
            for words in lines(language, name) {
                let found = words.split_whitespace().count();
                assert_eq!(found, count, "{}: {name}: {words}", language.code);
            }
        }
    }
}

#[test]
fn every_rule_can_be_read_and_names_lists_that_are_there() {
    for language in ruled() {
        let lists: Vec<_> = language.lists().map(|(name, _)| name).collect();
        let has =
            |list: &str| lists.iter().any(|name| name.split(' ').next() == Some(list));
        for (name, line) in language.lists() {
            let Some(kind) = name.strip_prefix("rule ") else { continue };
            let rules = Rule::read(kind, line);
            let count = line.split(" | ").count();
            assert_eq!(rules.len(), count, "{}: {name}: {line}", language.code);
            for item in rules.iter().flat_map(|rule| &rule.items) {
                if let What::List(list) = &item.what {
                    assert!(has(list), "{}: no list <{list}>", language.code);
                }
            }
        }
    }
}

/// A word under two values would take the first without a warning. Units in the singular
/// and the plural may be one word, and so may words that `twice` names.
#[test]
fn no_word_has_two_meanings_unless_the_folder_says_so() {
    for language in ruled() {
        let twice: Vec<_> =
            lines(language, "twice").iter().flat_map(|line| line.split(' ')).collect();
        let mut seen: BTreeMap<&str, String> = BTreeMap::new();
        for (name, words) in language.lists() {
            let (kind, value) = name.split_once(' ').unwrap_or((name, ""));
            for (place, spellings) in words.split_whitespace().enumerate() {
                let Some(sense) = Sense::named(kind, value, place) else { continue };
                let told = format!("{sense:?}").replace("Units", "Unit");
                for word in spellings.split('/').filter(|word| *word != "-") {
                    let before = seen.entry(word).or_insert_with(|| told.clone());
                    let fits = *before == told || twice.contains(&word);
                    assert!(fits, "{}: {word}: {before} and {told}", language.code);
                }
            }
        }
    }
}

/// A number that does not fit would count as nothing without a warning.
#[test]
fn numbers_of_lines_fit() {
    for language in ruled() {
        for (name, _) in language.lists() {
            let Some((kind, value)) = name.split_once(' ') else { continue };
            let counts = matches!(kind, "cardinal" | "ordinal" | "scale");
            let fits = !counts || value.parse::<u8>().is_ok();
            let code = language.code;
            assert!(
                fits,
                "{code}: {name}: above 255 of parts, by `scale` and `compounds`"
            );
        }
    }
}

#[test]
fn the_template_keeps_the_laws_itself() {
    for line in TEMPLATE.lines().filter(|line| line.starts_with("rule ")) {
        let (name, rules) = line.split_once(": ").unwrap_or((line, ""));
        let kind = name.trim_start_matches("rule ");
        let read = Rule::read(kind, rules.to_owned().leak());
        assert_eq!(read.len(), rules.split(" | ").count(), "{line}");
    }
}
