//! Stored bytes, packed: about a third as long.

use std::cell::RefCell;

use rundown_news::ReadArticle;
use zstd::bulk::{Compressor, Decompressor};

/// Level at which stored text is compressed: fast, and a third of the size.
const ZSTD_LEVEL: i32 = 3;

/// No stored article is longer than this when unpacked.
const UNPACKED_BYTES_MAX: usize = 256 << 20;

/// The length zstd noted in front, within the bound.
fn unpacked_len(packed: &[u8]) -> usize {
    let noted = zstd::zstd_safe::get_frame_content_size(packed).ok().flatten();
    noted.map_or(UNPACKED_BYTES_MAX, |len| (len as usize).min(UNPACKED_BYTES_MAX))
}

// To set either of these up takes longer than to pack or unpack an article.
thread_local! {
    static PACKER: RefCell<Compressor<'static>> = RefCell::new(
        Compressor::new(ZSTD_LEVEL).expect("there is memory for a small table"),
    );
    static UNPACKER: RefCell<Decompressor<'static>> = RefCell::new(
        Decompressor::new().expect("there is memory for a small table"),
    );
}

pub(crate) fn pack(bytes: &[u8]) -> Vec<u8> {
    let packed = PACKER.with_borrow_mut(|packer| packer.compress(bytes));
    packed.expect("compressing memory to memory cannot fail")
}

pub(crate) fn unpack(packed: &[u8]) -> std::io::Result<Vec<u8>> {
    let most = unpacked_len(packed);
    UNPACKER.with_borrow_mut(|unpacker| unpacker.decompress(packed, most))
}

pub(crate) fn pack_article(read: &ReadArticle) -> Vec<u8> {
    pack(&serde_json::to_vec(read).expect("an article is always JSON"))
}
