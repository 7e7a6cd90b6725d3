//! What holds for any text.

use proptest::prelude::*;
use rundown_news::Lang;

/// Text with the signs that matter: stops, quotes, apostrophes, line breaks.
fn copy() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![
            any::<char>().prop_map(String::from),
            // Scripts with rules of their own: Hebrew to Devanagari, Thai, kana, ideographs.
            "[\u{590}-\u{97f}]{1,6}",
            "[\u{e00}-\u{e7f}\u{3000}-\u{30ff}\u{4e00}-\u{4f00}]{1,6}",
            "[A-Za-z]{1,8}",
            "[.?!…,'’\"“”„«»`\\n -]{1,3}",
            "[0-9.,:]{1,5}",
        ],
        0..60,
    )
    .prop_map(|parts| parts.concat())
}

/// Languages with rules of their own, and one without.
fn language() -> impl Strategy<Value = Lang> {
    const CODES: &[&str] =
        &["en", "de", "el", "hi", "he", "ko", "fi", "tr", "ja", "pl", "xx"];
    proptest::sample::select(CODES).prop_map(|code| Lang::parse(code).unwrap_or_default())
}

proptest! {
    #[test]
    fn sentences_hold_every_visible_byte_once(text in copy(), lang in language()) {
        let mut at = 0;
        for span in rundown_text::sentences(&text, lang) {
            prop_assert!(text.get(span.range()).is_some());
            prop_assert!(text[at..span.start as usize].trim().is_empty());
            at = span.end as usize;
        }
        prop_assert!(text[at..].trim().is_empty());
    }

    #[test]
    fn tokens_hold_every_visible_byte_once(text in copy()) {
        let mut at = 0;
        for token in rundown_text::tokens(&text) {
            prop_assert!(!token.span.is_empty());
            prop_assert!(text.get(token.span.range()).is_some());
            prop_assert!(text[at..token.span.start as usize].trim().is_empty());
            at = token.span.end as usize;
        }
        prop_assert!(text[at..].trim().is_empty());
    }

    #[test]
    fn quoted_runs_are_in_order_and_apart(text in copy()) {
        let runs = rundown_text::quoted_runs(&text);
        prop_assert!(runs.windows(2).all(|pair| pair[0].end <= pair[1].start));
        prop_assert!(runs.iter().all(|run| text.get(run.range()).is_some()));
    }

    #[test]
    fn folding_twice_changes_nothing(text in copy()) {
        let once = rundown_text::fold(&text).into_owned();
        // A few letters grow a combining mark in lower case; twice is always stable.
        let twice = rundown_text::fold(&once).into_owned();
        prop_assert_eq!(rundown_text::fold(&twice).into_owned(), twice);
    }

    #[test]
    fn shingles_of_a_text_contain_themselves(text in copy()) {
        let shingles = rundown_text::shingles(&text);
        if !shingles.is_empty() {
            prop_assert!((rundown_text::containment(&shingles, &shingles) - 1.0).abs() < 1e-12);
            let sketch = rundown_text::sketch(&shingles);
            prop_assert!((sketch.resemblance(&sketch) - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn language_and_stems_take_any_text(text in copy(), lang in language()) {
        let found = rundown_text::detect_language(&text).unwrap_or(lang);
        for lang in [found, lang] {
            let stemmer = rundown_text::Stemmer::new(lang);
            for token in rundown_text::tokens(&text) {
                let word = rundown_text::fold(token.span.of(&text));
                let _ = stemmer.stem(&word);
            }
        }
    }
}
