//! Lists of numbers as bytes: small numbers take one byte each, and numbers that lie near
//! the one before can be told by how far.

/// Numbers of seven bits a byte, the lowest first; all bytes but the last have the top bit.
pub(crate) fn pack(numbers: impl IntoIterator<Item = u32>) -> Vec<u8> {
    let mut packed = Vec::new();
    for mut number in numbers {
        while number >= 0x80 {
            packed.push(number as u8 | 0x80);
            number >>= 7;
        }
        packed.push(number as u8);
    }
    packed
}

/// The numbers of a list; what is no such list has some numbers too.
pub(crate) fn unpack(packed: &[u8]) -> impl Iterator<Item = u32> + '_ {
    let mut rest = packed.iter();
    std::iter::from_fn(move || {
        let mut number = 0;
        let mut shift = 0;
        for byte in rest.by_ref() {
            number |= u32::from(byte & 0x7f).wrapping_shl(shift);
            if byte & 0x80 == 0 {
                return Some(number);
            }
            shift += 7;
        }
        None
    })
}

/// How many numbers a list has.
pub(crate) fn count(packed: &[u8]) -> usize {
    packed.iter().filter(|byte| **byte & 0x80 == 0).count()
}

/// The same for numbers that lie near each other in any order.
pub(crate) fn pack_near(numbers: impl IntoIterator<Item = u32>) -> Vec<u8> {
    let mut before = 0_u32;
    pack(numbers.into_iter().map(|number| {
        let apart = number.wrapping_sub(std::mem::replace(&mut before, number));
        (apart << 1) ^ 0_u32.wrapping_sub(apart >> 31)
    }))
}

/// The numbers that [`pack_near`] packed.
pub(crate) fn unpack_near(packed: &[u8]) -> impl Iterator<Item = u32> + '_ {
    let mut before = 0_u32;
    unpack(packed).map(move |apart| {
        before = before.wrapping_add((apart >> 1) ^ 0_u32.wrapping_sub(apart & 1));
        before
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(numbers in prop::collection::vec(any::<u32>(), 0..9)) {
            let packed = pack(numbers.clone());
            prop_assert_eq!(count(&packed), numbers.len());
            prop_assert_eq!(&unpack(&packed).collect::<Vec<_>>(), &numbers);
            let packed = pack_near(numbers.clone());
            prop_assert_eq!(count(&packed), numbers.len());
            prop_assert_eq!(unpack_near(&packed).collect::<Vec<_>>(), numbers);
        }

        #[test]
        fn any_bytes_are_unpacked(packed in prop::collection::vec(any::<u8>(), 0..99)) {
            prop_assert!(unpack(&packed).count() <= packed.len());
            prop_assert!(unpack_near(&packed).count() <= packed.len());
        }
    }

    #[test]
    fn what_lies_near_takes_a_byte_each() {
        assert_eq!(pack_near([70_000, 70_040, 69_990]).len(), 3 + 1 + 1);
    }
}
