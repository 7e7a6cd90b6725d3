//! From a byline to the names of people.

mod roles;

use crate::html::collapsed;
pub(crate) use roles::is_role;
use roles::{says_where, tells_role};

/// More names than this is a masthead.
const NAMES_MAX: usize = 20;

/// A longer piece is a sentence about someone, not a name.
const NAME_BYTES_MAX: usize = 70;

/// Words before the names, longest first.
const OPENINGS: &[&str] = &[
    "written by ",
    "posted by ",
    "reported by ",
    "story by ",
    "words by ",
    "by: ",
    "by ",
    "author: ",
    "authors: ",
    "von: ",
    "von ",
    "vom ",
    "ein artikel von ",
    "ein kommentar von ",
    "ein gastbeitrag von ",
    "eine analyse von ",
    "eine kolumne von ",
    "kommentar von ",
    "interview von ",
    "text: ",
    "autor: ",
    "autorin: ",
    "par ",
    "por ",
    "di ",
    "de notre correspondant ",
    "door ",
    "av ",
    "af ",
    "od ",
    "napsal ",
    "napisał ",
    "napisała ",
    "autorka: ",
    "opracował ",
    "opracowała ",
    "oprac. ",
    "автор: ",
    "текст: ",
    "بقلم: ",
    "بقلم ",
    "كتب: ",
    "كتبت: ",
    "מאת: ",
    "bài: ",
    "oleh ",
    "yazan: ",
    "haber: ",
    "haberi: ",
    "記者：",
    "記者:",
    "取材・文：",
    "文：",
    "记者：",
    "记者:",
    "记者 ",
    "tekst: ",
    "foto: ",
];

/// Words between two names.
const JOINERS: &[&str] = &[
    " and ", " und ", " et ", " y ", " e ", " en ", " och ", " og ", " & ", " with ",
    " mit ", " i ", " a ",
];

/// The names in a byline: without "By", roles, addresses; in order, each once.
///
/// `outlet` is the outlet's own name: a paper is not its own author where people are
/// named.
pub(crate) fn people_in<'t>(
    bylines: impl IntoIterator<Item = &'t str>,
    outlet: &str,
) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for byline in bylines {
        for name in names_in(byline) {
            let is_known =
                names.iter().any(|known| known.to_lowercase() == name.to_lowercase());
            if !is_known && names.len() < NAMES_MAX {
                names.push(name);
            }
        }
    }
    // "Ana Ruiz", and "Ana Ruiz Ana Ruiz reports on the harbor".
    let known = names.clone();
    names.retain(|name| {
        let holds = |other: &String| {
            other.contains(' ')
                && name
                    .strip_prefix(other.as_str())
                    .is_some_and(|rest| rest.starts_with(' '))
        };
        !known.iter().any(holds)
    });
    if names.len() > 1 && !outlet.is_empty() {
        let is_outlet = |name: &String| name.eq_ignore_ascii_case(outlet);
        if !names.iter().all(is_outlet) {
            names.retain(|name| !is_outlet(name));
        }
    }
    names
}

fn names_in(byline: &str) -> Vec<String> {
    let mut names = pieces_in(byline);
    names.retain(|name| !is_role(name));
    names
}

/// The pieces of a byline that may be names, roles and bodies among them.
pub(crate) fn pieces_in(byline: &str) -> Vec<String> {
    let byline = collapsed(byline);
    let byline = without_opening(&byline);
    if byline.starts_with("http") || byline.contains("://") {
        return Vec::new();
    }
    let mut parts: Vec<&str> =
        byline.split([',', ';', '|', '/', '•', '·', '\n', '、']).collect();
    parts.retain(|part| !tells_role(part.trim()));
    if ends_in_place(&parts) {
        parts.pop();
    }
    for joiner in JOINERS {
        parts = parts.into_iter().flat_map(|part| part.split(joiner)).collect();
    }
    parts.into_iter().filter_map(name_in).collect()
}

/// "Von Ana Ruiz und Tom Bell, Talvik": one word behind full names is where they wrote.
/// Shouted it is an agency.
fn ends_in_place(parts: &[&str]) -> bool {
    let Some((last, names)) = parts.split_last() else { return false };
    let last = last.trim();
    let is_word = last.chars().all(char::is_alphabetic)
        && last.starts_with(char::is_uppercase)
        && last.chars().any(char::is_lowercase);
    !names.is_empty() && is_word && names.iter().all(|name| name.trim().contains(' '))
}

fn without_opening(byline: &str) -> &str {
    for opening in OPENINGS {
        let starts = byline.get(..opening.len());
        if starts.is_some_and(|start| start.to_lowercase() == *opening) {
            return byline[opening.len()..].trim();
        }
    }
    without_label(byline)
}

/// "Analysis by Ana Ruiz", "View all posts by Ana Ruiz", "Interview: Ana Ruiz": words
/// for what it is stand before the name.
fn without_label(byline: &str) -> &str {
    const CUTS: [&str; 9] =
        [": ", " by ", " von ", " par ", " por ", " of ", " di ", " door ", " to "];
    // "Analysis By Ana Ruiz" is set by a page whose label is an element of its own.
    let cuts = CUTS.iter().filter_map(|cut| {
        let at = find_in_any_case(byline, cut)?;
        Some((&byline[..at], &byline[at + cut.len()..]))
    });
    let labelled = |(head, _): &(&str, &str)| {
        let mut words = head.split(' ');
        words.all(|word| LABEL_WORDS.contains(&word.to_lowercase().as_str()))
    };
    let cut = cuts.min_by_key(|(head, _)| head.len()).filter(labelled);
    cut.map_or(byline, |(_, rest)| rest.trim())
}

/// Where a text has a needle of small ASCII letters, whatever the case of its own.
fn find_in_any_case(text: &str, needle: &str) -> Option<usize> {
    let bytes = text.as_bytes().windows(needle.len());
    bytes
        .enumerate()
        .find(|(at, part)| {
            part.eq_ignore_ascii_case(needle.as_bytes()) && text.is_char_boundary(*at)
        })
        .map(|(at, _)| at)
}

/// Words of which labels before a name are made.
const LABEL_WORDS: &[&str] = &[
    "a",
    "all",
    "alle",
    "analysis",
    "as",
    "article",
    "articles",
    "artikel",
    "artículos",
    "beiträge",
    "column",
    "comment",
    "blog",
    "by",
    "commentary",
    "compiled",
    "contributed",
    "dispatch",
    "editorial",
    "ein",
    "eine",
    "erstellt",
    "escrito",
    "essay",
    "exclusive",
    "explainer",
    "feature",
    "geschrieben",
    "interview",
    "les",
    "los",
    "more",
    "news",
    "obituary",
    "opinion",
    "perspective",
    "post",
    "posted",
    "posts",
    "pubblicato",
    "publicado",
    "published",
    "publié",
    "report",
    "reporting",
    "review",
    "scritto",
    "see",
    "show",
    "stories",
    "story",
    "text",
    "todos",
    "told",
    "tous",
    "ver",
    "verfasst",
    "veröffentlicht",
    "view",
    "viewpoint",
    "voir",
    "words",
    "written",
    "zeige",
];

/// Whether a part credits another work than the writing: "photos by Tom Bell".
pub(crate) fn credits_other_work(part: &str) -> bool {
    const WORKS: &[&str] = &[
        "photo",
        "photos",
        "photograph",
        "photographs",
        "photography",
        "picture",
        "pictures",
        "illustration",
        "illustrations",
        "graphic",
        "graphics",
        "video",
        "editing",
        "edited",
        "produced",
        "fotos",
        "foto",
        "bilder",
        "illustrationen",
        "grafik",
        "redigiert",
    ];
    let mut words = part.split([' ', ':']).filter(|word| !word.is_empty());
    let work = words.next().unwrap_or("").to_lowercase();
    let joint = words.next().unwrap_or("").to_lowercase();
    WORKS.contains(&work.as_str())
        && matches!(joint.as_str(), "by" | "von" | "par" | "por" | "di")
}

/// The name in one part of a byline, if it may be one.
fn name_in(part: &str) -> Option<String> {
    if credits_other_work(part.trim()) || says_where(part.trim()) {
        return None;
    }
    let mut part = without_opening(part.trim());
    for mark in [
        " (", " - ", " – ", " — ", " @", " für ", " for ", " in ", " aus ", " à ", " am ",
    ] {
        part = part.split(mark).next().unwrap_or(part);
    }
    let part = part.strip_suffix(" am").unwrap_or(part);
    let part = part
        .trim_matches(|c: char| c.is_whitespace() || ".:*-–—|\"".contains(c) && c != '.');
    let letters = part.chars().filter(|c| c.is_alphabetic()).count();
    let part = without_rest(part);
    let is_name = letters >= 2
        && !is_label(part)
        && part.len() <= NAME_BYTES_MAX
        && !part.contains('@')
        && !part.split(' ').any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        && part.split(' ').count() <= 6;
    is_name.then(|| part.to_owned())
}

/// A name without what is set behind it: letters of a degree, or the next label.
fn without_rest(part: &str) -> &str {
    let mut end = 0;
    for word in part.split_inclusive(' ') {
        let bare = word.trim_end();
        let lower = bare.trim_matches(['.', ':', ',']).to_lowercase();
        if end > 0 && (DEGREES.contains(&bare) || REST_WORDS.contains(&lower.as_str())) {
            return part[..end].trim_end();
        }
        end += word.len();
    }
    part
}

/// Letters of degrees behind names.
const DEGREES: &[&str] = &[
    "MS", "MD", "M.D.", "RD", "RDN", "LD", "LDN", "CPA", "PhD", "Ph.D.", "MBA", "MPH",
    "RN", "JD", "CFP®", "CEPF®", "CFA", "DO", "DDS", "DVM", "PsyD", "MSc", "M.Sc.",
    "M.A.", "MA", "B.A.", "CDN", "CSSD", "FACP", "LCSW", "CFP", "EdD", "PharmD",
];

/// Words with which the next thing in a line begins.
const REST_WORDS: &[&str] = &[
    "says",
    "said",
    "sagt",
    "schreibt",
    "writes",
    "published",
    "updated",
    "posted",
    "veröffentlicht",
    "aktualisiert",
    "publié",
    "publicado",
    "pubblicato",
    "illustration",
    "illustrationen",
    "foto",
    "fotos",
    "photo",
    "photos",
    "photography",
    "photographs",
    "symbolbild",
    "email",
    "e-mail",
    "follow",
    "shares",
    "comments",
    "kommentare",
    "reporting",
    "报道",
    "報道",
    "報導",
    "erschienen",
    "datum",
];

/// Whether a part only announces something.
fn is_label(part: &str) -> bool {
    const LABELS: &[&str] = &[
        "name",
        "posted",
        "published",
        "none",
        "unknown",
        "n.n.",
        "null",
        "jr.",
        "sr.",
        "author",
        "autor",
        "autorin",
        "by",
        "von",
        "text",
        "written by",
        "the author",
        "this author",
        "about the author",
        "undefined",
        "autoren",
        "authors",
        "login",
        "log in",
        "sign in",
        "anmelden",
        "said",
        "says",
        "cookies",
        "facebook",
        "twitter",
        "youtube",
        "instagram",
        "linkedin",
        "auteur",
        "updated",
        "posted by",
        "follow",
        "share",
        "email",
        "e-mail",
        "comments",
        "veröffentlicht",
        "publiziert",
        "fotos",
        "foto",
        "photo",
        "photos",
        "bild",
        "anonymous",
        "first",
        "last",
        "first published",
        "last updated",
        "analysis",
        "column",
        "commentary",
        "dispatch",
        "editorial",
        "essay",
        "explainer",
        "feature",
        "interview",
        "obituary",
        "opinion",
        "perspective",
        "review",
        "viewpoint",
    ];
    let lower = part.to_lowercase();
    DEGREES.contains(&part) || LABELS.contains(&lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(byline: &str, expected: &[&str]) {
        assert_eq!(people_in([byline], "The Port Courier"), expected, "{byline}");
    }

    #[test]
    fn names_stand_without_openings_and_roles() {
        check("By Ana Ruiz", &["Ana Ruiz"]);
        check(
            "By Ana Ruiz and Tom Bell, Harbor Correspondent",
            &["Ana Ruiz", "Tom Bell"],
        );
        check(
            "Von Jan Ohlsen, Mia Brandt und Ute Kern",
            &["Jan Ohlsen", "Mia Brandt", "Ute Kern"],
        );
        check("View all posts by Ana Ruiz", &["Ana Ruiz"]);
        check("Interview: Ana Ruiz", &["Ana Ruiz"]);
        check("Analysis By Ana Ruiz", &["Ana Ruiz"]);
        check("Reporting by Ana Ruiz; Editing by Tom Bell", &["Ana Ruiz"]);
        check("Opinion by Ana Ruiz, Port contributor", &["Ana Ruiz"]);
        check("By Ana Ruiz and Tom Bell, Staff Writers", &["Ana Ruiz", "Tom Bell"]);
        check("Story by Ana Ruiz; photos by Tom Bell", &["Ana Ruiz"]);
        check("By our correspondent in Port Elme", &[]);
        check("By Staff Reporter", &[]);
        check("Erstellt von Ana Ruiz am 14.05.2031", &["Ana Ruiz"]);
        check("Ana Ruiz; Ana Ruiz Ana Ruiz reports", &["Ana Ruiz"]);
        check("Commentary by Ana Ruiz", &["Ana Ruiz"]);
        check("Compiled by Ana Ruiz", &["Ana Ruiz"]);
        check("As told to Ana Ruiz", &["Ana Ruiz"]);
        check("Analysis | Ana Ruiz", &["Ana Ruiz"]);
        check("Written by: Ana Ruiz | Edited by: Tom Bell", &["Ana Ruiz"]);
        check("Ana Ruiz | First published", &["Ana Ruiz"]);
        check("Par Luc Morel (à Port-Elme)", &["Luc Morel"]);
        check("Par Luc Morel, envoyé spécial à Port-Elme", &["Luc Morel"]);
        check("Por Ana Ruiz / Corresponsal", &["Ana Ruiz"]);
        check("Por Ana Ruiz, corresponsal en Port Elm", &["Ana Ruiz"]);
        check("By Ana Ruiz | Reporting from Port Elm", &["Ana Ruiz"]);
        check("Von Ana Ruiz und Tom Bell, Talvik", &["Ana Ruiz", "Tom Bell"]);
        check("Ana Ruiz, Tom Bell", &["Ana Ruiz", "Tom Bell"]);
        check("Reporter Ana Ruiz", &["Reporter Ana Ruiz"]);
        check("بقلم: ليلى منصور", &["ليلى منصور"]);
        check("記者：山田太郎", &["山田太郎"]);
        check("记者 王小明 报道", &["王小明"]);
    }

    #[test]
    fn addresses_are_no_names() {
        check("https://example.test/ana-ruiz", &[]);
        check("ana@example.test", &[]);
    }

    #[test]
    fn an_outlet_is_no_author_beside_people() {
        check("The Port Courier, Ana Ruiz", &["Ana Ruiz"]);
        check("The Port Courier", &["The Port Courier"]);
    }
}
