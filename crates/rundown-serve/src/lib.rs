//! Pages, API and feeds out: what a reader sees of the desk.
//!
//! [`app`] is a router that can be called without a socket; [`serve`] puts it on one.
//! Pages are rendered on the server and are whole without script; one file of ours adds
//! keys. Their words come from strangers' pages, so every template escapes, no style or
//! script stands inline, the content security policy allows none but our files, and
//! nothing is ever loaded from elsewhere.
//!
//! | address | answers with |
//! |---|---|
//! | `/` | the rundown |
//! | `/stories/SLUG` | a story; moved stories redirect |
//! | `/articles/ID?revision=N&show=START-END&part=P` | an article, evidence marked |
//! | `/articles/ID/why` | why it stands in its story, with forms to correct that |
//! | `/search?q=WORDS&from=N` | articles that hold the words, then those that mean the same |
//! | `/stories?show=WHICH&about=TOPIC&from=N` | all stories, those with news, followed, muted or put off, by topic |
//! | `/feeds`, `/feeds/lists/KEY`, `/corrections`, `/keys` | what is followed, what was decided, the keys |
//! | `/feed.atom`, `/new.atom`, `/search.atom`, `/stories/SLUG/feed.atom`, and as `.json` | the same for feed readers |
//! | `/accounts/ClientLogin`, `/reader/…`, `/fever/` | the same for clients of the Google Reader and Fever APIs |
//! | `/api/v1/rundown`, `/api/v1/stories/SLUG`, `/api/v1/articles/ID` and others | the same for programs, described by `/api/v1/openapi.json` |
//! | `POST /api/v1/articles` | what became of articles that a program posts |
//! | `POST /look`, `/stories/SLUG/look`, `/stories/SLUG/follow`, `/stories/SLUG/snooze`, `/articles/ID/split`, `/articles/ID/merge` | what the reader does |
//! | `/language` | the language and time zone of the pages |
//! | `POST /feeds`, `/feeds/act`, `/feeds/list`, `/feeds/chosen`, `/corrections/undo` | the same with feeds and decisions |
//! | `/login`, `/login/provider`, `/login/return`, `/logout`, `/setup/LINK`, `/account` | who reads, where there are accounts |
//! | `POST /mcp` | stories for a language model |
//! | `/push/TOKEN` | hubs, which deliver what is new in a feed |
//! | `/healthz`, `/readyz` | whether the store answers, whether all news is threaded |
//! | `/alerts`, `POST /alerts`, `/alerts/…` | how a reader is told of developments, and where |
//! | `/events?story=SLUG` | how much is new, told while a page stands open |
//! | `/manifest.webmanifest`, `/worker.js`, `/offline` | what keeps followed stories at hand |
//! | `/static/…`, `/favicon.svg` | – |

mod amounts;
mod chart;
mod content;
mod line;
mod links;
mod times;
mod topics;
mod wording;

mod accounts;
mod again;
mod failing;
mod gate;
mod guests;
mod listen;
mod login;
mod manner;
mod minutes;
mod notice;
mod operate;
mod peers;
mod problem;
mod settings;
mod sign_on;
mod signing;
mod site;
mod statics;
mod tries;
mod visitor;

mod api;
mod article;
mod decisions;
mod events;
mod feeds;
mod keys;
mod lists;
mod mcp;
mod mcp_http;
mod offline;
mod post;
mod posts;
mod push;
mod put_off;
mod reader;
mod readers;
mod rundown;
mod search;
mod starters;
mod stories;
mod story;
mod subscriptions;
mod telling;
mod why;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, get, post, put};
use rundown_desk::Desk;
use rundown_news::limits::LIST_BYTES_MAX;
use tower_http::compression::CompressionLayer;

pub use article::{Marks, article_page};
pub use listen::{CONNECTIONS_MAX, ServeError, serve};
pub use mcp::mcp_reply;
pub use operate::operations;
pub use peers::{Callers, Peers};
pub use problem::{Problem, problem_page};
pub use rundown::rundown_page;
pub use rundown_readers::mcp::MESSAGE_BYTES_MAX as MCP_MESSAGE_BYTES_MAX;
pub use search::search_page;
pub use settings::{ServeSettings, Vouching};
pub use story::story_page;
pub use why::why_page;

pub(crate) use wording::{around, many, say, tell, tell_of, tongue};

use site::Site;

/// The longest body a form sends: one word, or the name of a story.
const FORM_BYTES_MAX: usize = 4 << 10;

/// The longest that a program says of how a reader wants to be told.
const WISHES_BYTES_MAX: usize = 128 << 10;

/// All pages, feeds and answers over a desk.
pub fn app(desk: Arc<Desk>, settings: ServeSettings) -> Router {
    let site = Site::new(desk, settings);
    let settings = Arc::clone(&site.settings);
    let wishes = DefaultBodyLimit::max(WISHES_BYTES_MAX);
    let pages = Router::new()
        .route("/", get(rundown::show))
        .route("/look", post(reader::look_at_all))
        .route("/feeds", get(subscriptions::show).post(subscriptions::add))
        .route("/feeds/act", post(subscriptions::act))
        .route(
            "/feeds/list",
            post(lists::preview)
                .layer(DefaultBodyLimit::max(LIST_BYTES_MAX + FORM_BYTES_MAX)),
        )
        .route(
            "/feeds/chosen",
            post(lists::follow).layer(DefaultBodyLimit::max(LIST_BYTES_MAX)),
        )
        .route("/feeds/lists/{key}", get(lists::offered))
        .route("/corrections", get(decisions::show))
        .route("/corrections/undo", post(decisions::undo))
        .route("/keys", get(keys::show))
        .route("/language", get(manner::show).post(manner::keep))
        .route("/feed.atom", get(feeds::rundown))
        .route("/feed.json", get(feeds::rundown))
        .route("/new.atom", get(feeds::new))
        .route("/new.json", get(feeds::new))
        .route("/search.atom", get(feeds::search))
        .route("/search.json", get(feeds::search))
        .route("/feeds.opml", get(feeds::own))
        .route("/subscriptions.opml", get(feeds::subscriptions))
        .route("/stories", get(stories::show))
        .route("/stories/{name}", get(story::show))
        .route("/stories/{name}/look", post(reader::look))
        .route("/stories/{name}/follow", post(reader::follow))
        .route("/stories/{name}/snooze", post(reader::snooze))
        .route("/stories/{name}/feed.atom", get(feeds::story))
        .route("/stories/{name}/feed.json", get(feeds::story))
        .route("/articles/{id}", get(article::show))
        .route("/articles/{id}/why", get(why::show))
        .route("/articles/{id}/split", post(why::split))
        .route("/articles/{id}/merge", post(why::merge))
        .route("/search", get(search::show))
        .route("/api/v1/openapi.json", get(api::description))
        .route("/api/v1/rundown", get(api::rundown))
        .route("/api/v1/new", get(api::new))
        .route("/api/v1/stories", get(api::stories))
        .route("/api/v1/stories/{name}", get(api::story))
        .route("/api/v1/articles", post(post::articles))
        .route("/api/v1/articles/{id}", get(api::article))
        .route("/api/v1/articles/{id}/why", get(api::why))
        .route("/api/v1/search", get(api::search))
        .route("/api/v1/feeds", get(api::feeds))
        .route("/api/v1/alerts", get(telling::told))
        .route("/api/v1/alerts/wishes", put(telling::change).layer(wishes))
        .route("/push/{token}", get(push::confirm).post(push::deliver))
        .route("/login", get(signing::show).post(signing::sign_in))
        .route("/login/provider", get(sign_on::begin))
        .route("/login/return", get(sign_on::end))
        .route("/logout", post(signing::sign_out))
        .route("/setup/{link}", get(signing::invited).post(signing::accept))
        .route("/account", get(signing::account))
        .route("/account/password", post(signing::change))
        .route("/mcp", post(mcp_http::answer))
        .route("/alerts", get(telling::show).post(telling::choose))
        .route("/alerts/mail", post(telling::ask_mail))
        .route("/alerts/mail/confirm", post(telling::confirm_mail))
        .route("/alerts/mail/remove", post(telling::remove_mail))
        .route("/alerts/searches", post(telling::watch))
        .route("/alerts/searches/remove", post(telling::unwatch))
        .route("/alerts/test", post(telling::test))
        .route("/alerts/browsers", post(telling::add))
        .route("/alerts/browsers/remove", post(telling::remove))
        .route("/events", get(events::stream))
        .route("/offline", get(offline::show))
        .route("/manifest.webmanifest", get(offline::manifest))
        .route("/worker.js", get(offline::worker))
        .route("/static/{name}", get(statics::show))
        .route("/favicon.svg", get(statics::favicon))
        .route("/favicon.ico", get(statics::favicon))
        .route("/robots.txt", get(statics::robots))
        .route("/healthz", get(operate::alive))
        .route("/readyz", get(operate::ready))
        .fallback(|| async { Problem::NoPage })
        .method_not_allowed_fallback(|| async { Problem::Method })
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
        .layer(from_fn(notice::tell))
        .with_state(site.clone());
    let login = login::Login::new(site.clone());
    let readers = readers::Readers::new(site.clone(), login.clone());
    // They show in a header or a form who they are, and pass no gate of the pages.
    let programs = Router::new()
        .route("/accounts/ClientLogin", any(readers::client_login))
        .route("/reader/api/0/{*what}", any(readers::greader))
        .route("/reader/atom/{*stream}", get(readers::atom))
        .route("/fever", any(readers::fever))
        .route("/fever/", any(readers::fever))
        .with_state(readers)
        .layer(from_fn_with_state(site, readers::admit));
    guarded(pages, settings, login)
        .merge(programs)
        .layer(from_fn(api::told))
        .layer(from_fn(manner::choose))
        .layer(from_fn(again::validate))
        .layer(from_fn(gate::seal))
        .layer(CompressionLayer::new())
}

/// The same answers, for those alone who call this machine by its name and know the
/// password.
fn guarded(router: Router, settings: Arc<ServeSettings>, login: login::Login) -> Router {
    router
        .layer(from_fn_with_state(login, login::ask))
        .layer(from_fn_with_state(settings, gate::admit))
}
