//! Feeds for feed readers (RFC 4287): the rundown with an entry a story, and a story
//! with an entry a development.
//!
//! An entry of the rundown is updated when a development is added, not with every
//! reprint. Its name is built from the story's number, which outlives its slug; the
//! address the pages are served at is no part of it, so that a move of the server does
//! not make every story new again. (Tag URIs: RFC 4151.)

use std::fmt::Write as _;
use std::io;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use rundown_desk::{Desk, DeskError, Found, StoryView};
use rundown_news::Shown;

use crate::Problem;
use crate::links::{segment, shown_href, story_href};
use crate::site::Site;
use crate::story::title_of;

/// Stories in the feed of the rundown.
const STORIES_MAX: usize = 40;
/// Developments in the feed of a story, latest first.
const DEVELOPMENTS_MAX: usize = 60;

/// What the names of all feeds and entries begin with.
const NAMES: &str = "tag:rundown.invalid,2026:";

/// A feed before it is written down.
struct Feed {
    id: String,
    title: String,
    page: String,
    own: String,
    updated: Timestamp,
    entries: Vec<Entry>,
}

struct Entry {
    id: String,
    title: String,
    page: String,
    published: Timestamp,
    updated: Timestamp,
    content: String,
}

/// The answer to `/feed.atom`.
pub(crate) async fn rundown(State(site): State<Site>) -> Result<Response, Problem> {
    let base = site.settings.base_url.clone();
    let feed = site.ask(move |desk| rundown_feed(desk, &base)).await?;
    answer(&feed)
}

/// The answer to `/stories/NAME/feed.atom`.
pub(crate) async fn story(
    State(site): State<Site>,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    match site.story(&name).await? {
        Found::Here(view) => answer(&story_feed(&view, &site.settings.base_url)),
        Found::Moved(slug) => {
            let href = format!("{}/feed.atom", story_href(&slug));
            Ok(Redirect::permanent(&href).into_response())
        }
        Found::Unknown => Err(Problem::NoStory(name)),
    }
}

fn rundown_feed(desk: &Desk, base: &str) -> Result<Feed, DeskError> {
    let rundown = desk.rundown()?;
    let mut entries = Vec::new();
    for line in rundown.stories.iter().take(STORIES_MAX) {
        if let Found::Here(view) = desk.story(&line.slug.0)? {
            entries.push(story_entry(&view, base));
        }
    }
    entries.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.id.cmp(&b.id)));
    Ok(Feed {
        id: format!("{NAMES}rundown"),
        title: "Rundown".to_owned(),
        page: format!("{base}/"),
        own: format!("{base}/feed.atom"),
        updated: entries.first().map_or(Timestamp::UNIX_EPOCH, |entry| entry.updated),
        entries,
    })
}

fn story_entry(view: &StoryView, base: &str) -> Entry {
    let brief = &view.brief;
    let first = brief.first_at.unwrap_or_default();
    let highlights = brief.highlights.iter().map(|one| one.shown.clone());
    let elsewhere = brief.elsewhere.iter().flat_map(|other| &other.adds);
    let elsewhere = elsewhere.map(|one| one.shown.clone());
    let so_far: Vec<Shown> =
        brief.state.iter().cloned().chain(highlights).chain(elsewhere).collect();
    let latest_development = brief.developments.iter().map(|one| one.first_at).max();
    Entry {
        id: story_id(view),
        title: title_of(view).to_owned(),
        page: format!("{base}{}", story_href(&brief.slug)),
        published: first,
        updated: latest_development.unwrap_or(first),
        content: content(view, &so_far, base),
    }
}

fn story_feed(view: &StoryView, base: &str) -> Feed {
    let brief = &view.brief;
    let page = format!("{base}/stories/{}", segment(&brief.slug.0));
    let id = story_id(view);
    let developments = brief.developments.iter().take(DEVELOPMENTS_MAX).enumerate();
    let entries = developments.map(|(rank, development)| {
        let number = development.development.map_or(rank as u64, |number| number.0);
        Entry {
            id: format!("{id}#development-{number}"),
            title: development.title.text.clone(),
            page: format!("{page}#development-{number}"),
            published: development.first_at,
            updated: development.last_at,
            content: content(view, &development.highlights, base),
        }
    });
    Feed {
        title: format!("{} – Rundown", title_of(view)),
        own: format!("{page}/feed.atom"),
        updated: brief.last_at.unwrap_or_default(),
        entries: entries.collect(),
        id,
        page,
    }
}

fn story_id(view: &StoryView) -> String {
    match view.brief.story {
        Some(number) => format!("{NAMES}stories/{number}"),
        None => format!("{NAMES}{}", story_href(&view.brief.slug)),
    }
}

/// Sentences as a list of links, for readers that show HTML.
fn content(view: &StoryView, lines: &[Shown], base: &str) -> String {
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
            escaped(base),
            escaped(&shown_href(shown)),
            escaped(&shown.with_names()),
            escaped(outlet),
        );
    }
    html.push_str("</ul>");
    html
}

fn escaped(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}

/// Writes the feed down.
fn answer(feed: &Feed) -> Result<Response, Problem> {
    let bytes = write(feed).map_err(|error| Problem::Failed(error.to_string()))?;
    let head = [
        (header::CACHE_CONTROL, "private, max-age=60"),
        (header::CONTENT_TYPE, "application/atom+xml; charset=utf-8"),
    ];
    Ok((head, bytes).into_response())
}

fn write(feed: &Feed) -> io::Result<Vec<u8>> {
    let mut writer = Writer::new(Vec::new());
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    writer
        .create_element("feed")
        .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
        .write_inner_content(|writer| {
            text(writer, "id", &feed.id)?;
            text(writer, "title", &feed.title)?;
            text(writer, "updated", &feed.updated.to_string())?;
            link(writer, "alternate", "text/html", &feed.page)?;
            link(writer, "self", "application/atom+xml", &feed.own)?;
            text(writer, "generator", "Rundown")?;
            writer
                .create_element("author")
                .write_inner_content(|writer| text(writer, "name", "Rundown"))?;
            feed.entries.iter().try_for_each(|entry| write_entry(writer, entry))
        })?;
    Ok(writer.into_inner())
}

fn write_entry(writer: &mut Writer<Vec<u8>>, entry: &Entry) -> io::Result<()> {
    writer.create_element("entry").write_inner_content(|writer| {
        text(writer, "id", &entry.id)?;
        text(writer, "title", &entry.title)?;
        text(writer, "published", &entry.published.to_string())?;
        text(writer, "updated", &entry.updated.to_string())?;
        link(writer, "alternate", "text/html", &entry.page)?;
        writer
            .create_element("content")
            .with_attribute(("type", "html"))
            .write_text_content(BytesText::new(&allowed(&entry.content)))?;
        Ok(())
    })?;
    Ok(())
}

fn text(writer: &mut Writer<Vec<u8>>, name: &str, words: &str) -> io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(&allowed(words)))?;
    Ok(())
}

fn link(
    writer: &mut Writer<Vec<u8>>,
    relation: &str,
    kind: &str,
    href: &str,
) -> io::Result<()> {
    let attributes = [("rel", relation), ("type", kind), ("href", href)];
    writer.create_element("link").with_attributes(attributes).write_empty()?;
    Ok(())
}

/// Leaves out what XML 1.0 has no way to write, even escaped.
fn allowed(text: &str) -> String {
    let fits = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_titles_make_well_formed_feeds() {
        let title = "<![CDATA[ ]]> & <script>\u{0}\u{b}\u{ffff}“q”</title>";
        let feed = Feed {
            id: "http://localhost/".to_owned(),
            title: title.to_owned(),
            page: "http://localhost/?a=1&b=\"2\"".to_owned(),
            own: String::new(),
            updated: Timestamp::UNIX_EPOCH,
            entries: Vec::new(),
        };
        let bytes = write(&feed).unwrap();
        let xml = std::str::from_utf8(&bytes).unwrap();
        assert!(!xml.contains("<script") && !xml.contains('\u{b}'), "{xml}");
        let mut reader = quick_xml::Reader::from_str(xml);
        while reader.read_event().unwrap() != Event::Eof {}
    }
}
