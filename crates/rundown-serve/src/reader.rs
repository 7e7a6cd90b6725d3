//! What a reader does: has read, follows, mutes. Plain forms, answered with the page
//! they came from.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, State};
use axum::response::Redirect;
use rundown_desk::{Found, StoryView};
use rundown_news::Follow;
use serde::Deserialize;

use crate::Problem;
use crate::links::story_href;
use crate::site::Site;

/// The form that follows or mutes a story.
#[derive(Deserialize)]
pub(crate) struct FollowForm {
    follow: Wish,
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

/// Marks a story as read.
pub(crate) async fn look(
    State(site): State<Site>,
    Path(name): Path<String>,
) -> Result<Redirect, Problem> {
    let view = found(&site, &name).await?;
    if let Some(story) = view.brief.story {
        site.ask(move |desk| desk.look(story)).await?;
    }
    Ok(Redirect::to(&story_href(&view.brief.slug)))
}

/// Marks every story as read.
pub(crate) async fn look_at_all(State(site): State<Site>) -> Result<Redirect, Problem> {
    site.ask(rundown_desk::Desk::look_at_all).await?;
    Ok(Redirect::to("/"))
}

/// Follows or mutes a story, or neither.
pub(crate) async fn follow(
    State(site): State<Site>,
    Path(name): Path<String>,
    form: Result<Form<FollowForm>, FormRejection>,
) -> Result<Redirect, Problem> {
    let Form(form) = form.map_err(|error| Problem::BadQuery(error.body_text()))?;
    let view = found(&site, &name).await?;
    let follow = match form.follow {
        Wish::Follow => Follow::Followed,
        Wish::Mute => Follow::Muted,
        Wish::None => Follow::None,
    };
    if let Some(story) = view.brief.story {
        site.ask(move |desk| desk.follow(story, follow)).await?;
    }
    Ok(Redirect::to(&story_href(&view.brief.slug)))
}

/// The story under this name, or under the one it goes by now.
async fn found(site: &Site, name: &str) -> Result<Box<StoryView>, Problem> {
    let unknown = || Problem::NoStory(name.to_owned());
    match site.story(name).await? {
        Found::Here(view) => Ok(view),
        Found::Moved(slug) => match site.story(&slug.0).await? {
            Found::Here(view) => Ok(view),
            Found::Moved(_) | Found::Unknown => Err(unknown()),
        },
        Found::Unknown => Err(unknown()),
    }
}
