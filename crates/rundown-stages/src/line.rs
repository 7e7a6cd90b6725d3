//! Lines of JSON: captures, articles that were cut out already, and what
//! `rundown read --jsonl` writes.

use jiff::Timestamp;
use rundown_extract::domain_of;
use rundown_news::limits::JSON_LINE_BYTES_MAX;
use rundown_news::{
    Article, ArticleId, Capture, CaptureKind, Lang, NewsTime, Outlet, ReadArticle,
};
use serde::Deserialize;
use serde_json::Value;

use crate::read::{read, read_article};
use crate::settled::settle;

/// One line, understood.
#[derive(Debug, Clone)]
pub struct Line {
    /// The id that came with it.
    pub id: Option<String>,
    /// When it says that it was fetched.
    pub seen_at: Option<Timestamp>,
    /// What it is.
    pub kind: LineKind,
}

/// What a line is.
#[derive(Debug, Clone)]
pub enum LineKind {
    /// A page or text to read.
    Capture(Capture),
    /// An article that was cut out already.
    Article(Box<Article>),
    /// An article that was annotated already.
    Read(Box<ReadArticle>),
}

/// The fields that lines come with; which ones are there tells what a line is.
#[derive(Deserialize)]
struct Fields {
    id: Option<Name>,
    url: Option<String>,
    fetched_at: Option<String>,
    html: Option<String>,
    text: Option<String>,
    title: Option<String>,
    body: Option<String>,
    published: Option<String>,
    lang: Option<String>,
    source: Option<String>,
    headline: Option<serde::de::IgnoredAny>,
    blocks: Option<serde::de::IgnoredAny>,
}

/// An id that someone wrote as text or as a number.
#[derive(Deserialize)]
#[serde(untagged)]
enum Name {
    Text(String),
    Number(i64),
}

impl Line {
    /// Whether a line has the fields of one of the kinds.
    #[must_use]
    pub fn is_known(line: &[u8]) -> bool {
        Self::parse(line).is_ok()
    }

    /// Reads the fields of a line.
    ///
    /// # Errors
    /// Why it is none.
    pub fn parse(line: &[u8]) -> Result<Self, String> {
        if line.len() > JSON_LINE_BYTES_MAX {
            let most = JSON_LINE_BYTES_MAX >> 20;
            return Err(format!("the line is longer than {most} MiB"));
        }
        let fields: Fields = serde_json::from_slice(line)
            .map_err(|error| format!("not a line of JSON as expected: {error}"))?;
        if fields.headline.is_some() || fields.blocks.is_some() {
            let mut read = written_by_read(line).map_err(|error| {
                format!("not an article as `read` writes it: {error}")
            })?;
            let article = &mut read.article;
            article.url = article.url.take().and_then(web_address);
            article.canonical_url = article.canonical_url.take().and_then(web_address);
            let id = Some(read.article.id.0.clone()).filter(|id| !id.is_empty());
            return Ok(Self { id, seen_at: None, kind: LineKind::Read(Box::new(read)) });
        }
        fields.into_line()
    }

    /// Its article with everything found in it; the id that came with it is the article's.
    #[must_use]
    pub fn read(self) -> ReadArticle {
        let article = match self.kind {
            LineKind::Capture(capture) => read(&capture),
            LineKind::Article(article) => read_article(*article),
            LineKind::Read(article) => *article,
        };
        named(article, self.id)
    }

    /// Its article as threading needs it, which reads words and names itself.
    #[must_use]
    pub fn unannotated(self) -> ReadArticle {
        match self.kind {
            LineKind::Article(mut article) => {
                settle(&mut article);
                let read = ReadArticle { article: *article, ..ReadArticle::default() };
                named(read, self.id)
            }
            _ => self.read(),
        }
    }
}

fn named(mut read: ReadArticle, id: Option<String>) -> ReadArticle {
    if let Some(id) = id {
        read.article.id = ArticleId(id);
    }
    read
}

impl Fields {
    fn into_line(self) -> Result<Line, String> {
        let id = self.id.as_ref().map(|name| match name {
            Name::Text(text) => text.clone(),
            Name::Number(number) => number.to_string(),
        });
        let seen_at = self.fetched_at.as_deref().and_then(lenient_time);
        let kind = match (&self.html, &self.body, &self.title, &self.text) {
            (Some(_), ..) => LineKind::Capture(self.into_capture(seen_at)),
            (None, Some(_), ..) | (None, None, Some(_), _) => {
                LineKind::Article(Box::new(self.into_article()))
            }
            (None, None, None, Some(_)) => LineKind::Capture(self.into_capture(seen_at)),
            _ => return Err("no field html, text, title or body in it".to_owned()),
        };
        Ok(Line { id, seen_at, kind })
    }

    fn into_capture(self, at: Option<Timestamp>) -> Capture {
        let (text, kind) = match self.html {
            Some(html) => (html, CaptureKind::Page),
            None => (harmless(self.text.unwrap_or_default()), CaptureKind::Text),
        };
        Capture {
            bytes: text.into_bytes(),
            url: self.url.and_then(web_address),
            at,
            charset: Some("utf-8".to_owned()),
            kind,
        }
    }

    fn into_article(self) -> Article {
        let text = harmless(self.body.or(self.text).unwrap_or_default());
        let url = self.url.and_then(web_address);
        let domain = url.as_deref().and_then(domain_of).unwrap_or_default();
        let stated = self.lang.as_deref().and_then(Lang::parse);
        let time = self.published.as_deref().and_then(|time| time.parse().ok());
        let mut article = Article {
            id: ArticleId::default(),
            url,
            outlet: Outlet { name: harmless(self.source.unwrap_or_default()), domain },
            headline: harmless(self.title.unwrap_or_default()),
            published: time,
            ..Article::default()
        };
        rundown_extract::read_body(&text, &mut article);
        article.lang = stated.unwrap_or_else(|| {
            rundown_text::detect_language(&article.text).unwrap_or_default()
        });
        article
    }
}

/// An address that a reader may be led to: no `javascript:` or the like.
fn web_address(url: String) -> Option<String> {
    let known = url::Url::parse(&url).ok()?;
    matches!(known.scheme(), "http" | "https").then_some(url)
}

/// What `rundown read --jsonl` wrote, harmless in all its texts: those of its article, and
/// those that were found in it.
fn written_by_read(line: &[u8]) -> serde_json::Result<ReadArticle> {
    let has_escapes = line.windows(2).any(|two| two == b"\\u");
    if !has_escapes && std::str::from_utf8(line).is_ok_and(|text| !text.contains(harms)) {
        return serde_json::from_slice(line);
    }
    let mut value: Value = serde_json::from_slice(line)?;
    make_harmless(&mut value);
    serde_json::from_value(value)
}

fn make_harmless(value: &mut Value) {
    match value {
        Value::String(text) => *text = harmless(std::mem::take(text)),
        Value::Array(all) => all.iter_mut().for_each(make_harmless),
        Value::Object(all) => all.values_mut().for_each(make_harmless),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A text with blanks for the letters that control a terminal, and with letters that nobody
/// sees for those that turn the direction of what follows; of the same length: what points
/// into it still does.
fn harmless(text: String) -> String {
    if !text.contains(harms) {
        return text;
    }
    let blank = |c: char| match c.len_utf8() {
        _ if !harms(c) => c,
        1 => ' ',
        2 => '\u{a0}',
        _ => '\u{2060}',
    };
    text.chars().map(blank).collect()
}

/// Whether a letter controls a terminal, or turns the direction of what follows.
fn harms(c: char) -> bool {
    let turns = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    turns || c.is_control() && !matches!(c, '\n' | '\t')
}

/// A time as archives write it: RFC 3339, perhaps with a space, perhaps without zone.
#[must_use]
pub fn lenient_time(text: &str) -> Option<Timestamp> {
    let text = text.trim().replacen(' ', "T", 1);
    let zoned: Option<NewsTime> = text.parse().ok();
    zoned.or_else(|| format!("{text}Z").parse().ok()).map(NewsTime::instant)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(line: &str) -> &'static str {
        match Line::parse(line.as_bytes()).map(|line| line.kind) {
            Ok(LineKind::Capture(_)) => "capture",
            Ok(LineKind::Article(_)) => "article",
            Ok(LineKind::Read(_)) => "read",
            Err(_) => "error",
        }
    }

    #[test]
    fn the_fields_tell_what_a_line_is() {
        assert_eq!(
            kind(r#"{"id":1,"html":"<p>a","fetched_at":"2031-05-14 10:00"}"#),
            "capture"
        );
        assert_eq!(kind(r#"{"id":"a","text":"Harbor shut"}"#), "capture");
        assert_eq!(
            kind(r#"{"id":"a","title":"Harbor shut","body":"It was."}"#),
            "article"
        );
        assert_eq!(kind(r#"{"id":"a","title":"Harbor shut"}"#), "article");
        assert_eq!(
            kind(r#"{"id":"a","headline":"Harbor shut","text":"It was."}"#),
            "read"
        );
        assert_eq!(kind(r#"{"id":"a"}"#), "error");
        assert_eq!(kind("{\"id\":"), "error");
    }

    #[test]
    fn no_line_leads_to_a_script_or_controls_a_terminal() {
        for line in [
            r#"{"url":"javascript:alert(1)","title":"Gate\u001b]0;x\u0007","body":"It\u009b1m"}"#,
            r#"{"url":"data:text/html,x","headline":"Gate\u001b","text":"It\u009b1m"}"#,
            r#"{"url":"JavaScript:x","text":"Gate\u001b[1m\n\nIt\u009b1m"}"#,
        ] {
            let (url, text) = match Line::parse(line.as_bytes()).unwrap().kind {
                LineKind::Capture(one) => {
                    (one.url, String::from_utf8(one.bytes).unwrap())
                }
                LineKind::Article(one) => (one.url, one.headline + &one.text),
                LineKind::Read(one) => {
                    (one.article.url, one.article.headline + &one.article.text)
                }
            };
            assert_eq!(url, None, "{line}");
            assert!(!text.contains(['\u{1b}', '\u{7}', '\u{9b}']), "{text:?}");
            assert!(text.replace('\u{a0}', " ").contains("It 1m"), "{text:?}");
        }
    }

    #[test]
    fn nothing_in_a_line_turns_the_words_around_it() {
        let turns = |c: char| ('\u{202a}'..='\u{2069}').contains(&c) && c != '\u{2060}';
        for line in [
            r#"{"title":"Storm \u202ekills\u2067 12\u2028dead","body":"It \u202edid.","source":"\u202emoc.liveT\u2067 Times"}"#,
            r#"{"headline":"Storm \u202ekills\u2067 12 dead","text":"It \u202edid.","outlet":{"name":"\u202eTimes","domain":"t.example"},"entities":[]}"#,
        ] {
            let line = Line::parse(line.as_bytes()).unwrap();
            for read in [line.clone().read(), line.unannotated()] {
                let told = serde_json::to_string(&read).unwrap();
                assert!(!told.contains(turns), "{told}");
                assert!(read.article.outlet.name.ends_with("Times"), "{told}");
                let seen = read.article.headline.replace('\u{2060}', "");
                assert_eq!(seen, "Storm kills 12 dead");
            }
        }
    }

    #[test]
    fn a_copy_in_a_cache_is_its_outlets() {
        for url in [
            "https://www.google.com/amp/s/courier.example/a1",
            "https://courier-example.cdn.ampproject.org/v/s/courier.example/a1",
        ] {
            for rest in [
                r#""html":"<h1>Storm kills 12</h1><p>A storm hit Port Kesh on Monday.</p>""#,
                r#""title":"Storm kills 12","body":"A storm hit Port Kesh on Monday.""#,
            ] {
                let line = format!(r#"{{"url":"{url}",{rest}}}"#);
                let article = Line::parse(line.as_bytes()).unwrap().read().article;
                assert_eq!(article.outlet.domain, "courier.example", "{line}");
                let own = Some("https://courier.example/a1");
                assert_eq!(article.url.as_deref(), own, "{line}");
            }
        }
    }

    #[test]
    fn a_body_is_read_without_the_chrome_that_came_along() {
        let line = Line::parse(
            br#"{"title":"t","body":"One.\n\nTwo.\n\n\n\n ADVERTISEMENT\n\nThree. "}"#,
        )
        .unwrap();
        let LineKind::Article(article) = line.kind else { panic!("an article") };
        let texts: Vec<&str> =
            article.blocks.iter().map(|block| block.span.of(&article.text)).collect();
        assert_eq!(texts, ["One.", "Two.", "Three."]);
    }
}
