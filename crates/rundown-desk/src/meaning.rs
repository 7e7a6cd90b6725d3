//! What a line of text means, to be compared with others in any language.

use rundown_meaning::{Stream, Table, Vector};
use rundown_news::Lang;

/// The direction of a text; the dot product of two tells how alike they are.
pub(crate) fn meaning(text: &str) -> Vector {
    let table = Table::shipped();
    Stream::default().embed(table, &table.split(text), Lang::UNKNOWN)
}
