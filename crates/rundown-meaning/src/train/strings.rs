//! Strings to try the splitting on, made from the table's own pieces, from invented words
//! and from odd characters: always the same ones.

use crate::normal::SPACE;
use crate::table::Table;
use crate::trie::Node;

/// Characters that normal forms, spaces and cuts are about.
const ODD: &str = "\u{a0}\u{3000}\u{200b}\u{200d}\u{feff}\u{ad}\t\n\r\u{1}\u{7f}ﬁﬃÅÅe\u{301}ｶﾞ\
    ＡｂＣ１２①㍿ﷺ½™ǅẞİıſ▁▁…—–‚„“”«»’ʼ・〜～｡、가\u{1100}\u{1161}각पि\u{64b}لا\u{0}😀👩\u{200d}🚒🇫🇷\u{fffd}";

/// Parts of words in several scripts, a line a script.
const PARTS: &[&str] = &[
    "ka ve lor min stra be ung heit ção ño ble eau zsch ij ov sk ö ü é ł ş ği",
    "ро ва ни ста пре под ский ться ение що ї є ый",
    "νο μα τα θε ρω σης του ία",
    "ال من و في ية كم ون را ش ها",
    "ש ל ים ה בר ות",
    "の は を に カ タ ル ー ン ッ 東 京 会 議 国",
    "한 국 은 의 정 부 에서 다",
    "中 国 政 府 的 在 不 大 水 火",
    "กา ร ที่ แล ะ ไม่",
    "12 3,4 0.5 % $ / - ' . , ! ? : ( )",
];

/// A generator of numbers that do for this (Marsaglia, 2003).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % most.max(1)
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }
}

/// So many strings.
pub fn strings(table: &Table<'_>, count: usize) -> Vec<String> {
    let mut pieces = Vec::new();
    gather(table, table.pieces.root(), &mut Vec::new(), &mut pieces);
    let odd: Vec<char> = ODD.chars().collect();
    let parts: Vec<Vec<&str>> =
        PARTS.iter().map(|line| line.split(' ').collect()).collect();
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let strings = (0..count).map(|k| {
        let mut text = String::new();
        let length = numbers.below(14) + 1;
        let script = numbers.below(parts.len());
        for _ in 0..length {
            match k % 4 {
                0 => text.extend(numbers.one(&pieces).cloned()),
                1 => invented(&mut text, &mut numbers, &parts[script]),
                2 => text.extend(char::from_u32(numbers.below(0x11_0000) as u32)),
                _ => text.extend(numbers.one(&pieces).map(|piece| shortened(piece))),
            }
            if k % 4 == 3 || numbers.below(20) == 0 {
                text.extend(numbers.one(&odd));
            }
        }
        if k % 8 == 4 { text.to_uppercase() } else { text }
    });
    strings.collect()
}

fn invented(text: &mut String, numbers: &mut Numbers, parts: &[&str]) {
    text.extend(numbers.one(parts).copied());
    if numbers.below(4) == 0 {
        text.push(' ');
    }
}

/// A piece without its last character, as a word that is not quite known.
fn shortened(piece: &str) -> &str {
    piece.char_indices().next_back().map_or(piece, |(end, _)| &piece[..end])
}

/// All pieces in the order of their bytes, spaces written as such.
fn gather(table: &Table<'_>, node: Node, piece: &mut Vec<u8>, pieces: &mut Vec<String>) {
    if node.value.is_some() {
        let text = String::from_utf8_lossy(piece);
        pieces.push(text.replace(&*String::from_utf8_lossy(SPACE), " "));
    }
    for byte in 1..=u8::MAX {
        if let Some(next) = table.pieces.step(node, byte) {
            piece.push(byte);
            gather(table, next, piece, pieces);
            piece.pop();
        }
    }
}
