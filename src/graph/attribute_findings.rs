//! What is odd about attribute mappings that could be read.

use super::attribute_mapping::AttributeMapping;
use super::directory::{ObjectDefinition, names};
use super::rule::ObjectMapping;
use crate::diagnostic::{Code, Diagnostic};
use crate::limits::SCHEMA_FINDINGS;
use crate::place::Pointer;
use crate::value::clip;
use std::collections::BTreeSet;

/// Looks at the attribute mappings of an object mapping, which stands at `pointer`, beside what the directories list
/// of both sides.
pub(super) fn look_at(
    mapping: &ObjectMapping,
    (source, target): (Option<&ObjectDefinition>, Option<&ObjectDefinition>),
    pointer: &Pointer,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let (sources, targets) = (Names::of(source), Names::of(target));
    for mapping in &mapping.attribute_mappings {
        let own = pointer.clone().member("attributeMappings").element(mapping.at);
        for (place, finding) in of_one(mapping, &sources, &targets) {
            if diagnostics.len() < SCHEMA_FINDINGS {
                let pointer = place.iter().fold(own.clone(), |pointer, member| pointer.member(*member));
                diagnostics.push(finding.within(pointer));
            }
        }
    }
}

/// The findings about one mapping, each with the members that lead to what it is about.
fn of_one(
    mapping: &AttributeMapping,
    sources: &Names,
    targets: &Names,
) -> Vec<(&'static [&'static str], Diagnostic)> {
    const LIST: &str = "add it to the attribute list of the directory in the same document";
    const SOURCE: &[&str] = &["source"];
    const TEXT: &[&str] = &["source", "expression"];
    const TARGET: &[&str] = &["targetAttributeName"];
    let mut findings = Vec::new();
    let mut tell = |place, code, message: String, help: &str| {
        findings.push((place, Diagnostic::new(code, message).help(help)));
    };
    if let Some(source) = &mapping.source
        && source.differs()
    {
        let message = format!("the tree beside this text says {}", clip(&source.to_text()));
        let help = "the tree is what counts; write the expression into the mapping anew";
        tell(TEXT, Code::TreeDiffers, message, help);
    }
    let target = &mapping.target_attribute_name;
    if !mapping.mapped && !mapping.broken {
        let name = clip(target);
        let message = format!("`{name}` is no attribute of a SCIM target, so this mapping has no payload");
        tell(TARGET, Code::NotUnderstood, message, "it is kept as it is");
    }
    if targets.lack(target) {
        let name = clip(target);
        let message = format!("the document does not list `{name}` among the target's attributes");
        tell(TARGET, Code::UnlistedAttribute, message, LIST);
    }
    let mut read = Vec::new();
    mapping.source.iter().for_each(|source| source.attributes(&mut read));
    // The service computes IsSoftDeleted itself, so no directory lists it.
    read.retain(|name| sources.lack(name) && !name.eq_ignore_ascii_case("IsSoftDeleted"));
    if let Some(name) = read.first() {
        let name = clip(name);
        let message = format!("the document does not list `{name}` among the source's attributes");
        tell(SOURCE, Code::UnlistedAttribute, message, LIST);
    }
    findings
}

/// The names of a kind of object's attributes, in lower case. Where none are listed, nothing is known to be missing.
struct Names(Option<BTreeSet<String>>);

impl Names {
    fn of(object: Option<&ObjectDefinition>) -> Self {
        let attributes = object.map(|object| &object.attributes).filter(|attributes| !attributes.is_empty());
        Self(attributes.map(names))
    }

    fn lack(&self, name: &str) -> bool {
        self.0.as_ref().is_some_and(|names| !names.contains(&name.trim().to_ascii_lowercase()))
    }
}
