//! What is known of Zoom beyond its schema.

/// By which attributes Zoom's list of users can be filtered, with whether that is documented.
///
/// `userName eq "…"` is what all connectors send; `externalId` stands in Zoom's Postman collection
/// only, and is compared with Zoom's own user ID there. No other filter is known to work.
pub const FILTERS: [(&str, bool); 2] = [("userName", true), ("externalId", false)];

/// The attribute whose address Zoom takes on create, and the one that it takes on update; each sets
/// both (docs.pingidentity.com, Creating a Zoom connection; devforum.zoom.us thread 6248).
pub const ADDRESSES: (&str, &str) = ("userName", "emails");
