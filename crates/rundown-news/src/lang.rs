//! Languages by their ISO 639 code.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A language: two or three lower-case letters, `und` where it is not known.
///
/// ```
/// use rundown_news::Lang;
/// assert_eq!(Lang::parse("de-AT"), Some(Lang::GERMAN));
/// assert_eq!(Lang::parse("klingon!"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang([u8; 3]);

impl Lang {
    /// English.
    pub const ENGLISH: Self = Self(*b"en\0");
    /// German.
    pub const GERMAN: Self = Self(*b"de\0");
    /// Spanish.
    pub const SPANISH: Self = Self(*b"es\0");
    /// French.
    pub const FRENCH: Self = Self(*b"fr\0");
    /// Portuguese.
    pub const PORTUGUESE: Self = Self(*b"pt\0");
    /// Not known.
    pub const UNKNOWN: Self = Self(*b"und");

    /// Reads a language tag such as `en`, `de-AT` or `pt_BR`: only its first part
    /// counts.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let first = tag.trim().split(['-', '_']).next()?.as_bytes();
        if !(2..=3).contains(&first.len()) || !first.iter().all(u8::is_ascii_alphabetic) {
            return None;
        }
        let mut code = [0; 3];
        code[..first.len()].copy_from_slice(first);
        code.make_ascii_lowercase();
        Some(Self(code))
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let len = if self.0[2] == 0 { 2 } else { 3 };
        std::str::from_utf8(&self.0[..len]).expect("codes are ASCII letters")
    }
}

/// The codes of two letters that ISO 639-1 has given to languages.
const OF_TWO_LETTERS: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs \
    ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn \
    gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn \
    ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng \
    nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl \
    sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo \
    wa wo xh yi yo za zh zu";

impl Lang {
    /// Whether there is a language of that code, as far as is known here: the codes of two
    /// letters are few, those of three are taken at their word.
    ///
    /// ```
    /// use rundown_news::Lang;
    /// assert!(Lang::GERMAN.is_assigned());
    /// assert!(!Lang::parse("xx").unwrap().is_assigned());
    /// ```
    #[must_use]
    pub fn is_assigned(&self) -> bool {
        let code = self.as_str();
        *self != Self::UNKNOWN
            && (code.len() > 2
                || OF_TWO_LETTERS.split_ascii_whitespace().any(|one| one == code))
    }

    /// What English calls it; the code of a language that is seldom met.
    ///
    /// ```
    /// use rundown_news::Lang;
    /// assert_eq!(Lang::GERMAN.english_name(), "German");
    /// ```
    #[must_use]
    pub fn english_name(&self) -> &str {
        match self.as_str() {
            "ar" => "Arabic",
            "de" => "German",
            "en" => "English",
            "es" => "Spanish",
            "fa" => "Persian",
            "fr" => "French",
            "he" => "Hebrew",
            "hi" => "Hindi",
            "it" => "Italian",
            "ja" => "Japanese",
            "ko" => "Korean",
            "nl" => "Dutch",
            "pl" => "Polish",
            "pt" => "Portuguese",
            "ru" => "Russian",
            "sv" => "Swedish",
            "tr" => "Turkish",
            "uk" => "Ukrainian",
            "zh" => "Chinese",
            code => code,
        }
    }
}

impl Default for Lang {
    fn default() -> Self {
        Self::UNKNOWN
    }
}

impl std::fmt::Display for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Lang {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Lang {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tag = String::deserialize(deserializer)?;
        Ok(Self::parse(&tag).unwrap_or(Self::UNKNOWN))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_part_of_a_tag_counts() {
        for (tag, code) in [
            ("en", "en"),
            (" DE-at ", "de"),
            ("pt_BR", "pt"),
            ("gsw-CH", "gsw"),
            ("und", "und"),
        ] {
            assert_eq!(Lang::parse(tag).unwrap().as_str(), code);
        }
        for wrong in ["", "e", "e1", "d\u{e9}", "engl", "1-en", "-de"] {
            assert_eq!(Lang::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_language_that_is_seldom_met_is_called_by_its_code() {
        let name = |tag: &str| Lang::parse(tag).unwrap().english_name().to_owned();
        assert_eq!((name("de"), name("gsw")), ("German".to_owned(), "gsw".to_owned()));
    }

    #[test]
    fn what_json_has_instead_of_a_language_is_an_unknown_one() {
        let read = |text: &str| serde_json::from_str::<Lang>(text).unwrap();
        assert_eq!(read("\"de-AT\""), Lang::GERMAN);
        assert_eq!(read("\"klingon!\""), Lang::UNKNOWN);
        assert_eq!(serde_json::to_string(&Lang::GERMAN).unwrap(), "\"de\"");
        assert_eq!(format!("{} {}", Lang::FRENCH, Lang::UNKNOWN), "fr und");
    }
}
