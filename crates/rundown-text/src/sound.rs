//! Whether names of two scripts are one: by their consonants, as far as the poorer of the two
//! scripts tells them apart.

use crate::latin::latin_key;
use crate::word::fold;

/// Scripts by how little they tell of a name's sound, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Script {
    /// No short vowels; no "p", no "v".
    Arabic,
    /// No short vowels; "v" is a vowel's letter.
    Hebrew,
    /// Voiced and voiceless are one; no "f".
    Hangul,
    /// A vowel behind every consonant; "l" is "r".
    Kana,
    /// Cyrillic and Greek.
    Greek,
    Latin,
}

/// Names of fewer consonants say too little.
const CONSONANTS_MIN: usize = 3;
/// So many consonants allow one to differ.
const LONG_MIN: usize = 7;
/// Longer names are not compared.
const NAME_BYTES_MAX: usize = 160;

/// Whether two full names in different scripts may be one name: "Donald Trump" and
/// "ドナルド・トランプ", "جون كيري" and "John Kerry". The surname may stand on either end.
/// Names in one script are compared by their letters, not here.
///
/// ```
/// use rundown_text::sounds_alike;
///
/// assert!(sounds_alike("Olaf Hansen", "أولاف هانسن"));
/// assert!(!sounds_alike("Olaf Hansen", "أولاف كارلسن"));
/// assert!(!sounds_alike("Olaf Hansen", "Olaf Hansen"));
/// ```
#[must_use]
pub fn sounds_alike(a: &str, b: &str) -> bool {
    let (Some(of_a), Some(of_b)) = (script(a), script(b)) else { return false };
    if of_a == of_b || a.len().max(b.len()) > NAME_BYTES_MAX {
        return false;
    }
    let like = of_a.min(of_b);
    let (a, b) = (Sounds::of(a, like), Sounds::of(b, like));
    if a.words.len().min(b.words.len()) < 2 && like != Script::Hangul {
        return false;
    }
    let (a_joined, b_joined) = (a.words.concat(), b.words.concat());
    a.orders().any(|order| same(&order, &b_joined))
        || b.orders().any(|order| same(&a_joined, &order))
}

/// The script of a name's first letter.
fn script(name: &str) -> Option<Script> {
    let first = name.chars().find(|c| c.is_alphabetic())?;
    Some(match first {
        '\u{600}'..='\u{6ff}' => Script::Arabic,
        '\u{590}'..='\u{5ff}' => Script::Hebrew,
        '\u{ac00}'..='\u{d7a3}' => Script::Hangul,
        '\u{3041}'..='\u{30ff}' => Script::Kana,
        '\u{370}'..='\u{52f}' => Script::Greek,
        'A'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Script::Latin,
        _ => return None,
    })
}

/// The consonants of a name, word by word.
struct Sounds {
    words: Vec<String>,
}

impl Sounds {
    fn of(name: &str, like: Script) -> Self {
        let words = name.split(|c: char| !(c.is_alphanumeric() || is_mark(c)));
        let words = words.filter(|word| !word.is_empty());
        Self { words: words.map(|word| consonants(word, like)).collect() }
    }

    /// As it is written, and with the last or the first word on the other end.
    fn orders(&self) -> impl Iterator<Item = String> {
        let count = self.words.len();
        let turns = [0, 1, count.saturating_sub(1)];
        turns.into_iter().map(move |turn| {
            let (before, behind) = self.words.split_at(turn.min(count));
            behind.concat() + &before.concat()
        })
    }
}

/// Signs on letters, which are no letters themselves.
fn is_mark(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ー' | '\u{5b0}'..='\u{5c7}' | '\u{64b}'..='\u{652}' | '׳' | '״')
}

fn same(a: &str, b: &str) -> bool {
    let short = a.len().min(b.len());
    if short < CONSONANTS_MIN {
        return false;
    }
    a == b || short >= LONG_MIN && differ_by_one(a.as_bytes(), b.as_bytes())
}

/// Whether one letter is another, too many, or missing.
fn differ_by_one(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let front = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let rest = &short[front..];
    long.len() - short.len() <= 1
        && (long.get(front + 1..).is_some_and(|long| long == rest)
            || long.get(front + 1..) == rest.get(1..) && long.len() == short.len())
}

/// Surnames of Korea that Latin letters do not spell by their sound.
const KOREAN: [(&str, &str); 5] =
    [("이", "li"), ("박", "park"), ("최", "choi"), ("임", "lim"), ("노", "no")];

/// The consonants of a word, each once where it is doubled, as a script tells them apart.
fn consonants(word: &str, like: Script) -> String {
    let folded = fold(word);
    let folded =
        if like == Script::Kana { without_closing(&folded) } else { folded.into() };
    let surname = KOREAN.iter().find(|(own, _)| folded.starts_with(own));
    let latin = match surname {
        Some((own, latin)) => latin_key(&folded.replacen(own, latin, 1)),
        None => latin_key(&folded),
    };
    let mut sounds = String::with_capacity(latin.len());
    let mut rest = latin.as_str();
    while !rest.is_empty() {
        let (length, sound) = sound_at(rest, like);
        rest = &rest[length..];
        if !sound.is_empty() && !sounds.ends_with(sound) {
            sounds.push_str(sound);
        }
    }
    sounds
}

/// Kana without what stands for a sound that closes a syllable: "ドナルド" has "ル" for it,
/// "ルーシー" begins with one.
fn without_closing(word: &str) -> String {
    let behind = word.chars().skip(1).chain([' ']);
    let closes =
        |(at, (c, next)): &(usize, (char, char))| *at > 0 && *c == 'ル' && *next != 'ー';
    let kept = word.chars().zip(behind).enumerate().filter(|sign| !closes(sign));
    kept.map(|(_, (c, _))| c).collect()
}

/// Letters that are one sound, the longest first.
const JOINED: [(&str, &str); 16] = [
    ("shch", "S"),
    ("sch", "S"),
    ("tsch", "C"),
    ("tch", "C"),
    ("tsh", "C"),
    ("sh", "S"),
    ("ch", "C"),
    ("th", "Z"),
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("zh", "J"),
    ("dh", "d"),
    ("ts", "T"),
    ("dj", "J"),
    ("ck", "k"),
];

/// The sound that letters begin with, and how many bytes they are.
fn sound_at(letters: &str, like: Script) -> (usize, &'static str) {
    let joined = JOINED.iter().find(|(own, _)| letters.starts_with(own));
    if let Some((own, sound)) = joined {
        return (own.len(), heard(sound, "", like));
    }
    let first = letters.chars().next().map_or(0, char::len_utf8);
    let (own, behind) = letters.split_at(first);
    (first, heard(own, behind, like))
}

const VOWELS: [char; 6] = ['a', 'e', 'i', 'o', 'u', 'y'];

/// What a sound is in a script; vowels and what is written like them are nothing.
fn heard(sound: &str, behind: &str, like: Script) -> &'static str {
    let soft = behind.starts_with(['e', 'i', 'y']);
    let arabic = like == Script::Arabic;
    let voiceless = like == Script::Hangul;
    match sound {
        "b" if voiceless => "p",
        "v" if voiceless => "p",
        "v" => match like {
            Script::Arabic => "f",
            Script::Hebrew => "",
            Script::Kana => "b",
            _ => "v",
        },
        "b" => "b",
        "p" if arabic => "b",
        "f" if matches!(like, Script::Hangul | Script::Hebrew) => "p",
        "f" if like == Script::Kana => "",
        "p" => "p",
        "f" => "f",
        "m" if like == Script::Kana && behind.starts_with(['p', 'b']) => "n",
        "m" => "m",
        "n" => "n",
        "d" if voiceless => "t",
        "d" => "d",
        "t" => "t",
        "T" if arabic => "t",
        "T" => "s",
        "C" if arabic => "t",
        "C" | "j" | "J" if voiceless => "c",
        "C" => "t",
        "z" if voiceless => "c",
        "z" => "s",
        "S" | "s" => "s",
        "c" if soft => "s",
        "g" if voiceless => "k",
        "g" if soft && arabic => "g",
        "g" => "g",
        "j" | "J" => "g",
        "k" | "q" | "c" => "k",
        "x" => "ks",
        "Z" if matches!(like, Script::Kana | Script::Hangul) => "s",
        "Z" => "t",
        // "ペーター": kana has no sound for one that closes a syllable.
        "r" | "l" if like == Script::Kana && !behind.starts_with(VOWELS) => "",
        "r" | "l" if matches!(like, Script::Kana | Script::Hangul) => "r",
        "r" => "r",
        "l" => "l",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::sounds_alike;

    /// Names of our own, as outlets of two scripts would write them.
    const ALIKE: &[(&str, &str)] = &[
        // Arabic
        ("Olaf Hansen", "أولاف هانسن"),
        ("Peter Varga", "بيتر فارغا"),
        ("Salma Khatib", "سلمى خطيب"),
        ("Karim Mansouri", "كريم منصوري"),
        ("Viktor Orlov", "فيكتور أورلوف"),
        ("Martin Grant", "مارتن غرانت"),
        ("George Keller", "جورج كيلر"),
        // Hebrew
        ("Dana Keren", "דנה קרן"),
        ("Moshe Talmor", "משה טלמור"),
        ("Peter Lindgren", "פיטר לינדגרן"),
        // Hangul
        ("Kim Dong-su", "김동수"),
        ("Park Min-ji", "박민지"),
        ("Lee Ji-hoon", "이지훈"),
        ("Min-ji Park", "박민지"),
        // Kana
        ("Peter Hoffmann", "ペーター・ホフマン"),
        ("Donald Varga", "ドナルド・ヴァルガ"),
        ("Carlos Martinez", "カルロス・マルティネス"),
        ("Laura Kendall", "ローラ・ケンドール"),
        ("Taro Yamada", "ヤマダ・タロウ"),
        // Cyrillic and Greek
        ("Nikolai Orlov", "Николай Орлов"),
        ("Boris Yelkin", "Борис Елкин"),
        ("Maria Kostas", "Μαρία Κώστας"),
        ("Kirill Shchukin", "Кирилл Щукин"),
        // Two scripts, neither of them Latin
        ("Николай Орлов", "نيكولاي أورلوف"),
    ];

    const APART: &[(&str, &str)] = &[
        ("Olaf Hansen", "أولاف كارلسن"),
        ("Peter Varga", "ماريا فارغا"),
        ("Salma Khatib", "سليم خوري"),
        ("Kim Dong-su", "김민지"),
        ("Park Min-ji", "이지훈"),
        ("Peter Hoffmann", "アンナ・ホフマン"),
        ("Nikolai Orlov", "Николай Белов"),
        ("Dana Keren", "דוד קרן"),
        ("Li Na", "لي نا"),
        ("Olaf Hansen", "Olaf Hansen"),
        ("", "أولاف"),
        ("Olaf", "أولاف"),
    ];

    #[test]
    fn names_meet_across_scripts() {
        for (a, b) in ALIKE {
            assert!(sounds_alike(a, b) && sounds_alike(b, a), "{a} {b}");
        }
    }

    #[test]
    fn other_names_stay_apart() {
        for (a, b) in APART {
            assert!(!sounds_alike(a, b), "{a} {b}");
        }
    }

    #[test]
    fn each_of_many_names_meets_its_own_alone() {
        for (i, (a, _)) in ALIKE.iter().enumerate() {
            for (j, (c, b)) in ALIKE.iter().enumerate() {
                let own = i == j || a == c || b == &ALIKE[i].1 || sounds_alike(a, c);
                assert!(own || !sounds_alike(a, b), "{a} {b}");
            }
        }
    }
}
