//! Expressions of time and their TIMEX3 values.
//!
//! A tagger of our own: light tokens with what each word may mean, a small grammar
//! that starts only where a word of time is near, and a resolution against the day of
//! publication. Where the text narrates ("the following day", "a year earlier") the
//! last point named in the same paragraph counts. Tense hints decide between last and
//! next Wednesday. Without a day of publication relative expressions keep an open
//! value (`XXXX-WXX-3`): never a wrong day.

use jiff::civil::Date;
use rundown_news::{Lang, Span, When};

mod clock;
mod digits;
mod elsewhere;
mod elsewhere_reader;
mod english;
mod holiday;
mod length;
pub(crate) mod lex;
mod month;
pub(crate) mod number;
mod point;
mod quarter;
mod reader;
mod recurring;
mod relative;
pub(crate) mod words;

/// The expressions of time in a text, in order.
pub(crate) fn dates(
    text: &str,
    sentences: &[Span],
    lang: Lang,
    published: Option<Date>,
) -> Vec<When> {
    let toks = lex::lex(text, sentences, words::lexicon(lang));
    match lang {
        Lang::GERMAN | Lang::SPANISH | Lang::FRENCH | Lang::PORTUGUESE => {
            elsewhere_reader::Elsewhere::new(text, &toks, lang, published).read()
        }
        _ => reader::Reader::new(text, &toks, published).read(),
    }
}
