//! A brief as one HTML file: no script, no picture, nothing loaded from anywhere. Each
//! sentence leads to the article it stands in, where that has an address.

use std::fmt;
use std::io::Write;

use anyhow::Result;
use jiff::Timestamp;
use rundown_news::{Brief, Shown, counted};

use super::brief::{OutletOf, UrlOf, change_words, elsewhere_words, point, span_of};
use super::rows::is_showable;
use crate::show::kinds::kind_word;

const STYLE: &str = "body{max-width:44rem;margin:2rem auto;padding:0 1rem;\
    font:1rem/1.5 Georgia,serif;color:#222;background:#fff}\
    h1{line-height:1.2}h2{margin-top:2rem;border-bottom:1px solid #999}\
    small,time{color:#666}a{color:inherit}";

pub(crate) fn brief(
    out: &mut impl Write,
    brief: &Brief,
    outlet: OutletOf<'_>,
    url: UrlOf<'_>,
    around: &Around<'_>,
) -> Result<()> {
    let title = brief.title.as_ref().map_or("(no headline)", |title| &title.text);
    let page = Page { outlet, url };
    let title = Escaped(title);
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>"
    )?;
    if let Some(up) = around.up {
        writeln!(out, "<p><a href=\"{up}\">Rundown</a></p>")?;
    }
    writeln!(
        out,
        "<h1>{title}</h1>\n<p><small>{}</small></p>",
        Escaped(&span_of(brief))
    )?;
    list(out, "Where it stands", brief.state.iter().map(|shown| page.line(shown)))?;
    let so_far = brief.highlights.iter();
    let so_far =
        so_far.map(|one| format!("<time>{}</time> {}", one.date, page.line(&one.shown)));
    list(out, "The story so far", so_far)?;
    let new = brief.new.iter();
    let new = new.map(|item| {
        format!("<b>{}</b> {}", kind_word(item.kind), page.line(&item.shown))
    });
    list(out, "New since you looked", new)?;
    let timeline = brief.timeline.iter().map(|entry| {
        let ahead = if entry.ahead { "ahead: " } else { "" };
        format!("<time>{}</time> {ahead}{}", entry.date, page.line(&entry.shown))
    });
    list(out, "Timeline", timeline)?;
    for other in &brief.elsewhere {
        let lang = other.lang;
        let adds = other.adds.iter();
        let adds = adds.map(|one| {
            format!(
                "<small>{lang}</small> <span lang=\"{lang}\" dir=\"auto\">{}</span>",
                page.line(&one.shown)
            )
        });
        list(out, &elsewhere_words(other), adds)?;
    }
    voices(out, brief, &page)?;
    let figures = brief.figures.iter().map(|figure| {
        let points: Vec<String> = figure.history.iter().map(point).collect();
        let disagree = if figure.disagree { " (outlets disagree)" } else { "" };
        let before = if figure.before { " (before this story)" } else { "" };
        let told = format!(
            "{} {} {}{before}{disagree}",
            points.join(" → "),
            figure.unit,
            figure.counted
        );
        Escaped(&told).to_string()
    });
    list(out, "Figures", figures)?;
    let changes = brief.changes.iter().map(|change| {
        let at = change.at.strftime("%b %-d, %H:%M");
        format!("<time>{at}</time> {}", Escaped(&change_words(change)))
    });
    list(out, "Changed after publication", changes)?;
    let people = brief.people.iter().map(|person| {
        let role = person.roles.first().map_or("", |role| role.text.as_str());
        format!("{} <small>{}</small>", Escaped(&person.name), Escaped(role))
    });
    list(out, "Who’s who", people)?;
    let outlets = brief.outlets.list.iter().map(|one| {
        let first = one.first_at.strftime("%b %-d, %H:%M");
        format!("{} <small>first report {first}</small>", Escaped(one.outlet.label()))
    });
    list(out, "Outlets", outlets)?;
    let related = around.related.iter();
    let related = related.map(|(slug, title)| {
        format!("<a href=\"{}\">{}</a>", file(slug), Escaped(title))
    });
    list(out, "Related stories", related)
}

/// What stands around a story in a site.
#[derive(Default)]
pub(crate) struct Around<'a> {
    /// The way up.
    pub up: Option<&'a str>,
    /// Names and titles of stories beside it.
    pub related: &'a [(&'a str, &'a str)],
}

/// By this a page of ours is known again.
pub(crate) const GENERATOR: &str = "<meta name=\"generator\" content=\"Rundown\">";

/// A story in the list of a site.
pub(crate) struct Entry<'a> {
    pub slug: &'a str,
    pub title: &'a str,
    pub line: Option<&'a str>,
    pub last_at: Option<Timestamp>,
    pub outlets: u32,
}

/// The page that lists the stories of a site.
pub(crate) fn index(
    out: &mut impl Write,
    entries: &[Entry<'_>],
    now: Timestamp,
) -> Result<()> {
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n{GENERATOR}\n\
         <title>Rundown</title>\n<style>{STYLE}</style>\n<h1>Rundown</h1>\n\
         <p><small>As of {}. Every sentence stands in an article and leads to it.</small></p>",
        now.strftime("%B %-d, %Y, %H:%M UTC")
    )?;
    for entry in entries {
        let (href, title) = (file(entry.slug), Escaped(entry.title));
        writeln!(out, "<h2><a href=\"stories/{href}\" dir=\"auto\">{title}</a></h2>")?;
        if let Some(line) = entry.line {
            writeln!(out, "<p dir=\"auto\">{}</p>", Escaped(line))?;
        }
        let last = entry.last_at.map(|at| at.strftime("%B %-d, %Y").to_string());
        let outlets = counted(entry.outlets, "independent outlet");
        writeln!(
            out,
            "<p><small>{outlets}, last {}</small></p>",
            last.unwrap_or_default()
        )?;
    }
    Ok(())
}

/// The file of a story, as an address names it.
fn file(slug: &str) -> String {
    let mut file = String::new();
    for byte in slug.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => {
                file.push(char::from(byte));
            }
            byte => _ = fmt::Write::write_fmt(&mut file, format_args!("%{byte:02X}")),
        }
    }
    file + ".html"
}

fn voices(out: &mut impl Write, brief: &Brief, page: &Page<'_>) -> Result<()> {
    if !brief.voices.is_empty() {
        writeln!(out, "<h2>Voices</h2>")?;
    }
    for voice in &brief.voices {
        let role = voice.roles.first().map_or("", |role| role.text.as_str());
        let (name, role) = (Escaped(&voice.name), Escaped(role));
        writeln!(out, "<h3>{name} <small>{role}</small></h3>\n<ul>")?;
        for said in &voice.statements {
            let on = said.said_on.as_deref().unwrap_or("");
            let line = page.words(&said.words(), &said.shown);
            writeln!(out, "<li><time>{on}</time> {line}</li>")?;
        }
        writeln!(out, "</ul>")?;
    }
    Ok(())
}

fn list(
    out: &mut impl Write,
    title: &str,
    items: impl Iterator<Item = String>,
) -> Result<()> {
    let mut items = items.peekable();
    if items.peek().is_none() {
        return Ok(());
    }
    writeln!(out, "<h2>{title}</h2>\n<ul>")?;
    for item in items {
        writeln!(out, "<li>{item}</li>")?;
    }
    Ok(writeln!(out, "</ul>")?)
}

struct Page<'a> {
    outlet: OutletOf<'a>,
    url: UrlOf<'a>,
}

impl Page<'_> {
    fn line(&self, shown: &Shown) -> String {
        self.words(&shown.with_names(), shown)
    }

    /// Words as they are read, leading to where they stand.
    fn words(&self, words: &str, shown: &Shown) -> String {
        let Some(first) = shown.evidence.first() else { return String::new() };
        let (outlet, url) = ((self.outlet)(&first.article), (self.url)(&first.article));
        let (words, outlet) = (Escaped(words), Escaped(&outlet));
        // Only the web: an address of another kind could run something.
        if url.starts_with("https://") || url.starts_with("http://") {
            let url = Escaped(&url);
            format!(
                "<a href=\"{url}\" rel=\"noreferrer\">{words}</a> <small>({outlet})</small>"
            )
        } else {
            format!("{words} <small>({outlet})</small>")
        }
    }
}

/// Words of others, safe in text and in attributes, and without what turns the direction of
/// the words that follow.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\n' | '\t' => write!(f, "{c}")?,
                c if !is_showable(c) => {}
                c => write!(f, "{c}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_cannot_become_tags() {
        let words = super::Escaped("<b \u{202e}onload=\"x\">&'").to_string();
        assert_eq!(words, "&lt;b onload=&quot;x&quot;&gt;&amp;&#39;");
    }
}
