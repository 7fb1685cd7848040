//! What was probably meant by a path that no schema knows.

use super::{Attribute, Schema, Schemas};
use crate::diagnostic::nearest;
use crate::scim::path::Path;

impl Schemas {
    /// The known path nearest to an unknown one: a misspelled name, URN or sub-attribute, a
    /// sub-attribute without its parent, or an extension attribute without its URN. Filter and
    /// sub-attribute of the path are kept where they still make sense.
    ///
    /// ```
    /// use attrflow::scim::{Mode, Schemas, parse_path};
    /// let meant = |text| {
    ///     let path = parse_path(text, Mode::Lenient).unwrap();
    ///     Schemas::core().nearest(&path).map(|path| path.to_string())
    /// };
    /// assert_eq!(meant(r#"email[type eq "work"].value"#).as_deref(), Some(r#"emails[type eq "work"].value"#));
    /// assert_eq!(meant("givenName").as_deref(), Some("name.givenName"));
    /// assert_eq!(meant("department").as_deref(),
    ///     Some("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"));
    /// assert_eq!(meant("shoeSize"), None);
    /// ```
    pub fn nearest(&self, path: &Path) -> Option<Path> {
        if self.attribute(path).is_some() {
            return Some(self.canonical(path));
        }
        let mut found = path.clone();
        if let Some(head) = self.head(path) {
            let sub = path.sub.as_deref()?;
            found.sub =
                Some(nearest(sub, head.sub_attributes.iter().map(|sub| sub.name.as_str()))?.to_owned());
            return Some(self.canonical(&found));
        }
        match path.urn.as_deref() {
            Some(urn) if !self.is_base_urn(urn) => match self.schema(urn) {
                Some(schema) => found.name = near(schema, &path.name)?.to_owned(),
                None => {
                    found.urn =
                        Some(nearest(urn, self.list.iter().map(|schema| schema.id.as_str()))?.to_owned())
                }
            },
            _ => self.place(&mut found)?,
        }
        (found != *path && self.attribute(&found).is_some()).then(|| self.canonical(&found))
    }

    /// Finds a name that the resource itself does not have.
    fn place(&self, path: &mut Path) -> Option<()> {
        let elsewhere = |schema: &&Schema| !self.is_base(schema) && schema.attribute(&path.name).is_some();
        if let Some(schema) = self.list.iter().find(elsewhere) {
            path.urn = Some(schema.id.clone());
            return Some(());
        }
        let base = || self.list.iter().filter(|schema| self.is_base(schema));
        if path.sub.is_none() && path.filter.is_none() {
            let holds = |parent: &&Attribute| !parent.multi_valued && parent.sub(&path.name).is_some();
            if let Some(parent) = base().flat_map(|schema| &schema.attributes).find(holds) {
                path.sub = Some(std::mem::replace(&mut path.name, parent.name.clone()));
                return Some(());
            }
        }
        path.name = base().find_map(|schema| near(schema, &path.name))?.to_owned();
        Some(())
    }
}

fn near<'s>(schema: &'s Schema, name: &str) -> Option<&'s str> {
    nearest(name, schema.attributes.iter().map(|attribute| attribute.name.as_str()))
}
