//! A story to its brief: highlights, what is new, timeline, voices, figures, people.
//!
//! Extractive only: everything shown is bytes of an article and points at them;
//! [`unproven`] checks it. A brief is a function of its articles alone: their order,
//! the machine and the clock do not matter. Articles that only repeat another one's
//! text are no witnesses: they appear among the outlets and nowhere else.
//!
//! What can be found in one article alone is found once, in its [`Digest`]: sentences as
//! sets of stems (`sentences`), which of them can be read alone (`alone`), days named
//! (`periods`), statements, figures and names. A brief puts digests together: the articles
//! in order (`told`), their sentences in the story's terms (`lines`), who is whom across
//! articles (`names`), and the parts, in files of their own in the order of the page.

#![warn(clippy::disallowed_methods, clippy::disallowed_types)]

mod across;
mod brief;
mod digest;
mod told;

mod lines;
mod periods;
mod sentences;
mod words;

mod alone;
mod apart;
mod reporting;
mod tellings;
mod thing_names;

mod forms;
mod meant;
mod names;
mod retold;
mod role_words;
mod roles;
mod salience;
mod side_by_side;
mod who;

mod fitness;
mod state;
mod title;

mod sayings;

mod highlights;

mod article;

mod known;
mod trifles;

mod new;
mod own_lines;

mod developments;

mod aside;
mod candidates;
mod days;
mod looks;
mod pressing;
mod rarity;
mod signs;
mod timeline;
#[doc(hidden)]
pub mod train;
mod weights;

mod said;
mod statements;
mod voices;

mod contrasts;
mod counted;
mod figures;
mod quantities;
mod row_signs;

mod people;

mod namings;

mod outlets;

mod elsewhere;

mod changes;

mod proof;

pub use article::article_highlights;
pub use brief::{brief, brief_for};
pub use digest::Digest;
pub use new::new_since;
pub use proof::unproven;
pub use told::{Earlier, Told};

#[cfg(test)]
mod sample;
