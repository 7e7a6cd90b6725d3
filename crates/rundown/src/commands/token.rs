//! `rundown token`: which programs may post articles, or read.

use std::io::Write;

use anyhow::Result;
use rundown_desk::Tokens;
use rundown_news::ReaderId;
use serde_json::json;

use crate::cli::{Cli, Purpose, Token, TokenAction};
use crate::failure::hinted;
use crate::opening::{clock, data_dir, open_desk};
use crate::show::aside;

pub(crate) fn run(cli: &Cli, token: &Token) -> Result<()> {
    // Those in a directory are changed without opening the store in it.
    let tokens = match cli.settings.store {
        Some(_) => open_desk(cli)?.tokens().clone(),
        None => Tokens::of_directory(&data_dir(cli)?),
    };
    let mut out = crate::output::plain();
    match &token.action {
        TokenAction::New { name, purpose, user } => {
            let owner = match user {
                Some(user) => open_desk(cli)?.account(user)?.reader,
                None => ReaderId::FIRST,
            };
            let secret =
                tokens.make(name, purpose_of(*purpose), owner, clock(cli).now())?;
            if token.json {
                return Ok(writeln!(
                    out,
                    "{}",
                    json!({ "name": name, "token": secret })
                )?);
            }
            writeln!(out, "{secret}")?;
            aside("keep it: it is not shown again");
        }
        TokenAction::List if token.json => {
            writeln!(out, "{}", serde_json::to_string_pretty(&tokens.list()?)?)?;
        }
        TokenAction::List => {
            for token in tokens.list()? {
                let purpose = match token.purpose {
                    rundown_desk::Purpose::Posting => "posting",
                    rundown_desk::Purpose::Reading => "reading",
                };
                let made = token.made_at.strftime("%Y-%m-%d %H:%M");
                writeln!(out, "{}  for {purpose}  made {made}", token.name)?;
            }
        }
        TokenAction::Revoke { name } => {
            if !tokens.revoke(name)? {
                return Err(hinted(
                    format!("there is no token named {name:?}"),
                    "`rundown token list` lists those there are",
                ));
            }
            if token.json {
                return Ok(writeln!(out, "{}", json!({ "revoked": name }))?);
            }
            writeln!(out, "revoked {name}")?;
        }
    }
    Ok(())
}

fn purpose_of(purpose: Purpose) -> rundown_desk::Purpose {
    match purpose {
        Purpose::Posting => rundown_desk::Purpose::Posting,
        Purpose::Reading => rundown_desk::Purpose::Reading,
    }
}
