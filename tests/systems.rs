//! That the record of every system is whole.

use attrflow::diagnostic::{Code, Diagnostic};
use attrflow::mapping::{Plan, Profile, ScopeOperator};
use attrflow::systems::{ENTRA, SOURCES, Source, TARGETS, Target};
use std::collections::HashSet;

#[test]
fn sources_are_whole() {
    let names: HashSet<&str> = Source::names().collect();
    assert_eq!(names.len(), SOURCES.len());
    for source in SOURCES {
        assert_eq!(Source::from_name(source.id), Some(source));
        assert!(!source.title.is_empty() && !source.language_name.is_empty(), "{source:?}");
        assert!(!source.attributes().is_empty() && !source.samples().is_empty(), "{source:?}");
        for name in [source.account, source.username] {
            assert!(source.attribute(name).is_some(), "{source:?} has no {name}");
        }
        if let Some(computed) = source.computed {
            for name in [computed.name, computed.original_name, computed.soft_deleted] {
                assert!(source.attribute(name).is_some(), "{source:?} has no {name}");
            }
        }
        for (name, standard) in source.filters.operators {
            assert!(ScopeOperator::parse(standard).is_some(), "{source:?}: {name} is {standard}");
        }
        assert!(source.filters.doubtful.is_none_or(|(name, _)| ScopeOperator::parse(name).is_some()));
        for list in source.filters.lists {
            assert!(["scope", "inputScope"].contains(list), "{source:?}: {list}");
        }
    }
}

#[test]
fn targets_are_whole() {
    let names: HashSet<&str> = Target::names().collect();
    assert_eq!(names.len(), TARGETS.len());
    for target in TARGETS {
        assert_eq!(Target::from_name(target.id), Some(target));
        assert!(target.schemas().iter().count() > 0, "{target:?}");
        let has = |name: &str| {
            let path = attrflow::scim::parse_path(name, attrflow::scim::Mode::Strict).expect(name);
            target.schemas().attribute(&path).is_some()
        };
        for (name, _) in target.facts.filters {
            assert!(has(name), "{target:?} filters by {name}, which it does not have");
        }
        if let Some((on_create, on_update)) = target.facts.addresses {
            assert!(has(on_create) && has(on_update), "{target:?}");
        }
    }
}

#[test]
fn presets_read_and_compile_without_errors() {
    assert_eq!(SOURCES.map(|source| source.presets().len()), [4, 1, 1]);
    let mut ids = HashSet::new();
    for source in SOURCES {
        for preset in source.presets() {
            assert!(ids.insert(&preset.id), "{} is there twice", preset.id);
            assert_eq!(preset.source, source.id, "{}", preset.id);
            let read = Profile::read(&preset.profile.to_string());
            assert_eq!(read.diagnostics, [], "{}", preset.id);
            let plan = Plan::compile(read).strict().expect(&preset.id);
            assert_eq!(plan.profile().system(), source);
            assert!(!plan.diagnostics().iter().any(Diagnostic::is_error), "{}", preset.id);
            // Every guide for Entra takes userName from one attribute and the e-mail address from another;
            // PingOne's warns against it.
            let mut codes = plan.diagnostics().iter().map(|found| found.code);
            let differs = codes.any(|code| code == Code::AddressSourcesDiffer);
            assert_eq!(differs, *source == ENTRA, "{}", preset.id);
            // Only the set of a new app names targets that Zoom does not have.
            let unknown = plan.diagnostics().iter().filter(|found| found.code == Code::UnknownTarget).count();
            assert_eq!(unknown > 0, preset.id == "scim-default", "{}", preset.id);
        }
    }
}
