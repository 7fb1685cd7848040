//! Decimal numbers between text and `f64`, exactly: what is read is the nearest number, what is
//! written the shortest text that reads as the same number; of two equally near the even one, as
//! JavaScript has it (the standard library's `Display` takes the larger).

/// The number that a text of digits, with an optional sign, decimals and exponent, is nearest to; 0
/// for a text of another form. What is too large is infinite.
pub(crate) fn read(text: &str) -> f64 {
    text.parse().unwrap_or_default()
}

/// Writes a finite number as JSON, always recognisable as a decimal: `1.0`, `2.5e+30`.
pub(super) fn json(value: f64) -> String {
    zmij::Buffer::new().format_finite(value).to_owned()
}

/// Writes a number as people do, without an exponent: `1`, `0.00000025`.
pub(crate) fn plain(value: f64) -> String {
    let mut buffer = zmij::Buffer::new();
    let text = buffer.format(value);
    let (decimal, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (sign, decimal) = decimal.strip_prefix('-').map_or(("", decimal), |decimal| ("-", decimal));
    let (whole, decimals) = decimal.split_once('.').unwrap_or((decimal, ""));
    let decimals = if decimals == "0" { "" } else { decimals };
    let mut plain = sign.to_owned();
    // Only a number with one digit before the point has an exponent.
    match exponent.parse().unwrap_or(0_i32) {
        0 => {
            plain.push_str(whole);
            if !decimals.is_empty() {
                plain.push('.');
                plain.push_str(decimals);
            }
        }
        small @ ..0 => {
            plain.push_str("0.");
            plain.extend(std::iter::repeat_n('0', small.unsigned_abs() as usize - 1));
            plain.push_str(whole);
            plain.push_str(decimals);
        }
        // From 1e16 on there are no more digits than places before the point.
        large => {
            plain.push_str(whole);
            plain.push_str(decimals);
            plain.extend(std::iter::repeat_n('0', (large as usize).saturating_sub(decimals.len())));
        }
    }
    plain
}
