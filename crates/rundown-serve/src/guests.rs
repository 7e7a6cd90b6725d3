//! Who holds a connection, and who has to go when the house is full, or the share of one
//! household: of the one that holds most of them, the one that has been without an
//! answer for longest. A client that opens connections and asks nothing makes room for
//! the next by that.

use std::collections::BTreeMap;
use std::future::Future;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use tokio::sync::oneshot;

use crate::peers::household;

/// All that hold a connection.
#[derive(Clone, Default)]
pub(crate) struct Guests(Arc<Mutex<Book>>);

#[derive(Default)]
struct Book {
    /// Counts what happens: what happened earlier has a smaller number.
    moment: u64,
    /// By the moment of their last answer, or of their coming.
    guests: BTreeMap<u64, (IpAddr, oneshot::Sender<()>)>,
}

impl Guests {
    /// Notes one more.
    pub(crate) fn take_in(&self, from: IpAddr) -> Guest {
        let (send, sent_away) = oneshot::channel();
        let mut book = self.book();
        let at = book.next();
        book.guests.insert(at, (household(from), send));
        Guest { at, sent_away, guests: self.clone() }
    }

    /// Tells one of a household to go if it holds this many.
    pub(crate) fn bound(&self, from: IpAddr, most: usize) {
        let from = household(from);
        let mut book = self.book();
        let is_of = |(ip, _): &(IpAddr, _)| *ip == from;
        if book.guests.values().filter(|guest| is_of(guest)).count() >= most {
            let longest = book.guests.iter().find(|(_, guest)| is_of(guest));
            let longest = longest.map(|(at, _)| *at);
            book.send_away(longest);
        }
    }

    /// Tells one to go.
    pub(crate) fn send_one_away(&self) {
        let mut book = self.book();
        let mut held: BTreeMap<IpAddr, usize> = BTreeMap::new();
        for (from, _) in book.guests.values() {
            *held.entry(*from).or_default() += 1;
        }
        let most = held.into_iter().max_by_key(|(_, count)| *count);
        let of_most = |(from, _): &(IpAddr, _)| most.is_some_and(|(ip, _)| ip == *from);
        let longest = book.guests.iter().find(|(_, guest)| of_most(guest));
        let longest = longest.map(|(at, _)| *at);
        book.send_away(longest);
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Book {
    fn send_away(&mut self, at: Option<u64>) {
        if let Some((_, send)) = at.and_then(|at| self.guests.remove(&at)) {
            let _ = send.send(());
        }
    }

    fn next(&mut self) -> u64 {
        self.moment += 1;
        self.moment
    }
}

/// One that holds a connection; gone from the book when it goes.
pub(crate) struct Guest {
    at: u64,
    sent_away: oneshot::Receiver<()>,
    guests: Guests,
}

impl Guest {
    /// Notes that it had a piece of an answer.
    pub(crate) fn was_answered(&mut self) {
        let mut book = self.guests.book();
        let Some(guest) = book.guests.remove(&self.at) else { return };
        self.at = book.next();
        book.guests.insert(self.at, guest);
    }

    /// Whether it was told to go.
    pub(crate) fn is_sent_away(&mut self, context: &mut Context<'_>) -> bool {
        matches!(Pin::new(&mut self.sent_away).poll(context), Poll::Ready(Ok(())))
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        self.guests.book().guests.remove(&self.at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_without_an_answer_of_the_greediest_goes() {
        let guests = Guests::default();
        let ip = |last: u8| IpAddr::from([10, 0, 0, last]);
        let mut quiet = guests.take_in(ip(1));
        let mut first = guests.take_in(ip(2));
        let mut second = guests.take_in(ip(2));
        first.was_answered();
        guests.send_one_away();
        let waker = std::task::Waker::noop();
        let mut context = Context::from_waker(waker);
        assert!(second.is_sent_away(&mut context));
        assert!(!first.is_sent_away(&mut context) && !quiet.is_sent_away(&mut context));
    }

    #[test]
    fn an_address_holds_its_share_and_no_more() {
        let guests = Guests::default();
        let ip = |last: u8| IpAddr::from([10, 0, 0, last]);
        let mut other = guests.take_in(ip(1));
        let mut first = guests.take_in(ip(2));
        let mut second = guests.take_in(ip(2));
        let mut context = Context::from_waker(std::task::Waker::noop());
        guests.bound(ip(2), 3);
        assert!(!first.is_sent_away(&mut context));
        guests.bound(ip(2), 2);
        assert!(first.is_sent_away(&mut context));
        assert!(!second.is_sent_away(&mut context) && !other.is_sent_away(&mut context));
    }
    #[test]
    fn a_network_of_64_bits_has_one_share() {
        let guests = Guests::default();
        let ip = |last: u16| std::net::Ipv6Addr::new(0x2001, 0xdb8, 0, 7, 0, 0, 0, last);
        let mut first = guests.take_in(ip(1).into());
        let mut second = guests.take_in(ip(2).into());
        let mut context = Context::from_waker(std::task::Waker::noop());
        guests.bound(ip(3).into(), 2);
        assert!(first.is_sent_away(&mut context) && !second.is_sent_away(&mut context));
    }
}
