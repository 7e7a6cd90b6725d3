//! Jobs around the code, one file a job: `cargo xtask` lists them.

#![allow(clippy::print_stdout, reason = "a job tells its result to whoever ran it")]

mod browser;
mod clients;
mod files;
mod package;
mod pictures;
mod press;
mod reference;
mod scale;
mod scores;
mod server;
mod torture;
mod tour;
mod train;
mod wheel;

use anyhow::Result;
use clap::Parser;

/// As the program has it, so that what a job measures is the program's.
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Jobs around the code of Rundown
#[derive(Debug, Parser)]
#[command(name = "cargo xtask")]
enum Job {
    Browser(browser::Browser),
    Clients(clients::Clients),
    Package(package::Package),
    Pictures(pictures::Pictures),
    Press(press::Press),
    Reference(reference::Reference),
    Scale(scale::Scale),
    Scores(scores::Scores),
    Torture(torture::Torture),
    Tour(tour::Tour),
    Train(train::Train),
    Wheel(wheel::Wheel),
}

fn main() -> Result<()> {
    match Job::parse() {
        Job::Browser(browser) => browser::run(&browser),
        Job::Clients(clients) => clients::run(&clients),
        Job::Package(package) => package::run(&package),
        Job::Pictures(pictures) => pictures::run(&pictures),
        Job::Press(press) => press::run(&press),
        Job::Reference(reference) => reference::run(&reference),
        Job::Scale(scale) => scale::run(&scale),
        Job::Scores(scores) => scores::run(&scores),
        Job::Torture(torture) => torture::run(&torture),
        Job::Tour(tour) => tour::run(&tour),
        Job::Train(train) => train::run(&train),
        Job::Wheel(wheel) => wheel::run(&wheel),
    }
}
