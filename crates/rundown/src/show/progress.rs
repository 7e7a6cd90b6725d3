//! Progress of long work, on standard error and only on a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work shorter than this many steps shows no bar.
const STEPS_MIN: usize = 200;

/// A bar over so many steps.
pub(crate) fn bar(what: &'static str, steps: usize) -> ProgressBar {
    let bar = ProgressBar::new(steps as u64);
    if steps < STEPS_MIN {
        bar.set_draw_target(ProgressDrawTarget::hidden());
        return bar;
    }
    let style = "{prefix} {bar:40} {pos}/{len} {per_sec} {eta}";
    if let Ok(style) = ProgressStyle::with_template(style) {
        bar.set_style(style);
    }
    bar.set_prefix(what);
    keep_moving(&bar);
    bar
}

/// A bar over the bytes of an intake, with what became of them so far.
pub(crate) fn intake(bytes: u64) -> ProgressBar {
    let bar = ProgressBar::new(bytes);
    let style = "taking in {bar:24} {percent:>3} %  {msg}{eta} left";
    if let Ok(style) = ProgressStyle::with_template(style) {
        bar.set_style(style);
    }
    keep_moving(&bar);
    bar
}

/// Tells how many documents an intake has kept, how fast, and how many are threaded.
pub(crate) fn tell_intake(bar: &ProgressBar, kept: u64, threaded: u64) {
    let seconds = bar.elapsed().as_secs_f64().max(1e-3);
    let rate = kept as f64 / seconds;
    bar.set_message(format!("{kept} kept, {rate:.0}/s, {threaded} threaded, "));
}

/// Something that goes on for an unknown time.
pub(crate) fn spinner(what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    bar.set_message(what);
    keep_moving(&bar);
    bar
}

/// How often a bar moves.
const MOVES_EVERY: Duration = Duration::from_millis(150);

/// Lets a bar move on its own. Where there is no thread to do it, it stands still between
/// two steps.
fn keep_moving(bar: &ProgressBar) {
    let bar = bar.downgrade();
    let _ = std::thread::Builder::new().spawn(move || {
        while let Some(bar) = bar.upgrade().filter(|bar| !bar.is_finished()) {
            bar.tick();
            drop(bar);
            std::thread::sleep(MOVES_EVERY);
        }
    });
}
