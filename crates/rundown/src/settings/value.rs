//! Values of settings: text to types, and what is wrong with text that is none.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::ops::RangeInclusive;
use std::path::Path;

use anyhow::Result;
use ipnet::IpNet;
use jiff::SignedDuration;
use rundown_desk::StorePlace;
use rundown_news::Lang;
use rundown_news::limits::{
    KEEP_BYTES_MIN, KEEP_DAYS_MIN, POLL_SECONDS_MAX, POLL_SECONDS_MIN,
    SNAPSHOT_SECONDS_MAX, SNAPSHOT_SECONDS_MIN,
};
use rundown_serve::CONNECTIONS_MAX;
use rundown_store::server_name;
use tracing_subscriber::EnvFilter;
use url::Url;

use crate::failure::misused;

/// Seconds between two snapshots where nobody says otherwise: what is lost of an hour is
/// threaded again within minutes.
pub(super) const SNAPSHOT_SECONDS: u64 = 60 * 60;

/// A password that guessing does not find is not shorter, nor is a file with one longer.
const SECRET_CHARACTERS_MIN: usize = 16;
const SECRET_BYTES_MAX: u64 = 4 << 10;

/// What nobody is shown.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(String);

impl Secret {
    pub(super) fn new(text: &str) -> Result<Self, String> {
        if text.chars().count() < SECRET_CHARACTERS_MIN {
            return Err(format!("it is shorter than {SECRET_CHARACTERS_MIN} characters"));
        }
        Ok(Self(text.to_owned()))
    }

    /// What may hold a secret, of any length: an address, say, with a token in it.
    pub(super) fn hidden(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The secret, for whoever compares it.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The secret in a file, without the end of its line.
pub(super) fn secret_file(path: &str, named_by: &str) -> Result<Vec<String>> {
    let failed = |why: String| {
        misused(
            format!("could not read the secret in {path}, which {named_by} names: {why}"),
            "name a file that holds it alone and that only the service may read",
        )
    };
    let path_of = Path::new(path);
    let found = std::fs::metadata(path_of).map_err(|why| failed(why.to_string()))?;
    if found.len() > SECRET_BYTES_MAX {
        return Err(failed(format!("longer than {SECRET_BYTES_MAX} bytes")));
    }
    let text = std::fs::read_to_string(path_of).map_err(|why| failed(why.to_string()))?;
    Ok(vec![text.trim_end_matches(['\r', '\n']).to_owned()])
}

/// Where a server keeps the news. The address may hold a password, which nobody is shown.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct StoreAddress {
    address: String,
    name: String,
}

impl StoreAddress {
    pub(super) fn read(text: &str) -> Result<Self, String> {
        match text.parse()? {
            StorePlace::Server(address) => {
                let name = server_name(&address)?;
                Ok(Self { address, name })
            }
            StorePlace::Directory(_) => {
                Err("it is no address of a server; a directory is named by data"
                    .to_owned())
            }
        }
    }

    /// All of it, for whoever connects.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Without the password.
    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Debug for StoreAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// Which private networks may be asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Reach {
    pub all: bool,
    pub networks: Vec<IpNet>,
}

impl Reach {
    pub(super) fn read(values: &[String]) -> Result<Self, String> {
        let mut reach = Self::default();
        for value in values {
            match value.trim() {
                "all" => reach.all = true,
                "none" => reach = Self::default(),
                value => reach.networks.push(network(value)?),
            }
        }
        Ok(reach)
    }

    pub(super) fn shown(&self) -> Vec<String> {
        let all = self.all.then(|| "all".to_owned());
        all.into_iter().chain(self.networks.iter().map(ToString::to_string)).collect()
    }
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LogForm {
    Text,
    Json,
}

impl LogForm {
    pub(super) fn read(text: &str) -> Result<Self, String> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err(format!("{text:?} is neither text nor json")),
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
        }
    }
}

/// Where readers find the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PublicUrl {
    /// Scheme, host and port, without a slash at the end.
    pub origin: String,
    /// The host alone, as requests name it.
    pub host: String,
}

pub(super) fn public_url(text: &str) -> Result<PublicUrl, String> {
    let url = Url::parse(text).map_err(|why| format!("{text:?} is no address: {why}"))?;
    let host = match (url.scheme(), url.host_str()) {
        ("http" | "https", Some(host)) => host.to_owned(),
        _ => return Err(format!("{text:?} is no address of the web")),
    };
    let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    if !is_bare || !url.username().is_empty() || url.password().is_some() {
        return Err(format!("{text:?} holds more than scheme, host and port"));
    }
    Ok(PublicUrl { origin: url.origin().ascii_serialization(), host })
}

pub(super) fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| format!("{text:?} is not an address with a port"))
}

pub(super) fn network(text: &str) -> Result<IpNet, String> {
    let single = || text.parse::<IpAddr>().map(IpNet::from).ok();
    let network = text.parse::<IpNet>().ok().or_else(single);
    network.ok_or_else(|| format!("{text:?} is neither a network nor an address"))
}

/// A host as a request names it: no scheme, no path, no port.
pub(super) fn host(text: &str) -> Result<String, String> {
    let url = Url::parse(&format!("http://{text}/")).ok().filter(|url| {
        url.path() == "/" && url.port().is_none() && !text.contains(['@', '*'])
    });
    match url.as_ref().and_then(Url::host_str) {
        Some(host) if host.trim_end_matches('.').eq_ignore_ascii_case(text) => {
            Ok(host.to_owned())
        }
        _ => Err(format!("{text:?} is not the name of a host alone")),
    }
}

/// The name of a header.
pub(super) fn header(text: &str) -> Result<String, String> {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let is_name = (1..=64).contains(&text.len()) && text.chars().all(is_letter);
    let wrong = || format!("{text:?} is not the name of a header");
    if is_name { Ok(text.to_ascii_lowercase()) } else { Err(wrong()) }
}

pub(super) fn language(text: &str) -> Result<Lang, String> {
    let language = Lang::parse(text).filter(Lang::is_assigned);
    language.ok_or_else(|| format!("{text:?} is not the code of a language"))
}

/// How many days news is kept; `none` takes back what the file says.
pub(crate) fn days(text: &str) -> Result<Option<u32>, String> {
    if text == "none" {
        return Ok(None);
    }
    let days: u32 = text.parse().map_err(|_| format!("{text:?} is no number of days"))?;
    if (days as usize) < KEEP_DAYS_MIN {
        return Err(format!("news is kept for {KEEP_DAYS_MIN} days at least"));
    }
    Ok(Some(days))
}

const UNITS: [(&str, u64); 9] = [
    ("KiB", 1 << 10),
    ("MiB", 1 << 20),
    ("GiB", 1 << 30),
    ("TiB", 1 << 40),
    ("kB", 1_000),
    ("MB", 1_000_000),
    ("GB", 1_000_000_000),
    ("TB", 1_000_000_000_000),
    ("", 1),
];

/// How much is kept; `none` takes back what the file says.
pub(crate) fn bytes(text: &str) -> Result<Option<u64>, String> {
    if text == "none" {
        return Ok(None);
    }
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = text[number.len()..].trim();
    let unit = UNITS.iter().find(|(name, _)| name.eq_ignore_ascii_case(unit));
    let count: Option<u64> = number.trim().parse().ok();
    let bytes = count.zip(unit).and_then(|(count, (_, unit))| count.checked_mul(*unit));
    let bytes = bytes.ok_or_else(|| format!("{text:?} is no number of bytes"))?;
    if bytes < KEEP_BYTES_MIN {
        return Err(format!("a store has {} at least", size(KEEP_BYTES_MIN)));
    }
    Ok(Some(bytes))
}

/// Bytes as they are read.
pub(super) fn size(bytes: u64) -> String {
    let fits = |(_, unit): &&(&str, u64)| bytes.is_multiple_of(*unit) && bytes >= *unit;
    let largest = UNITS.iter().filter(fits).max_by_key(|(_, unit)| *unit);
    largest.map_or_else(
        || bytes.to_string(),
        |(name, unit)| format!("{}{name}", bytes / unit),
    )
}

/// How many connections one address may hold: no more than all hold together.
pub(super) fn connections(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(count @ 1..=CONNECTIONS_MAX) => Ok(count),
        _ => Err(format!("{text:?} is no number from 1 to {CONNECTIONS_MAX}")),
    }
}

/// A wait between two polls, within what no setting can go beyond.
pub(super) fn pace(text: &str) -> Result<u64, String> {
    wait(text, POLL_SECONDS_MIN..=POLL_SECONDS_MAX)
}

/// How long is waited between two snapshots; with `never` there are none.
pub(super) fn snapshot_every(text: &str) -> Result<Option<u64>, String> {
    if text == "never" {
        return Ok(None);
    }
    wait(text, SNAPSHOT_SECONDS_MIN..=SNAPSHOT_SECONDS_MAX).map(Some)
}

fn wait(text: &str, within: RangeInclusive<u64>) -> Result<u64, String> {
    let wait: SignedDuration =
        text.parse().map_err(|_| format!("{text:?} is not a length of time"))?;
    u64::try_from(wait.as_secs()).ok().filter(|wait| within.contains(wait)).ok_or_else(
        || {
            let (least, most) = (seconds(*within.start()), seconds(*within.end()));
            format!("{text:?} is not between {least} and {most}")
        },
    )
}

/// A length of time as settings write it.
pub(super) fn seconds(seconds: u64) -> String {
    format!("{:#}", SignedDuration::from_secs(seconds as i64))
}

/// What of the log is written: a level, or levels by crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LogFilter(String);

/// How much of the log a level lets through, least first.
const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];

impl LogFilter {
    /// What holds where nobody says otherwise.
    pub(super) fn usual() -> Self {
        Self("warn".to_owned())
    }

    pub(super) fn read(text: &str) -> Result<Self, String> {
        // A word that is no level would be taken for the name of a crate.
        let stranger = text.split(',').map(str::trim).find(|part| {
            !part.contains('=')
                && !LEVELS.iter().any(|one| part.eq_ignore_ascii_case(one))
        });
        if let Some(part) = stranger {
            let levels = LEVELS[1..].join(", ");
            return Err(format!("{part:?} is no level; {levels} are"));
        }
        EnvFilter::try_new(text).map_err(|why| format!("{text:?}: {why}"))?;
        Ok(Self(text.to_owned()))
    }

    pub(crate) fn name(&self) -> &str {
        &self.0
    }
}

/// Reads all parts of a list.
pub(super) fn all<T>(
    values: &[String],
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<Vec<T>, String> {
    values.iter().map(|value| read(value.trim())).collect()
}

/// Shows all parts of a list.
pub(super) fn shown<T: ToString>(values: impl IntoIterator<Item = T>) -> Vec<String> {
    values.into_iter().map(|value| value.to_string()).collect()
}

/// The parts of a list that is written in a line.
pub(super) fn listed(text: &str) -> Vec<String> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_are_read_with_and_without_their_length() {
        assert_eq!(network("10.0.0.0/8").unwrap().to_string(), "10.0.0.0/8");
        assert_eq!(network("::1").unwrap().to_string(), "::1/128");
        assert!(network("10.0.0").is_err() && network("lan").is_err());
    }

    #[test]
    fn a_host_is_a_name_alone() {
        for name in ["news.example", "localhost", "10.0.0.1", "[::1]"] {
            assert_eq!(host(name).as_deref(), Ok(name));
        }
        for name in ["https://news.example", "news.example:80", "a/b", "a@b", "", "*"] {
            assert!(host(name).is_err(), "{name}");
        }
    }

    #[test]
    fn a_public_address_is_scheme_host_and_port() {
        let url = public_url("https://news.example:8443/").unwrap();
        let told = (url.origin.as_str(), url.host.as_str());
        assert_eq!(told, ("https://news.example:8443", "news.example"));
        for bad in [
            "news.example",
            "https://a.example/news",
            "ftp://a.example",
            "https://u:p@a.example",
        ] {
            assert!(public_url(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_log_is_chosen_by_levels_alone() {
        for well in ["warn", "INFO", "off", "rundown_fetch=debug,warn", "rundown=trace"] {
            assert_eq!(LogFilter::read(well), Ok(LogFilter(well.to_owned())));
        }
        for bad in ["loud", "", "rundown_fetch", "rundown=loud", "warn,loud"] {
            assert!(LogFilter::read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn lengths_of_time_stay_within_the_limits() {
        assert_eq!(pace("15 min"), Ok(900));
        assert_eq!((seconds(900), seconds(86_400)), ("15m".to_owned(), "24h".to_owned()));
        for bad in ["1s", "25h", "-5m", "soon"] {
            assert!(pace(bad).is_err(), "{bad}");
        }
        assert_eq!(snapshot_every("15m"), Ok(Some(900)));
        assert_eq!(snapshot_every("never"), Ok(None));
        for bad in ["9s", "8d", "none", "-1h"] {
            assert!(snapshot_every(bad).is_err(), "{bad}");
        }
    }
}
