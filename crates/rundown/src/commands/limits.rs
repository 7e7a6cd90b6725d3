//! `rundown limits`: every bound by name.

use std::io::Write;

use anyhow::Result;

use crate::cli::Output;

pub(crate) fn run(output: Output) -> Result<()> {
    let limits = rundown_news::limits::all();
    let mut out = crate::output::plain();
    if output.json {
        serde_json::to_writer_pretty(&mut out, &limits)?;
        return Ok(writeln!(out)?);
    }
    let width = limits.iter().map(|limit| limit.name.len()).max().unwrap_or(0);
    for limit in limits {
        writeln!(
            out,
            "{:width$}  {:>12} {:12} {}",
            limit.name,
            grouped(limit.value),
            limit.unit,
            limit.why
        )?;
    }
    Ok(())
}

/// A number with its thousands apart.
fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn thousands_stand_apart() {
        assert_eq!(super::grouped(5), "5");
        assert_eq!(super::grouped(16_777_216), "16,777,216");
    }
}
