//! Units: shares, currencies, measures.

use std::sync::LazyLock;

use rundown_news::{Lang, Map};

use super::reader::Reader;

/// Each line: spellings of one word, and the name of the unit.
const UNITS: &[(&str, &str)] = &[
    ("% percent pct percents prozent pourcent percentage", "percent"),
    ("dollar dollars dlrs dlr buck bucks dólares dólar", "dollar"),
    ("euro euros", "euro"),
    ("pound pounds lb lbs quid", "pound"),
    ("pence penny pennies p", "pence"),
    ("cent cents", "cent"),
    ("yen", "yen"),
    ("yuan renminbi 元", "yuan"),
    ("rupee rupees", "rupee"),
    ("ruble rubles rouble roubles", "ruble"),
    ("peso pesos", "peso"),
    ("franc francs", "franc"),
    ("krona kronor kroner krone", "krone"),
    ("crown crowns", "crown"),
    ("lira liras", "lira"),
    ("rand", "rand"),
    ("real reais", "real"),
    ("won", "won"),
    ("shekel shekels", "shekel"),
    ("dirham dirhams", "dirham"),
    ("dinar dinars", "dinar"),
    ("riyal riyals rial rials", "riyal"),
    ("naira", "naira"),
    ("baht", "baht"),
    ("ringgit", "ringgit"),
    ("rupiah", "rupiah"),
    ("zloty zlotys", "zloty"),
    ("forint forints", "forint"),
    ("hryvnia hryvnias", "hryvnia"),
    ("guilder guilders", "guilder"),
    ("mark marks", "mark"),
    ("markka", "markka"),
    ("lari", "lari"),
    ("kip", "kip"),
    ("peseta pesetas", "peseta"),
    ("bitcoin bitcoins btc", "bitcoin"),
    ("satoshi satoshis", "satoshi"),
    (
        "km kms kilometer kilometers kilometre kilometres kilómetros quilômetros kilomètres",
        "km",
    ),
    ("m meter meters metre metres metros mètres", "m"),
    ("cm centimeter centimeters centimetre centimetres zentimeter", "cm"),
    ("mm millimeter millimeters millimetre millimetres", "mm"),
    ("dm decimeter decimeters", "dm"),
    ("pm picometer picometers", "pm"),
    ("mile miles mi", "mile"),
    ("foot feet ft", "foot"),
    ("inch inches in", "inch"),
    ("yard yards", "yard"),
    ("acre acres", "acre"),
    ("hectare hectares ha hektar", "hectare"),
    ("kg kgs kilogram kilograms kilogramme kilogrammes kilo kilos kilogramm", "kg"),
    ("g gram grams gramme grammes gramm", "g"),
    ("mg milligram milligrams", "mg"),
    ("μg µg microgram micrograms microgramme microgrammes", "µg"),
    ("t tonne tonnes tonnen toneladas", "tonne"),
    ("ton tons", "ton"),
    ("ounce ounces oz", "ounce"),
    ("dram drams", "dram"),
    ("stone", "stone"),
    ("kph kmh kmph", "km/h"),
    ("mph", "mph"),
    ("knot knots", "knot"),
    ("l liter liters litre litres litros", "liter"),
    ("ml milliliter milliliters millilitre millilitres", "ml"),
    ("gallon gallons", "gallon"),
    ("barrel barrels bbl", "barrel"),
    ("pint pints", "pint"),
    ("bushel bushels", "bushel"),
    ("cup cups", "cup"),
    ("teaspoon teaspoons tsp", "teaspoon"),
    ("tablespoon tablespoons tbsp", "tablespoon"),
    ("watt watts", "W"),
    ("kw kilowatt kilowatts", "kW"),
    ("mw megawatt megawatts", "MW"),
    ("gw gigawatt gigawatts", "GW"),
    ("kwh kilowatt-hours", "kWh"),
    ("mwh", "MWh"),
    ("bit bits", "bit"),
    ("megabit megabits mb", "MB"),
    ("megabyte megabytes", "MB"),
    ("gigabyte gigabytes gb", "GB"),
    ("terabyte terabytes tb", "TB"),
    ("kilobyte kilobytes kb", "KB"),
    ("carat carats", "carat"),
    ("decibel decibels db", "dB"),
    ("hertz hz", "Hz"),
    ("volt volts", "V"),
    ("celsius celcius", "°C"),
    ("fahrenheit farenheit", "°F"),
    ("kelvin", "K"),
    ("rad radian radians", "rad"),
    ("turn turns", "turn"),
];

/// Currencies by their code, and by the words before "dollar" and its like.
const CODES: &[(&str, &str)] = &[
    ("USD", "US dollar"),
    ("EUR", "euro"),
    ("GBP", "pound"),
    ("JPY", "yen"),
    ("CNY RMB", "yuan"),
    ("INR", "rupee"),
    ("RS Rs", "rupee"),
    ("CAD CDN", "Canadian dollar"),
    ("AUD", "Australian dollar"),
    ("NZD", "New Zealand dollar"),
    ("HKD", "Hong Kong dollar"),
    ("SGD", "Singapore dollar"),
    ("CHF", "Swiss franc"),
    ("SEK", "krona"),
    ("NOK DKK", "krone"),
    ("MXN", "Mexican peso"),
    ("BRL", "real"),
    ("ZAR", "rand"),
    ("RUB", "ruble"),
    ("TRY", "lira"),
    ("KRW", "won"),
    ("ILS NIS", "shekel"),
    ("AED", "dirham"),
    ("SAR", "riyal"),
    ("THB", "baht"),
    ("PLN", "zloty"),
    ("HUF", "forint"),
    ("UAH", "hryvnia"),
    ("BTC", "bitcoin"),
    ("DM", "mark"),
];

/// "Canadian dollars": the country's word, the currency, and the unit.
const NATIONAL: &[(&str, &str, &str)] = &[
    ("canadian", "dollar", "Canadian dollar"),
    ("australian", "dollar", "Australian dollar"),
    ("american", "dollar", "US dollar"),
    ("us", "dollar", "US dollar"),
    ("u.s.", "dollar", "US dollar"),
    ("singapore", "dollar", "Singapore dollar"),
    ("swiss", "franc", "Swiss franc"),
    ("french", "franc", "French franc"),
    ("belgian", "franc", "Belgian franc"),
    ("british", "pound", "pound"),
    ("egyptian", "pound", "Egyptian pound"),
    ("japanese", "yen", "yen"),
    ("chinese", "yuan", "yuan"),
    ("mexican", "peso", "Mexican peso"),
    ("turkish", "lira", "lira"),
    ("russian", "ruble", "ruble"),
    ("indian", "rupee", "rupee"),
    ("pakistani", "rupee", "Pakistani rupee"),
    ("swedish", "krone", "krona"),
    ("danish", "krone", "krone"),
    ("norwegian", "krone", "krone"),
    ("finnish", "markka", "markka"),
    ("dutch", "guilder", "guilder"),
    ("czech", "crown", "crown"),
    ("brazilian", "real", "real"),
    ("german", "mark", "mark"),
    ("deutsche", "mark", "mark"),
];

/// The units that are money: they may follow a currency sign once more.
const MONEY: &[&str] = &["dollar", "euro", "pound", "yen", "yuan", "rupee"];

/// The longest spelling of a unit, in bytes.
const WORD_BYTES_MAX: usize = 16;

fn unit_of(word: &str) -> Option<&'static str> {
    static WORDS: LazyLock<Map<&'static str, &'static str>> = LazyLock::new(|| {
        let spellings = |&(words, unit): &(&'static str, &'static str)| {
            words
                .split_ascii_whitespace()
                .map(move |word| (word, unit))
                .collect::<Vec<_>>()
        };
        UNITS.iter().flat_map(spellings).collect()
    });
    if word.len() > WORD_BYTES_MAX {
        return None;
    }
    WORDS.get(word.to_lowercase().as_str()).copied()
}

/// A currency by its sign.
pub(super) fn currency_sign(c: char) -> Option<&'static str> {
    Some(match c {
        '$' => "dollar",
        '€' => "euro",
        '£' => "pound",
        '¥' => "yen",
        '₹' => "rupee",
        '₩' => "won",
        '₽' => "ruble",
        '₺' => "lira",
        '₪' => "shekel",
        '₴' => "hryvnia",
        '₦' => "naira",
        '₿' => "bitcoin",
        '฿' => "baht",
        '元' => "yuan",
        '₡' => "Costa Rican colón",
        '₾' => "lari",
        '₭' => "kip",
        '₫' => "dong",
        '₱' => "Philippine peso",
        _ => return None,
    })
}

/// `US$`, `C$` and so on: whose dollar it is.
pub(super) fn dollar_of(word: &str) -> Option<&'static str> {
    const OWNERS: &[(&str, &str)] = &[
        ("us u.s. usd", "US dollar"),
        ("c can cdn cad ca", "Canadian dollar"),
        ("a au aus aud", "Australian dollar"),
        ("nz nzd", "New Zealand dollar"),
        ("hk hkd", "Hong Kong dollar"),
        ("s sg sgd", "Singapore dollar"),
        ("nt", "New Taiwan dollar"),
        ("r", "real"),
        ("mex mxn", "Mexican peso"),
    ];
    let is = |names: &str| names.split(' ').any(|name| word.eq_ignore_ascii_case(name));
    OWNERS.iter().find(|(names, _)| is(names)).map(|(_, unit)| *unit)
}

/// A currency by its code.
pub(super) fn currency_code(word: &str) -> Option<&'static str> {
    if !(2..=3).contains(&word.len()) {
        return None;
    }
    // In lower case only where the code is no word.
    let lower = matches!(
        word,
        "usd" | "eur" | "gbp" | "jpy" | "cny" | "rmb" | "inr" | "cad" | "aud"
    );
    let is = |names: &str| {
        names
            .split_ascii_whitespace()
            .any(|name| name == word || (lower && name.eq_ignore_ascii_case(word)))
    };
    CODES.iter().find(|(names, _)| is(names)).map(|(_, unit)| *unit)
}

/// `MUSD`: millions of a currency.
pub(super) fn millions_of(word: &str) -> Option<&'static str> {
    let code = word.strip_prefix('M')?;
    if code.len() == 3 { currency_code(code) } else { None }
}

impl Reader<'_> {
    /// The unit at token `k`, perhaps behind a hyphen or a brace.
    pub(super) fn unit_at(self, k: usize) -> Option<(usize, &'static str)> {
        let dash = usize::from(self.n.inner(k, '-'));
        let k = k + dash;
        // "millones de euros"
        let romance =
            matches!(self.lang, Lang::SPANISH | Lang::FRENCH | Lang::PORTUGUESE);
        let k = k + usize::from(romance && self.n.any(k, &["de", "d'"]));
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
        None
    }

    /// "degrees Celsius", "°C", "C" behind degrees.
    fn degrees(self, k: usize) -> Option<(usize, &'static str)> {
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
        let next = unit_of(self.n.word(k + 1)).unwrap_or("");
        let national = NATIONAL
            .iter()
            .find(|(land, unit, _)| *unit == next && word.eq_ignore_ascii_case(land));
        if let Some((_, _, unit)) = national {
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
        let unit = unit_of(word).filter(|unit| MONEY.contains(unit))?;
        Some((k + 1 + usize::from(self.n.is(k + 1, "sterling")), unit))
    }

    /// "miles", "square miles", "km/h", "miles per hour", "metric tons".
    fn measure(self, k: usize, hyphened: bool) -> Option<(usize, &'static str)> {
        let square = self.n.any(k, &["square", "sq"]);
        let cubic = self.n.any(k, &["cubic"]);
        if square || cubic {
            let j =
                k + 1 + usize::from(self.n.sign(k + 1, '.') || self.n.sign(k + 1, '-'));
            let unit = match (unit_of(self.n.word(j))?, square) {
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
        let unit = unit_of(word)?;
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
