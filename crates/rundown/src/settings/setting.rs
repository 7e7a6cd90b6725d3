//! What is known of a setting.

use super::held::Settings;
use super::origin::Origin;

/// A setting. Its flag is `--NAME`, its variable `RUNDOWN_NAME`, its key in the file
/// `NAME`; a secret is read from the file that `NAME-file` names in each of the three.
#[derive(Debug)]
pub(crate) struct Setting {
    pub name: &'static str,
    /// What stands for the value in help texts.
    pub value: &'static str,
    /// What it is for, in a line.
    pub meaning: &'static str,
    /// What holds where nobody says anything, in words.
    pub default: &'static str,
    /// A right value; of a secret, what a right one is.
    pub example: &'static str,
    pub shape: Shape,
    /// Which commands have its flag.
    pub flag_on: u16,
    /// Reads it; the failure says what is wrong with the value.
    pub read: fn(&mut Settings, &[String]) -> Result<(), String>,
    /// Shows it; a secret shows only that it is set.
    pub show: fn(&Settings) -> Vec<String>,
}

/// How many values a setting has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    One,
    /// A list: an array in the file, separated by commas elsewhere, and a flag that may
    /// be repeated.
    Many,
    /// A list whose flag alone, without a value, stands for `all`.
    ManyOrAll,
    /// One that is not shown, nor typed where others see it.
    Secret,
}

impl Setting {
    /// Its name in the environment.
    pub(crate) fn variable(&self) -> String {
        format!("RUNDOWN_{}", self.name.to_uppercase().replace('-', "_"))
    }

    /// The variable that names a file with it.
    pub(crate) fn file_variable(&self) -> Option<String> {
        (self.shape == Shape::Secret).then(|| format!("{}_FILE", self.variable()))
    }

    /// Its key in the file, and after `--` its flag.
    pub(crate) fn key(&self) -> String {
        match self.shape {
            Shape::Secret => format!("{}-file", self.name),
            _ => self.name.to_owned(),
        }
    }

    pub(crate) fn is_list(&self) -> bool {
        matches!(self.shape, Shape::Many | Shape::ManyOrAll)
    }

    /// How a right value of it looks where it comes from.
    pub(crate) fn example_at(&self, origin: &Origin) -> String {
        let Self { name, example, .. } = self;
        match (origin, self.shape) {
            (Origin::Default, _) | (_, Shape::Secret) => (*example).to_owned(),
            (Origin::File { .. }, Shape::Many | Shape::ManyOrAll) => {
                format!(
                    "write it as in {name} = [\"{}\"]",
                    example.replace(',', "\", \"")
                )
            }
            (Origin::File { .. }, _) => format!("write it as in {name} = \"{example}\""),
            (Origin::Environment(variable), _) => {
                format!("set it as in {variable}={example}")
            }
            (Origin::Flag(flag), _) => format!("give it as in {flag}={example}"),
        }
    }
}

/// Flags of every command.
pub(crate) const EVERYWHERE: u16 = 1;
/// Flags of commands that serve pages.
pub(crate) const LISTENING: u16 = 1 << 1;
/// Flags of commands that poll.
pub(crate) const POLLING: u16 = 1 << 2;
/// Flags of commands that ask an address.
pub(crate) const ASKING: u16 = 1 << 3;
/// Flags of the service alone.
pub(crate) const SERVING: u16 = 1 << 4;
/// Flags of what makes briefs.
pub(crate) const READING: u16 = 1 << 5;
/// Flags of what drops old news.
pub(crate) const KEEPING: u16 = 1 << 6;
/// Flags of what tells the reader of developments.
pub(crate) const TELLING: u16 = 1 << 7;
/// Flags of what threads a shard of a log.
pub(crate) const SHARDING: u16 = 1 << 8;
/// Flags of the service, which does all of that.
pub(crate) const ALL: u16 =
    LISTENING | POLLING | ASKING | SERVING | READING | KEEPING | TELLING | SHARDING;
