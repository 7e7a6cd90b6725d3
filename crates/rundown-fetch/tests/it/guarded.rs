//! Where the fetcher does not go. All of it stays on loopback: `127.0.0.2` stands for
//! the public internet, `127.0.0.1` for what must not be reached.

use std::io::Write;
use std::net::Ipv4Addr;

use rundown_fetch::{
    FetchConfig, FetchError, FetchProblem, Fetcher, Permission, Refusal,
};

use crate::get;
use rundown_origin::{Origin, answer, path};

const PUBLIC: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);

fn guarded() -> Fetcher {
    Fetcher::new(FetchConfig {
        trusted: vec![std::net::IpAddr::from(PUBLIC).into()],
        ..FetchConfig::default()
    })
    .unwrap()
}

fn refusal(error: &FetchError) -> Option<&Refusal> {
    match error.problem()? {
        FetchProblem::Refused(refusal) => Some(refusal),
        _ => None,
    }
}

fn canary() -> Origin {
    Origin::answering(|_| answer("200 OK", "", b"secret"))
}

#[tokio::test]
async fn private_addresses_are_not_asked_in_any_spelling() {
    let canary = canary();
    let port = canary.address.port();
    let fetcher = guarded();
    for host in [
        "127.0.0.1",
        "2130706433",
        "0177.0.0.1",
        "0x7f.1",
        "[::ffff:127.0.0.1]",
        "[::1]",
        "0",
    ] {
        for url in [format!("http://{host}/"), format!("http://{host}:{port}/")] {
            let error = get(&fetcher, &url).await.unwrap_err();
            assert!(matches!(refusal(&error), Some(Refusal::Private(_))), "{error}");
            assert_eq!(fetcher.permission(&url).await, Permission::Denied);
        }
    }
    assert_eq!(canary.connections(), 0);
}

#[tokio::test]
async fn a_name_that_leads_home_is_not_asked() {
    let error = get(&guarded(), "http://localhost:8080/").await.unwrap_err();
    assert!(matches!(refusal(&error), Some(Refusal::Private(_))), "{error}");
}

#[tokio::test]
async fn a_name_of_a_trusted_network_is_asked_at_any_port() {
    let origin = canary();
    let url = format!("http://localhost:{}/", origin.address.port());
    let trusted = ["127.0.0.0/8", "::1/128"].map(|network| network.parse().unwrap());
    let config = FetchConfig { trusted: trusted.to_vec(), ..FetchConfig::default() };
    let fetcher = Fetcher::new(config).unwrap();
    assert!(get(&fetcher, &url).await.is_ok());
    let explained = fetcher.explain(&url).await;
    assert_eq!(explained.refused, None);
    assert!(
        explained.addresses.iter().all(|(ip, why)| ip.is_loopback() && why.is_none())
    );
    assert!(!explained.addresses.is_empty());
    let refused = guarded().explain(&url).await;
    assert_eq!(refused.refused, Some(Refusal::Port(origin.address.port()).to_string()));
    assert!(refused.addresses.iter().all(|(_, why)| why.is_some()));
}

#[tokio::test]
async fn an_address_is_explained_as_it_would_be_asked() {
    let explained = guarded().explain("http://127.0.0.2:80/a#b").await;
    assert_eq!(explained.url.as_deref(), Some("http://127.0.0.2/a#b"));
    assert_eq!(
        (explained.host.as_deref(), explained.port),
        (Some("127.0.0.2"), Some(80))
    );
    assert_eq!(explained.addresses, [(PUBLIC.into(), None)]);
    assert_eq!(explained.refused, None);
    let private = guarded().explain("http://[::1]/").await;
    let [(ip, Some(why))] = private.addresses.as_slice() else { panic!("{private:?}") };
    assert!(ip.is_loopback() && private.refused.as_ref() == Some(why), "{private:?}");
    let odd = guarded().explain("no address").await;
    assert!(odd.url.is_none() && odd.refused.unwrap().contains("not an address"));
    let unknown = guarded().explain("http://nowhere.invalid/").await;
    assert!(unknown.refused.is_some() && unknown.addresses.is_empty(), "{unknown:?}");
}

#[tokio::test]
async fn a_redirect_does_not_lead_past_the_guard() {
    let canary = canary();
    let port = canary.address.port();
    let origin = Origin::on(PUBLIC, move |head, stream| {
        let to = match path(head) {
            "/literal" => format!("http://127.0.0.1:{port}/"),
            "/number" => format!("http://2130706433:{port}/"),
            "/mapped" => format!("http://[::ffff:7f00:1]:{port}/"),
            "/name" => "http://localhost:8080/".to_owned(),
            "/file" => "file:///etc/hostname".to_owned(),
            "/port" => "http://outlet.example:22/".to_owned(),
            _ => "http://user:opensesame@127.0.0.2/".to_owned(),
        };
        stream.write_all(&answer("302 Found", &format!("Location: {to}\r\n"), b"")).ok();
    });
    let fetcher = guarded();
    for path in ["/literal", "/number", "/mapped", "/name", "/file", "/port", "/user"] {
        let error = get(&fetcher, &origin.url(path)).await.unwrap_err();
        assert!(refusal(&error).is_some(), "{path}: {error}");
        let said = error.to_string();
        assert!(
            said.contains(&origin.url(path)) && said.contains("redirects to"),
            "{said}"
        );
        assert!(!said.contains("opensesame"), "{said}");
    }
    assert_eq!(canary.connections(), 0);
    assert_eq!(origin.connections(), 7);
}

#[tokio::test]
async fn other_schemes_ports_and_users_are_not_asked() {
    for url in ["file:///etc/hostname", "ftp://127.0.0.2/", "data:text/html,hi"] {
        let error = get(&guarded(), url).await.unwrap_err();
        assert!(matches!(refusal(&error), Some(Refusal::Scheme(_))), "{error}");
    }
    let error = get(&guarded(), "http://outlet.example:25/").await.unwrap_err();
    assert_eq!(refusal(&error), Some(&Refusal::Port(25)));
    let error =
        get(&guarded(), "http://ana:opensesame@outlet.example/").await.unwrap_err();
    assert_eq!(refusal(&error), Some(&Refusal::UserInfo));
    assert!(!error.to_string().contains("opensesame"), "{error}");
    let error = get(&guarded(), "http://ana@outlet.example/").await.unwrap_err();
    assert!(!error.to_string().contains("ana@"), "{error}");
    let error = get(&guarded(), "no address").await.unwrap_err();
    assert!(
        error.to_string().starts_with("could not fetch no address: it is not an address")
    );
}
