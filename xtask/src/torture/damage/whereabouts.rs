//! Where in its file each article stands, told by its bytes alone: what of a damaged file
//! could still be read by whoever reads every page.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;
use rundown_news::ArticleId;
use rusqlite::Connection;

use crate::torture::program::DATABASE;

/// The size of the pages of a store.
pub(super) const PAGE: usize = 4_096;

/// Bytes that are looked for together. Shorter ones are found by chance.
const PIECE: usize = 16;

/// For each article the places in a page of its pieces. A piece that goes on in another
/// page is left out.
pub(super) struct Whereabouts(BTreeMap<ArticleId, Vec<(usize, [u8; PIECE])>>);

impl Whereabouts {
    /// Those of a sound file.
    pub(super) fn of(dir: &Path, file: &[u8]) -> Result<Self> {
        let database = Connection::open(dir.join(DATABASE))?;
        let mut all = database.prepare(
            "SELECT a.id, r.read FROM revision r JOIN article a ON a.seq = r.article",
        )?;
        let rows = all.query_map([], |row| {
            Ok((ArticleId(row.get(0)?), row.get::<_, Vec<u8>>(1)?))
        })?;
        let mut places = BTreeMap::new();
        for row in rows {
            let (id, read) = row?;
            let pieces = read.chunks_exact(PIECE).filter_map(|piece| {
                let at = file.windows(PIECE).position(|window| window == piece)?;
                Some((at % PAGE, piece.try_into().ok()?))
            });
            places.insert(id, pieces.collect());
        }
        Ok(Self(places))
    }

    /// The articles of which every piece still stands in some page.
    pub(super) fn left(&self, file: &[u8]) -> BTreeSet<ArticleId> {
        let stands = |(at, piece): &(usize, [u8; PIECE])| {
            let pages = file.chunks(PAGE);
            pages.into_iter().any(|page| page.get(*at..at + PIECE) == Some(piece))
        };
        let whole = self.0.iter().filter(|(_, pieces)| pieces.iter().all(stands));
        whole.map(|(id, _)| id.clone()).collect()
    }
}
