//! Letters to mail servers that encrypt, and what is told to those that should not hear it.

use std::net::TcpListener;
use std::time::Duration;

use rundown_fetch::{
    Doing, FetchConfig, FetchError, Fetcher, Guard, Letter, LetterProblem, Refusal, Roots,
};
use rundown_origin::{Act, Certificate, Heard, Letters, Manners, SecureLetters};

use crate::hasty;

/// Nothing of a test that comes to an end takes so long.
const LONG: Duration = Duration::from_mins(2);

/// What is waited for where nothing comes.
const SHORT: Duration = Duration::from_millis(300);

/// User and password as `AUTH PLAIN` has them.
const SIGNED: &str = "AUTH PLAIN AGFuYQBhIHBhc3N3b3JkIG9mIHRlc3Rz";

fn patient() -> FetchConfig {
    let roots = Roots::read(&SecureLetters::root()).unwrap();
    FetchConfig { roots, connect: LONG, whole: LONG, ..hasty() }
}

fn manners(at_once: bool) -> Manners {
    Manners { certificate: Certificate::Here, at_once, odd: None }
}

fn odd(at_once: bool, at: &'static str, act: Act) -> Manners {
    Manners { odd: Some((at, act)), ..manners(at_once) }
}

fn letter(server: String) -> Letter {
    Letter {
        server,
        password: Some("a password of tests".to_owned()),
        from: "Rundown <desk@mail.example>".to_owned(),
        to: "ana@mail.example".to_owned(),
        key: "alert-7".to_owned(),
        subject: "Ferry aground".to_owned(),
        text: "Two outlets tell it.\n".to_owned(),
    }
}

fn scheme(at_once: bool) -> &'static str {
    if at_once { "smtps" } else { "smtp+starttls" }
}

/// What comes of a letter to such a server, and what the server heard.
async fn sent(config: FetchConfig, manners: Manners) -> (Result<(), FetchError>, Heard) {
    let server = SecureLetters::new(manners);
    let letter = letter(server.url(scheme(manners.at_once)));
    let sent = Fetcher::new(config).unwrap().mail(&letter).await;
    if let Err(error) = &sent {
        let name = letter.server.replace("ana@", "");
        let told = error.to_string();
        assert!(
            told.starts_with(&format!("could not hand a letter to {name}: ")),
            "{told}"
        );
        assert_eq!(error.why(), told);
    }
    (sent, server.heard())
}

/// What went wrong with a letter to such a server, and what the server heard.
async fn failed(config: FetchConfig, manners: Manners) -> (LetterProblem, Heard) {
    let (sent, heard) = sent(config, manners).await;
    let Err(FetchError::Letter { why, .. }) = sent else {
        panic!("{manners:?}: {sent:?}")
    };
    assert!(heard.letters.is_empty(), "{manners:?}: {heard:?}");
    (why, heard)
}

/// Whether nobody on the way heard more than that encryption is wanted.
fn is_silent(heard: &Heard) -> bool {
    let mut words = heard.in_the_clear.iter();
    words.all(|line| !line.contains("AUTH") && !line.contains("MAIL"))
}

#[tokio::test]
async fn a_letter_goes_out_in_secret_alone() {
    for at_once in [true, false] {
        let (sent, heard) = sent(patient(), manners(at_once)).await;
        assert_eq!(sent, Ok(()), "{at_once}");
        let asked = ["EHLO rundown.localhost", "STARTTLS"];
        assert_eq!(heard.in_the_clear, if at_once { &asked[..0] } else { &asked });
        let told = [
            "EHLO rundown.localhost",
            SIGNED,
            "MAIL FROM:<desk@mail.example>",
            "RCPT TO:<ana@mail.example>",
            "DATA",
            "QUIT",
        ];
        assert_eq!(heard.in_secret, told);
        assert!(heard.is_closed, "its end was cut off");
        let [letter] = &heard.letters[..] else { panic!("{heard:?}") };
        for line in [
            "Subject: Ferry aground",
            "Message-ID: <alert-7@127.0.0.1>",
            "To: ana@mail.example",
            "Two outlets tell it.",
        ] {
            assert!(letter.lines().any(|one| one == line), "{line}: {letter}");
        }
    }
}

#[tokio::test]
async fn a_long_letter_with_every_letter_arrives_whole() {
    let server = SecureLetters::new(manners(true));
    let lines: Vec<String> = (0..4_000).map(|at| format!("Zeile {at}: Fähre")).collect();
    let letter =
        Letter { text: lines.join("\n"), password: None, ..letter(server.url("smtps")) };
    assert_eq!(Fetcher::new(patient()).unwrap().mail(&letter).await, Ok(()));
    let heard = server.heard();
    assert!(!heard.in_secret.iter().any(|line| line.starts_with("AUTH")), "{heard:?}");
    let body = heard.letters[0].replace("=C3=A4", "ä").replace("=\n", "");
    for line in &lines {
        assert!(body.contains(line.as_str()), "{line}");
    }
}

#[tokio::test]
async fn a_server_that_nobody_vouches_for_is_told_nothing() {
    for at_once in [true, false] {
        let stranger = FetchConfig { roots: Roots::default(), ..patient() };
        let (why, heard) = failed(stranger, manners(at_once)).await;
        assert_eq!(why, LetterProblem::UnknownIssuer);
        assert!(is_silent(&heard) && heard.in_secret.is_empty(), "{heard:?}");
        assert!(why.to_string().contains("root-certificates"), "{why}");

        let elsewhere =
            Manners { certificate: Certificate::Elsewhere, ..manners(at_once) };
        let (why, heard) = failed(patient(), elsewhere).await;
        let LetterProblem::OtherName { names, host } = &why else { panic!("{why:?}") };
        assert!(names.contains("mail.example") && host == "127.0.0.1", "{why}");
        assert!(is_silent(&heard) && heard.in_secret.is_empty(), "{heard:?}");

        let expired = Manners { certificate: Certificate::Expired, ..manners(at_once) };
        let (why, heard) = failed(patient(), expired).await;
        let LetterProblem::BadCertificate { why } = &why else { panic!("{why:?}") };
        assert!(why.contains("expired"), "{why}");
        assert!(is_silent(&heard) && heard.in_secret.is_empty(), "{heard:?}");
    }
}

#[tokio::test]
async fn a_server_may_be_called_by_its_name() {
    let server = SecureLetters::new(manners(true));
    let letter = letter(server.url("smtps").replace("127.0.0.1", "localhost"));
    assert_eq!(Fetcher::new(patient()).unwrap().mail(&letter).await, Ok(()));
    assert_eq!(server.heard().letters.len(), 1);
}

#[tokio::test]
async fn a_server_that_does_not_encrypt_is_told_nothing() {
    let never = Act::Says("502 5.5.1 never\r\n250 well\r\n250 well");
    let (why, heard) = failed(patient(), odd(false, "STARTTLS", never)).await;
    assert_eq!(why, LetterProblem::NotEncrypting { said: "502 5.5.1 never".to_owned() });
    assert_eq!(heard.in_the_clear, ["EHLO rundown.localhost", "STARTTLS"]);

    let busy = Act::Says("454 not now");
    let (why, heard) = failed(patient(), odd(false, "EHLO", busy)).await;
    assert_eq!(why, LetterProblem::NotEncrypting { said: "454 not now".to_owned() });
    assert_eq!(heard.in_the_clear, ["EHLO rundown.localhost"]);

    // What somebody on the way puts behind the answer is no handshake.
    let behind = Act::Says("220 go on\r\n250 mail.example\r\n235 welcome\r\n250 well");
    let (why, heard) = failed(patient(), odd(false, "STARTTLS", behind)).await;
    assert!(matches!(why, LetterProblem::NoHandshake { .. }), "{why:?}");
    assert!(is_silent(&heard) && heard.in_secret.is_empty(), "{heard:?}");
}

#[tokio::test]
async fn encryption_at_once_is_not_to_be_had_where_it_begins_on_request() {
    let server = SecureLetters::new(manners(false));
    let letter = letter(server.url("smtps"));
    let error = Fetcher::new(patient()).unwrap().mail(&letter).await.unwrap_err();
    let told = error.to_string();
    assert!(told.contains("no encryption was agreed on"), "{told}");
    assert!(told.contains("on request with smtp+starttls://"), "{told}");
    assert!(is_silent(&server.heard()));
}

#[tokio::test]
async fn a_server_that_does_not_know_the_user_is_given_no_letter() {
    for at_once in [true, false] {
        let refused = Act::Says("535 5.7.8 no such user");
        let (why, heard) = failed(patient(), odd(at_once, "AUTH", refused)).await;
        let said = "535 5.7.8 no such user".to_owned();
        assert_eq!(why, LetterProblem::NotSignedIn { said });
        assert!(why.to_string().contains("see user and password"), "{why}");
        assert_eq!(heard.in_secret, ["EHLO rundown.localhost", SIGNED]);
    }
    let (why, heard) =
        failed(patient(), odd(true, "EHLO", Act::Says("250 mail.example"))).await;
    assert!(matches!(why, LetterProblem::NotSignedIn { .. }), "{why:?}");
    assert_eq!(heard.in_secret, ["EHLO rundown.localhost"]);
}

#[tokio::test]
async fn a_letter_that_is_refused_says_what_the_server_said() {
    for (at, told) in [
        ("", "554 no mail here"),
        ("MAIL", "550 5.7.1 not from there"),
        ("RCPT", "550 5.1.1 no such mailbox"),
        ("DATA", "451 4.3.0 later"),
        (".", "552 5.2.2 mailbox full"),
    ] {
        let (why, _) = failed(patient(), odd(false, at, Act::Says(told))).await;
        assert_eq!(why, LetterProblem::NotTaken { said: told.to_owned() }, "{at}");
        // Where encryption begins at once nobody greets in the clear.
        let (why, _) = failed(patient(), odd(true, at, Act::Says(told))).await;
        assert_eq!(why, LetterProblem::NotTaken { said: told.to_owned() }, "{at}");
    }
}

#[tokio::test]
async fn a_server_that_hangs_up_has_not_taken_the_letter() {
    for (at_once, at, during) in [
        (false, "", Doing::Encrypting),
        (false, "STARTTLS", Doing::Encrypting),
        (true, "", Doing::Greeting),
        (true, "EHLO", Doing::Greeting),
        (true, "AUTH", Doing::SigningIn),
        (true, "MAIL", Doing::HandingOver),
        (true, "DATA", Doing::HandingOver),
        (true, ".", Doing::HandingOver),
    ] {
        let (why, _) = failed(patient(), odd(at_once, at, Act::Leaves)).await;
        let LetterProblem::BrokenOff { doing, .. } = &why else {
            panic!("{at}: {why:?}")
        };
        assert_eq!(*doing, during, "{at}");
        assert!(why.to_string().contains(&format!("while {during}")), "{why}");
    }
    let (why, heard) = failed(patient(), odd(true, "TLS", Act::Leaves)).await;
    assert!(matches!(why, LetterProblem::NoHandshake { .. }), "{why:?}");
    assert_eq!(heard, Heard::default());
}

#[tokio::test]
async fn a_server_that_says_nothing_is_not_waited_for_longer_than_was_said() {
    for (at_once, at, during) in [
        (false, "", Doing::Encrypting),
        (false, "TLS", Doing::Encrypting),
        (true, "TLS", Doing::Encrypting),
        (true, "", Doing::Greeting),
        (true, "AUTH", Doing::SigningIn),
        (true, ".", Doing::HandingOver),
    ] {
        // What comes before is not cut short on a busy machine: the limit is of the whole.
        let mut whole = SHORT;
        let doing = loop {
            let hurried = FetchConfig { whole, ..patient() };
            let (why, _) = failed(hurried, odd(at_once, at, Act::IsSilent)).await;
            let LetterProblem::TooSlow { within, doing } = why else {
                panic!("{at}: {why:?}")
            };
            assert_eq!(within, whole, "{at}");
            if doing == during || whole > LONG {
                break doing;
            }
            whole *= 2;
        };
        assert_eq!(doing, during, "{at}");
    }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn connecting_has_a_limit_of_its_own() {
    // Whose queue is full takes up no connection, and refuses none.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let queued =
        [address; 2].map(|address| std::net::TcpStream::connect(address).unwrap());
    let hurried = FetchConfig { connect: SHORT, ..patient() };
    let letter = letter(format!("smtps://{address}"));
    let sent = Fetcher::new(hurried).unwrap().mail(&letter).await;
    let Err(FetchError::Letter { why, .. }) = sent else { panic!("{sent:?}") };
    assert_eq!(why, LetterProblem::TooSlow { within: SHORT, doing: Doing::Reaching });
    assert!(why.to_string().contains("within 0.3 s while connecting"), "{why}");
    drop((listener, queued));
}

#[tokio::test]
async fn a_letter_that_was_taken_is_out_though_nobody_says_goodbye() {
    let hurried = FetchConfig { connect: Duration::from_secs(2), ..patient() };
    for act in [Act::IsSilent, Act::Leaves, Act::Says("421 go away")] {
        let (sent, heard) = sent(hurried.clone(), odd(true, "QUIT", act)).await;
        assert_eq!((sent, heard.letters.len()), (Ok(()), 1), "{act:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_sent_is_not_begun() {
    let fetcher = Fetcher::new(patient()).unwrap();
    let closed = TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = closed.local_addr().unwrap();
    drop(closed);
    let mut asked = letter(format!("smtps://ana:opensesame@{nobody}"));
    let error = fetcher.mail(&asked).await.unwrap_err().to_string();
    assert!(error.contains(&format!("smtps://{nobody}: no connection (")), "{error}");
    assert!(!error.contains("opensesame"), "{error}");

    asked.server = "smtps://nowhere.invalid".to_owned();
    let error = fetcher.mail(&asked).await.unwrap_err().to_string();
    assert!(error.contains("no address is known for nowhere.invalid"), "{error}");

    asked.server = "https://mail.example".to_owned();
    let error = fetcher.mail(&asked).await.unwrap_err().to_string();
    assert!(error.contains("it is written as in smtps://USER@HOST"), "{error}");

    asked.server = format!("smtps://{nobody}");
    asked.to = "ana".to_owned();
    let error = fetcher.mail(&asked).await.unwrap_err().to_string();
    assert!(error.contains("see whom it is from and to"), "{error}");

    let guarded = Fetcher::new(FetchConfig { guard: Guard::default(), ..patient() });
    let error = guarded.unwrap().mail(&letter(format!("smtps://{nobody}"))).await;
    let Err(FetchError::Letter { why, .. }) = error else { panic!("{error:?}") };
    let private = Refusal::Private(nobody.ip());
    assert_eq!(why, LetterProblem::Refused { why: private });

    // An address of the public internet, which nothing is sent to in the clear.
    let error = fetcher.mail(&letter("smtp://192.0.1.1".to_owned())).await;
    let Err(FetchError::Letter { why, .. }) = error else { panic!("{error:?}") };
    assert_eq!(why, LetterProblem::InTheClear);
}

#[tokio::test]
async fn inside_a_network_of_ones_own_a_letter_may_go_in_the_clear() {
    let server = Letters::new();
    let letter = Letter { password: None, ..letter(server.url().to_owned()) };
    assert_eq!(Fetcher::new(patient()).unwrap().mail(&letter).await, Ok(()));
    assert_eq!(server.taken().len(), 1);
}
