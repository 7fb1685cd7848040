//! What the service adds to a user while it reads it from the directory.
//!
//! Sources: how-provisioning-works (IsSoftDeleted; guests), known-issues.

use crate::language::Slots;
use crate::systems::{SourceSystem, okta};
use crate::value::Value;
use std::borrow::Cow;

const NAME: &str = "userPrincipalName";
const ORIGINAL_NAME: &str = "originalUserPrincipalName";
const SOFT_DELETED: &str = "IsSoftDeleted";
const ENABLED: &str = "accountEnabled";

/// Which slots hold what import computes.
#[derive(Clone, Debug)]
pub(crate) struct Import {
    names: Vec<usize>,
    originals: Vec<usize>,
    soft_deleted: Vec<usize>,
    /// Where the source system says whether the account is in use.
    enabled: usize,
    system: SourceSystem,
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
    /// Finds the slots, and binds those that computing needs. Only Entra computes anything.
    pub(crate) fn of(system: SourceSystem, slots: &mut Slots) -> Self {
        if system != SourceSystem::Entra {
            let enabled = slots.bind(system.account());
            return Self {
                names: Vec::new(),
                originals: Vec::new(),
                soft_deleted: Vec::new(),
                enabled,
                system,
            };
        }
        let all = |slots: &Slots, wanted: &str| -> Vec<usize> {
            let names = slots.names().iter().enumerate();
            names.filter(|(_, name)| name.eq_ignore_ascii_case(wanted)).map(|(slot, _)| slot).collect()
        };
        let originals = all(slots, ORIGINAL_NAME);
        if !originals.is_empty() {
            slots.bind(NAME);
        }
        let soft_deleted = all(slots, SOFT_DELETED);
        let enabled = slots.bind(ENABLED);
        Self { names: all(slots, NAME), originals, soft_deleted, enabled, system }
    }

    /// Adds what is computed to a user's values.
    pub(crate) fn apply(&self, row: &mut [Value<'_>]) {
        if !self.originals.is_empty()
            && let Some(name) = self.names.first().and_then(|slot| row.get(*slot)).cloned()
        {
            for slot in &self.originals {
                if let Some(place) = row.get_mut(*slot).filter(|place| place.is_null()) {
                    *place = name.clone();
                }
            }
        }
        for slot in &self.names {
            if let Some(Value::Text(name)) = row.get_mut(*slot)
                && let Some(address) = guest_address(name)
            {
                *name = Cow::Owned(address);
            }
        }
        for slot in &self.soft_deleted {
            if row.get(*slot).is_some_and(Value::is_null) {
                let disabled = row.get(self.enabled).is_some_and(is_false);
                if let Some(place) = row.get_mut(*slot) {
                    *place = Value::Boolean(disabled);
                }
            }
        }
    }

    /// What the directory says of the account, of a row that was [applied](Self::apply).
    pub(crate) fn standing(&self, row: &[Value<'_>]) -> Standing {
        let off: fn(&Value<'_>) -> bool = match self.system {
            SourceSystem::Okta => {
                |value: &Value<'_>| matches!(value, Value::Text(text) if okta::is_deactivated(text))
            }
            _ => is_false,
        };
        if row.get(self.enabled).is_some_and(off) {
            Standing::Disabled
        } else if self.soft_deleted.iter().any(|slot| row.get(*slot).is_some_and(is_true)) {
            Standing::SoftDeleted
        } else {
            Standing::Enabled
        }
    }

    /// Notes that the user is not assigned, out of scope or deleted: that makes `IsSoftDeleted` true.
    pub(crate) fn gone(&self, row: &mut [Value<'_>]) {
        for slot in &self.soft_deleted {
            if let Some(place) = row.get_mut(*slot) {
                *place = Value::Boolean(true);
            }
        }
    }
}

/// Whether a value says true.
fn is_true(value: &Value<'_>) -> bool {
    match value {
        Value::Boolean(value) => *value,
        Value::Text(text) => text.trim().eq_ignore_ascii_case("true"),
        _ => false,
    }
}

/// Whether a value says false; no value says nothing.
fn is_false(value: &Value<'_>) -> bool {
    match value {
        Value::Boolean(value) => !value,
        Value::Text(text) => text.trim().eq_ignore_ascii_case("false"),
        _ => false,
    }
}

/// `sam_contoso.example#EXT#@fabrikam.example` flows as `sam@contoso.example`: the text before
/// `#EXT#` with its last underscore turned into `@`.
fn guest_address(name: &str) -> Option<String> {
    // Most names have no such sign, which is quicker to see than that they lack the word.
    memchr::memchr(b'#', name.as_bytes())?;
    let (before, _) = name.split_once("#EXT#")?;
    let (local, domain) = before.rsplit_once('_')?;
    Some(format!("{local}@{domain}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guests_flow_under_their_plain_address() {
        let address = guest_address("a_b_contoso.example#EXT#@fabrikam.example");
        assert_eq!(address.as_deref(), Some("a_b@contoso.example"));
        assert_eq!(guest_address("ada@contoso.example"), None);
    }

    #[test]
    fn soft_deleted_follows_account_enabled_unless_given() {
        let mut slots = Slots::default();
        let soft = slots.bind("IsSoftDeleted");
        let import = Import::of(SourceSystem::Entra, &mut slots);
        let enabled = slots.find("accountEnabled").expect("bound");
        for (given, expected) in [
            (Value::Boolean(false), Value::Boolean(true)),
            (Value::text("False"), Value::Boolean(true)),
            (Value::Boolean(true), Value::Boolean(false)),
            (Value::Null, Value::Boolean(false)),
        ] {
            let mut row = vec![Value::Null; 2];
            row[enabled] = given;
            import.apply(&mut row);
            assert_eq!(row[soft], expected);
        }
        let mut row = vec![Value::Null; 2];
        row[soft] = Value::text("True");
        import.apply(&mut row);
        assert_eq!(row[soft], Value::text("True"));
    }
}
