//! What an article says happened: who did what to whom, and how the text stands by it.

use serde::{Deserialize, Serialize};

use crate::Span;

/// One clause with a full verb: somebody does, did or will do something.
///
/// Participants are logical: in "the bridge was closed by police" the police are the
/// subject and the bridge is the object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The verb, one word without auxiliaries.
    pub predicate: Span,
    /// Who does it; `None` where the sentence does not tell.
    pub subject: Option<Participant>,
    /// Who or what it is done to.
    pub object: Option<Participant>,
    /// The date that the verb's clause is placed in time by.
    pub when: Option<EventDate>,
    /// Where it is, if the clause names a place.
    pub place: Option<EventPlace>,
    /// How the text stands by it.
    pub standing: Standing,
    /// The kind of event, of those that news turns on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<EventKind>,
    /// The statement that tells it: an index into
    /// [`Annotations::attributions`](crate::Annotations::attributions).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_in: Option<u32>,
    /// The event whose clause this one's clause hangs in; `None` for main clauses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under: Option<u32>,
}

/// Somebody or something that takes part in an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// The head of the words that name it; a name as a whole.
    pub span: Span,
    /// The entity it is, if it is one.
    pub entity: Option<u32>,
}

/// The date of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventDate {
    /// An index into [`Annotations::dates`](crate::Annotations::dates).
    pub date: u32,
}

/// The place of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventPlace {
    /// An index into [`Annotations::entities`](crate::Annotations::entities).
    pub entity: u32,
}

/// How a text stands by an event it tells (the factuality of Saurí and Pustejovsky,
/// 2009, cut to what a brief asks). Where several fit, the later one here.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// It happened.
    Happened,
    /// It goes on, or holds.
    Ongoing,
    /// Somebody said that it happened or holds.
    Said,
    /// It is planned, agreed or to come.
    Ahead,
    /// It may be, is wished, feared, tried, or hangs on a condition.
    Hypothetical,
    /// It did not happen, or somebody denies it.
    Denied,
}

macro_rules! event_kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// Kinds of events that news turns on.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(rename_all = "lowercase")]
        pub enum EventKind {
            $($(#[$doc])* $name,)*
        }

        impl EventKind {
            /// The kind of a name: `"arrested"`.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                match name {
                    $($text => Some(Self::$name),)*
                    _ => None,
                }
            }
        }
    };
}

event_kinds! {
    /// Somebody dies.
    Dies = "dies",
    /// Somebody is killed.
    Killed = "killed",
    /// Somebody is hurt.
    Injured = "injured",
    /// Somebody is arrested or held.
    Arrested = "arrested",
    /// Somebody is charged.
    Charged = "charged",
    /// Somebody is found guilty.
    Convicted = "convicted",
    /// Somebody is found not guilty.
    Acquitted = "acquitted",
    /// Somebody is sentenced.
    Sentenced = "sentenced",
    /// Somebody is let go.
    Released = "released",
    /// Somebody leaves an office.
    Resigns = "resigns",
    /// Somebody is put out of an office.
    Dismissed = "dismissed",
    /// Somebody is put into an office or proposed for one.
    Appointed = "appointed",
    /// Somebody is elected.
    Elected = "elected",
    /// A body or a people votes.
    Votes = "votes",
    /// A law or treaty is signed.
    Signs = "signs",
    /// A body passes something.
    Passed = "passed",
    /// A court rules.
    Rules = "rules",
    /// Somebody is taken to court.
    Sued = "sued",
    /// Somebody or something strikes.
    Strikes = "strikes",
    /// Something explodes or erupts.
    Explodes = "explodes",
    /// Something crashes, sinks or collapses.
    Crashes = "crashes",
    /// People protest.
    Protests = "protests",
    /// Something closes.
    Closes = "closes",
    /// Something opens.
    Opens = "opens",
    /// Somebody wins.
    Wins = "wins",
    /// Somebody loses.
    Loses = "loses",
    /// People meet.
    Meets = "meets",
    /// Sides agree.
    Agrees = "agrees",
    /// Something begins.
    Launches = "launches",
    /// Something ends.
    Ends = "ends",
    /// Somebody draws back.
    Withdraws = "withdraws",
    /// Somebody buys something.
    Buys = "buys",
    /// A number rises.
    Rises = "rises",
    /// A number falls.
    Falls = "falls",
    /// Somebody says something.
    Says = "says",
}
