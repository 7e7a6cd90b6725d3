//! What a line of a plain text is, by its words alone.

use rundown_news::{Lang, NewsTime};

use super::lines::TextLine;
use crate::byline::byline_of;
use crate::calendar::{date_in_text, is_day_of_month};
use crate::lines::ends_sentence;
use crate::owner::is_owned;
use crate::phrases::{
    asks_consent, is_correction, is_footer, is_highlights_title, is_invitation, is_label,
    is_offer, is_plea, is_request, is_row_of_buttons, is_signed, is_widget_name,
    leads_away, start_of,
};

/// A longer line is a paragraph, whatever its end.
pub(super) const TITLE_BYTES_MAX: usize = 200;

/// A longer line is no caption: agencies write two sentences, and an outlet adds one.
const CAPTION_BYTES_MAX: usize = 700;

/// What a line is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Role {
    /// The title of a highlights box.
    BoxTitle,
    /// Who wrote it.
    Byline(Vec<String>),
    /// When it was published or changed.
    Date(Option<NewsTime>),
    /// The words under a picture, or who took it.
    Caption,
    /// Points at something else; alone if it only announces what follows.
    LeadAway { alone: bool },
    /// Chrome: widgets, buttons, invitations, rights.
    Chrome,
    /// A sentence, or something as long as one.
    Copy,
    /// A short line of no known sort: a title, a crosshead, a name.
    Short,
}

/// Tells what a line is.
pub(super) fn role_of(line: &TextLine) -> Role {
    let text = line.text.as_str();
    if is_highlights_title(text) {
        return Role::BoxTitle;
    }
    let label = is_label(text) || is_row_of_buttons(text);
    if is_widget_name(text) || label || is_footer(text) || asks_consent(text) {
        return Role::Chrome;
    }
    if let Some(names) = byline_of(text) {
        return Role::Byline(names);
    }
    if is_date_line(text) {
        return Role::Date(date_in_text(text));
    }
    if is_caption(text) {
        let is_credit_only = text.split(' ').count() <= 4 && !text.contains(':');
        return if is_credit_only { Role::Chrome } else { Role::Caption };
    }
    if is_shortcode(text) {
        return Role::Chrome;
    }
    if let Some(alone) = leading_away(text) {
        return Role::LeadAway { alone };
    }
    if is_chrome_sentence(text) || is_video(text) {
        return Role::Chrome;
    }
    if is_copy(text) { Role::Copy } else { Role::Short }
}

/// Whether a line reads like copy: a sentence of some length, or anything too long for
/// a title.
fn is_copy(text: &str) -> bool {
    let words = text.split(' ').count();
    let is_sentence = ends_sentence(text);
    text.len() > TITLE_BYTES_MAX
        || (text.ends_with('.') && words >= 4)
        || (is_sentence && !text.ends_with(['?', '!', ':', '…']) && words >= 12)
        || (is_sentence && text.ends_with(['”', '"', '»', '“']) && words >= 4 && {
            // A quotation that ends inside its marks, said by someone.
            let inner = text.trim_end_matches(['”', '"', '»', '“']);
            inner.ends_with('.')
        })
        || (text.len() > 60 && text.ends_with(['。', '।', '」']))
        || holds_a_sentence(text)
}

/// Whether a whole sentence stands in a line, and more behind it: the text was cut off
/// in its last paragraph.
fn holds_a_sentence(text: &str) -> bool {
    const WORDS_MIN: usize = 5;
    let sentences = rundown_text::sentences(text, Lang::ENGLISH);
    sentences.len() > 1
        && sentences[0].of(text).split(' ').count() >= WORDS_MIN
        && ends_sentence(sentences[0].of(text))
}

/// "Updated 1432 GMT, May 14, 2031", "Published 3 hours ago", "Wed 14 May 2031".
fn is_date_line(text: &str) -> bool {
    const OPENINGS: &[&str] = &[
        "published",
        "updated",
        "last updated",
        "posted",
        "first published",
        "modified",
        "last modified",
        "created",
        "date",
        "aktualisiert",
        "veröffentlicht",
        "stand",
        "erstellt",
        "publicado",
        "actualizado",
        "publié",
        "mis à jour",
        "pubblicato",
        "aggiornato",
        "publicerad",
        "atualizado",
        "gepubliceerd",
        "on",
    ];
    if text.len() > 120 {
        return false;
    }
    let lower = text.to_lowercase();
    let opens = OPENINGS.iter().any(|opening| {
        let rest = lower.strip_prefix(opening);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_ago = lower.ends_with(" ago") && digits > 0 && letters < 30;
    let is_short = letters < 36 && (!ends_sentence(text) || letters < 26);
    // "On May 14, 2030, a fire burned down the mill." tells a story.
    let opens = opens && (!ends_sentence(text) || letters < 40);
    is_ago
        || (date_in_text(text).is_some() && (is_short || opens))
        || (opens && digits >= 3 && letters < 40)
        || is_day_of_month(text)
}

/// "Photo: …", "Image caption …", "… (Photo by Ana Ruiz/TCP)", "Getty Images".
fn is_caption(text: &str) -> bool {
    const OPENINGS: &[&str] = &[
        "media caption",
        "media playback is",
        "image copyright",
        "image caption",
        "hide caption",
        "enlarge this image",
        "photo:",
        "photos:",
        "photo by",
        "photograph:",
        "photo credit",
        "photo illustration",
        "image:",
        "image caption",
        "image source",
        "image credit",
        "images:",
        "picture:",
        "pictured:",
        "caption:",
        "graphic:",
        "illustration:",
        "credit:",
        "file photo",
        "file -",
        "file-",
        "file –",
        "file —",
        "foto:",
        "fotos:",
        "bild:",
        "imagen:",
        "crédito:",
        "légende:",
        "crédit",
        "bildquelle",
        "quelle:",
        "map:",
        "chart:",
    ];
    const ENDINGS: &[&str] = &[
        "getty images",
        "ap photo",
        "reuters photo",
        "shutterstock",
        "file photo",
        "via ap",
        "handout",
        "courtesy photo",
    ];
    if is_gallery(text) {
        return true;
    }
    if text.len() > CAPTION_BYTES_MAX {
        return false;
    }
    let lower = text.to_lowercase();
    let tail = lower.trim_end_matches([')', ']', '.', '"', '”']);
    let is_credited = lower.contains("(photo by ")
        || lower.contains("(photo: ")
        || lower.contains("(ap photo")
        || lower.contains("[photo: ");
    OPENINGS.iter().any(|opening| lower.starts_with(opening))
        || is_credited
        || (ENDINGS.iter().any(|ending| tail.ends_with(ending))
            && (text.len() < 60 || text.ends_with([')', ']']) || !ends_sentence(text)))
        || is_signed(text)
        || is_owned(text)
        || tells_positions(text)
        || is_shortcode(text) && !text.ends_with(']')
        || ends_in_credit(text)
        || names_its_credit(text)
}

/// `… on Friday. TCP/Ana Ruiz`: a name and an agency, or the other way round, behind the last
/// full stop and without one; the stop of an initial ("TCP/Ana P. Ruiz") is not the last.
fn ends_in_credit(text: &str) -> bool {
    const CREDIT_WORDS_MAX: usize = 7;
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    let owners = |word: &str| {
        let parts = word.split('/');
        parts.clone().count() > 1 && parts.into_iter().all(is_name)
    };
    let is_credit =
        |credit: &str| credit.split(' ').all(is_name) && credit.split(' ').any(owners);
    let tails = text.rmatch_indices(". ").map(|(at, stop)| &text[at + stop.len()..]);
    text.ends_with(char::is_alphanumeric)
        && tails
            .take_while(|credit| credit.split(' ').count() <= CREDIT_WORDS_MAX)
            .any(is_credit)
}

/// "Ana Ruiz (left) and Tom Bell load a ship": whoever says where somebody stands shows a
/// picture.
fn tells_positions(text: &str) -> bool {
    const SIDES: [&str; 5] = ["left", "right", "center", "centre", "L"];
    const WHICH: [&str; 6] = ["far", "from", "second", "third", "top", "bottom"];
    text.match_indices(" (").any(|(at, open)| {
        let before = text[..at].rsplit(' ').next().unwrap_or_default();
        let inside = text[at + open.len()..].split(')').next().unwrap_or_default();
        let side = inside.rsplit(' ').next().unwrap_or_default();
        let which = inside.split(' ').rev().skip(1);
        before.starts_with(char::is_uppercase)
            && SIDES.contains(&side)
            && which.into_iter().all(|word| WHICH.contains(&word))
    })
}

/// "[pullquote]", "[caption id="7"] A crane": what a system for pages reads, printed as it
/// stands.
fn is_shortcode(text: &str) -> bool {
    let Some((code, _)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']'))
    else {
        return false;
    };
    let name = code.split(' ').next().unwrap_or_default();
    let is_name = name.len() > 2
        && name.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '-' | '_'));
    is_name && (code.contains("=\"") || text.len() == code.len() + 2 && name == code)
}

/// "Hide Caption 3 of 16": the pictures of a gallery with their captions, run together.
fn is_gallery(text: &str) -> bool {
    let is_number = |word: &&str| word.parse::<u16>().is_ok();
    text.match_indices("aption ").any(|(at, found)| {
        let mut words = text[at + found.len()..].split(' ');
        words.next().is_some_and(|word| is_number(&word))
            && words.next() == Some("of")
            && words.next().is_some_and(|word| is_number(&word))
    })
}

/// "Image A crane over Pier Two. Credit Tom Bell/TCP": what the page says below a picture
/// ends with whose it is.
fn names_its_credit(text: &str) -> bool {
    text.split_once(" Credit").is_some_and(|(caption, credit)| {
        let name = credit.trim_start_matches(['.', '…', ':']);
        let owner = name.strip_prefix(' ').unwrap_or_default();
        let closed = caption.ends_with(['.', '”', '"']) || text.starts_with("Image ");
        closed && owner.starts_with(char::is_uppercase) && !owner.ends_with('.')
    })
}

/// "JUST WATCHED Dam inquiry opens … MUST WATCH Dam inquiry opens 02:27": the title of a
/// video, said twice, and how long it is. "Doors open in Port Elm at 19:30" is none.
fn is_video(text: &str) -> bool {
    let Some((title, length)) = text.rsplit_once(' ') else { return false };
    let digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_length = length.split_once(':').is_some_and(|(minutes, seconds)| {
        digits(minutes, 2) && seconds.len() == 2 && digits(seconds, 2)
    });
    let end = title.rmatch_indices(' ').nth(1).map_or(0, |(at, _)| at);
    is_length && end > 0 && title[..end].contains(&title[end..])
}

/// Whether a line points at something else, and whether it only announces it.
fn leading_away(text: &str) -> Option<bool> {
    if !leads_away(text) || text.contains(['"', '“']) && !text.contains(':') {
        return None;
    }
    let (head, rest) = text.split_once([':', '|', '»', '>']).unwrap_or((text, ""));
    let is_opening = leads_away(head) && head.split(' ').count() <= 6;
    if is_opening && !rest.trim().is_empty() && text.len() < 220 {
        return Some(false);
    }
    let is_title = !ends_sentence(text) || text.ends_with(':');
    (is_title && text.len() < 110).then(|| head.split(' ').count() <= 5)
}

/// Sentences that ask the reader for something, and say so.
fn is_chrome_sentence(text: &str) -> bool {
    if text.contains(['"', '“', '„', '«']) || is_correction(text) {
        return false;
    }
    let is_title = !ends_sentence(text) && text.len() < 120;
    // "Add Port Elm as an interest to stay up to date"
    let asks_interest = text.starts_with("Add ") && text.contains(" as an interest");
    asks_interest
        || is_offer(text)
        || is_request(text)
        || is_plea(text)
        || (is_title && is_invitation(text))
}

/// Whether a short line is a crosshead rather than the end of something.
pub(super) fn is_crosshead(text: &str) -> bool {
    text.len() < 90
        && !text.ends_with(['.', ',', ';', '"', '”'])
        && start_of(text, 4).chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(text: &str) -> Role {
        let text = text.to_owned();
        role_of(&TextLine { text, is_point: false, is_heading: false, after_blank: true })
    }

    #[test]
    fn a_picture_s_owner_ends_its_caption() {
        let told = "Mayor Ana Ruiz leaves the hall in Port Elm, March 1, 2031.";
        for credit in
            ["TCP/Tom Bell", "Tom Bell/TCP/Herald Pictures", "Previous Next Tom Bell/TCP"]
        {
            assert_eq!(role(&format!("{told} {credit}")), Role::Caption, "{credit}");
        }
        assert_eq!(role("Hide caption A crane stands over Pier Two."), Role::Caption);
        assert_eq!(role(&format!("{told} The TCP/Herald poll was printed.")), Role::Copy);
        assert_eq!(role(&format!("{told} See Pier Two and/or Pier Three")), Role::Copy);
    }

    #[test]
    fn positions_and_shortcodes_are_of_pictures() {
        let told =
            "Ana Ruiz (left) and Tom Bell (second from right) load a ship in Port Elm.";
        assert_eq!(role(told), Role::Caption);
        assert_eq!(
            role("The road to the far (left) shore was shut on Monday."),
            Role::Copy
        );
        assert_eq!(role("Mayor Ana Ruiz (R) left the hall in the rain."), Role::Copy);
        assert_eq!(role("[pullquote]"), Role::Chrome);
        assert_eq!(
            role("[caption id=\"7\"] A crane over Pier Two in 2030"),
            Role::Caption
        );
        assert_eq!(role("[The mayor left the hall in the rain.]"), Role::Short);
        assert_eq!(role("The mayor left the hall. TCP/Ana P. Ruiz"), Role::Caption);
        assert_eq!(role("The wall on Monday. | AP Photo"), Role::Caption);
    }

    #[test]
    fn lines_are_told_by_their_words() {
        assert_eq!(role("Key points"), Role::BoxTitle);
        assert_eq!(role("Follow live updates on the flood"), Role::Chrome);
        assert_eq!(role("Sign up for the Harbor Letter, our newsletter."), Role::Chrome);
        assert_eq!(role("By Ana Ruiz, TCP"), Role::Byline(vec!["Ana Ruiz".to_owned()]));
        assert_eq!(role("READ MORE: Dam inquiry opens"), Role::LeadAway { alone: false });
        assert_eq!(role("Related stories"), Role::LeadAway { alone: true });
        assert_eq!(role("Photo: A crane over Pier Two."), Role::Caption);
        assert_eq!(role("A crane over Pier Two. (Tom Bell/TCP)"), Role::Caption);
        assert_eq!(role("Image A crane. Credit Tom Bell/TCP"), Role::Caption);
        assert_eq!(role("The crane on Monday. Credit... Tom Bell"), Role::Caption);
        assert_eq!(role("It cost the Credit Bank of Elm two cranes."), Role::Copy);
        assert_eq!(
            role(
                "Photos: Flood The flood in Marsh End. Hide Caption 1 of 16 Photos: Flood"
            ),
            Role::Caption
        );
        assert_eq!(
            role("JUST WATCHED Dam opens MUST WATCH Dam opens 02:27"),
            Role::Chrome
        );
        assert_eq!(role("The harbor was shut on Monday."), Role::Copy);
        assert_eq!(role("Harbor shut after storm"), Role::Short);
        let cut = "Divers went down to the ferry again. They found the stern do";
        assert_eq!(role(cut), Role::Copy);
    }

    #[test]
    fn dates_are_told_from_sentences_with_dates() {
        assert!(matches!(role("Updated 1432 GMT, May 14, 2031"), Role::Date(Some(_))));
        assert!(matches!(role("Wed 14 May"), Role::Date(None)));
        assert!(matches!(role("Posted 3 hours ago"), Role::Date(None)));
        assert_eq!(role("The dam was opened on May 14, 2019, in the rain."), Role::Copy);
        let copy =
            "On May 14, 2030, a fire burned down the mill, and it was not built anew.";
        assert_eq!(role(copy), Role::Copy);
    }
}
