//! Every code has a page, and every page's example shows its code and no other.

use super::render::{About, render};
use attrflow::diagnostic::document;
use attrflow::diagnostic::{Code, Diagnostic, Page, Subject};
use attrflow::evaluate;
use attrflow::language::{Context, Dialect, Environment, check_text};
use attrflow::mapping::{Plan, Profile};
use attrflow::provisioning::{Facts, preview, preview_in};
use attrflow::scim::patch::Patch;
use attrflow::scim::{Mode, Schemas, check, parse_filter, parse_path};
use attrflow::systems::{SCIM, ZOOM, entra};
use serde_json::Value as Json;

/// The example with what `…` stands for, the text that places count in, and what was found.
fn run(code: Code, page: &Page) -> (String, Vec<Diagnostic>) {
    let example = match code {
        Code::TooLong => page.example.replace('…', &"x".repeat(10_000)),
        Code::LongExpression => page.example.replace('…', &"x".repeat(9_000)),
        Code::TooDeep => page.example.replace('…', &"ToLower(".repeat(100)),
        _ => page.example.to_owned(),
    };
    let (first, second) = example.rsplit_once('\n').unwrap_or((&example, ""));
    let json = |text: &str| serde_json::from_str::<Json>(text).expect(text);
    match page.subject {
        Subject::Expression => {
            let found = check_text(&example, Dialect::Entra, &Context::app(&entra::VOCABULARY));
            (example, found)
        }
        Subject::Evaluation => {
            let result = evaluate(first, &json(second), Dialect::Entra, &Environment::default());
            (first.to_owned(), result.map_or_else(|found| found, |result| result.warnings))
        }
        Subject::Profile => {
            let mut found = super::profiles::compile(&example, None).diagnostics;
            // Said once of nearly every profile, and so of most examples.
            found.retain(|found| {
                found.code == code || !matches!(found.code, Code::NullNeverClears | Code::NoDisable)
            });
            let found = found.iter().map(|found| super::profiles::place(found, &example)).collect();
            (example, found)
        }
        Subject::Preview => {
            let plan = Plan::compile(Profile::read(first)).strict().expect(first);
            let preview = preview(&plan, second, &Environment::default()).expect(second);
            let found = preview.diagnostics.into_iter().map(|found| placed(found, first));
            (first.to_owned(), found.collect())
        }
        Subject::Situation => {
            let (profile, user) = first.rsplit_once('\n').expect(first);
            let plan = Plan::compile(Profile::read(profile)).strict().expect(profile);
            let facts = Facts::read(json(second).as_object().expect(second)).expect(second);
            let resolve = |attribute: &str, _: &str| facts.resolve(attribute);
            let preview = preview_in(&plan, user, &facts.situation(&resolve), &Environment::default());
            let found = preview.expect(user).diagnostics.into_iter().map(|found| placed(found, profile));
            (profile.to_owned(), found.collect())
        }
        Subject::Path => {
            let found = match parse_path(&example, Mode::Lenient) {
                Ok(path) => check(&path, Schemas::core()),
                Err(found) => vec![*found],
            };
            (example, found)
        }
        Subject::Filter => {
            let found = parse_filter(&example, Mode::Lenient).err().map(|found| *found);
            (example, found.into_iter().collect())
        }
        Subject::Patch => {
            let mut resource = json(second).as_object().cloned().expect("an object");
            let patch = Patch::read(&json(first), Mode::Lenient).expect(first);
            let found = patch.apply(&mut resource, Schemas::core()).err().map(|found| placed(*found, first));
            (first.to_owned(), found.into_iter().collect())
        }
        Subject::Request | Subject::ScimRequest => {
            let (method, body) = example.split_once(' ').expect("a method");
            let method = attrflow::scim::Method::from_name(method).expect(method);
            let target = match page.subject {
                Subject::Request => &ZOOM,
                _ => &SCIM,
            };
            let found = target.validate(&json(body), method).into_iter();
            let found = found.map(|found| placed(found.diagnostic(), body));
            // Only the older extension says how people sign in, and is warned of itself.
            let older = matches!(code, Code::LogintypeNone | Code::LogintypeWorkEmail);
            let found = found.filter(|found| !(older && found.code == Code::LegacyExtension));
            (body.to_owned(), found.collect())
        }
        Subject::Users => {
            let bytes = bytes(&example);
            let users = attrflow::input::read_users(&bytes);
            let mut found: Vec<Diagnostic> =
                users.problems.into_iter().map(|problem| problem.diagnostic).collect();
            found.iter_mut().for_each(|found| found.span = None);
            (example, found)
        }
        Subject::EntraUsers => {
            let mut users =
                attrflow::input::UserReader::new(example.as_bytes()).of(&attrflow::systems::ENTRA);
            let mut found = Vec::new();
            while let Some(item) = users.next_item().expect("bytes") {
                if let attrflow::input::Item::Problem(problem) = item {
                    found.push(problem.diagnostic);
                }
            }
            (example, found)
        }
        Subject::Schema => {
            let (_, found) = attrflow::graph::import_text(&example).expect(&example);
            let found = found.into_iter().map(|found| placed(found, &example)).collect();
            (example, found)
        }
        Subject::Exported => {
            let profile = Profile::read(&example).strict().expect(&example);
            let (_, found) = attrflow::graph::create(&profile).expect(&example);
            let found = found.into_iter().map(|found| placed(found, &example)).collect();
            (example, found)
        }
        _ => (example, Vec::new()),
    }
}

/// A finding of a document with its place in the text.
fn placed(mut found: Diagnostic, text: &str) -> Diagnostic {
    found.span = document::resolve(text, &found);
    found
}

/// The bytes of a text in which `\xE9` is one.
fn bytes(text: &str) -> Vec<u8> {
    let mut parts = text.split("\\x");
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(digits, 16).expect("two digits"));
        bytes.extend(rest.as_bytes());
    }
    bytes
}

#[test]
fn every_code_has_a_page_whose_example_shows_it_alone() {
    let mut wrong = Vec::new();
    for code in Code::ALL {
        let page = code.page();
        for (part, text) in [
            ("summary", page.summary),
            ("why", page.why),
            ("example", page.example),
            ("instead", page.instead),
            ("source", page.source),
        ] {
            assert!(!text.trim().is_empty(), "{code} has no {part}");
        }
        let (_, found) = run(*code, &page);
        if found.is_empty() || found.iter().any(|found| found.code != *code) {
            let found: Vec<String> = found.iter().map(ToString::to_string).collect();
            wrong.push(format!("{code}: {} shows {found:#?}", page.example));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn findings_of_every_code_read_well() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/pages");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for code in Code::ALL {
            let (text, found) = run(*code, &code.page());
            let shown: Vec<String> = found
                .iter()
                .map(|found| {
                    render(
                        found,
                        About { path: Some("example"), text: Some(&text), ..About::default() },
                        false,
                    )
                })
                .collect();
            insta::assert_snapshot!(format!("{code:?}"), shown.join("\n\n"));
        }
    });
}
