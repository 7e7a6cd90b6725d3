//! Feeds as Atom (RFC 4287).

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::feed::{Entry, Feed};

/// What of a client's marks stands in an entry of the Google Reader API.
const MARKS: &str = "http://www.google.com/reader/";

pub(super) fn write(feed: &Feed) -> io::Result<Vec<u8>> {
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
        for mark in &entry.marks {
            let attributes = [("scheme", MARKS), ("term", mark.as_str())];
            writer
                .create_element("category")
                .with_attributes(attributes)
                .write_empty()?;
        }
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
    use jiff::Timestamp;

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
