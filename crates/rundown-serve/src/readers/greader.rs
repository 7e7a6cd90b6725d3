//! `/accounts/ClientLogin` and `/reader/…`: the Google Reader API.
//!
//! A client logs in with any name and a token for reading, or the password of the service,
//! and shows what it is given in the header `Authorization` from then on.

use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rundown_news::limits::ITEMS_GIVEN_MAX;
use rundown_news::{Rights, StoryId};
use rundown_readers::greader::{
    Edit, contents, ids, marked, subscriptions, tags, unread_counts, user_info,
};
use rundown_readers::{Item, ItemId, Params, Selection, Stream};
use serde_json::{Value, json};

use super::program::{Readers, most, opml, params, text_of, told};
use crate::Problem;
use crate::api::json as json_answer;
use crate::login::is_same;
use crate::visitor::{Visitor, answering, visitor};

/// Names asked for at once at most.
const IDS_MAX: usize = 10_000;

/// Characters of the token that forms are to show; nothing hangs on it.
const FORM_TOKEN_CHARACTERS: usize = 57;

/// Gives a client that knows a secret what it shows from then on.
pub(crate) async fn client_login(
    State(readers): State<Readers>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let login = async {
        let params = params(query.as_deref(), &headers, body).await?;
        let secret = params.get("Passwd").unwrap_or_default().to_owned();
        Ok((pass(&readers, secret).await?, params.get("output") == Some("json")))
    };
    match login.await {
        Ok((pass, true)) => {
            let answer = json!({ "SID": pass, "LSID": pass, "Auth": pass });
            json_answer(StatusCode::OK, &answer)
        }
        Ok((pass, false)) => {
            let text = format!("SID={pass}\nLSID={pass}\nAuth={pass}\n");
            ([(header::CONTENT_TYPE, "text/plain; charset=UTF-8")], text).into_response()
        }
        Err(Problem::NoPassword) => {
            (StatusCode::UNAUTHORIZED, "Error=BadAuthentication\n").into_response()
        }
        Err(problem) => told(problem),
    }
}

/// What a client shows from now on that knows this secret: the token itself, or a pass in
/// the place of the password.
async fn pass(readers: &Readers, secret: String) -> Result<String, Problem> {
    if readers.login.reads(secret.clone()).await? {
        return Ok(secret);
    }
    let by_name = readers.login.has_accounts().await?;
    if by_name || !readers.login.knows(secret.as_bytes()) {
        readers.login.was_wrong().await?;
        return Err(Problem::NoPassword);
    }
    own_pass(readers).await
}

/// The pass of those who know the password, or of everybody where there is none.
async fn own_pass(readers: &Readers) -> Result<String, Problem> {
    let password = readers.site.settings.password.clone().unwrap_or_default();
    readers.site.ask(move |desk| desk.tokens().pass_of(&password)).await
}

/// Who a client reads for that shows what it was given.
async fn admit(readers: &Readers, headers: &HeaderMap) -> Result<Visitor, Problem> {
    let told = text_of(headers, &header::AUTHORIZATION).unwrap_or_default();
    let shown = told.strip_prefix("GoogleLogin auth=").unwrap_or_default().trim();
    let is_own = is_same(shown.as_bytes(), own_pass(readers).await?.as_bytes());
    if is_own && !readers.login.has_accounts().await? {
        return Ok(Visitor::ANYBODY);
    }
    if let Some(visitor) = readers.login.reader(shown.to_owned()).await? {
        return Ok(visitor);
    }
    if !shown.is_empty() {
        readers.login.was_wrong().await?;
    }
    Err(Problem::NoPassword)
}

/// The answer to `/reader/api/0/WHAT`.
pub(crate) async fn answer(
    State(readers): State<Readers>,
    Path(what): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let answer = async {
        let visitor = admit(&readers, &headers).await?;
        let params = params(query.as_deref(), &headers, body).await?;
        answering(visitor, respond(&readers, &what, &params)).await
    };
    answer.await.unwrap_or_else(told)
}

async fn respond(
    readers: &Readers,
    what: &str,
    params: &Params,
) -> Result<Response, Problem> {
    if let Some(stream) = what.strip_prefix("stream/contents") {
        let stream = stream.trim_start_matches('/');
        let named = if stream.is_empty() { params.get("s") } else { Some(stream) };
        let all = named.unwrap_or("user/-/state/com.google/reading-list");
        return Ok(json_answer(
            StatusCode::OK,
            &stream_contents(readers, all, params).await?,
        ));
    }
    let base = &readers.site.settings.base_url;
    let answer = match what {
        "token" => return form_token(readers).await,
        "user-info" => user_info(),
        "tag/list" => tags(&readers.sources().await?),
        "subscription/list" => {
            subscriptions(&readers.items().await?, &readers.sources().await?, base)
        }
        "subscription/export" => return opml(readers).await,
        "preference/list" => json!({ "prefs": [] }),
        "preference/stream/list" => json!({ "streamprefs": {} }),
        "friend/list" => json!({ "friends": [] }),
        "unread-count" => unread_counts(&readers.items().await?),
        "stream/items/ids" => {
            let selection =
                Selection::of(params.get("s").unwrap_or_default(), params, IDS_MAX);
            let items = readers.items().await?;
            let (meant, next) = selection.of_items(&items);
            ids(&meant, next)
        }
        "stream/items/contents" => item_contents(readers, params).await?,
        "edit-tag" => return edit(readers, params).await,
        "mark-all-as-read" => return mark_all(readers, params).await,
        "subscription/quickadd" => quick_add(readers, params).await?,
        "subscription/edit" => return subscription_edit(readers, params).await,
        _ => return Ok((StatusCode::NOT_FOUND, "Not found").into_response()),
    };
    Ok(json_answer(StatusCode::OK, &answer))
}

async fn form_token(readers: &Readers) -> Result<Response, Problem> {
    let pass = own_pass(readers).await?;
    let token: String = pass.chars().take(FORM_TOKEN_CHARACTERS).collect();
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=UTF-8")], token).into_response())
}

async fn stream_contents(
    readers: &Readers,
    stream: &str,
    params: &Params,
) -> Result<Value, Problem> {
    let items = readers.items().await?;
    let (meant, next) = Selection::of(stream, params, ITEMS_GIVEN_MAX).of_items(&items);
    let given = readers.given(meant).await?;
    Ok(contents(stream, &given, next, readers.site.now()))
}

async fn item_contents(readers: &Readers, params: &Params) -> Result<Value, Problem> {
    let items = readers.items().await?;
    let asked = params.all("i").filter_map(ItemId::parse);
    let found = asked.filter_map(|id| items.iter().find(|item| item.id == id));
    let given = readers.given(most(found.collect())).await?;
    let all = "user/-/state/com.google/reading-list";
    Ok(contents(all, &given, None, readers.site.now()))
}

/// A stream as Atom, for clients that read it as they read any feed.
pub(crate) async fn atom(
    State(readers): State<Readers>,
    Path(stream): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let answer = async {
        let visitor = admit(&readers, &headers).await?;
        let params = params(query.as_deref(), &headers, Body::empty()).await?;
        answering(visitor, stream_atom(&readers, &stream, &params)).await
    };
    answer.await.unwrap_or_else(told)
}

async fn stream_atom(
    readers: &Readers,
    stream: &str,
    params: &Params,
) -> Result<Response, Problem> {
    let items = readers.items().await?;
    let selection = Selection::of(stream, params, ITEMS_GIVEN_MAX);
    let given = readers.given(selection.of_items(&items).0).await?;
    crate::feeds::of_items(stream, &given, &readers.site.settings.base_url)
}

async fn edit(readers: &Readers, params: &Params) -> Result<Response, Problem> {
    let edit = Edit::of(params);
    let items = readers.items().await?;
    let is_meant = |item: &&Item| edit.items.contains(&item.id);
    let stories: Vec<StoryId> =
        items.iter().filter(is_meant).map(|item| item.story).collect();
    let act = move |desk: &rundown_desk::Desk| {
        if let Some(read) = edit.read {
            desk.mark_items(&stories, read, None)?;
        }
        match edit.star {
            Some(star) => desk.star_items(&stories, star),
            None => Ok(()),
        }
    };
    readers.site.ask(act).await?;
    Ok(done())
}

async fn mark_all(readers: &Readers, params: &Params) -> Result<Response, Problem> {
    let items = readers.items().await?;
    let (meant, by) = marked(params, &items);
    let stories: Vec<StoryId> = meant.iter().map(|item| item.story).collect();
    readers.site.ask(move |desk| desk.mark_items(&stories, true, by)).await?;
    Ok(done())
}

/// The feeds are those of all readers.
fn may_choose_feeds() -> Result<(), Problem> {
    if visitor().rights < Rights::Editor { Err(Problem::NotYours) } else { Ok(()) }
}

/// Follows a feed. It is asked by the next round of polling, never from here: what a
/// client sends makes this machine call nobody.
async fn quick_add(readers: &Readers, params: &Params) -> Result<Value, Problem> {
    may_choose_feeds()?;
    let asked = params.get("quickadd").unwrap_or_default();
    let url = asked.strip_prefix("feed/").unwrap_or(asked).to_owned();
    let added = match readers.site.ask(move |desk| desk.add_unseen(&url)).await {
        Ok(added) => added,
        Err(problem) => {
            return Ok(json!({ "numResults": 0, "error": problem.happened() }));
        }
    };
    Ok(json!({
        "query": added.url, "numResults": 1,
        "streamId": format!("feed/{}", added.url), "streamName": added.url,
    }))
}

async fn subscription_edit(
    readers: &Readers,
    params: &Params,
) -> Result<Response, Problem> {
    may_choose_feeds()?;
    let sources: Vec<String> = params
        .all("s")
        .filter_map(|name| match Stream::parse(name) {
            Stream::Source(url) => Some(url),
            _ => None,
        })
        .collect();
    let (what, title) =
        (params.get("ac").unwrap_or_default().to_owned(), params.get("t"));
    let title = title.map(str::to_owned);
    let act = move |desk: &rundown_desk::Desk| {
        for url in &sources {
            match (what.as_str(), &title) {
                ("subscribe", _) => {
                    desk.add_unseen(url)?;
                }
                ("unsubscribe", _) => desk.remove_feed(url)?,
                ("edit", Some(title)) => desk.rename_feed(url, title)?,
                _ => {}
            }
        }
        Ok(())
    };
    readers.site.ask(act).await?;
    Ok(done())
}

fn done() -> Response {
    ([(header::CONTENT_TYPE, "text/plain; charset=UTF-8")], "OK").into_response()
}
