//! Stems of words.

use std::borrow::Cow;

use rundown_news::Lang;
use snowball_stemmers_rs::{Algorithm, Stemmer as Snowball};

/// Cuts words to their stems (Snowball; Porter, 1980, and successors), those of Hebrew
/// and Korean by a few endings.
///
/// A language without a stemmer leaves words as they are.
pub struct Stemmer(Kind);

enum Kind {
    Snowball(Snowball),
    Hebrew,
    Korean,
    None,
}

impl std::fmt::Debug for Stemmer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.0 {
            Kind::Snowball(_) => "Stemmer(snowball)",
            Kind::Hebrew => "Stemmer(hebrew)",
            Kind::Korean => "Stemmer(korean)",
            Kind::None => "Stemmer(none)",
        })
    }
}

/// Languages with a stemmer of Snowball.
const BY_SNOWBALL: &[(&str, Algorithm)] = &[
    ("ar", Algorithm::Arabic),
    ("ca", Algorithm::Catalan),
    ("cs", Algorithm::Czech),
    ("da", Algorithm::Danish),
    ("de", Algorithm::German),
    ("el", Algorithm::Greek),
    ("en", Algorithm::English),
    ("eo", Algorithm::Esperanto),
    ("es", Algorithm::Spanish),
    ("et", Algorithm::Estonian),
    ("eu", Algorithm::Basque),
    ("fa", Algorithm::Persian),
    ("fi", Algorithm::Finnish),
    ("fr", Algorithm::French),
    ("ga", Algorithm::Irish),
    ("hi", Algorithm::Hindi),
    ("hu", Algorithm::Hungarian),
    ("hy", Algorithm::Armenian),
    ("id", Algorithm::Indonesian),
    ("it", Algorithm::Italian),
    ("lt", Algorithm::Lithuanian),
    ("ms", Algorithm::Indonesian),
    ("nb", Algorithm::Norwegian),
    ("ne", Algorithm::Nepali),
    ("nl", Algorithm::Dutch),
    ("nn", Algorithm::Norwegian),
    ("no", Algorithm::Norwegian),
    ("pl", Algorithm::Polish),
    ("pt", Algorithm::Portuguese),
    ("ro", Algorithm::Romanian),
    ("ru", Algorithm::Russian),
    ("sr", Algorithm::Serbian),
    ("sv", Algorithm::Swedish),
    ("ta", Algorithm::Tamil),
    ("tr", Algorithm::Turkish),
    ("uk", Algorithm::Ukrainian),
    ("yi", Algorithm::Yiddish),
];

impl Stemmer {
    /// The stemmer of a language.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        let code = lang.as_str();
        let snowball = BY_SNOWBALL.iter().find(|(own, _)| *own == code);
        Self(match code {
            "he" => Kind::Hebrew,
            "ko" => Kind::Korean,
            _ => snowball.map_or(Kind::None, |(_, algorithm)| {
                Kind::Snowball(Snowball::create(*algorithm))
            }),
        })
    }

    /// The stem of a folded word.
    ///
    /// ```
    /// use rundown_text::Stemmer;
    /// let stemmer = Stemmer::new(rundown_news::Lang::ENGLISH);
    /// assert_eq!(stemmer.stem("collapsed"), stemmer.stem("collapsing"));
    /// ```
    #[must_use]
    pub fn stem<'a>(&self, word: &'a str) -> Cow<'a, str> {
        match &self.0 {
            Kind::Snowball(stemmer) => stemmer.stem(word),
            Kind::Hebrew => Cow::Borrowed(without_hebrew_affixes(word)),
            Kind::Korean => Cow::Borrowed(without_particle(word)),
            Kind::None => Cow::Borrowed(word),
        }
    }
}

/// A Hebrew word without the small words written onto its front (and, the, in, to, from,
/// that, as) and without the endings of the plural; three letters stay.
fn without_hebrew_affixes(word: &str) -> &str {
    const FRONT: &[&str] = &["ו", "ש", "כש", "ב", "ל", "מ", "כ", "ה"];
    const BACK: &[&str] = &["ים", "ות", "יות", "יים"];
    let mut rest = word;
    // Two small words at most: "and in", "that the".
    for _ in 0..2 {
        let shorter = FRONT.iter().filter_map(|front| rest.strip_prefix(front));
        rest = shorter
            .filter(|rest| has_letters(rest, 3))
            .min_by_key(|r| r.len())
            .unwrap_or(rest);
    }
    let shorter = BACK.iter().filter_map(|back| rest.strip_suffix(back));
    shorter
        .filter(|rest| has_letters(rest, 3))
        .min_by_key(|rest| rest.len())
        .unwrap_or(rest)
}

/// A Korean word without the particle behind it; two syllables stay.
fn without_particle(word: &str) -> &str {
    const PARTICLES: &[&str] = &[
        "은",
        "는",
        "이",
        "가",
        "을",
        "를",
        "에",
        "의",
        "로",
        "와",
        "과",
        "도",
        "만",
        "에서",
        "에게",
        "에는",
        "에도",
        "에서는",
        "에서도",
        "으로",
        "으로는",
        "으로서",
        "로서",
        "로는",
        "으로도",
        "까지",
        "부터",
        "부터는",
        "까지는",
        "보다",
        "처럼",
        "마다",
        "라고",
        "이라고",
        "라는",
        "이라는",
        "이나",
        "께서",
        "한테",
        "에게서",
        "들은",
        "들이",
        "들을",
        "들의",
        "들에게",
        "들과",
        "들도",
        "들",
    ];
    let shorter = PARTICLES.iter().filter_map(|particle| word.strip_suffix(particle));
    shorter
        .filter(|rest| has_letters(rest, 2))
        .min_by_key(|rest| rest.len())
        .unwrap_or(word)
}

fn has_letters(word: &str, count: usize) -> bool {
    word.chars().nth(count - 1).is_some()
}

#[cfg(test)]
mod tests {
    use super::Stemmer;
    use rundown_news::Lang;

    #[test]
    fn forms_of_a_word_meet() {
        for (lang, one, other) in [
            ("pl", "wyborach", "wyborami"),
            ("uk", "виборах", "виборами"),
            ("cs", "volbách", "volbami"),
            ("he", "בבחירות", "הבחירות"),
            ("ko", "정부는", "정부가"),
            ("ko", "서울에서", "서울"),
            ("fi", "vaaleissa", "vaaleihin"),
            ("hu", "választások", "választást"),
            ("tr", "köprüyü", "köprünün"),
            ("id", "pemilihan", "memilih"),
            ("vi", "bầu", "bầu"),
        ] {
            let stemmer = Stemmer::new(Lang::parse(lang).unwrap());
            assert_eq!(stemmer.stem(one), stemmer.stem(other), "{lang}");
        }
    }
}
