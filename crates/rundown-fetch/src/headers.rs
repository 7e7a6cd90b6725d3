//! What the headers of an answer tell.

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use reqwest::header::{
    AGE, CACHE_CONTROL, CONTENT_TYPE, HeaderMap, HeaderName, RETRY_AFTER,
};

/// Nobody is left alone for longer than a day.
pub(crate) const REST_SECONDS_MAX: u64 = 24 * 60 * 60;

/// The text of a header, if it has one.
pub(crate) fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    Some(headers.get(name)?.to_str().ok()?.to_owned())
}

/// The character set that `Content-Type` states.
pub(crate) fn charset(headers: &HeaderMap) -> Option<String> {
    let kind = text(headers, &CONTENT_TYPE)?;
    let charset = kind.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then_some(value)
    })?;
    let charset = charset.trim().trim_matches(['"', '\'']).trim();
    (!charset.is_empty()).then(|| charset.to_ascii_lowercase())
}

/// For how long not to ask again: how long the answer stays fresh, or when to come back.
pub(crate) fn cache_seconds(headers: &HeaderMap, now: Timestamp) -> Option<u64> {
    let fresh = max_age(headers).map(|age| age.saturating_sub(number(headers, &AGE)));
    fresh.max(retry_after(headers, now)).filter(|&seconds| seconds > 0)
}

/// `Retry-After`, in seconds or as a date, a day at most.
pub(crate) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<u64> {
    let said = text(headers, &RETRY_AFTER)?;
    let said = said.trim();
    let seconds = if said.bytes().all(|byte| byte.is_ascii_digit()) && !said.is_empty() {
        said.parse().unwrap_or(u64::MAX)
    } else {
        let at = DateTimeParser::new().parse_timestamp(said).ok()?;
        u64::try_from(at.duration_since(now).as_secs()).ok()?
    };
    Some(seconds.min(REST_SECONDS_MAX))
}

fn max_age(headers: &HeaderMap) -> Option<u64> {
    let all: Vec<&str> = headers
        .get_all(CACHE_CONTROL)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .collect();
    let all = all.join(",").to_ascii_lowercase();
    let mut age = None;
    for directive in all.split(',').map(str::trim) {
        if matches!(directive, "no-cache" | "no-store") {
            return None;
        }
        if let Some(said) = directive.strip_prefix("max-age=") {
            age = said.trim_matches('"').parse().ok();
        }
    }
    age
}

fn number(headers: &HeaderMap, name: &HeaderName) -> u64 {
    text(headers, name).and_then(|said| said.trim().parse().ok()).unwrap_or(0)
}
