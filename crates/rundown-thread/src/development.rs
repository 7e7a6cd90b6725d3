//! Developments and stories as they grow: what is always at hand of them, and what is
//! kept on a [`crate::shelf`].

use serde::{Deserialize, Serialize};

use crate::bundle::Bundle;
use crate::filed::{Filed, Seconds};
use crate::kept::{Kept, Kind, Row, decode, encode};

/// One event as several outlets report it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Development {
    /// The earliest arrival among its articles names it.
    pub number: u32,
    pub story: u32,
    pub merged_into: Option<u32>,
    /// When its articles were published, from the first to the last.
    pub span: Option<(Seconds, Seconds)>,
}

/// A chain of developments on one unfolding matter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Story {
    /// The earliest arrival among its articles names it.
    pub number: u32,
    pub merged_into: Option<u32>,
    /// Articles with a text of their own.
    pub count: u32,
}

/// What a development or a story consists of.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Group {
    /// What its articles say together.
    pub bundle: Bundle,
    /// The articles of a development, the developments of a story.
    pub members: Vec<u32>,
}

/// A group as it is kept. Most developments, and most stories, are one article: its row
/// tells all of it.
#[derive(Serialize, Deserialize)]
enum KeptGroup {
    /// This article is all that the one member holds.
    Alone {
        article: u32,
        member: u32,
    },
    Whole {
        bundle: Box<Bundle>,
        members: Vec<u32>,
    },
}

impl Row for Group {
    fn fetch(kind: Kind, number: u32, kept: &dyn Kept) -> Option<Self> {
        Some(match decode(&kept.row(kind.key(number))?)? {
            KeptGroup::Alone { article, member } => {
                let filed: Filed = decode(&kept.row(Kind::Article.key(article))?)?;
                Self { bundle: Bundle::of(article, &filed), members: vec![member] }
            }
            KeptGroup::Whole { bundle, members } => Self { bundle: *bundle, members },
        })
    }
}

impl Group {
    /// The bytes it is kept in; `filed` looks its only article up.
    pub(crate) fn encoded<'a>(self, filed: impl FnOnce(u32) -> &'a Filed) -> Vec<u8> {
        let Self { bundle, members } = self;
        encode(&match (&bundle.recent[..], &members[..]) {
            ([article], [member])
                if bundle.count == 1
                    && bundle == Bundle::of(*article, filed(*article)) =>
            {
                KeptGroup::Alone { article: *article, member: *member }
            }
            _ => KeptGroup::Whole { bundle: Box::new(bundle), members },
        })
    }
}
