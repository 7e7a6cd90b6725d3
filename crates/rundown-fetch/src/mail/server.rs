//! The address of a mail server, as settings give it.

use url::Url;

use super::problem::LetterProblem;

/// Where letters with encryption from the first byte are taken (RFC 8314).
const SECURE_PORT: u16 = 465;

/// Where they are taken with encryption that is asked for (RFC 6409).
const SUBMISSION_PORT: u16 = 587;

/// Where they are taken without.
const PLAIN_PORT: u16 = 25;

/// How a mail server is talked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Encrypted from the first byte.
    Secret,
    /// Encrypted before anything is told.
    SecretOnRequest,
    /// Not encrypted.
    Clear,
}

/// A mail server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Server {
    pub(super) way: Way,
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) user: Option<String>,
}

impl Server {
    pub(super) fn parse(address: &str) -> Result<Self, LetterProblem> {
        let none = |why: String| LetterProblem::NotAServer { why };
        let url = Url::parse(address).map_err(|error| none(error.to_string()))?;
        let (way, port) = match url.scheme() {
            "smtps" => (Way::Secret, SECURE_PORT),
            "smtp+starttls" => (Way::SecretOnRequest, SUBMISSION_PORT),
            "smtp" => (Way::Clear, PLAIN_PORT),
            other => return Err(none(format!("{other}: is no way to send letters"))),
        };
        let host = url.host_str().filter(|host| !host.is_empty());
        let host = host.ok_or_else(|| none("it names no host".to_owned()))?;
        let user = url.username().replace("%40", "@");
        Ok(Self {
            way,
            host: host.trim_matches(['[', ']']).to_owned(),
            port: url.port().unwrap_or(port),
            user: Some(user).filter(|user| !user.is_empty()),
        })
    }
}

/// What a mail server is called where others read along: its address without its user, and
/// nothing of a text that is no address, since it may hold what nobody should see.
pub(super) fn name(address: &str) -> String {
    let unnamed = || "the mail server".to_owned();
    let Ok(mut url) = Url::parse(address) else { return unnamed() };
    let is_bare = url.set_username("").is_ok() && url.set_password(None).is_ok();
    match url.host_str() {
        Some(host) if is_bare && !host.is_empty() => {
            let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
            format!("{}://{host}{port}", url.scheme())
        }
        _ => unnamed(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_server_is_named_without_its_user() {
        for (address, told) in [
            (
                "smtps://ana%40mail.example:opensesame@mail.example",
                "smtps://mail.example",
            ),
            ("smtp+starttls://a@[::1]:2525/x?y#z", "smtp+starttls://[::1]:2525"),
            ("ana:opensesame@mail.example", "the mail server"),
            ("mail.example", "the mail server"),
        ] {
            assert_eq!(name(address), told);
        }
    }

    #[test]
    fn each_way_has_a_port_and_users_may_hold_an_at() {
        let user = Some("ana@mail.example".to_owned());
        let host = || "mail.example".to_owned();
        for (address, server) in [
            (
                "smtps://ana%40mail.example@mail.example",
                Server { way: Way::Secret, host: host(), port: 465, user },
            ),
            (
                "smtp+starttls://mail.example",
                Server { way: Way::SecretOnRequest, host: host(), port: 587, user: None },
            ),
            (
                "smtp://mail.example",
                Server { way: Way::Clear, host: host(), port: 25, user: None },
            ),
            (
                "smtp://[::1]:2525",
                Server {
                    way: Way::Clear,
                    host: "::1".to_owned(),
                    port: 2525,
                    user: None,
                },
            ),
        ] {
            assert_eq!(Server::parse(address), Ok(server));
        }
        for bad in ["https://mail.example", "smtps://", "smtps:mail", "mail.example"] {
            let told = Server::parse(bad);
            assert!(
                matches!(told, Err(LetterProblem::NotAServer { .. })),
                "{bad}: {told:?}"
            );
        }
    }
}
