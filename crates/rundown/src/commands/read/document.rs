//! From a document to its article.

use rundown_desk::{Document, Families};
use rundown_news::{ArticleId, ReadArticle};

/// The article of a document, named after the file where nothing else names it.
pub(super) fn article_of(document: &Document) -> ReadArticle {
    let mut read = document.read_article(&Families::default());
    if read.article.id.0.is_empty() {
        read.article.id = ArticleId(document.name.clone());
    }
    read
}
