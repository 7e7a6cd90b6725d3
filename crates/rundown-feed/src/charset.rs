//! Bytes to text: byte order mark, HTTP header, XML declaration, detection, in that
//! order. The character set a server or a document claims is believed unless the bytes
//! themselves disprove it.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use rundown_news::{Note, NoteKind};

/// So many bytes are looked at for a declaration; it must be the first thing.
const DECLARATION_BYTES: usize = 1 << 10;

/// The text of a document; oddities go to `notes`. The byte order mark is left out.
pub(crate) fn decode(
    bytes: &[u8],
    stated: Option<&str>,
    notes: &mut Vec<Note>,
) -> String {
    if let Some(text) = decode_utf32(bytes) {
        return text;
    }
    if let Some((encoding, mark_length)) = Encoding::for_bom(bytes) {
        return decode_with(encoding, &bytes[mark_length..], notes);
    }
    if let Some(encoding) = utf16_by_shape(bytes) {
        return decode_with(encoding, bytes, notes);
    }
    let http = stated.and_then(encoding_named);
    let declared = declaration(bytes).and_then(encoding_named);
    let Some(claimed) = http.or(declared) else {
        return decode_with(detected(bytes), bytes, notes);
    };
    let believed = believed(claimed, bytes);
    if believed != claimed {
        let said = format!("charset {}, read as {}", claimed.name(), believed.name());
        notes.push(Note::new(NoteKind::Disagrees, said));
    }
    decode_with(believed, bytes, notes)
}

/// Bytes that are well-formed UTF-8 beyond ASCII are UTF-8, whatever a single-byte label
/// says: servers add `ISO-8859-1` to everything. And what claims to be UTF-8 and is not
/// is looked at again.
fn believed(claimed: &'static Encoding, bytes: &[u8]) -> &'static Encoding {
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    let utf16_in_vain = claimed == UTF_16BE || claimed == UTF_16LE;
    if claimed == UTF_8 || utf16_in_vain {
        return if is_utf8 { UTF_8 } else { detected(bytes) };
    }
    if is_utf8 && claimed.is_single_byte() && !bytes.is_ascii() { UTF_8 } else { claimed }
}

fn detected(bytes: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    // A document that is UTF-8 but for a few bad bytes stays UTF-8.
    if mostly_utf8(bytes) { UTF_8 } else { detector.guess(None, Utf8Detection::Allow) }
}

/// Whether long sequences of UTF-8 outnumber the bytes that break it ten to one.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 10
}

fn decode_with(
    encoding: &'static Encoding,
    bytes: &[u8],
    notes: &mut Vec<Note>,
) -> String {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    if had_errors {
        notes.push(Note::new(NoteKind::BadBytes, format!("read as {}", encoding.name())));
    }
    text.into_owned()
}

/// A label as the wild writes it: `UTF8`, `"utf-8"`, `utf_16`, `u16`.
fn encoding_named(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().trim_matches(['"', '\'']);
    Encoding::for_label(label.as_bytes())
        .or_else(|| Encoding::for_label(label.replace('_', "-").as_bytes()))
}

/// The value of `encoding` in an XML declaration at the very start.
fn declaration(bytes: &[u8]) -> Option<&str> {
    let head = &bytes[..bytes.len().min(DECLARATION_BYTES)];
    let start = head.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let head = head[start..].strip_prefix(b"<?xml")?;
    let end = head.iter().position(|byte| *byte == b'>')?;
    let declaration = std::str::from_utf8(&head[..end]).ok()?;
    let value = &declaration[declaration.find("encoding")? + "encoding".len()..];
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next()
}

/// UTF-16 without a byte order mark shows by its empty bytes around the first `<` or `{`.
fn utf16_by_shape(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0, b'<' | b'{', 0, second, ..] if *second != 0 => Some(UTF_16BE),
        [b'<' | b'{', 0, second, 0, ..] if *second != 0 => Some(UTF_16LE),
        _ => None,
    }
}

/// UTF-32 is not in the Encoding Standard, but a few feeds are written in it.
fn decode_utf32(bytes: &[u8]) -> Option<String> {
    let unit: fn([u8; 4]) -> u32 = match bytes {
        [0, 0, 0xfe, 0xff, ..] | [0, 0, 0, b'<', ..] => u32::from_be_bytes,
        [0xff, 0xfe, 0, 0, ..] | [b'<', 0, 0, 0, ..] => u32::from_le_bytes,
        _ => return None,
    };
    let units = bytes.as_chunks::<4>().0.iter().map(|four| unit(*four));
    let text: String =
        units.map(|unit| char::from_u32(unit).unwrap_or('\u{fffd}')).collect();
    Some(text.trim_start_matches('\u{feff}').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], stated: Option<&str>) -> String {
        decode(bytes, stated, &mut Vec::new())
    }

    #[test]
    fn byte_order_mark_beats_every_claim() {
        let bytes = b"\xef\xbb\xbf<?xml version='1.0' encoding='latin1'?>caf\xc3\xa9";
        assert!(read(bytes, Some("koi8-r")).ends_with("café"));
    }

    #[test]
    fn declared_character_set_is_used() {
        let bytes = b"<?xml version=\"1.0\" encoding=\"windows-1251\"?>\xc4\xe0";
        assert!(read(bytes, None).ends_with("Да"));
    }

    #[test]
    fn utf8_under_a_latin_label_stays_utf8() {
        let mut notes = Vec::new();
        assert_eq!(decode("café".as_bytes(), Some("iso-8859-1"), &mut notes), "café");
        assert_eq!(notes[0].kind, NoteKind::Disagrees);
    }

    #[test]
    fn utf16_and_utf32_are_told_by_their_shape() {
        let text = "<rss/>";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let wide: Vec<u8> = text.chars().flat_map(|c| (c as u32).to_be_bytes()).collect();
        for bytes in [le, be, wide] {
            assert_eq!(read(&bytes, None), text);
        }
    }

    #[test]
    fn unknown_labels_fall_back_to_detection() {
        assert_eq!(read("<a>é</a>".as_bytes(), Some("bogus-7")), "<a>é</a>");
    }
}
