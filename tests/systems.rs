//! That the record of every system is whole.

use attrflow::diagnostic::{Code, Diagnostic};
use attrflow::mapping::{Plan, Profile, ScopeOperator};
use attrflow::systems::{
    ENTRA, EntraSettings, OKTA, OktaSettings, PINGONE, PingOneSettings, SOURCES, SettingKind, SettingValue,
    SettingValues, Source, SourceSettings, TARGETS, Target, Usual,
};
use serde::Serialize;
use serde_json::{Value, json};
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
            assert!(ScopeOperator::from_name(standard).is_some(), "{source:?}: {name} is {standard}");
        }
        assert!(source.filters.doubtful.is_none_or(|(name, _)| ScopeOperator::from_name(name).is_some()));
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

/// Every value that each setting may have, with the others as usual; all of them stated.
fn variations(source: &Source) -> Vec<SettingValues> {
    let mut usual = SettingValues::usual(source.settings);
    for setting in source.settings {
        let value = usual.value(setting.name);
        if value != SettingValue::Unset {
            usual = usual.with(setting.name, value);
        }
    }
    let mut all = vec![usual.clone()];
    for setting in source.settings {
        let values: Vec<SettingValue> = match &setting.kind {
            SettingKind::Flag { .. } => [false, true].map(SettingValue::Flag).to_vec(),
            SettingKind::Choice { options, .. } => (0..options.len()).map(SettingValue::Choice).collect(),
            SettingKind::Several { options, .. } => {
                (0..1 << options.len()).map(SettingValue::Several).collect()
            }
            other => panic!("a kind without variations: {other:?}"),
        };
        all.extend(values.into_iter().map(|value| usual.clone().with(setting.name, value)));
    }
    all
}

#[test]
fn settings_are_described_whole() {
    for source in SOURCES {
        let mut before: Vec<&str> = Vec::new();
        for setting in source.settings {
            let name = setting.name;
            assert!(!setting.label.is_empty() && !before.contains(&name), "{source:?}: {name}");
            assert!(setting.needs.is_none_or(|other| before.contains(&other)), "{source:?}: {name}");
            if let SettingKind::Flag { usual: Usual::As(other) } = &setting.kind {
                assert!(before.contains(other), "{source:?}: {name}");
            }
            before.push(name);
        }
        let example: Value = serde_json::from_str(&format!("{{{}}}", source.settings_example)).expect("JSON");
        let names: Vec<&String> = example.as_object().unwrap().keys().collect();
        assert!(names.iter().all(|name| before.contains(&name.as_str())), "{source:?}: {names:?}");
    }
}

#[test]
fn settings_come_back_as_they_were_written() {
    for source in SOURCES {
        for values in variations(source) {
            let written = serde_json::to_value(&values).unwrap();
            let profile = json!({"source": source.id, "settings": written, "mappings": []});
            // What the console would not offer is refused, with the value read all the same.
            let read = Profile::read(&profile.to_string());
            assert!(
                read.diagnostics.iter().all(|found| found.message.contains("only while")),
                "{written}: {:?}",
                read.diagnostics
            );
            assert_eq!(read.lenient().expect("a profile").settings, values, "{written}");
        }
    }
}

#[test]
fn settings_by_their_types_are_those_of_the_table() {
    fn same<S: SourceSettings + Serialize>(source: &Source) {
        for values in variations(source) {
            let (typed, written) = (serde_json::to_value(values.of::<S>()), serde_json::to_value(&values));
            assert_eq!(typed.unwrap(), written.unwrap());
        }
    }
    same::<EntraSettings>(&ENTRA);
    same::<PingOneSettings>(&PINGONE);
    same::<OktaSettings>(&OKTA);
}
