//! What a text means, as a direction of 192 bytes. It is made by the table of meaning alone:
//! it must not change with what else the store holds.

use rundown_meaning::{Gist, Stream, Table};
use rundown_news::Lang;
use rusqlite::functions::FunctionFlags;
use rusqlite::types::ValueRef;

use crate::engine::values::without_zeros;

/// What a text means; nothing where it has no words.
pub(crate) fn meaning(text: &str) -> Option<Gist> {
    let (table, text) = (Table::shipped(), without_zeros(text));
    let direction = Stream::default().embed(table, &table.split(&text), Lang::UNKNOWN);
    Some(Gist::of(&direction)).filter(|gist| *gist != Gist::default())
}

/// The sketch of a direction in noughts and ones.
pub(crate) fn sketch_of(gist: &Gist) -> String {
    let [first, next] = gist.sketch();
    format!("{first:064b}{next:064b}")
}

/// Makes `meaning(text)` and `likeness(meaning, meaning)` known to SQL.
pub(crate) fn register(connection: &rusqlite::Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("meaning", 1, flags, |given| {
        let text = given.get_raw(0);
        Ok(text.as_str().ok().and_then(meaning).map(|gist| gist.bytes().to_vec()))
    })?;
    connection.create_scalar_function("likeness", 2, flags, |given| {
        let gist = |at| match given.get_raw(at) {
            ValueRef::Blob(bytes) => Gist::from_bytes(bytes),
            _ => None,
        };
        Ok(gist(0).zip(gist(1)).map(|(one, other)| one.cosine(&other)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_have_a_meaning() {
        assert!(meaning("Ferry sinks").is_some());
        assert_eq!(meaning(""), None);
        let (one, other) = (meaning("Ferry sinks"), meaning("Fähre sinkt"));
        assert!(one.zip(other).unwrap().0.cosine(&other.unwrap()) > 0.45);
    }

    #[test]
    fn sketches_are_bits_of_which_more_differ_the_less_two_texts_are_alike() {
        let sketch = |text| sketch_of(&meaning(text).unwrap());
        let ferry = sketch("Ferry sinks off the coast");
        assert!(ferry.len() == 128 && ferry.chars().all(|bit| "01".contains(bit)));
        let from_ferry = |text| {
            let other = sketch(text);
            ferry.chars().zip(other.chars()).filter(|(one, other)| one != other).count()
        };
        let alike = from_ferry("Fähre sinkt vor der Küste");
        let unlike = from_ferry("Parliament votes on the tax");
        assert!(0 < alike && alike < unlike, "{alike} of one, {unlike} of the other");
    }
}
