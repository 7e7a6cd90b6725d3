//! The pages as a reader meets them: from views made by hand, and from a desk with
//! invented news through the router.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod accounts;
mod api;
mod app;
#[path = "../../../rundown-desk/tests/it/captures.rs"]
mod captures;
mod claims;
mod doing;
mod events;
mod handmade;
mod health;
mod hubs;
mod long;
mod markup;
mod pages;
mod posts;
mod provider;
mod readers;
mod schema;
mod sign_on;
mod speaking;
mod telling;
mod topics;
