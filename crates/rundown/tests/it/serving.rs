//! The service as whoever runs it meets it: who gets in, how it tells how it is, how it
//! stops.

use crate::service::Service;
use crate::{Room, program, run, rundown, text};

#[test]
fn what_nobody_guards_is_not_served() {
    let room = Room::new("unguarded");
    let data = text(&room.dir.join("data"));
    for address in ["--listen", "--metrics"] {
        let run = rundown(["serve", "--offline", "--data", &data, address, "0.0.0.0:0"]);
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(run.err.contains("open to everybody"), "{}", run.err);
        assert!(
            run.err.contains("--allow-from") && run.err.contains("RUNDOWN_PASSWORD_FILE")
        );
    }
    assert_eq!(rundown(["demo", "--listen", "[::]:0"]).code, 2);
}

#[test]
fn a_proxys_name_is_let_in_and_stands_in_feeds() {
    let room = Room::new("names");
    let data = text(&room.dir.join("data"));
    let known = ["--public-url", "https://news.example", "--allow-host", "inner.example"];
    let service =
        Service::start(&[&["--offline", "--data", &data], &known[..]].concat(), &[]);
    for host in ["news.example", "inner.example:80", "localhost"] {
        assert!(service.get(host, "/", "").starts_with("HTTP/1.0 200"), "{host}");
    }
    assert!(service.get("evil.example", "/", "").starts_with("HTTP/1.0 421"));
    assert!(
        service.get("news.example", "/feed.atom", "").contains("https://news.example/")
    );
}

#[test]
fn a_listener_beyond_this_machine_knows_who_may_come() {
    let room = Room::new("beyond");
    let data = text(&room.dir.join("data"));
    let open = ["--listen", "0.0.0.0:0", "--allow-from", "203.0.113.0/24"];
    let mut service =
        Service::start(&[&["--offline", "--data", &data], &open[..]].concat(), &[]);
    service.address = service.address.replace("0.0.0.0", "127.0.0.1");
    assert!(service.get("127.0.0.1", "/", "").starts_with("HTTP/1.0 200"));
    assert!(service.get("rebound.example", "/", "").starts_with("HTTP/1.0 421"));
}

#[test]
fn a_password_is_asked_for_and_probes_need_none() {
    let room = Room::new("password");
    let data = text(&room.dir.join("data"));
    let file = text(&room.file("password", "opensesame-opensesame\n"));
    let variables = [("RUNDOWN_PASSWORD_FILE", file.as_str())];
    let service = Service::start(&["--offline", "--data", &data], &variables);
    let get = |path: &str, more: &str| service.get("localhost", path, more);
    let refused = get("/", "");
    assert!(refused.starts_with("HTTP/1.0 401"), "{refused}");
    assert!(refused.to_lowercase().contains("www-authenticate: basic"), "{refused}");
    let right = "Authorization: Basic YW5hOm9wZW5zZXNhbWUtb3BlbnNlc2FtZQ==\r\n";
    let wrong = "Authorization: Basic YW5hOm9wZW5zZXNhbWU=\r\n";
    assert!(get("/", right).starts_with("HTTP/1.0 200"));
    assert!(get("/api/v1/rundown", wrong).starts_with("HTTP/1.0 401"));
    assert!(get("/healthz", "").ends_with("ok\n"));
    let health = |more: &[&str]| {
        rundown(["health", "--listen", &service.address].iter().chain(more))
    };
    assert_eq!(health(&[]).ok(), "ok\n");
    assert_eq!(health(&["--ready", "--json"]).json()["well"], true);
}

#[test]
fn a_service_that_is_not_there_is_not_well() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    drop(listener);
    let run = rundown(["health", "--listen", &address]);
    assert!(run.code == 1 && run.err.contains("no service answers"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn systemd_is_told_that_it_serves_is_well_and_stops() {
    use std::os::unix::net::UnixDatagram;
    use std::time::Duration;
    let room = Room::new("notify");
    let data = text(&room.dir.join("data"));
    let path = text(&room.dir.join("notify"));
    let socket = UnixDatagram::bind(&path).unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let heard = || {
        let mut bytes = [0; 512];
        let length = socket.recv(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes[..length]).into_owned()
    };
    let variables = [("NOTIFY_SOCKET", path.as_str()), ("WATCHDOG_USEC", "300000")];
    let service = Service::start(&["--offline", "--data", &data], &variables);
    let mut said = Vec::new();
    while !["READY=1", "WATCHDOG=1"]
        .iter()
        .all(|all| said.iter().any(|one: &String| one.contains(all)))
    {
        said.push(heard());
    }
    let (status, _) = service.stop();
    assert!(status.success(), "{status}");
    while !said.last().unwrap().contains("STOPPING=1") {
        said.push(heard());
    }
}

#[cfg(unix)]
#[test]
fn strange_variables_are_told_and_do_not_stop_it() {
    let room = Room::new("strange");
    let data = text(&room.dir.join("data"));
    // What container orchestration sets for a service of this name.
    let variables = [("RUNDOWN_PORT", "tcp://10.0.0.7:80")];
    let service = Service::start(&["--offline", "--data", &data], &variables);
    let (status, said) = service.stop();
    assert!(status.success() && said.contains("RUNDOWN_PORT is no setting\n"), "{said}");
}

#[test]
fn a_file_of_settings_serves_every_command() {
    let room = Room::new("file");
    let file =
        room.file("rundown.toml", format!("data = \"{}/kept\"\n", room.dir.display()));
    run(program().args(["stories"]).env("RUNDOWN_CONFIG", &file), b"").ok();
    assert!(room.dir.join("kept/rundown.sqlite").exists());
}
