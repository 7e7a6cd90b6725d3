//! Character references: `&amp;`, `&#8211;`, `&eacute` and the rest of the WHATWG
//! table.
//!
//! The table stands in `entities.txt`, one name a line, sorted by bytes: the name,
//! then `*` where the closing semicolon may be missing, else a blank, then the code
//! points in hexadecimal.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memchr;
use rundown_news::Map;

const TABLE: &str = include_str!("entities.txt");

/// The longest name in the table; a longer one is not looked up.
const NAME_BYTES_MAX: usize = 32;

/// The longest name that may stand without its semicolon.
const BARE_NAME_BYTES_MAX: usize = 6;

/// Decodes the character references of running text.
pub(crate) fn decode_text(raw: &str) -> Cow<'_, str> {
    decode(raw, false)
}

/// Decodes an attribute value, where `&copy=1` stays as it is.
pub(crate) fn decode_attribute(raw: &str) -> Cow<'_, str> {
    decode(raw, true)
}

fn decode(raw: &str, in_attribute: bool) -> Cow<'_, str> {
    let Some(first) = memchr(b'&', raw.as_bytes()) else {
        return Cow::Borrowed(raw);
    };
    let mut out = String::with_capacity(raw.len());
    out.push_str(&raw[..first]);
    let mut rest = &raw[first..];
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let read = reference(rest, in_attribute, &mut out);
        if read == 0 {
            out.push('&');
        }
        rest = &rest[read.max(1)..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Reads one reference at the start of `text`, appends what it stands for and tells
/// how many bytes it took; 0 if there is none.
fn reference(text: &str, in_attribute: bool, out: &mut String) -> usize {
    let bytes = text.as_bytes();
    if bytes.get(1) == Some(&b'#') {
        return numeric(bytes, out);
    }
    let name_end = bytes[1..]
        .iter()
        .take(NAME_BYTES_MAX)
        .position(|byte| !byte.is_ascii_alphanumeric())
        .map_or(bytes.len().min(NAME_BYTES_MAX + 1), |length| length + 1);
    let name = &text[1..name_end];
    let closed = bytes.get(name_end) == Some(&b';');
    if closed && let Some((_, points)) = lookup(name) {
        push_points(points, out);
        return name_end + 1;
    }
    if in_attribute && (bytes.get(name_end) == Some(&b'=') || name.len() > 6) {
        return 0;
    }
    bare(name, in_attribute, out)
}

/// A name without its semicolon: the longest one that may stand so.
fn bare(name: &str, in_attribute: bool, out: &mut String) -> usize {
    for length in (2..=name.len().min(BARE_NAME_BYTES_MAX)).rev() {
        if in_attribute && length < name.len() {
            return 0;
        }
        if let Some((true, points)) = lookup(&name[..length]) {
            push_points(points, out);
            return length + 1;
        }
    }
    0
}

fn push_points(points: &str, out: &mut String) {
    for point in points.split(' ') {
        let value = u32::from_str_radix(point, 16).unwrap_or(0xFFFD);
        out.push(char::from_u32(value).unwrap_or('\u{FFFD}'));
    }
}

fn numeric(bytes: &[u8], out: &mut String) -> usize {
    let hexadecimal = matches!(bytes.get(2), Some(b'x' | b'X'));
    let (start, radix) = if hexadecimal { (3, 16) } else { (2, 10) };
    let mut value: u32 = 0;
    let mut end = start;
    while let Some(digit) = bytes.get(end).and_then(|b| char::from(*b).to_digit(radix)) {
        value = value.saturating_mul(radix).saturating_add(digit);
        end += 1;
    }
    if end == start {
        return 0;
    }
    out.push(numbered(value));
    end + usize::from(bytes.get(end) == Some(&b';'))
}

/// The character of a number; the C1 range means Windows-1252, as in browsers.
fn numbered(value: u32) -> char {
    const WINDOWS_1252: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}',
        'Ž', '\u{8F}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›',
        'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    match value {
        0x80..=0x9F => WINDOWS_1252[value as usize - 0x80],
        // Control characters are stripped from bytes; they do not come back this way.
        0..=8 | 0xB | 0xC | 0xE..=0x1F | 0x7F => '\u{FFFD}',
        _ => char::from_u32(value).unwrap_or('\u{FFFD}'),
    }
}

/// The names that most references have.
const COMMON: [(&str, &str); 5] =
    [("amp", "26"), ("nbsp", "A0"), ("quot", "22"), ("lt", "3C"), ("gt", "3E")];

/// The table by its names, made when a name is met that is not common.
static NAMES: LazyLock<Map<&'static str, (bool, &'static str)>> = LazyLock::new(|| {
    let cut = |line: &'static str| {
        let (name, points) = line.split_once([' ', '*'])?;
        Some((name, (line.as_bytes()[name.len()] == b'*', points)))
    };
    TABLE.lines().filter_map(cut).collect()
});

/// Finds a name: whether its semicolon may be missing, and its code points.
fn lookup(name: &str) -> Option<(bool, &'static str)> {
    let common = COMMON.iter().find(|(common, _)| *common == name);
    common.map(|(_, points)| (true, *points)).or_else(|| NAMES.get(name).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, expected: &str) {
        assert_eq!(decode_text(raw), expected, "{raw}");
    }

    #[test]
    fn every_name_of_the_table_is_found() {
        for line in TABLE.lines() {
            let name = &line[..line.find([' ', '*']).unwrap()];
            assert!(lookup(name).is_some(), "{name}");
        }
    }

    #[test]
    fn references_become_characters() {
        check("Fish &amp; chips &ndash; 5&#8364; &#x41;", "Fish & chips – 5€ A");
        check("caf&eacute &notit; &AMP", "café ¬it; &");
        check("&#150;&#0;&#x110000;", "–\u{FFFD}\u{FFFD}");
    }

    #[test]
    fn what_is_no_reference_stays() {
        check("A&B &; &#; &#x; &nosuchname; & &", "A&B &; &#; &#x; &nosuchname; & &");
        assert_eq!(decode_attribute("?a=1&copy=2&amp;b"), "?a=1&copy=2&b");
    }
}
