//! Words that are several: "einundzwanzig", "dell'anno", "haziranda", "بالثلاثاء", and
//! whole lines of languages that write no blanks.

use super::lexicon::Lexicon;
use super::words::Sense;

/// The most pieces of one word.
const PIECES_MAX: usize = 12;

/// One piece: its length in bytes, and what it means.
pub(super) type Piece = (usize, Sense);

/// The pieces of an unknown word, given in lower case; none where it has none.
pub(super) fn pieces(lexicon: &Lexicon, word: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    if !lexicon.cuts() || word.len() < 2 {
        return found;
    }
    if clitic(lexicon, word, &mut found) || ending(lexicon, word, &mut found) {
        return found;
    }
    found.clear();
    if lexicon.compounds && compound(lexicon, word, &mut found) && found.len() > 1 {
        return found;
    }
    Vec::new()
}

/// A small word written onto the front of a known one.
fn clitic(lexicon: &Lexicon, word: &str, found: &mut Vec<Piece>) -> bool {
    for clitic in &lexicon.clitics {
        let Some(rest) = word.strip_prefix(clitic) else { continue };
        let known = known(lexicon, word, found, clitic.len());
        // "l'uomo": the apostrophe parts them, whatever follows.
        if known || clitic.ends_with('\'') && !rest.is_empty() {
            if !known {
                found.extend([
                    (clitic.len(), lexicon.sense(clitic.as_bytes())),
                    (rest.len(), Sense::Plain),
                ]);
            }
            return true;
        }
    }
    false
}

fn known(lexicon: &Lexicon, word: &str, found: &mut Vec<Piece>, front: usize) -> bool {
    let rest = word.get(front..).unwrap_or("");
    let small = match lexicon.sense(word.get(..front).unwrap_or("").as_bytes()) {
        Sense::Plain => (front, Sense::Word),
        sense => (front, sense),
    };
    let sense = lexicon.sense(rest.as_bytes());
    if sense != Sense::Plain {
        found.extend([small, (rest.len(), sense)]);
        return true;
    }
    let mut more = Vec::new();
    if clitic(lexicon, rest, &mut more)
        || ending(lexicon, rest, &mut more)
        || lexicon.compounds && compound(lexicon, rest, &mut more)
    {
        found.push(small);
        found.append(&mut more);
        return true;
    }
    false
}

/// A case ending behind a known word.
fn ending(lexicon: &Lexicon, word: &str, found: &mut Vec<Piece>) -> bool {
    for behind in &lexicon.endings {
        let Some(stem) = word.strip_suffix(behind) else { continue };
        let bare = stem.trim_end_matches('\'');
        let sense = lexicon.sense(bare.as_bytes());
        let behind = (word.len() - bare.len(), Sense::Ending);
        if sense != Sense::Plain {
            found.extend([(bare.len(), sense), behind]);
            return true;
        }
        // "günü'nde" has two.
        if bare.len() < stem.len() && ending(lexicon, bare, found) {
            found.push(behind);
            return true;
        }
    }
    false
}

/// A word that is known words throughout: the longest first.
fn compound(lexicon: &Lexicon, word: &str, found: &mut Vec<Piece>) -> bool {
    if word.is_empty() {
        return true;
    }
    if found.len() >= PIECES_MAX {
        return false;
    }
    let cuts = word.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
    for cut in cuts {
        let (piece, rest) =
            (word.get(..cut).unwrap_or(""), word.get(cut..).unwrap_or(""));
        let sense = lexicon.sense(piece.as_bytes());
        let joint =
            lexicon.list("number-and").is_some_and(|list| list.value(piece).is_some());
        let inner = joint && !found.is_empty() && !rest.is_empty();
        if !(inner || compounds(sense, piece)) {
            continue;
        }
        found.push((cut, if inner { Sense::Word } else { sense }));
        if compound(lexicon, rest, found) {
            return true;
        }
        found.pop();
    }
    false
}

/// Whether a word of this sense stands in compounds.
fn compounds(sense: Sense, piece: &str) -> bool {
    match sense {
        Sense::Cardinal(_) | Sense::Scale(_) | Sense::Ordinal(_) => true,
        Sense::Weekday(_, false)
        | Sense::Weekdays(_)
        | Sense::Part(_)
        | Sense::Unit(_)
        | Sense::Units(_)
        | Sense::Season(_)
        | Sense::Day(_) => piece.len() > 2,
        _ => false,
    }
}

/// The pieces of a line without blanks: the longest known words, and what lies between.
pub(super) fn unspaced(lexicon: &Lexicon, line: &str) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    let mut at = 0;
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let ends = rest.char_indices().map(|(k, c)| k + c.len_utf8()).take(LONGEST);
        let known = ends.filter_map(|end| {
            let sense = lexicon.sense(rest.get(..end)?.as_bytes());
            (sense != Sense::Plain).then_some((end, sense))
        });
        let (len, sense) = match known.last() {
            Some(piece) => piece,
            None => (rest.chars().next().map_or(1, char::len_utf8), Sense::Plain),
        };
        match found.last_mut() {
            Some((before, Sense::Plain)) if sense == Sense::Plain => *before += len,
            _ => found.push((len, sense)),
        }
        at += len;
    }
    found
}

/// The most letters of a word in a language without blanks.
const LONGEST: usize = 8;
