//! Letters and syllables of other scripts as Latin ones: one table a script.

/// What a letter of Arabic or Hebrew is; short vowels are not written there.
pub(super) fn semitic(c: char) -> Option<&'static str> {
    Some(match c {
        'ا' | 'أ' | 'إ' | 'آ' | 'ٱ' | 'ى' => "a",
        'ب' => "b",
        'پ' => "p",
        'ت' | 'ة' | 'ط' => "t",
        'ث' => "th",
        'ج' => "j",
        'چ' => "ch",
        'ح' | 'ه' => "h",
        'خ' => "kh",
        'د' | 'ض' => "d",
        'ذ' => "dh",
        'ر' => "r",
        'ز' | 'ظ' => "z",
        'ژ' => "zh",
        'س' | 'ص' => "s",
        'ش' => "sh",
        'غ' => "gh",
        'ف' => "f",
        'ڤ' => "v",
        'ق' => "q",
        'ك' | 'ک' => "k",
        'گ' => "g",
        'ل' => "l",
        'م' => "m",
        'ن' => "n",
        'و' | 'ؤ' => "w",
        'ي' | 'ی' | 'ئ' => "y",
        'ء' | 'ع' | 'א' | 'ע' => "",
        'ב' => "b",
        'ג' => "g",
        'ד' => "d",
        'ה' => "h",
        'ו' => "w",
        'ז' => "z",
        'ח' => "h",
        'ט' | 'ת' => "t",
        'י' => "y",
        'כ' | 'ך' | 'ק' => "k",
        'ל' => "l",
        'מ' | 'ם' => "m",
        'נ' | 'ן' => "n",
        'ס' => "s",
        'פ' | 'ף' => "p",
        'צ' | 'ץ' => "ts",
        'ר' => "r",
        'ש' => "sh",
        // Points and strokes that a name is written with or without.
        '\u{5b0}'..='\u{5c7}'
        | '\u{64b}'..='\u{652}'
        | '\u{670}'
        | '\u{640}'
        | '״'
        | '׳' => "",
        _ => return None,
    })
}

/// A syllable of Hangul by the Revised Romanization, letter by letter.
pub(super) fn hangul(c: char) -> Option<[&'static str; 3]> {
    const FIRST: [&str; 19] = [
        "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch",
        "k", "t", "p", "h",
    ];
    const MIDDLE: [&str; 21] = [
        "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo",
        "u", "wo", "we", "wi", "yu", "eu", "ui", "i",
    ];
    const LAST: [&str; 28] = [
        "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l",
        "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t",
    ];
    let at = u32::from(c).checked_sub(0xac00)? as usize;
    let first = FIRST.get(at / (MIDDLE.len() * LAST.len()))?;
    let (middle, last) = (at / LAST.len() % MIDDLE.len(), at % LAST.len());
    Some([first, MIDDLE[middle], LAST[last]])
}

/// A sign of kana by the Hepburn romanization; what lengthens or doubles is left out.
pub(super) fn kana(c: char) -> Option<&'static str> {
    const SIGNS: [&str; 86] = [
        "a", "a", "i", "i", "u", "u", "e", "e", "o", "o", "ka", "ga", "ki", "gi", "ku",
        "gu", "ke", "ge", "ko", "go", "sa", "za", "shi", "ji", "su", "zu", "se", "ze",
        "so", "zo", "ta", "da", "chi", "ji", "", "tsu", "zu", "te", "de", "to", "do",
        "na", "ni", "nu", "ne", "no", "ha", "ba", "pa", "hi", "bi", "pi", "fu", "bu",
        "pu", "he", "be", "pe", "ho", "bo", "po", "ma", "mi", "mu", "me", "mo", "ya",
        "ya", "yu", "yu", "yo", "yo", "ra", "ri", "ru", "re", "ro", "wa", "wa", "i", "e",
        "o", "n", "vu", "ka", "ke",
    ];
    let at = match c {
        'ー' => return Some(""),
        '\u{3041}'..='\u{3096}' => u32::from(c) - 0x3041,
        '\u{30a1}'..='\u{30f6}' => u32::from(c) - 0x30a1,
        _ => return None,
    };
    SIGNS.get(at as usize).copied()
}

/// Whether a sign of kana is a small one, which takes the place of the vowel before it.
pub(super) fn is_small_kana(c: char) -> bool {
    matches!(
        c,
        'ぁ' | 'ぃ'
            | 'ぅ'
            | 'ぇ'
            | 'ぉ'
            | 'ゃ'
            | 'ゅ'
            | 'ょ'
            | 'ァ'
            | 'ィ'
            | 'ゥ'
            | 'ェ'
            | 'ォ'
            | 'ャ'
            | 'ュ'
            | 'ョ'
    )
}
