//! Where a `PostgreSQL` server is, and how it is reached.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use postgres::config::{Host, SslMode};
use postgres::{Config, NoTls};
use rundown_files::certificates;
use rustls::RootCertStore;
use tokio_postgres_rustls::MakeRustlsConnect;

use super::connection::Connection;
use super::error::{EngineError, Result, told};
use super::postgres::Session;

/// How long a server may take to be reached.
const CONNECT_WAIT: Duration = Duration::from_secs(5);

/// Silence after which a connection is asked for, and how often: either side knows after ten
/// seconds that the other is gone.
const ALIVE_AFTER: Duration = Duration::from_secs(5);
const ALIVE_EVERY: Duration = Duration::from_secs(2);
const ALIVE_TRIES: u32 = 2;
const SILENCE_MAX: Duration = Duration::from_secs(9);

/// What every connection is set to: the server finds out as soon as we do, nothing waits for
/// ever, and short statements are not compiled for longer than they run.
const SETTINGS: &str = "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2;
     SET tcp_keepalives_count = 2; SET tcp_user_timeout = 9000; SET lock_timeout = '30s';
     SET idle_in_transaction_session_timeout = '60s'; SET client_min_messages = warning;
     SET jit = off";

/// What the parameter is called that names a file of certificates to trust.
const ROOTS: &str = "sslrootcert";

/// What the parameter is called that says how connections are encrypted.
const MODE: &str = "sslmode";

/// A database of a server.
#[derive(Clone)]
pub(crate) struct Server {
    config: Config,
    roots: Option<PathBuf>,
    name: String,
}

impl Server {
    /// Reads an address `postgres://USER:PASSWORD@HOST/DATABASE`.
    ///
    /// Beyond this machine connections are encrypted and the server's certificate is asked
    /// for, unless the address says `sslmode=disable`.
    pub(crate) fn at(address: &str) -> std::result::Result<Self, String> {
        let (plain, roots) = without_roots(address)?;
        let mut config: Config =
            plain.parse().map_err(|error: postgres::Error| told(&error))?;
        let is_login =
            |host: &Host| matches!(host, Host::Tcp(name) if name.contains('@'));
        if config.get_hosts().iter().any(is_login) {
            return Err("it has an @ too many: in user and password @ : / ? % stand as \
                        %40 %3A %2F %3F %25"
                .to_owned());
        }
        if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
            return Err("it names no host".to_owned());
        }
        if config.get_ssl_mode() == SslMode::Prefer {
            let is_here = config.get_hosts().iter().all(is_here);
            config.ssl_mode(if is_here { SslMode::Disable } else { SslMode::Require });
        }
        config
            .application_name("rundown")
            .connect_timeout(CONNECT_WAIT)
            .tcp_user_timeout(SILENCE_MAX)
            .keepalives_idle(ALIVE_AFTER)
            .keepalives_interval(ALIVE_EVERY)
            .keepalives_retries(ALIVE_TRIES);
        let name = name_of(&config);
        Ok(Self { config, roots: roots.map(PathBuf::from), name })
    }

    /// The address without its password.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// A new connection.
    pub(crate) fn connect(&self) -> Result<Connection> {
        let reached = match self.config.get_ssl_mode() {
            SslMode::Disable => self.config.connect(NoTls),
            _ => self.config.connect(self.encrypted()?),
        };
        let client = reached.map_err(|source| EngineError::Unreached {
            server: self.name.clone(),
            source,
        })?;
        let session = Session::new(client);
        session.run(SETTINGS)?;
        Ok(Connection::Postgres(Box::new(session)))
    }

    fn encrypted(&self) -> Result<MakeRustlsConnect> {
        let mut roots = RootCertStore::empty();
        match &self.roots {
            Some(file) => trust(&mut roots, file)?,
            None => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| EngineError::Certificates { why: error.to_string() })?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(MakeRustlsConnect::new(config))
    }
}

fn trust(roots: &mut RootCertStore, file: &Path) -> Result<()> {
    let wrong = |why: String| EngineError::Certificates {
        why: format!("could not read {}: {why}", file.display()),
    };
    let found = certificates(file).map_err(|problem| wrong(problem.why().to_owned()))?;
    for one in found {
        roots.add(one).map_err(|error| wrong(error.to_string()))?;
    }
    Ok(())
}

/// Takes the parameters that the client does not know as `libpq` does out of an address.
fn without_roots(address: &str) -> std::result::Result<(String, Option<String>), String> {
    let Some((place, query)) = address.split_once('?') else {
        return Ok((address.to_owned(), None));
    };
    let mut roots = None;
    let mut rest = Vec::new();
    for one in query.split('&') {
        match one.split_once('=') {
            Some((ROOTS, file)) => roots = Some(file.to_owned()),
            Some((MODE, mode)) => rest.push(format!("{MODE}={}", known_mode(mode)?)),
            _ => rest.push(one.to_owned()),
        }
    }
    let rest =
        if rest.is_empty() { String::new() } else { format!("?{}", rest.join("&")) };
    Ok((format!("{place}{rest}"), roots))
}

/// A way to encrypt, as the client calls it. Certificates are checked whenever it encrypts, so
/// that those that ask for that are the same as `require`.
fn known_mode(mode: &str) -> std::result::Result<&str, String> {
    match mode {
        "disable" | "prefer" | "require" => Ok(mode),
        "verify-ca" | "verify-full" => Ok("require"),
        _ => Err(format!(
            "sslmode is disable, prefer, require, verify-ca or verify-full, not {mode:?}"
        )),
    }
}

/// Whether nobody beyond this machine hears what is said to a host.
fn is_here(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => {
            let address = name.parse::<std::net::IpAddr>();
            name == "localhost" || address.is_ok_and(|address| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

fn name_of(config: &Config) -> String {
    let ports = config.get_ports();
    let host = |(at, host): (usize, &Host)| {
        let name = match host {
            Host::Tcp(name) => name.clone(),
            #[cfg(unix)]
            Host::Unix(path) => path.display().to_string(),
        };
        // One port that is named is that of all.
        let port = ports.get(at).or(ports.first()).filter(|port| **port != 5432);
        port.map_or_else(|| name.clone(), |port| format!("{name}:{port}"))
    };
    let hosts: Vec<String> = config.get_hosts().iter().enumerate().map(host).collect();
    let database = config.get_dbname().or(config.get_user()).unwrap_or_default();
    format!("postgres://{}/{database}", hosts.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_without_its_password() {
        let server = Server::at("postgres://desk:secret@[::1]:5433/news").unwrap();
        assert_eq!(server.name(), "postgres://::1:5433/news");
        let server = Server::at("postgres://desk:secret@db.example/news").unwrap();
        assert_eq!(server.name(), "postgres://db.example/news");
        let server = Server::at("postgres://desk:secret@one,two:5433/news").unwrap();
        assert_eq!(server.name(), "postgres://one,two:5433/news");
    }

    #[test]
    fn what_leaves_the_machine_is_encrypted_unless_it_is_said_not_to_be() {
        let mode = |address| Server::at(address).unwrap().config.get_ssl_mode();
        assert_eq!(mode("postgres://a@127.0.0.1/news"), SslMode::Disable);
        assert_eq!(mode("postgres://a@localhost/news"), SslMode::Disable);
        assert_eq!(mode("postgres://a@db.example/news"), SslMode::Require);
        assert_eq!(
            mode("postgres://a@db.example/news?sslmode=disable"),
            SslMode::Disable
        );
        for same in ["verify-full", "verify-ca", "require", "prefer"] {
            let address = format!("postgres://a@db.example/news?sslmode={same}");
            assert_eq!(
                Server::at(&address).unwrap().config.get_ssl_mode(),
                SslMode::Require
            );
        }
        let wrong = Server::at("postgres://a@db.example/news?sslmode=allow").err();
        assert!(wrong.unwrap().contains("verify-full"));
        let named =
            "postgres://a@db.example/news?sslrootcert=/etc/ca.pem&connect_timeout=1";
        assert_eq!(
            Server::at(named).unwrap().roots.as_deref(),
            Some("/etc/ca.pem".as_ref())
        );
    }

    #[test]
    fn a_password_with_signs_of_an_address_is_told_how_to_write() {
        let wrong = Server::at("postgres://desk:open@sesame@db.example/news").err();
        let wrong = wrong.unwrap();
        assert!(wrong.contains("%40") && !wrong.contains("sesame"), "{wrong}");
        assert!(Server::at("postgres://desk:open%40sesame@db.example/news").is_ok());
    }

    #[test]
    fn an_address_that_names_no_host_is_refused() {
        assert!(Server::at("postgres:///news").is_err());
        assert!(Server::at("postgres://db.example/news?colour=blue").is_err());
    }
}
