//! Pages that are no article, so that whoever takes pages in can say so rather than keep
//! what happens to stand on them.

use rundown_news::Article;

use crate::lines::Lines;
use crate::phrases::simple;

/// So many titles that are links make an index, if they outweigh the text.
const TITLES_MIN: usize = 20;

/// A shorter link is a button.
const TITLE_BYTES_MIN: usize = 25;

/// An error or a request for consent says no more than this.
const BYTES_MAX: usize = 1_200;

/// What a page is, if it is no article. `says_article` tells that it calls itself one.
pub(crate) fn not_an_article(
    lines: &Lines,
    article: &Article,
    says_article: bool,
) -> Option<&'static str> {
    if is_error(&article.headline) && article.text.len() < BYTES_MAX {
        return Some("an error page");
    }
    if article.text.len() < BYTES_MAX && asks_consent(&article.text) {
        return Some("a request for consent");
    }
    let path = path_of(article.url.as_deref()?);
    (!says_article && !names_one(path) && is_index(lines, article))
        .then_some("a page of links, not an article")
}

/// Whether a headline is what servers say when they have nothing to show.
fn is_error(headline: &str) -> bool {
    const HEADLINES: [&str; 16] = [
        "404",
        "403",
        "error",
        "not found",
        "404 not found",
        "403 forbidden",
        "page not found",
        "404 page not found",
        "access denied",
        "just a moment",
        "seite nicht gefunden",
        "page introuvable",
        "página no encontrada",
        "pagina non trovata",
        "service unavailable",
        "are you a robot",
    ];
    HEADLINES.contains(&simple(headline).as_str())
}

/// Whether nearly all that a page says is about cookies.
fn asks_consent(text: &str) -> bool {
    const WORDS: [&str; 3] = ["cookie", "consent", "einwilligung"];
    let speaks = |part: &&str| {
        let part = part.to_lowercase();
        WORDS.iter().any(|word| part.contains(word))
    };
    let count = text.split("\n\n").count();
    count >= 2 && text.split("\n\n").filter(speaks).count() * 4 >= count * 3
}

fn path_of(url: &str) -> &str {
    url.splitn(4, '/').nth(3).unwrap_or("")
}

/// Whether an address names a single thing: it has a number, or a name of many words.
fn names_one(path: &str) -> bool {
    let joins = path.bytes().filter(|byte| matches!(byte, b'-' | b'_')).count();
    path.bytes().any(|byte| byte.is_ascii_digit()) || joins >= 2 || path.contains(".htm")
}

fn is_index(lines: &Lines, article: &Article) -> bool {
    let titles = lines.all.iter().filter(|line| {
        let bytes = line.text.len();
        bytes >= TITLE_BYTES_MIN && line.link_bytes * 100 > bytes * 80
    });
    let (count, bytes) =
        titles.fold((0, 0), |(count, bytes), line| (count + 1, bytes + line.text.len()));
    count >= TITLES_MIN && bytes > article.text.len()
}
