//! What every page of a database has.

/// The size of a page; ours have the one that `SQLite` gives them.
pub(super) const PAGE: usize = 4_096;

pub(super) fn page_number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_byte_of_a_page_number_weighs_most() {
        assert_eq!(page_number(&[1, 2, 3, 4]), 0x0102_0304);
        assert_eq!(page_number(&[0, 0, 0, 255]), 255);
    }
}
