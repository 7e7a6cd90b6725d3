//! What makes an article the same article.
//!
//! Its canonical address if it has one, else the address it was fetched from, else
//! its outlet and words. All that are known are kept as aliases: a stronger key that
//! turns up later joins an article, it does not make a second one.

use rundown_news::{Article, ArticleId};
use url::Url;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

/// Parameters that tell how a reader came to a page, not which page it is.
const TRACKING: &[&str] = &[
    "fbclid",
    "gclid",
    "dclid",
    "msclkid",
    "mc_cid",
    "mc_eid",
    "igshid",
    "ref",
    "ref_src",
    "cmpid",
    "ocid",
    "ito",
    "smid",
    "sref",
    "xtor",
    "at_medium",
    "at_campaign",
    "ns_mchannel",
    "ns_source",
    "ns_campaign",
    "rss",
    "output",
    "cmp",
    "wt_mc",
    "via",
];

/// The keys under which an article is known, strongest first; never empty.
#[must_use]
pub fn article_keys(article: &Article) -> Vec<String> {
    let canonical = article.canonical_url.as_deref().and_then(canonical_address);
    let fetched = article.url.as_deref().and_then(canonical_address);
    // A canonical address on another domain belongs to whoever holds that domain; one
    // that is a bare front page names no article.
    let canonical = canonical.filter(|canonical| {
        let same_host =
            fetched.as_deref().is_none_or(|fetched| host(fetched) == host(canonical));
        same_host && canonical.matches('/').count() >= 3 && !canonical.ends_with('/')
    });
    let mut keys: Vec<String> = canonical.into_iter().chain(fetched).collect();
    keys.dedup();
    if keys.is_empty() {
        let words =
            format!("{}\n{}\n{}", article.outlet.key(), article.headline, article.text);
        keys.push(format!("words:{:032x}", xxh3_128(words.as_bytes())));
    }
    keys
}

fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split('/').next().unwrap_or("").trim_start_matches("www.")
}

/// The form of an address in which two that lead to the same page are equal: no
/// fragment, no tracking parameters, the other parameters sorted.
///
/// ```
/// let long = "HTTPS://News.Example/a?utm_source=feed&id=7#comments";
/// assert_eq!(
///     rundown_store::canonical_address(long).as_deref(),
///     Some("https://news.example/a?id=7"),
/// );
/// assert_eq!(rundown_store::canonical_address("mailto:desk@news.example"), None);
/// ```
#[must_use]
pub fn canonical_address(address: &str) -> Option<String> {
    let mut url = Url::parse(address.trim()).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    url.set_fragment(None);
    let mut kept: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, _)| {
            !name.starts_with("utm_") && !TRACKING.contains(&name.as_ref())
        })
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    kept.sort();
    url.set_query(None);
    if !kept.is_empty() {
        url.query_pairs_mut().extend_pairs(kept);
    }
    Some(url.into())
}

/// The id of an article with this strongest key: twelve letters and digits.
pub(crate) fn article_id(key: &str) -> ArticleId {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut hash = xxh3_128(key.as_bytes());
    let mut id = String::with_capacity(12);
    for _ in 0..12 {
        id.push(LETTERS[(hash & 31) as usize] as char);
        hash >>= 5;
    }
    ArticleId(id)
}

/// What tells two contents of an article apart: everything a reader may be shown.
pub(crate) fn content_hash(article: &Article) -> i64 {
    let mut all = String::with_capacity(article.text.len() + 200);
    for part in [&article.headline, article.deck.as_deref().unwrap_or(""), &article.text]
    {
        all.push_str(part);
        all.push('\u{1}');
    }
    for highlight in &article.highlights {
        all.push_str(highlight);
        all.push('\u{1}');
    }
    xxh3_64(all.as_bytes()) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_canonical_address_elsewhere_is_not_believed() {
        let article = Article {
            url: Some("https://copy.example/story/1".into()),
            canonical_url: Some("https://original.example/story/1".into()),
            ..Article::default()
        };
        assert_eq!(article_keys(&article), ["https://copy.example/story/1"]);
    }

    #[test]
    fn an_article_without_address_is_known_by_its_words() {
        let article = |text: &str| Article { text: text.into(), ..Article::default() };
        assert_eq!(article_keys(&article("a")), article_keys(&article("a")));
        assert_ne!(article_keys(&article("a")), article_keys(&article("b")));
    }
}
