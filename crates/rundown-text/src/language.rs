//! Which language a text is in.
//!
//! Its script names the language or some that share it; among these, pieces of four
//! letters decide (naive Bayes; Cavnar and Trenkle, 1994, compared such pieces by rank).
//! What each piece speaks for was counted in large collections: `data/README.md`.

mod pieces;
mod script;
mod table;

use rundown_news::Lang;

pub use pieces::pieces;
use script::{Script, Shared, main_script};
pub use table::{Entry, LANGUAGES_MAX, Table, pack};

/// So much of a text decides: more makes it slower, not surer.
const BYTES_LOOKED_AT: usize = 2_000;

/// Letters that a script of one language must have to name it.
const LETTERS_MIN: u32 = 2;

/// A Japanese text with so many ideographs has kana as well.
const IDEOGRAPHS_OF_CHINESE: u32 = 24;

/// By so much the best language must lead, in sixteenths of a natural logarithm.
const LEAD_MIN: i32 = 24;

static TABLE: &[u8] = include_bytes!("../data/languages.bin");

/// Tells the language of a text by its letters, or `None` where the text is too short or
/// the answer too unsure to act on.
///
/// ```
/// use rundown_news::Lang;
/// let text = "Die Feuerwehr brachte am Abend mehr als vierhundert Menschen in Sicherheit.";
/// assert_eq!(rundown_text::detect_language(text), Some(Lang::GERMAN));
/// assert_eq!(rundown_text::detect_language("42"), None);
/// ```
#[must_use]
pub fn detect_language(text: &str) -> Option<Lang> {
    let text = &text[..text.floor_char_boundary(BYTES_LOOKED_AT)];
    let (script, letters) = main_script(text)?;
    match script {
        Script::Of(code) if letters >= LETTERS_MIN => Lang::parse(code),
        Script::Of(_) => None,
        Script::Shared(Shared::Han) if letters >= IDEOGRAPHS_OF_CHINESE => {
            Lang::parse("zh")
        }
        Script::Shared(shared) => by_pieces(text, shared as u8),
    }
}

/// The language of a script that most speaks for.
fn by_pieces(text: &str, script: u8) -> Option<Lang> {
    let table = Table::read(TABLE)?;
    let mut sums = [0; LANGUAGES_MAX];
    pieces(text, |key| {
        table.add(key, &mut sums);
    });
    let own = table.languages().zip(sums).filter(|(entry, _)| entry.script == script);
    let mut ranked: Vec<_> =
        own.map(|(entry, sum)| (sum + i32::from(entry.prior), entry.code)).collect();
    ranked.sort_unstable_by_key(|(sum, _)| std::cmp::Reverse(*sum));
    let (most, code) = *ranked.first()?;
    let next = ranked.iter().find(|(_, other)| *other != code).map_or(0, |(sum, _)| *sum);
    if most - next < LEAD_MIN {
        return None;
    }
    Lang::parse(std::str::from_utf8(&code).ok()?.trim_end_matches('\0'))
}
