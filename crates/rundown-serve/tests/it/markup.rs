//! What holds for every page, whatever strangers wrote.

/// Elements that have no end.
const VOID: &[&str] =
    &["meta", "link", "input", "rect", "path", "circle", "br", "hr", "img"];

/// The script, told by a name that changes with it.
fn is_our_script(tag: &str) -> bool {
    tag.strip_prefix("script src=\"/static/keys-")
        .and_then(|rest| rest.strip_suffix(".js\" defer"))
        .is_some_and(|mark| {
            mark.len() == 12 && mark.bytes().all(|b| b.is_ascii_hexdigit())
        })
}

/// Checks that a page is well formed, has one `h1`, skips no level of headings, uses no
/// `id` twice, holds no style and no script but the one file of ours, and leads out only
/// without a way back.
pub(crate) fn check(html: &str) {
    let tags = tags(html);
    check_nesting(&tags);
    check_headings(&tags);
    check_ids(&tags);
    for tag in &tags {
        let lower = tag.to_ascii_lowercase();
        if is_our_script(tag) || *tag == "/script" {
            continue;
        }
        for bad in ["script", "iframe", "object", "embed", "style", "base"] {
            assert_ne!(name_of(&lower), bad, "<{tag}>");
        }
        assert!(!lower.contains(" style="), "<{tag}>");
        let handler = attributes(&lower).iter().any(|(name, _)| name.starts_with("on"));
        assert!(!handler, "<{tag}>");
        for (name, value) in attributes(tag) {
            if name == "href" && value.starts_with("http") {
                assert!(tag.contains("rel=\"noopener noreferrer nofollow"), "<{tag}>");
            } else if matches!(name, "href" | "src" | "action") {
                assert!(value.starts_with(['/', '#']), "<{tag}>");
                assert!(!value.starts_with("//"), "<{tag}>");
            }
        }
    }
}

/// The values of an attribute all over a page.
pub(crate) fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let all = tags(html).into_iter().flat_map(attributes);
    all.filter(|(name, _)| *name == attribute).map(|(_, value)| value).collect()
}

/// How many links, buttons, fields and folds somebody meets who presses Tab to get through a
/// page: what is folded is not met, and what a sentence shows when it is met is.
pub(crate) fn stops(html: &str) -> usize {
    let mut count = 0;
    // Of each fold around the tag whether it is open.
    let mut folds: Vec<bool> = Vec::new();
    for tag in tags(html) {
        let is_end = tag.starts_with('/');
        // The summary of a fold stands outside of it.
        let around = match name_of(tag) {
            "summary" => folds.len().saturating_sub(1),
            _ => folds.len(),
        };
        let is_shown = !is_end && folds[..around].iter().all(|is_open| *is_open);
        match name_of(tag) {
            "details" if is_end => drop(folds.pop()),
            "details" => folds.push(tag.ends_with(" open")),
            "a" | "button" | "select" | "textarea" | "summary" => {
                count += usize::from(is_shown);
            }
            "input" => {
                count += usize::from(is_shown && !tag.contains("type=\"hidden\""));
            }
            _ => {}
        }
    }
    count
}

fn tags(html: &str) -> Vec<&str> {
    html.split('<').skip(1).filter_map(|rest| Some(rest.split_once('>')?.0)).collect()
}

fn name_of(tag: &str) -> &str {
    let name = tag.trim_start_matches('/').split(|c: char| c.is_whitespace() || c == '/');
    name.into_iter().next().unwrap_or("")
}

fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once("=\"") {
        let Some((value, next)) = after.split_once('"') else { break };
        let name = before.rsplit(char::is_whitespace).next().unwrap_or("");
        found.push((name, value));
        rest = next;
    }
    found
}

fn check_nesting(tags: &[&str]) {
    let mut open: Vec<&str> = Vec::new();
    for tag in tags.iter().filter(|tag| !tag.starts_with('!')) {
        let name = name_of(tag);
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "</{name}> closes something else");
        } else if !VOID.contains(&name) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "left open: {open:?}");
}

fn check_headings(tags: &[&str]) {
    let level = |tag: &&str| match name_of(tag).as_bytes() {
        [b'h', level @ b'1'..=b'6'] if !tag.starts_with('/') => Some(level - b'0'),
        _ => None,
    };
    let levels: Vec<u8> = tags.iter().filter_map(level).collect();
    assert_eq!(levels.first(), Some(&1), "{levels:?}");
    assert!(levels[1..].iter().all(|level| *level > 1), "{levels:?}");
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
}

fn check_ids(tags: &[&str]) {
    let ids: Vec<&str> = tags
        .iter()
        .flat_map(|tag| attributes(tag))
        .filter(|(name, _)| *name == "id")
        .map(|(_, value)| value)
        .collect();
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(ids.len(), unique.len(), "{ids:?}");
}
