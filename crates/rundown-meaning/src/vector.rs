//! A direction in the space of meanings.

/// How many numbers a vector has.
pub const DIMENSIONS: usize = 192;

/// A vector of what a text means; that of nothing is all zeros.
#[derive(Debug, Clone, PartialEq)]
pub struct Vector(pub [f32; DIMENSIONS]);

impl Default for Vector {
    fn default() -> Self {
        Self([0.0; DIMENSIONS])
    }
}

impl Vector {
    /// The cosine of the angle to another vector; 0 where one of them is of nothing.
    ///
    /// ```
    /// use rundown_meaning::Vector;
    /// let mut east = Vector::default();
    /// assert_eq!(east.cosine(&east), 0.0);
    /// east.0[0] = 3.0;
    /// assert_eq!(east.cosine(&east), 1.0);
    /// ```
    #[must_use]
    pub fn cosine(&self, other: &Self) -> f32 {
        let lengths = self.dot(self) * other.dot(other);
        if lengths > 0.0 { self.dot(other) / lengths.sqrt() } else { 0.0 }
    }

    /// The sum of products: the cosine, where both have length one.
    #[must_use]
    pub fn dot(&self, other: &Self) -> f32 {
        const LANES: usize = 16;
        let mut sums = [0.0; LANES];
        let (ours, _) = self.0.as_chunks::<LANES>();
        let (theirs, _) = other.0.as_chunks::<LANES>();
        for (ours, theirs) in ours.iter().zip(theirs) {
            for ((sum, x), y) in sums.iter_mut().zip(ours).zip(theirs) {
                *sum += x * y;
            }
        }
        sums.iter().sum()
    }

    /// The same direction with length one; nothing stays nothing.
    #[must_use]
    pub fn unit(mut self) -> Self {
        let length = self.dot(&self).sqrt();
        if length > 0.0 {
            self.0.iter_mut().for_each(|x| *x /= length);
        }
        self
    }
}
