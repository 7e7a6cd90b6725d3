//! Servers that cannot be reached, or let nobody in: what is said of that.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::{Read as _, Write as _};
use std::net::TcpListener;

use rundown_store::{SqlStore, StoreError};

/// What opening a store says where the server answers so to the first that it hears.
fn opened(answer: &'static [u8], rest: &str) -> StoreError {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut heard = [0; 512];
            let _ = stream.read(&mut heard);
            let _ = stream.write_all(answer);
            // It says nothing more, and listens until the other one goes.
            let _ = stream.read(&mut heard);
        }
    });
    SqlStore::at(&format!("postgres://desk@127.0.0.1:{port}/news{rest}")).unwrap_err()
}

#[test]
fn a_password_that_is_missing_is_asked_for_where_it_stands() {
    // An authentication by password is asked for.
    let refused = opened(b"R\0\0\0\x08\0\0\0\x03", "");
    assert!(refused.to_string().contains("password missing"), "{refused}");
    let hint = refused.hint().unwrap();
    assert!(hint.contains("USER:PASSWORD@") && hint.contains("PGPASSFILE"), "{hint}");
    assert!(!refused.may_pass(), "{refused}");
}

#[test]
fn a_server_without_tls_is_told_with_what_does_without() {
    let refused = opened(b"N", "?sslmode=verify-full");
    assert!(refused.to_string().contains("does not support TLS"), "{refused}");
    assert!(refused.hint().unwrap().contains("sslmode=disable"), "{refused}");
    assert!(!refused.may_pass(), "{refused}");
}

#[test]
fn a_host_that_is_not_found_is_named() {
    let refused =
        SqlStore::at("postgres://desk:a@no-such-host.invalid/news").unwrap_err();
    assert!(refused.to_string().contains("no-such-host.invalid"), "{refused}");
    assert!(refused.may_pass(), "{refused}");
}
