//! Splitting against the teacher's own tokenizer, on 10,000 strings.
//!
//! `splits.bin` holds four bytes a string: the xxh3 of the numbers that the teacher gives,
//! with a space between. `cargo xtask train meaning` makes it.

use rundown_meaning::Table;
use rundown_meaning::train::strings;
use xxhash_rust::xxh3::xxh3_64;

#[test]
fn every_string_is_split_as_the_teacher_splits_it() {
    let (hashes, _) = include_bytes!("splits.bin").as_chunks();
    assert_eq!(hashes.len(), 10_000);
    let table = Table::shipped();
    let wrong =
        strings(table, hashes.len()).into_iter().zip(hashes).filter(|(text, hash)| {
            let ids: Vec<String> = table.split(text).iter().map(u32::to_string).collect();
            (xxh3_64(ids.join(" ").as_bytes()) as u32).to_le_bytes() != **hash
        });
    let wrong: Vec<String> = wrong.map(|(text, _)| text).collect();
    assert!(wrong.is_empty(), "{} strings, the first {:?}", wrong.len(), wrong[0]);
}
