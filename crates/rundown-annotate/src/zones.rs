//! Where names can stand: runs of capitalised words.
//!
//! Four words in five are in lower case with no capital near; no name is lost by not
//! looking there, and everything that costs is done in zones alone.

use std::ops::Range;

use rundown_lexicon::Kinds;

use crate::copy::{Copy, Shape};

/// At most so many small words may join two capitalised ones ("of the", "for the").
const JOINTS_MAX: usize = 2;

/// The zones of one sentence. Each begins and ends with a capitalised word or number.
pub(crate) fn zones(copy: &Copy<'_>, sentence: &Range<usize>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        if !copy.words[at].shape.is_capital() {
            at += 1;
            continue;
        }
        let end = zone_end(copy, at, sentence.end);
        found.push(at..end);
        at = end;
    }
    found
}

fn zone_end(copy: &Copy<'_>, start: usize, sentence_end: usize) -> usize {
    let mut end = start + 1;
    let mut joints = 0;
    let mut at = end;
    while at < sentence_end && joints <= JOINTS_MAX {
        let word = &copy.words[at];
        if word.shape.is_capital() {
            end = at + 1;
            joints = 0;
        } else if word.shape == Shape::Number {
            // "Channel 4", "9/11 Commission": a number ends a name or joins it.
            end = at + 1;
            joints = 0;
        } else if joins(copy, at) {
            joints += 1;
        } else {
            break;
        }
        at += 1;
    }
    end
}

fn joins(copy: &Copy<'_>, at: usize) -> bool {
    match copy.words[at].shape {
        Shape::Lower => copy.is(at, Kinds::JOINT),
        Shape::Clitic => copy.word(at).ends_with('s'),
        Shape::Sign => match copy.word(at) {
            "&" | "." | "'" | "’" | "+" => true,
            // "George Lund - Ana Ruiz" are two.
            "-" | "/" | "–" => is_tight(copy, at),
            _ => false,
        },
        _ => false,
    }
}

/// Whether no blank stands on either side of a sign.
fn is_tight(copy: &Copy<'_>, at: usize) -> bool {
    let touches = |a: usize, b: usize| {
        copy.words.get(b).is_some_and(|word| word.span.start == copy.words[a].span.end)
    };
    at > 0 && touches(at - 1, at) && touches(at, at + 1)
}
