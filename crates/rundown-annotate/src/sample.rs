//! What tests of one text are made of.

use rundown_news::{Article, Block, BlockKind, Lang, Span};

/// An English article of one paragraph.
pub(crate) fn article(text: &str) -> Article {
    let span = Span::new(0, text.len());
    Article {
        text: text.to_owned(),
        blocks: vec![Block { kind: BlockKind::Paragraph, span, at: None }],
        lang: Lang::ENGLISH,
        ..Article::default()
    }
}
