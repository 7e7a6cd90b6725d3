//! Certificates of authorities, as operators keep them: PEM (RFC 7468).

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;

use crate::files::FileProblem;

/// The largest file with certificates: ten times as many as browsers trust.
const CERTIFICATES_BYTES_MAX: u64 = 4 << 20;

/// The certificates in a file in PEM form, at least one, unpacked and not yet understood.
///
/// # Errors
/// When the file cannot be read, is larger than four megabytes, or holds no certificate.
///
/// ```
/// let problem = rundown_files::certificates("/nowhere/roots.pem".as_ref()).unwrap_err();
/// assert_eq!(problem.path(), "/nowhere/roots.pem");
/// ```
pub fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, FileProblem> {
    let read = || -> io::Result<Vec<u8>> {
        let mut pem = Vec::new();
        File::open(file)?.take(CERTIFICATES_BYTES_MAX + 1).read_to_end(&mut pem)?;
        Ok(pem)
    };
    let problem = |why| FileProblem::new(file, why);
    let pem = read().map_err(|error| problem(error.to_string()))?;
    unpacked(&pem).map_err(problem)
}

fn unpacked(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, String> {
    if pem.len() as u64 > CERTIFICATES_BYTES_MAX {
        return Err(format!("it is larger than {CERTIFICATES_BYTES_MAX} bytes"));
    }
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let found = found.map_err(|error| error.to_string())?;
    if found.is_empty() { Err("it holds no certificate".to_owned()) } else { Ok(found) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_no_certificate_is_said_to_hold_none() {
        for (pem, why) in [
            ("", "it holds no certificate"),
            ("no PEM\n", "it holds no certificate"),
            ("-----BEGIN CERTIFICATE-----\n?", "section end"),
        ] {
            let told = unpacked(pem.as_bytes()).unwrap_err();
            assert!(told.contains(why), "{told}");
        }
        let large = vec![b'\n'; usize::try_from(CERTIFICATES_BYTES_MAX).unwrap() + 1];
        assert!(unpacked(&large).unwrap_err().contains("larger"));
        let two =
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".repeat(2);
        assert_eq!(unpacked(two.as_bytes()).unwrap().len(), 2);
    }
}
