use std::collections::BTreeSet;
use std::path::Path;

use super::*;

/// Runs something as if a reader of this language had asked.
pub(super) fn spoken<T>(tongue: Tongue, zone: &str, run: impl FnOnce() -> T) -> T {
    let zone = TimeZone::get(zone).unwrap();
    MANNER.sync_scope(Manner { tongue, zone }, run)
}

/// The sources that may hold messages, without their tests.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("src"), root.join("templates")];
    // Words that come from below and are said here.
    let mut files = vec![
        root.join("../rundown-desk/src/why.rs"),
        root.join("../rundown-news/src/reader.rs"),
    ];
    files.push(root.join("data/starters.json"));
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    let read = |path: &std::path::PathBuf| {
        let text = std::fs::read_to_string(path).unwrap().replace("\r\n", "\n");
        let text = text.split("#[cfg(test)]").next().unwrap().to_owned();
        (path.display().to_string(), unbroken(&text))
    };
    files.iter().filter(|path| !path.ends_with("wording/tests.rs")).map(read).collect()
}

/// Strings that go over several lines, in one.
pub(super) fn unbroken(text: &str) -> String {
    let mut lines = text.split("\\\n");
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |all, line| all + line.trim_start())
}

/// The first string behind some word that calls for a message.
fn literals(text: &str, call: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(call) {
        let rest = text[at + call.len()..].trim_start();
        let Some(rest) = rest.strip_prefix('"') else { continue };
        let Some((literal, rest)) = rest.split_once('"') else { continue };
        found.push((literal.to_owned(), rest.to_owned()));
    }
    found
}

fn is_whole_word(text: &str, call: &str) -> Vec<(String, String)> {
    let calls = [format!(" {call}"), format!(":{call}"), format!("({call}")];
    let lines = format!(" {text}").replace('\n', " ");
    calls.iter().flat_map(|call| literals(&lines, call)).collect()
}

/// The messages that sources ask for: single ones, and pairs of singular and plural.
fn asked() -> (BTreeSet<String>, BTreeSet<(String, String)>) {
    let (mut single, mut pairs) = (BTreeSet::new(), BTreeSet::new());
    for (path, text) in sources() {
        // The names of our lists of feeds, and where these come from.
        let calls: &[&str] = if path.ends_with("starters.json") {
            &["\"name\":", "\"origin\":"]
        } else {
            &["say(", "tell(", "tell_of(", "around(", "msg("]
        };
        for call in calls {
            single.extend(is_whole_word(&text, call).into_iter().map(|one| one.0));
        }
        for (one, rest) in is_whole_word(&text, "many(") {
            let other = rest.trim_start_matches([',', ' ']).strip_prefix('"');
            let other = other.and_then(|rest| rest.split('"').next()).unwrap();
            pairs.insert((one, other.to_owned()));
        }
    }
    (single, pairs)
}

#[test]
fn every_message_is_there_in_every_language() {
    let (single, pairs) = asked();
    assert!(single.len() > 200 && pairs.len() > 30, "{} {}", single.len(), pairs.len());
    for tongue in Tongue::ALL {
        let Some(messages) = tongue.messages() else { continue };
        let lacks = single.iter().filter(|one| !messages.one.contains_key(one.as_str()));
        assert_eq!(lacks.collect::<Vec<_>>(), Vec::<&String>::new(), "{tongue:?}");
        let lacks =
            pairs.iter().filter(|pair| !messages.several.contains_key(pair.1.as_str()));
        assert_eq!(
            lacks.collect::<Vec<_>>(),
            Vec::<&(String, String)>::new(),
            "{tongue:?}"
        );
    }
}

#[test]
fn no_message_is_there_for_nothing() {
    let all: String = sources().into_iter().map(|source| source.1).collect();
    for tongue in Tongue::ALL {
        let Some(messages) = tongue.messages() else { continue };
        let known = messages.one.keys().chain(messages.several.keys());
        let unused = known.filter(|english| !all.contains(&format!("\"{english}\"")));
        assert_eq!(unused.collect::<Vec<_>>(), Vec::<&&str>::new(), "{tongue:?}");
    }
}

#[test]
fn messages_keep_their_places_and_have_all_their_forms() {
    let places = |text: &str| -> BTreeSet<String> {
        text.split('{')
            .skip(1)
            .filter_map(|rest| Some(rest.split_once('}')?.0.to_owned()))
            .collect()
    };
    for (tongue, forms) in [
        (Tongue::German, 2),
        (Tongue::Spanish, 2),
        (Tongue::French, 2),
        (Tongue::Arabic, 6),
    ] {
        let messages = tongue.messages().unwrap();
        for (english, own) in &messages.one {
            assert_eq!(places(english), places(own), "{tongue:?}: {own}");
            assert!(!own.trim().is_empty(), "{tongue:?}: {english}");
        }
        for (english, own) in &messages.several {
            assert_eq!(own.len(), forms, "{tongue:?}: {english}");
            assert!(own.iter().all(|form| places(form).is_subset(&places(english))));
            assert!(places(own.last().unwrap()).contains("n"), "{tongue:?}: {english}");
        }
    }
}

#[test]
fn templates_hold_no_words_of_their_own() {
    for (path, text) in sources() {
        if !path.contains("/templates/") {
            continue;
        }
        let mut bare = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find(['{', '<']) {
            bare.push_str(&rest[..at]);
            bare.push('\n');
            let end = match &rest[at..] {
                tag if tag.starts_with("{{") => tag.find("}}").unwrap() + 2,
                tag if tag.starts_with("{%") => tag.find("%}").unwrap() + 2,
                tag if tag.starts_with('<') => end_of_tag(tag),
                _ => 1,
            };
            rest = &rest[at + end..];
        }
        bare.push_str(rest);
        let is_word =
            |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 1;
        // Names, which no language has another word for.
        let known = ["Rundown", "JSON", "Atom", "OPML"];
        let words: Vec<&str> = bare
            .split_whitespace()
            .filter(is_word)
            .filter(|word| !known.contains(word))
            .collect();
        assert_eq!(words, Vec::<&str>::new(), "{path}");
    }
}

/// The length of a tag, in whose attributes expressions may hold `>`.
fn end_of_tag(tag: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &tag[at..];
        let end = rest.find('>').expect("a tag has an end");
        let close = match rest.find(['{']) {
            Some(open) if open < end && rest[open..].starts_with("{{") => "}}",
            Some(open) if open < end && rest[open..].starts_with("{%") => "%}",
            _ => return at + end + 1,
        };
        at += rest.find(close).expect("an expression has an end") + close.len();
    }
}

#[test]
fn counts_take_the_form_of_their_language() {
    let days = |count: u64| many("1 day", "{n} days", count);
    assert_eq!(
        (days(1), days(0), days(1_204)),
        ("1 day".into(), "0 days".into(), "1,204 days".into())
    );
    spoken(Tongue::German, "UTC", || assert_eq!(days(1_204), "1.204 Tage"));
    spoken(Tongue::French, "UTC", || {
        assert_eq!((days(0), days(2)), ("0 jour".into(), "2 jours".into()));
    });
    for (count, words) in [
        (2, "يومين"),
        (3, "3 أيام"),
        (11, "11 يومًا"),
        (100, "100 يوم"),
        (103, "103 أيام"),
    ] {
        spoken(Tongue::Arabic, "UTC", || assert_eq!(days(count), words));
    }
}

#[test]
fn times_are_those_of_the_reader() {
    use crate::times::{minute_words, span_words};
    let at: jiff::Timestamp = "2031-05-14T22:40:00Z".parse().unwrap();
    let first: jiff::Timestamp = "2031-05-02T08:00:00Z".parse().unwrap();
    assert_eq!(minute_words(at), "14 May 2031, 22:40 UTC");
    spoken(Tongue::German, "Europe/Berlin", || {
        assert_eq!(minute_words(at), "15. Mai 2031, 00:40 CEST");
        assert_eq!(span_words(first, at, at), "2. – 15. Mai");
    });
    spoken(Tongue::Spanish, "UTC", || {
        assert_eq!(minute_words(at), "14 de mayo de 2031, 22:40 UTC");
    });
}

#[test]
fn browsers_are_answered_in_the_first_language_that_is_spoken_here() {
    for (accepted, tongue) in [
        ("de-AT,de;q=0.9,en;q=0.5", Some(Tongue::German)),
        ("ja, fr;q=0.4, ar;q=0.8", Some(Tongue::Arabic)),
        ("ja", None),
        ("es;q=0, fr;q=0.1", Some(Tongue::French)),
        ("de;q=oops", None),
        ("", None),
    ] {
        assert_eq!(Tongue::wanted(accepted), tongue, "{accepted}");
    }
}

#[test]
fn a_message_with_odd_braces_harms_nothing() {
    assert_eq!(filled("{a} {b {c} }", &[("a", &"{c}"), ("b {c", &1)]), "{c} 1 }");
    assert_eq!(filled("{", &[]), "{");
}

#[test]
fn a_name_that_runs_the_other_way_stands_apart() {
    let of = |who: &str| tell("Both: {who}.", &[("who", &who)]);
    assert_eq!(
        (of("Ruiz"), of("رويز")),
        ("Both: Ruiz.".into(), "Both: \u{2068}رويز\u{2069}.".into())
    );
    spoken(Tongue::Arabic, "UTC", || {
        assert_eq!(
            (of("رويز"), of("Ruiz")),
            ("Both: رويز.".into(), "Both: \u{2068}Ruiz\u{2069}.".into())
        );
    });
}
