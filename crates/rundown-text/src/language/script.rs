//! Scripts: most name their language at once.

/// What a letter belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// Several languages write it: the table of pieces knows more.
    Shared(Shared),
    /// One language writes it.
    Of(&'static str),
}

/// Scripts of several languages, as numbered in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shared {
    Latin = 0,
    Cyrillic = 1,
    Arabic = 2,
    Devanagari = 3,
    Han = 4,
}

/// Scripts in order of their letters: the first and the last one.
const SCRIPTS: &[(char, char, Script)] = &[
    ('A', '\u{24f}', Script::Shared(Shared::Latin)),
    ('\u{370}', '\u{3ff}', Script::Of("el")),
    ('\u{400}', '\u{52f}', Script::Shared(Shared::Cyrillic)),
    ('\u{531}', '\u{58f}', Script::Of("hy")),
    ('\u{591}', '\u{5ff}', Script::Of("he")),
    ('\u{600}', '\u{77f}', Script::Shared(Shared::Arabic)),
    ('\u{780}', '\u{7bf}', Script::Of("dv")),
    ('\u{900}', '\u{97f}', Script::Shared(Shared::Devanagari)),
    ('\u{980}', '\u{9ff}', Script::Of("bn")),
    ('\u{a00}', '\u{a7f}', Script::Of("pa")),
    ('\u{a80}', '\u{aff}', Script::Of("gu")),
    ('\u{b00}', '\u{b7f}', Script::Of("or")),
    ('\u{b80}', '\u{bff}', Script::Of("ta")),
    ('\u{c00}', '\u{c7f}', Script::Of("te")),
    ('\u{c80}', '\u{cff}', Script::Of("kn")),
    ('\u{d00}', '\u{d7f}', Script::Of("ml")),
    ('\u{d80}', '\u{dff}', Script::Of("si")),
    ('\u{e00}', '\u{e7f}', Script::Of("th")),
    ('\u{e80}', '\u{eff}', Script::Of("lo")),
    ('\u{f00}', '\u{fff}', Script::Of("bo")),
    ('\u{1000}', '\u{109f}', Script::Of("my")),
    ('\u{10a0}', '\u{10ff}', Script::Of("ka")),
    ('\u{1100}', '\u{11ff}', Script::Of("ko")),
    ('\u{1200}', '\u{139f}', Script::Of("am")),
    ('\u{1780}', '\u{17ff}', Script::Of("km")),
    ('\u{1e00}', '\u{1eff}', Script::Shared(Shared::Latin)),
    ('\u{1f00}', '\u{1fff}', Script::Of("el")),
    ('\u{3041}', '\u{30ff}', Script::Of("ja")),
    ('\u{3400}', '\u{9fff}', Script::Shared(Shared::Han)),
    ('\u{ac00}', '\u{d7af}', Script::Of("ko")),
    ('\u{fb50}', '\u{fdff}', Script::Shared(Shared::Arabic)),
    ('\u{fe70}', '\u{feff}', Script::Shared(Shared::Arabic)),
];

/// The script of most letters of a text, and how many letters it has.
///
/// Japanese is told by its kana, of which no Chinese text has many.
pub(super) fn main_script(text: &str) -> Option<(Script, u32)> {
    let mut counts = [0_u32; SCRIPTS.len()];
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        if let Some(count) = place(c).and_then(|at| counts.get_mut(at)) {
            *count += 1;
        }
    }
    let of = |script: Script| {
        let same = SCRIPTS.iter().zip(counts).filter(|((_, _, own), _)| *own == script);
        same.map(|(_, count)| count).sum::<u32>()
    };
    let all = SCRIPTS.iter().map(|(_, _, script)| (*script, of(*script)));
    let (script, count) = all.max_by_key(|(_, count)| *count).filter(|(_, n)| *n > 0)?;
    let japanese = Script::Of("ja");
    if script == Script::Shared(Shared::Han) && of(japanese) * 20 > count {
        return Some((japanese, count));
    }
    Some((script, count))
}

/// The place of the script of a letter in [`SCRIPTS`].
fn place(c: char) -> Option<usize> {
    if c.is_ascii() {
        return Some(0);
    }
    let at = SCRIPTS.partition_point(|(_, last, _)| *last < c);
    SCRIPTS.get(at).filter(|(first, _, _)| *first <= c).map(|_| at)
}
