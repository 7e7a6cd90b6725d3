//! Whether something material happened in a story: enough to wake one that was put off.

use std::collections::BTreeSet;

use rundown_brief::{Told, new_since};
use rundown_news::{DevelopmentId, LastLook, NewKind, Outlet};

/// So many independent outlets tell a development before it counts as material.
const WITNESSES_MIN: usize = 2;

/// Whether something material happened in a story since a look: a new development that two
/// independent outlets tell in texts of their own, or a figure that changed. What is new is
/// told by [`new_since`]; `witness` names whoever is behind an outlet.
///
/// ```
/// use rundown_news::{LastLook, Outlet};
/// let witness = |outlet: &Outlet| outlet.label().to_owned();
/// assert!(!rundown_desk::is_material(&[], LastLook("2031-06-01T00:00:00Z".parse()?), witness));
/// # Ok::<(), jiff::Error>(())
/// ```
#[must_use]
pub fn is_material(
    told: &[Told],
    since: LastLook,
    witness: impl Fn(&Outlet) -> String,
) -> bool {
    let (new, _) = new_since(told, since);
    if new.iter().any(|item| item.kind == NewKind::Figure) {
        return true;
    }
    let of = |kind| new.iter().filter(move |item| item.kind == kind);
    let developments: BTreeSet<DevelopmentId> =
        of(NewKind::Development).filter_map(|item| item.development).collect();
    developments.iter().any(|development| {
        let own = told.iter().filter(|one| {
            one.development == *development
                && one.copy_of.is_none()
                && one.arrived > since.0
        });
        let outlets = own.map(|one| witness(&one.digest.read().article.outlet));
        outlets.collect::<BTreeSet<String>>().len() >= WITNESSES_MIN
    })
}
