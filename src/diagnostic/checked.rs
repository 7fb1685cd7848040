//! One shape for a value and what was found while it was made.

use super::Diagnostic;

/// What reading or compiling made of its input, with everything that was found on the way: of a text with
/// faults an editor still wants what can be made of it, a strict caller wants nothing.
///
/// Steps that look for more than one fault give this. Steps that stop at the first give an
/// [`Outcome`](super::Outcome).
///
/// ```
/// use attrflow::mapping::Profile;
/// let read = || Profile::read(r#"{"mappings": [{"type": "direct", "source": "mail", "target": ""}]}"#);
/// assert!(read().strict().is_err());
/// assert_eq!(read().lenient().unwrap().mappings[0].source, "mail");
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use]
pub struct Checked<T> {
    /// The value; none if nothing can be made of the input at all.
    pub value: Option<T>,
    /// What was found, warnings and notes included.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// A value, and what was found.
    pub const fn new(value: T, diagnostics: Vec<Diagnostic>) -> Self {
        Self { value: Some(value), diagnostics }
    }

    /// No value, and why.
    pub const fn nothing(diagnostics: Vec<Diagnostic>) -> Self {
        Self { value: None, diagnostics }
    }

    /// Whether a strict caller gets nothing: there is no value, or a finding [blocks](Diagnostic::is_blocking).
    pub fn is_blocked(&self) -> bool {
        self.value.is_none() || self.diagnostics.iter().any(Diagnostic::is_blocking)
    }

    /// The same without a value if a finding blocks, for the next step of a strict caller.
    pub fn strictly(self) -> Self {
        if self.is_blocked() { Self::nothing(self.diagnostics) } else { self }
    }

    /// The value of an input without blocking findings.
    ///
    /// # Errors
    /// All findings, warnings included, if one of them blocks.
    pub fn strict(self) -> Result<T, Vec<Diagnostic>> {
        self.strictly().lenient()
    }

    /// The value, as much of it as could be made.
    ///
    /// # Errors
    /// All findings, if there is none.
    pub fn lenient(self) -> Result<T, Vec<Diagnostic>> {
        self.value.ok_or(self.diagnostics)
    }
}

/// A value that nothing was found in.
impl<T> From<T> for Checked<T> {
    fn from(value: T) -> Self {
        Self::new(value, Vec::new())
    }
}
