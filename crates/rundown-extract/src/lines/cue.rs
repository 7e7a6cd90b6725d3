//! What the names of an element's classes say of its content.
//!
//! Class names and ids are cut into words (`articleShareBar` is article, share, bar)
//! and the words are looked up; whole words only, so that `headline` is no `line` and
//! `download` no `ad`. The words are those that news sites and their systems use,
//! most of them English everywhere, some in German, French, Spanish and others.

use std::ops::Range;
use std::sync::LazyLock;

use rundown_news::Map;

use crate::html::{Named, NodeId, Tag, Tree};
use crate::phrases::start_of;

/// Marks of an element or a line, as bits.
pub(crate) type Marks = u32;

/// Chrome for certain: comments, recommendations, sharing, newsletters, consent.
pub(crate) const CHROME: Marks = 1;
/// Often chrome: sidebars, teasers, boxes, footers, what is hidden.
pub(crate) const DOUBT: Marks = 1 << 1;
/// Words under a picture.
pub(crate) const CAPTION: Marks = 1 << 2;
/// The line under a headline.
pub(crate) const STANDFIRST: Marks = 1 << 3;
/// Who wrote it.
pub(crate) const BYLINE: Marks = 1 << 4;
/// Date, section, reading time.
pub(crate) const META: Marks = 1 << 5;
/// An outlet's highlights or key points.
pub(crate) const HIGHLIGHTS: Marks = 1 << 6;
/// A correction or editor's note.
pub(crate) const CORRECTION: Marks = 1 << 7;
/// A post of another site.
pub(crate) const EMBED: Marks = 1 << 8;
/// The body of an article, by name.
pub(crate) const BODY: Marks = 1 << 9;
/// The whole article, by name.
pub(crate) const ARTICLE: Marks = 1 << 10;
/// A quotation set apart.
pub(crate) const PULL_QUOTE: Marks = 1 << 11;

/// Beside a field for an address: an invitation to sign up.
pub(crate) const SIGNUP: Marks = 1 << 12;

/// What readers wrote below, or what asks for consent: never the article, however much
/// it is.
pub(crate) const NEVER: Marks = 1 << 13;

/// What a page shows to those who may not read the rest, and the rest.
pub(crate) const NOT_GRANTED: Marks = 1 << 14;
pub(crate) const GRANTED: Marks = 1 << 15;

/// Below a heading over what readers wrote, whatever the elements around it are named.
pub(crate) const COMMENT: Marks = 1 << 16;

/// Longer class lists say nothing more.
const NAME_BYTES_MAX: usize = 400;

/// Reads the cues of elements; remembers what it has read, as names repeat.
pub(crate) struct Cues<'a> {
    /// Whole classes and ids.
    known: Map<&'a str, Marks>,
    names: Map<&'a str, Marks>,
}

impl<'a> Cues<'a> {
    /// None is read yet; there is room for those of most pages.
    pub(crate) fn new() -> Self {
        const NAMES_USUAL: usize = 400;
        let room = || {
            let mut names = Map::default();
            names.reserve(NAMES_USUAL);
            names
        };
        Self { known: room(), names: room() }
    }

    /// The marks of an element by its class, id and role.
    pub(crate) fn of(&mut self, tree: &Tree<'a>, id: NodeId) -> Marks {
        if tree.is_bare(id) {
            return 0;
        }
        let named = Named::of(tree, id);
        let told = [named.class, named.id].map(|names| self.known(names.unwrap_or("")));
        told[0] | told[1] | stated(tree, id, &named)
    }

    fn known(&mut self, names: &'a str) -> Marks {
        if names.is_empty() {
            return 0;
        }
        if let Some(known) = self.known.get(names) {
            return *known;
        }
        let marks = self.named(names);
        self.known.insert(names, marks);
        marks
    }

    /// The marks of a class list or an id.
    fn named(&mut self, names: &'a str) -> Marks {
        let names = start_of(names, NAME_BYTES_MAX).split_ascii_whitespace();
        let is_post = names.clone().any(|name| matches!(name, "hentry" | "type-post"));
        names.filter(|name| !(is_post && is_filed_under(name))).fold(0, |marks, name| {
            marks | *self.names.entry(name).or_insert_with(|| of_name(name))
        })
    }
}

/// What other attributes state outright.
fn stated(tree: &Tree<'_>, id: NodeId, named: &Named<'_>) -> Marks {
    let mut marks = 0;
    if let Some(property) = named.itemprop {
        marks |= match property {
            "articleBody" => BODY,
            "author" | "creator" => BYLINE,
            "datePublished" | "dateModified" => META,
            "caption" | "copyrightHolder" => CAPTION,
            "comment" => CHROME | NEVER,
            _ => 0,
        };
    }
    if let Some(role) = named.role {
        marks |= match role {
            "navigation" | "search" | "dialog" | "alertdialog" | "menu" | "toolbar"
            | "banner" => CHROME,
            "complementary" | "contentinfo" | "form" => DOUBT,
            _ => 0,
        };
    }
    marks |= match named.subscriptions_section {
        Some("content-not-granted") => NOT_GRANTED | CHROME | NEVER,
        Some("content") => GRANTED,
        _ => 0,
    };
    if tree.tag(id) != Tag::Body && is_hidden(named) {
        marks |= DOUBT;
    }
    marks
}

fn is_hidden(named: &Named<'_>) -> bool {
    let is_shut = |rule: &str| {
        let (name, value) = rule.split_once(':').unwrap_or((rule, ""));
        (name.trim() == "display" && value.trim().starts_with("none"))
            || (name.trim() == "visibility" && value.trim().starts_with("hidden"))
    };
    named.hidden.is_some()
        || named.style.is_some_and(|style| style.split(';').any(is_shut))
}

/// `tag-credit-card`, `category-popular` on a post: what it is about.
fn is_filed_under(name: &str) -> bool {
    ["tag-", "category-"].iter().any(|opening| name.starts_with(opening))
}

/// The marks of one class name.
fn of_name(name: &str) -> Marks {
    // Only as a whole: `hidden-phone` says that it is shown elsewhere.
    if matches!(name, "hidden" | "is-hidden" | "invisible" | "hide" | "d-none") {
        return DOUBT;
    }
    let lower = name.to_ascii_lowercase();
    let mut marks = 0;
    let mut before: Option<(&str, Option<&Word>)> = None;
    for word in words_of(name).filter_map(|range| lower.get(range)) {
        let known = WORDS.get(word);
        // `has-sidebar`, `with-comments`: says what stands elsewhere on the page.
        let is_elsewhere = before.is_some_and(|(before, _)| {
            matches!(before, "has" | "with" | "no" | "without" | "is" | "non")
        });
        if !is_elsewhere {
            marks |= known.map_or_else(|| of_stem(word), |known| known.marks);
        }
        if let Some((_, Some(before))) = before {
            marks |= before.with(word);
        }
        before = Some((word, known));
    }
    marks
}

/// Where the words of `articleShareBar_x2` stand: article, share, bar, x2.
fn words_of(name: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = name.as_bytes();
    let kind = |at: usize| bytes.get(at).map_or(OTHER, |byte| KINDS[usize::from(*byte)]);
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() && kind(at) == OTHER {
            at += 1;
        }
        let from = at;
        let mut before = CAPITAL;
        while kind(at) != OTHER && (kind(at), before) != (CAPITAL, SMALL) {
            before = kind(at);
            at += 1;
        }
        (at > from).then_some(from..at)
    })
}

/// The kinds of bytes in names: signs, capitals, and small letters and digits.
const OTHER: u8 = 0;
const CAPITAL: u8 = 1;
const SMALL: u8 = 2;
const KINDS: [u8; 256] = {
    let mut kinds = [OTHER; 256];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_uppercase() {
            kinds[byte] = CAPITAL;
        } else if (byte as u8).is_ascii_alphanumeric() {
            kinds[byte] = SMALL;
        }
        byte += 1;
    }
    kinds
};

/// What a word says by itself, and what together with the next one.
#[derive(Default)]
struct Word {
    marks: Marks,
    pairs: Vec<(&'static str, Marks)>,
}

impl Word {
    /// What it says with a word behind it.
    fn with(&self, next: &str) -> Marks {
        let mut pairs = self.pairs.iter();
        let pair = pairs.find(|(second, _)| *second == next || *second == ANY);
        pair.map_or(0, |(_, marks)| *marks)
    }
}

/// The words that say something.
static WORDS: LazyLock<Map<&'static str, Word>> = LazyLock::new(|| {
    let mut known: Map<&'static str, Word> = Map::default();
    for (words, marks) in WORD_LISTS {
        for word in words.split_ascii_whitespace() {
            known.entry(word).or_default().marks = *marks;
        }
    }
    for (words, next, marks) in PAIR_LISTS {
        for word in words.split_ascii_whitespace() {
            let alone = || Word { marks: of_stem(word), pairs: Vec::new() };
            let pairs = &mut known.entry(word).or_insert_with(alone).pairs;
            pairs.extend(next.split_ascii_whitespace().map(|next| (next, *marks)));
        }
    }
    known
});

/// Words and what they say.
const WORD_LISTS: &[(&str, Marks)] = &[
    (
        "comment comments disqus kommentar kommentare kommentarer commentaires \
         comentarios commenti commentlist commentform commentbody commenttext \
         commentcontent commentwrap commentbox respond reactions livefyre",
        CHROME | NEVER,
    ),
    (
        "cookie cookies consent gdpr onetrust didomi cookiebot usercentrics \
         cookieconsent cookielaw cookienotice cookiebanner",
        CHROME | NEVER,
    ),
    (
        "related relacionadas relacionados verwandt recommended recommendation \
         recommendations recirc recirculation outbrain taboola plista dianomi \
         newsletter newsletters boletin boletines infolettre nl subscribe \
         subscription signup share sharing sharebar shares social socials sociallinks \
         addtoany breadcrumb breadcrumbs ad ads adslot \
         adbox advert adverts advertisement advertising anzeige werbung publicidad \
         publicite pub sponsored sponsor dfp promo promos promotion mostread popular \
         trending pagination pager nav navbar navigation menu toolbar tagcloud tags \
         taglist keywords topics popup modal overlay offcanvas lightbox login signin \
         jp sharedaddy rating ratings votes poll quiz donate donation print noprint \
         skip affiliate feedback readmore morefrom upnext nextarticle copyright legal \
         disclaimer followus backlink toast spinner loading subnav relatedposts \
         crosspromo crosssell marketing",
        CHROME,
    ),
    (
        "aside sidebar sidebars rail footer teaser teasers widget widgets bio \
         masthead ticker carousel slider swiper infobox factbox toc card cards player \
         notification banner cta tooltip accessibility audio more bottom",
        DOUBT,
    ),
    (
        "caption captions figcaption credit credits bildunterschrift legende \
         imagecaption photographer fotocredit mediainfo bildtext copyrights pie",
        CAPTION,
    ),
    (
        "standfirst deck dek subtitle subheadline subheading subtitulo subhead lead \
         lede chapo chapeau vorspann intro introduction summary excerpt bajada \
         entradilla ingress manchette perex sommario abstract sapo leadtext \
         kurzfassung description",
        STANDFIRST,
    ),
    (
        "byline bylines author authors autor autoren autores auteur auteurs autore \
         firma writer contributor contributors reporter journalist authorbox \
         redakteur",
        BYLINE,
    ),
    (
        "date datetime dateline timestamp time published pubdate updated meta \
         metadata kicker readtime readingtime posted eyebrow category categories \
         overline dachzeile entrydate",
        META,
    ),
    ("highlights keypoints keypoint takeaways takeaway tldr", HIGHLIGHTS),
    ("correction corrections clarification correctionnote errata", CORRECTION),
    ("tweet twitterembed embedly", EMBED),
    (
        "articlebody storybody storytext articletext articlecontent maincontent \
         postcontent entrycontent postbody bodytext storycontent bodycopy newstext \
         fulltext richtext wysiwyg prose artikeltext rte",
        BODY,
    ),
    ("article story post entry hentry artikel", ARTICLE),
    ("pullquote blockquote", PULL_QUOTE),
];

/// Words that come with many endings.
fn of_stem(word: &str) -> Marks {
    const STEMS: &[(&str, Marks)] = &[
        ("advert", CHROME),
        ("outbrain", CHROME),
        ("taboola", CHROME),
        ("newsletter", CHROME),
        ("adsby", CHROME),
        ("googlead", CHROME),
        ("relatedart", CHROME),
        ("recommend", CHROME),
        ("breadcrumb", CHROME),
        ("subscri", CHROME),
        ("socialsh", CHROME),
        ("screenreader", DOUBT),
    ];
    let first = word.as_bytes().first();
    let begins = |stem: &str| stem.as_bytes().first() == first && word.starts_with(stem);
    let stem = STEMS.iter().find(|(stem, _)| begins(stem));
    stem.map_or(0, |(_, marks)| *marks)
}

/// Any word behind another.
const ANY: &str = "*";

/// Words that speak only together: what comes first, and second.
const PAIR_LISTS: &[(&str, &str, Marks)] = &[
    (
        "article story post entry content main news page",
        "body content text copy richtext",
        BODY,
    ),
    ("body", "content text copy", BODY),
    ("text", "body", BODY),
    ("key", "points point takeaways facts messages", HIGHLIGHTS),
    ("story", "highlights highlight", HIGHLIGHTS),
    ("quick", "read facts", HIGHLIGHTS),
    ("auf kurz", "einen gefasst", HIGHLIGHTS),
    ("in", "brief kuerze", HIGHLIGHTS),
    ("bullet", "summary points", HIGHLIGHTS),
    ("summary", "bullets points list", HIGHLIGHTS),
    ("read", "more next also time", CHROME),
    ("reading", "time", CHROME),
    ("most", "read viewed popular shared", CHROME),
    ("more", "stories on news articles from", CHROME),
    ("also", "read like", CHROME),
    ("sign", "up in", CHROME),
    ("skip", "link links", CHROME),
    ("you", "may might", CHROME),
    ("author", "bio box card info profile", CHROME),
    ("about", "author", CHROME),
    ("follow", "us", CHROME),
    ("latest", "news stories", CHROME),
    ("lire", "aussi", CHROME),
    ("siehe lesen", "auch", CHROME),
    ("mehr", "zum", CHROME),
    ("sr", "only", CHROME),
    ("screen", "reader", CHROME),
    ("visuallyhidden a11y", "hidden", CHROME),
    ("visually", ANY, CHROME),
    ("block", "query", CHROME),
    ("post", "picker", CHROME),
    ("inline", "related", CHROME),
    ("article", "tags", CHROME),
    ("next", "article story post", CHROME),
    ("table", "contents", CHROME),
    ("privacy", "modal popup banner notice settings", CHROME | NEVER),
    ("twitter", "tweet embed", EMBED),
    ("instagram", "media embed", EMBED),
    ("tiktok bluesky mastodon", "embed", EMBED),
    ("fb telegram", "post", EMBED),
    ("facebook", "post embed", EMBED),
    ("reddit", "embed card", EMBED),
    ("editors editor", "note s", CORRECTION),
    ("sub", "title headline heading hed", STANDFIRST),
    ("article", "summary intro lead", STANDFIRST),
    ("pull", "quote", PULL_QUOTE),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(class: &'static str, expected: Marks) {
        assert_eq!(Cues::new().named(class), expected, "{class}");
    }

    #[test]
    fn class_names_are_read_as_words() {
        check("articleShareBar", ARTICLE | CHROME);
        check("download headline adventure", 0);
        check("story-body__text", ARTICLE | BODY);
        check("c-key-points", HIGHLIGHTS);
        check("summary-bullets", HIGHLIGHTS | STANDFIRST);
        check("image__caption", CAPTION);
    }

    #[test]
    fn what_a_post_is_filed_under_names_nothing() {
        check("post hentry tag-credit-card category-popular", ARTICLE);
        check("tag-card", DOUBT);
    }

    #[test]
    fn comments_and_consent_are_never_the_article() {
        check("commentbody by-ana", CHROME | NEVER);
        check("privacy-modal", CHROME | NEVER);
        check("commentary", 0);
    }

    #[test]
    fn what_stands_elsewhere_does_not_count() {
        check("layout has-sidebar with-comments", 0);
    }
}
