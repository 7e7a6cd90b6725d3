//! What is settled of every article, whatever way it came: its address, and the names and
//! words that came beside its text.

use rundown_extract::one_line;
use rundown_news::{Article, uncached_address};

/// Puts the address of the outlet in the place of that of a cache, and drops from all names
/// what pages and texts drop as they are read: what turns the direction of the words that
/// follow, what nobody sees, and breaks of lines.
pub(crate) fn settle(article: &mut Article) {
    for address in [&mut article.url, &mut article.canonical_url].into_iter().flatten() {
        if let Some(own) = uncached_address(address) {
            *address = own;
        }
    }
    let names = [&mut article.outlet.name, &mut article.headline].into_iter();
    names
        .chain(&mut article.deck)
        .chain(&mut article.section)
        .chain(&mut article.highlights)
        .chain(&mut article.tags)
        .chain(article.byline.iter_mut().map(|one| &mut one.name))
        .for_each(|name| *name = one_line(name));
}
