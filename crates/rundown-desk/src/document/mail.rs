//! Newsletters: a mail (RFC 5322, MIME) as a page or text with the outlet that sent it.
//!
//! A mail is a stranger's bytes: it may be nested a million deep, cut off, or lie about
//! its parts. Its length and its parts are bounded, and what makes the parser fail costs
//! that mail alone.

use std::panic::catch_unwind;

use jiff::Timestamp;
use mail_parser::{
    HeaderName, Message, MessageParser, MessagePart, MimeHeaders, PartType,
};
use memchr::memmem;
use rundown_news::limits::{MAIL_BYTES_MAX, MAIL_HEADER_BYTES_MAX, MAIL_PARTS_MAX};
use rundown_news::{Capture, CaptureKind, NewsTime, Outlet, ReadArticle};

use super::kind::{Document, DocumentKind, Letter};
use crate::Families;

/// What mails of an mbox file begin with.
const ENVELOPE: &[u8] = b"From ";

/// Whether bytes begin as a mail or an mbox file does: lines of a header, who it is from
/// and one more field that a mail has.
pub(super) fn looks_like_mail(bytes: &[u8]) -> bool {
    let bytes = &bytes[..bytes.len().min(MAIL_HEADER_BYTES_MAX)];
    let mut fields = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
    let mut head = fields.next().unwrap_or_default();
    if head.starts_with(ENVELOPE) {
        head = fields.next().unwrap_or_default();
    }
    let (mut is_from, mut is_mail) = (false, false);
    for line in std::iter::once(head).chain(fields).take_while(|line| !line.is_empty()) {
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some(end) = memchr::memchr(b':', line) else { return false };
        let is_name = |byte: &u8| byte.is_ascii_graphic();
        if end == 0 || !line[..end].iter().all(is_name) {
            return false;
        }
        match line[..end].to_ascii_lowercase().as_slice() {
            b"from" => is_from = true,
            b"date" | b"received" | b"mime-version" | b"message-id" | b"list-id" => {
                is_mail = true;
            }
            _ => {}
        }
    }
    is_from && is_mail
}

/// What was read of a mail before, read again from the bytes that were kept of it.
pub(crate) fn read_again(capture: &Capture, families: &Families) -> Option<ReadArticle> {
    let seen_at = capture.at?;
    let is_mail = capture.url.is_none() && looks_like_mail(&capture.bytes);
    let again = || of_mail(String::new(), &capture.bytes, seen_at).read_article(families);
    is_mail.then(again)
}

/// The mails of a file, of one or of an mbox of many, one after the other.
pub(super) fn mails(
    name: String,
    bytes: Vec<u8>,
    seen_at: Timestamp,
) -> impl Iterator<Item = Document> {
    let is_box = bytes.starts_with(ENVELOPE);
    let (mut at, mut number) = (0, 0);
    std::iter::from_fn(move || {
        let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
        let (mail, behind) = if is_box { first_mail(rest) } else { (rest, rest.len()) };
        at += behind;
        number += 1;
        let name = if is_box { format!("{name}#{number}") } else { name.clone() };
        Some(of_mail(name, mail, seen_at))
    })
}

/// The first mail of an mbox file without its envelope, and where the next one begins.
fn first_mail(bytes: &[u8]) -> (&[u8], usize) {
    let start = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |at| at + 1);
    // An envelope stands behind an empty line; other lines that begin so are text.
    let next = memmem::find_iter(&bytes[start..], b"\nFrom ").map(|at| start + at + 1);
    let is_behind_empty =
        |at: &usize| bytes[..*at].ends_with(b"\n\n") || bytes[..*at].ends_with(b"\n\r\n");
    let end = next.into_iter().find(is_behind_empty).unwrap_or(bytes.len());
    (&bytes[start..end], end)
}

/// One mail as a document: its HTML, else its text.
pub(super) fn of_mail(name: String, bytes: &[u8], seen_at: Timestamp) -> Document {
    let unreadable =
        |why: &str| Document::unreadable(name.clone(), seen_at, why.to_owned());
    if bytes.len() > MAIL_BYTES_MAX {
        return unreadable(&format!(
            "the mail is larger than {} MiB",
            MAIL_BYTES_MAX >> 20
        ));
    }
    let read = catch_unwind(|| letter_of(bytes, seen_at));
    let Ok(Some((letter, capture))) = read else {
        return unreadable("it is a mail without a text in it");
    };
    let sent = letter.sent.map(NewsTime::instant);
    let kind = DocumentKind::Letter(Box::new(letter), capture);
    Document {
        name,
        id: None,
        seen_at: sent.unwrap_or(seen_at),
        noted: sent.is_some(),
        kind,
    }
}

fn letter_of(bytes: &[u8], seen_at: Timestamp) -> Option<(Letter, Capture)> {
    let message = parser().parse(bytes)?;
    let found = read(&message, seen_at);
    let_go(message);
    found
}

/// Reads only what is needed: a header that is not looked at can do no harm.
fn parser() -> MessageParser {
    MessageParser::new()
        .with_mime_headers()
        .header_text(HeaderName::Subject)
        .header_date(HeaderName::Date)
        .header_address(HeaderName::From)
        .header_raw(HeaderName::ListId)
        .default_header_ignore()
}

fn read(message: &Message<'_>, seen_at: Timestamp) -> Option<(Letter, Capture)> {
    let (text, kind) = body(message)?;
    let sent = message.date().filter(|date| date.is_valid());
    let sent = sent.and_then(|date| Timestamp::from_second(date.to_timestamp()).ok());
    let sent = sent.filter(|at| *at <= seen_at && *at > Timestamp::UNIX_EPOCH);
    let letter = Letter {
        headline: message.subject().unwrap_or_default().trim().to_owned(),
        outlet: outlet(message),
        sent: sent.map(NewsTime::from_instant),
        bytes: message.raw_message().to_vec(),
    };
    let bytes = match kind {
        // A text begins with its headline.
        CaptureKind::Text => format!("{}\n\n{text}", letter.headline).into_bytes(),
        _ => text.into_bytes(),
    };
    let (at, charset) = (Some(sent.unwrap_or(seen_at)), Some("utf-8".to_owned()));
    Some((letter, Capture { bytes, url: None, at, charset, kind }))
}

/// The text of a mail: HTML where there is some, for it has headlines and paragraphs.
fn body(message: &Message<'_>) -> Option<(String, CaptureKind)> {
    let parts = || message.parts.iter().take(MAIL_PARTS_MAX);
    let is_shown = |part: &&MessagePart<'_>| {
        !part.content_disposition().is_some_and(mail_parser::ContentType::is_attachment)
    };
    let html = parts().filter(is_shown).find_map(|part| match &part.body {
        PartType::Html(html) if !html.trim().is_empty() => Some(html),
        _ => None,
    });
    let text = || {
        parts().filter(is_shown).find_map(|part| match &part.body {
            PartType::Text(text) if !text.trim().is_empty() => Some(text),
            _ => None,
        })
    };
    match html {
        Some(html) => Some((html.to_string(), CaptureKind::Page)),
        None => text().map(|text| (text.to_string(), CaptureKind::Text)),
    }
}

/// Who sent it: the name and domain of the sender, or those of the list.
fn outlet(message: &Message<'_>) -> Outlet {
    let sender = message.from().and_then(mail_parser::Address::first);
    let (title, list) = list(message.header_raw(HeaderName::ListId).unwrap_or_default());
    let name = sender.and_then(|sender| sender.name.as_deref()).unwrap_or_default();
    let name = name.trim().trim_matches('"');
    let address = sender.and_then(|sender| sender.address.as_deref()).unwrap_or_default();
    let domain = address.rsplit_once('@').map_or(list, |(_, domain)| domain);
    let domain = Outlet::domain_of(domain);
    Outlet { name: if name.is_empty() { title } else { name }.to_owned(), domain }
}

/// The title and the domain of a `List-Id`: `The Courier <daily.courier.example>`.
fn list(id: &str) -> (&str, &str) {
    match id.trim().trim_end_matches('>').rsplit_once('<') {
        Some((title, id)) => (title.trim().trim_matches('"'), id.trim()),
        None => ("", id.trim()),
    }
}

/// Lets go of a mail one level after the other: what is nested a million deep would
/// otherwise run the stack out.
fn let_go(message: Message<'_>) {
    let mut messages = vec![message];
    while let Some(mut message) = messages.pop() {
        for part in &mut message.parts {
            if let PartType::Message(inner) = std::mem::take(&mut part.body) {
                messages.push(inner);
            }
        }
    }
}

#[cfg(test)]
mod tests;
