//! A reader is told once of what two outlets tell, also where the program is killed while
//! a message is on its way.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use rundown_origin::{Answer, Certificate, Letters, Manners, Outlet, SecureLetters};
use serde_json::{Value, json};

use crate::service::Service;
use crate::{Room, rundown, text};

/// A message on its way: its head, its body, and where the answer is awaited.
struct Message {
    head: String,
    body: Value,
    stream: TcpStream,
}

impl Message {
    fn header(&self, name: &str) -> &str {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(key, _)| *key == name).map_or("", |(_, value)| value)
    }

    fn take(mut self) {
        let answer = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
        self.stream.write_all(answer.as_bytes()).unwrap();
    }
}

/// A target; messages wait for their answer until the test gives it.
fn target() -> (String, Receiver<Message>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/alerts", listener.local_addr().unwrap());
    let (tell, told) = channel();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut bytes = Vec::new();
            let mut some = [0; 4_096];
            let message = loop {
                let read = stream.read(&mut some).unwrap_or(0);
                bytes.extend_from_slice(&some[..read]);
                let so_far = String::from_utf8_lossy(&bytes).into_owned();
                let parts = so_far.split_once("\r\n\r\n");
                let body = parts.and_then(|(_, body)| serde_json::from_str(body).ok());
                if let (Some((head, _)), Some(body)) = (parts, body) {
                    break Some((head.to_owned(), body));
                }
                if read == 0 {
                    break None;
                }
            };
            if let Some((head, body)) = message {
                let _ = tell.send(Message { head, body, stream });
            }
        }
    });
    (url, told)
}

fn line(outlet: &str, hours: i64, title: &str, body: &str) -> String {
    let at = Timestamp::now() - SignedDuration::from_hours(hours);
    let url = format!("https://{outlet}/{}", title.len());
    let line = json!({ "id": url, "published": at, "title": title, "body": body,
        "url": url, "lang": "en", "source": outlet });
    format!("{line}\n")
}

/// Two outlets on one event, each in words of its own, and a third that copies.
fn news() -> [String; 3] {
    let herald = "The ferry Aurelia ran aground off Port Elm on Monday with 212 people \
        aboard. Rescuers took 198 passengers ashore before dawn, the coast guard said. \
        Harbour master Ana Ruiz said the ferry struck a sandbank near the north light. \
        The ship had left the mainland at ten in the evening with lorries and a school party. \
        Passengers told of a loud scrape, then of a list that sent cups across the saloon. \
        The crew handed out vests and gathered everybody on the upper deck within minutes. \
        Two fishing boats reached the ferry first and stood by until the lifeboats came. \
        Nobody was hurt, the hospital in Port Elm said, though nine people were kept warm. \
        Divers are to look at the hull at low water before tugs try to draw the ship off.";
    let courier = "The ferry Aurelia struck a sandbank off Port Elm early on Monday. All 212 \
        people aboard the ferry were accounted for, said harbour master Ana Ruiz. The coast \
        guard brought 198 passengers of the Aurelia to Port Elm in lifeboats.";
    [
        line("herald.example", 2, "Ferry Aurelia runs aground off Port Elm", herald),
        line(
            "courier.example",
            1,
            "Ferry Aurelia strikes sandbank off Port Elm",
            courier,
        ),
        line(
            "gazette.example",
            1,
            "Ferry Aurelia aground off Port Elm, all safe",
            herald,
        ),
    ]
}

/// Two outlets on another matter.
fn other_news() -> [String; 2] {
    let herald = "The old mill of Hollin burned down on Monday night, fire chief Tam Okell \
        said. Nobody was in the mill. Forty firefighters kept the flames from the school.";
    let courier = "Fire destroyed the old mill at Hollin on Monday night. Fire chief Tam Okell \
        said that the mill had stood empty. A spark from a saw is thought to have lit it.";
    [
        line("herald.example", 2, "Old mill of Hollin burns down", herald),
        line("courier.example", 1, "Fire destroys old mill at Hollin", courier),
    ]
}

/// How often it is looked whether a message that arrived is noted, ten times a second.
const NOTED_TRIES: usize = 1_200;

#[test]
fn one_alert_is_sent_though_the_program_is_killed_on_the_way() {
    let room = Room::new("alerts");
    let data = text(&room.dir.join("data"));
    let over = |args: &[&str]| {
        rundown(["--data", &data].iter().chain(args).copied().collect::<Vec<_>>())
    };
    over(&["alerts", "watch", "ferry", "Aurelia"]).ok();
    let (url, told) = target();
    let start = || {
        let args = ["--data", &data, "--allow-private", "--alert-webhook", &url];
        let secret = ("RUNDOWN_ALERT_WEBHOOK_SECRET", "a secret of some length");
        Service::start(&args, &[secret])
    };
    let next = || told.recv_timeout(Duration::from_mins(2));
    let [herald, courier, gazette] = news();
    let take_in = |line: &str| {
        over(&["ingest", &text(&room.file("news.jsonl", line))]).ok();
    };

    let service = start();
    take_in(&herald);
    take_in(&courier);
    let first = next().expect("two outlets tell it");
    drop(service);
    let service = start();
    let second = next().expect("it was not noted as sent");
    assert_eq!(first.header("webhook-id"), second.header("webhook-id"));
    assert!(second.header("webhook-signature").starts_with("v1,"));
    let alert = &second.body["alerts"][0];
    assert_eq!(alert["watched"], "ferry Aurelia");
    assert_eq!(alert["title"], "Ferry Aurelia runs aground off Port Elm");
    assert_eq!(alert["outlets"].as_array().unwrap().len(), 2);
    assert!(
        herald.contains(alert["new"]["text"].as_str().unwrap())
            || courier.contains(alert["new"]["text"].as_str().unwrap())
    );
    second.take();

    take_in(&gazette);
    over(&["rebuild"]).ok();
    // What was told before is not told again: the next that is told is another matter.
    over(&["alerts", "watch", "mill", "Hollin"]).ok();
    for line in other_news() {
        take_in(&line);
    }
    let other = next().expect("two outlets tell it, too");
    assert_eq!(other.body["alerts"].as_array().unwrap().len(), 1, "{}", other.body);
    assert_eq!(other.body["alerts"][0]["watched"], "mill Hollin");
    other.take();
    // Its word for that is noted before the service goes on to anything else.
    let sent = || over(&["alerts", "--json"]).json()["counts"]["sent"].clone();
    let is_noted = (0..NOTED_TRIES).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        sent() == 2
    });
    assert!(is_noted, "{} are noted as sent", sent());
    drop(service);
    let all = over(&["alerts", "--json"]).json();
    assert_eq!(all["counts"], json!({ "waiting": 0, "sent": 2, "failed": 0 }));
    for one in all["alerts"].as_array().unwrap() {
        assert_eq!(one["deliveries"][0]["state"], "sent", "{one}");
    }
    assert!(over(&["alerts"]).ok().contains("webhook sent"));
    over(&["alerts", "unwatch", "ferry", "Aurelia"]).ok();
}

#[test]
fn a_target_is_tested_and_a_private_one_refused() {
    let (url, told) = target();
    let run = rundown(["alerts", "test", "--alert-webhook", &url]);
    assert!(run.code == 1 && run.out.contains("not an address of the public"), "{run:?}");
    let answering = std::thread::spawn(move || told.recv().unwrap().take());
    let run = rundown(["alerts", "test", "--allow-private", "--alert-webhook", &url]);
    assert!(run.ok().contains("webhook: took the test message"));
    answering.join().unwrap();
}

#[test]
fn a_past_time_is_replayed() {
    let room = Room::new("alerts-replay");
    let data = text(&room.dir.join("data"));
    let file = room.file("news.jsonl", news().concat());
    rundown(["--data", &data, "ingest", &text(&file)]).ok();
    let now = Timestamp::now();
    let (from, to) = (now - SignedDuration::from_hours(48), now);
    let (from, to) = (from.to_string(), to.to_string());
    let replay = ["--data", &data, "alerts", "replay", "--from", &from, "--to", &to];
    let replay =
        |more: &[&str]| rundown([&replay[..], &["--json"], more].concat()).json();
    assert_eq!(replay(&[])["sent"], json!([]), "nothing is followed");
    let all = replay(&["--all"]);
    assert_eq!(all["sent"].as_array().unwrap().len(), 1, "{all}");
    assert_eq!(all["twice"], 0);
    let strict = replay(&["--all", "--alert-outlets", "3"]);
    assert_eq!(strict["sent"], json!([]), "the third is a copy");
}

#[test]
fn a_letter_reaches_its_mail_server() {
    let server = Letters::new();
    let url = server.url();
    let to = ["--alert-mail-to", "ana@mail.example"];
    let test = [&["alerts", "test", "--alert-mail", url][..], &to].concat();
    let run = rundown(&test);
    assert!(run.code == 1 && run.out.contains("not an address of the public"), "{run:?}");
    let run = rundown([&test[..], &["--allow-private"]].concat());
    assert!(run.ok().contains("mail: took the test message"));
    let letter = server.taken().remove(0);
    assert!(letter.contains("To: ana@mail.example"), "{letter}");
    assert!(letter.contains("Rundown can reach you here."), "{letter}");
}

#[test]
fn a_mail_server_with_a_certificate_of_ones_own_is_trusted_when_that_is_said() {
    let room = Room::new("alerts-roots");
    let manners = Manners { certificate: Certificate::Here, at_once: true, odd: None };
    let server = SecureLetters::new(manners);
    let url = server.url("smtps");
    let to = ["--alert-mail-to", "ana@mail.example"];
    let test = [&["alerts", "test", "--alert-mail", &url][..], &to].concat();
    let with = |more: &[&str]| rundown([&test[..], more, &["--allow-private"]].concat());
    let stranger = with(&[]);
    assert_eq!(stranger.code, 1, "{}", stranger.err);
    assert!(
        stranger.out.contains("mail: could not hand a letter to"),
        "{}",
        stranger.out
    );
    assert!(stranger.out.contains("in root-certificates"), "{}", stranger.out);
    assert_eq!(server.heard().in_secret, Vec::<String>::new());
    let root = text(&SecureLetters::root());
    let known = with(&["--root-certificates", &root]);
    assert!(known.ok().contains("mail: took the test message"));
    assert_eq!(server.heard().letters.len(), 1);
    let none = text(&room.file("none.pem", "no certificate"));
    let none = with(&["--root-certificates", &none]);
    assert_eq!(none.code, 2, "{}", none.err);
    assert!(none.err.contains("could not read the root certificates in"), "{}", none.err);
    assert!(none.err.contains("-----BEGIN CERTIFICATE-----"), "{}", none.err);
}

#[test]
fn the_address_of_a_chat_is_used_and_never_told() {
    let room = Room::new("alerts-chat");
    let web = Outlet::new();
    let hook = room.file("hook", format!("{}\n", web.url("/hooks/Zq7opensesame")));
    let test = || {
        let flags = ["--allow-private", "--alert-chat-file", &text(&hook)];
        rundown([&["alerts", "test"][..], &flags].concat())
    };
    let refused = test();
    assert_eq!(refused.code, 1, "{}", refused.err);
    assert!(refused.out.contains("chat: the server answers 404"), "{}", refused.out);
    web.give("/hooks/Zq7opensesame", Answer::ok("ok"));
    let taken = test();
    assert!(taken.out.contains("chat: took the test message"), "{}", taken.err);
    let said = web.bodies("/hooks/Zq7opensesame").pop().unwrap();
    assert_eq!(said, r#"{"text":"Rundown can reach you here."}"#);
    let shown = rundown(["config", "--alert-chat-file", &text(&hook)]);
    let odd = room.file("odd", "opensesame: no address at all");
    let odd = rundown(["alerts", "test", "--alert-chat-file", &text(&odd)]);
    assert!(odd.code == 2 && odd.err.contains("no address of the web"), "{}", odd.err);
    for run in [refused, taken, shown, odd] {
        assert!(!format!("{}{}", run.out, run.err).contains("opensesame"), "{}", run.err);
    }
}
