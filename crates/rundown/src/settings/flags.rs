//! Settings as flags, made from the table.

use clap::error::Error;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

use super::setting::{EVERYWHERE, Setting, Shape};
use super::table::SETTINGS;

/// The flags of a group of settings, as far as they were given.
#[derive(Debug, Clone, Default)]
pub(crate) struct Flags<const ON: u16>(Vec<Given>);

/// A setting given as a flag.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    pub setting: &'static Setting,
    pub values: Vec<String>,
}

impl Given {
    /// The flag as it is typed.
    pub(crate) fn flag(&self) -> String {
        format!("--{}", self.setting.key())
    }
}

impl<const ON: u16> Flags<ON> {
    /// What was given.
    pub(crate) fn given(&self) -> &[Given] {
        &self.0
    }

    fn settings() -> impl Iterator<Item = &'static Setting> {
        SETTINGS.iter().filter(|setting| setting.flag_on & ON != 0)
    }
}

impl<const ON: u16> Args for Flags<ON> {
    fn augment_args(command: Command) -> Command {
        Self::settings().fold(command, |command, setting| command.arg(arg(setting)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<const ON: u16> FromArgMatches for Flags<ON> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let given = |setting: &'static Setting| {
            let values = matches.get_many::<String>(setting.name)?.cloned().collect();
            Some(Given { setting, values })
        };
        Ok(Self(Self::settings().filter_map(given).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn arg(setting: &'static Setting) -> Arg {
    let help = format!("{} [default: {}]", setting.meaning, setting.default);
    let arg = Arg::new(setting.name)
        .long(setting.key())
        .value_name(setting.value)
        .help(help)
        .help_heading("Settings")
        .global(setting.flag_on & EVERYWHERE != 0)
        .hide_short_help(setting.name.starts_with("log"));
    match setting.shape {
        Shape::One | Shape::Secret => arg,
        Shape::Many => arg.action(ArgAction::Append).value_delimiter(','),
        Shape::ManyOrAll => arg
            .action(ArgAction::Append)
            .value_delimiter(',')
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("all"),
    }
}
