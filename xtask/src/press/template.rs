//! The little template language of the page designs.
//!
//! A design is plain HTML with fields in double braces:
//!
//! | written | printed |
//! |---|---|
//! | `{{headline}}` | the field, escaped for HTML |
//! | `{{&body}}` | the field as it is |
//! | `{{json headline}}` | a JSON string, quotes included, safe inside a script |
//! | `{{time published %H:%M}}` | a time, by a strftime pattern |
//! | `{{upper section}}`, `titled`, `initial`, `after_initial`, `slug` | a filtered field |
//! | `{{#authors}}…{{/authors}}` | once an author, or once if a single field is there |
//! | `{{?tags}}…{{/tags}}` | once if there is any |
//! | `{{^deck}}…{{/deck}}` | only if there is none |
//!
//! A field nobody knows is an error, so a slip in a design never prints a hole.

use std::collections::BTreeMap;

use anyhow::{Context, Result, anyhow, bail, ensure};
use jiff::ZonedDateTime;

use super::calendar::Calendar;
use super::markup::{escaped, json_text, slug, titled};

/// Sections inside sections, at most. Designs use three.
const DEPTH_MAX: usize = 16;

/// The fields a template may name.
pub(crate) type Scope = BTreeMap<&'static str, Value>;

/// The value of a field.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// Words, escaped when printed.
    Text(String),
    /// Markup that was printed by a template.
    Html(String),
    /// A time, printed by a pattern.
    Time(Box<ZonedDateTime>),
    /// One scope for each thing.
    List(Vec<Scope>),
}

impl Value {
    /// A text field.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A time that may be missing.
    pub(crate) fn time(time: Option<&ZonedDateTime>) -> Self {
        time.map_or_else(|| Self::text(""), |time| Self::Time(Box::new(time.clone())))
    }

    /// A flag: `yes` or nothing.
    pub(crate) fn flag(set: bool) -> Self {
        Self::text(if set { "yes" } else { "" })
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) | Self::Html(text) => text.is_empty(),
            Self::Time(_) => false,
            Self::List(list) => list.is_empty(),
        }
    }
}

/// A template, read and ready to print.
#[derive(Debug)]
pub(crate) struct Template {
    pieces: Vec<Piece>,
}

#[derive(Debug)]
enum Piece {
    Words(String),
    Field { filter: Filter, name: String },
    Section { test: Test, name: String, inner: Vec<Piece> },
}

#[derive(Clone, Debug, PartialEq)]
enum Filter {
    Escaped,
    Raw,
    Json,
    Upper,
    Titled,
    Initial,
    AfterInitial,
    Slug,
    Time(String),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Test {
    Each,
    Any,
    None,
}

impl Template {
    /// Reads a template. `first_line` is where it starts in its file, for errors.
    pub(crate) fn read(text: &str, first_line: usize) -> Result<Self> {
        let mut reader = Reader { text, at: 0, first_line };
        let pieces = reader.pieces(None, 0)?;
        Ok(Self { pieces })
    }

    /// Prints the template with the fields of the innermost scope that has them.
    pub(crate) fn print(&self, scopes: &[&Scope], calendar: &Calendar) -> Result<String> {
        let mut out = String::new();
        print_pieces(&self.pieces, scopes, calendar, &mut out)?;
        Ok(out)
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    first_line: usize,
}

impl<'t> Reader<'t> {
    /// Reads up to the end of the section named `until`, or of the text.
    fn pieces(&mut self, until: Option<&str>, depth: usize) -> Result<Vec<Piece>> {
        ensure!(depth < DEPTH_MAX, "line {}: sections nest too deeply", self.line());
        let mut pieces = Vec::new();
        loop {
            let rest = &self.text[self.at..];
            let Some(open) = rest.find("{{") else {
                ensure!(until.is_none(), "{{{{/{}}}}} is missing", until.unwrap_or(""));
                pieces.push(Piece::Words(rest.to_owned()));
                self.at = self.text.len();
                return Ok(pieces);
            };
            pieces.push(Piece::Words(rest[..open].to_owned()));
            self.at += open;
            let tag = self.tag()?;
            if let Some(name) = tag.strip_prefix('/') {
                ensure!(
                    until == Some(name.trim()),
                    "line {}: {{{{/{name}}}}} closes nothing",
                    self.line()
                );
                return Ok(pieces);
            }
            pieces.push(self.piece(tag, depth)?);
        }
    }

    fn tag(&mut self) -> Result<&'t str> {
        let inside = &self.text[self.at + 2..];
        let close = inside
            .find("}}")
            .ok_or_else(|| anyhow!("line {}: {{{{ is never closed", self.line()))?;
        self.at += 2 + close + 2;
        Ok(inside[..close].trim())
    }

    fn piece(&mut self, tag: &str, depth: usize) -> Result<Piece> {
        let test = match tag.as_bytes().first() {
            Some(b'#') => Test::Each,
            Some(b'?') => Test::Any,
            Some(b'^') => Test::None,
            _ => {
                let line = self.line();
                return field(tag).with_context(|| format!("line {line}: {{{{{tag}}}}}"));
            }
        };
        let name = tag[1..].trim();
        let inner = self.pieces(Some(name), depth + 1)?;
        Ok(Piece::Section { test, name: name.to_owned(), inner })
    }

    fn line(&self) -> usize {
        self.first_line + self.text[..self.at].matches('\n').count()
    }
}

fn field(tag: &str) -> Result<Piece> {
    if let Some(name) = tag.strip_prefix('&') {
        return Ok(Piece::Field { filter: Filter::Raw, name: name.trim().to_owned() });
    }
    let mut words = tag.splitn(3, ' ');
    let first = words.next().unwrap_or("");
    let Some(name) = words.next() else {
        return Ok(Piece::Field { filter: Filter::Escaped, name: first.to_owned() });
    };
    let filter = match (first, words.next()) {
        ("time", Some(pattern)) => Filter::Time(pattern.to_owned()),
        ("json", None) => Filter::Json,
        ("upper", None) => Filter::Upper,
        ("titled", None) => Filter::Titled,
        ("initial", None) => Filter::Initial,
        ("after_initial", None) => Filter::AfterInitial,
        ("slug", None) => Filter::Slug,
        _ => bail!("no such filter: {first}"),
    };
    Ok(Piece::Field { filter, name: name.to_owned() })
}

fn print_pieces(
    pieces: &[Piece],
    scopes: &[&Scope],
    calendar: &Calendar,
    out: &mut String,
) -> Result<()> {
    for piece in pieces {
        match piece {
            Piece::Words(words) => out.push_str(words),
            Piece::Field { filter, name } => {
                out.push_str(&filtered(filter, find(name, scopes)?, calendar, name)?);
            }
            Piece::Section { test, name, inner } => {
                let value = find(name, scopes)?;
                match (test, value) {
                    (Test::Each, Value::List(list)) => {
                        for scope in list {
                            let scopes = [scopes, &[scope]].concat();
                            print_pieces(inner, &scopes, calendar, out)?;
                        }
                    }
                    (Test::Each | Test::Any, value) if value.is_empty() => {}
                    (Test::None, value) if !value.is_empty() => {}
                    _ => print_pieces(inner, scopes, calendar, out)?,
                }
            }
        }
    }
    Ok(())
}

fn find<'s>(name: &str, scopes: &[&'s Scope]) -> Result<&'s Value> {
    let mut inside_out = scopes.iter().rev();
    inside_out
        .find_map(|scope| scope.get(name))
        .ok_or_else(|| anyhow!("the design names a field nobody knows: {name}"))
}

fn filtered(
    filter: &Filter,
    value: &Value,
    calendar: &Calendar,
    name: &str,
) -> Result<String> {
    if let Filter::Time(pattern) = filter {
        return match value {
            Value::Time(time) => Ok(calendar.words(time, pattern)),
            _ => bail!("{name} is not a time, or is missing; test it first"),
        };
    }
    let text = match value {
        Value::Text(text) => text,
        Value::Html(html) if *filter == Filter::Raw => return Ok(html.clone()),
        _ => bail!("{name} cannot be printed this way: {filter:?}"),
    };
    let first = text.chars().next().map_or(0, char::len_utf8);
    Ok(match filter {
        Filter::Raw => text.clone(),
        Filter::Json => json_text(text),
        Filter::Upper => escaped(&text.to_uppercase()),
        Filter::Titled => escaped(&titled(text)),
        Filter::Initial => escaped(&text[..first]),
        Filter::AfterInitial => escaped(&text[first..]),
        Filter::Slug => slug(text),
        Filter::Escaped | Filter::Time(_) => escaped(text),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(template: &str, expected: &str) {
        let author = |name: &str| Scope::from([("name", Value::text(name))]);
        let scope = Scope::from([
            ("headline", Value::text("Tea & <buns>")),
            ("place", Value::text("PORT ELM")),
            ("deck", Value::text("")),
            ("body", Value::Html("<p>x</p>".to_owned())),
            ("authors", Value::List(vec![author("Ann"), author("Bo")])),
            ("published", Value::time("2031-05-06T09:05[+01:00]".parse().ok().as_ref())),
        ]);
        let printed = Template::read(template, 1)
            .and_then(|template| template.print(&[&scope], &Calendar::default()));
        match printed {
            Ok(printed) => assert_eq!(printed, expected, "{template}"),
            Err(error) => assert_eq!(format!("{error:#}"), expected, "{template}"),
        }
    }

    #[test]
    fn fields_are_escaped_unless_asked_otherwise() {
        check("{{headline}}", "Tea &amp; &lt;buns&gt;");
        check("{{&body}}!", "<p>x</p>!");
        check("{{json headline}}", r#""Tea & \u003cbuns>""#);
    }

    #[test]
    fn filters_change_words() {
        check("{{titled place}} {{slug place}}", "Port Elm port-elm");
        check("{{initial place}}|{{after_initial place}}", "P|ORT ELM");
        check("{{time published %A, %-d %B %Y, %H:%M}}", "Tuesday, 6 May 2031, 09:05");
    }

    #[test]
    fn sections_repeat_test_and_invert() {
        check("{{#authors}}[{{name}}]{{/authors}}", "[Ann][Bo]");
        check("{{?authors}}by{{/authors}}{{?deck}}no{{/deck}}", "by");
        check("{{^deck}}none{{/deck}}{{#headline}}one{{/headline}}", "noneone");
    }

    #[test]
    fn slips_are_told_with_their_line() {
        check("{{nonsense}}", "the design names a field nobody knows: nonsense");
        check("\n{{deck", "line 2: {{ is never closed");
        check("\n\n{{/deck}}", "line 3: {{/deck}} closes nothing");
        check("{{#deck}}", "{{/deck}} is missing");
        check("{{loud deck}}", "line 1: {{loud deck}}: no such filter: loud");
        check("{{time deck %H}}", "deck is not a time, or is missing; test it first");
    }
}
