//! Names in plain Latin letters, so that they meet across languages and scripts.

/// Writes a folded word without accents; Cyrillic and Greek letters are
/// transliterated, other scripts stay as they are.
///
/// Good enough for "Pérez" and "Perez", "Горький" and "Gorki"; not a standard.
///
/// ```
/// assert_eq!(rundown_text::latin_key("орлова"), "orlova");
/// ```
#[must_use]
pub fn latin_key(folded: &str) -> String {
    let mut key = String::with_capacity(folded.len());
    for c in folded.chars() {
        match c {
            '\'' | '.' => {}
            _ if c.is_ascii() => key.push(c),
            _ => match plain(c) {
                Some(letters) => key.push_str(letters),
                None => key.push(c),
            },
        }
    }
    key
}

fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='ã' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' | 'ä' => "a",
        'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' => "c",
        'ð' | 'ď' | 'đ' => "d",
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ğ' | 'ģ' => "g",
        'ì'..='ï' | 'ī' | 'į' | 'ı' => "i",
        'ķ' => "k",
        'ł' | 'ļ' | 'ľ' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => "o",
        'ŕ' | 'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ț' => "t",
        'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ų' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'е' | 'э' | 'ё' | 'є' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'й' | 'ы' | 'і' | 'ї' => "i",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "h",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        'α' | 'ά' => "a",
        'β' => "v",
        'γ' => "g",
        'δ' => "d",
        'ε' | 'έ' => "e",
        'ζ' => "z",
        'η' | 'ή' | 'ι' | 'ί' => "i",
        'θ' => "th",
        'κ' => "k",
        'λ' => "l",
        'μ' => "m",
        'ν' => "n",
        'ξ' => "x",
        'ο' | 'ό' | 'ω' | 'ώ' => "o",
        'π' => "p",
        'ρ' => "r",
        'σ' | 'ς' => "s",
        'τ' => "t",
        'υ' | 'ύ' => "y",
        'φ' => "f",
        'χ' => "ch",
        'ψ' => "ps",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::latin_key;

    #[test]
    fn accents_and_scripts_fall_away() {
        for (word, expected) in [
            ("núñez", "nunez"),
            ("brückner", "bruckner"),
            ("o'daly", "odaly"),
            ("орлова", "orlova"),
            ("静岡", "静岡"),
        ] {
            assert_eq!(latin_key(word), expected);
        }
    }
}
