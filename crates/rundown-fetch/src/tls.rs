//! Encryption: rustls with ring, and the roots that Mozilla trusts, built in.

use std::path::Path;
use std::sync::Arc;

use rundown_files::certificates;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};

use crate::FetchError;

/// Authorities of the operator's own, trusted beside those of browsers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roots(Vec<CertificateDer<'static>>);

impl Roots {
    /// The certificates in a file, in PEM form.
    ///
    /// # Errors
    /// When the file cannot be read, or holds none, or one that is of no authority's form.
    pub fn read(file: &Path) -> Result<Self, FetchError> {
        let roots = |why| FetchError::Roots { file: file.display().to_string(), why };
        let found =
            certificates(file).map_err(|problem| roots(problem.why().to_owned()))?;
        for one in &found {
            let added = RootCertStore::empty().add(one.clone());
            added.map_err(|error| {
                roots(format!("it holds a broken certificate ({error})"))
            })?;
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
        let told = Roots::read(Path::new("/nowhere/roots.pem")).unwrap_err().to_string();
        assert!(told.contains("root certificates in /nowhere/roots.pem"), "{told}");
        let file = std::env::temp_dir().join(format!("roots-{}.pem", std::process::id()));
        std::fs::write(
            &file,
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        )
        .unwrap();
        let told = Roots::read(&file).unwrap_err().to_string();
        std::fs::remove_file(&file).unwrap();
        assert!(told.contains("it holds a broken certificate"), "{told}");
    }
}
