//! `POST /mcp`: the Model Context Protocol over HTTP, for programs that show a token where
//! one is needed. One message in, one answer out: there is no session and no stream.

use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::mcp::mcp_reply;
use crate::site::Site;
use crate::{MCP_MESSAGE_BYTES_MAX, Problem};

/// Where it stands.
pub(crate) const PATH: &str = "/mcp";

pub(crate) async fn answer(
    State(site): State<Site>,
    body: Body,
) -> Result<Response, Problem> {
    let bytes = to_bytes(body, MCP_MESSAGE_BYTES_MAX).await;
    let bytes = bytes.map_err(|_| Problem::LargePost)?;
    let message = String::from_utf8_lossy(&bytes).into_owned();
    let base = site.settings.base_url.clone();
    let reply = site.ask(move |desk| Ok(mcp_reply(desk, &base, &message))).await?;
    Ok(match reply {
        Some(reply) => {
            ([(header::CONTENT_TYPE, "application/json")], reply).into_response()
        }
        None => StatusCode::ACCEPTED.into_response(),
    })
}
