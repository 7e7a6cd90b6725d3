//! Clocks that somebody sets.

use std::time::Duration;

use crate::origin::{Answer, Outlet};
use crate::{Room, at};

const JUMPS: [&str; 7] = [
    "2031-05-14T11:00:00Z",
    "2031-05-14T13:00:00Z",
    "1970-01-01T00:00:00Z",
    "2036-02-07T06:28:16Z",
    "2038-01-19T03:14:08Z",
    "2100-01-01T00:00:00Z",
    "2031-05-14T11:59:00Z",
];

/// How often a feed is asked in the half hour behind a jump, and in that behind the way
/// back; its interval is at most a quarter of an hour.
async fn asked(name: &str, jump: &str, restarts: bool) -> (usize, usize) {
    let outlet = Outlet::new();
    outlet.give("/feed", Answer::ok(outlet.feed(&[])));
    let mut room = Room::new(name);
    room.follow(&outlet.url("/feed"));
    room.poll().await;
    let mut counts = Vec::new();
    for time in [jump, "2031-05-14T12:30:00Z"] {
        room.hands.set(at(time));
        if restarts {
            room.restart();
        }
        let before = outlet.asked("/feed").len();
        // An hour, in which a feed of every quarter is asked three times and more.
        for _ in 0..12 {
            room.poll_after(5).await;
        }
        counts.push(outlet.asked("/feed").len() - before);
    }
    (counts[0], counts[1])
}

#[tokio::test(flavor = "multi_thread")]
async fn no_jump_of_the_clock_stops_polling() {
    for (i, jump) in JUMPS.iter().enumerate() {
        for restarts in [false, true] {
            let name = format!("jump-{i}-{restarts}");
            let (there, back) = asked(&name, jump, restarts).await;
            let fine = |count| (3..=5).contains(&count);
            assert!(fine(there) && fine(back), "{jump} {restarts}: {there}, {back}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_behind_a_jump_back_is_no_older_state() {
    let outlet = Outlet::new();
    outlet.give("/feed", Answer::ok(outlet.feed(&[("/road", "Road shut")])));
    let page = |text: &str| Answer::ok(crate::origin::page("Road shut", text));
    outlet.give("/road", page("Twelve lorries are stuck."));
    let room = Room::new("jump-back");
    room.hands.set(at("2036-02-07T06:28:16Z"));
    room.follow(&outlet.url("/feed"));
    room.poll().await;
    room.hands.set(at("2031-05-14T12:00:00Z"));
    outlet.give("/road", page("Fourteen lorries are stuck."));
    let report = room.poll_after(65).await;
    assert_eq!(report.tally.revised, 1, "{report:?}");
    assert!(room.found("road")[0].1.contains("Fourteen"));
    room.hands.pass(Duration::from_secs(1));
}
