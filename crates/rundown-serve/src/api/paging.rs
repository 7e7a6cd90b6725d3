//! Long lists in pages: `?from=50&limit=50`, and in each answer where the next one begins.

use serde::{Deserialize, Serialize};

use crate::Problem;

/// Entries of a page where nobody says how many.
const LIMIT: usize = 50;
/// Entries of a page at most.
const LIMIT_MAX: usize = 200;
/// How deep a list may be entered: further than any store has stories.
const FROM_MAX: usize = 10_000_000;

/// Which part of a list is asked for.
#[derive(Clone, Copy, Deserialize)]
pub(crate) struct Paging {
    #[serde(default)]
    from: usize,
    #[serde(default = "usual_limit")]
    limit: usize,
}

fn usual_limit() -> usize {
    LIMIT
}

/// A part of a list.
#[derive(Serialize)]
pub(crate) struct Paged<T> {
    /// Its entries.
    items: Vec<T>,
    /// The address of the part behind it; none behind the last one.
    next: Option<String>,
}

impl Paging {
    pub(crate) fn new(from: Option<usize>, limit: Option<usize>) -> Self {
        Self { from: from.unwrap_or_default(), limit: limit.unwrap_or(LIMIT) }
    }

    /// The same, if it is within bounds.
    pub(crate) fn checked(self) -> Result<Self, Problem> {
        if self.limit == 0 || self.limit > LIMIT_MAX {
            let why = format!("limit is from 1 to {LIMIT_MAX}");
            return Err(Problem::BadQuery(why));
        }
        if self.from > FROM_MAX {
            return Err(Problem::BadQuery(format!("from is at most {FROM_MAX}")));
        }
        Ok(self)
    }

    pub(crate) fn from(self) -> usize {
        self.from
    }

    /// How many entries to ask for: one more than a page tells whether there is another.
    pub(crate) fn wanted(self) -> usize {
        self.limit + 1
    }

    /// The part of a whole list.
    pub(crate) fn of<T>(self, all: Vec<T>, path: &str) -> Paged<T> {
        self.of_part(all.into_iter().skip(self.from).take(self.wanted()).collect(), path)
    }

    /// The part of a list from which [`Paging::wanted`] entries were asked for.
    pub(crate) fn of_part<T>(self, mut items: Vec<T>, path: &str) -> Paged<T> {
        let is_last = items.len() <= self.limit;
        items.truncate(self.limit);
        let join = if path.contains('?') { '&' } else { '?' };
        let (from, limit) = (self.from + self.limit, self.limit);
        let next =
            (!is_last).then(|| format!("/api/v1/{path}{join}from={from}&limit={limit}"));
        Paged { items, next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_lead_through_the_whole_list() {
        let all: Vec<u32> = (0..7).collect();
        let (mut from, mut seen) = (0, Vec::new());
        loop {
            let paging = Paging { from, limit: 3 };
            let page = paging.of(all.clone(), "new?lang=en");
            seen.extend(page.items);
            let Some(next) = page.next else { break };
            from += 3;
            assert_eq!(next, format!("/api/v1/new?lang=en&from={from}&limit=3"));
        }
        assert_eq!(seen, all);
    }
}
