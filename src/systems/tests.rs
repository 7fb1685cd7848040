//! What holds of all systems: the facts of each are read whole, and fit together.

use super::*;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::HashSet;

#[test]
fn facts_are_read_whole() {
    // Entries that cannot be read are left out, so the number of each is held.
    let counts = SOURCES.map(|system| (system.attributes().len(), system.samples().len()));
    assert_eq!(counts, [(67, 8), (43, 6), (33, 6)]);
    for system in SOURCES {
        assert_eq!(Source::from_name(system.id), Some(system));
        let names: HashSet<_> = system.attributes().iter().map(|attribute| &attribute.name).collect();
        assert_eq!(names.len(), system.attributes().len(), "{system:?}");
        assert!(system.attribute(system.account).is_some(), "{system:?}");
    }
}

#[test]
fn what_is_written_reads_as_its_name() {
    for system in SOURCES {
        for attribute in system.attributes() {
            let written = system.written(&attribute.name);
            let reference = system.reference(&written).expect(&written);
            assert_eq!(reference, Reference { name: (&*attribute.name).into(), doubt: None }, "{written}");
        }
    }
}

#[test]
fn samples_live_on_example_domains_and_have_what_matters() {
    for system in [&PINGONE, &OKTA] {
        let mut ids = HashSet::new();
        for sample in system.samples() {
            let text = serde_json::to_string(&sample.user).unwrap();
            for domain in text.split('@').skip(1) {
                let domain = domain.split('"').next().unwrap();
                assert!(domain.ends_with(".example"), "{domain} in {}", sample.title);
            }
            assert!(ids.insert(sample.user["id"].clone()), "every user has an id of its own");
            let required = system.attributes().iter().filter(|attribute| attribute.required);
            for attribute in required {
                let path = system.path(&attribute.name).unwrap_or(Cow::Borrowed(&*attribute.name));
                let pointer = format!("/{}", path.replace('.', "/"));
                let user = Value::Object(sample.user.clone());
                assert!(user.pointer(&pointer).is_some(), "{pointer} in {}", sample.title);
            }
        }
    }
}
