//! What a page scorer does not ask: times to the minute, standfirsts, captions that leak
//! into the text, and the entries of live blogs.
//!
//! The gold labels hold the first two (`date`, `summary`); what a page's captions and its
//! live blog's entries are, the page states itself (`figcaption`, `LiveBlogPosting`).

use std::collections::BTreeMap;
use std::fmt;

use anyhow::{Context, Result};
use jiff::Timestamp;
use serde_json::Value;

/// A shorter caption or standfirst is found in any text by chance.
const WORDS_MIN: usize = 5;

/// How often something was right, of how often it could have been.
#[derive(Debug, Default, Clone, Copy)]
struct Share {
    right: usize,
    all: usize,
}

impl Share {
    fn add(&mut self, is_right: bool) {
        self.right += usize::from(is_right);
        self.all += 1;
    }
}

impl fmt::Display for Share {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = self.right as f64 / self.all.max(1) as f64;
        write!(out, "{share:.4} of {}", self.all)
    }
}

/// The figures of the pages whose gold labels know of them, as one line.
pub(super) fn details(gold: &str, articles: &str) -> Result<String> {
    let articles: BTreeMap<String, Value> = values(articles)?
        .into_iter()
        .map(|article| (string(&article["id"]), article))
        .collect();
    let (mut minutes, mut standfirsts) = (Share::default(), Share::default());
    let (mut kept_out, mut entries) = (Share::default(), Share::default());
    for page in values(gold)? {
        let Some(article) = articles.get(&string(&page["id"])) else { continue };
        let html = page["html"].as_str().unwrap_or("");
        if let Some(minute) = minute(&page["gold"]["date"]) {
            let own: Option<Timestamp> =
                article["published"].as_str().and_then(|time| time.parse().ok());
            minutes.add(own.is_some_and(|own| own.as_second() / 60 == minute));
        }
        let standfirst = standfirst(&page["gold"]["summary"]);
        if !standfirst.is_empty() {
            let kept = kept(article);
            standfirsts.add(standfirst.iter().all(|part| holds(&kept, part)));
        }
        let told = words(&string(&page["gold"]["text"]));
        let captions: Vec<String> =
            captions(html).filter(|caption| !holds(&told, caption)).collect();
        if page["gold"].get("summary").is_some() && !captions.is_empty() {
            let body = words(&body(article));
            kept_out.add(!captions.iter().any(|caption| holds(&body, caption)));
        }
        for is_kept in entries_kept(&updates(html), article) {
            entries.add(is_kept);
        }
    }
    if standfirsts.all == 0 {
        return Ok(String::new());
    }
    Ok(format!(
        "minute {minutes}  standfirst {standfirsts}  captions kept out {kept_out}  \
         live entries {entries}"
    ))
}

fn values(lines: &str) -> Result<Vec<Value>> {
    let lines = lines.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| serde_json::from_str(line).context("a line is no JSON")).collect()
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or("").to_owned()
}

/// The words of a text in lower case, a blank around each.
fn words(text: &str) -> String {
    let words = text.split(|character: char| !character.is_alphanumeric());
    words.filter(|word| !word.is_empty()).fold(" ".to_owned(), |mut all, word| {
        all.push_str(&word.to_lowercase());
        all.push(' ');
        all
    })
}

fn holds(text: &str, part: &str) -> bool {
    text.contains(part)
}

fn is_long(words: &str) -> bool {
    words.split(' ').filter(|word| !word.is_empty()).count() >= WORDS_MIN
}

/// The minute of a gold date that has a time and an offset.
fn minute(date: &Value) -> Option<i64> {
    let time: Timestamp = date.as_str()?.replacen(' ', "T", 1).parse().ok()?;
    Some(time.as_second() / 60)
}

/// The paragraphs of a standfirst that are long enough to be looked for.
fn standfirst(summary: &Value) -> Vec<String> {
    let parts = summary.as_array().map_or(&[][..], Vec::as_slice);
    let parts = parts.iter().filter_map(Value::as_str).map(words);
    parts.filter(|part| is_long(part)).collect()
}

/// All words that an article keeps.
fn kept(article: &Value) -> String {
    let highlights = article["highlights"].as_array().map_or(&[][..], Vec::as_slice);
    let mut all: Vec<String> = highlights.iter().map(string).collect();
    all.extend([string(&article["deck"]), string(&article["text"])]);
    words(&all.join("\n"))
}

/// The article's body: its text without captions, embeds and corrections.
fn body(article: &Value) -> String {
    let text = string(&article["text"]);
    let blocks = article["blocks"].as_array().map_or(&[][..], Vec::as_slice);
    let kept = blocks.iter().filter(|block| {
        !matches!(block["kind"].as_str(), Some("caption" | "embed" | "correction"))
    });
    let cut = kept.filter_map(|block| {
        let from = usize::try_from(block["span"][0].as_u64()?).ok()?;
        let to = usize::try_from(block["span"][1].as_u64()?).ok()?;
        text.get(from..to)
    });
    cut.collect::<Vec<_>>().join("\n")
}

/// The captions that a page marks as such.
fn captions(html: &str) -> impl Iterator<Item = String> + '_ {
    let parts = html.split("<figcaption").skip(1);
    parts.filter_map(|part| {
        let inner = part.split("</figcaption").next()?.split_once('>')?.1;
        let caption = words(&rundown_extract::plain_text_of(inner));
        is_long(&caption).then_some(caption)
    })
}

/// The times of the entries that a page's JSON-LD gives of its live blog.
fn updates(html: &str) -> Vec<i64> {
    let scripts = html.split("<script").skip(1).filter_map(|part| {
        let (attributes, rest) = part.split_once('>')?;
        let body = rest.split("</script").next()?;
        (attributes.contains("ld+json") && body.contains("liveBlogUpdate"))
            .then_some(body)
    });
    let mut times = Vec::new();
    let mut queue: Vec<Value> =
        scripts.filter_map(|body| serde_json::from_str(body).ok()).collect();
    while let Some(value) = queue.pop() {
        match value {
            Value::Array(values) => queue.extend(values),
            Value::Object(mut fields) => {
                if let Some(Value::Array(entries)) = fields.remove("liveBlogUpdate") {
                    let entries = entries.iter().filter_map(|entry| {
                        entry["datePublished"].as_str()?.parse::<Timestamp>().ok()
                    });
                    times.extend(entries.map(Timestamp::as_second));
                }
                queue.extend(fields.into_iter().map(|(_, field)| field));
            }
            _ => {}
        }
    }
    times
}

/// For each entry whether the article has one of its time.
fn entries_kept(updates: &[i64], article: &Value) -> Vec<bool> {
    let blocks = article["blocks"].as_array().map_or(&[][..], Vec::as_slice);
    let mut times: Vec<i64> = blocks
        .iter()
        .filter_map(|block| block["at"].as_str()?.parse::<Timestamp>().ok())
        .map(Timestamp::as_second)
        .collect();
    let mut take = |time: i64| {
        let found = times.iter().position(|own| *own == time);
        found.map(|place| times.swap_remove(place)).is_some()
    };
    updates.iter().map(|time| take(*time)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_page_states_is_asked_of_the_article() {
        let gold = r#"{"id":"a","html":"<figcaption class=c>The <b>ferry</b> at its old pier</figcaption><script type=\"application/ld+json\">{\"liveBlogUpdate\":[{\"datePublished\":\"2031-05-14T10:00:00Z\"},{\"datePublished\":\"2031-05-14T11:00:00Z\"}]}</script>","gold":{"date":"2031-05-14 11:40:20+02:00","summary":["Nobody was hurt in the fire"],"text":"x"}}"#;
        let article = r#"{"id":"a","published":"2031-05-14T09:40:00Z","text":"Nobody was hurt in the fire.The ferry at its old pier","blocks":[{"kind":"paragraph","span":[0,28],"at":"2031-05-14T12:00:00+02:00"},{"kind":"paragraph","span":[28,53]}]}"#;
        assert_eq!(
            details(gold, article).unwrap(),
            "minute 1.0000 of 1  standfirst 1.0000 of 1  captions kept out 0.0000 of 1  \
             live entries 0.5000 of 2"
        );
    }
}
