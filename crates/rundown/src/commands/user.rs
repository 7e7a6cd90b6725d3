//! `rundown user`: the accounts of those who read here.

use std::io::Write;

use anyhow::Result;
use rundown_desk::Desk;
use rundown_news::Rights;
use rundown_store::Account;
use serde_json::{Value, json};

use super::serve::pages_of;
use crate::cli::{Cli, Role, User, UserAction};
use crate::failure::hinted;
use crate::input::{bytes_of, name_of};
use crate::opening::{open_desk, open_to_read};
use crate::show::Screen;

/// What the first account is called here until somebody names it: it holds what was read and
/// followed before there were accounts.
const FIRST_READER: &str = "(the reader so far, who has no name yet)";

pub(crate) fn run(cli: &Cli, user: &User) -> Result<()> {
    let mut out = Screen::of_form(user.json);
    if matches!(user.action, UserAction::List) {
        return list(&open_to_read(cli)?, user.json, &mut out);
    }
    let desk = open_desk(cli)?;
    let (name, done, said) = act(cli, &desk, &user.action)?;
    if user.json {
        writeln!(out, "{}", json!({ "name": name, "done": done }))?;
    } else {
        writeln!(out, "{said}")?;
    }
    Ok(out.flush()?)
}

/// Does something with an account: its name, what was done, and the same in words.
fn act<'a>(
    cli: &Cli,
    desk: &Desk,
    action: &'a UserAction,
) -> Result<(&'a str, Value, String)> {
    Ok(match action {
        UserAction::List => ("", Value::Null, String::new()),
        UserAction::Add { name, role } => {
            let is_first = !desk.accounts()?.iter().any(Account::is_named);
            let least = if is_first { Rights::Admin } else { Rights::Reader };
            let link =
                address(cli, &desk.add_account(name, role.map_or(least, Role::rights))?);
            (name, json!({ "link": link }), told_link(&link))
        }
        UserAction::Link { name } => {
            let link = address(cli, &desk.invite(&desk.account(name)?)?);
            (name, json!({ "link": link }), told_link(&link))
        }
        UserAction::Remove { name } => {
            desk.remove_account(&desk.account(name)?)?;
            (name, json!("removed"), format!("{name} is removed"))
        }
        UserAction::Role { name, role } => {
            desk.set_rights(&desk.account(name)?, role.rights())?;
            let word = role.rights().word();
            (name, json!({ "role": word }), format!("{name} is {word} now"))
        }
        UserAction::Password { name, file } => {
            let bytes = bytes_of(file)?;
            let text = String::from_utf8(bytes).map_err(|_| {
                hinted(format!("{} is no text", name_of(file)), "a password is of UTF-8")
            })?;
            // The end of the line is not the password's.
            let password = text.trim_end_matches(['\n', '\r']);
            desk.set_password(desk.account(name)?.reader, password)?;
            (name, json!("changed"), format!("the password of {name} is changed"))
        }
    })
}

fn list(desk: &Desk, as_json: bool, out: &mut Screen) -> Result<()> {
    let accounts = desk.accounts()?;
    if as_json {
        let one = |one: &Account| {
            json!({
                "name": one.name, "role": one.rights, "made_at": one.made_at,
                "set_up": one.is_set_up(),
                "signs_on_by": one.signs_on.as_ref().map(|one| &one.issuer),
            })
        };
        let all: Vec<Value> = accounts.iter().map(one).collect();
        writeln!(out, "{}", serde_json::to_string_pretty(&all)?)?;
        return Ok(out.flush()?);
    }
    if accounts.is_empty() {
        writeln!(out, "There are no accounts: whoever reaches the pages reads them.")?;
    }
    for one in &accounts {
        let waits = match &one.signs_on {
            Some(by) => format!("  signs on by {}", by.issuer),
            None if one.password.is_none() => "  no password yet".to_owned(),
            None => String::new(),
        };
        let day = one.made_at.strftime("%Y-%m-%d");
        let name = if one.is_named() { one.name.as_str() } else { FIRST_READER };
        writeln!(out, "{name}  {}  made {day}{waits}", one.rights.word())?;
    }
    Ok(out.flush()?)
}

fn told_link(link: &str) -> String {
    format!("within a week, name and password are chosen at {link}")
}

/// Where a link leads.
fn address(cli: &Cli, link: &str) -> String {
    let pages = pages_of(&cli.settings, cli.settings.listen);
    format!("{}/setup/{link}", pages.base_url)
}
