//! The log: on standard error, as text or JSON, without secrets and without what a
//! stranger could write a line of it with.
//!
//! Addresses are cut down here, at the one place all lines go through, so that no caller
//! can forget it: user and password go, and so do the values of a query, where tokens
//! stand.

use std::fmt::Write as _;
use std::io::{self, Write};

use tracing_subscriber::EnvFilter;

use crate::settings::{LogForm, Settings};

/// Starts the log.
pub(crate) fn start(settings: &Settings, verbose: bool) {
    let chosen = if verbose { "info" } else { settings.log.name() };
    let builder = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(filter(chosen)))
        .with_writer(|| Clean(io::stderr()))
        .with_target(false);
    match settings.log_form {
        LogForm::Text => {
            builder.with_ansi(io::IsTerminal::is_terminal(&io::stderr())).init();
        }
        LogForm::Json => builder.json().flatten_event(true).with_ansi(false).init(),
    }
}

/// A level is ours; libraries speak up a level later.
fn filter(chosen: &str) -> String {
    let others = match chosen {
        "warn" => "error",
        "info" => "warn",
        "debug" => "info",
        "trace" => "debug",
        _ => return chosen.to_owned(),
    };
    format!("rundown={chosen},{others}")
}

/// Writes lines without secrets and control characters. A line comes in one piece.
struct Clean<W>(W);

impl<W: Write> Write for Clean<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0.write_all(clean(&String::from_utf8_lossy(line)).as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn clean(line: &str) -> String {
    let (line, end) = match line.strip_suffix('\n') {
        Some(line) => (line, "\n"),
        None => (line, ""),
    };
    let mut cleaned = String::with_capacity(line.len() + 1);
    let mut rest = line;
    while let Some(at) = rest.find("://") {
        let (before, address) = rest.split_at(at + 3);
        let length = address.find(ends_address).unwrap_or(address.len());
        let (address, after) = address.split_at(length);
        escape(before, &mut cleaned);
        escape(&shown(address), &mut cleaned);
        rest = after;
    }
    escape(rest, &mut cleaned);
    cleaned + end
}

fn ends_address(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '"' | '\'' | '<' | '>' | '`' | '\\' | '|')
}

/// An address behind its scheme, without user and password, and with the names but not
/// the values of its query.
fn shown(address: &str) -> String {
    let host_end = address.find(['/', '?', '#']).unwrap_or(address.len());
    let (host, path) = address.split_at(host_end);
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let Some((path, query)) = path.split_once('?') else {
        return format!("{host}{path}");
    };
    // What ends the sentence that the address stands in, as in "could not fetch …: …".
    let end = query.len() - query.trim_end_matches([':', ',', ';', ')', '.']).len();
    let (query, end) = query.split_at(query.len() - end);
    let names = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) => format!("{name}=…"),
        None => "…".to_owned(),
    });
    format!("{host}{path}?{}{end}", names.collect::<Vec<_>>().join("&"))
}

/// Line ends of a stranger's text begin no line of ours. Escapes stay as they are: those
/// in messages are made harmless by the formatter, and the colours are its own.
fn escape(text: &str, into: &mut String) {
    for character in text.chars() {
        match character {
            '\u{1b}' => into.push(character),
            '\n' => into.push_str("\\n"),
            '\r' => into.push_str("\\r"),
            _ if character.is_control() => escape_one(character, into),
            // The other ends of lines, and what turns the direction of writing.
            '\u{2028}'
            | '\u{2029}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => {
                escape_one(character, into);
            }
            _ => into.push(character),
        }
    }
}

/// As JSON escapes it, so that a line of JSON stays one.
fn escape_one(character: char, into: &mut String) {
    let _ = write!(into, "\\u{:04x}", u32::from(character));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lose_their_secrets() {
        for (line, cleaned) in [
            (
                "could not fetch https://ana:opensesame@a.example/feed: 404\n",
                "could not fetch https://a.example/feed: 404\n",
            ),
            (
                "could not fetch https://a.example/f?key=opensesame&n=5: no answer",
                "could not fetch https://a.example/f?key=…&n=…: no answer",
            ),
            ("at https://a.example/?opensesame#x, then", "at https://a.example/?…, then"),
            (
                "{\"u\":\"http://a.example?t=opensesame\"}",
                "{\"u\":\"http://a.example?t=…\"}",
            ),
            ("http://a.example/x@y", "http://a.example/x@y"),
            ("nothing here", "nothing here"),
        ] {
            assert_eq!(clean(line), cleaned);
        }
    }

    #[test]
    fn a_line_stays_one_line() {
        let told = clean("it says a\nERROR b\r\u{9b}2J\u{2028}c\u{202e}d\n");
        assert_eq!(told, "it says a\\nERROR b\\r\\u009b2J\\u2028c\\u202ed\n");
    }

    #[test]
    fn a_level_is_ours_and_a_filter_is_kept() {
        assert_eq!(filter("warn"), "rundown=warn,error");
        assert_eq!(filter("rundown_fetch=trace"), "rundown_fetch=trace");
    }
}
