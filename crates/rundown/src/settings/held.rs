//! What holds for a run.

use std::net::SocketAddr;
use std::path::PathBuf;

use ipnet::IpNet;
use rundown_desk::{Keeping, Pace};
use rundown_nats::NatsAddress;
use rundown_news::Lang;

use super::alerts::AlertSettings;
use super::origin::Origin;
use super::sign_on::SignOnSettings;
use super::value::{LogFilter, LogForm, PublicUrl, Reach, Secret, StoreAddress};

/// What holds for this run.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// Where the news is kept; none where there is no home to keep it in.
    pub data: Option<PathBuf>,
    /// The server that keeps the news instead.
    pub store: Option<StoreAddress>,
    /// The log by which news goes from stage to stage, where these run apart.
    pub news_log: Option<NatsAddress>,
    /// Seconds between two snapshots of what is threaded from that log; none: there are none.
    pub snapshot_every: Option<u64>,
    /// Where pages are served.
    pub listen: SocketAddr,
    /// Where readers find the pages, if a proxy stands before them.
    pub public_url: Option<PublicUrl>,
    /// Names that a request may call this machine, besides its own.
    pub allow_host: Vec<String>,
    /// Networks that may connect, besides this machine.
    pub allow_from: Vec<IpNet>,
    /// Connections of one address at a time.
    pub address_connections: usize,
    /// The header of a proxy that names who reads.
    pub login_header: Option<String>,
    /// The proxies whose word for that counts.
    pub login_from: Vec<IpNet>,
    /// By whom readers sign on.
    pub sign_on: SignOnSettings,
    /// What readers have to know.
    pub password: Option<Secret>,
    pub post_token: Option<Secret>,
    /// Where figures for those who run the service are served.
    pub metrics: Option<SocketAddr>,
    /// Private networks that feeds may lie in.
    pub allow_private: Reach,
    /// A file with certificates of authorities that browsers do not know.
    pub roots: Option<PathBuf>,
    /// How often feeds are asked.
    pub pace: Pace,
    /// How long news is kept.
    pub keeping: Keeping,
    /// Of what the reader is told, when and where.
    pub alerts: AlertSettings,
    /// What the reader reads, the dearest first.
    pub languages: Vec<Lang>,
    /// What of the log is written.
    pub log: LogFilter,
    /// How it is written.
    pub log_form: LogForm,
    /// Where each comes from, in the order of the table.
    pub origins: Vec<Origin>,
}
