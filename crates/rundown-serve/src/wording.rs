//! The words of the pages in the language of whoever reads them.
//!
//! English stands in the templates and is the key of the others: `messages/LANG.po`, in
//! gettext's format, which translators have programs for. What a file lacks is said in
//! English; a test holds that none lacks anything. News is shown as it was written, in
//! whatever language the pages are.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::future::Future;
use std::sync::LazyLock;

use jiff::tz::TimeZone;

/// A language that pages are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tongue {
    #[default]
    English,
    German,
    Spanish,
    French,
    Arabic,
}

impl Tongue {
    pub(crate) const ALL: [Self; 5] =
        [Self::English, Self::German, Self::Spanish, Self::French, Self::Arabic];

    /// For a `lang` attribute.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Spanish => "es",
            Self::French => "fr",
            Self::Arabic => "ar",
        }
    }

    /// What its speakers call it.
    pub(crate) fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::Spanish => "Español",
            Self::French => "Français",
            Self::Arabic => "العربية",
        }
    }

    /// For a `dir` attribute.
    pub(crate) fn direction(self) -> &'static str {
        if self == Self::Arabic { "rtl" } else { "ltr" }
    }

    /// The language of a tag such as `de-AT`.
    pub(crate) fn of_tag(tag: &str) -> Option<Self> {
        let first = tag.trim().split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|one| one.code().eq_ignore_ascii_case(first))
    }

    /// The first that is spoken here of what `Accept-Language` asks for (RFC 9110, section
    /// 12.5.4), by weight.
    pub(crate) fn wanted(accepted: &str) -> Option<Self> {
        const RANGES_MAX: usize = 32;
        let ranges = accepted.split(',').take(RANGES_MAX).filter_map(|range| {
            let mut parts = range.split(';');
            let tongue = Self::of_tag(parts.next()?)?;
            let weight = parts.find_map(|part| part.trim().strip_prefix("q="));
            let weight: f32 = weight.map_or(Some(1.0), |weight| weight.parse().ok())?;
            (weight > 0.0).then_some((tongue, weight))
        });
        // Of those of one weight the first.
        ranges
            .reduce(|best, next| if next.1 > best.1 { next } else { best })
            .map(|one| one.0)
    }

    /// Which of the forms of a message a count takes (Unicode CLDR, cardinals).
    fn form(self, count: u64) -> usize {
        match self {
            Self::English | Self::German | Self::Spanish => usize::from(count != 1),
            Self::French => usize::from(count > 1),
            Self::Arabic => match (count, count % 100) {
                (0..=2, _) => count as usize,
                (_, 3..=10) => 3,
                (_, 11..=99) => 4,
                _ => 5,
            },
        }
    }

    /// What stands between groups of three digits, and before decimals.
    fn marks(self) -> (&'static str, &'static str) {
        match self {
            Self::English | Self::Arabic => (",", "."),
            Self::German | Self::Spanish => (".", ","),
            Self::French => ("\u{202f}", ","),
        }
    }

    fn messages(self) -> Option<&'static Messages> {
        match self {
            Self::English => None,
            Self::German => Some(&GERMAN),
            Self::Spanish => Some(&SPANISH),
            Self::French => Some(&FRENCH),
            Self::Arabic => Some(&ARABIC),
        }
    }
}

/// How pages are written for a reader.
#[derive(Debug, Clone)]
pub(crate) struct Manner {
    pub(crate) tongue: Tongue,
    pub(crate) zone: TimeZone,
}

impl Default for Manner {
    fn default() -> Self {
        Self { tongue: Tongue::default(), zone: TimeZone::UTC }
    }
}

tokio::task_local! {
    static MANNER: Manner;
}

/// Answers in somebody's language, by their clock.
pub(crate) async fn speaking<T>(manner: Manner, answer: impl Future<Output = T>) -> T {
    MANNER.scope(manner, answer).await
}

/// The language of the page that is written now.
pub(crate) fn tongue() -> Tongue {
    MANNER.try_with(|manner| manner.tongue).unwrap_or_default()
}

/// The time zone of whoever the page is written for.
pub(crate) fn zone() -> TimeZone {
    MANNER.try_with(|manner| manner.zone.clone()).unwrap_or(TimeZone::UTC)
}

/// What it is called.
pub(crate) fn zone_name() -> String {
    zone().iana_name().unwrap_or("UTC").to_owned()
}

/// A message without places: the English words, or what stands for them.
pub(crate) fn say(english: &'static str) -> &'static str {
    let messages = tongue().messages();
    let found = messages.and_then(|messages| messages.one.get(english).copied());
    found.unwrap_or(english)
}

/// Marks words that are said where they are not known by their letters.
pub(crate) const fn msg(english: &'static str) -> &'static str {
    english
}

/// What a language is called; its code where it is seldom met.
pub(crate) fn language_name(lang: rundown_news::Lang) -> String {
    let name = match lang.as_str() {
        "ar" => say("Arabic"),
        "de" => say("German"),
        "en" => say("English"),
        "es" => say("Spanish"),
        "fa" => say("Persian"),
        "fr" => say("French"),
        "he" => say("Hebrew"),
        "hi" => say("Hindi"),
        "it" => say("Italian"),
        "ja" => say("Japanese"),
        "ko" => say("Korean"),
        "nl" => say("Dutch"),
        "pl" => say("Polish"),
        "pt" => say("Portuguese"),
        "ru" => say("Russian"),
        "sv" => say("Swedish"),
        "tr" => say("Turkish"),
        "uk" => say("Ukrainian"),
        "zh" => say("Chinese"),
        code => code,
    };
    name.to_owned()
}

/// A message with places: `{name}` is what `name` gives.
pub(crate) fn tell(english: &'static str, given: &[(&str, &dyn Display)]) -> String {
    filled(say(english), given)
}

/// The same in a template, whose values are all of one sort.
pub(crate) fn tell_of<const N: usize>(
    english: &'static str,
    given: &[(&str, impl Display); N],
) -> String {
    let given = given.each_ref().map(|(name, value)| (*name, value as &dyn Display));
    tell(english, &given)
}

/// A message about so many things; `{n}` is the number.
pub(crate) fn many(
    one: &'static str,
    other: &'static str,
    count: impl Into<Count>,
) -> String {
    let Count(count) = count.into();
    let tongue = tongue();
    let forms = tongue.messages().and_then(|messages| messages.several.get(other));
    let english = if count == 1 { one } else { other };
    let form = forms.and_then(|forms| forms.get(tongue.form(count)).copied());
    filled(form.unwrap_or(english), &[("n", &number(count))])
}

/// The two parts of a message around its place `{}`, which markup takes.
pub(crate) fn around(english: &'static str) -> (&'static str, &'static str) {
    say(english).split_once("{}").unwrap_or((say(english), ""))
}

/// A number with its digits in groups.
pub(crate) fn number(count: impl Into<Count>) -> String {
    let Count(count) = count.into();
    localized(&rundown_news::grouped(&count.to_string()))
}

/// A number as English writes it, as the reader does.
pub(crate) fn localized(english: &str) -> String {
    let (groups, decimals) = tongue().marks();
    let mut written = String::with_capacity(english.len());
    for c in english.chars() {
        match c {
            ',' => written.push_str(groups),
            '.' => written.push_str(decimals),
            c => written.push(c),
        }
    }
    written
}

/// How many things there are.
pub(crate) struct Count(u64);

macro_rules! counts {
    ($($kind:ty),*) => {
        $(impl From<$kind> for Count {
            fn from(count: $kind) -> Self {
                Self(u64::try_from(count).unwrap_or_default())
            }
        }
        impl From<&$kind> for Count {
            fn from(count: &$kind) -> Self {
                (*count).into()
            }
        })*
    };
}

counts!(u64, u32, usize, i64, i32);

/// A message with what stands in its places; a place that nothing is given for stays.
fn filled(message: &str, given: &[(&str, &dyn Display)]) -> String {
    let mut text = String::with_capacity(message.len() + 16);
    let mut rest = message;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            rest = &rest[before.len()..];
            break;
        };
        match given.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => push_apart(&mut text, &value.to_string()),
            None => text.extend(["{", name, "}"]),
        }
        rest = behind;
    }
    text + rest
}

/// Adds what stands in a place, apart where its letters run the other way than the message.
fn push_apart(text: &mut String, value: &str) {
    let runs_left = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
    let is_left = tongue().direction() == "rtl";
    let is_other = |c: char| c.is_alphabetic() && runs_left(c) != is_left;
    if value.contains(is_other) {
        text.extend(["\u{2068}", value, "\u{2069}"]);
    } else {
        text.push_str(value);
    }
}

/// The messages of one language by the English words.
struct Messages {
    one: BTreeMap<&'static str, &'static str>,
    /// By the English plural.
    several: BTreeMap<&'static str, Vec<&'static str>>,
}

macro_rules! messages {
    ($name:ident, $file:literal) => {
        static $name: LazyLock<Messages> = LazyLock::new(|| {
            Messages::read(include_str!(concat!("../messages/", $file)))
        });
    };
}

messages!(GERMAN, "de.po");
messages!(SPANISH, "es.po");
messages!(FRENCH, "fr.po");
messages!(ARABIC, "ar.po");

impl Messages {
    /// Reads what this project's files use of gettext's format: `msgid`, `msgid_plural`,
    /// `msgstr`, `msgstr[N]`, each on one line, without escapes.
    fn read(po: &'static str) -> Self {
        let (mut one, mut several) = (BTreeMap::new(), BTreeMap::new());
        let (mut id, mut plural) = ("", "");
        for line in po.lines() {
            let Some((word, text)) = line.split_once(' ') else { continue };
            let text = text.trim().trim_matches('"');
            match word {
                "msgid" => (id, plural) = (text, ""),
                "msgid_plural" => plural = text,
                "msgstr" if !id.is_empty() => {
                    one.insert(id, text);
                }
                word if word.starts_with("msgstr[") => {
                    several.entry(plural).or_insert_with(Vec::new).push(text);
                }
                _ => {}
            }
        }
        Self { one, several }
    }
}

pub(crate) mod retold;

#[cfg(test)]
mod tests;
