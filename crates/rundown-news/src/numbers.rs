//! Figures as newspapers print them: "at least 1,200", "30–40 percent".

use crate::annotations::Qualifier;

/// A value, with the upper end of its range or the other side of its vote, its unit
/// and qualifier: "more than 1,200 people", "at least 17", "50–48".
pub fn figure_words(
    value: f64,
    second: Option<f64>,
    qualifier: Qualifier,
    unit: &str,
) -> String {
    let mut words = qualifier_words(qualifier).to_owned();
    words.push_str(&number_words(value));
    if let Some(second) = second {
        words.push('–');
        words.push_str(&number_words(second));
    }
    match unit {
        "" => {}
        "percent" => words.push('%'),
        "°C" | "°F" => {
            words.push('\u{a0}');
            words.push_str(unit);
        }
        unit => {
            words.push(' ');
            words.push_str(unit);
            if NAMED.contains(&unit) && (value.abs() > 1.0 || second.is_some()) {
                words.push('s');
            }
        }
    }
    words
}

/// Units that are words and count as such: "3 crowns".
const NAMED: [&str; 8] =
    ["crown", "dollar", "euro", "pound", "rupee", "tonne", "hectare", "mile"];

fn qualifier_words(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Exact => "",
        Qualifier::AtLeast => "at least ",
        Qualifier::MoreThan => "more than ",
        Qualifier::About => "about ",
        Qualifier::Nearly => "nearly ",
        Qualifier::UpTo => "up to ",
        Qualifier::LessThan => "fewer than ",
    }
}

/// A number with thousands in groups and at most two decimals: "1,204.5";
/// from a million on with the word: "3.2 million".
pub fn number_words(value: f64) -> String {
    let (scaled, word) = match value.abs() {
        1e12.. => (value / 1e12, " trillion"),
        1e9.. => (value / 1e9, " billion"),
        1e6.. => (value / 1e6, " million"),
        _ => (value, ""),
    };
    let text = format!("{scaled:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    format!("{}{rest}{word}", grouped(whole))
}

/// Digits in groups of three.
pub fn grouped(digits: &str) -> String {
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(digits) => ("−", digits),
        None => ("", digits),
    };
    let mut grouped = sign.to_owned();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_in_print() {
        for (value, words) in [
            (0.0, "0"),
            (17.0, "17"),
            (-4.5, "−4.5"),
            (1_204.5, "1,204.5"),
            (999_999.0, "999,999"),
            (3_200_000.0, "3.2 million"),
            (2e9, "2 billion"),
            (1.5e12, "1.5 trillion"),
            (-2e12, "−2 trillion"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(number_words(value), words);
        }
    }

    #[test]
    fn qualifiers_and_units_stand_where_people_say_them() {
        let words =
            |value, high, qualifier, unit| figure_words(value, high, qualifier, unit);
        assert_eq!(words(17.0, None, Qualifier::AtLeast, ""), "at least 17");
        assert_eq!(words(30.0, Some(40.0), Qualifier::Exact, "percent"), "30–40%");
        assert_eq!(words(1200.0, None, Qualifier::About, "km"), "about 1,200 km");
        assert_eq!(words(2.7e9, None, Qualifier::Exact, "crown"), "2.7 billion crowns");
        assert_eq!(words(1.0, None, Qualifier::Exact, "crown"), "1 crown");
    }
}
