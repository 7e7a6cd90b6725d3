//! A name as it is found.

use rundown_news::{EntityKind, Span};

/// A name where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spelled {
    pub(super) span: Span,
    pub(super) kind: EntityKind,
    /// The words it is made of.
    pub(super) parts: Vec<Span>,
    /// What somebody is said to be right beside the name.
    pub(super) role: Option<Span>,
    /// The part by which somebody is named alone later.
    pub(super) alone: Option<Span>,
    /// Whether what stands beside it, or its form, shows it to be a name.
    pub(super) sure: bool,
}

impl Spelled {
    pub(super) fn new(span: Span, kind: EntityKind) -> Self {
        Self { span, kind, parts: vec![span], role: None, alone: None, sure: false }
    }

    /// A person of several parts, the last of which is the surname.
    pub(super) fn person(parts: Vec<Span>, sure: bool) -> Option<Self> {
        let (first, last) = (*parts.first()?, *parts.last()?);
        let alone = (parts.len() > 1).then_some(last);
        let span = first.join(last);
        Some(Self { span, kind: EntityKind::Person, parts, role: None, alone, sure })
    }
}
