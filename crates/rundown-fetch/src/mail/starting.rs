//! Encryption asked for in the clear (STARTTLS, RFC 3207). Nothing but that is said before
//! it, and no server is believed that would rather go on without.

use tokio::net::TcpStream;

use super::problem::{Doing, LetterProblem, repeated};

/// Bytes of an answer in the clear.
const ANSWER_BYTES_MAX: usize = 8 << 10;

/// What stands for the greeting once the connection is encrypted: it is not said again.
pub(super) const GREETING: &[u8] = b"220 encrypted\r\n";

/// Asks for it. An answer is read to its last byte and no further: what an attacker puts
/// behind it is no handshake, and ends the connection.
pub(super) async fn ask(stream: &mut TcpStream) -> Result<(), LetterProblem> {
    let (is_meant, said) = heard(stream, "220").await?;
    if !is_meant {
        return Err(LetterProblem::NotTaken { said });
    }
    for (words, code) in [("EHLO rundown.localhost\r\n", "250"), ("STARTTLS\r\n", "220")]
    {
        say(stream, words.as_bytes()).await?;
        let (is_meant, said) = heard(stream, code).await?;
        if !is_meant {
            return Err(LetterProblem::NotEncrypting { said });
        }
    }
    Ok(())
}

fn broken_off(why: impl std::fmt::Display) -> LetterProblem {
    LetterProblem::broken_off(Doing::Encrypting, why)
}

async fn say(stream: &TcpStream, mut words: &[u8]) -> Result<(), LetterProblem> {
    while !words.is_empty() {
        stream.writable().await.map_err(broken_off)?;
        match stream.try_write(words) {
            Ok(written) => words = words.get(written..).unwrap_or_default(),
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(broken_off(error)),
        }
    }
    Ok(())
}

/// Reads an answer, whose last line has a space behind the number: whether it is the one
/// that is meant, and what that line says.
async fn heard(stream: &TcpStream, code: &str) -> Result<(bool, String), LetterProblem> {
    let mut line = Vec::new();
    for _ in 0..ANSWER_BYTES_MAX {
        line.push(byte(stream).await?);
        if !line.ends_with(b"\n") {
            continue;
        }
        if line.get(3) != Some(&b'-') {
            let is_meant = line.starts_with(code.as_bytes());
            return Ok((is_meant, repeated(&String::from_utf8_lossy(&line))));
        }
        line.clear();
    }
    Err(broken_off("it says too much"))
}

async fn byte(stream: &TcpStream) -> Result<u8, LetterProblem> {
    loop {
        stream.readable().await.map_err(broken_off)?;
        let mut byte = [0];
        match stream.try_read(&mut byte) {
            Ok(0) => return Err(broken_off("it hung up")),
            Ok(_) => return Ok(byte[0]),
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(broken_off(error)),
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
