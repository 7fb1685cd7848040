//! The synchronization schema: the document in which Microsoft Graph keeps an app's mappings, scoping
//! filters and attribute lists, and which an admin downloads in the portal.
//!
//! [`import`] reads one: a [`Document`] with everything that is understood of it, and for every
//! object mapping a [`Profile`](crate::mapping::Profile). Expressions are rebuilt from the stored [tree](Source), not from
//! the text beside it, which has holes. [`export`] writes the changes of a profile back into the
//! text it came from and touches nothing else; [`create`] makes a document where there was none.
//!
//! ```
//! let text = r#"{"synchronizationRules": [{"targetDirectoryName": "Zoom", "objectMappings": [{
//!     "sourceObjectName": "User", "attributeMappings": [
//!         {"targetAttributeName": "userName", "matchingPriority": 1,
//!          "source": {"type": "Attribute", "name": "userPrincipalName"}}]}]}]}"#;
//! let (imported, found) = attrflow::graph::import(text.as_bytes())?;
//! assert!(found.is_empty());
//! let mut profile = imported.profile(0).unwrap();
//! assert_eq!(profile.mappings[0].source, "userPrincipalName");
//! profile.mappings[0].source = "mail".to_owned();
//! let (edited, _) = attrflow::graph::export(text, 0, &profile)?;
//! assert_eq!(edited, text.replace("userPrincipalName", "mail"));
//! # Ok::<(), Box<attrflow::diagnostic::Diagnostic>>(())
//! ```
//!
//! Sources: Microsoft Graph (beta) resource pages synchronizationSchema, synchronizationRule,
//! objectMapping, attributeMapping, attributeMappingSource, filter, directoryDefinition; exports that
//! admins published.

mod arguments;
mod attribute_findings;
mod attribute_mapping;
mod choose;
mod create;
mod created_attributes;
mod decode;
mod directory;
mod document;
mod export;
mod export_scope;
mod expression_text;
mod findings_in_document;
mod import;
mod layout;
mod object;
mod parse_expression;
mod reader;
mod rule;
mod scope;
mod share;
mod source;
mod spots;
mod stored;
mod text;
mod text_editor;
mod text_of_tree;
mod to_profile;
mod tree_of_text;
mod wrapping;

pub use attribute_mapping::AttributeMapping;
pub use choose::NotChosen;
pub use create::create;
pub use decode::decode;
pub use directory::{AttributeDefinition, Directory, ObjectDefinition};
pub use document::{Document, is_schema};
pub use export::export;
pub use import::{Imported, ImportedMapping, import, import_text};
pub use parse_expression::parse_expression;
pub use rule::{ObjectMapping, Property, Rule};
pub use scope::{Scope, StoredFilter};
pub use share::share;
pub use source::{Parameter, Source, SourceKind};
pub use wrapping::unwrapped;
