//! What is settled of every article, whatever way it came.

use rundown_news::{Article, uncached_address};

/// Puts the address of the outlet in the place of that of a cache.
pub(crate) fn settle(article: &mut Article) {
    for address in [&mut article.url, &mut article.canonical_url].into_iter().flatten() {
        if let Some(own) = uncached_address(address) {
            *address = own;
        }
    }
}
