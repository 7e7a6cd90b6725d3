//! Every language that Rundown reads has its sentences, words and stop words.

use rundown_news::Lang;
use rundown_text::{
    Stemmer, TokenKind, detect_language, fold, is_stop_word, sentences, tokens,
};

const LINES: &str = include_str!("languages.txt");

/// What must be there for 28 languages.
fn copy() -> Vec<(Lang, &'static str)> {
    let lines = LINES.lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.filter_map(|line| line.split_once(' '));
    pairs.filter_map(|(code, text)| Some((Lang::parse(code)?, text))).collect()
}

#[test]
fn each_language_is_told_by_its_text_and_by_its_sentences() {
    let all = copy();
    assert_eq!(all.len(), 28);
    let mut wrong = Vec::new();
    for (lang, text) in all {
        let parts = sentences(text, lang).into_iter().map(|sentence| sentence.of(text));
        let told = parts.chain([text]).filter(|part| detect_language(part) != Some(lang));
        wrong.extend(told);
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn each_language_has_two_sentences() {
    for (lang, text) in copy() {
        let found: Vec<_> = sentences(text, lang).iter().map(|s| s.of(text)).collect();
        assert_eq!(found.len(), 2, "{lang}: {found:?}");
    }
}

#[test]
fn each_language_has_words_some_of_which_tell_nothing() {
    for (lang, text) in copy() {
        let stemmer = Stemmer::new(lang);
        let words =
            tokens(text).into_iter().filter(|token| token.kind == TokenKind::Word);
        let words: Vec<_> = words.map(|token| fold(token.span.of(text))).collect();
        assert!((10..50).contains(&words.len()), "{lang}: {words:?}");
        let telling = words.iter().filter(|word| !is_stop_word(word, lang)).count();
        assert!(telling >= 5 && telling < words.len(), "{lang}: {telling}");
        assert!(words.iter().all(|word| !stemmer.stem(word).is_empty()), "{lang}");
    }
}

#[test]
fn scripts_of_one_language_need_few_letters() {
    for (code, text) in [
        ("ka", "ხიდი"),
        ("hy", "կամուրջ"),
        ("bn", "সেতু"),
        ("ta", "பாலம்"),
        ("te", "వంతెన"),
        ("gu", "પુલ"),
        ("pa", "ਪੁਲ"),
        ("kn", "ಸೇತುವೆ"),
        ("ml", "പാലം"),
        ("si", "පාලම"),
        ("th", "สะพาน"),
        ("km", "ស្ពាន"),
        ("lo", "ຂົວ"),
        ("my", "တံတား"),
        ("am", "ድልድይ"),
        ("ko", "다리"),
        ("el", "γέφυρα"),
        ("he", "גשר"),
    ] {
        assert_eq!(detect_language(text), Lang::parse(code), "{text}");
    }
}
