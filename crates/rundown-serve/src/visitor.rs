//! Who asks, while a request is answered: handlers ask the desk as this reader has it.
//!
//! It holds until a handler has answered. Whatever goes on behind that, as a stream or a task
//! of its own, has to take it along: `let who = visitor();` before, `answering(who, …)` there.

use std::future::Future;

use rundown_desk::{Desk, DeskError};
use rundown_news::{ReaderId, Rights};

/// Whoever sent the request that is being answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Visitor {
    /// Whose state of reading counts.
    pub(crate) reader: ReaderId,
    /// What they may do.
    pub(crate) rights: Rights,
    /// The name of their account; none where there are no accounts.
    pub(crate) name: Option<String>,
}

impl Visitor {
    /// Whoever reads where there are no accounts.
    pub(crate) const ANYBODY: Self =
        Self { reader: ReaderId::FIRST, rights: Rights::Admin, name: None };

    /// Whoever reads by a token of this reader: nobody once they have no account any more.
    pub(crate) fn reading(
        desk: &Desk,
        reader: ReaderId,
    ) -> Result<Option<Self>, DeskError> {
        if !desk.has_accounts()? {
            return Ok(Some(Self { reader, ..Self::ANYBODY }));
        }
        Ok(desk.account_of(reader)?.map(Self::of))
    }

    /// The one who is signed in.
    pub(crate) fn of(account: rundown_store::Account) -> Self {
        Self { reader: account.reader, rights: account.rights, name: Some(account.name) }
    }
}

tokio::task_local! {
    static VISITOR: Visitor;
}

/// Answers as somebody asks.
pub(crate) async fn answering<T>(visitor: Visitor, answer: impl Future<Output = T>) -> T {
    VISITOR.scope(visitor, answer).await
}

/// Who asks. What goes on behind an answer, in a task of its own, is anybody's.
pub(crate) fn visitor() -> Visitor {
    VISITOR.try_with(Clone::clone).unwrap_or(Visitor::ANYBODY)
}

/// Whether a page is shown to somebody who signed in.
pub(crate) fn is_signed_in() -> bool {
    visitor().name.is_some()
}

/// Whether a page is shown to somebody who may correct stories and choose feeds, for all: what
/// does that is not offered to others.
pub(crate) fn corrects() -> bool {
    visitor().rights >= Rights::Editor
}
