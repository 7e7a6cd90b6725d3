//! `rundown net explain` and `rundown fetch URL --explain`: what would be done with an
//! address, and what was done.

use std::io::Write;

use anyhow::Result;
use rundown_fetch::{Conditions, Explained, Fetched, Fresh, Hop, Permission};
use serde_json::{Value, json};

use crate::cli::{Cli, Fetch, Net, NetQuestion};
use crate::failure::hinted;
use crate::opening::fetcher;
use crate::show::Screen;

pub(crate) fn net(cli: &Cli, net: &Net) -> Result<()> {
    let NetQuestion::Explain { url, .. } = &net.question;
    let fetcher = fetcher(&cli.settings)?;
    let explained = runtime()?.block_on(fetcher.explain(url));
    let mut out = Screen::of_form(net.json);
    if net.json {
        return Ok(writeln!(out, "{}", explained_json(&explained))?);
    }
    told(&mut out, "address", explained.url.as_deref())?;
    told(&mut out, "host", explained.host.as_deref())?;
    told(&mut out, "port", explained.port.map(|port| port.to_string()).as_deref())?;
    for (ip, refused) in &explained.addresses {
        let verdict = refused.as_deref().unwrap_or("allowed");
        // What is said of an address begins with it.
        let verdict = verdict.strip_prefix(&format!("{ip} is ")).unwrap_or(verdict);
        writeln!(out, "leads to  {ip}: {verdict}")?;
    }
    match &explained.refused {
        Some(why) => writeln!(out, "it would not be asked: {why}")?,
        None => writeln!(out, "it would be asked")?,
    }
    Ok(())
}

fn told(out: &mut impl Write, what: &str, value: Option<&str>) -> Result<()> {
    if let Some(value) = value {
        writeln!(out, "{what:9} {value}")?;
    }
    Ok(())
}

fn explained_json(explained: &Explained) -> Value {
    let address = |(ip, refused): &(std::net::IpAddr, Option<String>)| json!({ "ip": ip.to_string(), "refused": refused });
    json!({
        "url": explained.url,
        "host": explained.host,
        "port": explained.port,
        "addresses": explained.addresses.iter().map(address).collect::<Vec<_>>(),
        "refused": explained.refused,
    })
}

/// Asks one address, keeps nothing, and tells everything.
pub(crate) fn fetch(cli: &Cli, url: &str, args: &Fetch) -> Result<()> {
    let fetcher = fetcher(&cli.settings)?;
    let (permission, (hops, answer)) = runtime()?.block_on(async {
        let permission = fetcher.permission(url).await;
        (permission, fetcher.trace(url, &Conditions::default()).await)
    });
    let robots = match permission {
        Permission::Granted => "its robots.txt lets it be fetched as a page",
        Permission::Denied => {
            "its robots.txt, or the guard, does not let it be fetched as a page"
        }
        Permission::Unknown => "its host cannot say whether it may be fetched as a page",
    };
    let read = match &answer {
        Ok(Fetched::Fresh(fresh)) => Some(read_of(fresh)),
        _ => None,
    };
    let failed = answer.as_ref().err().map(ToString::to_string);
    let mut out = Screen::of_form(args.json);
    if args.json {
        let hop = |hop: &Hop| json!({ "url": hop.url, "said": hop.said, "ms": hop.took.as_millis() as u64 });
        let asked: Vec<Value> = hops.iter().map(hop).collect();
        let told = json!({
            "asked": asked, "robots": robots, "answer": answer.as_ref().ok().map(answer_json),
            "read": read, "failed": failed,
        });
        writeln!(out, "{told}")?;
    } else {
        for hop in &hops {
            let ms = hop.took.as_millis();
            writeln!(out, "asked     {} ({ms} ms): {}", hop.url, hop.said)?;
        }
        writeln!(out, "robots    {robots}")?;
        for told in [answer.as_ref().ok().map(answer_json), read].into_iter().flatten() {
            let said = told.as_object().into_iter().flatten();
            for (name, value) in said.filter(|(_, value)| !value.is_null()) {
                let value =
                    value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                writeln!(out, "{name:9} {value}")?;
            }
        }
    }
    match failed {
        Some(failed) => Err(hinted(
            failed,
            "`rundown net explain URL` tells whether it may be asked at all",
        )),
        None => Ok(()),
    }
}

fn answer_json(answer: &Fetched) -> Value {
    match answer {
        Fetched::Fresh(fresh) => json!({
            "bytes": fresh.capture.bytes.len(),
            "charset": fresh.capture.charset,
            "etag": fresh.etag,
            "modified": fresh.last_modified,
            "moved to": fresh.moved_permanently,
            "stays for": fresh.cache_seconds.map(|seconds| format!("{seconds} s")),
        }),
        Fetched::NotModified(_) => json!({}),
    }
}

/// What a body reads as.
fn read_of(fresh: &Fresh) -> Value {
    let capture = &fresh.capture;
    if rundown_feed::looks_like_feed(&capture.bytes) {
        let url = Some(fresh.final_url.as_str());
        return match rundown_feed::read_feed(
            &capture.bytes,
            url,
            capture.charset.as_deref(),
        ) {
            Ok(feed) => json!({
                "read as": "feed", "title": feed.value.title,
                "items": feed.value.items.len(), "notes": feed.notes,
            }),
            Err(problem) => json!({ "read as": "no feed", "why": problem.to_string() }),
        };
    }
    let read = rundown_stages::read(capture);
    json!({
        "read as": "page", "headline": read.article.headline, "kind": read.article.kind,
        "outlet": read.article.outlet.label(), "published": read.article.published,
        "text": format!("{} bytes", read.article.text.len()), "notes": read.notes,
    })
}

fn runtime() -> Result<tokio::runtime::Runtime> {
    crate::opening::runtime()
}
