//! NATS servers of its own, on loopback, that can be killed.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// How long they may take to be there.
const READY_WITHIN: Duration = Duration::from_secs(30);

/// One server: its process, and where it answers what it does.
struct Node {
    name: String,
    child: Mutex<Child>,
    port: u16,
    monitor: u16,
}

/// Servers that keep together what they are given.
pub(crate) struct Servers(Vec<Node>);

impl Servers {
    /// Starts so many, each with its files in the room.
    pub(crate) fn start(room: &Path, nodes: usize) -> Result<Self> {
        let ports = free_ports(nodes * 3)?;
        let routes: Vec<String> = (0..nodes)
            .map(|at| format!("nats://127.0.0.1:{}", ports[at * 3 + 1]))
            .collect();
        let mut servers = Vec::new();
        for at in 0..nodes {
            let [port, route, monitor] = [0, 1, 2].map(|part| ports[at * 3 + part]);
            let name = format!("n{at}");
            let cluster = if nodes > 1 {
                format!(
                    "cluster {{ name: scale, listen: \"127.0.0.1:{route}\", routes: {routes:?} }}\n"
                )
            } else {
                String::new()
            };
            let store = room.join(&name);
            let store = store.display();
            let config = format!(
                "server_name: {name}\nlisten: \"127.0.0.1:{port}\"\nhttp: \"127.0.0.1:{monitor}\"\n\
                 max_payload: 8MB\njetstream {{ store_dir: \"{store}\" }}\n{cluster}"
            );
            let file = room.join(format!("{name}.conf"));
            std::fs::write(&file, config)?;
            let log = std::fs::File::create(room.join(format!("{name}.log")))?;
            let child = Command::new("nats-server")
                .arg("-c")
                .arg(&file)
                .stdout(Stdio::null())
                .stderr(log)
                .spawn()
                .context(
                    "could not start nats-server; Debian's package is of this name",
                )?;
            servers.push(Node { name, child: Mutex::new(child), port, monitor });
        }
        let servers = Self(servers);
        servers.until_ready(room)?;
        Ok(servers)
    }

    /// Waits until `JetStream` answers at each, and a cluster has its leader.
    fn until_ready(&self, room: &Path) -> Result<()> {
        let begun = Instant::now();
        let is_ready = |node: &Node| {
            let Ok(told) = asked(node.monitor, "/jsz") else { return false };
            let has_leader =
                self.0.len() == 1 || told["meta_cluster"]["leader"].is_string();
            told["config"].is_object() && has_leader
        };
        while !self.0.iter().all(is_ready) {
            if begun.elapsed() > READY_WITHIN {
                let log =
                    std::fs::read_to_string(room.join("n0.log")).unwrap_or_default();
                bail!("nats-server is not ready: {log}");
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }

    /// The address of a log there.
    pub(crate) fn address(&self, prefix: &str) -> String {
        let hosts: Vec<String> =
            self.0.iter().map(|node| format!("127.0.0.1:{}", node.port)).collect();
        let copies = if self.0.len() >= 3 { 3 } else { 1 };
        format!("nats://{}/{prefix}?replicas={copies}", hosts.join(","))
    }

    /// Kills the server that leads a stream.
    pub(crate) fn kill_leader(&self, stream: &str) -> Result<()> {
        for node in &self.0 {
            let told = asked(node.monitor, "/jsz?streams=true")?;
            let accounts = told["account_details"].as_array().into_iter().flatten();
            let streams = accounts.flat_map(|account| {
                account["stream_detail"].as_array().into_iter().flatten()
            });
            let leader = streams
                .filter(|one| one["name"] == stream)
                .find_map(|one| one["cluster"]["leader"].as_str().map(str::to_owned));
            let Some(leader) = leader else { continue };
            let found = self.0.iter().find(|node| node.name == leader);
            let mut child =
                found.context("it is none of ours")?.child.lock().expect("whole");
            child.kill()?;
            child.wait()?;
            println!("the leader of {stream} is killed, and stays away");
            return Ok(());
        }
        bail!("nobody leads {stream}")
    }
}

impl Drop for Servers {
    fn drop(&mut self) {
        for node in &self.0 {
            if let Ok(mut child) = node.child.lock() {
                let _ = child.kill();
                let _ = child.wait();
            }
        }
    }
}

/// Ports that nobody has; held together, so that no two are the same.
fn free_ports(count: usize) -> Result<Vec<u16>> {
    let held: Vec<TcpListener> =
        (0..count).map(|_| TcpListener::bind("127.0.0.1:0")).collect::<Result<_, _>>()?;
    Ok(held
        .iter()
        .map(TcpListener::local_addr)
        .map(|at| at.map(|at| at.port()))
        .collect::<Result<_, _>>()?)
}

/// What a server tells of itself.
fn asked(port: u16, path: &str) -> Result<Value> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(READY_WITHIN))?;
    write!(stream, "GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let (_, body) = answer.split_once("\r\n\r\n").context("it does not answer")?;
    Ok(serde_json::from_str(body)?)
}
