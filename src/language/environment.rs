//! What an evaluation takes from outside: the clock, chance, the tenant, the target.

use crate::dotnet::datetime::DateTime;
use std::collections::{BTreeMap, BTreeSet};

/// Everything an expression can see besides the source user. Evaluation is pure: the same
/// expression, user and environment give the same result.
#[derive(Clone, Debug)]
pub struct Environment {
    /// What `Now()` returns.
    pub now: DateTime,
    /// Where the random numbers of `Guid` and `RandomString` start.
    pub seed: u64,
    /// Values that already exist in the target, for `SelectUniqueValue`.
    pub taken: BTreeSet<String>,
    /// What `DefaultDomain()` returns, if known.
    pub default_domain: Option<String>,
    /// Values of `%name%` parameters.
    pub parameters: BTreeMap<String, String>,
}

impl Default for Environment {
    /// The Unix epoch, seed 0, an empty target, nothing known of the tenant.
    fn default() -> Self {
        Self {
            now: DateTime::from_unix_milliseconds(0).unwrap_or_default(),
            seed: 0,
            taken: BTreeSet::new(),
            default_domain: None,
            parameters: BTreeMap::new(),
        }
    }
}
