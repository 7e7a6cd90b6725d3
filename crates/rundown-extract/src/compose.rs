//! From pieces to an article's text and its blocks.

use rundown_news::limits::TEXT_BYTES_MAX;
use rundown_news::{Article, Block, BlockKind, Note, NoteKind, Span};

use crate::cards::without_cards;
use crate::dateline::{dateline_in, is_labelled};
use crate::phrases::start_of;
use crate::piece::Piece;

/// Sets the pieces one below the other, takes the dateline off the first paragraph and
/// fills `text`, `blocks` and `dateline`.
pub(crate) fn compose(
    mut pieces: Vec<Piece>,
    article: &mut Article,
    notes: &mut Vec<Note>,
) {
    take_dateline(&mut pieces, article);
    set_out(pieces, article, notes);
}

/// Sets the pieces one below the other and fills `text` and `blocks`.
pub(crate) fn set_out(pieces: Vec<Piece>, article: &mut Article, notes: &mut Vec<Note>) {
    for piece in pieces {
        let text = without_cards(&piece.text);
        let words = text.trim();
        if words.is_empty() {
            continue;
        }
        let room = TEXT_BYTES_MAX.saturating_sub(article.text.len() + 2);
        let words_kept = start_of(words, room).trim_end();
        let is_cut = words_kept.len() < words.len();
        if is_cut {
            notes.push(Note::new(NoteKind::TooLong, "the text was cut at its limit"));
        }
        if words_kept.is_empty() {
            break;
        }
        if !article.text.is_empty() {
            article.text.push_str("\n\n");
        }
        let start = article.text.len();
        article.text.push_str(words_kept);
        let span = Span::new(start, article.text.len());
        article.blocks.push(Block { kind: piece.kind, span, at: piece.at });
        if is_cut {
            break;
        }
    }
}

/// The dateline opens the first paragraph, or the second where a deck leads.
fn take_dateline(pieces: &mut [Piece], article: &mut Article) {
    let labelled = pieces.iter().filter(|piece| is_labelled(&piece.text)).take(2);
    let is_transcript = labelled.count() > 1;
    let paragraphs =
        pieces.iter_mut().filter(|piece| piece.kind == BlockKind::Paragraph).take(2);
    for piece in paragraphs {
        if is_transcript && is_labelled(&piece.text) {
            return;
        }
        if let Some((dateline, used)) = dateline_in(&piece.text) {
            piece.text.drain(..used);
            article.dateline = Some(dateline);
            return;
        }
    }
}
