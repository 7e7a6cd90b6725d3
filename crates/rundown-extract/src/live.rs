//! A live blog whose entries tell their times in words: lines that are, or begin with, a
//! time of day.

use jiff::civil::{Date, time};
use jiff::tz::Offset;
use rundown_news::{BlockKind, NewsTime};

use crate::piece::Piece;

/// Fewer times than this are no live blog.
const ENTRIES_MIN: usize = 3;

/// How the time of day at the beginning of a line is read.
pub(crate) type Clock = fn(&str) -> Option<(i8, i8, usize)>;

/// The time of day that a line begins with, and where its words go on; only where it
/// stands alone or before a dash or a colon.
pub(crate) fn clock_at(text: &str) -> Option<(i8, i8, usize)> {
    let (hour, minute, at, is_apart) = clock_of(text)?;
    is_apart.then_some((hour, minute, at))
}

/// The same on a page that says it is live: before a blank and a capital, too, and behind a
/// word for it: "18:40 Last boat out", "ore 11:12".
pub(crate) fn clock_of_entry(text: &str) -> Option<(i8, i8, usize)> {
    const LABELS: [&str; 5] = ["ore ", "alle ", "à ", "um ", "kl. "];
    let label = LABELS.iter().find(|label| text.starts_with(**label));
    let cut = label.map_or(0, |label| label.len());
    let (hour, minute, at, is_apart) = clock_of(&text[cut..])?;
    let is_capital = || text[cut + at..].starts_with(char::is_uppercase);
    (is_apart || is_capital()).then_some((hour, minute, cut + at))
}

/// A time of day, where the words behind it begin, and whether they stand apart from it.
fn clock_of(text: &str) -> Option<(i8, i8, usize, bool)> {
    let hour_end = text.find(|c: char| !c.is_ascii_digit())?;
    let rest = text[hour_end..].strip_prefix([':', '.', 'h'])?;
    let minute = rest.get(..2)?;
    let hour: i8 = text[..hour_end].parse().ok().filter(|hour| *hour < 24)?;
    let minute: i8 = minute.parse().ok().filter(|minute| *minute < 60)?;
    let mut at = hour_end + 3;
    let mut hour = hour;
    let after = &text[at..];
    let word_from = after.len() - after.trim_start().len();
    let word: String = after
        .trim_start()
        .chars()
        .take_while(|c| c.is_alphabetic() || *c == '.')
        .collect();
    let is_zone = (2..=4).contains(&word.len()) && word.chars().all(char::is_uppercase)
        || word == "Uhr";
    match word.to_lowercase().trim_matches('.') {
        "am" | "a.m" if hour <= 12 => {
            (hour, at) = (hour % 12, at + word_from + word.len());
        }
        "pm" | "p.m" if hour <= 12 => {
            (hour, at) = (hour % 12 + 12, at + word_from + word.len());
        }
        _ if is_zone => at += word_from + word.len(),
        _ => {}
    }
    let rest = text[at..].trim_start();
    let words = rest.trim_start_matches(['-', '–', '—', ':', '|', '·']).trim_start();
    // A page may lose the blank between two elements: "11:12Bridge shut".
    let is_glued = at == hour_end + 3 && after.starts_with(char::is_uppercase);
    let is_apart = words.is_empty() || words.len() < rest.len() || is_glued;
    Some((hour, minute, text.len() - words.len(), is_apart))
}

/// Cuts a body with several times of day into the entries of a live blog; tells
/// whether it is one. Times are of `day`, at the offset of Greenwich.
pub(crate) fn cut_entries(
    pieces: &mut Vec<Piece>,
    day: Option<Date>,
    clock: Clock,
) -> bool {
    let is_timed = |piece: &&Piece| clock(&piece.text).is_some();
    if pieces.iter().filter(is_timed).count() < ENTRIES_MIN {
        return false;
    }
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut pending = None;
    for mut piece in pieces.drain(..) {
        if let Some((hour, minute, used)) = clock(&piece.text) {
            pending = Some((hour, minute));
            piece.text.drain(..used);
        }
        if piece.text.is_empty() {
            continue;
        }
        if let Some((hour, minute)) = pending.take() {
            piece.kind = BlockKind::LiveEntry;
            let local = day.map(|day| day.to_datetime(time(hour, minute, 0, 0)));
            let at = local.and_then(|local| Offset::UTC.to_timestamp(local).ok());
            piece.at = at.map(NewsTime::from_instant);
        }
        out.push(piece);
    }
    *pieces = out;
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_stand_alone_or_before_an_entry() {
        assert_eq!(clock_at("14:32"), Some((14, 32, 5)));
        assert_eq!(clock_at("9.05 pm"), Some((21, 5, 7)));
        assert_eq!(clock_at("14:32 GMT – Bridge shut"), Some((14, 32, 14)));
        assert_eq!(clock_at("14:32Bridge shut"), Some((14, 32, 5)));
        assert_eq!(clock_at("3.50 crowns a loaf is too much"), None);
        assert_eq!(clock_at("10:30 trains are late"), None);
        assert_eq!(clock_at("18:40 Last boat out"), None);
        assert_eq!(clock_of_entry("18:40 Last boat out"), Some((18, 40, 6)));
        assert_eq!(clock_of_entry("ore 11:12"), Some((11, 12, 9)));
        assert_eq!(clock_of_entry("10:30 trains are late"), None);
    }
}
