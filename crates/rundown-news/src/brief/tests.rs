//! What is shown, with its names and pieces.

use super::*;

fn shown() -> Shown {
    let (article, span) = (ArticleId("a".to_owned()), Span::new(0, 14));
    let evidence = Evidence { article, revision: 0, part: Part::Text, span };
    let naming = |at, name: &str| {
        let name = name.to_owned();
        Naming { at, name, evidence: evidence.clone() }
    };
    let named = vec![naming(2, "Ana Ruiz"), naming(13, "Tom Reyes")];
    Shown { named, ..Shown::new("He told Reyes that.", evidence) }
}

#[test]
fn names_stand_in_brackets_behind_the_words_that_mean_them() {
    let mut shown = shown();
    assert_eq!(shown.with_names(), "He [Ana Ruiz] told Reyes [Tom Reyes] that.");
    let cuts: Vec<&str> = shown.cuts().map(|(words, _)| words).collect();
    assert_eq!(cuts, ["He", " told Reyes", " that."]);
    shown.named.clear();
    assert_eq!(shown.with_names(), shown.text);
}

#[test]
fn json_tells_of_pieces_where_there_are_several() {
    let mut shown = shown();
    let one = serde_json::to_value(&shown).unwrap();
    assert!(one.get("pieces").is_none(), "{one}");
    assert_eq!(serde_json::from_value::<Shown>(one).unwrap(), shown);
    shown.pieces = 2;
    let two = serde_json::to_value(&shown).unwrap();
    assert_eq!(two["pieces"], 2);
    assert_eq!(serde_json::from_value::<Shown>(two).unwrap(), shown);
}

#[test]
fn the_body_alone_is_text() {
    assert!(Part::Text.is_text());
    assert!(!Part::Headline.is_text() && !Part::Highlight(0).is_text());
}
