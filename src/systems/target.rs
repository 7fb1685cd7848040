//! What provisioning writes to: a schema, and what is known of the service behind it.

use super::zoom;
use crate::scim::{self, Finding, Method, Schemas};
use serde_json::Value;
use std::sync::Arc;

/// A target system.
#[derive(Clone, Debug, Default)]
pub enum Target {
    /// Zoom, with rules of its own.
    #[default]
    Zoom,
    /// The core schemas of RFC 7643.
    Scim,
    /// A service whose schemas were loaded; it is held to these and the RFCs.
    Loaded(Arc<Schemas>),
}

impl Target {
    /// The names of the targets that come with the program.
    pub const NAMES: [&'static str; 2] = ["zoom", "scim"];

    /// The target of a name.
    ///
    /// ```
    /// use attrflow::systems::Target;
    /// assert!(matches!(Target::named("scim"), Some(Target::Scim)));
    /// assert!(Target::named("slack").is_none());
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "zoom" => Some(Self::Zoom),
            "scim" => Some(Self::Scim),
            _ => None,
        }
    }

    /// Its schemas.
    pub fn schemas(&self) -> &Schemas {
        match self {
            Self::Zoom => zoom::schemas(),
            Self::Scim => Schemas::core(),
            Self::Loaded(schemas) => schemas,
        }
    }

    /// Whether a PUT leaves attributes alone that it does not name (for Zoom: developers.zoom.us, SCIM2
    /// API, update a user; RFC 7644 section 3.5.1 has them cleared).
    pub fn keeps_unsent(&self) -> bool {
        matches!(self, Self::Zoom)
    }

    /// Everything found in the body of a request to it; see [`scim::validate`](fn@scim::validate).
    ///
    /// ```
    /// use attrflow::scim::Method;
    /// use attrflow::systems::Target;
    /// let found = Target::Zoom.validate(&serde_json::json!([]), Method::Post);
    /// assert_eq!(found[0].code.as_str(), "not-object");
    /// ```
    pub fn validate(&self, body: &Value, method: Method) -> Vec<Finding> {
        match self {
            Self::Zoom => zoom::validate(body, method),
            Self::Scim | Self::Loaded(_) => scim::validate(body, method, self.schemas()),
        }
    }
}
