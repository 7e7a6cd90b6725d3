//! A mail server that takes every letter and keeps it.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// What is said to a client that knows more than this server wants to.
const WELL: &str = "250 well";

/// A mail server on loopback.
#[derive(Debug)]
pub struct Letters {
    url: String,
    taken: Arc<Mutex<Vec<String>>>,
}

impl Default for Letters {
    fn default() -> Self {
        Self::new()
    }
}

impl Letters {
    /// One that listens.
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let taken = Arc::new(Mutex::default());
        let keep = Arc::clone(&taken);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let keep = Arc::clone(&keep);
                thread::spawn(move || talk(stream, &keep));
            }
        });
        Self { url, taken }
    }

    /// Its address, as settings name it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// All letters so far, each as it came.
    pub fn taken(&self) -> Vec<String> {
        self.taken.lock().unwrap().clone()
    }
}

/// Talks with one client until it is done; a letter is kept before it is said to be taken.
fn talk(mut stream: TcpStream, keep: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let mut say = |line: &str| stream.write_all(format!("{line}\r\n").as_bytes()).ok();
    say("220 mail.example");
    while let Some(Ok(line)) = lines.next() {
        match line.split(' ').next().unwrap_or_default() {
            "DATA" => {
                say("354 go on");
                let letter = lines.by_ref().map_while(Result::ok);
                let letter: Vec<String> = letter.take_while(|one| one != ".").collect();
                keep.lock().unwrap().push(letter.join("\n"));
                say("250 taken");
            }
            "EHLO" => {
                say("250 mail.example");
            }
            "QUIT" => {
                say("221 bye");
            }
            _ => {
                say(WELL);
            }
        }
    }
}
