//! Days and times as pages write them.

mod clock;
mod date_parts;
mod date_text;
mod days;
mod months;

pub(crate) use date_text::{ago, date_in_text, is_day_of_month, last_day, time_of};
pub(crate) use months::is_month;
