//! The body of an answer: read chunk by chunk, bounded, unpacked.

use reqwest::Response;
use reqwest::header::CONTENT_ENCODING;

use crate::FetchProblem;
use crate::inflate::{InflateProblem, gunzip};

/// How a body is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    None,
    Gzip,
}

/// Reads a body, at most `bytes_max` bytes of it packed or unpacked.
pub(crate) async fn read(
    mut response: Response,
    bytes_max: usize,
) -> Result<Vec<u8>, FetchProblem> {
    let packing = packing(&response)?;
    let too_large = FetchProblem::TooLarge { bytes_max };
    let stated = response.content_length().unwrap_or(0);
    if stated > bytes_max as u64 {
        return Err(too_large);
    }
    let mut bytes = Vec::with_capacity(stated as usize);
    while let Some(chunk) =
        response.chunk().await.map_err(|error| FetchProblem::of(&error))?
    {
        if bytes.len() + chunk.len() > bytes_max {
            return Err(too_large);
        }
        bytes.extend_from_slice(&chunk);
    }
    match packing {
        Packing::Gzip if !bytes.is_empty() => match gunzip(&bytes[..], bytes_max) {
            Err(InflateProblem::TooLarge { .. }) => Err(too_large),
            unpacked => Ok(unpacked?),
        },
        _ => Ok(bytes),
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
