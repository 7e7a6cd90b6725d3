//! What a specification case of numbers and units means as a figure.

use rundown_news::{Annotations, Figure};
use serde_json::Value;

use super::wanted::{Expected, Reading, Wanted, span};

/// The files that apply. Ordinals and ages are no figures; ranges by comparison are
/// qualifiers in our contract.
pub(super) const MODELS: &[&str] = &[
    "NumberModel",
    "PercentModel",
    "CurrencyModel",
    "DimensionModel",
    "TemperatureModel",
    "AgeModel",
    "OrdinalModel",
];

/// Where they lie.
pub(super) const FOLDERS: &[&str] = &["Number", "NumberWithUnit"];

/// What is wanted where the case names a unit by a word that is not ours.
const ANY_UNIT: &str = "some unit";

/// Their names of units, and ours.
const UNITS: &[(&str, &str)] = &[
    ("C", "°C"),
    ("F", "°F"),
    ("Kilometer", "km"),
    ("Meter", "m"),
    ("Centimeter", "cm"),
    ("Millimeter", "mm"),
    ("Decimeter", "dm"),
    ("Picometer", "pm"),
    ("Kilogram", "kg"),
    ("Gram", "g"),
    ("Microgram", "µg"),
    ("Metric ton", "tonne"),
    ("Milliliter", "ml"),
    ("Kilometer per hour", "km/h"),
    ("Mile per hour", "mph"),
    ("Square meter", "m²"),
    ("Square kilometer", "km²"),
    ("Cubic foot", "cubic foot"),
    ("Megabyte", "MB"),
    ("United States dollar", "US dollar"),
    ("British pound", "pound"),
    ("Chinese yuan", "yuan"),
    ("Japanese yen", "yen"),
    ("Radian", "rad"),
    ("Ton", "tonne"),
    ("Megabit", "MB"),
    ("Penny", "pence"),
    ("Turkish lira", "lira"),
    ("Georgian lari", "lari"),
    ("Lao kip", "kip"),
    ("Finnish markka", "markka"),
    ("Netherlands guilder", "guilder"),
    ("Sri Lankan rupee", "rupee"),
];

/// What a case wants found.
pub(super) fn expected(case: &Value, language: &str) -> Expected {
    let input = case["Input"].as_str().unwrap_or("");
    let results = case["Results"].as_array().map_or(&[][..], Vec::as_slice);
    results
        .iter()
        .map(|result| {
            Ok(Wanted { span: span(input, result), reading: reading(result, language)? })
        })
        .collect()
}

fn reading(result: &Value, language: &str) -> Result<Reading, &'static str> {
    let resolution = &result["Resolution"];
    match result["TypeName"].as_str().unwrap_or("") {
        kind if kind.starts_with("ordinal") => return Err("an ordinal is no figure"),
        "age" => return Err("an age is no figure"),
        _ if resolution["subtype"] == "power" => {
            return Err("powers and exponents are no news");
        }
        _ => {}
    }
    let value = resolution["value"].as_str().ok_or("a unit without a number")?;
    let unit = if value.ends_with('%') {
        "percent".to_owned()
    } else {
        match resolution["unit"].as_str() {
            // Other languages name the unit in their own words.
            Some(_) if language != "en" => ANY_UNIT.to_owned(),
            unit => ours(unit.unwrap_or("")),
        }
    };
    // Some languages write the decimals of their cases behind a comma.
    let value = value.trim_end_matches('%').replace(',', ".");
    let value = value.parse().map_err(|_| "no finite number")?;
    Ok(Reading::Figure(value, unit))
}

fn ours(unit: &str) -> String {
    let listed = UNITS.iter().find(|(theirs, _)| *theirs == unit);
    listed.map_or_else(|| unit.to_lowercase(), |(_, ours)| (*ours).to_owned())
}

/// Whether a figure has this value and unit. Plain numbers may have any unit: the case
/// asks for the number alone.
pub(super) fn fits(figure: &Figure, value: f64, unit: &str) -> bool {
    let close = |found: f64| (found - value).abs() <= 1e-4 * value.abs().max(1e-9);
    let tons = |unit: &str| matches!(unit, "ton" | "tonne");
    let same = figure.unit.eq_ignore_ascii_case(unit) || tons(&figure.unit) && tons(unit);
    (close(figure.value) || figure.value_high.is_some_and(close))
        && (unit.is_empty() || same || unit == ANY_UNIT && !figure.unit.is_empty())
}

/// Whether nothing is found that the model of a file would find: numbers without a unit
/// for the one, temperatures, shares, or any unit for the others.
pub(super) fn nothing(model: &str, found: &Annotations) -> bool {
    let would_find = |unit: &str| match model {
        "NumberModel" => unit.is_empty(),
        "TemperatureModel" => unit.starts_with('°'),
        "PercentModel" => unit == "percent",
        _ => !unit.is_empty(),
    };
    !found.figures.iter().any(|figure| would_find(&figure.unit))
}
