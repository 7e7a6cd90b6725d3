//! The body of an answer: read chunk by chunk, bounded, unpacked.

use std::sync::Arc;

use reqwest::Response;
use reqwest::header::CONTENT_ENCODING;
use rundown_files::{InflateProblem, gunzip};
use tokio::sync::Semaphore;

use crate::FetchProblem;
use crate::answer::Hold;

/// Bodies up to this many bytes are small: hundreds of them may be held at a time.
const SMALL_BYTES_MAX: usize = 512 << 10;

/// How a body is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    None,
    Gzip,
}

/// Reads a body, at most `bytes_max` bytes of it packed or unpacked. A large one waits
/// for one of the places in `large`.
pub(crate) async fn read(
    mut response: Response,
    bytes_max: usize,
    large: &Arc<Semaphore>,
) -> Result<(Vec<u8>, Hold), FetchProblem> {
    let packing = packing(&response)?;
    let too_large = FetchProblem::TooLarge { bytes_max };
    let stated = response.content_length().unwrap_or(0);
    if stated > bytes_max as u64 {
        return Err(too_large);
    }
    let mut hold = Hold::default();
    let mut bytes = Vec::with_capacity((stated as usize).min(SMALL_BYTES_MAX));
    while let Some(chunk) =
        response.chunk().await.map_err(|error| FetchProblem::of(&error))?
    {
        if bytes.len() + chunk.len() > bytes_max {
            return Err(too_large);
        }
        if bytes.len() + chunk.len() > SMALL_BYTES_MAX {
            hold.take(large).await;
        }
        bytes.extend_from_slice(&chunk);
    }
    if packing == Packing::None || bytes.is_empty() {
        return Ok((bytes, hold));
    }
    // What it comes to unpacked is not known before.
    let small = gunzip(&bytes[..], bytes_max.min(SMALL_BYTES_MAX));
    if let Err(InflateProblem::TooLarge { .. }) = small
        && bytes_max > SMALL_BYTES_MAX
    {
        hold.take(large).await;
        return match gunzip(&bytes[..], bytes_max) {
            Err(InflateProblem::TooLarge { .. }) => Err(too_large),
            unpacked => Ok((unpacked?, hold)),
        };
    }
    match small {
        Err(InflateProblem::TooLarge { .. }) => Err(too_large),
        unpacked => Ok((unpacked?, hold)),
    }
}

impl Hold {
    /// Waits for a place, unless there is one.
    async fn take(&mut self, large: &Arc<Semaphore>) {
        if self.0.is_none() {
            self.0 = Arc::clone(large).acquire_owned().await.ok().map(Arc::new);
        }
    }
}

/// One layer of gzip is what we offer; a server that packs twice is up to something.
fn packing(response: &Response) -> Result<Packing, FetchProblem> {
    let all: Vec<String> = response
        .headers()
        .get_all(CONTENT_ENCODING)
        .iter()
        .map(|value| value.to_str().unwrap_or("unreadable").trim().to_ascii_lowercase())
        .collect();
    let said = all.join(", ");
    match said.as_str() {
        "" | "identity" => Ok(Packing::None),
        "gzip" | "x-gzip" => Ok(Packing::Gzip),
        _ => Err(FetchProblem::Encoding(said)),
    }
}
