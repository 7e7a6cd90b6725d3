//! Headings over what readers wrote, and the buttons beside it.

/// How sure it is that readers' comments stand below a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heads {
    /// "3 comments", "Leave a reply".
    Surely,
    /// "Comments", "3 responses to …": an article may have such a heading, too.
    Perhaps,
}

/// What is counted above comments, and what may stand there without a number.
const NOUNS: &[&str] = &[
    "comment",
    "comments",
    "reader comments",
    "readers comments",
    "kommentar",
    "kommentare",
    "leserkommentare",
    "commentaire",
    "commentaires",
    "comentario",
    "comentarios",
    "comentário",
    "comentários",
    "commento",
    "commenti",
    "reactie",
    "reacties",
    "kommentarer",
];

/// Begins what is said of a number of comments.
const COUNTED: &[&str] = &[
    "thought on",
    "thoughts on",
    "response to",
    "responses to",
    "reply to",
    "replies to",
    "comment on",
    "comments on",
    "kommentar zu",
    "kommentare zu",
    "commentaire sur",
    "commentaires sur",
    "comentario en",
    "comentarios en",
    "commento su",
    "commenti su",
];

/// Asks a reader to write one.
const ASKING: &[&str] = &[
    "leave a comment",
    "leave a reply",
    "post a comment",
    "add a comment",
    "write a comment",
    "join the conversation",
    "join the discussion",
    "kommentar schreiben",
    "schreiben sie einen kommentar",
    "schreibe einen kommentar",
    "diskutieren sie mit",
    "laisser un commentaire",
    "laissez un commentaire",
    "deja un comentario",
    "deja una respuesta",
    "lascia un commento",
    "deixe um comentário",
    "plaats een reactie",
    "skriv en kommentar",
];

/// Answers to one comment.
const BUTTONS: &[&str] = &[
    "reply",
    "antworten",
    "répondre",
    "responder",
    "rispondi",
    "beantwoorden",
    "svara",
    "svar",
    "log in to reply",
    "report comment",
    "kommentar melden",
];

/// Whether simple words are a heading over readers' comments.
pub(crate) fn heads_comments(words: &str) -> Option<Heads> {
    let is_number = |c: char| c.is_ascii_digit() || c == ' ';
    let counted = words.trim_start_matches(is_number);
    let counted = counted.strip_prefix("one ").unwrap_or(counted);
    let is_counted = counted.len() < words.len();
    let noun = words.trim_matches(is_number);
    if ASKING.contains(&words) || (noun.len() < words.len() && NOUNS.contains(&noun)) {
        return Some(Heads::Surely);
    }
    let begins = |opening: &str| {
        counted.strip_prefix(opening).is_some_and(|rest| rest.starts_with(' '))
    };
    let is_perhaps = NOUNS.contains(&counted)
        || (is_counted && COUNTED.iter().any(|opening| begins(opening)));
    is_perhaps.then_some(Heads::Perhaps)
}

/// Whether simple words are a button beside a comment.
pub(crate) fn is_button_of_comments(words: &str) -> bool {
    BUTTONS.contains(&words.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' '))
}

/// Whether simple words tell how long ago something was written, as stands over each
/// comment: "Milly 2 hours ago".
pub(crate) fn tells_how_long_ago(words: &str) -> bool {
    const BEFORE_NUMBER: &[&str] = &["vor ", "il y a ", "hace ", "há ", "för "];
    let counts = |before: &&str| {
        let behind = words.split_once(*before).map_or("", |(_, behind)| behind);
        behind.starts_with(|c: char| c.is_ascii_digit())
    };
    words.ends_with(" ago") || BEFORE_NUMBER.iter().any(counts)
}

#[cfg(test)]
mod tests {
    use super::super::simple;
    use super::*;

    fn check(heading: &str, expected: Option<Heads>) {
        assert_eq!(heads_comments(&simple(heading)), expected, "{heading}");
    }

    #[test]
    fn numbers_and_requests_head_comments() {
        for heading in [
            "3 comments",
            "Comments (1,204)",
            "12 Kommentare",
            "Leave a Reply",
            "Join the conversation",
        ] {
            check(heading, Some(Heads::Surely));
        }
        for heading in
            ["Comments", "3 thoughts on “Lock gate fails”", "One response to Milly"]
        {
            check(heading, Some(Heads::Perhaps));
        }
    }

    #[test]
    fn headings_of_copy_head_none() {
        for heading in [
            "No comment",
            "3 comments that split the council",
            "Thoughts on a lock",
            "Leave a light on",
            "2031",
        ] {
            check(heading, None);
        }
    }

    #[test]
    fn a_comment_tells_how_long_ago_it_was_written() {
        for line in ["Milly 2 hours ago", "Milla · vor 3 Stunden", "Ana, hace 2 horas"] {
            assert!(tells_how_long_ago(&simple(line)), "{line}");
        }
        assert!(!tells_how_long_ago(&simple("Milly of the mill, for 2 hours")));
    }
}
