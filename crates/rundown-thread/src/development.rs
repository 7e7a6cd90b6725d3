//! Developments and stories as they grow.

use crate::bundle::Bundle;

/// One event as several outlets report it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Development {
    /// The earliest arrival among its articles names it.
    pub number: u32,
    pub bundle: Bundle,
    pub story: u32,
    pub merged_into: Option<u32>,
}

/// A chain of developments on one unfolding matter.
#[derive(Debug, Clone, Default)]
pub(crate) struct Story {
    /// The earliest arrival among its articles names it.
    pub number: u32,
    pub bundle: Bundle,
    pub developments: Vec<u32>,
    pub merged_into: Option<u32>,
}
