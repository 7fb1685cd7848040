//! Decimal numbers between text and `f64`, exactly: what is read is the nearest number, what is
//! written the shortest text that reads as the same number.

use super::big::Big;
use std::cmp::Ordering;

/// Significant digits after these only matter for being there at all: no number halfway between
/// two neighbours has as many.
const DIGITS: usize = 800;

/// The number that a text of digits, with an optional sign, decimals and exponent, is nearest to.
/// Text of another form gives some number. What is too large is infinite.
pub(crate) fn read(text: &str) -> f64 {
    let (negative, text) = sign(text);
    let (decimal, power) = text.split_once(['e', 'E']).unwrap_or((text, ""));
    let mut exponent = exponent(power);
    let (mut first, mut count) = (0_u64, 0);
    let mut long = Big::default();
    let (mut decimals, mut rest) = (false, false);
    for byte in decimal.bytes() {
        if byte == b'.' {
            decimals = true;
            continue;
        }
        let digit = u32::from(byte.wrapping_sub(b'0'));
        exponent -= i64::from(decimals);
        if count == 0 && digit == 0 {
            continue;
        }
        count += 1;
        if count <= 19 {
            first = first * 10 + u64::from(digit);
        } else if count <= DIGITS {
            if count == 20 {
                long = Big::from(first);
            }
            long.scale(10, digit);
        } else {
            exponent += 1;
            rest |= digit != 0;
        }
    }
    if count <= 19 {
        long = Big::from(first);
    } else if rest {
        long.scale(10, 1);
        exponent -= 1;
    }
    let value = if count <= 19 && first < 1 << 53 && (-22..=22).contains(&exponent) {
        // Both are exact, so that one rounding gives the nearest.
        let power = (0..exponent.unsigned_abs()).fold(1.0, |power, _| power * 10.0);
        if exponent < 0 { first as f64 / power } else { first as f64 * power }
    } else {
        match exponent + count.min(DIGITS) as i64 {
            _ if count == 0 => 0.0,
            311.. => f64::INFINITY,
            ..=-326 => 0.0,
            _ => nearest(long, exponent as i32),
        }
    };
    if negative { -value } else { value }
}

fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn exponent(text: &str) -> i64 {
    let (negative, digits) = sign(text);
    let append = |value: i64, digit: u8| (value * 10 + i64::from(digit.wrapping_sub(b'0'))).min(1 << 40);
    let value = digits.bytes().fold(0, append);
    if negative { -value } else { value }
}

/// The number nearest to `whole` × 10^`exponent`, the even one of two; `whole` is not 0.
fn nearest(mut whole: Big, exponent: i32) -> f64 {
    let mut divisor = Big::from(1);
    if exponent < 0 { &mut divisor } else { &mut whole }.tens(exponent.unsigned_abs());
    // The quotient times 2^power, with a quotient from 1 to 2.
    let mut power = whole.bits() - divisor.bits();
    if power < 0 { &mut whole } else { &mut divisor }.shift(power.unsigned_abs());
    if whole < divisor {
        whole.shift(1);
        power -= 1;
    }
    if power > 1023 {
        return f64::INFINITY;
    } else if power < -1075 {
        return 0.0;
    }
    // Below the smallest exponent, fewer binary digits are left.
    let normal = power >= -1022;
    let mut mantissa = 0_u64;
    for _ in 0..(power + 1075).clamp(0, 53) {
        mantissa <<= 1;
        if whole >= divisor {
            whole.subtract(&divisor);
            mantissa |= 1;
        }
        whole.shift(1);
    }
    let up = match whole.cmp(&divisor) {
        Ordering::Less => false,
        Ordering::Equal => mantissa & 1 == 1,
        Ordering::Greater => true,
    };
    // Rounding up to the next power of two carries into the exponent, as it should.
    let base = if normal { ((power + 1022) as u64) << 52 } else { 0 };
    f64::from_bits(base + mantissa + u64::from(up))
}

/// Writes a finite number as JSON, always recognisable as a decimal: `1.0`, `2.5e+30`.
pub(crate) fn json(value: f64) -> String {
    let (digits, point) = shortest(value.abs());
    let mut text = sign_of(value);
    match point {
        -4..=16 => {
            place(&mut text, &digits, point);
            if !text.contains('.') {
                text.push_str(".0");
            }
        }
        _ => {
            place(&mut text, &digits, 1);
            text.push_str(if point > 0 { "e+" } else { "e" });
            text.push_str(&(point - 1).to_string());
        }
    }
    text
}

/// Writes a number as people do, without an exponent: `1`, `0.00000025`.
pub(crate) fn plain(value: f64) -> String {
    let mut text = sign_of(value);
    if value.is_nan() {
        return "NaN".to_owned();
    } else if value.is_infinite() {
        text.push_str("inf");
    } else {
        let (digits, point) = shortest(value.abs());
        place(&mut text, &digits, point);
    }
    text
}

fn sign_of(value: f64) -> String {
    if value.is_sign_negative() { "-".to_owned() } else { String::new() }
}

/// Writes `digits` with the decimal point after the first `point` of them.
fn place(text: &mut String, digits: &str, point: i32) {
    if point <= 0 {
        text.push_str("0.");
        text.extend(std::iter::repeat_n('0', point.unsigned_abs() as usize));
        text.push_str(digits);
        return;
    }
    let (whole, decimals) = digits.split_at(digits.len().min(point as usize));
    text.push_str(whole);
    text.extend(std::iter::repeat_n('0', point as usize - whole.len()));
    if !decimals.is_empty() {
        text.push('.');
        text.push_str(decimals);
    }
}

/// The fewest digits that tell a number, not negative, from its neighbours, and where the decimal
/// point stands among them: `("25", -6)` for 0.00000025.
///
/// Free-format printing after Steele and White, "How to print floating-point numbers accurately",
/// 1990, with the scaling of Burger and Dybvig, 1996.
fn shortest(value: f64) -> (String, i32) {
    if value == 0.0 {
        return ("0".to_owned(), 1);
    }
    let bits = value.to_bits();
    let (fraction, exponent) = (bits & ((1 << 52) - 1), (bits >> 52) as i32);
    let (mantissa, exponent) =
        if exponent == 0 { (fraction, -1074) } else { (fraction | 1 << 52, exponent - 1075) };
    // value = rest / scale; the halves of the gaps to its neighbours are below / scale, above / scale.
    // The gap below a power of two is half as wide as the one above.
    let narrow = u32::from(fraction == 0 && exponent > -1074);
    let (mut rest, mut scale) = (Big::from(mantissa), Big::from(1));
    let (mut below, mut above) = (Big::from(1), Big::from(1));
    rest.shift(1 + narrow);
    scale.shift(1 + narrow);
    above.shift(narrow);
    if exponent < 0 {
        scale.shift(exponent.unsigned_abs());
    } else {
        for number in [&mut rest, &mut below, &mut above] {
            number.shift(exponent.unsigned_abs());
        }
    }
    // Neighbours of even numbers round to them, so the ends of the range belong to it.
    let even = mantissa & 1 == 0;
    let high = |rest: &Big, above: &Big, scale: &Big| {
        let ordering = rest.plus(above).cmp(scale);
        ordering == Ordering::Greater || even && ordering == Ordering::Equal
    };
    // log10 of the number, at most one too small.
    let binary = exponent + 64 - mantissa.leading_zeros() as i32 - 1;
    let mut point = (f64::from(binary) * std::f64::consts::LOG10_2 - 1e-10).ceil() as i32;
    if point >= 0 {
        scale.tens(point.unsigned_abs());
    } else {
        for number in [&mut rest, &mut below, &mut above] {
            number.tens(point.unsigned_abs());
        }
    }
    if high(&rest, &above, &scale) {
        point += 1;
        scale.scale(10, 0);
    }
    let mut digits = String::new();
    loop {
        for number in [&mut rest, &mut below, &mut above] {
            number.scale(10, 0);
        }
        let mut digit = b'0';
        while rest >= scale {
            rest.subtract(&scale);
            digit += 1;
        }
        let low = if even { rest <= below } else { rest < below };
        let high = high(&rest, &above, &scale);
        if low || high {
            // Where both ends are in the range, the nearer one; in the middle, the even one.
            let nearer = match rest.plus(&rest).cmp(&scale) {
                Ordering::Less => false,
                Ordering::Equal => digit & 1 == 1,
                Ordering::Greater => true,
            };
            digits.push(char::from(digit + u8::from(high && (!low || nearer))));
            return (digits, point);
        }
        digits.push(char::from(digit));
    }
}
