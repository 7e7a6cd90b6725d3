//! What a text says, as a direction that words and languages share.

use serde::{Deserialize, Serialize};

use crate::vector::{DIMENSIONS, Vector};

/// How long a direction of length one is here: its largest part fits a byte.
const ONE: f32 = 381.0;

/// The direction of a [`Vector`] in a byte a dimension: it is what is kept of an article.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(from = "Vec<i8>", into = "Vec<i8>")]
pub struct Gist([i8; DIMENSIONS]);

impl Default for Gist {
    fn default() -> Self {
        Self([0; DIMENSIONS])
    }
}

impl From<Vec<i8>> for Gist {
    fn from(kept: Vec<i8>) -> Self {
        Self(kept.try_into().unwrap_or([0; DIMENSIONS]))
    }
}

impl From<Gist> for Vec<i8> {
    fn from(gist: Gist) -> Self {
        gist.0.to_vec()
    }
}

impl Gist {
    /// The direction of a vector.
    #[must_use]
    pub fn of(vector: &Vector) -> Self {
        let length = vector.dot(vector).sqrt();
        let scale = if length > 0.0 { ONE / length } else { 0.0 };
        // To the nearest: casts cut what is behind the point, and stop at the ends.
        Self(vector.0.map(|x| (i16::from((x * scale + 128.5) as u8) - 128) as i8))
    }

    /// About the cosine of the angle between the two; 0 where one is of nothing.
    #[must_use]
    pub fn cosine(&self, other: &Self) -> f64 {
        let products =
            self.0.iter().zip(&other.0).map(|(x, y)| i16::from(*x) * i16::from(*y));
        f64::from(products.map(i32::from).sum::<i32>()) / f64::from(ONE * ONE)
    }

    /// The same as bytes, to be kept.
    #[must_use]
    pub fn bytes(&self) -> [u8; DIMENSIONS] {
        self.0.map(i8::cast_unsigned)
    }

    /// What [`Gist::bytes`] gave; `None` for any other number of bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; DIMENSIONS] = bytes.try_into().ok()?;
        Some(Self(bytes.map(u8::cast_signed)))
    }

    /// The directions of several texts, to be summed.
    pub fn parts(&self) -> impl Iterator<Item = i32> + '_ {
        self.0.iter().map(|x| i32::from(*x))
    }

    /// The direction of a sum; of nothing where the sum is of nothing.
    #[must_use]
    pub fn of_sum(sum: &[i32]) -> Self {
        let mut vector = Vector::default();
        vector.0.iter_mut().zip(sum).for_each(|(x, sum)| *x = *sum as f32);
        Self::of(&vector)
    }

    /// Whether each of the first dimensions, which carry most, is above 0: the first 64 and
    /// the next. Of gists that are alike few of these differ.
    #[must_use]
    pub fn sketch(&self) -> [u64; 2] {
        let bits = |from: usize| {
            let of = self.0.iter().skip(from).take(64).enumerate();
            of.fold(0, |sketch, (k, x)| sketch | u64::from(*x > 0) << k)
        };
        [bits(0), bits(64)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_a_dimension_keeps_the_angle() {
        let (mut east, mut north) = (Vector::default(), Vector::default());
        for k in 0..DIMENSIONS {
            east.0[k] = (k % 7) as f32 - 3.0;
            north.0[k] = (k % 5) as f32 - 2.0;
        }
        let (a, b) = (Gist::of(&east), Gist::of(&north));
        assert!((a.cosine(&a) - 1.0).abs() < 0.02);
        assert!((a.cosine(&b) - f64::from(east.cosine(&north))).abs() < 0.02);
        assert!(a.cosine(&Gist::default()).abs() < f64::EPSILON);
        assert!((a.sketch()[0] ^ b.sketch()[0]).count_ones() > 10);
    }
}
