//! What the headers of an answer tell.

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use reqwest::header::{
    AGE, CACHE_CONTROL, CONTENT_TYPE, HeaderMap, HeaderName, LINK, RETRY_AFTER,
};
use url::Url;

use crate::NamedHub;

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

/// The hub that is named for an address (`WebSub`).
pub(crate) fn hub(headers: &HeaderMap, url: &Url) -> Option<NamedHub> {
    let hub = related(headers, "hub", url)?;
    Some(NamedHub { hub, topic: related(headers, "self", url) })
}

/// Where the first `Link` of a relation leads (RFC 8288).
fn related(headers: &HeaderMap, relation: &str, base: &Url) -> Option<String> {
    let all = headers.get_all(LINK).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|value| value.split('<').skip(1)).find_map(|link| {
        let (target, parameters) = link.split_once('>')?;
        let is_it = parameters.split(';').any(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap_or_default();
            let value = value.trim().trim_end_matches(',').trim().trim_matches('"');
            let mut named = value.split_whitespace();
            name.trim().eq_ignore_ascii_case("rel")
                && named.any(|one| one.eq_ignore_ascii_case(relation))
        });
        let target = is_it.then(|| base.join(target.trim()).ok()).flatten()?;
        matches!(target.scheme(), "http" | "https").then(|| target.into())
    })
}

fn number(headers: &HeaderMap, name: &HeaderName) -> u64 {
    text(headers, name).and_then(|said| said.trim().parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, value.parse().unwrap());
        }
        headers
    }

    fn cached(lines: &[(&'static str, &str)]) -> Option<u64> {
        cache_seconds(&headers(lines), "2031-05-14T12:00:00Z".parse().unwrap())
    }

    #[test]
    fn charsets_are_read_with_and_without_quotes() {
        let of = |kind| charset(&headers(&[("content-type", kind)]));
        assert_eq!(of("text/html; charset=UTF-8").as_deref(), Some("utf-8"));
        assert_eq!(
            of("text/xml;a=b; Charset = \"ISO-8859-1\"").as_deref(),
            Some("iso-8859-1")
        );
        assert_eq!(of("text/html"), None);
        assert_eq!(of("text/html; charset="), None);
    }

    #[test]
    fn answers_stay_fresh_as_long_as_they_say() {
        assert_eq!(cached(&[("cache-control", "public, max-age=600")]), Some(600));
        assert_eq!(
            cached(&[("cache-control", "max-age=600"), ("age", "100")]),
            Some(500)
        );
        assert_eq!(cached(&[("cache-control", "max-age=600"), ("age", "700")]), None);
        assert_eq!(
            cached(&[("cache-control", "max-age=60"), ("cache-control", "no-cache")]),
            None
        );
        assert_eq!(cached(&[("cache-control", "max-age=soon")]), None);
        assert_eq!(cached(&[]), None);
    }

    #[test]
    fn links_are_told_by_their_relation() {
        let base = "https://vale.example/feed".parse().unwrap();
        let told = headers(&[
            ("link", "<https://hub.example/>; rel=\"hub\", </feed>; title=a; rel=self"),
            ("link", "<javascript:a>; rel=next"),
        ]);
        let of = |relation| related(&told, relation, &base);
        assert_eq!(of("hub").as_deref(), Some("https://hub.example/"));
        assert_eq!(of("self").as_deref(), Some("https://vale.example/feed"));
        assert_eq!((of("next"), of("prev")), (None, None));
    }

    #[test]
    fn pauses_are_read_in_seconds_and_as_dates() {
        assert_eq!(cached(&[("retry-after", "120")]), Some(120));
        assert_eq!(
            cached(&[("retry-after", "Wed, 14 May 2031 12:02:00 GMT")]),
            Some(120)
        );
        assert_eq!(cached(&[("retry-after", "Wed, 14 May 2031 11:02:00 GMT")]), None);
        assert_eq!(cached(&[("retry-after", "1000000000")]), Some(REST_SECONDS_MAX));
        assert_eq!(cached(&[("retry-after", "-5")]), None);
        let both = [("retry-after", "120"), ("cache-control", "max-age=600")];
        assert_eq!(cached(&both), Some(600));
    }

    #[test]
    fn a_hub_is_told_with_what_the_address_is_called_there() {
        let url = "https://vale.example/feed".parse().unwrap();
        let named =
            headers(&[("link", "<https://hub.example/>; rel=hub, </all>; rel=self")]);
        let (at, topic) = ("https://hub.example/", "https://vale.example/all");
        let told = hub(&named, &url).unwrap();
        assert_eq!((told.hub.as_str(), told.topic.as_deref()), (at, Some(topic)));
        assert_eq!(hub(&headers(&[("link", "</all>; rel=self")]), &url), None);
    }
}
