//! Which of a document's object mappings is meant.

use super::import::{Imported, ImportedMapping};
use crate::dotnet::casing::folded;
use std::fmt;

/// Why nobody knows which object mapping is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotChosen {
    /// Nothing was said, and there is none of users.
    NoneOfUsers,
    /// What was said fits none of them, or several.
    Unclear {
        /// What was said.
        wanted: String,
        /// The names that there are, in order.
        names: Vec<String>,
    },
}

impl fmt::Display for NotChosen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoneOfUsers => f.write_str("the synchronization schema has no object mapping of users"),
            Self::Unclear { wanted, names } => {
                write!(f, "which object mapping is `{wanted}`? There are ")?;
                for (at, name) in names.iter().enumerate() {
                    let comma = if at > 0 { ", " } else { "" };
                    write!(f, "{comma}{} ({name})", at + 1)?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for NotChosen {}

impl Imported {
    /// The entry that is meant: by number from 1, by name, or by a part of a name that no other has. With
    /// nothing said it is the first of users that is switched on.
    ///
    /// # Errors
    /// Says what there is to choose from.
    ///
    /// ```
    /// let text = r#"{"synchronizationRules": [{"objectMappings": [
    ///     {"name": "Groups", "sourceObjectName": "Group"}, {"name": "Users", "sourceObjectName": "User"}]}]}"#;
    /// let (imported, _) = attrflow::graph::import_text(text).unwrap();
    /// assert_eq!(imported.choose(None), Ok(1));
    /// assert_eq!(imported.choose(Some("group")), Ok(0));
    /// assert!(imported.choose(Some("s")).unwrap_err().to_string().contains("1 (Groups), 2 (Users)"));
    /// ```
    pub fn choose(&self, wanted: Option<&str>) -> Result<usize, NotChosen> {
        let all = || self.mappings.iter().enumerate();
        let Some(wanted) = wanted else {
            let first = |fits: &dyn Fn(&ImportedMapping) -> bool| {
                all().find(|(_, mapping)| fits(mapping)).map(|(at, _)| at)
            };
            return first(&|mapping| mapping.enabled && !mapping.internal && !mapping.groups)
                .or_else(|| first(&|mapping| !mapping.internal && !mapping.groups))
                .or_else(|| first(&|mapping| !mapping.internal))
                .ok_or(NotChosen::NoneOfUsers);
        };
        if let Some(at) = wanted.parse::<usize>().ok().and_then(|number| number.checked_sub(1))
            && at < self.mappings.len()
        {
            return Ok(at);
        }
        if let Some((at, _)) = all().find(|(_, mapping)| mapping.name.eq_ignore_ascii_case(wanted)) {
            return Ok(at);
        }
        let part = folded(wanted);
        let mut fitting = all().filter(|(_, mapping)| folded(&mapping.name).contains(&part));
        match (fitting.next(), fitting.next()) {
            (Some((at, _)), None) => Ok(at),
            _ => Err(NotChosen::Unclear {
                wanted: wanted.to_owned(),
                names: self.mappings.iter().map(|mapping| mapping.name.clone()).collect(),
            }),
        }
    }
}
