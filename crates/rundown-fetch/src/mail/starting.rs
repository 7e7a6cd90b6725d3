//! Encryption asked for in the clear (STARTTLS, RFC 3207). Nothing but that is said before
//! it, and no server is believed that would rather go on without.

use tokio::net::TcpStream;

use crate::FetchProblem;

/// Bytes of an answer in the clear.
const ANSWER_BYTES_MAX: usize = 8 << 10;

/// What stands for the greeting once the connection is encrypted: it is not said again.
pub(super) const GREETING: &[u8] = b"220 encrypted\r\n";

/// Asks for it. An answer is read to its last byte and no further: what an attacker puts
/// behind it is no handshake, and ends the connection.
pub(super) async fn ask(stream: &mut TcpStream) -> Result<(), FetchProblem> {
    expect(stream, "220").await?;
    say(stream, b"EHLO rundown.localhost\r\n").await?;
    expect(stream, "250").await?;
    say(stream, b"STARTTLS\r\n").await?;
    expect(stream, "220").await
}

pub(super) fn broken(error: impl std::fmt::Display) -> FetchProblem {
    FetchProblem::Broken(error.to_string())
}

async fn say(stream: &TcpStream, mut words: &[u8]) -> Result<(), FetchProblem> {
    while !words.is_empty() {
        stream.writable().await.map_err(broken)?;
        match stream.try_write(words) {
            Ok(written) => words = words.get(written..).unwrap_or_default(),
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(broken(error)),
        }
    }
    Ok(())
}

/// Reads an answer; its last line has a space behind the number.
async fn expect(stream: &TcpStream, code: &str) -> Result<(), FetchProblem> {
    let mut line = Vec::new();
    for _ in 0..ANSWER_BYTES_MAX {
        line.push(byte(stream).await?);
        if !line.ends_with(b"\n") {
            continue;
        }
        if line.get(3) != Some(&b'-') {
            let is_meant = line.starts_with(code.as_bytes());
            let said = String::from_utf8_lossy(&line).trim().to_owned();
            let refused = || format!("the mail server does not encrypt: {said}");
            return if is_meant { Ok(()) } else { Err(FetchProblem::Broken(refused())) };
        }
        line.clear();
    }
    Err(FetchProblem::Broken("the mail server says too much".to_owned()))
}

async fn byte(stream: &TcpStream) -> Result<u8, FetchProblem> {
    loop {
        stream.readable().await.map_err(broken)?;
        let mut byte = [0];
        match stream.try_read(&mut byte) {
            Ok(0) => {
                return Err(FetchProblem::Broken("the mail server hung up".to_owned()));
            }
            Ok(_) => return Ok(byte[0]),
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(broken(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};

    use super::*;

    /// What a server answers, line by line, and what it was told meanwhile.
    async fn told(answers: &'static [&'static str]) -> (bool, String) {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut heard = String::new();
            for answer in answers {
                stream.write_all(answer.as_bytes()).unwrap();
                let mut buffer = [0; 256];
                let read = stream.read(&mut buffer).unwrap_or(0);
                heard.push_str(&String::from_utf8_lossy(&buffer[..read]));
            }
            heard
        });
        let mut stream = TcpStream::connect(address).await.unwrap();
        let done = ask(&mut stream).await.is_ok();
        drop(stream);
        (done, server.join().unwrap())
    }

    #[tokio::test]
    async fn nothing_is_told_to_a_server_that_does_not_encrypt() {
        let yes = &["220 hello\r\n", "250-mail\r\n250 STARTTLS\r\n", "220 go\r\n"];
        let (done, heard) = told(yes).await;
        assert!(done, "{heard}");
        assert_eq!(heard, "EHLO rundown.localhost\r\nSTARTTLS\r\n");
        let no = &["220 hello\r\n", "250 mail\r\n", "502 never\r\n"];
        let (done, heard) = told(no).await;
        assert!(!done && !heard.contains("AUTH") && !heard.contains("MAIL"), "{heard}");
        assert!(!told(&["554 go away\r\n"]).await.0);
    }
}
