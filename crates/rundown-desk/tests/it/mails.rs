//! What must hold for any bytes that call themselves a mail.

use jiff::Timestamp;
use proptest::prelude::*;
use rundown_desk::{DocumentKind, Families, documents};
use rundown_news::limits::MAIL_BYTES_MAX;
use rundown_news::{Capture, CaptureKind, NoteKind};

/// Scraps that mails and mailboxes are made of, so that chance meets the parser's rules.
const SCRAPS: [&[u8]; 44] = [
    b"From ",
    b"From: ",
    b"From: Vale Courier <news@vale.example>\n",
    b"Date: Mon, 12 May 2031 10:00:00 GMT\n",
    b"Date: ",
    b"Mime-Version: 1.0\n",
    b"Subject: ",
    b"List-Id: <vale.example>\n",
    b"Received: from x by y;\n\t",
    b"Content-Type: ",
    b"multipart/mixed; boundary=",
    b"multipart/alternative; boundary=\"",
    b"text/html; charset=",
    b"text/plain; charset=utf-16\n",
    b"message/rfc822\n",
    b"Content-Transfer-Encoding: base64\n",
    b"Content-Transfer-Encoding: quoted-printable\n",
    b"Content-Disposition: attachment; filename*0*=",
    b"=?utf-8?Q?=E2=82?=",
    b"=?x?B?////?=",
    b"=\n",
    b"=C3",
    b"--",
    b"--a\n",
    b"--a--\n",
    b"a",
    b"\"",
    b"<",
    b">",
    b"(",
    b")",
    b";",
    b",",
    b"\\",
    b"\n",
    b"\n\n",
    b"\r\n",
    b"\r",
    b" ",
    b"\0",
    b"\xff\xfe",
    b"\xf0\x9f\x98\x80",
    b"<html><body><p>The gate at Hollin is shut, the harbor office said on Monday.</p>",
    b"The ferry to Hollin did not sail.",
];

fn scraps() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(prop::sample::select(&SCRAPS[..]), 0..60)
        .prop_map(|scraps| scraps.concat())
}

fn taken(bytes: &[u8]) -> usize {
    let kind = CaptureKind::Unknown;
    let frame =
        Capture { bytes: bytes.to_vec(), url: None, at: None, charset: None, kind };
    let now: Timestamp = "2031-05-28T18:00:00Z".parse().unwrap();
    let mut count = 0;
    for document in documents("box", frame, now) {
        count += 1;
        let read = document.read_article(&Families::default());
        assert!(read.notes.iter().all(|note| note.kind != NoteKind::Failed), "{read:?}");
        if let DocumentKind::Letter(_, capture) = &document.kind {
            // A byte of an old charset is at most three of UTF-8.
            assert!(capture.bytes.len() <= 3 * MAIL_BYTES_MAX.min(bytes.len()));
            assert!(read.article.published.is_none_or(|day| day.instant() <= now));
        }
    }
    count
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_mail_is_read_or_says_why_not(scraps in scraps()) {
        let mail = [b"From: a@vale.example\nDate: x\n".as_slice(), &scraps].concat();
        prop_assert!(taken(&mail) >= 1);
    }

    #[test]
    fn any_mailbox_is_read_to_its_end(scraps in scraps()) {
        let head = b"From a@vale.example Mon May 12 10:00:00 2031\nFrom: a\nDate: x\n\n";
        let mailbox = [head.as_slice(), &scraps].concat();
        prop_assert!(taken(&mailbox) <= mailbox.len() / 5 + 1);
    }
}
