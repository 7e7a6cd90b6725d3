//! What answering a program needs, and what all of them are answered.

use axum::body::{Body, to_bytes};
use axum::extract::{FromRef, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rundown_desk::{Desk, DeskError};
use rundown_news::StoryId;
use rundown_news::limits::{ITEMS_GIVEN_MAX, READER_FORM_BYTES_MAX};
use rundown_readers::{Content, Item, ItemId, Params, Source};

use crate::Problem;
use crate::content::content_of;
use crate::login::Login;
use crate::site::Site;

/// What answering a program needs.
#[derive(Clone)]
pub(crate) struct Readers {
    pub(super) site: Site,
    pub(super) login: Login,
}

impl Readers {
    pub(crate) fn new(site: Site, login: Login) -> Self {
        Self { site, login }
    }

    /// The items there are.
    pub(super) async fn items(&self) -> Result<Vec<Item>, Problem> {
        self.site.ask(items_of).await
    }

    /// The feeds that stories are made of.
    pub(super) async fn sources(&self) -> Result<Vec<Source>, Problem> {
        let feeds = self.site.ask(Desk::subscriptions).await?;
        let source = |feed: rundown_store::StoredSubscription| {
            let url = feed.subscription.url;
            Source { title: feed.subscription.title.unwrap_or_else(|| url.clone()), url }
        };
        Ok(feeds.into_iter().map(source).collect())
    }

    /// Some items with what they say, in their order.
    pub(super) async fn given<'a>(
        &self,
        items: Vec<&'a Item>,
    ) -> Result<Vec<(&'a Item, Content)>, Problem> {
        let stories: Vec<StoryId> = items.iter().map(|item| item.story).collect();
        let base = self.site.settings.base_url.clone();
        let contents = self.site.ask(move |desk| {
            let views = desk.give_items(&stories)?;
            let content = |view| content_of(view, &base);
            Ok(views
                .iter()
                .map(|view| (view.brief.story, content(view)))
                .collect::<Vec<_>>())
        });
        let mut contents = contents.await?.into_iter().peekable();
        let mut given = Vec::new();
        for item in items {
            // A story may have gone since it was listed.
            if let Some((_, content)) =
                contents.next_if(|(story, _)| *story == Some(item.story))
            {
                given.push((item, content));
            }
        }
        Ok(given)
    }
}

impl FromRef<Readers> for Site {
    fn from_ref(readers: &Readers) -> Self {
        readers.site.clone()
    }
}

fn items_of(desk: &Desk) -> Result<Vec<Item>, DeskError> {
    let item = |stored: rundown_store::StoredItem| Item {
        story: stored.story,
        id: ItemId(stored.item),
        seq: stored.seq,
        lang: stored.lang,
        told_at: stored.noted_at,
        unread: stored.unread,
        followed: stored.followed,
    };
    Ok(desk.items()?.into_iter().map(item).collect())
}

/// What a request says, in its address and in its form.
pub(super) async fn params(
    query: Option<&str>,
    headers: &HeaderMap,
    body: Body,
) -> Result<Params, Problem> {
    let form =
        to_bytes(body, READER_FORM_BYTES_MAX).await.map_err(|_| Problem::LargePost)?;
    let kind = text_of(headers, &header::CONTENT_TYPE).unwrap_or_default();
    Ok(Params::of(query.unwrap_or_default(), &form, kind))
}

/// What goes wrong, as these programs take it: a status and a word.
pub(super) fn told(problem: Problem) -> Response {
    problem.log();
    match problem {
        Problem::NoPassword => {
            let how = [(header::WWW_AUTHENTICATE, "GoogleLogin realm=\"Rundown\"")];
            (StatusCode::UNAUTHORIZED, how, "Unauthorized").into_response()
        }
        problem => (problem.status(), problem.happened()).into_response(),
    }
}

pub(super) fn text_of<'a>(
    headers: &'a HeaderMap,
    name: &header::HeaderName,
) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// The feeds that stories are made of, as OPML.
pub(super) async fn opml(readers: &Readers) -> Result<Response, Problem> {
    crate::feeds::subscriptions(State(readers.site.clone())).await
}

/// Stories of items, as many as may be given in one answer.
pub(super) fn most(items: Vec<&Item>) -> Vec<&Item> {
    items.into_iter().take(ITEMS_GIVEN_MAX).collect()
}
