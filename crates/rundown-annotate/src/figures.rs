//! Figures: a number, its unit, what it counts, and how exact it claims to be.
//!
//! Numbers in digits and words are found first; a range, a currency before or a unit
//! behind join them; then the words around tell the qualifier ("at least") and the
//! counted thing ("people killed"). What is part of a date, a name, an address or a
//! telephone number is no figure.

use rundown_news::{Figure, Lang, Span, When};

use crate::dates::lex::lex;
use crate::dates::number::Numbers;
use crate::dates::words::lexicon;

mod amount;
mod counted;
mod elsewhere;
mod fraction;
mod qualifier;
mod reader;
mod units;

/// The figures of a text, in order. `dates` are its expressions of time, in order.
pub(crate) fn figures(
    text: &str,
    sentences: &[Span],
    lang: Lang,
    dates: &[When],
) -> Vec<Figure> {
    let toks = lex(text, sentences, lexicon(lang));
    let comma =
        matches!(lang, Lang::GERMAN | Lang::SPANISH | Lang::FRENCH | Lang::PORTUGUESE);
    let n = Numbers { text, toks: &toks, comma };
    reader::Reader { n, lang }.read(dates)
}
