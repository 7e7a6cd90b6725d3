//! Which language a text is in.

use rundown_news::Lang;

/// So much of a text decides: more makes it slower, not surer.
const BYTES_LOOKED_AT: usize = 2_000;

/// Tells the language of a text by its letters (whatlang), or `None` where the text is
/// too short or the answer too unsure to act on.
///
/// ```
/// use rundown_news::Lang;
/// let text = "Die Feuerwehr brachte am Abend mehr als vierhundert Menschen in Sicherheit.";
/// assert_eq!(rundown_text::detect_language(text), Some(Lang::GERMAN));
/// assert_eq!(rundown_text::detect_language("42"), None);
/// ```
#[must_use]
pub fn detect_language(text: &str) -> Option<Lang> {
    let mut end = text.len().min(BYTES_LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let info = whatlang::detect(&text[..end])?;
    if end < 200 && !info.is_reliable() {
        return None;
    }
    Lang::parse(two_letters(info.lang().code()))
}

/// The two-letter code where the language has one: pages and feeds speak in those.
fn two_letters(code: &str) -> &str {
    const CODES: &[(&str, &str)] = &[
        ("eng", "en"),
        ("deu", "de"),
        ("spa", "es"),
        ("fra", "fr"),
        ("por", "pt"),
        ("ita", "it"),
        ("nld", "nl"),
        ("rus", "ru"),
        ("swe", "sv"),
        ("dan", "da"),
        ("nob", "no"),
        ("fin", "fi"),
        ("pol", "pl"),
        ("ces", "cs"),
        ("slk", "sk"),
        ("slv", "sl"),
        ("hrv", "hr"),
        ("srp", "sr"),
        ("bul", "bg"),
        ("ukr", "uk"),
        ("ron", "ro"),
        ("hun", "hu"),
        ("tur", "tr"),
        ("ell", "el"),
        ("ara", "ar"),
        ("heb", "he"),
        ("pes", "fa"),
        ("urd", "ur"),
        ("hin", "hi"),
        ("ben", "bn"),
        ("cmn", "zh"),
        ("jpn", "ja"),
        ("kor", "ko"),
        ("vie", "vi"),
        ("tha", "th"),
        ("ind", "id"),
        ("cat", "ca"),
        ("est", "et"),
        ("lav", "lv"),
        ("lit", "lt"),
        ("mkd", "mk"),
        ("kat", "ka"),
        ("hye", "hy"),
        ("aze", "az"),
        ("lat", "la"),
        ("epo", "eo"),
        ("afr", "af"),
        ("bel", "be"),
        ("tgl", "tl"),
        ("tam", "ta"),
    ];
    CODES.iter().find(|(three, _)| *three == code).map_or(code, |(_, two)| two)
}
