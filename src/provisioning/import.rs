//! What the service adds to a user while it reads it from the directory.
//!
//! Sources: how-provisioning-works (IsSoftDeleted; guests), known-issues.

use crate::expression::Slots;
use crate::value::Value;
use std::borrow::Cow;

const NAME: &str = "userPrincipalName";
const ORIGINAL_NAME: &str = "originalUserPrincipalName";
const SOFT_DELETED: &str = "IsSoftDeleted";
const ENABLED: &str = "accountEnabled";

/// Which slots hold what import computes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Import {
    names: Vec<usize>,
    originals: Vec<usize>,
    soft_deleted: Vec<usize>,
    enabled: Option<usize>,
}

impl Import {
    /// Finds the slots, and binds those that computing needs.
    pub(crate) fn new(slots: &mut Slots) -> Self {
        let all = |slots: &Slots, wanted: &str| -> Vec<usize> {
            let names = slots.names().iter().enumerate();
            names.filter(|(_, name)| name.eq_ignore_ascii_case(wanted)).map(|(slot, _)| slot).collect()
        };
        let originals = all(slots, ORIGINAL_NAME);
        if !originals.is_empty() {
            slots.bind(NAME);
        }
        let soft_deleted = all(slots, SOFT_DELETED);
        let enabled = (!soft_deleted.is_empty()).then(|| slots.bind(ENABLED));
        Self { names: all(slots, NAME), originals, soft_deleted, enabled }
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
                let disabled = self.enabled.and_then(|slot| row.get(slot)).is_some_and(is_false);
                if let Some(place) = row.get_mut(*slot) {
                    *place = Value::Boolean(disabled);
                }
            }
        }
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
        let import = Import::new(&mut slots);
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
