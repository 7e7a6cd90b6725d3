//! A server of the test's own: one that asks who it is, and that can be held up.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rundown_log::{Log as _, LogError, Position};
use rundown_nats::{Nats, NatsAddress};

use crate::{BRIEFLY, PATIENCE, en};

/// How long it may take to be there.
const READY_WITHIN: Duration = Duration::from_secs(30);

/// A server that goes with the test.
struct Own {
    child: Child,
    port: u16,
    dir: PathBuf,
}

impl Own {
    /// None where there is no `nats-server`; that is told.
    fn start(name: &str, more: &str) -> Option<Self> {
        let dir = std::env::temp_dir()
            .join(format!("rundown-nats-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&dir);
        std::fs::create_dir_all(&dir).unwrap();
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|it| it.local_addr())
            .unwrap()
            .port();
        let store = dir.join("store");
        let config = format!(
            "listen: \"127.0.0.1:{port}\"\njetstream {{ store_dir: \"{}\" }}\n{more}\n",
            store.display()
        );
        let file = dir.join("conf");
        std::fs::write(&file, config).unwrap();
        let mut command = Command::new("nats-server");
        command.arg("-c").arg(&file).stdout(Stdio::null()).stderr(Stdio::null());
        let Ok(child) = command.spawn() else {
            let skipped = format!("SKIPPED on NATS: {name} (there is no nats-server)\n");
            let _ = std::io::stderr().write_all(skipped.as_bytes());
            return None;
        };
        let mut own = Self { child, port, dir };
        let began = Instant::now();
        while !own.greets() {
            assert!(began.elapsed() < READY_WITHIN, "nats-server does not answer");
            // Another test took its port before it did.
            if own.child.try_wait().unwrap().is_some() {
                drop(own);
                return Self::start(name, more);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Some(own)
    }

    /// Whether it answers. To be connected is not enough: a port that nobody listens at may
    /// be given to the side that asks, which then talks to itself.
    fn greets(&self) -> bool {
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) else {
            return false;
        };
        let mut greeting = [0; 4];
        stream.set_read_timeout(Some(BRIEFLY)).unwrap();
        stream.read_exact(&mut greeting).is_ok() && &greeting == b"INFO"
    }

    /// A log there, as it is reached by this one.
    fn address(&self, login: &str) -> NatsAddress {
        format!("nats://{login}127.0.0.1:{}/own", self.port).parse().unwrap()
    }

    /// Has the system send it a signal.
    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status();
        assert!(sent.unwrap().success(), "{name}");
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

#[test]
fn a_server_is_told_user_and_password() {
    let users =
        r#"authorization { users: [ { user: desk, password: "open/s@same:1" } ] }"#;
    let Some(own) = Own::start("user", users) else { return };
    let log = Nats::connect(&own.address("desk:open%2Fs%40same%3A1@")).unwrap();
    assert!(log.read(&en(), Position::START, 1, BRIEFLY).unwrap().is_empty());
    for login in ["", "desk:other@", "other:open%2Fs%40same%3A1@"] {
        let refused = Nats::connect(&own.address(login)).unwrap_err();
        assert!(matches!(refused, LogError::Unreachable { .. }), "{login}: {refused}");
        assert!(refused.to_string().contains("uthori"), "{login}: {refused}");
        assert!(!refused.to_string().contains("same"), "{refused}");
    }
}

#[test]
fn a_server_is_told_a_token() {
    let Some(own) = Own::start("token", "authorization { token: s3cret }") else {
        return;
    };
    let log = Nats::connect(&own.address("s3cret@")).unwrap();
    assert!(log.read(&en(), Position::START, 1, BRIEFLY).unwrap().is_empty());
    assert!(Nats::connect(&own.address("other@")).is_err());
}

/// Why a lease does not hold any more; it is looked at until then.
fn lost(lease: &rundown_nats::Lease) -> String {
    let began = Instant::now();
    loop {
        match lease.check() {
            Err(lost) => return lost.to_string(),
            Ok(()) => assert!(began.elapsed() < PATIENCE, "it holds without its log"),
        }
        std::thread::sleep(BRIEFLY);
    }
}

#[test]
fn a_worker_sees_in_time_that_its_log_is_gone_and_says_why() {
    let Some(own) = Own::start("gone", "") else { return };
    let log = Nats::connect(&own.address("")).unwrap();
    let lease = log.lease(&en(), "the one").unwrap();
    assert!(log.read(&en(), Position::START, 1, BRIEFLY).unwrap().is_empty());
    own.signal("STOP");
    let failed = log.read(&en(), Position::START, 1, Duration::from_secs(1)).unwrap_err();
    assert!(matches!(failed, LogError::Unreachable { .. }), "{failed}");
    assert!(log.identity().is_err());
    let lost = lost(&lease);
    assert!(lost.contains("could not be renewed in time"), "{lost}");
    own.signal("CONT");
    // Nobody had it: its key vanishes, and another may begin.
    let began = Instant::now();
    let next = loop {
        match log.lease(&en(), "the other") {
            Ok(next) => break next,
            Err(held) => assert!(began.elapsed() < PATIENCE, "{held}"),
        }
        std::thread::sleep(BRIEFLY);
    };
    let lost = lease.check().unwrap_err().to_string();
    assert!(lost.contains("could not be renewed in time"), "{lost}");
    assert!(next.fence().number > lease.fence().number);
    next.check().unwrap();
}
