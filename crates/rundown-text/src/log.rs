//! A logarithm that gives the same bits on every platform.

/// The natural logarithm of a positive finite number.
///
/// The one of the standard library may differ in the last bits between platforms,
/// and a story must not depend on that. Good to about 1e-15; 0 for anything that is
/// not positive and finite.
///
/// ```
/// assert!((rundown_text::ln(std::f64::consts::E) - 1.0).abs() < 1e-14);
/// assert_eq!(rundown_text::ln(1.0), 0.0);
/// ```
#[must_use]
pub fn ln(x: f64) -> f64 {
    if !x.is_finite() || x <= 0.0 {
        return 0.0;
    }
    // x = m · 2^e with m in [√½, √2); ln m = 2 artanh(s), s = (m - 1) / (m + 1).
    let scaled = if x < f64::MIN_POSITIVE { x * 18_014_398_509_481_984.0 } else { x };
    let bits = scaled.to_bits();
    let mut exponent = ((bits >> 52) & 0x7ff) as i32 - 1023;
    let mut mantissa = f64::from_bits((bits & 0x000f_ffff_ffff_ffff) | (1023 << 52));
    if mantissa > std::f64::consts::SQRT_2 {
        mantissa /= 2.0;
        exponent += 1;
    }
    if x < f64::MIN_POSITIVE {
        exponent -= 54;
    }
    let s = (mantissa - 1.0) / (mantissa + 1.0);
    let square = s * s;
    let mut sum = 0.0;
    let mut k = 23.0;
    while k >= 1.0 {
        sum = sum * square + 1.0 / k;
        k -= 2.0;
    }
    f64::from(exponent) * std::f64::consts::LN_2 + 2.0 * s * sum
}

#[cfg(test)]
mod tests {
    #[test]
    #[expect(clippy::disallowed_methods, reason = "what it is compared with")]
    fn it_agrees_with_the_standard_library() {
        for x in [1e-300, 0.001, 0.5, 0.99, 1.5, 2.0, 3.0, 1234.5, 1e12, 1e300] {
            let (ours, theirs) = (super::ln(x), f64::ln(x));
            assert!((ours - theirs).abs() <= 1e-12 * theirs.abs().max(1.0), "{x}");
        }
    }
}
