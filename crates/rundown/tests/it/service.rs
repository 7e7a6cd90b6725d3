//! A running `rundown serve`, on a port of its own, killed at the end.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, ExitStatus, Stdio};

use serde_json::Value;

use crate::program;

pub(crate) struct Service {
    child: Child,
    /// Host and port.
    pub address: String,
}

impl Service {
    /// Starts it with these further arguments and variables.
    pub(crate) fn start(args: &[&str], variables: &[(&str, &str)]) -> Self {
        let free: &[&str] =
            if args.contains(&"--listen") { &[] } else { &["--listen", "127.0.0.1:0"] };
        let mut child = program()
            .args(["serve", "--json"])
            .args(free)
            .args(args)
            .envs(variables.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said: Value = serde_json::from_str(&line).unwrap();
        let address = said["url"].as_str().unwrap();
        let address = address.trim_start_matches("http://").trim_end_matches('/');
        Self { address: address.to_owned(), child }
    }

    /// What it answers to `GET PATH` with these header lines besides `Host`.
    pub(crate) fn get(&self, host: &str, path: &str, more: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.0\r\nHost: {host}\r\n{more}\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    pub(crate) fn rundown(&self) -> Value {
        let answer = self.get(&self.address, "/api/v1/rundown", "");
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        serde_json::from_str(body).unwrap()
    }

    /// Asks it to stop, as an init system does, and tells how it ended and what it said.
    pub(crate) fn stop(mut self) -> (ExitStatus, String) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let status = self.child.wait().unwrap();
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        (status, said)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
