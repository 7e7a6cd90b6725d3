//! What a specification case of dates means as TIMEX3.

use serde_json::Value;

use super::wanted::{Expected, Reading, Wanted, span};

/// The files that tell values. Others hold spans alone, or the conventions of a
/// calendar or a to-do list.
pub(super) const MODELS: &[&str] = &[
    "DateTimeModel",
    "DateParser",
    "DatePeriodParser",
    "DateTimeParser",
    "DateTimePeriodParser",
    "DurationParser",
    "HolidayParser",
    "SetParser",
    "TimeParser",
    "TimePeriodParser",
    "TimeZoneParser",
];

/// Where they lie.
pub(super) const FOLDERS: &[&str] = &["DateTime"];

/// What a case wants found.
pub(super) fn expected(case: &Value, language: &str) -> Expected {
    let input = case["Input"].as_str().unwrap_or("");
    let results = case["Results"].as_array().map_or(&[][..], Vec::as_slice);
    results
        .iter()
        .map(|result| {
            let mut values = values(result)?;
            let text = result["Text"].as_str().unwrap_or("");
            values.extend(coarser(text, &values, language));
            Ok(Wanted { span: span(input, result), reading: Reading::Date(values) })
        })
        .collect()
}

/// TIMEX3 values are as exact as their words: "two years ago" is a year, "3 weeks ago" a
/// week, where the cases count to the day; the week of a day may be named by its number.
fn coarser(text: &str, values: &[String], language: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let day = |value: &String| value.get(..10)?.parse::<jiff::civil::Date>().ok();
    let named = |date: jiff::civil::Date| {
        if names_unit(&text, language, YEAR) {
            Some(format!("{:04}", date.year()))
        } else if names_unit(&text, language, MONTH) {
            Some(format!("{:04}-{:02}", date.year(), date.month()))
        } else if names_unit(&text, language, WEEK) {
            let week = date.iso_week_date();
            Some(format!("{:04}-W{:02}", week.year(), week.week()))
        } else {
            None
        }
    };
    values.iter().filter_map(day).filter_map(named).collect()
}

/// The places of units in the lists of units.
const WEEK: usize = 4;
const MONTH: usize = 7;
const YEAR: usize = 10;

/// Whether a text names a unit of time by one of the words of its language.
fn names_unit(text: &str, language: &str, place: usize) -> bool {
    let own = rundown_lexicon::LANGUAGES.iter().find(|own| own.code == language);
    let mut lists = own.into_iter().flat_map(rundown_lexicon::Language::lists);
    lists.any(|(name, words)| {
        let spellings = words.split_whitespace().nth(place).unwrap_or("-");
        matches!(name, "unit" | "units")
            && spellings.split('/').any(|word| word != "-" && text.contains(word))
    })
}

/// The values one result may have: the past and the future reading.
fn values(result: &Value) -> Result<Vec<String>, &'static str> {
    let kind = result["TypeName"].as_str().or(result["Type"].as_str()).unwrap_or("");
    let kind = kind.trim_start_matches("datetimeV2.");
    let readings = [&result["Resolution"]["values"], &result["Value"]["values"]];
    let many: Vec<&Value> =
        readings.into_iter().filter_map(Value::as_array).flatten().collect();
    let readings = if many.is_empty() { vec![&result["Value"]] } else { many };
    let mut found = Vec::new();
    for reading in readings {
        found.extend(of_reading(kind, reading)?);
    }
    Ok(found)
}

fn of_reading(kind: &str, reading: &Value) -> Result<Vec<String>, &'static str> {
    let timex = reading["timex"].as_str().or(reading["Timex"].as_str()).unwrap_or("");
    if kind.contains("timezone") || timex.is_empty() {
        return Err("a time zone, or no value at all");
    }
    if timex.starts_with('(') {
        return Err("a range between two points is two expressions in TIMEX3");
    }
    if timex.contains(['B', 'F', 'L'])
        && !timex.ends_with("_REF")
        && !timex.ends_with("TAF")
        || timex.contains("TME") && !timex.ends_with("TMEV")
        || timex.starts_with("SY")
        || timex.ends_with("TNT")
    {
        return Err("meals, business days and fiscal or school years have no value");
    }
    if kind == "set" && (timex.contains('T') || timex.ends_with("WE")) {
        return Err("a set of clock times or weekends");
    }
    if kind == "set" || kind == "duration" || timex.ends_with("_REF") {
        return Ok(vec![timex.to_owned()]);
    }
    if kind.starts_with("datetime") && timex.len() >= "2016-11-07T00:08:00".len() {
        return Err("counted in minutes from the moment of writing; news has a day");
    }
    if !timex.contains(['X', '#']) {
        return Ok(vec![timex.to_owned()]);
    }
    let clock = timex.find('T').map_or("", |at| &timex[at..]);
    let days = resolved(reading);
    if days.is_empty() {
        return Err("a day that does not exist, or no value at all");
    }
    // As exact as the pattern is: `XXXX-10` is a month.
    let parts = timex[..timex.len() - clock.len()].split('-').count();
    let length =
        if parts == 2 && !timex.contains('W') { "2016-10" } else { "2016-10-02" };
    Ok(days.iter().map(|day| format!("{}{clock}", &day[..length.len()])).collect())
}

/// The days a reading resolves to.
fn resolved(reading: &Value) -> Vec<String> {
    let mut found: Vec<String> = ["value", "start", "end"]
        .into_iter()
        .find_map(|field| reading[field].as_str())
        .into_iter()
        .map(str::to_owned)
        .collect();
    for side in ["FutureResolution", "PastResolution"] {
        let all = reading[side].as_object().into_iter().flatten();
        found.extend(all.filter_map(|(_, day)| Some(day.as_str()?.to_owned())).take(1));
    }
    found.retain(|day| {
        day.get(..10).is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok())
    });
    found
}

/// Whether a value is one of those wanted. Clock times are compared without their
/// zeros, and on any day where the case names none.
pub(super) fn fits(value: &str, wanted: &[String]) -> bool {
    let value = short(value);
    wanted.iter().any(|wanted| {
        let wanted = short(wanted);
        value == wanted
            || wanted.starts_with('T')
                && value.split_once('T').is_some_and(|(_, clock)| wanted[1..] == *clock)
    })
}

fn short(value: &str) -> &str {
    if !value.contains('T') || value.starts_with('P') {
        return value;
    }
    let value = value.trim_end_matches('Z');
    let value = value.strip_suffix(":00").unwrap_or(value);
    value.strip_suffix(":00").unwrap_or(value)
}
