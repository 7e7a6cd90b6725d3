//! Whose a picture is: `AP Photo`, `Ana Ruiz/TCP`, `Tom Bell for the Port Courier`. Where a
//! page was captured as text, such words stand behind a bar at the end of a caption, and
//! what follows on the page is glued to them.

use crate::phrases::simple;

/// Agencies whose name alone says whose a picture is.
const AGENCIES: [&str; 17] = [
    "afp",
    "alamy",
    "ap",
    "bloomberg",
    "corbis",
    "dpa",
    "efe",
    "epa",
    "getty",
    "istock",
    "landov",
    "reuters",
    "shutterstock",
    "sipa",
    "tass",
    "upi",
    "xinhua",
];

/// What may follow the name of an agency.
const GOODS: [&str; 12] = [
    "composite",
    "file",
    "image",
    "images",
    "photo",
    "photos",
    "pictures",
    "pool",
    "screen",
    "screengrab",
    "screengrabs",
    "staff",
];

/// A photographer has a name of so many words.
const NAME_WORDS_MAX: usize = 4;

/// More owners than these share no picture.
const OWNERS_MAX: usize = 4;

/// How many bytes of a text name the owners of a picture, from its first letter on; `outlet`
/// is the one whose page it is, if that is known. What follows them is something else:
/// `AP Photo Harbor shut`.
pub(crate) fn owners_len(text: &str, outlet: &str) -> Option<usize> {
    let words: Vec<&str> = text.split(' ').collect();
    let mut end = owner_end(&words, 0, outlet)?;
    for _ in 1..OWNERS_MAX {
        let joint = words.get(end).is_some_and(|word| matches!(*word, "and" | "&" | "|"));
        let listed = words[end - 1].ends_with(',');
        let next = end + usize::from(joint);
        let Some(more) =
            (joint || listed).then(|| owner_end(&words, next, outlet)).flatten()
        else {
            break;
        };
        end = more;
    }
    let len: usize = words[..end].iter().map(|word| word.len() + 1).sum();
    Some(len - 1)
}

/// Where the owner that begins at a word ends.
fn owner_end(words: &[&str], from: usize, outlet: &str) -> Option<usize> {
    if is_agency(words.get(from)?, outlet) {
        return Some(goods_end(words, shared_end(words, from + 1, outlet)));
    }
    let reach = words.len().min(from + NAME_WORDS_MAX + 2);
    for at in from..reach {
        let word = words[at];
        if word == "/" || word == "for" {
            let at = at + usize::from(words.get(at + 1) == Some(&"for"));
            let named = at > from && is_agency(words.get(at + 1)?, outlet);
            return named.then(|| goods_end(words, shared_end(words, at + 2, outlet)));
        }
        if !word.starts_with(char::is_uppercase) {
            return None;
        }
        if let Some((name, agency)) = word.split_once('/') {
            if agency.is_empty() {
                let at = at + usize::from(words.get(at + 1) == Some(&"for"));
                let named = is_agency(words.get(at + 1)?, outlet);
                return named.then(|| goods_end(words, at + 2));
            }
            let known = agency.split('/').any(|part| is_agency(part, outlet));
            let first = is_agency(name, outlet);
            return (known || first).then(|| goods_end(words, at + 1));
        }
    }
    None
}

/// Behind `AFP` of `AFP / Getty Images`.
fn shared_end(words: &[&str], from: usize, outlet: &str) -> usize {
    let mut end = from;
    while words.get(end) == Some(&"/")
        && words.get(end + 1).is_some_and(|word| is_agency(word, outlet))
    {
        end += 2;
    }
    end
}

/// Behind `Photos` of `AP Photos`.
fn goods_end(words: &[&str], from: usize) -> usize {
    let is_goods = |word: &&&str| GOODS.contains(&simple(word).as_str());
    from + words[from..].iter().take(2).take_while(is_goods).count()
}

fn is_agency(word: &str, outlet: &str) -> bool {
    let name = simple(word);
    AGENCIES.contains(&name.as_str()) && word.starts_with(char::is_uppercase)
        || !name.is_empty() && name == simple(outlet)
}

/// Whether a line is a caption with its owner behind a bar: `The wall on Monday. | TCP`.
pub(crate) fn is_owned(line: &str) -> bool {
    let Some((caption, owner)) = line.rsplit_once("| ") else { return false };
    let caption = caption.trim_end();
    let is_told =
        caption.is_empty() || caption.ends_with(['.', '?', '!', '"', '”', '\'', '’']);
    // Who is named behind a sentence, by capitals alone: an outlet that nobody listed.
    let shouts =
        !owner.contains(' ') && owner.len() >= 2 && !owner.contains(char::is_lowercase);
    is_told && (shouts || owners_len(owner, "") == Some(owner.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owners(text: &str) -> Option<&str> {
        owners_len(text, "COURIER").map(|len| &text[..len])
    }

    #[test]
    fn owners_end_where_something_else_begins() {
        for (owner, rest) in [
            ("AP Photo", "Bell says the wall holds"),
            ("AP Photos, Ana Ruiz/COURIER", "Harbor shut"),
            ("REUTERS", "Harbor shut"),
            ("COURIER", "Bell: no more floods"),
            ("Ana Ruiz/AP Photo", "FLOOD Harbor shut"),
            ("Lia M. Moss/AFP/Getty Images", "Harbor shut"),
            ("Lia Moss / AFP / Getty Images", "A crane stands"),
            ("Tom Bell/ for COURIER", "Harbor shut"),
            ("Tom Bell for COURIER and AP Photo", "Harbor shut"),
            ("AP Photos | AP Photos", "Council sets its sights"),
        ] {
            assert_eq!(owners(&format!("{owner} {rest}")), Some(owner), "{owner}");
        }
    }

    #[test]
    fn other_words_own_no_picture() {
        for text in [
            "Harbor Board says the wall holds",
            "GOP Mayor Ana Ruiz said no",
            "Tom Bell/Ana Ruiz ticket wins in Port Elm",
            "Updated PORT ELM — The harbor was shut",
            "ap photo",
        ] {
            assert_eq!(owners(text), None, "{text}");
        }
    }

    #[test]
    fn a_caption_is_owned_behind_its_last_sentence() {
        assert!(is_owned("The wall on Monday. | AP Photo"));
        assert!(is_owned("“It holds,” Bell says. | COURIER"));
        assert!(!is_owned("Harbor shut after storm | TCP"));
        assert!(!is_owned("The wall broke. | Bell says it will be built anew."));
    }
}
