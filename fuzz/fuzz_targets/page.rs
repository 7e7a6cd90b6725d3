//! Any bytes are a page: an article comes out, and its blocks are in order.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rundown_news::{Capture, CaptureKind};

fuzz_target!(|bytes: &[u8]| {
    let capture = Capture {
        bytes: bytes.to_vec(),
        url: Some("https://portcourier.test/2031/05/14/harbor".to_owned()),
        at: "2031-05-14T12:00:00Z".parse().ok(),
        charset: None,
        kind: CaptureKind::Unknown,
    };
    let article = rundown_extract::extract(&capture).value;
    let mut end = 0;
    for block in &article.blocks {
        let (from, to) = (block.span.start as usize, block.span.end as usize);
        assert!(end <= from && from < to, "blocks are in order");
        assert!(!article.text[from..to].trim().is_empty(), "blocks hold words");
        end = to;
    }
    assert_eq!(rundown_extract::extract(&capture).value, article, "read twice alike");
    let _ = rundown_extract::links(&capture);
});
