//! The names of months, in many languages.

/// Whether a word in lower case names a month.
pub(crate) fn is_month(word: &str) -> bool {
    month(word).is_some()
}

/// The month of a word, by its first letters.
pub(super) fn month(word: &str) -> Option<u32> {
    const MONTHS: [&[&str]; 12] = [
        &[
            "jan",
            "يناير",
            "ιαν",
            "tammi",
            "ene",
            "gen",
            "led",
            "sty",
            "янв",
            "січ",
            "oca",
            "tháng",
        ],
        &[
            "feb",
            "فبراير",
            "φεβ",
            "helmi",
            "fév",
            "fev",
            "úno",
            "lut",
            "фев",
            "лют",
            "şub",
        ],
        &[
            "mar", "مارس", "μάρ", "μαρ", "maalis", "mär", "mrz", "maa", "bře", "мар",
            "бер", "mrt",
        ],
        &[
            "apr",
            "أبريل",
            "ابريل",
            "απρ",
            "huhti",
            "avr",
            "abr",
            "dub",
            "kwi",
            "апр",
            "кві",
            "nis",
        ],
        &[
            "may", "مايو", "μαΐ", "μαϊ", "touko", "mai", "maj", "mag", "mei", "kvě",
            "мая", "май", "тра", "maí",
        ],
        &[
            "jun",
            "يونيو",
            "ιούν",
            "ιουν",
            "kesä",
            "juin",
            "giu",
            "jún",
            "cze",
            "červn",
            "июн",
            "чер",
            "haz",
        ],
        &[
            "jul",
            "يوليو",
            "ιούλ",
            "ιουλ",
            "heinä",
            "juil",
            "lug",
            "júl",
            "lip",
            "červenc",
            "июл",
            "лип",
            "tem",
        ],
        &[
            "aug",
            "أغسطس",
            "اغسطس",
            "αύγ",
            "αυγ",
            "elok",
            "agu",
            "aoû",
            "aou",
            "ago",
            "ágú",
            "srp",
            "sie",
            "авг",
            "сер",
            "ağu",
        ],
        &["sep", "سبتمبر", "σεπ", "syys", "set", "zář", "wrz", "сен", "вер", "eyl"],
        &[
            "oct",
            "أكتوبر",
            "اكتوبر",
            "οκτ",
            "loka",
            "okt",
            "out",
            "ott",
            "říj",
            "paź",
            "окт",
            "жов",
            "eki",
        ],
        &[
            "nov",
            "نوفمبر",
            "νοέ",
            "νοε",
            "marras",
            "listopad",
            "lis",
            "ноя",
            "лис",
            "kas",
        ],
        &[
            "dec",
            "ديسمبر",
            "δεκ",
            "joulu",
            "dez",
            "dic",
            "déc",
            "des",
            "pro",
            "gru",
            "дек",
            "гру",
            "ara",
        ],
    ];
    // Words that begin like a month and are none.
    if word.chars().count() < 3
        || matches!(word, "out" | "set" | "mark" | "marked" | "mayor")
    {
        return None;
    }
    let place = |names: &&[&str]| names.iter().any(|name| word.starts_with(name));
    // "červenec" begins like "červen": the longer name goes first.
    if word.starts_with("červenc") {
        return Some(7);
    }
    MONTHS.iter().position(place).map(|place| place as u32 + 1)
}
