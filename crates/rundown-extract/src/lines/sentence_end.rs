//! Where sentences end.

/// Whether a text ends as a sentence does, quotation marks and brackets aside.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| {
        matches!(
            c,
            '"' | '\'' | '”' | '’' | '»' | '«' | '“' | ')' | ']' | '」' | '』' | ' '
        )
    });
    text.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '।', '؟', '۔', ';'])
}
