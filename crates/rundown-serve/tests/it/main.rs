//! The pages as a reader meets them: from views made by hand, and from a desk with
//! invented news through the router.

mod app;
mod handmade;
mod markup;
mod pages;
