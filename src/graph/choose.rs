//! Which of a document's object mappings is meant.

use super::profile::{Imported, ImportedMapping};
use crate::dotnet::casing::folded;

impl Imported {
    /// The entry that is meant: by number from 1, by name, or by a part of a name that no other has. With
    /// nothing said it is the first of users that is switched on.
    ///
    /// # Errors
    /// A sentence that says what there is to choose from.
    ///
    /// ```
    /// let text = r#"{"synchronizationRules": [{"objectMappings": [
    ///     {"name": "Groups", "sourceObjectName": "Group"}, {"name": "Users", "sourceObjectName": "User"}]}]}"#;
    /// let (imported, _) = attrflow::graph::import_text(text).unwrap();
    /// assert_eq!(imported.choose(None), Ok(1));
    /// assert_eq!(imported.choose(Some("group")), Ok(0));
    /// assert!(imported.choose(Some("s")).unwrap_err().contains("1 (Groups), 2 (Users)"));
    /// ```
    pub fn choose(&self, wanted: Option<&str>) -> Result<usize, String> {
        let all = || self.mappings.iter().enumerate();
        let Some(wanted) = wanted else {
            let first = |fits: &dyn Fn(&ImportedMapping) -> bool| {
                all().find(|(_, mapping)| fits(mapping)).map(|(at, _)| at)
            };
            return first(&|mapping| mapping.enabled && !mapping.internal && !mapping.groups)
                .or_else(|| first(&|mapping| !mapping.internal && !mapping.groups))
                .or_else(|| first(&|mapping| !mapping.internal))
                .ok_or_else(|| "the synchronization schema has no object mapping of users".to_owned());
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
            _ => {
                let names: Vec<String> =
                    all().map(|(at, mapping)| format!("{} ({})", at + 1, mapping.name)).collect();
                Err(format!("which object mapping is `{wanted}`? There are {}", names.join(", ")))
            }
        }
    }
}
