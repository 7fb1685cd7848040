//! What the service adds to a user while it reads it from the directory.
//!
//! Sources: how-provisioning-works (IsSoftDeleted; guests), known-issues.

use crate::language::Slots;
use crate::systems::Source;
use crate::value::Value;
use std::borrow::Cow;

/// Which slots hold what import computes.
#[derive(Clone, Debug)]
pub(crate) struct Import {
    names: Vec<usize>,
    originals: Vec<usize>,
    soft_deleted: Vec<usize>,
    /// Where the source system says whether the account is in use.
    enabled: usize,
    source: &'static Source,
}

/// What the directory says of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is in use.
    Enabled,
    /// `accountEnabled` is false, or what the system has in its place.
    Disabled,
    /// `IsSoftDeleted` is true although the account is not disabled: the user was given with it.
    SoftDeleted,
}

impl Import {
    /// Finds the slots, and binds those that computing needs.
    pub(crate) fn of(source: &'static Source, slots: &mut Slots) -> Self {
        let all = |slots: &Slots, wanted: &str| -> Vec<usize> {
            let names = slots.names().iter().enumerate();
            names.filter(|(_, name)| name.eq_ignore_ascii_case(wanted)).map(|(slot, _)| slot).collect()
        };
        let Some(computed) = source.computed else {
            let (names, originals, soft_deleted) = Default::default();
            return Self { names, originals, soft_deleted, enabled: slots.bind(source.account), source };
        };
        let originals = all(slots, computed.original_name);
        if !originals.is_empty() {
            slots.bind(computed.name);
        }
        let soft_deleted = all(slots, computed.soft_deleted);
        let enabled = slots.bind(source.account);
        Self { names: all(slots, computed.name), originals, soft_deleted, enabled, source }
    }

    /// Adds what is computed to a user's values.
    pub(crate) fn apply(&self, user: &mut [Value<'_>]) {
        if !self.originals.is_empty()
            && let Some(name) = self.names.first().and_then(|slot| user.get(*slot)).cloned()
        {
            for slot in &self.originals {
                if let Some(place) = user.get_mut(*slot).filter(|place| place.is_null()) {
                    *place = name.clone();
                }
            }
        }
        for slot in &self.names {
            if let Some(Value::Text(name)) = user.get_mut(*slot)
                && let Some(address) = self.source.computed.and_then(|computed| (computed.address)(name))
            {
                *name = Cow::Owned(address);
            }
        }
        for slot in &self.soft_deleted {
            if user.get(*slot).is_some_and(Value::is_null) {
                let disabled = user.get(self.enabled).is_some_and(Value::is_false);
                if let Some(place) = user.get_mut(*slot) {
                    *place = Value::Boolean(disabled);
                }
            }
        }
    }

    /// What the directory says of the account, of a user that was [applied](Self::apply).
    pub(crate) fn standing(&self, user: &[Value<'_>]) -> Standing {
        if user.get(self.enabled).is_some_and(|account| self.source.is_disabled(account)) {
            Standing::Disabled
        } else if self.soft_deleted.iter().any(|slot| user.get(*slot).is_some_and(Value::is_true)) {
            Standing::SoftDeleted
        } else {
            Standing::Enabled
        }
    }

    /// Notes that the account is in use: as it was when an earlier cycle read the user.
    pub(crate) fn in_use(&self, user: &mut [Value<'_>]) {
        if let Some(account) = user.get_mut(self.enabled).filter(|account| account.is_false()) {
            *account = Value::Boolean(true);
        }
        for slot in &self.soft_deleted {
            if let Some(place) = user.get_mut(*slot) {
                *place = Value::Boolean(false);
            }
        }
    }

    /// Notes that the user is not assigned, out of scope or deleted: that makes `IsSoftDeleted` true.
    pub(crate) fn gone(&self, user: &mut [Value<'_>]) {
        for slot in &self.soft_deleted {
            if let Some(place) = user.get_mut(*slot) {
                *place = Value::Boolean(true);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::systems::ENTRA;

    #[test]
    fn soft_deleted_follows_account_enabled_unless_given() {
        let mut slots = Slots::default();
        let soft = slots.bind("IsSoftDeleted");
        let import = Import::of(&ENTRA, &mut slots);
        let enabled = slots.find("accountEnabled").expect("bound");
        for (given, expected) in [
            (Value::Boolean(false), Value::Boolean(true)),
            (Value::text("False"), Value::Boolean(true)),
            (Value::Boolean(true), Value::Boolean(false)),
            (Value::Null, Value::Boolean(false)),
        ] {
            let mut user = vec![Value::Null; 2];
            user[enabled] = given;
            import.apply(&mut user);
            assert_eq!(user[soft], expected);
        }
        let mut user = vec![Value::Null; 2];
        user[soft] = Value::text("True");
        import.apply(&mut user);
        assert_eq!(user[soft], Value::text("True"));
    }
}
