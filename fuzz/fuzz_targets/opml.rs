//! Any bytes are read as a list of subscriptions or refused; a list that was read is
//! written and read again without a change.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rundown_feed::{read_opml, write_opml};

fuzz_target!(|bytes: &[u8]| {
    let Ok(read) = read_opml(bytes) else { return };
    if read.value.is_empty() {
        return;
    }
    let again = read_opml(write_opml(&read.value).as_bytes()).expect("ours is OPML");
    assert_eq!(again.value, read.value);
});
