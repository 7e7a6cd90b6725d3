//! Stories for the programs people read feeds with: the Google Reader API and the Fever
//! API over the desk. The protocols themselves are `rundown-readers`.

mod fever;
mod greader;
mod program;

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::Problem;
use crate::site::Site;

pub(crate) use fever::answer as fever;
pub(crate) use greader::{answer as greader, atom, client_login};
pub(crate) use program::Readers;

/// Lets a request in that calls this machine by a known name. Where it comes from is told
/// by what it shows: no page of another site can make a browser send that.
pub(crate) async fn admit(
    State(site): State<Site>,
    request: Request,
    next: Next,
) -> Response {
    let named = request.uri().authority().map(|authority| authority.as_str().to_owned());
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let host = named.or_else(|| host.map(str::to_owned)).unwrap_or_default();
    if site.settings.admits(&host) {
        next.run(request).await
    } else {
        Problem::ForeignHost.into_response()
    }
}
