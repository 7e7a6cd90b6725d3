//! The sentence of an article that shows why a search found it.

use rundown_news::{Evidence, Part, Shown, Span};
use rundown_store::StoredArticle;
use rundown_text::{TokenKind, fold, tokens};

/// The first sentence with most of the words, if one holds any.
pub(super) fn sentence(stored: &StoredArticle, query: &str) -> Option<Shown> {
    let text = &stored.read.article.text;
    let wanted = words(query);
    let mut best: Option<(usize, Span)> = None;
    for sentence in &stored.read.annotations.sentences {
        let found = words(sentence.of(text));
        let hits =
            wanted.iter().filter(|word| found.iter().any(|f| alike(f, word))).count();
        if hits > best.map_or(0, |(most, _)| most) {
            best = Some((hits, *sentence));
        }
    }
    let (_, span) = best?;
    let id = stored.read.article.id.clone();
    let evidence =
        Evidence { article: id, revision: stored.revision, part: Part::Text, span };
    Some(Shown::new(span.of(text), evidence))
}

/// Whether an article holds all of the words, as far as these tell; words that stand
/// in quotation marks need not stand together.
pub(super) fn holds(stored: &StoredArticle, query: &str) -> bool {
    let article = &stored.read.article;
    let found = [words(&article.headline), words(&article.text)].concat();
    words(query).iter().all(|word| found.iter().any(|one| one.starts_with(word.as_str())))
}

/// Whether a word of the text is the wanted one, perhaps with another ending.
fn alike(found: &str, wanted: &str) -> bool {
    let stem = wanted.char_indices().nth(5).map_or(wanted, |(end, _)| &wanted[..end]);
    found == wanted || (wanted.len() > 5 && found.starts_with(stem))
}

fn words(text: &str) -> Vec<String> {
    let word = |token: &rundown_text::Token| token.kind == TokenKind::Word;
    let all = tokens(text);
    let folded = |token: &rundown_text::Token| fold(token.span.of(text)).into_owned();
    all.iter().filter(|token| word(token)).map(folded).collect()
}
