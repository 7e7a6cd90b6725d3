//! `rundown alerts`: what was told, what waits, and what a past time would have told.

use std::io::Write;
use std::sync::Arc;

use anyhow::Result;
use rundown_desk::{
    Alert, AlertWishes, Desk, DeskError, MailServer, Outgoing, Replay, ReplayAsked,
    Target, WhyMissed, test_target,
};
use rundown_fetch::Fetcher;
use rundown_news::{ReaderId, counted};
use serde_json::json;

use crate::cli::{AlertAction, Alerts, Cli, ReplayArgs};
use crate::failure::{hinted, misused};
use crate::opening::{clock, fetcher, open_desk, open_to_read};
use crate::settings::{Secret, Settings};
use crate::show::Screen;
use crate::show::style::{BOLD, DIM};

/// Alerts that are listed.
const LISTED: usize = 50;

pub(crate) fn run(cli: &Cli, alerts: &Alerts) -> Result<()> {
    match &alerts.action {
        None => list(cli, alerts.json),
        Some(AlertAction::Watch { words }) => {
            watch(cli, &words.join(" "), true, alerts.json)
        }
        Some(AlertAction::Unwatch { words }) => {
            watch(cli, &words.join(" "), false, alerts.json)
        }
        Some(AlertAction::Test { .. }) => test(cli, alerts.json),
        Some(AlertAction::Replay(args)) => replay(cli, args, alerts.json),
    }
}

/// Where alerts go, as the settings say.
fn targets(settings: &Settings) -> Vec<Target> {
    let alerts = &settings.alerts;
    let told =
        |secret: &Option<Secret>| secret.as_ref().map(|one| one.reveal().to_owned());
    let webhook = told(&alerts.webhook).map(|url| {
        let secret = told(&alerts.webhook_secret);
        Target::Webhook { url, secret }
    });
    let ntfy = told(&alerts.ntfy).map(|url| {
        let token = told(&alerts.ntfy_token);
        Target::Ntfy { url, token }
    });
    let mail = alerts.mail.clone().zip(alerts.mail_to.clone()).map(|(server, to)| {
        let from = alerts.mail_from.clone().unwrap_or_else(|| to.clone());
        Target::Mail { server, password: told(&alerts.mail_password), from, to }
    });
    let chat = told(&alerts.chat).map(|url| Target::Chat { url });
    webhook.into_iter().chain(ntfy).chain(chat).chain(mail).collect()
}

/// How readers are told who chose nothing; links begin with this address.
pub(super) fn wishes(settings: &Settings, base_url: &str) -> AlertWishes {
    AlertWishes {
        rules: settings.alerts.rules,
        hours: settings.alerts.hours.clone(),
        targets: targets(settings).iter().map(|one| one.name().to_owned()).collect(),
        base_url: base_url.trim_end_matches('/').to_owned(),
    }
}

/// By what letters go to readers, if they do.
pub(super) fn mail_server(settings: &Settings) -> Option<MailServer> {
    let alerts = &settings.alerts;
    let from = alerts.mail_from.as_ref().or(alerts.mail_to.as_ref())?;
    Some(MailServer {
        server: alerts.mail.clone()?,
        password: alerts.mail_password.as_ref().map(|one| one.reveal().to_owned()),
        from: from.clone(),
    })
}

/// Who tells readers of developments, as they and the settings say.
pub(super) struct Teller {
    wishes: AlertWishes,
    targets: Vec<Target>,
    mail: Option<MailServer>,
    outside: Arc<Fetcher>,
}

impl Teller {
    /// One whose links begin with this address, and who asks what readers name with this.
    pub(super) fn of(settings: &Settings, base_url: &str, outside: Arc<Fetcher>) -> Self {
        Self {
            wishes: wishes(settings, base_url),
            targets: targets(settings),
            mail: mail_server(settings),
            outside,
        }
    }

    /// Tells what there is to tell; what fails is logged, and told next time.
    pub(super) async fn tell(&self, desk: &Desk, fetcher: &Fetcher) {
        let noted = tokio::task::block_in_place(|| desk.note_alerts(&self.wishes));
        if let Err(error) = noted {
            tracing::error!(why = %error, "it is not known what there is to tell");
        }
        let outgoing = Outgoing {
            fetcher,
            outside: &self.outside,
            targets: &self.targets,
            mail: self.mail.as_ref(),
            wishes: &self.wishes,
        };
        if let Err(error) = desk.send_alerts(&outgoing).await {
            tracing::error!(why = %error, "alerts could not be sent");
        }
    }
}

fn test(cli: &Cli, as_json: bool) -> Result<()> {
    let targets = targets(&cli.settings);
    if targets.is_empty() {
        return Err(hinted(
            "alerts go nowhere",
            "name a target, as in --alert-ntfy https://ntfy.example/my-news",
        ));
    }
    let fetcher = fetcher(&cli.settings)?;
    let runtime = tokio::runtime::Runtime::new()?;
    let (mut told, mut hint) = (Vec::new(), None);
    for target in &targets {
        let sent = runtime.block_on(test_target(&fetcher, target, clock(cli).now()));
        let failed = sent.err();
        hint = hint.or(failed.as_ref().and_then(DeskError::hint));
        told.push((target.name(), failed.map(|error| why(&error))));
    }
    let mut out = crate::output::plain();
    if as_json {
        let told =
            told.iter().map(|(name, why)| json!({ "target": name, "problem": why }));
        writeln!(out, "{}", json!(told.collect::<Vec<_>>()))?;
    } else {
        for (name, why) in &told {
            let said = why.as_deref().unwrap_or("took the test message");
            writeln!(out, "{name}: {said}")?;
        }
    }
    if told.iter().any(|(_, why)| why.is_some()) {
        return Err(hinted(
            "a target did not take the test message",
            hint.unwrap_or("what each of them says stands above"),
        ));
    }
    Ok(())
}

/// What went wrong, without the address: whoever knows that of a chat can write there.
fn why(error: &DeskError) -> String {
    match error {
        DeskError::Fetch(error) => error.why(),
        other => other.to_string(),
    }
}

fn list(cli: &Cli, as_json: bool) -> Result<()> {
    let desk = open_to_read(cli)?;
    let (alerts, counts) = (desk.alerts(None, LISTED)?, desk.alert_counts()?);
    let watched = desk.watched_words(ReaderId::FIRST)?;
    let mut out = Screen::of_form(as_json);
    let told = alerts.iter().map(|one| (one, serde_json::from_str::<Alert>(&one.body)));
    if as_json {
        let told = told.map(|(one, alert)| {
            json!({ "alert": alert.ok(), "made_at": one.made_at, "deliveries": one.deliveries,
                "reader": one.reader })
        });
        let told: Vec<_> = told.collect();
        let all = json!({ "alerts": told, "counts": counts, "watched": watched });
        serde_json::to_writer_pretty(&mut out, &all)?;
        return Ok(writeln!(out)?);
    }
    for (one, alert) in told {
        let Ok(alert) = alert else { continue };
        let day = one.made_at.strftime("%Y-%m-%d %H:%M");
        writeln!(out, "{BOLD}{}{BOLD:#}", alert.title)?;
        writeln!(out, "  {}", alert.new.text)?;
        let outlets = counted(alert.outlets.len(), "outlet");
        writeln!(out, "  {DIM}{day}  {outlets}  {}{DIM:#}", alert.slug)?;
        for way in &one.deliveries {
            let why = way.problem.as_deref().unwrap_or_default();
            let why = if why.is_empty() { String::new() } else { format!(": {why}") };
            writeln!(out, "  {DIM}{} {}{why}{DIM:#}", way.target, way.state)?;
        }
        writeln!(out)?;
    }
    let (waiting, sent, failed) = (counts.waiting, counts.sent, counts.failed);
    writeln!(out, "{waiting} waiting, {sent} sent, {failed} given up")?;
    for words in watched {
        writeln!(out, "watched: {words}")?;
    }
    Ok(())
}

fn watch(cli: &Cli, words: &str, is_wanted: bool, as_json: bool) -> Result<()> {
    if is_wanted && !words.contains(char::is_alphanumeric) {
        return Err(hinted(
            format!("there is nothing to watch in {words:?}"),
            "give words that all have to stand in an article",
        ));
    }
    if !open_desk(cli)?.watch_words(words, is_wanted)? {
        let why = if is_wanted {
            format!("{words:?} is watched already, or too many searches are")
        } else {
            format!("{words:?} is not watched")
        };
        return Err(hinted(why, "`rundown alerts` lists what is watched"));
    }
    let mut out = crate::output::plain();
    if as_json {
        return Ok(writeln!(out, "{}", json!({ "words": words, "watched": is_wanted }))?);
    }
    let said = if is_wanted { "now watched" } else { "no longer watched" };
    Ok(writeln!(out, "{words} is {said}")?)
}

fn replay(cli: &Cli, args: &ReplayArgs, as_json: bool) -> Result<()> {
    if args.from >= args.to {
        return Err(misused(
            format!("--from {} is not before --to {}", args.from, args.to),
            "as in --from 2031-05-01 --to 2031-05-31",
        ));
    }
    let asked = ReplayAsked {
        from: args.from,
        to: args.to,
        rules: cli.settings.alerts.rules,
        all: args.all,
    };
    let replay = open_to_read(cli)?.replay_alerts(&asked)?;
    let mut out = Screen::of_form(as_json);
    if as_json {
        serde_json::to_writer_pretty(&mut out, &replay)?;
        return Ok(writeln!(out)?);
    }
    show(&mut out, &replay)
}

fn show(out: &mut impl Write, replay: &Replay) -> Result<()> {
    for sent in &replay.sent {
        let day = sent.sent_at.strftime("%Y-%m-%d %H:%M");
        writeln!(out, "{day}  {BOLD}{}{BOLD:#}", sent.title)?;
        writeln!(out, "  {}", sent.new.text)?;
        writeln!(out, "  {DIM}{}{DIM:#}", sent.outlets.join(", "))?;
    }
    let missed_for = |why| replay.missed.iter().filter(|one| one.why == why).count();
    writeln!(out, "articles                          {:7}", replay.articles)?;
    writeln!(out, "developments with enough outlets  {:7}", replay.developments)?;
    writeln!(out, "alerts                            {:7}", replay.sent.len())?;
    writeln!(out, "second alerts of a development    {:7}", replay.twice)?;
    let (old, slow) = (missed_for(WhyMissed::NothingNew), missed_for(WhyMissed::TooSlow));
    writeln!(out, "missed: too few said anything new {old:7}")?;
    writeln!(out, "missed: never enough at a time    {slow:7}")?;
    for missed in &replay.missed {
        let at = missed.at.strftime("%Y-%m-%d %H:%M");
        let why = match missed.why {
            WhyMissed::NothingNew => "too few said anything new",
            WhyMissed::TooSlow => "never enough at a time",
        };
        let outlets = counted(missed.outlets, "outlet");
        writeln!(out, "  {DIM}missed {at}  {}  ({outlets}; {why}){DIM:#}", missed.title)?;
    }
    Ok(())
}
