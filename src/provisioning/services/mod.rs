//! The services, one for each system that users come from: what they call their steps, and how they decide.
//!
//! What is absent here on purpose: reading, searching, bodies and requests. A service only decides; it does so
//! by asking the [`Course`], which is the same for all.

mod entra;
mod okta;
mod pingone;

use super::course::Course;
use super::decision::Decision;
use super::model::Action;
use crate::systems::{ENTRA, OKTA, PINGONE};

/// The provisioning service of a source system.
pub(super) struct Service {
    /// The source system, by its identifier.
    source: &'static str,
    pub(super) steps: StepNames,
    /// What a required attribute lacks that is not sent; defaults are Entra's alone.
    pub(super) lacks: &'static str,
    /// Whether findings about the body of a create stand after those about mappings: readers of Entra's results
    /// have known them in this order from the start.
    pub(super) create_findings_last: bool,
    /// Decides about one object.
    pub(super) decide: fn(&mut Course<'_>) -> Decision,
}

/// What the steps are called.
pub(super) struct StepNames {
    pub(super) read: &'static str,
    pub(super) scope: &'static str,
    pub(super) search: &'static str,
    create: &'static str,
    update: &'static str,
    disable: &'static str,
    delete: &'static str,
    leave: &'static str,
}

impl StepNames {
    /// The name of the last step, by what is done.
    pub(super) fn last(&self, action: Action) -> &'static str {
        match action {
            Action::Create => self.create,
            Action::Update => self.update,
            Action::Disable => self.disable,
            Action::Delete => self.delete,
            Action::Skip | Action::None => self.leave,
        }
    }
}

/// As Entra's provisioning logs name them (Graph, synchronizationJob: provisionOnDemand).
const ENTRA_STEPS: StepNames = StepNames {
    read: "EntryImport",
    scope: "EntrySynchronizationScoping",
    search: "EntryMatching",
    create: "EntryExportAdd",
    update: "EntryExportUpdate",
    // To the service a disable is an update like any other.
    disable: "EntryExportUpdate",
    delete: "EntryExportDelete",
    leave: "EntrySynchronizationSkip",
};

/// For services whose logs are not published: names of our own.
const PLAIN_STEPS: StepNames = StepNames {
    read: "Read",
    scope: "Scope",
    search: "Match",
    create: "Create",
    update: "Update",
    disable: "Disable",
    delete: "Delete",
    leave: "Skip",
};

/// Every service there is.
static SERVICES: [Service; 3] = [
    Service {
        source: ENTRA.id,
        steps: ENTRA_STEPS,
        lacks: "no value and no default",
        create_findings_last: true,
        decide: entra::decide,
    },
    Service {
        source: PINGONE.id,
        steps: PLAIN_STEPS,
        lacks: "no value",
        create_findings_last: false,
        decide: pingone::decide,
    },
    Service {
        source: OKTA.id,
        steps: PLAIN_STEPS,
        lacks: "no value",
        create_findings_last: false,
        decide: okta::decide,
    },
];

/// The service that provisions the users of a source system; the first of the table for one that it lacks, which
/// a test refuses.
pub(super) fn of_source(source: &str) -> &'static Service {
    let own = SERVICES.iter().find(|service| service.source == source);
    own.unwrap_or(&SERVICES[0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::systems::SOURCES;

    #[test]
    fn every_source_has_a_service() {
        for source in SOURCES {
            assert_eq!(of_source(source.id).source, source.id);
        }
    }
}
