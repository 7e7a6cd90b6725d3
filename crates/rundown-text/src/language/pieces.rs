//! Cuts a text into what languages are told by: four letters in a row.

/// Stands before and behind each word: how words begin and end tells most.
const EDGE: u32 = 0;

/// Calls `each` with the key of every piece of a text: of four letters within a word and
/// its edges, and of every single ideograph.
pub fn pieces(text: &str, mut each: impl FnMut(u32)) {
    let mut window = Window::default();
    for c in text.chars() {
        if is_ideograph(c) {
            window.close(&mut each);
            each(key([u32::from(c), EDGE, EDGE, EDGE]));
        } else if is_letter(c) {
            window.push(u32::from(lower(c)), &mut each);
        } else if !is_accent(c) {
            window.close(&mut each);
        }
    }
    window.close(&mut each);
}

/// The last four letters of a word.
#[derive(Default)]
struct Window {
    letters: [u32; 4],
    length: usize,
}

impl Window {
    fn push(&mut self, letter: u32, each: &mut impl FnMut(u32)) {
        if self.length == 0 {
            self.shift(EDGE, each);
        }
        self.shift(letter, each);
    }

    fn close(&mut self, each: &mut impl FnMut(u32)) {
        if self.length > 0 {
            self.shift(EDGE, each);
            self.length = 0;
        }
    }

    fn shift(&mut self, letter: u32, each: &mut impl FnMut(u32)) {
        let [_, b, c, d] = self.letters;
        self.letters = [b, c, d, letter];
        self.length += 1;
        if self.length >= 4 {
            each(key(self.letters));
        }
    }
}

/// Four letters as a number that is spread over all 32 bits.
fn key(letters: [u32; 4]) -> u32 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let step = |sum: u64, letter| (sum ^ u64::from(letter)).wrapping_mul(FACTOR);
    let sum =
        letters.into_iter().fold(0, |sum, letter| step(sum, letter).rotate_left(23));
    (sum.wrapping_mul(FACTOR) >> 32) as u32
}

/// Vowel signs of Devanagari part words here, as they did where pieces were counted.
fn is_letter(c: char) -> bool {
    let sign = matches!(c, '\u{900}'..='\u{903}' | '\u{93a}'..='\u{957}' | '\u{962}'..='\u{963}');
    c.is_alphabetic() && !sign
}

/// The first letter of the small form: a second one would be a mark.
fn lower(c: char) -> char {
    if c.is_ascii() {
        c.to_ascii_lowercase()
    } else {
        c.to_lowercase().next().unwrap_or(c)
    }
}

/// An accent behind its letter: what stands before and behind it is one word.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}
