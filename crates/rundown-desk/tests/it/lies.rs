//! Feeds that lie make no article twice.

use std::net::Ipv4Addr;

use rundown_origin::hostile;

use crate::Room;

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_lies_of_what_is_new_doubles_nothing() {
    let room = Room::new("lies");
    let names = ["etag", "weak", "future", "type", "names", "order"];
    for (last, name) in (1..).zip(names) {
        let origin = hostile(Ipv4Addr::new(127, 0, 3, last));
        room.follow(&origin.url(&format!("/feed/{name}")));
    }
    for _ in 0..4 {
        room.poll_after(25 * 60).await;
    }
    for name in names {
        assert_eq!(room.found(&format!("tower of {name} leans")).len(), 3, "{name}");
    }
}
