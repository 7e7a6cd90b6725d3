//! The pictures and players of an article: where they lie, what stands under them and
//! whose they are. They are only named; nothing here or above loads them.

use std::ops::Range;

use rundown_news::limits::{MEDIA_MAX, MEDIUM_ADDRESS_BYTES_MAX};
use rundown_news::{Medium, MediumKind, Set};
use url::Url;

use crate::html::{NodeId, Tag, Tree, collapsed};
use crate::lines::{Line, Lines, is_caption, is_chrome, range_of};
use crate::phrases::{is_credit, start_of};

/// So many are looked at, most of which may repeat or be chrome.
const LOOKED_AT_MAX: usize = 4 * MEDIA_MAX;

/// A smaller picture is a button or counts readers, in pixels.
const SIDE_MIN: u32 = 64;

/// A caption is looked for in so many elements around a medium.
const STEPS_OUT: usize = 5;

/// And in none with more nodes, as it would hold other things too.
const FIGURE_NODES_MAX: usize = 120;

/// More words for those who do not see it, or under it, are something else.
const WORDS_BYTES_MAX: usize = 1_000;

/// Attributes that hold the address, the true one before what holds its place.
const LAZY: [&str; 5] = ["data-src", "data-original", "data-lazy-src", "data-url", "src"];
const SETS: [&str; 2] = ["data-srcset", "srcset"];

/// The media in the part of a page from the headline to the end of the copy.
pub(crate) fn media_in(
    tree: &Tree<'_>,
    lines: &Lines,
    within: Range<NodeId>,
    base: Option<&Url>,
) -> Vec<Medium> {
    let mut found = Vec::new();
    let mut known = Set::default();
    let mut id = within.start;
    let mut looked_at = 0;
    while id < within.end.min(tree.len())
        && found.len() < MEDIA_MAX
        && looked_at < LOOKED_AT_MAX
    {
        let tag = tree.tag(id);
        if matches!(tag, Tag::Nav | Tag::Noscript | Tag::Template | Tag::Button) {
            id = tree.end(id);
            continue;
        }
        let medium = medium_at(tree, id, tag);
        looked_at += usize::from(medium.is_some());
        if let Some((kind, address)) = medium
            && let Some(address) = whole(&address, base)
            && !is_chrome(tree, lines, id)
            && known.insert(address.clone())
        {
            found.push(described(tree, lines, id, kind, address));
        }
        id += 1;
    }
    found
}

/// What sort of medium an element is, and its address as the page writes it.
fn medium_at(tree: &Tree<'_>, id: NodeId, tag: Tag) -> Option<(MediumKind, String)> {
    match tag {
        Tag::Img if !is_small(tree, id) => {
            Some((MediumKind::Picture, picture(tree, id)?))
        }
        Tag::Video => Some((MediumKind::Video, played(tree, id)?)),
        Tag::Audio => Some((MediumKind::Audio, played(tree, id)?)),
        Tag::Iframe => {
            let address = first_of(tree, id, &LAZY)?;
            let plays = tree.has_attribute(id, "allowfullscreen")
                || ["/embed", "/player", "/video"].iter().any(|w| address.contains(w));
            plays.then_some((MediumKind::Player, address))
        }
        _ => None,
    }
}

fn is_small(tree: &Tree<'_>, id: NodeId) -> bool {
    ["width", "height"].iter().any(|side| {
        let stated = tree.raw_attribute(id, side).unwrap_or("");
        let stated = stated.trim().trim_end_matches("px");
        stated.parse::<u32>().is_ok_and(|pixels| pixels < SIDE_MIN)
    })
}

/// The address of a picture: of itself, or of the sources that it is chosen from.
fn picture(tree: &Tree<'_>, id: NodeId) -> Option<String> {
    let own = first_of(tree, id, &LAZY);
    own.or_else(|| largest_of(tree, id)).or_else(|| {
        let outer = tree.parent(id);
        let is_set = tree.tag(outer) == Tag::Picture;
        let mut sources = tree.children(outer).filter(|_| is_set);
        sources.find_map(|source| largest_of(tree, source))
    })
}

/// What a player plays: its own address, or that of its first source.
fn played(tree: &Tree<'_>, id: NodeId) -> Option<String> {
    first_of(tree, id, &LAZY).or_else(|| {
        let mut sources = tree.children(id).filter(|id| tree.tag(*id) == Tag::Source);
        sources.find_map(|source| first_of(tree, source, &LAZY))
    })
}

/// The first of some attributes that may be an address.
fn first_of(tree: &Tree<'_>, id: NodeId, names: &[&str]) -> Option<String> {
    let value = |name: &&str| Some(tree.attribute(id, name)?.trim().to_owned());
    let is_address = |value: &String| {
        let start = value.as_bytes().get(..5).unwrap_or_default();
        !value.is_empty() && !start.eq_ignore_ascii_case(b"data:")
    };
    names.iter().filter_map(value).find(is_address)
}

/// The address of the largest picture in a `srcset`: "a.jpg 400w, b.jpg 800w".
fn largest_of(tree: &Tree<'_>, id: NodeId) -> Option<String> {
    const PICTURES_MAX: usize = 32;
    let set = SETS.iter().find_map(|name| tree.attribute(id, name))?;
    let pictures = set.split(", ").take(PICTURES_MAX).filter_map(|one| {
        let mut words = one.trim().trim_end_matches(',').split_ascii_whitespace();
        let address = words.next().filter(|address| !address.starts_with("data:"))?;
        let size = words.next().unwrap_or("").trim_end_matches(['w', 'x']);
        Some((size.parse::<f32>().unwrap_or(0.0) as u32, address.to_owned()))
    });
    pictures.max_by_key(|(size, _)| *size).map(|(_, address)| address)
}

/// A whole address of the web, or none.
fn whole(address: &str, base: Option<&Url>) -> Option<String> {
    if address.len() > MEDIUM_ADDRESS_BYTES_MAX {
        return None;
    }
    let url = base.map_or_else(|| Url::parse(address), |base| base.join(address)).ok()?;
    let is_of_web = matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.username().is_empty()
        && url.password().is_none();
    let whole = url.to_string();
    (is_of_web && whole.len() <= MEDIUM_ADDRESS_BYTES_MAX).then_some(whole)
}

fn described(
    tree: &Tree<'_>,
    lines: &Lines,
    id: NodeId,
    kind: MediumKind,
    address: String,
) -> Medium {
    let alt = ["alt", "title"].iter().find_map(|name| tree.attribute(id, name));
    let alt = alt.map(|alt| collapsed(&alt)).and_then(|alt| words(&alt));
    let (caption, credit) = caption_of(tree, lines, id);
    Medium { kind, address, alt, caption, credit }
}

/// Words of a length that can be meant.
fn words(text: &str) -> Option<String> {
    let text = start_of(text, WORDS_BYTES_MAX).trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The words under a medium and its credit: those of the innermost element around it
/// that holds a caption, and no other medium.
fn caption_of(
    tree: &Tree<'_>,
    lines: &Lines,
    id: NodeId,
) -> (Option<String>, Option<String>) {
    let mut figure = id;
    for _ in 0..STEPS_OUT {
        figure = tree.parent(figure);
        let end = tree.end(figure);
        if figure == 0 || end - figure > FIGURE_NODES_MAX || holds_other(tree, figure, id)
        {
            break;
        }
        let held = &lines.all[range_of(&lines.all, figure, end)];
        let is_own = |line: &&Line| is_caption(line) || is_credit(&line.text);
        let under: Vec<&str> =
            held.iter().filter(is_own).map(|l| l.text.as_str()).collect();
        if !under.is_empty() {
            return parted(&under, credit_element(tree, figure));
        }
    }
    (None, None)
}

fn holds_other(tree: &Tree<'_>, figure: NodeId, own: NodeId) -> bool {
    let is_medium = |id: &NodeId| {
        let tag = tree.tag(*id);
        let plays = matches!(tag, Tag::Video | Tag::Audio | Tag::Iframe);
        plays || tag == Tag::Img && !is_small(tree, *id)
    };
    let mut all = (figure..tree.end(figure)).filter(is_medium);
    all.any(|id| {
        let is_inside = own < id && id < tree.end(own);
        // A lazy picture comes a second time for readers without scripts.
        let is_spare = tree.tag(tree.parent(id)) == Tag::Noscript;
        id != own && !is_inside && !is_spare
    })
}

/// The text of the element that is named as a credit.
fn credit_element(tree: &Tree<'_>, figure: NodeId) -> Option<String> {
    const NAMES: [&str; 4] = ["credit", "copyright", "photographer", "rights"];
    let is_credit = |id: &NodeId| {
        let class = tree.raw_attribute(*id, "class").unwrap_or("").to_ascii_lowercase();
        let property = tree.raw_attribute(*id, "itemprop").unwrap_or("");
        NAMES.iter().any(|name| class.contains(name)) || property == "copyrightHolder"
    };
    let id = (figure + 1..tree.end(figure)).find(is_credit)?;
    words(&tree.text_of(id, WORDS_BYTES_MAX))
}

/// Parts what stands under a medium into its caption and its credit.
fn parted(under: &[&str], credit: Option<String>) -> (Option<String>, Option<String>) {
    let is_alone = |line: &&&str| is_credit(line) && !line.ends_with([')', ']']);
    let alone = || under.iter().find(is_alone);
    let at_end = || under.last().and_then(|line| signature(line));
    let credit = credit.or_else(|| alone().copied().or_else(at_end).and_then(words));
    let own = credit.as_deref().unwrap_or("\n");
    let rest = under.iter().map(|line| line.replacen(own, "", 1));
    let rest: Vec<String> = rest.filter(|line| !line.trim().is_empty()).collect();
    (words(&rest.join(" ")), credit)
}

/// The name and agency behind the last sentence: "… at dawn. Lia Moss/Gazette".
fn signature(line: &str) -> Option<&str> {
    const BYTES_MAX: usize = 60;
    let (_, last) = line.rsplit_once(". ")?;
    let (name, agency) = last.split_once('/')?;
    let is_named = |part: &str| {
        let mut words = part.split(' ');
        words.all(|word| word.starts_with(char::is_uppercase))
    };
    (last.len() <= BYTES_MAX && is_named(name) && is_named(agency)).then_some(last)
}

#[cfg(test)]
mod tests {
    use rundown_news::{Capture, CaptureKind};

    use super::*;

    const PARAGRAPH: &str = "<p>The harbor of Port Elm was shut on Monday after a storm \
        broke its wall, officials of the port said in the evening.</p>";

    fn read(media: &str) -> Vec<Medium> {
        let page = format!(
            "<title>Harbor shut | The Port Courier</title><article><h1>Harbor shut</h1>\
             {PARAGRAPH}{media}{PARAGRAPH}</article><img src=/after.jpg>"
        );
        let capture = Capture {
            bytes: page.into(),
            url: Some("https://portcourier.test/news/harbor".to_owned()),
            at: None,
            charset: None,
            kind: CaptureKind::Page,
        };
        crate::extract(&capture).value.media
    }

    fn addresses(media: &str) -> Vec<String> {
        read(media).into_iter().map(|medium| medium.address).collect()
    }

    #[test]
    fn a_picture_has_caption_and_credit() {
        let media = read(
            "<figure><img src='wall.jpg' alt='A wall'><figcaption>The wall on Monday. \
             <span class=credit>Photo: Ana Ruiz</span></figcaption></figure>",
        );
        let [medium] = media.as_slice() else { panic!("{media:?}") };
        assert_eq!(medium.kind, MediumKind::Picture);
        assert_eq!(medium.address, "https://portcourier.test/news/wall.jpg");
        assert_eq!(medium.alt.as_deref(), Some("A wall"));
        assert_eq!(medium.caption.as_deref(), Some("The wall on Monday."));
        assert_eq!(medium.credit.as_deref(), Some("Photo: Ana Ruiz"));
    }

    #[test]
    fn the_true_address_is_found_behind_what_holds_its_place() {
        let lazy = "<img src='data:image/gif;base64,R0' data-src=//cdn.test/a.jpg>";
        assert_eq!(addresses(lazy), ["https://cdn.test/a.jpg"]);
        let set = "<picture><source srcset='/s.jpg 400w, /l.jpg 800w'><img></picture>";
        assert_eq!(addresses(set), ["https://portcourier.test/l.jpg"]);
    }

    #[test]
    fn players_are_named() {
        let media = "<video><source src=/film.mp4></video><audio src=/talk.mp3></audio>\
            <iframe src=https://films.test/embed/7></iframe><iframe src=/ad></iframe>";
        let kinds: Vec<MediumKind> = read(media).iter().map(|m| m.kind).collect();
        assert_eq!(kinds, [MediumKind::Video, MediumKind::Audio, MediumKind::Player]);
    }

    #[test]
    fn hostile_addresses_and_small_pictures_stay_out() {
        for media in [
            "<img src='javascript:alert(1)'>",
            "<img src=' JaVaScRiPt:alert(1)'>",
            "<img src='java\nscript:alert(1)'>",
            "<img src='data:image/png;base64,AAAA'>",
            "<img src='https://user:word@portcourier.test/a.jpg'>",
            "<img src='file:///etc/passwd'>",
            "<img src=/count.gif width=1 height=1>",
            "<div class=related><img src=/teaser.jpg></div>",
            "<iframe src='javascript:alert(1)//embed'></iframe>",
        ] {
            assert_eq!(addresses(media), [""; 0], "{media}");
        }
        let long = format!("<img src=/{}>", "a".repeat(MEDIUM_ADDRESS_BYTES_MAX));
        assert_eq!(addresses(&long), [""; 0]);
    }

    #[test]
    fn an_article_has_only_so_many() {
        let many: Vec<String> = (0..500).map(|n| format!("<img src=/{n}.jpg>")).collect();
        assert_eq!(addresses(&many.concat()).len(), MEDIA_MAX);
    }
}
