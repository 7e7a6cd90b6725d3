//! What makes an article the same article.
//!
//! Its canonical address if it has one, else the address it was fetched from, else
//! its outlet and words. All that are known are kept as aliases: a stronger key that
//! turns up later joins an article, it does not make a second one.

use rundown_news::{Article, ArticleId, FeedItem, Outlet};
use url::Url;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use crate::address::{canonical_address, earlier_address};

/// The keys under which an article is known, strongest first; never empty.
#[must_use]
pub fn article_keys(article: &Article) -> Vec<String> {
    let fetched = article.url.as_deref();
    let canonical = article.canonical_url.as_deref();
    let canonical = canonical.filter(|canonical| is_believed(canonical, fetched));
    let addresses = [canonical, fetched];
    let known = addresses.iter().flatten();
    let forms = known.clone().filter_map(|address| canonical_address(address));
    let earlier = known.filter_map(|address| earlier_address(address));
    let mut keys: Vec<String> = Vec::new();
    for key in forms.chain(earlier) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    if keys.is_empty() {
        let words =
            format!("{}\n{}\n{}", article.outlet.key(), article.headline, article.text);
        keys.push(format!("words:{:032x}", xxh3_128(words.as_bytes())));
    }
    keys
}

/// Whether what a page calls its canonical address can be that: on its own host, or on
/// one of the same site above or below it, for another domain belongs to whoever holds it,
/// and so may one beside it (`ruiz.blogs.example` and `varga.blogs.example`); and no front
/// or section that the page lies under, which names no article.
fn is_believed(canonical: &str, fetched: Option<&str>) -> bool {
    let plain = |address| {
        canonical_address(address).and_then(|address| Url::parse(&address).ok())
    };
    let Some(canonical) = plain(canonical) else { return false };
    if canonical.path() == "/" && canonical.query().is_none() {
        return false;
    }
    let Some(fetched) = fetched.and_then(plain) else { return true };
    let under = fetched.path().strip_prefix(canonical.path());
    let is_above = canonical.query().is_none()
        && under.is_some_and(|rest| match rest {
            "" => fetched.query_pairs().any(|(key, value)| names_page(&key, &value)),
            "/print" | "/amp" => false,
            _ => rest.starts_with('/'),
        });
    is_host_of(&canonical, &fetched) && canonical.port() == fetched.port() && !is_above
}

/// Whether a host is that of a page, or above or below it on the same site.
fn is_host_of(canonical: &Url, fetched: &Url) -> bool {
    let hosts = (canonical.host_str().unwrap_or(""), fetched.host_str().unwrap_or(""));
    let under = |host: &str, above: &str| {
        host.strip_suffix(above).is_some_and(|labels| labels.ends_with('.'))
    };
    hosts.0 == hosts.1
        || Outlet::site_of(hosts.0) == Outlet::site_of(hosts.1)
            && (under(hosts.0, hosts.1) || under(hosts.1, hosts.0))
}

/// Whether a part of a query may tell which article is asked for, or which page of one,
/// and not how it is to be shown.
fn names_page(key: &str, value: &str) -> bool {
    const KEYS: [&str; 16] = [
        "a", "art", "article", "doc", "item", "key", "n", "news", "p", "post", "q", "s",
        "slug", "story", "t", "title",
    ];
    const PAGES: [&str; 5] = ["page", "pg", "seite", "start", "offset"];
    let key = key.to_ascii_lowercase();
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let is_first = matches!(value, "0" | "1" | "all");
    KEYS.contains(&key.as_str())
        || key.ends_with("id")
        || PAGES.contains(&key.as_str()) && !is_first
        || digits >= DIGITS_OF_NUMBER
}

/// So many digits are the number of an article.
const DIGITS_OF_NUMBER: usize = 4;

/// The key of an item whose feed gives it another address each time: its own name for
/// the item, with the title and time that stay. None where it names or dates nothing.
#[must_use]
pub fn item_key(feed: &str, item: &FeedItem) -> Option<String> {
    let guid = item.guid.as_deref().filter(|guid| !guid.is_empty())?;
    let at = item.published?.instant();
    let words = format!("{feed}\n{guid}\n{}\n{at}", item.title);
    Some(format!("item:{:032x}", xxh3_128(words.as_bytes())))
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
///
/// ```
/// use rundown_news::Article;
/// use rundown_store::content_hash;
/// let shut = Article { text: "The harbor is shut.".into(), ..Article::default() };
/// let open = Article { text: "The harbor is open.".into(), ..Article::default() };
/// assert_ne!(content_hash(&shut), content_hash(&open));
/// ```
#[must_use]
pub fn content_hash(article: &Article) -> i64 {
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
    fn a_canonical_address_names_one_page_of_the_same_site() {
        for (fetched, canonical, believed) in [
            ("https://m.vale.example/a/1", "https://vale.example/story/1", true),
            ("https://vale.example/a/1", "https://vale.example/a/one/", true),
            ("https://vale.example/a?id=1", "https://vale.example/a/one", true),
            ("https://vale.example/a?id=1", "https://vale.example/a", false),
            ("https://vale.example/a?story=dam", "https://vale.example/a", false),
            ("https://vale.example/a?x=120482", "https://vale.example/a", false),
            ("https://vale.example/a?page=2", "https://vale.example/a", false),
            ("https://vale.example/a?page=all", "https://vale.example/a", true),
            ("https://vale.example/a?print=1", "https://vale.example/a", true),
            ("https://vale.example/a/print", "https://vale.example/a", true),
            ("https://vale.example/a/1", "https://vale.example/a/", false),
            ("https://vale.example/a/1", "https://vale.example/", false),
            ("https://vale.example/a/1", "https://reef.example/a/1", false),
            ("https://sport.vale.example/a/1", "https://vale.example/story/1", true),
            ("https://vale.example/a/1", "https://sport.vale.example/story/1", true),
            ("https://reef.blogs.example/a/1", "https://vale.blogs.example/a/1", false),
            ("https://a.co.uk/a/1", "https://b.co.uk/a/1", false),
            ("https://vale.example/a/1", "https://vale.example:8443/a/2", false),
            ("https://vale.example/a/1", "javascript:void(0)", false),
        ] {
            assert_eq!(is_believed(canonical, Some(fetched)), believed, "{canonical}");
        }
    }

    #[test]
    fn an_article_is_found_under_the_form_that_was_kept_before() {
        let article = Article {
            url: Some("http://www.vale.example/a/?amp=1&id=2".into()),
            ..Article::default()
        };
        let keys = article_keys(&article);
        assert_eq!(
            keys,
            ["https://vale.example/a?id=2", "http://www.vale.example/a/?amp=1&id=2"]
        );
    }

    #[test]
    fn an_article_without_address_is_known_by_its_words() {
        let article = |text: &str| Article { text: text.into(), ..Article::default() };
        assert_eq!(article_keys(&article("a")), article_keys(&article("a")));
        assert_ne!(article_keys(&article("a")), article_keys(&article("b")));
    }
}
