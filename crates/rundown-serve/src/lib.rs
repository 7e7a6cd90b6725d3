//! Pages, API and feeds out: what a reader sees of the desk.
//!
//! [`app`] is a router that can be called without a socket; [`serve`] puts it on one.
//! Pages are rendered on the server and need no script. Their words come from strangers'
//! pages, so every template escapes, no style or script stands inline, the content
//! security policy allows none, and nothing is ever loaded from elsewhere.
//!
//! | address | answers with |
//! |---|---|
//! | `/` | the rundown |
//! | `/stories/SLUG` | a story; moved stories redirect |
//! | `/articles/ID?revision=N&show=START-END&part=P` | an article, evidence marked |
//! | `/articles/ID/why` | why it stands in its story, with forms to correct that |
//! | `/search?q=WORDS` | articles that hold the words, then those that mean the same |
//! | `/feed.atom`, `/stories/SLUG/feed.atom` | the same for feed readers |
//! | `/api/rundown.json`, `/api/stories/SLUG.json`, `/api/articles/ID.json`, `/api/articles/ID/why.json`, `/api/search.json?q=WORDS` | the same for programs |
//! | `POST /api/articles` | what became of articles that a program posts |
//! | `POST /look`, `/stories/SLUG/look`, `/stories/SLUG/follow`, `/articles/ID/split`, `/articles/ID/merge` | what the reader does |
//! | `/healthz`, `/readyz` | whether the store answers, whether all news is threaded |
//! | `/static/…`, `/favicon.svg` | – |

mod chart;
mod line;
mod links;
mod numbers;
mod times;

mod again;
mod gate;
mod guests;
mod listen;
mod login;
mod operate;
mod peers;
mod problem;
mod settings;
mod site;
mod statics;

mod api;
mod article;
mod atom;
mod post;
mod posts;
mod reader;
mod rundown;
mod search;
mod story;
mod why;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use rundown_desk::Desk;
use tower_http::compression::CompressionLayer;

pub use article::{Marks, article_page};
pub use listen::{ServeError, serve};
pub use operate::operations;
pub use peers::Peers;
pub use problem::{Problem, problem_page};
pub use rundown::rundown_page;
pub use search::search_page;
pub use settings::ServeSettings;
pub use story::story_page;
pub use why::why_page;

use site::Site;

/// The longest body a form sends: one word, or the name of a story.
const FORM_BYTES_MAX: usize = 4 << 10;

/// All pages, feeds and answers over a desk.
pub fn app(desk: Arc<Desk>, settings: ServeSettings) -> Router {
    let site = Site::new(desk, settings);
    let settings = Arc::clone(&site.settings);
    let pages = Router::new()
        .route("/", get(rundown::show))
        .route("/look", post(reader::look_at_all))
        .route("/feed.atom", get(atom::rundown))
        .route("/stories/{name}", get(story::show))
        .route("/stories/{name}/look", post(reader::look))
        .route("/stories/{name}/follow", post(reader::follow))
        .route("/stories/{name}/feed.atom", get(atom::story))
        .route("/articles/{id}", get(article::show))
        .route("/articles/{id}/why", get(why::show))
        .route("/articles/{id}/split", post(why::split))
        .route("/articles/{id}/merge", post(why::merge))
        .route("/search", get(search::show))
        .route("/api/rundown.json", get(api::rundown))
        .route("/api/stories/{name}", get(api::story))
        .route("/api/articles", post(post::articles))
        .route("/api/articles/{id}", get(api::article))
        .route("/api/articles/{id}/why.json", get(api::why))
        .route("/api/search.json", get(api::search))
        .route("/static/{name}", get(statics::show))
        .route("/favicon.svg", get(statics::favicon))
        .route("/favicon.ico", get(statics::favicon))
        .route("/robots.txt", get(statics::robots))
        .route("/healthz", get(operate::alive))
        .route("/readyz", get(operate::ready))
        .fallback(|| async { Problem::NoPage })
        .method_not_allowed_fallback(|| async { Problem::Method })
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
        .with_state(site);
    guarded(pages, settings)
        .layer(from_fn(again::validate))
        .layer(from_fn(gate::seal))
        .layer(CompressionLayer::new())
}

/// The same answers, for those alone who call this machine by its name and know the
/// password.
fn guarded(router: Router, settings: Arc<ServeSettings>) -> Router {
    let login = login::Login::new(Arc::clone(&settings));
    router
        .layer(from_fn_with_state(login, login::ask))
        .layer(from_fn_with_state(settings, gate::admit))
}
