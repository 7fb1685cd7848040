#![allow(missing_docs)]
use crate::span::Span;
use std::borrow::Cow;
#[derive(Clone, Debug)]
pub struct Regex;
#[derive(Debug)]
pub struct PatternError;
impl std::fmt::Display for PatternError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "x")
    }
}
#[derive(Debug)]
pub struct StepLimit;
impl std::fmt::Display for StepLimit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "x")
    }
}
pub struct Budget(u64);
impl Budget {
    pub fn new(n: u64) -> Self {
        Self(n)
    }
    pub fn left(&self) -> u64 {
        self.0
    }
}
pub struct Captures;
impl Captures {
    pub fn get(&self, _: usize) -> Option<Span> {
        None
    }
}
impl Regex {
    pub fn new(_: &str) -> Result<Self, PatternError> {
        Ok(Self)
    }
    pub fn group_number(&self, _: &str) -> Option<usize> {
        None
    }
    pub fn group_names(&self) -> std::vec::IntoIter<&str> {
        vec![].into_iter()
    }
    pub fn replace_all<'t>(&self, t: &'t str, _: &str, _: &mut Budget) -> Result<Cow<'t, str>, StepLimit> {
        Ok(Cow::Borrowed(t))
    }
    pub fn find_at(&self, _: &str, _: usize, _: &mut Budget) -> Result<Option<Captures>, StepLimit> {
        Ok(None)
    }
    pub fn find_iter<'b>(
        &self,
        _: &str,
        _: &'b mut Budget,
    ) -> std::vec::IntoIter<Result<Captures, StepLimit>> {
        vec![].into_iter()
    }
}
