//! The body of an article, block by block.

use rundown_news::{Article, Block, BlockKind, Part, Span};

use super::marks::{Marked, Marks};
use crate::times::Moment;

/// Blocks of one page; a live blog of a week has fewer.
const BLOCKS_MAX: usize = 20_000;

/// A piece of the page: a block, or the list that list items make together.
pub(crate) struct Piece {
    pub(crate) kind: PieceKind,
    /// One for each block; a list and a table have several.
    pub(crate) rows: Vec<Marked>,
    pub(crate) at: Option<Moment>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PieceKind {
    Paragraph,
    Heading,
    List,
    Quote,
    Caption,
    Embed,
    LiveEntry,
    Table,
    Correction,
}

/// The body of an article as pieces, with the marks in it.
pub(crate) fn pieces(article: &Article, marks: &mut Marks) -> Vec<Piece> {
    let whole = [Block {
        kind: BlockKind::Paragraph,
        span: Span::new(0, article.text.len()),
        at: None,
    }];
    let blocks =
        if article.blocks.is_empty() { &whole } else { article.blocks.as_slice() };
    let mut pieces: Vec<Piece> = Vec::new();
    for block in blocks.iter().take(BLOCKS_MAX) {
        let kind = kind_of(block.kind);
        let rows = rows_of(&article.text, block, marks);
        let joins =
            matches!(kind, PieceKind::List | PieceKind::Table) && block.at.is_none();
        match pieces.last_mut() {
            Some(last) if joins && last.kind == kind => last.rows.extend(rows),
            _ => pieces.push(Piece {
                kind,
                rows,
                at: block.at.map(|time| Moment::exact(time.instant())),
            }),
        }
    }
    pieces
}

/// A table is a row a line; an embedded post keeps its lines.
fn rows_of(text: &str, block: &Block, marks: &mut Marks) -> Vec<Marked> {
    if !matches!(block.kind, BlockKind::Table | BlockKind::Embed | BlockKind::Quote) {
        return vec![marks.within(text, block.span, Part::Text)];
    }
    let mut start = block.span.start as usize;
    let mut rows = Vec::new();
    for line in block.span.of(text).split_inclusive('\n') {
        let span = Span::new(start, start + line.trim_end_matches('\n').len());
        start += line.len();
        if !span.is_empty() {
            rows.push(marks.within(text, span, Part::Text));
        }
    }
    rows
}

fn kind_of(kind: BlockKind) -> PieceKind {
    match kind {
        BlockKind::Paragraph => PieceKind::Paragraph,
        BlockKind::Heading => PieceKind::Heading,
        BlockKind::ListItem => PieceKind::List,
        BlockKind::Quote => PieceKind::Quote,
        BlockKind::Caption => PieceKind::Caption,
        BlockKind::Embed => PieceKind::Embed,
        BlockKind::LiveEntry => PieceKind::LiveEntry,
        BlockKind::Table => PieceKind::Table,
        BlockKind::Correction => PieceKind::Correction,
    }
}
