//! One file a command.

mod alerts;
mod backup;
mod batch;
mod bench;
mod brief;
mod browse;
mod config;
mod copy;
mod corrections;
mod demo;
mod explain;
mod feeds;
mod fetch;
mod follow;
mod fsck;
mod health;
mod ingest;
mod limits;
mod mcp;
mod new;
mod one_story;
mod pages;
mod prune;
mod read;
mod search;
mod serve;
mod site;
mod standing_by;
mod stopping;
mod stories;
mod subscriptions;
mod thread;
mod token;
mod user;
mod verify;
mod waiting;
mod why;
mod work;

use anyhow::Result;
use rundown_news::Follow;

use self::follow::Wait;
use crate::cli::{Cli, Command};

/// Does what was asked for.
pub(crate) fn run(cli: &Cli) -> Result<()> {
    let Some(command) = &cli.command else { return stories::today(cli) };
    match command {
        Command::Browse => browse::run(cli),
        Command::Demo(demo) => demo::run(cli, demo),
        Command::Read(read) => read::run(read),
        Command::Thread(thread) => thread::run(cli, thread),
        Command::Brief(brief) => brief::run(cli, brief),
        Command::Ingest(ingest) => ingest::run(cli, ingest),
        Command::Batch(batch) => batch::run(cli, batch),
        Command::Work(args) => work::run(cli, args),
        Command::Add(add) => subscriptions::add(cli, add),
        Command::Import(import) => subscriptions::import(cli, import),
        Command::Export(export) => subscriptions::export(cli, export),
        Command::Feeds(feeds) => feeds::run(cli, feeds),
        Command::Fetch(fetch) => fetch::run(cli, fetch),
        Command::Net(net) => explain::net(cli, net),
        Command::Serve(serve) => serve::run(cli, serve),
        Command::Mcp(_) => mcp::run(cli),
        Command::Token(args) => token::run(cli, args),
        Command::User(args) => user::run(cli, args),
        Command::Stories(output) => stories::list(cli, *output),
        Command::Story(story) => stories::show(cli, story),
        Command::New(new) => new::run(cli, new),
        Command::Search(search) => search::run(cli, search),
        Command::Follow(follow) => {
            let choice = if follow.none { Follow::None } else { Follow::Followed };
            follow::run(cli, &follow.story, choice, follow.json)
        }
        Command::Mute(mute) => {
            if mute.until_material {
                return follow::put_off(cli, &mute.story, Wait::Material, mute.json);
            }
            let choice = if mute.none { Follow::None } else { Follow::Muted };
            follow::run(cli, &mute.story, choice, mute.json)
        }
        Command::Snooze(snooze) => {
            let wait = snooze.day.map_or(Wait::Not, Wait::Day);
            follow::put_off(cli, &snooze.story, wait, snooze.json)
        }
        Command::Alerts(alerts) => alerts::run(cli, alerts),
        Command::Merge(merge) => corrections::merge(cli, merge),
        Command::Split(split) => corrections::split(cli, split),
        Command::Corrections(corrections) => corrections::list(cli, corrections),
        Command::Why(why) => why::run(cli, why),
        Command::Verify(output) => verify::run(cli, *output),
        Command::Fsck(fsck) => fsck::run(cli, fsck),
        Command::Rebuild(output) => fsck::rebuild(cli, *output),
        Command::Prune(prune) => prune::run(cli, prune),
        Command::Backup(backup) => backup::make(cli, backup),
        Command::Copy(copy) => copy::run(copy),
        Command::Restore(restore) => backup::restore(cli, restore),
        Command::Config(config) => config::run(cli, config),
        Command::Health(health) => health::run(cli, health),
        Command::Limits(output) => limits::run(*output),
        Command::Bench(bench) => bench::run(bench),
        Command::Completions(completions) => pages::completions(completions),
        Command::Man(man) => pages::man(man),
    }
}
