use rundown_news::NoteKind;

use super::super::documents;
use super::*;

const NOW: &str = "2031-05-28T18:00:00Z";

fn taken(bytes: &[u8]) -> Vec<Document> {
    let frame = Capture {
        bytes: bytes.to_vec(),
        url: None,
        at: None,
        charset: None,
        kind: CaptureKind::Unknown,
    };
    documents("box", frame, NOW.parse().unwrap()).collect()
}

fn read_one(mail: &str) -> (rundown_news::Article, Document) {
    let mut documents = taken(mail.as_bytes());
    assert_eq!(documents.len(), 1, "{mail}");
    let document = documents.remove(0);
    (document.read_article(&Families::default()).article, document)
}

/// A newsletter as services send them: tables, a hidden preheader, a pixel, a foot.
const LETTER: &str = "Return-Path: <bounce-7@mail.sender.example>\r
Received: from out.sender.example (out.sender.example [192.0.2.7])\r
\tby mx.reader.example; Wed, 14 May 2031 06:30:09 +0000\r
DKIM-Signature: v=1; a=rsa-sha256; d=courier.example;\r
 b=AAAA\r
From: =?utf-8?Q?The_Elm_Courier_=E2=80=93_Morning?= <news@mail.courier.example>\r
To: reader@reader.example\r
Subject: =?iso-8859-1?Q?Hafen_von_Port_Elm_=FCber_Nacht?=\r
 =?iso-8859-1?Q?_geschlossen?=\r
Date: Wed, 14 May 2031 07:30:00 +0100\r
List-Id: Morning <morning.courier.example>\r
List-Unsubscribe: <https://courier.example/off>\r
MIME-Version: 1.0\r
Content-Type: multipart/mixed; boundary=\"outer\"\r
\r
This is a message in parts.\r
--outer\r
Content-Type: multipart/alternative; boundary=inner\r
\r
--inner\r
Content-Type: text/plain; charset=us-ascii\r
\r
Read this mail in your browser.\r
--inner\r
Content-Type: text/html; charset=windows-1252\r
Content-Transfer-Encoding: quoted-printable\r
\r
<html><body><div style=3D\"display:none\">Today: the harbor</div>\r
<table><tr><td><img src=3D\"https://t.example/p.gif\" width=3D1 height=3D1></td></tr>\r
<tr><td><h1>The harbor is shut</h1>\r
<p>The harbor of Port Elm was shut on Tuesday night after a storm broke t=\r
wo cranes. =93Nobody was hurt,=94 said harbor master Ian Pell. Fourteen freighters \r
wait outside, the harbor board said, and grain for the islands is getting short.</p>\r
<p>The cranes will be mended by Friday, the board said on Wednesday morning.</p>\r
</td></tr><tr><td>You get this mail because you asked for it. \r
<a href=3D\"https://courier.example/off\">Unsubscribe</a></td></tr></table></body></html>\r
--inner--\r
--outer\r
Content-Type: text/html; name=\"terms.html\"\r
Content-Disposition: attachment; filename=\"terms.html\"\r
\r
<p>Terms and conditions.</p>\r
--outer--\r
";

#[test]
fn a_newsletter_is_an_article_of_its_sender() {
    let (article, document) = read_one(LETTER);
    assert_eq!(article.headline, "Hafen von Port Elm über Nacht geschlossen");
    assert_eq!(article.outlet.name, "The Elm Courier – Morning");
    assert_eq!(article.outlet.domain, "mail.courier.example");
    assert_eq!(document.seen_at.to_string(), "2031-05-14T06:30:00Z");
    assert_eq!(article.published.unwrap().instant(), document.seen_at);
    assert!(
        article.text.contains("broke two cranes. “Nobody was hurt,” said"),
        "{article:?}"
    );
    for other in ["Terms", "in your browser", "message in parts", "Unsubscribe", "Today:"]
    {
        assert!(!article.text.contains(other), "{other}: {}", article.text);
    }
    assert!(document.noted);
    // What is kept of it is the mail: it can be read again as a whole.
    let DocumentKind::Letter(letter, capture) = document.kind else { panic!("a letter") };
    let kept = Capture { bytes: letter.bytes, kind: CaptureKind::Unknown, ..capture };
    assert_eq!(read_again(&kept, &Families::default()).unwrap().article, article);
}

#[test]
fn a_mail_of_plain_text_keeps_its_letters_in_any_charset_and_packing() {
    for (charset, packing, body) in [
        ("utf-8", "8bit", "Das Tor ist zu, sagte die Wärterin am Montag."),
        (
            "iso-8859-1",
            "quoted-printable",
            "Das Tor ist zu, sagte die W=E4rterin am Mo=\r\nntag.",
        ),
        (
            "utf-8",
            "base64",
            "RGFzIFRvciBpc3QgenUsIHNhZ3RlIGRpZSBXw6RydGVyaW4g\r\nYW0gTW9udGFnLg==",
        ),
    ] {
        let mail = format!(
            "From: tor@vale.example\nDate: Mon, 12 May 2031 10:00:00 GMT\nSubject: Tor zu\n\
             Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {packing}\n\n{body}\n"
        );
        let (article, _) = read_one(&mail);
        assert_eq!(article.headline, "Tor zu");
        assert_eq!(article.text.trim(), "Das Tor ist zu, sagte die Wärterin am Montag.");
        assert_eq!(article.outlet.label(), "vale.example");
    }
}

#[test]
fn an_mbox_gives_its_mails_and_a_line_that_begins_with_from_is_none() {
    let mail = |n: u32| {
        format!(
            "From news@vale.example Mon May 12 10:00:0{n} 2031\nFrom: news@vale.example\n\
             Date: Mon, 12 May 2031 10:00:0{n} +0000\nSubject: Letter {n}\n\n\
             Letter {n} tells of the gate.\nFrom here it is a mile, the warden said.\n\n"
        )
    };
    let all: String = (1..=3).map(mail).collect();
    let found = taken(all.as_bytes());
    let names: Vec<&str> = found.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["box#1", "box#2", "box#3"]);
    let last = found[2].read_article(&Families::default()).article;
    assert_eq!(last.headline, "Letter 3");
    assert!(last.text.contains("From here it is a mile"), "{}", last.text);
}

#[test]
fn a_text_or_page_is_no_mail() {
    for text in [
        "Gate shut\n\nFrom: the warden\nDate: unknown\n",
        "From here it is a mile.\n\nThe gate is shut.",
        "<p>From: x\nDate: y\n",
        "From: x\n\nDate: y",
        "Gate: shut\nFrom: the warden\nThe gate was shut on Monday.\nDate: Monday\n",
    ] {
        let found = taken(text.as_bytes());
        assert!(
            !found.iter().any(|one| matches!(one.kind, DocumentKind::Letter(..))),
            "{text}"
        );
    }
}

#[test]
fn a_date_that_cannot_be_is_none() {
    for date in ["Mon, 12 May 2099 10:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "soon"]
    {
        let mail = format!(
            "From: a@vale.example\nDate: {date}\nSubject: Gate\n\nThe gate is shut."
        );
        let (article, document) = read_one(&mail);
        assert_eq!((article.published, document.noted), (None, false), "{date}");
    }
}

#[test]
fn hostile_mails_cost_themselves_alone() {
    let head =
        "From: a@vale.example\nDate: Mon, 12 May 2031 10:00:00 GMT\nMIME-Version: 1.0\n";
    let nested = "Content-Type: message/rfc822\n\n".repeat(300_000);
    let boundaries: Vec<String> = (0..50_000)
        .map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"))
        .collect();
    let parts = "--x\nContent-Type: text/plain\n\na\n".repeat(200_000);
    let encoded = "=?utf-8?Q?a?= ".repeat(200_000);
    let addresses = "a@b.example, ".repeat(200_000);
    let comments = "(".repeat(500_000);
    for mail in [
        format!("{head}{nested}The gate is shut."),
        format!("{head}{}The gate is shut.", boundaries.concat()),
        format!("{head}Content-Type: multipart/mixed; boundary=x\n\n{parts}"),
        format!("{head}Subject: {encoded}\n\nThe gate is shut."),
        format!("{head}Subject: {}\n\nThe gate is shut.", "x".repeat(1 << 20)),
        format!("From: {addresses}\nDate: x\n\nThe gate is shut."),
        format!("From: {comments}\nDate: x\n\nThe gate is shut."),
        format!("{head}Received:\n\t"),
        format!(
            "{head}Content-Type: text/html; charset=nothing\nContent-Transfer-Encoding: base64\n\n!!!"
        ),
        format!("{head}\n{}", "x".repeat(MAIL_BYTES_MAX)),
        head.to_owned(),
    ] {
        let found = taken(mail.as_bytes());
        assert_eq!(found.len(), 1);
        let read = found[0].read_article(&Families::default());
        assert!(!read.notes.iter().any(|note| note.kind == NoteKind::Failed));
    }
}
