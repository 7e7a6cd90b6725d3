//! What holds for every text.

use proptest::prelude::*;
use rundown_meaning::{Stream, TEXT_BYTES_MAX, Table};
use rundown_news::Lang;
use xxhash_rust::xxh3::xxh3_64;

fn taught(texts: &[String]) -> Stream {
    let mut stream = Stream::default();
    for text in texts {
        stream.take(Table::shipped(), &Table::shipped().split(text), Lang::ENGLISH);
    }
    stream
}

proptest! {
    #[test]
    fn any_text_has_pieces_of_the_table_and_a_vector(text in "\\PC*", lang in "[a-z]{2}") {
        let table = Table::shipped();
        let pieces = table.split(&text);
        prop_assert!(!pieces.is_empty());
        prop_assert!(pieces.iter().all(|&piece| (piece as usize) < table.piece_count()));
        let lang = Lang::parse(&lang).unwrap();
        let vector = Stream::default().embed(table, &pieces, lang);
        let length = vector.dot(&vector);
        prop_assert!(length == 0.0 || (length - 1.0).abs() < 1e-3);
    }

    #[test]
    fn space_around_and_between_words_changes_nothing(words in "[a-zé中]{1,8}( [a-z]{1,8}){0,4}") {
        let table = Table::shipped();
        let wide = format!("\t {} ", words.replace(' ', "  "));
        prop_assert_eq!(table.split(&wide), table.split(&words));
    }

    #[test]
    fn bytes_that_are_no_table_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(Table::read(&bytes).is_err());
        let named: Vec<u8> = b"RdMean01".iter().chain(&bytes).copied().collect();
        prop_assert!(Table::read(&named).is_err());
    }

    #[test]
    fn a_table_of_chance_splits_and_embeds(
        counts in prop::array::uniform4(0_u32..24),
        rest in prop::collection::vec(any::<u8>(), 0..6000),
        text in "[a-c ﬁ中]{0,20}",
    ) {
        let mut body: Vec<u8> = counts.iter().flat_map(|n| n.to_le_bytes()).collect();
        body.extend(rest);
        let mut file = b"RdMean01".to_vec();
        file.extend(xxh3_64(&body).to_le_bytes());
        file.extend(body);
        if let Ok(table) = Table::read(&file) {
            let _ = Stream::default().embed(&table, &table.split(&text), Lang::ENGLISH);
        }
    }

    #[test]
    fn what_is_taken_back_leaves_no_trace(
        texts in prop::collection::vec(("[a-zäß ]{0,30}", "de|en|fr"), 0..8),
        more in prop::collection::vec(("[a-zäß ]{0,30}", "de|en|ru"), 0..8),
    ) {
        let table = Table::shipped();
        let read = |(text, lang): &(String, String)| {
            (table.split(text), Lang::parse(lang).unwrap())
        };
        let mut stream = Stream::default();
        for (pieces, lang) in texts.iter().map(read) {
            stream.take(table, &pieces, lang);
        }
        let before = serde_json::to_string(&stream).unwrap();
        for (pieces, lang) in more.iter().map(read) {
            stream.take(table, &pieces, lang);
        }
        for (pieces, lang) in more.iter().rev().map(read) {
            stream.take_back(table, &pieces, lang);
        }
        prop_assert_eq!(serde_json::to_string(&stream).unwrap(), before);
    }

    #[test]
    fn a_stream_comes_back_as_it_was_saved(
        texts in prop::collection::vec("[a-zäß ]{0,30}", 0..8),
    ) {
        let stream = taught(&texts);
        let saved = serde_json::to_string(&stream).unwrap();
        let back: Stream = serde_json::from_str(&saved).unwrap();
        prop_assert_eq!(serde_json::to_string(&back).unwrap(), saved);
        let (table, pieces) = (Table::shipped(), Table::shipped().split("a mill burns"));
        prop_assert_eq!(
            stream.embed(table, &pieces, Lang::ENGLISH),
            back.embed(table, &pieces, Lang::ENGLISH)
        );
    }
}

#[test]
fn a_text_is_read_up_to_its_limit() {
    let long = "ü".repeat(TEXT_BYTES_MAX);
    let table = Table::shipped();
    assert_eq!(table.split(&long), table.split(&long[..TEXT_BYTES_MAX]));
}

#[test]
fn more_languages_than_the_limit_share_an_average() {
    let table = Table::shipped();
    let pieces = table.split("storm");
    let mut stream = Stream::default();
    for first in b'a'..=b'z' {
        for second in b'a'..=b'z' {
            let lang =
                Lang::parse(&format!("{}{}", first as char, second as char)).unwrap();
            stream.take(table, &pieces, lang);
        }
    }
    let rest = Lang::parse("zz").unwrap();
    let shared = stream.embed(table, &pieces, Lang::UNKNOWN);
    assert_eq!(stream.embed(table, &pieces, rest), shared);
}
