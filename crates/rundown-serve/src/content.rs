//! A brief as the content of an item: how things stand, what is new, the story so far.
//! Every line leads to its evidence.

use std::fmt::Write as _;

use rundown_desk::StoryView;
use rundown_news::Shown;
use rundown_readers::Content;

use crate::links::{shown_href, story_href};
use crate::rundown::outlets_words;
use crate::story::title_of;
use crate::wording::{many, say, tell};

/// New things told in an item; its page has all.
const NEW_MAX: usize = 12;

pub(crate) fn content_of(view: &StoryView, base: &str) -> Content {
    let brief = &view.brief;
    Content {
        title: title_of(view).to_owned(),
        author: outlets_words(brief.outlets.total, brief.outlets.independent),
        url: format!("{base}{}", story_href(&brief.slug)),
        first_at: brief.first_at.unwrap_or_default(),
        html: brief_html(view, base),
    }
}

/// The brief as HTML for other programs: links, lists and headings alone.
pub(crate) fn brief_html(view: &StoryView, base: &str) -> String {
    let brief = &view.brief;
    let mut html = String::new();
    let state: Vec<&Shown> = brief.state.iter().collect();
    let new: Vec<&Shown> = brief.new.iter().take(NEW_MAX).map(|one| &one.shown).collect();
    let so_far = brief.highlights.iter().map(|one| &one.shown).collect();
    let elsewhere = brief.elsewhere.iter().flat_map(|other| &other.adds);
    let elsewhere = elsewhere.map(|one| &one.shown).collect();
    let parts: [(&str, Vec<&Shown>); 4] = [
        ("", state),
        (say("New since you looked"), new),
        (say("The story so far"), so_far),
        (say("In other languages"), elsewhere),
    ];
    for (heading, lines) in parts.iter().filter(|(_, lines)| !lines.is_empty()) {
        if !heading.is_empty() {
            let _ = write!(html, "<h3>{heading}</h3>");
        }
        html.push_str(&list(view, lines, base));
    }
    let left = brief.new.len().saturating_sub(NEW_MAX);
    if left > 0 {
        let more = many("1 more new on its page.", "{n} more new on its page.", left);
        let _ = write!(html, "<p>{more}</p>");
    }
    let (page, articles) = (story_href(&brief.slug), view.articles.len());
    let outlets = outlets_words(brief.outlets.total, brief.outlets.independent);
    let articles = many("1 article", "{n} articles", articles);
    let told = tell(
        "{articles} from {outlets}",
        &[("articles", &articles), ("outlets", &outlets)],
    );
    let _ = write!(html, "<p><a href=\"{base}{page}\">{told}</a></p>");
    html
}

/// Sentences as a list of links to their evidence, with their outlets.
pub(crate) fn list(view: &StoryView, lines: &[&Shown], base: &str) -> String {
    let mut html = "<ul>".to_owned();
    for shown in lines {
        let card = shown.evidence.first().and_then(|one| view.articles.get(&one.article));
        let outlet = card.map_or("", |card| card.outlet.label());
        let lang = card.and_then(crate::line::lang_of);
        let lang = lang.map(|lang| format!(" lang=\"{lang}\" dir=\"auto\""));
        let lang = lang.unwrap_or_default();
        let _ = write!(
            html,
            "<li><a href=\"{}{}\"{lang}>{}</a> <cite>{}</cite></li>",
            base,
            escaped(&shown_href(shown)),
            escaped(&shown.with_names()),
            escaped(outlet),
        );
    }
    html.push_str("</ul>");
    html
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
