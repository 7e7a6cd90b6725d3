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

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use rundown_news::limits::LARGE_ANSWERS_MAX;

    use super::*;

    /// A body, and whether it took a place among the large ones.
    async fn taken(
        body: Vec<u8>,
        packed: bool,
        bytes_max: usize,
    ) -> Result<(usize, bool), FetchProblem> {
        let mut answer = http::Response::new(body);
        if packed {
            answer.headers_mut().insert(CONTENT_ENCODING, "gzip".parse().unwrap());
        }
        let large = Arc::new(Semaphore::new(LARGE_ANSWERS_MAX));
        let (bytes, hold) = read(answer.into(), bytes_max, &large).await?;
        let held = LARGE_ANSWERS_MAX - large.available_permits();
        assert_eq!(usize::from(hold.0.is_some()), held);
        Ok((bytes.len(), hold.0.is_some()))
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        // Without compression, since what unpacks to a hundred times its size is a bomb.
        let mut packed = GzEncoder::new(Vec::new(), Compression::none());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    #[tokio::test]
    async fn a_body_as_long_as_may_be_is_read_and_one_byte_more_is_not() {
        assert_eq!(taken(vec![b'a'; 900], false, 900).await, Ok((900, false)));
        let too_large = Err(FetchProblem::TooLarge { bytes_max: 900 });
        assert_eq!(taken(vec![b'a'; 901], false, 900).await, too_large);
        assert_eq!(taken(gzip(&[b'a'; 901]), true, 2_000).await, Ok((901, false)));
        let packed = gzip(&[b'a'; 5_000]);
        let bytes_max = packed.len() - 1;
        let too_large = Err(FetchProblem::TooLarge { bytes_max });
        assert_eq!(taken(packed, true, bytes_max).await, too_large);
    }

    #[tokio::test]
    async fn only_a_large_body_takes_a_place_packed_or_not() {
        let max = 4 * SMALL_BYTES_MAX;
        let (small, large) =
            (vec![b'a'; SMALL_BYTES_MAX], vec![b'a'; SMALL_BYTES_MAX + 1]);
        assert_eq!(taken(gzip(&large), true, max).await, Ok((large.len(), true)));
        let half = gzip(&small[..SMALL_BYTES_MAX / 2]);
        assert_eq!(taken(half, true, max).await, Ok((SMALL_BYTES_MAX / 2, false)));
        assert_eq!(taken(small, false, max).await, Ok((SMALL_BYTES_MAX, false)));
        assert_eq!(taken(large, false, max).await, Ok((SMALL_BYTES_MAX + 1, true)));
    }
}
