//! Values of one user, each from the member that suits its attribute best.

use crate::json::{Fault, Scanner, Token};
use crate::value::Value;
use std::borrow::Cow;

/// One way in which a member feeds a slot.
#[derive(Clone, Debug)]
pub(super) struct Binding {
    pub(super) member: String,
    pub(super) slot: usize,
    /// The steps below the member, joined by dots: `extensionAttribute1` of `onPremisesExtensionAttributes`,
    /// `0` of `businessPhones`.
    pub(super) below: Option<String>,
    /// How good the match is if the name is spelled exactly so.
    pub(super) rank: u8,
    /// Whether the name may be in other letter case.
    pub(super) folds: bool,
}

pub(super) const AS_NAMED: u8 = 3;
pub(super) const AS_SYSTEM_NAMES_IT: u8 = 2;
const IN_OTHER_CASE: u8 = 1;

impl Binding {
    /// How good a match for a member is, if it is one.
    #[inline(always)]
    pub(super) fn rank_for(&self, member: &[u8]) -> Option<u8> {
        let own = self.member.as_bytes();
        // Names of one length mostly differ in their first letter; to see that takes no call.
        let (Some(first), Some(other)) = (own.first(), member.first()) else { return None };
        if (first ^ other) & !0x20 != 0 {
            None
        } else if own == member {
            Some(self.rank)
        } else if self.folds && own.eq_ignore_ascii_case(member) {
            Some(IN_OTHER_CASE)
        } else {
            None
        }
    }
}

/// Values so far, with the rank of what each came from.
#[derive(Default)]
pub(crate) struct Slots<'a> {
    pub(crate) values: Vec<Value<'a>>,
    ranks: Vec<u8>,
}

impl<'a> Slots<'a> {
    /// Makes room for the next user.
    pub(super) fn clear(&mut self, count: usize) {
        for value in &mut self.values {
            put(value, Value::Null);
        }
        self.ranks.fill(0);
        if self.values.len() != count {
            self.values.resize_with(count, Value::default);
            self.ranks.resize(count, 0);
        }
    }

    #[inline(always)]
    pub(super) fn offer(&mut self, binding: &Binding, rank: u8, value: Value<'a>) {
        let Some(best) = self.ranks.get_mut(binding.slot) else { return };
        let Some(place) = self.values.get_mut(binding.slot) else { return };
        if *best > rank {
            return;
        }
        *best = rank;
        let value = match &binding.below {
            None => value,
            Some(steps) => steps.split('.').fold(value, below),
        };
        put(place, value);
    }
}

/// Replaces a value. Most have nothing to free, and seeing that here saves a call.
#[inline(always)]
fn put<'a>(place: &mut Value<'a>, value: Value<'a>) {
    let old = std::mem::replace(place, value);
    if matches!(old, Value::Null | Value::Boolean(_) | Value::Text(Cow::Borrowed(_))) {
        std::mem::forget(old);
    }
}

/// One step down: a member of an object or an element of a list.
fn below<'a>(value: Value<'a>, step: &str) -> Value<'a> {
    match value {
        Value::Object(object) => {
            object.get(step).map_or(Value::Null, |json| Value::from_json(json).into_owned())
        }
        Value::List(values) => {
            step.parse().ok().and_then(|at: usize| values.into_iter().nth(at)).unwrap_or_default()
        }
        _ => Value::Null,
    }
}

impl<'a> Value<'a> {
    /// Reads a value; texts without escapes borrow.
    #[inline(always)]
    pub(super) fn read(scanner: &mut Scanner<'a>) -> Result<Self, Fault> {
        match scanner.token()? {
            Token::Text(text) => Ok(Value::Text(text)),
            other => value_of(other, scanner, 1),
        }
    }
}

/// The value that begins with a token, below `depth` open brackets.
#[inline(never)]
fn value_of<'a>(token: Token<'a>, scanner: &mut Scanner<'a>, depth: usize) -> Result<Value<'a>, Fault> {
    Ok(match token {
        Token::Null => Value::Null,
        Token::Boolean(value) => Value::Boolean(value),
        Token::Integer(value) => Value::Integer(value),
        Token::Unsigned(value) => Value::Decimal(value as f64),
        Token::Decimal(value) => Value::Decimal(value),
        Token::Text(text) => Value::Text(text),
        Token::List => {
            scanner.deeper(depth)?;
            let mut list = Vec::new();
            while scanner.element(list.is_empty())? {
                let token = scanner.token()?;
                list.push(value_of(token, scanner, depth + 1)?);
            }
            Value::List(list)
        }
        Token::Object => Value::Object(Box::new(scanner.object(depth)?)),
    })
}
