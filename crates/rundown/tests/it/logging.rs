//! The log: failures of polls stand in it once, without the secrets of addresses.

use std::io::Write;
use std::net::TcpListener;

use serde_json::Value;

use crate::{Room, rundown, text};

/// A host that has nothing.
fn empty_host() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = std::io::Read::read(&mut stream, &mut [0; 2_048]);
            let _ = write!(
                stream,
                "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );
        }
    });
    format!("http://{address}/feed?key=opensesame&page=1")
}

#[test]
fn a_failed_poll_is_logged_once_and_without_secrets() {
    let room = Room::new("log");
    let data = text(&room.dir.join("data"));
    let url = empty_host();
    rundown(["--data", &data, "add", "--unseen", &url]).ok();
    let fetch = |form: &str| {
        let private = "--allow-private=127.0.0.0/8";
        let run =
            rundown(["--data", &data, "fetch", "--all", private, "--log-form", form]);
        assert_eq!(run.code, 1, "{}", run.err);
        assert!(!run.err.contains("opensesame"), "{}", run.err);
        run.err
    };
    let told = fetch("text");
    // By its words: the number alone may stand in the port.
    assert_eq!(told.matches("answers 404").count(), 1, "{told}");
    assert!(told.contains("WARN") && told.contains("/feed?key=…&page=… why="), "{told}");

    let told = fetch("json");
    let line = told.lines().find(|line| line.starts_with('{')).unwrap();
    let event: Value = serde_json::from_str(line).unwrap();
    assert_eq!(event["level"], "WARN");
    assert_eq!(event["message"], "a feed failed");
    assert!(event["feed"].as_str().unwrap().ends_with("/feed?key=…&page=…"), "{event}");
    assert!(event["why"].as_str().unwrap().contains("404"), "{event}");
}

#[test]
fn only_the_networks_of_the_settings_are_opened() {
    let url = empty_host();
    let told = |networks: &str| {
        rundown(["net", "explain", &format!("--allow-private={networks}"), &url]).ok()
    };
    assert!(told("127.0.0.0/8").contains("it would be asked"));
    assert!(told("10.0.0.0/8,all").contains("it would be asked"));
    let refused = told("10.0.0.0/8,127.0.0.2");
    assert!(refused.contains("it would not be asked"), "{refused}");
    // A name on a strange port is asked where all that it stands for is opened.
    let named = url.replace("127.0.0.1", "localhost");
    let told = |networks: &str| rundown(["net", "explain", networks, &named]).ok();
    let opened = told("--allow-private=127.0.0.1,::1");
    assert!(opened.contains("it would be asked"), "{opened}");
    assert!(told("--allow-private=10.0.0.0/8").contains("it would not be asked"));
}
