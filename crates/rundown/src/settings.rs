//! What holds: settings by flag, environment and file, in this order, else defaults.
//!
//! Every setting stands once in [`table`]; the flags, the names in the environment, the
//! keys of the file, `rundown config` and the test of the reference are made from there.

mod alerts;
mod file;
mod flags;
mod folders;
mod held;
mod origin;
mod setting;
mod sign_on;
mod sign_on_table;
mod table;
mod together;
mod value;

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::Path;

use anyhow::Result;
use rundown_desk::{Keeping, Pace};
use rundown_serve::Callers;

use crate::failure::misused;
use folders::own_folder;
use sign_on::{ASKED, SignOnSettings};

pub(crate) use alerts::AlertSettings;
pub(crate) use flags::{Flags, Given};
pub(crate) use folders::settings_file;
pub(crate) use held::Settings;
pub(crate) use origin::Origin;
pub(crate) use setting::{
    ALL, ASKING, EVERYWHERE, LISTENING, POLLING, READING, SHARDING, Setting, Shape,
    TELLING,
};
pub(crate) use table::SETTINGS;
use value::{LogFilter, SNAPSHOT_SECONDS};
pub(crate) use value::{LogForm, Reach, Secret};
pub(crate) use value::{bytes, days};

impl Default for Settings {
    fn default() -> Self {
        Self {
            data: own_folder("XDG_DATA_HOME", &[".local", "share"]),
            store: None,
            news_log: None,
            snapshot_every: Some(SNAPSHOT_SECONDS),
            listen: SocketAddr::from(([127, 0, 0, 1], 7878)),
            public_url: None,
            allow_host: Vec::new(),
            allow_from: Vec::new(),
            address_connections: Callers::default().each,
            login_header: None,
            login_from: Vec::new(),
            password: None,
            post_token: None,
            metrics: None,
            sign_on: SignOnSettings {
                scopes: ASKED.map(str::to_owned).to_vec(),
                ..SignOnSettings::default()
            },
            allow_private: Reach::default(),
            roots: None,
            pace: Pace::default(),
            keeping: Keeping::default(),
            alerts: AlertSettings::default(),
            languages: Vec::new(),
            log: LogFilter::usual(),
            log_form: LogForm::Text,
            origins: vec![Origin::Default; SETTINGS.len()],
        }
    }
}

impl Settings {
    /// What holds with this settings file and these flags.
    pub(crate) fn of(
        config: Option<&Path>,
        flags: impl IntoIterator<Item = Given>,
    ) -> Result<Self> {
        let mut settings = Self::default();
        for (setting, values, origin) in file::read(config)? {
            settings.take(setting, &values, origin)?;
        }
        for (at, setting) in SETTINGS.iter().enumerate() {
            if let Some((values, origin)) = from_environment(setting)? {
                settings.take_at(at, &values, origin)?;
            }
        }
        for given in flags {
            let (values, origin) = match given.setting.shape {
                Shape::Secret => {
                    let path = given.values.first().cloned().unwrap_or_default();
                    (
                        value::secret_file(&path, &given.flag())?,
                        Origin::Flag(given.flag()),
                    )
                }
                _ => (given.values.clone(), Origin::Flag(given.flag())),
            };
            settings.take(given.setting, &values, origin)?;
        }
        settings.one_store()?;
        together::fit(&settings)?;
        Ok(settings)
    }

    /// A directory that is named on the command line is meant, whatever store a file or the
    /// environment names.
    fn one_store(&mut self) -> Result<()> {
        let is_flag = |name: &str| {
            let at = SETTINGS.iter().position(|one| one.name == name);
            at.is_some_and(|at| matches!(self.origins[at], Origin::Flag(_)))
        };
        match (is_flag("data"), is_flag("store")) {
            (true, true) => Err(misused(
                "both --data and --store say where the news is kept",
                "keep one of them",
            )),
            (true, false) => {
                self.store = None;
                Ok(())
            }
            (false, _) => Ok(()),
        }
    }

    fn take(
        &mut self,
        setting: &Setting,
        values: &[String],
        origin: Origin,
    ) -> Result<()> {
        let at = SETTINGS.iter().position(|one| one.name == setting.name);
        self.take_at(at.expect("settings come from the table"), values, origin)
    }

    fn take_at(&mut self, at: usize, values: &[String], origin: Origin) -> Result<()> {
        let setting = &SETTINGS[at];
        let read = match values {
            [_] => (setting.read)(self, values),
            _ if setting.is_list() => (setting.read)(self, values),
            _ => Err("one value is wanted".to_owned()),
        };
        read.map_err(|why| {
            let message = format!(
                "could not read the setting {} from {origin}: {why}",
                setting.name
            );
            misused(message, setting.example_at(&origin))
        })?;
        self.origins[at] = origin;
        Ok(())
    }
}

/// What the environment says of a setting. An empty value says nothing: that is how
/// files for containers leave one out.
fn from_environment(setting: &Setting) -> Result<Option<(Vec<String>, Origin)>> {
    let name = setting.variable();
    let plain = variable(&name)?;
    if setting.shape != Shape::Secret {
        let split = |text: String| {
            if setting.is_list() { value::listed(&text) } else { vec![text] }
        };
        return Ok(plain.map(|text| (split(text), Origin::Environment(name))));
    }
    let file_name = format!("{name}_FILE");
    match (plain, variable(&file_name)?) {
        (Some(_), Some(_)) => Err(misused(
            format!("both {name} and {file_name} are set"),
            format!("keep {file_name}: what a file holds is not seen by other programs"),
        )),
        (Some(secret), None) => Ok(Some((vec![secret], Origin::Environment(name)))),
        (None, Some(path)) => {
            let secret = value::secret_file(&path, &file_name)?;
            Ok(Some((secret, Origin::Environment(file_name))))
        }
        (None, None) => Ok(None),
    }
}

fn variable(name: &str) -> Result<Option<String>> {
    let unreadable = |_: OsString| {
        misused(format!("{name} is not text"), "set it to UTF-8, or unset it")
    };
    let text = std::env::var_os(name).map(OsString::into_string).transpose();
    Ok(text.map_err(unreadable)?.filter(|text| !text.is_empty()))
}

/// Variables that look like settings and are none, each with the nearest that is one.
pub(crate) fn unknown_variables() -> Vec<String> {
    const PREFIX: &str = "RUNDOWN_";
    let known: Vec<String> = SETTINGS
        .iter()
        .flat_map(|setting| [Some(setting.variable()), setting.file_variable()])
        .flatten()
        .chain([format!("{PREFIX}CONFIG")])
        .filter_map(|name| name.strip_prefix(PREFIX).map(str::to_owned))
        .collect();
    let all = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    let ours = all.filter_map(|name| name.strip_prefix(PREFIX).map(str::to_owned));
    ours.filter(|name| !known.contains(name))
        .map(|name| match file::nearest(&name, known.iter().map(String::as_str)) {
            Some(near) => format!("{PREFIX}{name} is no setting; {PREFIX}{near} is"),
            None => format!("{PREFIX}{name} is no setting"),
        })
        .collect()
}
