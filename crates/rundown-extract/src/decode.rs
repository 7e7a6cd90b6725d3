//! From bytes to characters.
//!
//! A byte order mark is believed first, then the server, then the page's own
//! `<meta charset>`, then the look of the bytes. Only the labels of the WHATWG
//! Encoding Standard count, so UTF-7 and its tricks do not exist here.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memmem;
use rundown_news::limits::PAGE_BYTES_MAX;
use rundown_news::{Note, NoteKind};

/// A page must state its charset this early; some do it late.
const DECLARATION_BYTES: usize = 4096;

/// So many bytes are enough to guess a charset from.
const GUESS_BYTES: usize = 64 << 10;

/// Decodes a document, whatever its bytes.
///
/// `http_charset` is what a server said of it. NUL and other control characters are
/// removed; what does not fit the charset becomes `U+FFFD` and is noted.
///
/// ```
/// let (text, notes) = rundown_extract::decode(b"caf\xE9 au lait", Some("latin1"));
/// assert_eq!((text.as_str(), notes.len()), ("café au lait", 0));
/// ```
#[must_use]
pub fn decode(bytes: &[u8], http_charset: Option<&str>) -> (String, Vec<Note>) {
    let (text, notes) = decoded(bytes, http_charset);
    (text.into_owned(), notes)
}

/// The same without a copy where a document can be read as it is.
pub(crate) fn decoded<'b>(
    bytes: &'b [u8],
    http_charset: Option<&str>,
) -> (Cow<'b, str>, Vec<Note>) {
    let mut notes = Vec::new();
    let kept = &bytes[..bytes.len().min(PAGE_BYTES_MAX)];
    if kept.len() < bytes.len() {
        let detail = format!("{} of {} bytes were read", kept.len(), bytes.len());
        notes.push(Note::new(NoteKind::TooLong, detail));
    }
    let encoding = encoding_of(kept, http_charset);
    let (mut text, mut encoding, bad) = encoding.decode(kept);
    if bad && encoding == UTF_8 && is_misnamed(&text) {
        encoding = guessed_not_utf8(kept);
        text = encoding.decode(kept).0;
    }
    // A page cut at the limit may end inside a character; that is no fault of it.
    if bad && kept.len() == bytes.len() {
        notes.push(Note::new(NoteKind::BadBytes, encoding.name()));
    }
    (without_controls(text), notes)
}

fn encoding_of(bytes: &[u8], http_charset: Option<&str>) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let stated = http_charset
        .and_then(|label| Encoding::for_label(label.trim().as_bytes()))
        .or_else(|| wide(bytes))
        .or_else(|| declared(bytes));
    match stated {
        // Pages saved as UTF-8 often keep an older statement; UTF-8 proves itself.
        Some(encoding) if !encoding.is_single_byte() => encoding,
        Some(encoding) if !is_utf8_beyond_ascii(bytes) => encoding,
        Some(_) => UTF_8,
        None if is_utf8(bytes) => UTF_8,
        None => guessed(bytes),
    }
}

/// UTF-16 without its mark: markup is mostly ASCII, so every other byte is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [b'<', 0, second, 0, ..] if *second != 0 => Some(UTF_16LE),
        [0, b'<', 0, second, ..] if *second != 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether bytes are UTF-8; a character cut off at the end is forgiven where others
/// have proved it.
fn is_utf8(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => {
            error.error_len().is_none() && !bytes[..error.valid_up_to()].is_ascii()
        }
    }
}

fn is_utf8_beyond_ascii(bytes: &[u8]) -> bool {
    !bytes.is_ascii() && is_utf8(bytes)
}

/// What the document says of itself: `<meta charset>` or an XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(DECLARATION_BYTES)];
    let mut at = 0;
    while let Some(found) = memmem::find(&start[at..], b"charset=") {
        at += found + b"charset=".len();
        if let Some(encoding) = label_at(&start[at..]) {
            return Some(encoding);
        }
    }
    if !start.starts_with(b"<?xml") {
        return None;
    }
    let found = memmem::find(start, b"encoding=")?;
    label_at(&start[found + b"encoding=".len()..])
}

fn label_at(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.iter().position(|byte| !matches!(byte, b'"' | b'\'' | b' '))?;
    let label = bytes[start..]
        .split(|byte| matches!(byte, b'"' | b'\'' | b' ' | b';' | b'>' | b'/' | b'?'))
        .next()?;
    let encoding = Encoding::for_label(label)?;
    // A statement that can be read byte by byte is not in UTF-16.
    let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
    Some(if is_wide { UTF_8 } else { encoding })
}

fn guessed(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let start = &bytes[..bytes.len().min(GUESS_BYTES)];
    detector.feed(start, start.len() == bytes.len());
    detector.guess(None, Utf8Detection::Allow)
}

/// Whether a text that should be UTF-8 is in another charset: most of its letters beyond
/// ASCII were none.
fn is_misnamed(text: &str) -> bool {
    /// A few bad bytes are damage, not another charset.
    const WRONG_MIN: usize = 3;
    let (mut wrong, mut right) = (0, 0);
    for character in text.chars().filter(|character| !character.is_ascii()) {
        if character == char::REPLACEMENT_CHARACTER { wrong += 1 } else { right += 1 }
    }
    wrong > right && wrong >= WRONG_MIN
}

fn guessed_not_utf8(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let start = &bytes[..bytes.len().min(GUESS_BYTES)];
    detector.feed(start, start.len() == bytes.len());
    detector.guess(None, Utf8Detection::Deny)
}

/// Removes control characters other than tab and line ends.
fn without_controls(text: Cow<'_, str>) -> Cow<'_, str> {
    let is_control = |byte: u8| matches!(byte, 0..=8 | 0x0B | 0x0E..=0x1F | 0x7F);
    // In pieces without a branch inside, which a processor checks many bytes at a time.
    let is_clean =
        |piece: &[u8]| !piece.iter().fold(false, |found, byte| found | is_control(*byte));
    if text.as_bytes().chunks(1 << 10).all(is_clean) {
        return text;
    }
    let is_kept =
        |character: &char| !(character.is_ascii() && is_control(*character as u8));
    text.chars().filter(is_kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], http: Option<&str>, expected: &str) {
        assert_eq!(decode(bytes, http).0, expected, "{bytes:?}");
    }

    #[test]
    fn a_byte_order_mark_is_believed_first() {
        check(b"\xEF\xBB\xBFna\xC3\xAFve", Some("latin1"), "naïve");
        check(b"\xFF\xFEo\0k\0", Some("utf-8"), "ok");
    }

    #[test]
    fn the_server_is_believed_before_the_page() {
        check(b"<meta charset=koi8-r>\xE9", Some("latin1"), "<meta charset=koi8-r>é");
    }

    #[test]
    fn the_page_is_believed_before_a_guess() {
        check(
            b"<meta charset='windows-1251'>\xCC\xE8\xF0",
            None,
            "<meta charset='windows-1251'>Мир",
        );
        check(
            b"<?xml version='1.0' encoding='latin1'?>\xE9",
            None,
            "<?xml version='1.0' encoding='latin1'?>é",
        );
    }

    #[test]
    fn utf_8_proves_itself_against_an_old_statement() {
        check(
            "<meta charset=latin1>Größe".as_bytes(),
            None,
            "<meta charset=latin1>Größe",
        );
    }

    #[test]
    fn utf_7_and_unknown_labels_are_ignored() {
        check(b"+ADw-script", Some("utf-7"), "+ADw-script");
    }

    #[test]
    fn control_characters_are_removed() {
        check(b"a\0b\x08c\x1Bd\te\n", None, "abcd\te\n");
    }

    #[test]
    fn bad_bytes_are_noted() {
        let (text, notes) = decode(b"ab\xFFcd", Some("utf-8"));
        assert_eq!((text.as_str(), notes[0].kind), ("ab\u{FFFD}cd", NoteKind::BadBytes));
    }
}
