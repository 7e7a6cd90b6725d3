//! Developments and stories as they grow: what is always at hand of them, and what is
//! kept in a row ([`crate::groups`]).

use serde::{Deserialize, Serialize};

use crate::bundle::Bundle;
use crate::days::Seconds;

/// One event as several outlets report it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Development {
    /// The earliest arrival among its articles names it.
    pub number: u32,
    pub story: u32,
    pub merged_into: Option<u32>,
    /// When its articles were published, from the first to the last.
    pub span: Option<(Seconds, Seconds)>,
    /// Whether its row is not kept, since its only article tells all of it.
    pub is_alone: bool,
}

/// A chain of developments on one unfolding matter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Story {
    /// The earliest arrival among its articles names it.
    pub number: u32,
    pub merged_into: Option<u32>,
    /// Articles with a text of their own.
    pub count: u32,
    /// Whether its row is not kept, since its only article tells all of it.
    pub is_alone: bool,
}

/// What a development or a story consists of.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Group {
    /// What its articles say together.
    pub bundle: Bundle,
    /// The articles of a development, the developments of a story.
    pub members: Vec<u32>,
}
