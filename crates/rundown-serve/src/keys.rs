//! The sheet of keys that `static/keys.js` knows.

use askama::Template;
use axum::response::Html;

use crate::site::rendered;
use crate::wording::msg;

/// Each key, and what it does.
const KEYS: [(&str, &str); 12] = [
    ("j", msg("goes to the next story or sentence")),
    ("k", msg("goes to the one before")),
    ("o", msg("opens it: the story, or where a sentence stands")),
    ("v", msg("opens an article where its outlet published it")),
    ("n", msg("goes to what is new to you in a story")),
    ("m", msg("marks the story as read, on the rundown all of them")),
    ("f", msg("on a story's page: follows it, or stops following it")),
    ("x", msg("on a story's page: mutes it, or lets it speak again")),
    ("s", msg("on a story's page: puts it off until a day, or brings it back")),
    ("u", msg("goes up: to the rundown, or from an article to its story")),
    ("/", msg("searches")),
    ("?", msg("shows this sheet")),
];

#[derive(Template)]
#[template(path = "keys.html")]
struct KeysPage {
    keys: [(&'static str, &'static str); 12],
}

/// The answer to `/keys`.
pub(crate) async fn show() -> Html<String> {
    Html(rendered(&KeysPage { keys: KEYS }))
}

#[cfg(test)]
mod tests {
    use super::KEYS;

    #[test]
    fn the_sheet_names_the_keys_of_the_script_and_no_others() {
        let script = include_str!("../static/keys.js");
        let listed = script.split_once("const KEYS = {").unwrap().1;
        let listed = listed.split_once("\n  };").unwrap().0;
        let keys = listed.lines().filter_map(|line| line.trim().split_once(": "));
        let keys: Vec<&str> = keys.map(|(key, _)| key.trim_matches('"')).collect();
        assert_eq!(keys, KEYS.map(|(key, _)| key));
    }
}
