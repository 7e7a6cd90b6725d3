//! Encryption: rustls with ring, and the roots that Mozilla trusts, built in.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use rustls::crypto::ring::default_provider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

use crate::FetchError;

/// The largest file with root certificates: ten times as many as browsers trust.
const ROOTS_BYTES_MAX: u64 = 4 << 20;

/// Authorities of the operator's own, trusted beside those of browsers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roots(Vec<CertificateDer<'static>>);

impl Roots {
    /// The certificates in a file, in PEM form.
    ///
    /// # Errors
    /// When the file cannot be read, or holds none, or one that is of no authority's form.
    pub fn read(file: &Path) -> Result<Self, FetchError> {
        let mut pem = Vec::new();
        File::open(file)
            .and_then(|file| file.take(ROOTS_BYTES_MAX + 1).read_to_end(&mut pem))
            .map_err(|error| error.to_string())
            .and_then(|_| Self::parse(&pem))
            .map_err(|why| FetchError::Roots { file: file.display().to_string(), why })
    }

    fn parse(pem: &[u8]) -> Result<Self, String> {
        if pem.len() as u64 > ROOTS_BYTES_MAX {
            return Err(format!("it is larger than {ROOTS_BYTES_MAX} bytes"));
        }
        let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
        let found = found.map_err(|error| error.to_string())?;
        for one in &found {
            let added = RootCertStore::empty().add(one.clone());
            added.map_err(|error| format!("it holds a broken certificate ({error})"))?;
        }
        if found.is_empty() {
            return Err("it holds no certificate".to_owned());
        }
        Ok(Self(found))
    }
}

/// What the client negotiates with; nothing is read from the system.
pub(crate) fn client_config(own: &Roots) -> Result<ClientConfig, rustls::Error> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    for one in &own.0 {
        roots.add(one.clone())?;
    }
    let mut config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_certificate_is_said_to_be_none() {
        let wrong = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        for (pem, why) in [
            ("", "it holds no certificate"),
            ("no PEM\n", "it holds no certificate"),
            (wrong, "it holds a broken certificate"),
            ("-----BEGIN CERTIFICATE-----\n?", ""),
        ] {
            let told = Roots::parse(pem.as_bytes()).unwrap_err();
            assert!(told.starts_with(why), "{told}");
        }
        let large = vec![b'\n'; usize::try_from(ROOTS_BYTES_MAX).unwrap() + 1];
        assert!(Roots::parse(&large).unwrap_err().contains("larger"));
        let told = Roots::read(Path::new("/nowhere/roots.pem")).unwrap_err().to_string();
        assert!(told.contains("root certificates in /nowhere/roots.pem"), "{told}");
    }
}
