//! Words made fit for HTML, XML, JSON and addresses, and for old charsets.

/// Escapes text for HTML and XML, attributes included.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(character),
        }
    }
    out
}

/// A JSON string with its quotes that cannot end the script around it.
pub(crate) fn json_text(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('<', "\\u003c")
}

/// `PORT ELM` as `Port Elm`.
pub(crate) fn titled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside_word = false;
    for character in text.chars() {
        if inside_word {
            out.extend(character.to_lowercase());
        } else {
            out.extend(character.to_uppercase());
        }
        inside_word = character.is_alphabetic() || character == '’';
    }
    out
}

/// Words as a part of an address: `Neue Brücke!` gives `neue-bruecke`.
pub(crate) fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase) {
        match character {
            'a'..='z' | '0'..='9' => out.push(character),
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'ß' => out.push_str("ss"),
            'á' => out.push('a'),
            'é' => out.push('e'),
            'í' => out.push('i'),
            'ó' => out.push('o'),
            'ú' => out.push('u'),
            'ñ' => out.push('n'),
            '’' | '\'' => {}
            _ if out.ends_with('-') => {}
            _ => out.push('-'),
        }
    }
    out.trim_matches('-').to_owned()
}

/// The characters windows-1252 holds at 0x80 to 0x9F; `\0` where it has none.
const WINDOWS_1252_HIGH: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0',
    '\0', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// Encodes a page in windows-1252, with character references for what it lacks.
pub(crate) fn windows_1252(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for character in text.chars() {
        let code = u32::from(character);
        let high = WINDOWS_1252_HIGH.iter().position(|&held| held == character);
        match (code, high) {
            (0..=0x7F | 0xA0..=0xFF, _) => bytes.push(code as u8),
            (_, Some(place)) => bytes.push(0x80 + place as u8),
            _ => bytes.extend(format!("&#{code};").into_bytes()),
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_plain_ascii() {
        let check = |text, expected| assert_eq!(slug(text), expected);
        check("Neue Brücke!", "neue-bruecke");
        check("  Lucía’s  peso ", "lucias-peso");
        check("—", "");
    }

    #[test]
    fn titles_start_every_word_large() {
        let check = |text, expected| assert_eq!(titled(text), expected);
        check("PORT ELM", "Port Elm");
        check("ST.-TELMO", "St.-Telmo");
        check("KEEPER’S REACH", "Keeper’s Reach");
    }

    #[test]
    fn old_charset_keeps_quotes_and_refers_to_the_rest() {
        assert_eq!(windows_1252("a“é”ł—"), b"a\x93\xE9\x94&#322;\x97");
    }

    #[test]
    fn json_cannot_close_its_script() {
        assert_eq!(json_text("a \"</script>"), r#""a \"\u003c/script>""#);
    }
}
