//! Embedded posts in a plain text: what a rendered post leaves behind, and paragraphs
//! that are a post's words in quotation marks.

use rundown_text::quoted_runs;

use super::lines::TextLine;
use super::role::Role;
use crate::phrases::simple;

/// A post with its author, time and counters takes at most so many lines.
const POST_LINES_MAX: usize = 8;

/// A longer line with a handle in it is a paragraph.
const HANDLE_LINE_BYTES_MAX: usize = 120;

/// What a line is to a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PostLine {
    Starts,
    GoesOn,
}

/// Marks the lines of embedded posts, those in quotation marks too if they are wanted.
pub(super) fn posts_in(
    lines: &[TextLine],
    roles: &[Role],
    with_quoted: bool,
) -> Vec<Option<PostLine>> {
    let mut marks = vec![None; lines.len()];
    for place in 0..lines.len() {
        if marks[place].is_some() {
            continue;
        }
        let text = lines[place].text.as_str();
        let range = if is_signature(&lines[place]) {
            let is_below = lines[place].is_point || text.starts_with(['—', '–', '-']);
            let own = is_below && place > 0 && marks[place - 1].is_none();
            if own { place - 1..place + 1 } else { place..place + 1 }
        } else if is_author(text) {
            below_author(lines, roles, place)
        } else if with_quoted && is_quoted_post(lines, roles, place) {
            place..place + 1
        } else {
            continue;
        };
        for inner in range.clone() {
            marks[inner] = Some(PostLine::GoesOn);
        }
        marks[range.start] = Some(PostLine::Starts);
    }
    marks
}

/// `— Ana Ruiz (@anaruiz) May 14, 2031`, alone or behind the words of a post.
fn is_signature(line: &TextLine) -> bool {
    let text = line.text.as_str();
    let Some(at) = text.rfind("(@") else { return false };
    // Its dash may have been taken for a bullet.
    if line.is_point && at < 60 {
        return text.len() - at < 80;
    }
    let head = &text[..at];
    let dash = head.rfind(['—', '–']).or_else(|| head.rfind("- "));
    dash.is_some_and(|dash| head.len() - dash < 80) && text.len() - at < 80
}

/// `Ana Ruiz @anaruiz` over the words of a post.
fn is_author(text: &str) -> bool {
    if text.len() > HANDLE_LINE_BYTES_MAX || text.ends_with(['.', '?', '!', ':']) {
        return false;
    }
    let Some(at) = text.find('@') else { return false };
    let is_loose = text[..at].is_empty() || text[..at].ends_with([' ', '(']);
    let handle: String = text[at + 1..]
        .chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '@'))
        .collect();
    let words_before = text[..at].split_whitespace().count();
    let rest = text[at + 1 + handle.len()..].split_whitespace().count();
    is_loose && (2..=60).contains(&handle.len()) && words_before <= 6 && rest <= 6
}

/// The post under its author's line: to its time or counters, or the next line only.
fn below_author(
    lines: &[TextLine],
    roles: &[Role],
    author: usize,
) -> std::ops::Range<usize> {
    let is_bare = lines[author].text.starts_with('@');
    let has_name = is_bare
        && author > 0
        && roles[author - 1] == Role::Short
        && lines[author - 1].text.split(' ').count() <= 5;
    let from = if has_name { author - 1 } else { author };
    let last = lines.len().min(author + POST_LINES_MAX);
    let is_end = |place: &usize| {
        matches!(roles[*place], Role::Date(_)) || is_counter(&lines[*place].text)
    };
    let Some(end) = (author + 1..last).find(is_end) else {
        return from..(author + 2).min(lines.len());
    };
    let counters = (end + 1..last).take_while(|place| is_counter(&lines[*place].text));
    from..end + 1 + counters.count()
}

/// "1,204 Retweets 5,310 Likes", "View on X", "Reply".
fn is_counter(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "retweets",
        "retweet",
        "likes",
        "like",
        "reposts",
        "repost",
        "replies",
        "reply",
        "views",
        "quotes",
        "shares",
        "comments",
        "view on twitter",
        "view on x",
        "view post",
        "view on instagram",
        "copy link to post",
        "bookmarks",
    ];
    let text = simple(text);
    let is_word = |word: &&&str| text.split(' ').any(|own| own == **word);
    text.len() < 60
        && (WORDS.contains(&text.as_str())
            || (text.contains(|c: char| c.is_ascii_digit())
                && WORDS.iter().any(|word| is_word(&word))))
}

/// A paragraph that is mostly quotation and is said to be written, right after one that
/// speaks of a post.
fn is_quoted_post(lines: &[TextLine], roles: &[Role], place: usize) -> bool {
    const WRITTEN: &[&str] = &[
        "wrote",
        "writes",
        "tweeted",
        "tweets",
        "posted",
        "schrieb",
        "twitterte",
        "escribió",
        "tuiteó",
        "publicó",
        "écrit",
        "tweeté",
        "scritto",
        "twittato",
        "escreveu",
        "tuitou",
    ];
    const POSTS: &[&str] = &[
        "tweet",
        "tweets",
        "tweeted",
        "twitter",
        "post",
        "posts",
        "posted",
        "x",
        "facebook",
        "instagram",
        "telegram",
        "weibo",
        "mastodon",
        "bluesky",
        "tuit",
        "publicación",
        "beitrag",
        "eintrag",
        "message",
    ];
    let text = lines[place].text.as_str();
    if roles[place] != Role::Copy
        || place == 0
        || !text.starts_with(rundown_text::is_quote_mark)
    {
        return false;
    }
    let runs = quoted_runs(text);
    let quoted: usize = runs.iter().map(|run| run.len()).sum();
    let mut unquoted = String::new();
    let mut at = 0;
    for run in &runs {
        unquoted.push_str(text.get(at..run.start as usize).unwrap_or(""));
        at = run.end as usize;
    }
    unquoted.push_str(text.get(at..).unwrap_or(""));
    let has = |text: &str, words: &[&str]| {
        simple(text).split(' ').any(|word| words.contains(&word))
    };
    quoted * 2 > text.len()
        && has(&unquoted, WRITTEN)
        && has(&lines[place - 1].text, POSTS)
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines_of;
    use super::super::role::role_of;
    use super::*;

    fn check(text: &str, expected: &str) {
        let lines = lines_of(text);
        let roles: Vec<Role> = lines.iter().map(role_of).collect();
        let marks: String = posts_in(&lines, &roles, true)
            .iter()
            .map(|mark| match mark {
                None => '.',
                Some(PostLine::Starts) => 'S',
                Some(PostLine::GoesOn) => '-',
            })
            .collect();
        assert_eq!(marks, expected, "{text}");
    }

    #[test]
    fn a_rendered_post_runs_from_its_author_to_its_counters() {
        check(
            "The mayor was quick.\n\nAna Ruiz @anaruiz\nThe bridge is open again.\n\
             9:40 PM - 14 May 2031\n1,204 Retweets 310 Likes\n\nShe went home.",
            ".S---.",
        );
    }

    #[test]
    fn a_signed_post_takes_the_line_above() {
        check(
            "The mayor was quick.\n\nThe bridge is open again.\n\
             — Ana Ruiz (@anaruiz) May 14, 2031\n\nShe went home.",
            ".S-.",
        );
    }

    #[test]
    fn a_post_quoted_in_a_paragraph_is_one() {
        check(
            "In a post on Tuesday the mayor said more.\n\n\
             \"The bridge is open again, and it will stay open,\" Ruiz wrote.\n\n\
             \"We hope so,\" Tom Bell said on Wednesday.",
            ".S.",
        );
    }

    #[test]
    fn an_address_is_no_post() {
        check("Write to desk@portcourier.test with your news.", ".");
    }
}
