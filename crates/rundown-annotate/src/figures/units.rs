//! Units: shares, currencies, measures.

use rundown_news::Lang;

use super::reader::Reader;
use crate::dates::lexicon::units;

/// The units that are money: they may follow a currency sign once more.
const MONEY: &[&str] = &["dollar", "euro", "pound", "yen", "yuan", "rupee"];

/// Whether a unit is a currency: "dollar", "Canadian dollar", "crown".
pub(super) fn is_money(unit: &str) -> bool {
    let last = unit.rsplit(' ').next().unwrap_or(unit);
    MONEY.contains(&last) || last == "crown"
}

/// What the lexicon's list of units says of a word.
fn listed(word: &str, list: &str) -> Option<&'static str> {
    units().list(list)?.value(word)
}

/// A currency by its sign.
pub(super) fn currency_sign(c: char) -> Option<&'static str> {
    listed(c.encode_utf8(&mut [0; 4]), "sign")
}

/// `US$`, `C$` and so on: whose dollar it is.
pub(super) fn dollar_of(word: &str) -> Option<&'static str> {
    listed(word, "owner")
}

/// A currency by its code, in lower case only where the code is no word.
pub(super) fn currency_code(word: &str) -> Option<&'static str> {
    let upper = !word.contains(char::is_lowercase) || word == "Rs";
    let fits =
        (2..=3).contains(&word.len()) && (upper || listed(word, "code-lower").is_some());
    listed(word, "code").filter(|_| fits)
}

/// `MUSD`: millions of a currency.
pub(super) fn millions_of(word: &str) -> Option<&'static str> {
    let code = word.strip_prefix('M')?;
    if code.len() == 3 { currency_code(code) } else { None }
}

impl Reader<'_> {
    /// A measure by its name in the language, or in any.
    fn unit_of(self, k: usize) -> Option<&'static str> {
        self.n.value(k, "measure").or_else(|| listed(self.n.word(k), "measure"))
    }

    /// The unit at token `k`, perhaps behind a hyphen or a brace.
    pub(super) fn unit_at(self, k: usize) -> Option<(usize, &'static str)> {
        let dash = usize::from(self.n.inner(k, '-'));
        let k = k + dash;
        // "millones de euros"
        let of = !self.n.english() && self.n.in_list(k, "counted-of");
        let k = k + usize::from(of);
        // "tre ha votato": an auxiliary, no hectare.
        let helps = !self.n.english()
            && self.n.in_list(k, "says-helper")
            && self.n.sense(k + 1).is_word()
            && !self.n.in_list(k + 1, "counted-of");
        if helps {
            return None;
        }
        let brackets = [('{', '}'), ('(', ')'), ('[', ']'), ('<', '>')];
        if let Some((_, close)) = brackets.iter().find(|(open, _)| self.n.sign(k, *open))
        {
            let (end, unit) = self.measure(k + 1, true)?;
            return self.n.sign(end, *close).then_some((end + 1, unit));
        }
        self.shares(k)
            .or_else(|| self.degrees(k))
            .or_else(|| self.currency_at(k))
            .or_else(|| self.measure(k, dash == 1))
    }

    /// "percent", "per cent", "%", "percentage points", "por ciento".
    fn shares(self, k: usize) -> Option<(usize, &'static str)> {
        if self.n.is(k, "percentage") && self.n.any(k + 1, &["point", "points"]) {
            return Some((k + 2, "percentage point"));
        }
        if self.n.is(k, "basis") && self.n.any(k + 1, &["point", "points"]) {
            return Some((k + 2, "basis point"));
        }
        let two =
            [("per", "cent"), ("por", "ciento"), ("por", "cento"), ("pour", "cent")];
        if two.iter().any(|(a, b)| self.n.is(k, a) && self.n.is(k + 1, b)) {
            return Some((k + 2, "percent"));
        }
        if self.n.is(k, "magnitude") {
            return Some((k + 1, "magnitude"));
        }
        self.n.phrase(k, "percent").map(|(end, _)| (end, "percent"))
    }

    /// "degrees Celsius", "°C", "C" behind degrees.
    fn degrees(self, k: usize) -> Option<(usize, &'static str)> {
        if let Some((end, unit)) = self.n.phrase(k, "degrees") {
            return Some((end, if unit.is_empty() { "degree" } else { unit }));
        }
        let sign = self.n.any(k, &["°", "º"]);
        if !sign
            && !self.n.any(
                k,
                &["degree", "degrees", "deg", "grad", "grados", "degrés", "graus"],
            )
        {
            if self.n.any(k, &["℃"]) {
                return Some((k + 1, "°C"));
            }
            let letter = self.n.any(k, &["c", "f"]) && self.cap(k) && self.n.glued(k);
            return letter.then(|| (k + 1, if self.n.is(k, "c") { "°C" } else { "°F" }));
        }
        let unit = match () {
            () if self.n.any(k + 1, &["c", "celsius", "celcius", "centigrade"]) => "°C",
            () if self.n.any(k + 1, &["f", "fahrenheit", "farenheit"]) => "°F",
            () => return Some((k + 1, "degree")),
        };
        Some((k + 2, unit))
    }

    /// "dollars", "Canadian dollars", "US$", "EUR".
    pub(super) fn currency_at(self, k: usize) -> Option<(usize, &'static str)> {
        if let Some(unit) = currency_code(self.n.word(k)) {
            return Some((k + 1, unit));
        }
        let word = self.n.word(k);
        let next = self.unit_of(k + 1).unwrap_or("");
        let national = units().list("national").and_then(|list| {
            let is =
                |words: &[&str]| word.eq_ignore_ascii_case(words[0]) && words[1] == next;
            list.phrases.iter().find(|(words, _)| is(words))
        });
        if let Some((_, unit)) = national {
            return Some((k + 2, unit));
        }
        let two = |a, b| self.n.is(k, a) && self.n.is(k + 1, b);
        let land = match () {
            () if two("hong", "kong") => "Hong Kong dollar",
            () if two("new", "zealand") => "New Zealand dollar",
            () if two("united", "states") => "US dollar",
            () => "",
        };
        if !land.is_empty() && self.n.any(k + 2, &["dollar", "dollars"]) {
            return Some((k + 3, land));
        }
        if let crate::dates::words::Sense::Sign(c) = self.n.sense(k) {
            // `$20 $37` are two amounts.
            let behind = self.n.digits(k + 1).is_none();
            return currency_sign(c).filter(|_| behind).map(|unit| (k + 1, unit));
        }
        let unit = self.unit_of(k).filter(|unit| MONEY.contains(unit))?;
        Some((k + 1 + usize::from(self.n.is(k + 1, "sterling")), unit))
    }

    /// "miles", "square miles", "km/h", "miles per hour", "metric tons".
    fn measure(self, k: usize, hyphened: bool) -> Option<(usize, &'static str)> {
        let square = self.n.any(k, &["square", "sq"]);
        let cubic = self.n.any(k, &["cubic"]);
        if square || cubic {
            let j =
                k + 1 + usize::from(self.n.sign(k + 1, '.') || self.n.sign(k + 1, '-'));
            let unit = match (self.unit_of(j)?, square) {
                ("km", true) => "km²",
                ("m", true) => "m²",
                ("mile", true) => "square mile",
                ("foot", true) => "square foot",
                ("inch", true) => "square inch",
                ("yard", true) => "square yard",
                ("m", false) => "m³",
                ("foot", false) => "cubic foot",
                ("yard", false) => "cubic yard",
                _ => return None,
            };
            return Some((j + 1, unit));
        }
        if self.n.any(k, &["metric"]) && self.n.any(k + 1, &["ton", "tons", "tonnes"]) {
            return Some((k + 2, "tonne"));
        }
        if self.n.is(k, "fluid") && self.n.any(k + 1, &["ounce", "ounces"]) {
            return Some((k + 2, "fluid ounce"));
        }
        let word = self.n.word(k);
        let unit = self.unit_of(k)?;
        let short = word.len() <= 2 && word.is_ascii();
        // "in", "m", "p" and "t" are words and letters as well.
        if short && !self.short_unit_fits(k, word) && !hyphened {
            return None;
        }
        if matches!(
            unit,
            "turn" | "mark" | "stone" | "real" | "won" | "rand" | "cup" | "crown"
        ) && !self.n.any(
            k,
            &["turns", "marks", "stone", "reais", "won", "rand", "cups", "cup", "crowns"],
        ) {
            return None;
        }
        let mut end = k + 1;
        if unit == "won"
            && !matches!(self.n.sense(k - 1), crate::dates::words::Sense::Scale(_))
        {
            return None;
        }
        if matches!(unit, "km" | "m")
            && self.n.glued(end)
            && matches!(self.n.digits(end), Some((2..=3, 1)))
        {
            let square = matches!(self.n.digits(end), Some((2, _)));
            let unit = match (unit, square) {
                ("km", true) => "km²",
                ("m", true) => "m²",
                _ => "m³",
            };
            return Some((end + 1, unit));
        }
        // "miles per hour", "km/h", "kilometers an hour".
        let per = self.n.any(end, &["per", "an", "/", "a"]);
        if per && self.n.any(end + 1, &["hour", "h", "hr"]) {
            let speed = match unit {
                "km" => "km/h",
                "mile" => "mph",
                _ => return Some((end, unit)),
            };
            return Some((end + 2, speed));
        }
        if self.lang == Lang::GERMAN
            && self.n.is(end, "pro")
            && self.n.is(end + 1, "stunde")
            && unit == "km"
        {
            end += 2;
            return Some((end, "km/h"));
        }
        Some((end, unit))
    }

    fn short_unit_fits(self, k: usize, word: &str) -> bool {
        match word {
            "%" => true,
            "in" | "IN" | "p" | "P" => self.n.glued(k) && !word.starts_with('I'),
            "t" | "g" | "l" | "m" => self.n.glued(k) || matches!(word, "m"),
            "pm" | "PM" | "db" | "mi" => false,
            "M" | "G" | "T" | "L" => false,
            _ => true,
        }
    }
}
