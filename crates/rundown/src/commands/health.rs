//! `rundown health`: asks the service as a reader would, for probes of containers and
//! for people.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::Result;
use serde_json::json;

use crate::cli::{Cli, Health};
use crate::failure::hinted;

/// How long the service may take; probes give up later than that.
const ANSWER_WAIT: Duration = Duration::from_secs(10);
/// The answer is a line; more is not read.
const ANSWER_BYTES_MAX: u64 = 16 << 10;

pub(crate) fn run(cli: &Cli, args: &Health) -> Result<()> {
    let address = nearby(cli.settings.listen);
    let path = if args.ready { "/readyz" } else { "/healthz" };
    let answer = ask(address, path).map_err(|error| {
        hinted(
            format!("no service answers at {address}: {error}"),
            "start it with `rundown serve`, or name its address with --listen",
        )
    })?;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    let is_well = head.split(' ').nth(1) == Some("200");
    let said = body.trim();
    let mut out = crate::output::plain();
    if args.json {
        writeln!(out, "{}", json!({ "well": is_well, "said": said }))?;
    } else if is_well {
        writeln!(out, "{said}")?;
    }
    if is_well {
        return Ok(());
    }
    Err(hinted(
        format!("the service at {address} says: {said}"),
        "`rundown fsck` tells what is damaged; the log tells the rest",
    ))
}

/// Where a listener is reached from its own machine.
fn nearby(address: SocketAddr) -> SocketAddr {
    let own: IpAddr = match address.ip() {
        IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
    };
    let ip = if address.ip().is_unspecified() { own } else { address.ip() };
    SocketAddr::new(ip, address.port())
}

fn ask(address: SocketAddr, path: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, ANSWER_WAIT)?;
    stream.set_read_timeout(Some(ANSWER_WAIT))?;
    write!(stream, "GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.take(ANSWER_BYTES_MAX).read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
