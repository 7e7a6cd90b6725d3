//! What can be typed.

mod alerts;
mod following;
mod operating;
mod time;
mod users;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use rundown_log::Shards;
use rundown_news::CaptureKind;

pub(crate) use alerts::{AlertAction, Alerts, ReplayArgs};
pub(crate) use following::{
    Add, Export, FeedAction, Feeds, Fetch, Import, Net, NetQuestion, Purpose, Token,
    TokenAction,
};
pub(crate) use operating::{
    Backup, Completions, Config, Copy, Fsck, Health, Man, Prune, Restore, Work,
};

pub(crate) use users::{Role, User, UserAction};

use time::{day, time};

use crate::settings::{ALL, EVERYWHERE, Flags, Given, LISTENING, READING, Settings};

/// Follow developing stories, not feeds
///
/// Rundown takes in news pages and feeds, threads them into stories across outlets and
/// days, and shows each story as a brief: highlights, what is new since you looked,
/// timeline, voices, figures. Every word shown points at bytes of a stored article.
/// There is no cloud and no language model.
#[derive(Debug, Parser)]
#[command(name = "rundown", version, max_term_width = 100)]
#[command(
    after_help = "Start with:  rundown demo\nThen:        rundown add https://outlet.example/feed && rundown serve"
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub everywhere: Flags<EVERYWHERE>,
    /// Read the settings from this file [default: rundown/rundown.toml in your configuration folder]
    #[arg(long, global = true, value_name = "FILE", env = "RUNDOWN_CONFIG")]
    pub config: Option<PathBuf>,
    /// What holds, told from the flags, the environment and the file
    #[arg(skip)]
    pub settings: Settings,
    /// Act as if it were this time (RFC 3339), to look at old news as of then
    #[arg(long, global = true, value_name = "TIME", value_parser = time, hide_short_help = true)]
    pub now: Option<Timestamp>,
    /// Tell on standard error what is being done
    #[arg(long, short, global = true)]
    pub verbose: bool,
    /// What to do; nothing: today's rundown
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The commands, in the order in which a newcomer meets them.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show invented news in the browser: no network, nothing kept
    Demo(Demo),
    /// Read pages, texts or feeds into articles: who said what, when, how many
    Read(Read),
    /// Thread articles (JSON lines) into developments and stories
    Thread(Thread),
    /// Brief one story, given as JSON lines of its articles
    Brief(Brief),
    /// Take pages, texts, feeds, JSON lines, WARC archives or folders of them into the store
    Ingest(Ingest),
    /// Take an archive in as `ingest` does, into a folder of its own with tables of Parquet
    Batch(Batch),
    /// Do one stage alone, beside others on other machines: read what waits, or thread it
    Work(Work),
    /// Follow a feed, or the feed that a page names
    Add(Add),
    /// Follow the feeds of an OPML file
    Import(Import),
    /// Write the feeds you follow as OPML, or stories as a small site
    Export(Export),
    /// List the feeds you follow with how they stand; remove, pause, rename one
    Feeds(Feeds),
    /// Ask every feed that is due, once; or one address, and tell what it answered
    Fetch(Fetch),
    /// Tell what would be done with an address, and why
    Net(Net),
    /// Poll the feeds and serve the web page
    Serve(Serve),
    /// Tell a language model the stories: a server of the Model Context Protocol
    Mcp(Mcp),
    /// Make, list or revoke the tokens of programs that post articles, or read
    Token(Token),
    /// Read the rundown and its stories on the whole screen, by keyboard
    Browse,
    /// Make, list, change or remove the accounts of those who read here
    User(User),
    /// List the stories: the rundown
    Stories(Output),
    /// Show the brief of a story
    Story(Story),
    /// Show what is new since you looked
    New(New),
    /// Find articles and their stories
    Search(Search),
    /// Keep a story on top, or with --none let it go
    Follow(Follow),
    /// Keep a story out of the rundown
    Mute(Mute),
    /// Keep a story out of the rundown until a day
    Snooze(Snooze),
    /// List what you were told of and what waits; watch words, replay a past time
    Alerts(Alerts),
    /// Make two stories one, for good
    Merge(Merge),
    /// Take an article out of its story, for good
    Split(Split),
    /// List your splits and merges, or take one back
    Corrections(Corrections),
    /// Tell why an article is in its story, or why two are or are not together
    Why(Why),
    /// Prove that every word shown stands in a stored article
    Verify(Output),
    /// Look the store through for damage, and read what is damaged again
    Fsck(Fsck),
    /// Thread everything anew, in order of publication
    Rebuild(Output),
    /// Drop old stories; those you follow stay
    Prune(Prune),
    /// Copy the store into one file, while it is used
    Backup(Backup),
    /// Put a backup in the place of the store
    Restore(Restore),
    /// Copy the store into a PostgreSQL database, or back into a directory
    Copy(Copy),
    /// Tell every setting, its value and where that comes from
    Config(Config),
    /// Ask the service whether it is well
    Health(Health),
    /// List every bound of the program
    Limits(Output),
    /// Measure articles a second, stage by stage, on this machine
    Bench(Bench),
    /// Write the completions of a shell
    Completions(Completions),
    /// Write the manual pages
    Man(Man),
}

impl Command {
    /// The settings that were given behind the command's name.
    pub(crate) fn given(&self) -> &[Given] {
        match self {
            Self::Demo(demo) => demo.settings.given(),
            Self::Mcp(mcp) => mcp.settings.given(),
            Self::Serve(serve) => serve.settings.given(),
            Self::Health(health) => health.settings.given(),
            Self::Work(work) => work.settings.given(),
            Self::Fetch(fetch) => fetch.settings.given(),
            Self::Add(add) => add.settings.given(),
            Self::Net(Net {
                question: NetQuestion::Explain { settings, .. }, ..
            }) => settings.given(),
            Self::Brief(brief) => brief.settings.given(),
            Self::Config(config) => config.settings.given(),
            Self::User(user) => user.settings.given(),
            Self::Alerts(Alerts { action: Some(action), .. }) => match action {
                AlertAction::Test { settings } => settings.given(),
                AlertAction::Replay(args) => args.settings.given(),
                AlertAction::Watch { .. } | AlertAction::Unwatch { .. } => &[],
            },
            _ => &[],
        }
    }
}

/// How to answer.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Output {
    /// Answer with JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Mcp {
    /// Of these, what tells the address of the pages: evidence is named by it
    #[command(flatten)]
    pub settings: Flags<LISTENING>,
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    #[command(flatten)]
    pub settings: Flags<LISTENING>,
    /// Only build the stories and list them as JSON; do not serve
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Read {
    /// Files to read; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The address the file came from
    #[arg(long)]
    pub url: Option<String>,
    /// When it was fetched: relative dates count from there
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub at: Option<Timestamp>,
    /// What to read it as, instead of looking
    #[arg(long = "as", value_name = "KIND")]
    pub kind: Option<ReadAs>,
    /// Answer with JSON
    #[arg(long, group = "form")]
    pub json: bool,
    /// Answer with one line of JSON an article, in the order of the input
    #[arg(long, group = "form")]
    pub jsonl: bool,
    /// Answer with Markdown
    #[arg(long, group = "form")]
    pub markdown: bool,
}

/// What a file is to be read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadAs {
    /// An HTML page
    Page,
    /// A plain-text capture of a page, or plain copy
    Text,
    /// A feed: one article an item
    Feed,
}

impl ReadAs {
    pub(crate) fn kind(self) -> CaptureKind {
        match self {
            Self::Page => CaptureKind::Page,
            Self::Text => CaptureKind::Text,
            Self::Feed => CaptureKind::Unknown,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Thread {
    /// Articles, one a line, or what `read --jsonl` wrote; `-` is standard input
    #[arg(value_name = "FILE.jsonl")]
    pub file: PathBuf,
    /// Write each article once, when all are threaded, in the order of the input.
    /// Without it a line is written as soon as an article is placed, and again if a
    /// later article moves it: the last line of an id counts
    #[arg(long = "final")]
    pub at_the_end: bool,
    /// Also say which articles are copies (the lines are JSON in any case)
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Brief {
    /// Articles of one story, one a line; `-` is standard input
    #[arg(value_name = "FILE.jsonl")]
    pub file: PathBuf,
    /// Mark what is new since then
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub since: Option<Timestamp>,
    /// Leave out what was published after this
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub until: Option<Timestamp>,
    /// Answer with JSON
    #[arg(long, group = "form")]
    pub json: bool,
    /// Answer with Markdown
    #[arg(long, group = "form")]
    pub markdown: bool,
    #[command(flatten)]
    pub settings: Flags<READING>,
}

#[derive(Debug, Args)]
pub(crate) struct Ingest {
    /// Files or folders. A folder may hold an index.jsonl with lines
    /// {"file", "url", "`fetched_at`"} that say where its pages came from
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// When the files were fetched, for those whose time is not known
    /// [default: when they were last changed]
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub at: Option<Timestamp>,
    /// Answer with JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Batch {
    /// What to take in
    #[command(flatten)]
    pub intake: Ingest,
    /// The folder for the tables, and for a store (`store`) that `serve --data` opens. One
    /// that is there is gone on with
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

#[expect(clippy::struct_excessive_bools, reason = "each is a flag that is given or not")]
#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub settings: Flags<ALL>,
    /// Serve what is stored; ask no feed
    #[arg(long)]
    pub offline: bool,
    /// Only read, beside another process that writes to the store
    #[arg(long, conflicts_with_all = ["offline", "standby"])]
    pub read_only: bool,
    /// Where another process writes to the store, wait until it is gone, and take its place
    #[arg(long)]
    pub standby: bool,
    /// Ask no feed, and thread this shard of the log, as `work --thread` does
    #[arg(long, value_name = "SHARD", conflicts_with = "read_only")]
    pub thread: Option<Shards>,
    /// Write the address as JSON when it is ready
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Story {
    /// The story's name as in its address, or its number
    #[arg(value_name = "STORY")]
    pub name: String,
    /// Note that you have read it
    #[arg(long)]
    pub read: bool,
    #[command(flatten)]
    pub form: StoryForm,
}

/// The forms a story is given out in.
#[derive(Debug, Args)]
pub(crate) struct StoryForm {
    /// Answer with JSON
    #[arg(long, group = "form")]
    pub json: bool,
    /// Answer with Markdown
    #[arg(long, group = "form")]
    pub markdown: bool,
    /// Answer with one HTML file that needs nothing else
    #[arg(long, group = "form")]
    pub html: bool,
    /// Answer with a table of comma-separated values
    #[arg(long, group = "form", value_name = "TABLE")]
    pub csv: Option<Table>,
}

/// What a story has in rows.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum Table {
    /// What happened when
    Timeline,
    /// Who said what
    Voices,
    /// Figures as outlets gave them
    Figures,
    /// What outlets changed in their articles after publishing them
    Changes,
}

#[derive(Debug, Args)]
pub(crate) struct New {
    /// Only this story
    pub story: Option<String>,
    /// Note that you have read it all
    #[arg(long)]
    pub read: bool,
    /// Answer with JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Search {
    /// The words; those between double quotes stay together
    #[arg(required = true)]
    pub words: Vec<String>,
    /// Answer with JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Follow {
    /// The story's name or number
    pub story: String,
    /// Follow it no longer
    #[arg(long)]
    pub none: bool,
    /// Answer with JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Mute {
    /// The story's name or number
    pub story: String,
    /// Let it back in once something material happens: two independent outlets with a new
    /// development, or a figure that changed
    #[arg(long, conflicts_with = "none")]
    pub until_material: bool,
    /// Mute it no longer
    #[arg(long)]
    pub none: bool,
    /// Answer with JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Snooze {
    /// The story's name or number
    pub story: String,
    /// The day (UTC) on which it comes back, as 2031-06-05
    #[arg(required_unless_present = "none", value_parser = day)]
    pub day: Option<jiff::civil::Date>,
    /// Bring it back now, and also what waits for something material
    #[arg(long, conflicts_with = "day")]
    pub none: bool,
    /// Answer with JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Merge {
    /// The name or number of a story
    pub story: String,
    /// The story it belongs to. The larger one keeps its name; the other name leads on
    pub with: String,
    /// Answer with JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Split {
    /// The article that does not belong to its story; with it go all that report the
    /// same event
    pub article: String,
    /// Take only this article, away also from those that report the same event
    #[arg(long)]
    pub alone: bool,
    /// Answer with JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Corrections {
    /// Take back the correction with this number in the list
    #[arg(long, value_name = "NUMBER")]
    pub take_back: Option<usize>,
    /// Answer with JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Why {
    /// An article, by its name (`rundown search` tells it)
    pub article: String,
    /// Another article; without it the article's own story
    pub other: Option<String>,
    /// Answer with JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Bench {
    /// Articles to measure with
    #[arg(long, default_value_t = 2_000)]
    pub articles: usize,
    /// Answer with JSON
    #[arg(long)]
    pub json: bool,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        super::Cli::command().debug_assert();
    }
}
