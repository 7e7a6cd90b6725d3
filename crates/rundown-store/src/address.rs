//! When two addresses lead to one page, by their text alone.

use rundown_news::{Outlet, uncached_address};
use url::Url;

/// Parameters that tell how a reader came to a page, or in which dress it is to be
/// shown, not which page it is.
const TRACKING: &[&str] = &[
    "_ga",
    "amp",
    "at_campaign",
    "at_medium",
    "cmp",
    "cmpid",
    "dclid",
    "fbclid",
    "gclid",
    "guccounter",
    "icid",
    "igshid",
    "ito",
    "mc_cid",
    "mc_eid",
    "msclkid",
    "ns_campaign",
    "ns_mchannel",
    "ns_source",
    "ocid",
    "output",
    "outputtype",
    "ref",
    "ref_src",
    "rss",
    "smid",
    "spm",
    "sref",
    "via",
    "wt_mc",
    "xtor",
    "yclid",
];

/// Labels before a site's name under which it shows the same pages in another dress.
const DRESSES: &[&str] = &["www", "m", "mobile", "amp", "touch"];

/// The form of an address in which two that lead to the same page are equal: `https`,
/// no `www.`, `m.` or `amp.`, no AMP in the path, no slash at its end, no fragment, no
/// tracking parameters, the other parameters sorted.
///
/// ```
/// let long = "HTTP://www.News.Example/a/?utm_source=feed&id=7#comments";
/// assert_eq!(
///     rundown_store::canonical_address(long).as_deref(),
///     Some("https://news.example/a?id=7"),
/// );
/// assert_eq!(rundown_store::canonical_address("mailto:desk@news.example"), None);
/// ```
#[must_use]
pub fn canonical_address(address: &str) -> Option<String> {
    let url = web(address)?;
    let own = uncached_address(url.as_str()).and_then(|own| Url::parse(&own).ok());
    let url = own.unwrap_or(url);
    let host = undressed(url.host_str()?);
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let path = plain_path(url.path());
    let query = kept_query(&url, |name| {
        let name = name.to_ascii_lowercase();
        !name.starts_with("utm_") && !TRACKING.contains(&name.as_str())
    });
    let mut plain = Url::parse(&format!("https://{host}{port}{path}")).ok()?;
    plain.set_query(query.as_deref());
    Some(plain.into())
}

/// The form that was kept before hosts and paths were looked into: articles taken then
/// are known under it.
pub(crate) fn earlier_address(address: &str) -> Option<String> {
    const ADDED_SINCE: &[&str] =
        &["_ga", "amp", "guccounter", "icid", "outputtype", "spm", "yclid"];
    let mut url = web(address)?;
    url.set_fragment(None);
    let query = kept_query(&url, |name| {
        let is_tracking = TRACKING.contains(&name) && !ADDED_SINCE.contains(&name);
        !name.starts_with("utm_") && !is_tracking
    });
    url.set_query(query.as_deref());
    Some(url.into())
}

fn web(address: &str) -> Option<Url> {
    let url = Url::parse(address.trim()).ok()?;
    matches!(url.scheme(), "http" | "https").then_some(url)
}

/// The parameters that tell which page it is, sorted.
fn kept_query(url: &Url, keep: impl Fn(&str) -> bool) -> Option<String> {
    let mut kept: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, _)| keep(name))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    kept.sort();
    let query =
        url::form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish();
    (!query.is_empty()).then_some(query)
}

/// A host without the labels that only change the dress of a page.
fn undressed(host: &str) -> &str {
    let mut host = host.trim_end_matches('.');
    while Outlet::site_of(host) != host
        && let Some((first, rest)) = host.split_once('.')
        && DRESSES.contains(&first)
    {
        host = rest;
    }
    host
}

/// A path without AMP at its beginning or end, and without a slash at its end.
fn plain_path(path: &str) -> String {
    let mut parts: Vec<&str> = path.split('/').skip(1).collect();
    while parts.len() > 1 && parts.last().is_some_and(|part| part.is_empty()) {
        parts.pop();
    }
    if parts.len() > 1 && parts.first() == Some(&"amp") {
        parts.remove(0);
    }
    if parts.len() > 1 && parts.last() == Some(&"amp") {
        parts.pop();
    }
    let mut plain = format!("/{}", parts.join("/"));
    for (ending, without) in [(".amp.html", ".html"), (".amp", "")] {
        if let Some(stem) = plain.strip_suffix(ending)
            && !stem.ends_with('/')
        {
            plain = format!("{stem}{without}");
        }
    }
    plain
}

/// The host of an address, with a port that is not the usual one; empty without one.
#[must_use]
pub fn host_of(address: &str) -> String {
    let Some(url) = web(address) else { return String::new() };
    let host = url.host_str().unwrap_or_default();
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Addresses of one page, and the form they share.
    const ONE_PAGE: &[(&str, &[&str])] = &[
        (
            "https://vale.example/news/upper-road",
            &[
                "https://vale.example/news/upper-road",
                "http://vale.example/news/upper-road",
                "http://vale.example:80/news/upper-road",
                "https://vale.example:443/news/upper-road",
                "https://www.vale.example/news/upper-road/",
                "https://VALE.example./news/upper-road",
                "https://m.vale.example/news/upper-road",
                "https://mobile.vale.example/news/upper-road",
                "https://www.m.vale.example/news/upper-road",
                "https://amp.vale.example/news/upper-road",
                "https://vale.example/amp/news/upper-road",
                "https://vale.example/news/upper-road/amp",
                "https://vale.example/news/upper-road/amp/",
                "https://vale.example/news/upper-road.amp",
                "https://vale.example/news/upper-road?amp=1",
                "https://vale.example/news/upper-road?amp",
                "https://vale.example/news/upper-road?outputType=amp",
                "https://vale.example/news/upper-road?utm_source=a&UTM_medium=b",
                "https://vale.example/news/upper-road?fbclid=x#comments",
                "https://vale-example.cdn.ampproject.org/c/s/vale.example/news/upper-road",
                "https://www.google.com/amp/s/www.vale.example/news/upper-road/amp/",
            ],
        ),
        (
            "https://vale.example/a.html",
            &["https://vale.example/a.html", "https://vale.example/a.amp.html"],
        ),
        (
            "https://vale.example/story?id=7&page=2",
            &[
                "https://vale.example/story?id=7&page=2",
                "http://m.vale.example/story/?page=2&id=7&ref=home",
            ],
        ),
        ("https://vale.co.uk/a", &["https://www.vale.co.uk/a", "http://m.vale.co.uk/a"]),
        ("https://vale.example/", &["http://www.vale.example", "https://vale.example/"]),
        ("https://vale.example/amp", &["https://vale.example/amp"]),
        ("https://m.example/a", &["http://m.example/a", "https://www.m.example/a"]),
        ("https://amp.co.uk/a", &["https://amp.co.uk/a"]),
        ("https://vale.example:8443/a", &["https://www.vale.example:8443/a"]),
        ("https://127.0.0.1:4000/a", &["http://127.0.0.1:4000/a/"]),
        ("https://sport.vale.example/a", &["https://sport.vale.example/a"]),
        ("https://vale.example/A", &["https://vale.example/A"]),
    ];

    #[test]
    fn addresses_of_one_page_share_one_form() {
        for (form, addresses) in ONE_PAGE {
            for address in *addresses {
                assert_eq!(
                    canonical_address(address).as_deref(),
                    Some(*form),
                    "{address}"
                );
            }
            assert_eq!(canonical_address(form).as_deref(), Some(*form), "{form}");
        }
    }

    #[test]
    fn pages_that_differ_keep_forms_that_differ() {
        let mut forms: Vec<&str> = ONE_PAGE.iter().map(|(form, _)| *form).collect();
        forms.sort_unstable();
        forms.dedup();
        assert_eq!(forms.len(), ONE_PAGE.len());
    }

    #[test]
    fn what_is_not_of_the_web_has_no_form() {
        for address in
            ["", "mailto:desk@vale.example", "javascript:alert(1)", "/a", "file:///a"]
        {
            assert_eq!(canonical_address(address), None, "{address}");
        }
    }
}
