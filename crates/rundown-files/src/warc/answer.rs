//! A server's answer as it was archived: status line, header, body.

use std::borrow::Cow;

use rundown_news::limits::PAGE_BYTES_MAX;

use crate::inflate::{InflateProblem, gunzip, inflate, unbrotli, unzstd};

/// Fields of an answer's header that are read.
const FIELDS_MAX: usize = 128;

/// Packings of one body that are taken off; nobody needs more than one.
const PACKINGS_MAX: usize = 3;

/// What an answer holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// The content type in lower case, without its parameters.
    pub kind: String,
    pub charset: Option<String>,
    pub bytes: Vec<u8>,
}

impl Answer {
    /// A body with its `Content-Type`.
    pub(super) fn of(content_type: &str, bytes: Vec<u8>) -> Self {
        let mut parts = content_type.split(';').map(str::trim);
        let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
        let charset = parts.find_map(|part| {
            let (name, value) = part.split_once('=')?;
            let value = value.trim().trim_matches(['"', '\'']);
            (name.trim().eq_ignore_ascii_case("charset")).then(|| value.to_owned())
        });
        Self { kind, charset, bytes }
    }
}

/// Reads an answer; `None` if it is none of success.
pub(super) fn answer(block: &[u8]) -> Result<Option<Answer>, String> {
    let block = &*in_known_version(block);
    let mut room = [httparse::EMPTY_HEADER; FIELDS_MAX];
    let mut response = httparse::Response::new(&mut room);
    let parsed = httparse::ParserConfig::default()
        .allow_obsolete_multiline_headers_in_responses(true)
        .allow_spaces_after_header_name_in_responses(true)
        .ignore_invalid_headers_in_responses(true)
        .parse_response(&mut response, block);
    let head = match parsed {
        Ok(httparse::Status::Complete(head)) => head,
        Ok(httparse::Status::Partial) => return Err("the answer is cut off".to_owned()),
        Err(error) => return Err(format!("the answer is damaged ({error})")),
    };
    if !matches!(response.code, Some(200 | 203)) {
        return Ok(None);
    }
    let field = |name: &str| {
        let fields = response.headers.iter();
        let mut named = fields.filter(|field| field.name.eq_ignore_ascii_case(name));
        named
            .next()
            .map(|field| String::from_utf8_lossy(field.value).trim().to_ascii_lowercase())
    };
    let mut body = block[head..].to_vec();
    if field("Transfer-Encoding").is_some_and(|how| how.contains("chunked")) {
        body = joined(&body).unwrap_or(body);
    }
    let packings = field("Content-Encoding").unwrap_or_default();
    // The last one named was put on last.
    for how in packings.rsplit(',').map(str::trim).take(PACKINGS_MAX) {
        body = unpacked(how, body).map_err(|error| error.to_string())?;
    }
    Ok(Some(Answer::of(&field("Content-Type").unwrap_or_default(), body)))
}

/// Archivers write `HTTP/2 200` above a header that is else set as ever: the version is
/// told as that of the form it has.
fn in_known_version(block: &[u8]) -> Cow<'_, [u8]> {
    const NEWER: [&[u8]; 4] = [b"HTTP/2 ", b"HTTP/2.0 ", b"HTTP/3 ", b"HTTP/3.0 "];
    match NEWER.iter().find_map(|version| block.strip_prefix(*version)) {
        Some(rest) => Cow::Owned([b"HTTP/1.1 ", rest].concat()),
        None => Cow::Borrowed(block),
    }
}

/// The chunks of a body put together; `None` if it is not in chunks after all, as where
/// the archiver joined them and kept the header. A cut-off end is left out.
fn joined(body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Ok(httparse::Status::Complete((head, size))) =
        httparse::parse_chunk_size(rest)
    {
        let chunk = &rest[head..];
        let size = usize::try_from(size).unwrap_or(usize::MAX).min(chunk.len());
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(&chunk[..size]);
        let behind = &chunk[size..];
        rest = behind.strip_prefix(b"\r\n").unwrap_or(behind);
    }
    (!whole.is_empty() && rest.is_empty()).then_some(whole)
}

/// Takes one packing off. Many archives hold the body unpacked under a header that says
/// otherwise: such a body stays as it is.
fn unpacked(how: &str, body: Vec<u8>) -> Result<Vec<u8>, InflateProblem> {
    match how {
        _ if body.is_empty() => Ok(body),
        "gzip" | "x-gzip" if body.starts_with(b"\x1f\x8b") => {
            gunzip(&body[..], PAGE_BYTES_MAX)
        }
        "deflate" if !looks_like_text(&body) => inflate(&body[..], PAGE_BYTES_MAX),
        "zstd" if body.starts_with(b"\x28\xb5\x2f\xfd") => {
            unzstd(&body[..], PAGE_BYTES_MAX)
        }
        "br" if !looks_like_text(&body) => unbrotli(&body[..], PAGE_BYTES_MAX),
        _ => Ok(body),
    }
}

/// Whether bytes begin with text: no half characters, and none that control.
fn looks_like_text(body: &[u8]) -> bool {
    let start = &body[..body.len().min(512)];
    let is_control = |byte: &u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
    !start.iter().any(is_control)
        && std::str::from_utf8(start)
            .map_or_else(|error| error.error_len().is_none(), |_| true)
}
