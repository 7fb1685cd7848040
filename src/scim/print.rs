//! Canonical text of paths and filters: one blank, lower-case operators, no needless parentheses.
//! Parsing the printed text gives the same tree.

use super::path::{AttributePath, Filter, Path, Test};
use crate::json;
use std::fmt::{self, Display, Formatter};

fn head(f: &mut Formatter<'_>, urn: Option<&str>, name: &str) -> fmt::Result {
    match urn {
        Some(urn) if name.is_empty() => f.write_str(urn),
        Some(urn) => write!(f, "{urn}:{name}"),
        None => f.write_str(name),
    }
}

impl Display for AttributePath {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        head(f, self.urn.as_deref(), &self.name)?;
        self.sub.as_ref().map_or(Ok(()), |sub| write!(f, ".{sub}"))
    }
}

impl Display for Path {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        head(f, self.urn.as_deref(), &self.name)?;
        if let Some(filter) = &self.filter {
            write!(f, "[{filter}]")?;
        }
        self.sub.as_ref().map_or(Ok(()), |sub| write!(f, ".{sub}"))
    }
}

impl Display for Test {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Test::Present => f.write_str("pr"),
            // JSON's own form, which escapes what a string cannot hold
            Test::Compare { op, value, .. } => write!(f, "{} {}", op.as_str(), json::text(value)),
        }
    }
}

impl Display for Filter {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Filter::Attribute { attr, test } => write!(f, "{attr} {test}"),
            Filter::Element { attr, filter, then } => {
                write!(f, "{attr}[{filter}]")?;
                then.as_ref().map_or(Ok(()), |(sub, test)| write!(f, ".{sub} {test}"))
            }
            Filter::And(members) => joined(f, members, " and "),
            Filter::Or(members) => joined(f, members, " or "),
            Filter::Not(inner) => write!(f, "not ({inner})"),
        }
    }
}

/// `or` inside `and` needs its parentheses; `and` inside `or` binds tighter anyway.
fn joined(f: &mut Formatter<'_>, members: &[Filter], joint: &str) -> fmt::Result {
    for (index, member) in members.iter().enumerate() {
        if index > 0 {
            f.write_str(joint)?;
        }
        match member {
            Filter::Or(_) => write!(f, "({member})")?,
            _ => write!(f, "{member}")?,
        }
    }
    Ok(())
}
