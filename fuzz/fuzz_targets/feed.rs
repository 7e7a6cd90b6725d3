//! Any bytes are read as a feed or refused; what is read has absolute addresses.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rundown_feed::{looks_like_feed, read_feed};

fuzz_target!(|bytes: &[u8]| {
    let _ = looks_like_feed(bytes);
    let Ok(read) = read_feed(bytes, Some("https://portcourier.test/feed"), None) else {
        return;
    };
    for item in &read.value.items {
        let link = item.link.as_deref().unwrap_or("https://portcourier.test/");
        assert!(link.contains(':'), "{link} is not absolute");
    }
});
