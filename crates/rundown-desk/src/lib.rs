//! The loop that drives every stage: it reads captures, keeps articles, threads and
//! briefs them, and polls subscriptions. It alone knows what time it is.
//!
//! ```no_run
//! use rundown_desk::{Clock, Desk};
//! let desk = Desk::open("news".as_ref(), Clock::System)?;
//! for entry in desk.rundown()?.stories {
//!     println!("{} ({} outlets)", entry.title, entry.independent);
//! }
//! # Ok::<(), rundown_desk::DeskError>(())
//! ```

mod clock;
mod error;

mod document;
mod taken;
mod teller;
mod tokens;

mod accounts;
mod sign_on;

mod apart;

mod beside;
#[cfg(unix)]
mod control;
#[cfg(not(unix))]
#[path = "control/elsewhere.rs"]
mod control;
mod copy;
mod desk;
mod families;
mod intake;
mod notes;
mod placing;

mod alerts;
mod answers;
mod cache;
mod items;
mod listing;
mod material;
mod matters;
mod meaning;
mod passages;
mod reading;
mod related;
mod views;

mod corrections;
mod why;

mod mend;
mod poll;
mod prune;
mod verify;
mod walk;
mod way;

pub use accounts::SESSION_DAYS;
pub use alerts::{
    Alert, AlertWishes, ChosenAlerts, MailServer, Missed, Outgoing, OwnAlerts, Replay,
    ReplayAsked, Sent, Target, Why as WhyMissed, test_target,
};
pub use apart::{Following, Refused, TakenSnapshot, Waiting, entries_of, take_snapshot};
pub use clock::{Clock, Hands};
pub use control::{Control, control};
pub use copy::{CopyReport, StorePlace, copy_store};
pub use corrections::{Correction, Leaves};
pub use desk::Desk;
pub use document::{
    CaptureIndex, Document, DocumentKind, Documents, IndexFault, IndexLine, Letter,
    documents, of_archive, of_line,
};
pub use error::DeskError;
pub use families::Families;
pub use intake::{Batch, Mark};
pub use listing::{Choice, ListedStory, StoryLine, StoryNews, Which};
pub use material::is_material;
pub use mend::Mended;
pub use passages::{Passage, Passages, passage};
pub use poll::{Added, FeedHealth, Health, Pace, PollReport};
pub use prune::{Keeping, Pruning};
pub use rundown_feed::{read_opml, write_opml};
pub use rundown_store::{StoredArticle, StoredStory, Sweep};
pub use rundown_thread::{Likeness, Why};
pub use sign_on::{Begun, NotSignedOn, Proven, Provider, Returned, Roles};
pub use taken::{ReadDocument, Taken, Tally};
pub use teller::Teller;
pub use tokens::{Purpose, READER, Token, Tokens};
pub use verify::{Finding, Proof};
pub use views::{
    ArticleCard, ArticleView, Found, Matter, Rundown, SearchHit, SearchPart, StoryLink,
    StoryView,
};
pub use way::give_way;
pub use why::{Near, Told, WhyHere, WhyTogether, evidence_told};
