//! Names in plain Latin letters, so that they meet across languages and scripts.

mod letters;

use letters::{hangul, is_small_kana, kana, semitic};

/// Writes a folded word without accents; letters and syllables of Cyrillic, Greek, Arabic,
/// Hebrew, Hangul and kana are transliterated, other scripts stay as they are.
///
/// Good enough for "Pérez" and "Perez", "Горький" and "Gorki"; not a standard. Arabic and
/// Hebrew write no short vowels: see [`sounds_alike`](crate::sounds_alike).
///
/// ```
/// assert_eq!(rundown_text::latin_key("орлова"), "orlova");
/// assert_eq!(rundown_text::latin_key("ヤマダ"), "yamada");
/// assert_eq!(rundown_text::latin_key("김"), "gim");
/// ```
#[must_use]
pub fn latin_key(folded: &str) -> String {
    let mut key = String::with_capacity(folded.len());
    for c in folded.chars() {
        if c.is_ascii() {
            if !matches!(c, '\'' | '.') {
                key.push(c);
            }
        } else if let Some(letters) = plain(c).or_else(|| semitic(c)) {
            key.push_str(letters);
        } else if let Some(parts) = hangul(c) {
            key.extend(parts);
        } else if let Some(sign) = kana(c) {
            push_kana(&mut key, c, sign);
        } else {
            key.push(c);
        }
    }
    key
}

/// "キャ" is "kya", "フィ" is "fi": a small sign takes the place of a vowel.
fn push_kana(key: &mut String, c: char, sign: &str) {
    if is_small_kana(c) && key.ends_with(['i', 'u', 'e', 'o']) {
        let before = key.pop();
        let soft = key.ends_with('h') || key.ends_with('j');
        let sign = if before == Some('i') && !soft {
            sign
        } else {
            sign.trim_start_matches('y')
        };
        key.push_str(sign);
    } else {
        key.push_str(sign);
    }
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
            ("キャメロン", "kyameron"),
            ("シュミット", "shumito"),
            ("フィリップ", "firipu"),
            ("ヴァルガ", "varuga"),
            ("정은", "jeongeun"),
            ("شولمان", "shwlman"),
            ("דוד", "dwd"),
        ] {
            assert_eq!(latin_key(word), expected);
        }
    }
}
