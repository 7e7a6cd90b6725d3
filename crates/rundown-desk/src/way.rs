//! Work that gives way to answers: where cores are few, a page is told before articles
//! are read and threaded, which nobody waits for.

use crate::{Desk, DeskError};

/// How nice such work is. Against one answer it gets a tenth of a core; of cores that
/// answers leave idle, all.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 10;

/// Lets this thread give way to the others, for good: only a privileged process could take
/// that back. Nothing happens on systems where a thread has no priority of its own.
///
/// ```
/// std::thread::spawn(rundown_desk::give_way).join().expect("a thread that gave way");
/// ```
pub fn give_way() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::setpriority_process(None, NICENESS) {
        tracing::debug!("a thread that works behind does not give way: {error}");
    }
}

impl Desk {
    /// The same desk, which threads behind those who ask it.
    #[must_use]
    pub fn giving_way(self) -> Self {
        Self { gives_way: true, ..self }
    }

    /// Does work on a thread of its own that gives way, if this desk does.
    pub(crate) fn behind<T: Send>(
        &self,
        work: impl FnOnce() -> Result<T, DeskError> + Send,
    ) -> Result<T, DeskError> {
        if !self.gives_way {
            return work();
        }
        std::thread::scope(|scope| {
            let worker = std::thread::Builder::new().name("behind".to_owned());
            let working = worker.spawn_scoped(scope, || {
                give_way();
                work()
            });
            let done = working.map_err(DeskError::Threads)?.join();
            done.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use rustix::process::getpriority_process;

    use super::*;
    use crate::Clock;

    #[test]
    fn only_the_thread_that_works_behind_gives_way() {
        let dir =
            std::env::temp_dir().join(format!("rundown-way-{}", std::process::id()));
        let desk = Desk::open(&dir, Clock::System).expect("a desk").giving_way();
        let usual = getpriority_process(None).expect("a priority");
        let behind = desk.behind(|| Ok(getpriority_process(None).expect("a priority")));
        assert_eq!(
            behind.expect("work that is done"),
            (usual + NICENESS).clamp(NICENESS, 19)
        );
        assert_eq!(getpriority_process(None).expect("a priority"), usual);
        std::fs::remove_dir_all(dir).expect("a directory of ours");
    }
}
