//! What a reader does: has read, follows, mutes, puts off. Plain forms, answered with the
//! page they came from, which tells what was done and takes it back.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, State};
use axum::response::Redirect;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use rundown_desk::{Found, StoryView, Sweep};
use rundown_news::{Follow, LastLook, Snooze, StoryId};
use serde::Deserialize;

use crate::Problem;
use crate::links::story_href;
use crate::notice;
use crate::site::Site;

/// A form as its fields, or as what was wrong with it.
type Sent<T> = Result<Form<T>, FormRejection>;

/// The form that marks as read, or takes that back.
#[derive(Default, Deserialize)]
pub(crate) struct LookForm {
    /// The look to take back, in milliseconds.
    back: Option<i64>,
    #[serde(default)]
    from: Place,
}

/// The form that follows or mutes a story.
#[derive(Deserialize)]
pub(crate) struct FollowForm {
    follow: Wish,
    #[serde(default)]
    from: Place,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Wish {
    #[serde(alias = "followed")]
    Follow,
    #[serde(alias = "muted")]
    Mute,
    None,
}

/// The form that puts a story off.
#[derive(Deserialize)]
pub(crate) struct SnoozeForm {
    /// A day, `material` or `none`.
    until: String,
    #[serde(default)]
    from: Place,
}

/// The page that a form stands on.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Place {
    #[default]
    Story,
    Decisions,
}

impl Place {
    fn back(self, page: &str, done: &str, was: &str) -> Redirect {
        match self {
            Self::Story => Redirect::to(&notice::href(page, done, was)),
            Self::Decisions => Redirect::to("/corrections"),
        }
    }
}

/// Marks a story as read, or takes that back.
pub(crate) async fn look(
    State(site): State<Site>,
    Path(name): Path<String>,
    form: Sent<LookForm>,
) -> Result<Redirect, Problem> {
    let form = filled_or_empty(form)?;
    let (story, page) = found(&site, &name).await?.named()?;
    let Some(back) = form.back else {
        let look = site.ask(move |desk| desk.look(story)).await?;
        return Ok(form.from.back(&page, "read", &stamp(look)));
    };
    let look = look_of(back)?;
    site.ask(move |desk| desk.unlook(Some(story), look)).await?;
    Ok(form.from.back(&page, "unread", ""))
}

/// Marks every story as read, or takes that back.
pub(crate) async fn look_at_all(
    State(site): State<Site>,
    form: Sent<LookForm>,
) -> Result<Redirect, Problem> {
    let form = filled_or_empty(form)?;
    if let Some(back) = form.back {
        let look = look_of(back)?;
        site.ask(move |desk| desk.unlook(None, look)).await?;
        return Ok(form.from.back("/", "unread", ""));
    }
    let swept = site.ask(rundown_desk::Desk::look_at_all).await?;
    let Some(Sweep { at, stories }) = swept else { return Ok(Redirect::to("/")) };
    let told = notice::href("/", "read", &stamp(at));
    Ok(Redirect::to(&format!("{told}&stories={stories}")))
}

/// Follows or mutes a story, or neither.
pub(crate) async fn follow(
    State(site): State<Site>,
    Path(name): Path<String>,
    form: Sent<FollowForm>,
) -> Result<Redirect, Problem> {
    let form = filled(form)?;
    let view = found(&site, &name).await?;
    let was = match view.0.follow {
        Follow::Followed => "followed",
        Follow::Muted => "muted",
        Follow::None => "none",
    };
    let (story, page) = view.named()?;
    let (follow, done) = match form.follow {
        Wish::Follow => (Follow::Followed, "followed"),
        Wish::Mute => (Follow::Muted, "muted"),
        Wish::None => (Follow::None, "let"),
    };
    site.ask(move |desk| desk.follow(story, follow)).await?;
    Ok(form.from.back(&page, done, was))
}

/// Puts a story off, or no longer.
pub(crate) async fn snooze(
    State(site): State<Site>,
    Path(name): Path<String>,
    form: Sent<SnoozeForm>,
) -> Result<Redirect, Problem> {
    let form = filled(form)?;
    let view = found(&site, &name).await?;
    let was = match view.0.snooze {
        None => "none".to_owned(),
        Some(Snooze::MaterialSince(_)) => "material".to_owned(),
        Some(Snooze::Until(until)) => crate::times::utc(until).date().to_string(),
    };
    let (story, page) = view.named()?;
    let done = match form.until.as_str() {
        "none" => {
            site.ask(move |desk| desk.wake(story)).await?;
            "woken"
        }
        "material" => {
            site.ask(move |desk| desk.snooze_until_material(story)).await?;
            "waiting"
        }
        day => {
            let until = start_of(day)?;
            site.ask(move |desk| desk.snooze_until(story, until)).await?;
            "snoozed"
        }
    };
    Ok(form.from.back(&page, done, &was))
}

/// When a day begins.
fn start_of(day: &str) -> Result<Timestamp, Problem> {
    let day: Date = day.parse().map_err(|_| {
        Problem::BadQuery("`until` is a day as 2031-06-05, material or none".to_owned())
    })?;
    let begins = Offset::UTC.to_timestamp(day.at(0, 0, 0, 0));
    begins.map_err(|error| Problem::BadQuery(error.to_string()))
}

fn filled<T>(form: Sent<T>) -> Result<T, Problem> {
    let Form(form) = form.map_err(|error| Problem::BadQuery(error.body_text()))?;
    Ok(form)
}

/// The same of a form that may be sent without anything in it.
fn filled_or_empty<T: Default>(form: Sent<T>) -> Result<T, Problem> {
    match form {
        Err(FormRejection::InvalidFormContentType(_)) => Ok(T::default()),
        form => filled(form),
    }
}

/// A look as forms name it.
pub(crate) fn stamp(look: LastLook) -> String {
    look.0.as_millisecond().to_string()
}

fn look_of(stamp: i64) -> Result<LastLook, Problem> {
    let at = Timestamp::from_millisecond(stamp);
    Ok(LastLook(at.map_err(|error| Problem::BadQuery(error.to_string()))?))
}

/// A story that a reader does something with.
struct Meant(Box<StoryView>);

impl Meant {
    /// Its number and its page.
    fn named(&self) -> Result<(StoryId, String), Problem> {
        let brief = &self.0.brief;
        let story = brief.story.ok_or_else(|| Problem::NoStory(brief.slug.0.clone()))?;
        Ok((story, story_href(&brief.slug)))
    }
}

/// The story under this name, or under the one it goes by now.
async fn found(site: &Site, name: &str) -> Result<Meant, Problem> {
    let unknown = || Problem::NoStory(name.to_owned());
    match site.story(name).await? {
        Found::Here(view) => Ok(Meant(view)),
        Found::Moved(slug) => match site.story(&slug.0).await? {
            Found::Here(view) => Ok(Meant(view)),
            Found::Moved(_) | Found::Unknown => Err(unknown()),
        },
        Found::Unknown => Err(unknown()),
    }
}
