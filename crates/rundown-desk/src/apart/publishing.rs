//! Captures on their way to whoever reads them, and what was read on its way to whoever
//! threads it.

use std::sync::Arc;

use jiff::Timestamp;
use rayon::prelude::*;
use rundown_log::{Log, NewEntry, Shard};
use rundown_store::{article_keys, content_hash};
use xxhash_rust::xxh3::xxh3_64;

use super::packet::{NoPacket, key_of};
use crate::intake::refusal;
use crate::taken::ReadDocument;
use crate::{Desk, DeskError, Document, DocumentKind, Families};

/// The shard of what is in no known language.
const UNKNOWN: &str = "und";

/// A document that goes no further: its name, and why.
pub type Refused = (String, String);

/// A document as it waits for whoever reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// By what it is known again.
    pub key: String,
    /// The document as bytes.
    pub packet: Vec<u8>,
    /// What to call it in a message.
    pub name: String,
}

impl Waiting {
    /// Packs a document.
    ///
    /// # Errors
    /// Why there is nothing to read.
    pub fn of(document: &Document) -> Result<Self, Refused> {
        let name = document.name.clone();
        let why = match (document.pack(), &document.kind) {
            (Some(packet), _) => return Ok(Self { key: key_of(&packet), packet, name }),
            (None, DocumentKind::Unreadable(why)) => why.clone(),
            (None, _) => "it was read already".to_owned(),
        };
        Err((name, why))
    }

    /// The document of a packet. What is damaged is a document that says so.
    ///
    /// # Errors
    /// When another version of the program wrote it: then it is for that one.
    pub fn document(packet: &[u8]) -> Result<Document, DeskError> {
        let name = || key_of(packet);
        match Document::unpack(packet) {
            Ok(document) => Ok(document),
            Err(NoPacket::Damaged(why)) => {
                Ok(Document::unreadable(name(), Timestamp::UNIX_EPOCH, why))
            }
            Err(why @ NoPacket::Form(_)) => {
                Err(DeskError::Packet { name: name(), why: why.to_string() })
            }
        }
    }
}

/// Reads documents on all cores, as entries of a log: a shard a language. Beside them what
/// holds nothing that could be shown.
#[must_use]
pub fn entries_of(
    documents: Vec<Document>,
    families: &Families,
) -> (Vec<NewEntry>, Vec<Refused>) {
    let read = documents.into_par_iter().map(|document| {
        let name = document.name.clone();
        let read = document.read(families);
        match refusal(&read.read) {
            Some(why) => Err((name, why)),
            None => Ok(entry_of(&read)),
        }
    });
    let (mut entries, mut refused) = (Vec::new(), Vec::new());
    for one in read.collect::<Vec<_>>() {
        match one {
            Ok(entry) => entries.push(entry),
            Err(why) => refused.push(why),
        }
    }
    (entries, refused)
}

/// What was read, under the name of its address, its content and its arrival: a page that
/// goes back to what it said is another entry.
fn entry_of(document: &ReadDocument) -> NewEntry {
    let article = &document.read.article;
    let keys = article_keys(article);
    let address = xxh3_64(keys.first().map_or(&b""[..], |key| key.as_bytes()));
    let content = content_hash(article).cast_unsigned();
    let arrived = document.arrived_at.as_millisecond();
    let shard = article.lang.to_string().parse().ok();
    NewEntry {
        shard: shard.unwrap_or_else(unknown),
        key: format!("{address:016x}:{content:016x}:{arrived}"),
        body: document.pack(),
    }
}

fn unknown() -> Shard {
    UNKNOWN.parse().expect("it takes small letters")
}

impl Desk {
    /// The same desk, which puts what it takes in from the web into a log, too.
    #[must_use]
    pub fn telling_log(self, log: Arc<dyn Log>) -> Self {
        Self { log: Some(log), ..self }
    }

    /// Puts what is to be taken in into the log, if there is one: before it is, so that
    /// what is lost on the way is asked for again.
    pub(crate) fn tell_log<'a>(
        &self,
        documents: impl Iterator<Item = &'a ReadDocument>,
    ) -> Result<(), DeskError> {
        let Some(log) = &self.log else { return Ok(()) };
        let entries: Vec<NewEntry> = documents.map(entry_of).collect();
        if !entries.is_empty() {
            log.append(&entries)?;
        }
        Ok(())
    }
}
