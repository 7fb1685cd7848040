//! What is known of Zoom beyond its schema.

use crate::systems::target::TargetFacts;

pub(super) const FACTS: TargetFacts = TargetFacts {
    // `userName eq "…"` is what all connectors send; `externalId` stands in Zoom's Postman collection
    // only, and is compared with Zoom's own user ID there. No other filter is known to work.
    filters: &[("userName", true), ("externalId", false)],
    // docs.pingidentity.com, Creating a Zoom connection; devforum.zoom.us thread 6248.
    addresses: Some(("userName", "emails")),
    // developers.zoom.us, SCIM2 API, update a user.
    keeps_unsent: true,
    // support.okta.com, Okta User Provisioning and Management with Zoom.
    deactivated: Some("Basic (Deactivated)"),
    // support.okta.com, Zoom Deprovisioning. Roles that an account made itself may have rights of an
    // administrator too, which their names do not tell.
    undisabled_roles: &["Admin", "Owner"],
    // The gallery's app has no groups; what can be said of them is what the standard says.
    groups: false,
    // Names seen in the application of the gallery (devforum.zoom.us 125516); Licensed and On-Premises came for
    // Pro and Corp (change log of Microsoft's Zoom provisioning tutorial, 10/20/2020).
    app_roles: &["Basic", "Licensed", "On Prem", "On-Premises", "Pro", "Corp"],
};
