//! What a language model is told of the desk: short answers, each line with the address of
//! its evidence. The protocol itself is `rundown-readers`.

use std::collections::BTreeMap;

use rundown_desk::{ArticleCard, Desk, DeskError, Found, SearchHit, StoryView};
use rundown_news::{ArticleId, FigureHistory, RundownEntry, Shown, TimelineEntry, Voice};
use rundown_readers::mcp::{Ask, reply};
use serde_json::{Value, json};

use crate::links::{article_href, evidence_href, outward, shown_href, story_href};
use crate::story::title_of;

/// Entries of each part of a story.
const PART_MAX: usize = 30;
/// Statements of a voice.
const STATEMENTS_MAX: usize = 6;
/// Characters of an article's text.
const TEXT_CHARACTERS_MAX: usize = 24_000;

/// Answers a message of the Model Context Protocol; none for one that wants no answer.
/// Addresses begin with `base`.
#[must_use]
pub fn mcp_reply(desk: &Desk, base: &str, message: &str) -> Option<String> {
    reply(message, |ask| match told(desk, base, &ask) {
        Ok(Some(answer)) => Ok(answer),
        Ok(None) => Err("there is no such thing here".to_owned()),
        Err(error) => Err(error.to_string()),
    })
}

fn told(desk: &Desk, base: &str, ask: &Ask) -> Result<Option<Value>, DeskError> {
    Ok(match ask {
        Ask::Rundown { limit } => {
            let stories = desk.rundown()?.stories.into_iter().take(*limit);
            Some(stories.map(|entry| entry_told(&entry, base)).collect())
        }
        Ask::New { limit } => {
            let mut stories = Vec::new();
            for news in desk.news(0, *limit)? {
                stories.extend(found(desk, &news.slug.0)?.map(|view| {
                    let Told { mut answer, .. } = Told::head(&view, base);
                    answer["never_looked_at"] = view.last_look.is_none().into();
                    answer["new"] = Told::of(&view, base).news();
                    answer
                }));
            }
            Some(stories.into())
        }
        Ask::Story { story } => found(desk, story)?.map(|view| story_told(&view, base)),
        Ask::Search { words, limit } => {
            let hits = desk.search(words)?.into_iter().take(*limit);
            Some(hits.map(|hit| hit_told(&hit, base)).collect())
        }
        Ask::Article { article, revision } => {
            let view = desk.article(&ArticleId(article.clone()), *revision)?;
            view.map(|view| article_told(&view, base))
        }
    })
}

/// The story under this name, or under the one it goes by now.
fn found(desk: &Desk, name: &str) -> Result<Option<Box<StoryView>>, DeskError> {
    match desk.story(name)? {
        Found::Here(view) => Ok(Some(view)),
        Found::Moved(slug) => match desk.story(&slug.0)? {
            Found::Here(view) => Ok(Some(view)),
            Found::Moved(_) | Found::Unknown => Ok(None),
        },
        Found::Unknown => Ok(None),
    }
}

fn entry_told(entry: &RundownEntry, base: &str) -> Value {
    let latest = entry.latest.as_ref().map(|shown| {
        let outlet = entry.latest_outlet.as_ref().map(rundown_news::Outlet::label);
        json!({
            "text": shown.with_names(), "outlet": outlet,
            "evidence": format!("{base}{}", shown_href(shown)),
        })
    });
    json!({
        "story": entry.story, "slug": entry.slug, "title": entry.title, "latest": latest,
        "first_at": entry.first_at, "last_at": entry.last_at, "articles": entry.articles,
        "outlets": entry.outlets, "independent": entry.independent, "new": entry.new,
        "never_looked_at": entry.unread, "followed": entry.followed,
        "page": format!("{base}{}", story_href(&entry.slug)),
    })
}

/// A story while it is told.
struct Told<'a> {
    answer: Value,
    view: &'a StoryView,
    cards: &'a BTreeMap<ArticleId, ArticleCard>,
    base: &'a str,
}

impl<'a> Told<'a> {
    fn of(view: &'a StoryView, base: &'a str) -> Self {
        Self { answer: Value::Null, view, cards: &view.articles, base }
    }

    fn head(view: &'a StoryView, base: &'a str) -> Self {
        let brief = &view.brief;
        let answer = json!({
            "story": brief.story, "slug": brief.slug, "title": title_of(view),
            "page": format!("{base}{}", story_href(&brief.slug)),
            "first_at": brief.first_at, "last_at": brief.last_at,
            "articles": view.articles.len(), "outlets": brief.outlets.total,
            "independent": brief.outlets.independent,
        });
        Self { answer, ..Self::of(view, base) }
    }

    fn line(&self, shown: &Shown) -> Value {
        let card = shown.evidence.first().and_then(|one| self.cards.get(&one.article));
        json!({
            "text": shown.with_names(), "outlet": card.map(|card| card.outlet.label()),
            "evidence": format!("{}{}", self.base, shown_href(shown)),
        })
    }

    /// A line with something beside it.
    fn with(&self, shown: &Shown, beside: &Value) -> Value {
        let mut line = self.line(shown);
        for (name, value) in beside.as_object().into_iter().flatten() {
            line[name] = value.clone();
        }
        line
    }

    fn news(&self) -> Value {
        let new = self.view.brief.new.iter().take(PART_MAX);
        new.map(|item| {
            let first = item.first_outlet.label();
            self.with(
                &item.shown,
                &json!({ "kind": item.kind, "first_told_by": first, "at": item.at }),
            )
        })
        .collect()
    }

    /// What matters most of the timeline, in order of time.
    fn timeline(&self) -> Value {
        let mut entries: Vec<(usize, &TimelineEntry)> =
            self.view.brief.timeline.iter().enumerate().collect();
        entries.sort_by(|(_, a), (_, b)| b.weight.total_cmp(&a.weight));
        entries.truncate(PART_MAX);
        entries.sort_by_key(|(place, _)| *place);
        let told = entries.into_iter().map(|(_, entry)| {
            self.with(&entry.shown, &json!({ "date": entry.date, "ahead": entry.ahead }))
        });
        told.collect()
    }

    fn voice(&self, voice: &Voice) -> Value {
        let said: Vec<Value> = voice
            .statements
            .iter()
            .take(STATEMENTS_MAX)
            .map(|one| {
                let words = json!({
                    "words": one.directness, "said_on": one.said_on, "at": one.at
                });
                self.with(&one.shown, &words)
            })
            .collect();
        let role = voice.roles.first().map(|role| &role.text);
        json!({ "name": voice.name, "role": role, "said": said })
    }

    fn figure(&self, figure: &FigureHistory) -> Value {
        let history = figure.history.iter().rev().take(STATEMENTS_MAX);
        let history: Vec<Value> = history
            .map(|point| {
                let href = evidence_href(&point.evidence).unwrap_or_default();
                json!({
                    "value": point.value, "value_high": point.value_high,
                    "qualifier": point.qualifier, "at": point.at,
                    "outlet": point.outlet.label(),
                    "evidence": format!("{}{href}", self.base),
                })
            })
            .collect();
        json!({
            "counted": figure.counted, "unit": figure.unit, "disagree": figure.disagree,
            "before_the_story": figure.before,
            "latest_first": history,
        })
    }
}

fn story_told(view: &StoryView, base: &str) -> Value {
    let told = Told::head(view, base);
    let brief = &view.brief;
    let mut answer = told.answer.clone();
    answer["state"] = brief.state.iter().map(|shown| told.line(shown)).collect();
    answer["last_look"] = json!(view.last_look);
    answer["new"] = told.news();
    let so_far = brief.highlights.iter();
    answer["so_far"] =
        so_far.map(|one| told.with(&one.shown, &json!({ "date": one.date }))).collect();
    answer["timeline"] = told.timeline();
    let voices = brief.voices.iter().take(PART_MAX);
    answer["voices"] = voices.map(|voice| told.voice(voice)).collect();
    let figures = brief.figures.iter().take(PART_MAX);
    answer["figures"] = figures.map(|figure| told.figure(figure)).collect();
    let developments = brief.developments.iter().take(PART_MAX);
    answer["developments"] = developments
        .map(|one| {
            told.with(
                &one.title,
                &json!({ "at": one.first_at, "outlets": one.independent }),
            )
        })
        .collect();
    let related = brief
        .related
        .iter()
        .map(|one| json!({ "story": one.story, "slug": one.slug, "title": one.title }));
    answer["related"] = related.collect();
    answer
}

fn hit_told(hit: &SearchHit, base: &str) -> Value {
    let card = &hit.card;
    let sentence = hit.sentence.as_ref().map(|shown| {
        json!({ "text": shown.text, "evidence": format!("{base}{}", shown_href(shown)) })
    });
    json!({
        "article": card.id, "headline": card.headline, "outlet": card.outlet.label(),
        "at": card.at, "lang": card.lang, "sentence": sentence, "story": hit.story,
        "page": format!("{base}{}", article_href(&card.id)),
    })
}

fn article_told(view: &rundown_desk::ArticleView, base: &str) -> Value {
    let article = &view.stored.read.article;
    let text: String = article.text.chars().take(TEXT_CHARACTERS_MAX).collect();
    let is_whole = text.len() == article.text.len();
    json!({
        "article": article.id, "headline": article.headline, "deck": article.deck,
        "outlet": article.outlet.label(), "at": view.card.at, "lang": article.lang,
        "address": outward(view.card.url.as_deref()),
        "page": format!("{base}{}", article_href(&article.id)),
        "revision": view.stored.revision, "latest_revision": view.stored.latest_revision,
        "story": view.story, "copy_of": view.card.copy_of,
        "text": text, "text_is_whole": is_whole,
    })
}
