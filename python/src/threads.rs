//! Articles to developments and stories: all at once, or batch after batch.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use rundown_news::{ArticleId, Placement, StoryChange};
use rundown_stages::{Line, in_order};
use rundown_thread::{Kept, ThreadConfig, close, thread};
use serde_json::{Value, json};

use crate::guarded::{Wrong, apart, articles};

/// Articles threaded at a time; the result does not depend on it.
const AT_ONCE: usize = 256;

/// Threads a whole stream, and says of each article once where it belongs.
#[pyfunction]
pub(crate) fn thread_lines(py: Python<'_>, lines: Vec<String>) -> PyResult<String> {
    apart(py, "thread articles", || {
        let articles = articles(&lines, Line::unannotated)?;
        let input: Vec<ArticleId> =
            articles.iter().map(|one| one.article.id.clone()).collect();
        let mut threads = rundown_thread::Threads::new(ThreadConfig::default());
        for batch in in_order(articles).chunks(AT_ONCE) {
            thread(&mut threads, batch);
        }
        close(&mut threads);
        let placed = threads.placements();
        let placed: BTreeMap<_, _> =
            placed.iter().map(|one| (&one.article, one)).collect();
        let mut told = BTreeSet::new();
        let once = input.iter().filter(|id| told.insert(*id));
        Ok(list(once.filter_map(|id| placed.get(id).copied())))
    })
}

fn list<'a>(placements: impl Iterator<Item = &'a Placement>) -> String {
    let line = |one: &Placement| {
        json!({
            "id": one.article,
            "development": one.development,
            "story": one.story,
            "copy_of": one.copy_of,
        })
    };
    Value::Array(placements.map(line).collect()).to_string()
}

/// Threads that go on with every batch, and can be put away as bytes.
#[pyclass(frozen)]
pub(crate) struct Threads(Mutex<Option<State>>);

struct State {
    threads: rundown_thread::Threads,
    rows: Arc<Rows>,
}

/// What of the state outlasts a batch.
#[derive(Default)]
struct Rows(Mutex<BTreeMap<u64, Vec<u8>>>);

/// A lock whose holder panicked holds nothing half done: rows are whole, and a state that
/// was being changed is not there.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Kept for Rows {
    fn row(&self, key: u64) -> Option<Vec<u8>> {
        locked(&self.0).get(&key).cloned()
    }
}

impl State {
    fn new() -> Self {
        let rows = Arc::new(Rows::default());
        let threads =
            rundown_thread::Threads::kept_in(ThreadConfig::default(), rows.clone());
        Self { threads, rows }
    }

    fn of_bytes(bytes: &[u8]) -> Result<Self, Wrong> {
        let rows =
            postcard::from_bytes(bytes).map_err(|_| "they are no state".to_owned())?;
        let rows = Arc::new(Rows(Mutex::new(rows)));
        let kept: Arc<dyn Kept> = rows.clone();
        let resumed = rundown_thread::Threads::resumed(ThreadConfig::default(), &kept);
        let threads = resumed.ok_or("another version of Rundown made them")?;
        Ok(Self { threads, rows })
    }

    /// Keeps what a change came to; then says which articles were placed or moved.
    fn settled(&mut self, changes: &[StoryChange]) -> Result<String, Wrong> {
        let changed =
            self.threads.changed_rows().ok_or("what was kept cannot be read")?;
        let mut rows = locked(&self.rows.0);
        for (key, row) in changed {
            match row {
                Some(row) => rows.insert(key, row),
                None => rows.remove(&key),
            };
        }
        Ok(list(changes.iter().filter_map(|change| match change {
            StoryChange::Placed(placement) => Some(placement),
            _ => None,
        })))
    }
}

impl Threads {
    /// Works on the state; where that fails, none is left.
    fn on_state<T: Send>(
        &self,
        py: Python<'_>,
        doing: &str,
        work: impl FnOnce(&mut State) -> Result<T, Wrong> + Send,
    ) -> PyResult<T> {
        apart(py, doing, || {
            let mut held = locked(&self.0);
            let mut state = held.take().ok_or("an earlier batch failed; begin anew")?;
            let done = work(&mut state)?;
            *held = Some(state);
            Ok(done)
        })
    }
}

#[pymethods]
impl Threads {
    #[new]
    fn new() -> Self {
        Self(Mutex::new(Some(State::new())))
    }

    /// Threads that were put away.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, bytes: &[u8]) -> PyResult<Self> {
        let state = apart(py, "take up threads from bytes", || State::of_bytes(bytes))?;
        Ok(Self(Mutex::new(Some(state))))
    }

    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = self.on_state(py, "put threads away", |state| {
            // Without a batch no row is kept yet.
            state.settled(&[])?;
            let rows = locked(&state.rows.0);
            postcard::to_allocvec(&*rows).map_err(|error| error.to_string())
        })?;
        Ok(PyBytes::new(py, &bytes))
    }

    fn thread(&self, py: Python<'_>, lines: Vec<String>) -> PyResult<String> {
        let doing = "thread articles";
        // What is wrong with the articles costs no state.
        let articles = apart(py, doing, || articles(&lines, Line::unannotated))?;
        self.on_state(py, doing, |state| {
            let changes = thread(&mut state.threads, &articles);
            state.settled(&changes)
        })
    }

    /// Settles what is still open.
    fn close(&self, py: Python<'_>) -> PyResult<String> {
        self.on_state(py, "close threads", |state| {
            let changes = close(&mut state.threads);
            state.settled(&changes)
        })
    }

    fn placements(&self, py: Python<'_>) -> PyResult<String> {
        self.on_state(py, "tell placements", |state| {
            Ok(list(state.threads.placements().iter()))
        })
    }
}
