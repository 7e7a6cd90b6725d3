//! `/fever/?api`: the Fever API.
//!
//! A client shows an MD5 sum of a name and a secret. Only sums of tokens are known here
//! (`rundown-desk/src/tokens.rs`), never one of the password.

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use rundown_news::StoryId;
use rundown_readers::fever::{As, Mark, answer as answer_of, unknown, wanted};
use rundown_readers::{Item, Params};

use super::program::{Readers, params, told};
use crate::Problem;
use crate::api::json;
use crate::visitor::{Visitor, answering};

pub(crate) async fn answer(
    State(readers): State<Readers>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let answer = async {
        let params = params(query.as_deref(), &headers, body).await?;
        let key = params.get("api_key").unwrap_or_default().to_owned();
        let known = move |desk: &rundown_desk::Desk| {
            let owner = desk.tokens().owner_of_fever(&key)?;
            owner.map_or(Ok(None), |owner| Visitor::reading(desk, owner))
        };
        let Some(visitor) = readers.site.ask(known).await? else {
            readers.login.was_wrong().await?;
            return Ok(unknown());
        };
        answering(visitor, known_to(&readers, &params)).await
    };
    match answer.await {
        Ok(answer) => json(StatusCode::OK, &answer),
        Err(problem) => told(problem),
    }
}

async fn known_to(
    readers: &Readers,
    params: &Params,
) -> Result<serde_json::Value, Problem> {
    let mut items = readers.items().await?;
    if let Some(mark) = Mark::of(params, &items) {
        act(readers, mark).await?;
        items = readers.items().await?;
    }
    respond(readers, params, &items).await
}

async fn respond(
    readers: &Readers,
    params: &Params,
    items: &[Item],
) -> Result<serde_json::Value, Problem> {
    let given = match wanted(params, items) {
        Some(wanted) => readers.given(wanted).await?,
        None => Vec::new(),
    };
    Ok(answer_of(params, items, &given, &readers.site.settings.base_url))
}

async fn act(readers: &Readers, mark: Mark<'_>) -> Result<(), Problem> {
    let stories: Vec<StoryId> = mark.items.iter().map(|item| item.story).collect();
    let (as_what, by) = (mark.as_what, mark.by);
    let act = move |desk: &rundown_desk::Desk| match as_what {
        As::Read(read) => desk.mark_items(&stories, read, by),
        As::Saved(star) => desk.star_items(&stories, star),
    };
    readers.site.ask(act).await
}
