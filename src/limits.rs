//! Named limits, each with its reason. Every limit has a test that hits it.

/// Longest expression, in characters. The service refuses longer ones (known issues of Entra
/// application provisioning).
pub const EXPRESSION_CHARACTERS: usize = 10_000;

/// Length from which an expression is warned of, in characters: the last tenth before the limit.
pub const LONG_EXPRESSION_CHARACTERS: usize = 9_000;

/// Most findings of one expression. Text that is no expression at all, such as a pasted page, has
/// something wrong in every word; nobody reads past the first few, and work stays bounded.
pub const FINDINGS: usize = 50;

/// Longest expression in which the place of one missing bracket or quote is searched by trying, in bytes.
/// Published ones are shorter; a longer one gets the place where the parser stopped.
pub const REPAIR_CHARACTERS: usize = 4_000;

/// Most places that are tried for one missing bracket or quote: each costs a parse.
pub const REPAIRS: usize = 200;

/// Deepest nesting of parentheses, brackets and operators in a row in an expression. Published
/// expressions stay under 30. WebAssembly has no stack guard: an overflow would break the instance
/// for good, so brackets are counted before the parser runs, and operators before trees are built.
pub const EXPRESSION_DEPTH: usize = 100;

/// Longest SCIM path or filter, in characters.
pub const SCIM_CHARACTERS: usize = 10_000;

/// Deepest nesting of parentheses and brackets in a SCIM filter.
pub const SCIM_DEPTH: usize = 32;

/// Users that a report names of those that a finding concerns. The count says how many there are.
pub const REPORTED_USERS: usize = 10;

/// Different inputs of one expression that a report over many users keeps in mind; further ones are looked
/// at each time.
pub const COVERAGE_INPUTS: usize = 100_000;

/// Steps one regular-expression search or replacement may take before it is given up. A mapping
/// that needs more would time out in production too; patterns from guides need a few hundred.
pub const PATTERN_STEPS: u64 = 1_000_000;

/// Longest regular expression, in characters.
pub const PATTERN_CHARACTERS: usize = 10_000;

/// Deepest nesting of groups in a regular expression.
pub const PATTERN_DEPTH: usize = 100;

/// Longest text a function may produce, in bytes. Nested `Join` of one attribute doubles its
/// result at every level; without a bound a short expression fills memory.
pub const TEXT_BYTES: usize = 1 << 20;

/// Largest number of values in a list.
pub const LIST_VALUES: usize = 100_000;

/// Longest text in a trace, in characters: what a person reads of a value.
pub const TRACE_CHARACTERS: usize = 1_000;

/// Largest number of values of a list in a trace.
pub const TRACE_VALUES: usize = 100;

/// Largest number of reasons for one node of a trace; a function over a list gives one a value.
pub const TRACE_NOTES: usize = 8;

/// Longest line or single document read at once, in bytes: one user, one profile.
pub const DOCUMENT_BYTES: usize = 64 << 20;

/// Deepest nesting of a JSON document. `serde_json` has the same bound; it is named here so that
/// hand-written scanners keep it too.
pub const JSON_DEPTH: usize = 128;

/// Most findings about one payload. A list for people; a body with more is not the body of a user.
pub const PAYLOAD_FINDINGS: usize = 1_000;

/// Deepest nesting of a synchronization schema: every level of an expression is an object, an array
/// and an object again, and the expression itself stands nine levels deep.
pub const SCHEMA_DEPTH: usize = 3 * EXPRESSION_DEPTH + 28;

/// Most findings about the form of one synchronization schema. Real ones have a handful; a list of a
/// million numbers in place of mappings has the same one a million times.
pub const SCHEMA_FINDINGS: usize = 1_000;
