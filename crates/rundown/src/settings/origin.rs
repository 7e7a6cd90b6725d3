//! Where a setting comes from.

use std::fmt;
use std::path::PathBuf;

use super::{Setting, Shape};

/// Where a setting comes from, the weakest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Nobody said anything.
    Default,
    /// A line of the settings file.
    File {
        /// The file.
        path: PathBuf,
        /// The line, the first being 1.
        line: usize,
    },
    /// A variable of the environment.
    Environment(String),
    /// A flag of the command line.
    Flag(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File { path, line } => write!(f, "{}, line {line}", path.display()),
            Self::Environment(name) => f.write_str(name),
            Self::Flag(flag) => f.write_str(flag),
        }
    }
}

impl Origin {
    /// How a right value looks there.
    pub(crate) fn example(&self, setting: &Setting) -> String {
        let Setting { name, example, .. } = setting;
        match (self, setting.shape) {
            (Self::Default, _) | (_, Shape::Secret) => (*example).to_owned(),
            (Self::File { .. }, Shape::Many | Shape::ManyOrAll) => {
                format!(
                    "write it as in {name} = [\"{}\"]",
                    example.replace(',', "\", \"")
                )
            }
            (Self::File { .. }, _) => format!("write it as in {name} = \"{example}\""),
            (Self::Environment(variable), _) => {
                format!("set it as in {variable}={example}")
            }
            (Self::Flag(flag), _) => format!("give it as in {flag}={example}"),
        }
    }
}
