//! What is known about a document before it is read.

use jiff::Timestamp;
use rundown_news::{Lang, Outlet, uncached_address};
use rundown_text::is_stop_word;
use url::Url;

use crate::phrases::{simple, start_of};

/// No article has more lines; looking at each costs, so the rest is not looked at.
pub(crate) const LINES_MAX: usize = 40_000;

/// The frame of one reading: where a document comes from and when it was fetched.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading<'r> {
    pub(crate) url: Option<&'r str>,
    pub(crate) at: Option<Timestamp>,
}

impl Reading<'_> {
    /// The host that served the document, without `www.`.
    pub(crate) fn domain(&self) -> Option<String> {
        domain_of(self.url?)
    }
}

/// The language of a text: what its words say, then what its page says.
pub(crate) fn language_of(text: &str, stated: Option<&str>) -> Lang {
    /// Under this a text is too short to speak against its page.
    const SURE_BYTES: usize = 400;
    /// So much of a text is as good as all of it.
    const LOOKED_AT_BYTES: usize = 1_000;
    let told = stated.and_then(Lang::parse);
    let start = start_of(text, LOOKED_AT_BYTES);
    if let Some(told) = told
        && text.len() >= SURE_BYTES
        && speaks(start, told)
    {
        return told;
    }
    let found = rundown_text::detect_language(start);
    match (found, told) {
        (Some(found), None) => found,
        (Some(found), Some(told)) if text.len() >= SURE_BYTES && found != told => {
            if is_near(found, told) {
                told
            } else {
                found
            }
        }
        (_, told) => told.unwrap_or(Lang::UNKNOWN),
    }
}

/// Whether so many of a text's words are those with which a language joins the others
/// that it can be no other. Not known of every language; where it is, it is told sooner
/// than by letters.
fn speaks(text: &str, language: Lang) -> bool {
    const SHARE: usize = 30;
    const LOOKED_AT_BYTES: usize = 500;
    let words = simple(start_of(text, LOOKED_AT_BYTES));
    let count = words.split(' ').count();
    let joining = words.split(' ').filter(|word| is_stop_word(word, language)).count();
    joining * 100 >= count * SHARE
}

/// Languages that are easily taken for each other: the page knows better.
fn is_near(one: Lang, other: Lang) -> bool {
    const FAMILIES: &[&[&str]] = &[
        &["no", "nb", "nn", "da", "sv"],
        &["cs", "sk"],
        &["hr", "sr", "bs", "sl"],
        &["id", "ms"],
        &["es", "ca", "gl", "pt"],
        &["ru", "uk", "be", "bg", "mk"],
        &["af", "nl"],
        &["zu", "xh"],
    ];
    FAMILIES
        .iter()
        .any(|family| family.contains(&one.as_str()) && family.contains(&other.as_str()))
}

/// The domain of the outlet whose page stands at an address: its host in small letters,
/// without `www.`. Of a page in a cache of AMP pages it is the host that its address carries.
/// None for what is no address with a host.
///
/// ```
/// let domain = rundown_extract::domain_of;
/// assert_eq!(domain("https://www.Courier.example/a").as_deref(), Some("courier.example"));
/// let cached = "https://www.google.com/amp/s/courier.example/a";
/// assert_eq!(domain(cached).as_deref(), Some("courier.example"));
/// assert_eq!(domain("no address"), None);
/// ```
#[must_use]
pub fn domain_of(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let own = uncached_address(url.as_str()).and_then(|own| Url::parse(&own).ok());
    let url = own.unwrap_or(url);
    Some(Outlet::domain_of(url.host_str()?.trim_end_matches('.')))
}
