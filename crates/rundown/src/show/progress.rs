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
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// Steps of which nobody knows how many there will be.
pub(crate) fn counter(what: &'static str) -> ProgressBar {
    let counter = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} {msg} {per_sec}") {
        counter.set_style(style);
    }
    counter.set_message(what);
    counter.enable_steady_tick(Duration::from_millis(200));
    counter
}

/// Something that goes on for an unknown time.
pub(crate) fn spinner(what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    bar.set_message(what);
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}
