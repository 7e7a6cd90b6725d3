//! The vocabulary of Rundown.
//!
//! Plain data with invariants: no algorithms, no I/O. Every other crate speaks in
//! these words. They are listed in the order in which an article meets them:
//! captured, read, annotated, threaded, briefed.

#![warn(clippy::disallowed_methods, clippy::disallowed_types)]

mod address;
mod annotations;
mod article;
mod brief;
mod capture;
mod claims;
mod counted;
mod event;
mod feed;
mod lang;
pub mod limits;
mod map;
mod medium;
mod noted;
mod numbers;
mod outlet;
mod reader;
mod span;
mod story;
mod time;

pub use address::uncached_address;
pub use annotations::{
    Annotations, Attribution, Directness, Entity, EntityKind, Figure, FigureRole,
    Qualifier, Quantity, ReadArticle, Source, When, WhenPrecision,
};
pub use article::{Article, ArticleId, ArticleKind, Block, BlockKind, Byline, Dateline};
pub use brief::{
    Addition, Brief, BriefDevelopment, BriefOutlet, BriefOutlets, Change, Contrast,
    Elsewhere, Evidence, FigureHistory, FigurePoint, Highlight, Naming, NewItem, NewKind,
    Part, Person, RelatedStory, Role, Shown, Statement, TimelineEntry, Voice,
};
pub use capture::{Capture, CaptureKind};
pub use claims::Claims;
pub use counted::counted;
pub use event::{Event, EventDate, EventKind, EventPlace, Participant, Standing};
pub use feed::{Feed, FeedItem, FeedKind, Subscription};
pub use lang::Lang;
pub use map::{Map, Set};
pub use medium::{Medium, MediumKind};
pub use noted::{Note, NoteKind, Noted};
pub use numbers::{figure_words, grouped, number_words};
pub use outlet::Outlet;
pub use reader::{Follow, LastLook, ReaderId, Rights, Snooze};
pub use span::Span;
pub use story::{
    Constraint, DevelopmentId, Placement, RundownEntry, Slug, StoryChange, StoryId,
    WireCopy,
};
pub use time::{NewsTime, NewsTimeError};
