//! Lines and boxes that are known by a set phrase, whole or at their beginning.

use std::sync::LazyLock;

use super::simple::simple;
use super::start::start_of;
use rundown_news::{Map, Set};

use super::lists::{
    BEFORE_HEADLINE, CONSENT, CORRECTIONS, FOOTERS, HIGHLIGHT_TITLES, INVITATIONS,
    LABELS, LEAD_AWAY, PLAYERS, WIDGET_NAMES,
};

/// A table of phrases, by their first words.
pub(super) struct Phrases {
    by_word: Map<&'static str, Vec<&'static str>>,
    /// Of scripts that set no blanks between words: there is no first word.
    unspaced: Vec<&'static str>,
    /// With what they begin, as most words do not.
    starts: [bool; 256],
}

impl Phrases {
    pub(super) fn new(table: &[&'static str]) -> Self {
        let mut phrases =
            Self { by_word: Map::default(), unspaced: Vec::new(), starts: [false; 256] };
        for phrase in table.iter().copied() {
            phrases.starts[start_key(phrase)] = true;
            if phrase.starts_with(|c: char| c > '\u{2E80}') {
                phrases.unspaced.push(phrase);
            } else {
                let word = phrase.split(' ').next().unwrap_or(phrase);
                phrases.by_word.entry(word).or_default().push(phrase);
            }
        }
        phrases
    }

    /// Whether a simple text is one of these or begins with one, at a word's end.
    pub(super) fn open(&self, text: &str) -> bool {
        if !self.starts[start_key(text)] {
            return false;
        }
        let word = text.split(' ').next().unwrap_or(text);
        let begins = |phrase: &&str| {
            text.strip_prefix(*phrase)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        self.by_word.get(word).is_some_and(|phrases| phrases.iter().any(begins))
            || self.unspaced.iter().any(|phrase| text.starts_with(phrase))
    }

    /// Whether a simple text has one of these in it, whole words only.
    pub(super) fn stand_in(&self, text: &str) -> bool {
        let later = memchr::memchr_iter(b' ', text.as_bytes()).map(|at| at + 1);
        std::iter::once(0).chain(later).any(|at| self.open(&text[at..]))
            || (!text.is_ascii() && self.unspaced.iter().any(|own| text.contains(own)))
    }
}

/// The first two bytes of a text as one.
fn start_key(text: &str) -> usize {
    match text.as_bytes() {
        [first, second, ..] => usize::from(first.wrapping_mul(31) ^ second),
        _ => 0,
    }
}

/// Phrases that are whole lines.
type Lines = LazyLock<Set<&'static str>>;

pub(super) static BOX_TITLES: Lines =
    LazyLock::new(|| HIGHLIGHT_TITLES.iter().copied().collect());
static WIDGETS: Lines = LazyLock::new(|| WIDGET_NAMES.iter().copied().collect());
static BUTTONS: Lines = LazyLock::new(|| LABELS.iter().copied().collect());

pub(super) static LEADING_AWAY: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(LEAD_AWAY));
pub(super) static INVITING: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(INVITATIONS));
pub(super) static CORRECTING: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(CORRECTIONS));
pub(super) static CONSENTING: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(CONSENT));
pub(super) static PLAYING: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(PLAYERS));
static FOOTING: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(FOOTERS));
static LEADING_IN: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(BEFORE_HEADLINE));

/// A name or a label is not so long, and what speaks of a wall is not longer.
pub(super) const WIDGET_BYTES_MAX: usize = 80;
pub(super) const LABEL_BYTES_MAX: usize = 60;
pub(super) const WALL_BYTES_MAX: usize = 200;

/// Whether a whole line is the name of an advertisement or a widget.
pub(crate) fn is_widget_name(line: &str) -> bool {
    line.len() < WIDGET_BYTES_MAX && names_widget(&simple(line))
}

pub(super) fn names_widget(words: &str) -> bool {
    /// Makers of widgets, whatever stands around their name in a short line.
    const MAKERS: &[&str] = &["taboola", "outbrain", "revcontent", "zergnet", "dianomi"];
    /// "Article continues after this message".
    const BREAKS: &[&str] = &[
        "article continues ",
        "article continued ",
        "story continues ",
        "story continued ",
        "report continues ",
        "text continues ",
        "artikel geht weiter ",
    ];
    let count = words.split(' ').count();
    WIDGETS.contains(words)
        || (count <= 8 && BREAKS.iter().any(|opening| words.starts_with(opening)))
        || (count <= 6 && words.split(' ').any(|word| MAKERS.contains(&word)))
}

/// Whether a whole line is a button, a counter or another label of the page's own.
pub(crate) fn is_label(line: &str) -> bool {
    line.len() < LABEL_BYTES_MAX && labels(&simple(line))
}

pub(super) fn labels(words: &str) -> bool {
    if !words.chars().any(char::is_alphabetic) {
        return true;
    }
    let unnumbered = words.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let unnumbered =
        unnumbered.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    BUTTONS.contains(unnumbered)
}

/// Whether a line stands at a page's foot: rights, terms, policies.
pub(crate) fn is_footer(line: &str) -> bool {
    let start = line.trim_start();
    let opening = start.get(..16).unwrap_or(start).to_lowercase();
    let signs = ["©", "(c) 20", "copyright ©", "copyright (c)", "copyright 20"];
    let is_signed = signs.iter().any(|sign| opening.starts_with(sign));
    line.len() < 400 && (is_signed || FOOTING.stand_in(&simple(line)))
}

/// Whether a line asks for what only an outlet asks for, even in a whole sentence.
pub(crate) fn is_request(line: &str) -> bool {
    const OPENINGS: &[&str] = &[
        "read or share this story",
        "sign up here",
        "sign up for",
        "sign up to",
        "subscribe to",
        "subscribe now",
        "subscribe here",
        "follow us",
        "click here",
        "download our app",
        "join our",
        "register here",
        "send us your",
        "support our",
    ];
    let line = simple(start_of(line, 200));
    line.len() < 160 && OPENINGS.iter().any(|opening| line.starts_with(opening))
}

/// Whether a line outside quotation begs the reader for something: news tells and does not
/// ask.
pub(crate) fn is_plea(line: &str) -> bool {
    const OPENINGS: &[&str] =
        &["please ", "bitte ", "veuillez ", "por favor ", "per favore ", "merci de "];
    let opening = simple(start_of(line, 24));
    line.len() < PLEA_BYTES_MAX
        && OPENINGS.iter().any(|please| opening.starts_with(please))
        && !line.contains(['"', '“', '”', '„', '«', '»'])
}

/// A longer plea is somebody's letter.
const PLEA_BYTES_MAX: usize = 200;

/// Whether a line is several things set apart of which half are buttons: "Save · Print ·
/// Comments (64)".
pub(crate) fn is_row_of_buttons(line: &str) -> bool {
    if line.len() > CAPTION_BYTES_MAX || !line.contains(['·', '|', '•']) {
        return false;
    }
    let parts =
        || line.split(['·', '|', '•']).map(simple).filter(|part| !part.is_empty());
    let buttons = parts().filter(|part| labels(part)).count();
    buttons > 1 && buttons * 2 >= parts().count()
}

/// Words under a picture are at most so long.
const CAPTION_BYTES_MAX: usize = 400;

/// Whether a short line says who took a picture or made a film.
pub(crate) fn is_credit(line: &str) -> bool {
    const OPENINGS: &[&str] = &[
        "foto",
        "fotos",
        "photo",
        "photos",
        "bild",
        "bilder",
        "quelle",
        "source",
        "image",
        "images",
        "credit",
        "picture",
        "crédit",
        "imagen",
        "photograph",
        "illustration",
        "grafik",
        "graphic",
        "video",
        "kilde",
        "zdroj",
        "写真",
        "fuente",
        "fonte",
    ];
    if line.starts_with(['©', '℗']) {
        return line.len() < 160 && !claims_rights(line);
    }
    if line.len() < CAPTION_BYTES_MAX && (is_signed(line) || is_agency_line(line)) {
        return true;
    }
    if line.len() >= 90 {
        return false;
    }
    let Some((head, rest)) = line.split_once([':', '：']) else { return false };
    !rest.trim().is_empty() && OPENINGS.contains(&head.trim().to_lowercase().as_str())
}

/// Whether a line behind a sign of rights is about a text, not a picture: it forbids
/// something, or carries the number under which an agency sent it, `tcp:310514-99-1234/2`.
fn claims_rights(line: &str) -> bool {
    const DIGITS_MIN: usize = 8;
    let is_number = |word: &str| {
        let digits = |of: &str| of.bytes().filter(u8::is_ascii_digit).count();
        word.split_once(':').is_some_and(|(_, number)| {
            number.contains('-') && digits(number) >= DIGITS_MIN
        })
    };
    line.split(' ').any(is_number) || FOOTING.stand_in(&simple(line))
}

/// `Pictures Inc. / Ana Ruiz`, `Ana Ruiz/Example Images`: nothing but a picture agency
/// and a name.
fn is_agency_line(line: &str) -> bool {
    const LINE_BYTES_MAX: usize = 60;
    let is_agency = |part: &str| {
        let last = part.trim().rsplit(' ').next().unwrap_or("");
        part.trim().contains(' ') && matches!(last, "Images" | "Pictures" | "Photos")
    };
    line.len() <= LINE_BYTES_MAX
        && line
            .split_once('/')
            .is_some_and(|(one, other)| is_agency(one) || is_agency(other))
}

/// `… in Port Elm. [Ana Ruiz/TCP]`, `… (Tom Bell/Port Courier)`: a name and an agency
/// in brackets at the end.
pub(crate) fn is_signed(text: &str) -> bool {
    if !text.ends_with([')', ']']) {
        return false;
    }
    let Some(open) = text.rfind(['[', '(']) else { return false };
    let inner = text[open + 1..].trim_end_matches([')', ']', '.']);
    let Some((name, agency)) = inner.split_once('/') else { return false };
    let is_name = name.split(' ').count() >= 2
        && name.split(' ').all(|word| word.starts_with(char::is_uppercase));
    is_name && agency.starts_with(char::is_uppercase) && inner.len() < 60
}

/// Whether a line addresses the reader as a customer: it opens with a request and
/// names what the outlet offers.
pub(crate) fn is_offer(line: &str) -> bool {
    const REQUESTS: &[&str] = &[
        "follow",
        "get",
        "sign",
        "subscribe",
        "stay",
        "join",
        "watch",
        "listen",
        "download",
        "support",
        "never",
        "don",
        "catch",
        "keep",
        "receive",
        "register",
        "discover",
        "click",
        "tap",
        "see",
        "read",
        "log",
        "become",
        "turn",
        "install",
        "for",
        "folgen",
        "abonnieren",
        "bleiben",
        "erhalten",
        "laden",
        "holen",
        "jetzt",
        "sichern",
        "melden",
        "suscríbete",
        "sigue",
        "síguenos",
        "recibe",
        "mantente",
        "manténgase",
        "descarga",
        "abonnez",
        "suivez",
        "recevez",
        "restez",
        "inscrivez",
        "téléchargez",
        "iscriviti",
        "segui",
        "seguici",
        "ricevi",
        "scarica",
        "assine",
        "receba",
        "siga",
        "baixe",
        "inscreva",
        "volg",
        "ontvang",
        "följ",
        "følg",
    ];
    const GOODS: &[&str] = &[
        "newsletter",
        "newsletters",
        "inbox",
        "live updates",
        "our live",
        "live blog",
        "live coverage",
        "updates",
        "updated",
        "informed",
        "up to date",
        "alerts",
        "notifications",
        "our app",
        "the app",
        "app",
        "latest news",
        "the latest",
        "breaking news",
        "top stories",
        "developing stories",
        "our journalism",
        "our coverage",
        "full coverage",
        "our reporting",
        "podcast",
        "free trial",
        "subscription",
        "subscriber",
        "subscribers",
        "your email",
        "whatsapp",
        "on twitter",
        "on facebook",
        "on instagram",
        "on x",
        "on telegram",
        "social media",
        "daily briefing",
        "briefing",
        "more stories",
        "more news",
        "follow us",
        "for free",
        "account",
        "eilmeldungen",
        "kostenlos",
        "auf dem laufenden",
        "informiert",
        "nachrichten",
        "aktuell",
        "live",
        "boletín",
        "última hora",
        "últimas noticias",
        "alertas",
        "informado",
        "gratis",
        "alertes",
        "l actualité",
        "informés",
        "informé",
        "infolettre",
        "notre appli",
        "gratuitement",
        "aggiornamenti",
        "notizie",
        "notícias",
        "alerta",
    ];
    static GIVING: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(GOODS));
    if line.len() >= 250 {
        return false;
    }
    let line = simple(line);
    let first = line.split(' ').next().unwrap_or("");
    REQUESTS.contains(&first) && (line.ends_with(" here") || GIVING.stand_in(&line))
}

/// Whether a line over a headline says that what follows is somebody's opinion.
pub(crate) fn is_opinion_label(text: &str) -> bool {
    matches!(
        simple(text).as_str(),
        "opinion"
            | "opinions"
            | "comment"
            | "commentary"
            | "column"
            | "editorial"
            | "op ed"
            | "guest essay"
            | "kommentar"
            | "meinung"
            | "kolumne"
            | "gastbeitrag"
            | "opinión"
            | "tribuna"
            | "columna"
            | "tribune"
            | "éditorial"
            | "commento"
            | "opinião"
    )
}

/// Whether a line reads like an invitation that stands over a headline: by words that
/// may stand anywhere in it.
pub(crate) fn invites_before_headline(line: &str) -> bool {
    line.len() < 140 && LEADING_IN.stand_in(&simple(line))
}
