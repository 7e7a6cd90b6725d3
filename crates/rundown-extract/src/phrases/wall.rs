//! What a page says where it asks to be paid or signed in to: that the rest is for
//! others, and what would open it.

use std::sync::LazyLock;

use rundown_news::Map;

use super::kinds::Phrases;

/// Set phrases.
const PHRASES: &[&str] = &[
    "to continue reading",
    "to read the full article",
    "to read the full story",
    "to read this article",
    "for subscribers only",
    "for members only",
    "is for subscribers",
    "available to members",
    "available to subscribers",
    "available for subscribers",
    "free article limit",
    "limit of free articles",
    "limit of free stories",
    "subscribe to continue",
    "subscribe to read",
    "subscribe to keep reading",
    "subscribe or log in",
    "log in or subscribe",
    "register to continue",
    "sign in to continue",
    "log in to continue",
    "unlock this article",
    "unlock this story",
    "weiterlesen mit",
    "weiterlesen nach",
    "mit abo weiterlesen",
    "de cet article à lire",
    "est réservée aux abonnés",
    "lees verder met",
    "verder lezen met",
    "hazte suscriptor para",
    "suscríbete para seguir",
    "abbonati per continuare",
    "contenuto riservato",
    "already a subscriber",
    "already a member",
    "choose your plan",
    "keep reading with",
    "sie sind bereits abonnent",
    "bereits registriert",
    "wählen sie ihr abo",
    "déjà abonné",
    "déjà inscrit",
    "choisissez votre abonnement",
    "ya eres suscriptor",
    "elige tu plan",
    "sei già abbonato",
    "già abbonato",
    "scegli il tuo abbonamento",
    "já é assinante",
    "escolha o seu plano",
    "al abonnee",
    "masz już prenumeratę",
    "tylko dla prenumeratorów",
    "dla subskrybentów",
    "chcesz przeczytać cały",
    "zaten abone misiniz",
    "redan prenumerant",
    "allerede abonnent",
    "only for subscribers",
    "exclusive to subscribers",
    "um weiterzulesen",
    "nur für abonnenten",
    "exklusiv für abonnenten",
    "mit einem abo weiterlesen",
    "réservé aux abonnés",
    "reste de cet article à lire",
    "pour lire la suite",
    "solo para suscriptores",
    "exclusivo para suscriptores",
    "para seguir leyendo",
    "riservato agli abbonati",
    "alleen voor abonnees",
    "会員限定",
    "読み放題",
    "続きを読むには",
];

/// What a word does in such a line, as bits.
type Part = u16;

/// Asks for something: "subscribe", "sign".
const ASKS: Part = 1;
/// Announces what for: "to", "um".
const PURPOSE: Part = 1 << 1;
/// What would be opened: "read", "continue".
const READS: Part = 1 << 2;
/// "Only", "exclusive".
const ONLY: Part = 1 << 3;
/// "Subscribers", "members".
const MEMBERS: Part = 1 << 4;
/// "Article", "story".
const THING: Part = 1 << 5;
/// "This".
const THIS: Part = 1 << 6;

/// The words of such lines in the languages of news.
const WORDS: &[(&str, Part)] = &[
    (
        "subscribe register sign log join create become upgrade abonnieren registrieren \
         anmelden einloggen abonnez inscrivez connectez créez identifiez suscríbete \
         suscríbase regístrate regístrese inicia inicie abbonati registrati accedi assine \
         cadastre registre abonneer registreer teckna registrera logga abonner оформите \
         подпишитесь зарегистрируйтесь войдите prenumerera tegn",
        ASKS,
    ),
    ("to um pour para per om för for чтобы zu", PURPOSE),
    (
        "read keep continue finish unlock access view weiterlesen weiterzulesen lesen lire \
         poursuivre continuer accéder débloquer leer seguir continuar acceder leggere \
         continuare proseguire accedere ler acessar lezen lesen läsa lese прочитать читать \
         дочитать продолжить",
        READS,
    ),
    (
        "only exclusive exclusively reserved nur exklusiv vorbehalten réservé réservée \
         réservés exclusif exclusivement solo sólo exclusivo exclusiva exclusivamente \
         reservado riservato riservata esclusivo alleen exclusief только исключительно \
         bara endast kun özeldir özel tylko wyłącznie",
        ONLY,
    ),
    (
        "subscriber subscribers member members abonnent abonnenten abonnentinnen abonnés \
         abonnées suscriptores suscriptor socios abonados abbonati assinantes abonnees \
         leden подписчикам подписчиков подписчики prenumeranter abonnenter abonelere \
         aboneler abonelerimize üyelere prenumeratorów subskrybentów",
        MEMBERS,
    ),
    (
        "article story content artikel beitrag text inhalt inhalte contenu articolo \
         contenuto contenido artículo nota artigo conteúdo matéria материал статья \
         artikeln artikkelen içerik haber artykuł treść",
        THING,
    ),
    (
        "this dieser dieses cet ce este esta questo dit deze данный этот эта den denna \
         denne o el der bu ten ta",
        THIS,
    ),
];

static PARTS: LazyLock<Map<&'static str, Part>> = LazyLock::new(|| {
    let mut parts: Map<&'static str, Part> = Map::default();
    for (words, part) in WORDS {
        for word in words.split_ascii_whitespace() {
            *parts.entry(word).or_default() |= part;
        }
    }
    parts
});

/// Whether simple words say that the rest is for those who pay or sign in.
pub(super) fn speaks_of_wall(words: &str) -> bool {
    static WALLS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(PHRASES));
    WALLS.stand_in(words) || opens_by_asking(words) || is_reserved(words)
}

fn part_of(word: &str) -> Part {
    PARTS.get(word).copied().unwrap_or_default()
}

/// "Register for free to keep reading", "To finish this story, log in": a request and, in
/// the same breath, what it opens. Either opens the line, as in no sentence of news.
fn opens_by_asking(words: &str) -> bool {
    /// What is asked for in a longer line is told by a sentence of its own.
    const WORDS_MAX: usize = 24;
    let first = part_of(words.split(' ').next().unwrap_or(""));
    if first & (ASKS | PURPOSE) == 0 {
        return false;
    }
    let (mut asks, mut opens, mut before) = (false, false, 0);
    let mut nexts = words.split(' ').skip(1);
    for (place, word) in words.split(' ').enumerate() {
        if place == WORDS_MAX {
            return false;
        }
        let (part, next) = (part_of(word), nexts.next().unwrap_or(""));
        let is_whole = goes_with(word).is_none_or(|known| known.contains(&next));
        asks |= part & ASKS != 0 && is_whole;
        opens |= before & PURPOSE != 0 && part & READS != 0 && is_whole;
        before = part;
    }
    asks && opens
}

/// What must stand behind a word that says many other things.
fn goes_with(word: &str) -> Option<&'static [&'static str]> {
    match word {
        "sign" => Some(&["in", "up"]),
        "log" | "logga" => Some(&["in"]),
        "create" | "become" => Some(&["a", "an", "your"]),
        "keep" => Some(&["reading", "watching", "listening"]),
        _ => None,
    }
}

/// "This article is exclusive to our members": a thing of the page's own that is for some
/// only.
fn is_reserved(words: &str) -> bool {
    const WORDS_MAX: usize = 16;
    const SHORT_WORDS: usize = 7;
    let mut each = words.split(' ').map(part_of);
    let (first, second) = (each.next().unwrap_or(0), each.next().unwrap_or(0));
    let is_own = first & THING != 0 || first & THIS != 0 && second & THING != 0;
    if !is_own || words.split(' ').count() > WORDS_MAX {
        return false;
    }
    let all = words.split(' ').fold(0, |all, word| all | part_of(word));
    // "This story is for members", and nothing more.
    let short = words.split(' ').count() <= SHORT_WORDS;
    let ends = part_of(words.rsplit(' ').next().unwrap_or("")) & MEMBERS != 0;
    all & MEMBERS != 0 && (all & ONLY != 0 || short && ends && all & PURPOSE != 0)
}

/// Whether simple words ask for money for the outlet's own work.
pub(crate) fn asks_for_support(words: &str) -> bool {
    const WORK: &[&str] = &[
        "our journalism",
        "our reporting",
        "our newsroom",
        "unseren journalismus",
        "notre journalisme",
        "notre rédaction",
        "nuestro periodismo",
        "nostro giornalismo",
        "nosso jornalismo",
        "onze journalistiek",
        "нашу редакцию",
    ];
    const GIVES: &[&str] = &[
        "support",
        "supporting",
        "donate",
        "donation",
        "contribute",
        "contribution",
        "fund",
        "unterstützen",
        "spenden",
        "soutenez",
        "soutenir",
        "don",
        "apoya",
        "apoyar",
        "dona",
        "sostieni",
        "sostenere",
        "apoie",
        "apoiar",
        "steun",
        "поддержите",
    ];
    let has_work = || WORK.iter().any(|work| words.contains(work));
    has_work() && words.split(' ').any(|word| GIVES.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::super::simple::simple;
    use super::*;

    #[test]
    fn a_wall_asks_and_says_what_it_opens() {
        for line in [
            "Join for free to read the rest of this report",
            "Log in or create a profile to keep reading",
            "To finish this piece, sign in",
            "Abonnez-vous pour lire la suite de l’enquête",
            "Regístrate gratis para seguir leyendo",
            "Оформите подписку, чтобы дочитать до конца",
        ] {
            assert!(speaks_of_wall(&simple(line)), "{line}");
        }
        for line in [
            "Voters must register to read books in the town library.",
            "To read the meter, workers had to sign a form for the owner.",
            "Join the queue at noon, the mayor said.",
            "Join us to keep the river clean, the club asks.",
        ] {
            assert!(!speaks_of_wall(&simple(line)), "{line}");
        }
    }

    #[test]
    fn money_is_asked_for_the_work_of_the_outlet_itself() {
        let line = "If you can, support our journalism from 3 crowns a month.";
        assert!(asks_for_support(&simple(line)));
        assert!(!asks_for_support(&simple("The fund pays for the new harbor wall.")));
        assert!(!asks_for_support(&simple("Our journalism is under attack, she said.")));
    }

    #[test]
    fn a_page_keeps_its_own_for_some() {
        for line in [
            "This story is open to subscribers only.",
            "Cet article est réservé à nos abonnés",
            "Dieser Beitrag ist exklusiv für unsere Abonnentinnen",
            "Материал открыт только подписчикам",
            "This story is for members",
            "Bu içerik abonelere özeldir",
            "Masz już prenumeratę? Zaloguj się",
            "Al abonnee? Log in",
        ] {
            assert!(speaks_of_wall(&simple(line)), "{line}");
        }
        assert!(!speaks_of_wall("this story is for members of the jury alone to tell"));
        assert!(!speaks_of_wall("the pool is open to members only on sundays"));
        assert!(!speaks_of_wall("the story told only to members of the jury came out"));
    }
}
