//! What a trace says of an evaluation and of a mapping.

use attrflow::diagnostic::Diagnostic;
use attrflow::dotnet::datetime::DateTime;
use attrflow::language::{Dialect, Environment, Evaluation, Trace, TraceNode, TraceState};
use attrflow::mapping::{MappingTrace, Plan, Profile, StepKind};
use attrflow::{evaluate, evaluate_traced};
use serde_json::{Value as Json, json};

fn environment() -> Environment {
    Environment {
        now: DateTime::from_rfc3339("2026-03-01T12:00:00Z").expect("a time"),
        taken: ["ada".to_owned()].into(),
        ..Environment::default()
    }
}

/// A node as a line: label, `*` if chosen, value or state, reasons, error.
fn line(node: &TraceNode) -> String {
    let value = match node.state {
        TraceState::Value => {
            format!("{} ({})", node.value.as_ref().unwrap_or(&Json::Null), node.value_type.unwrap_or("?"))
        }
        TraceState::NotEvaluated => "not evaluated".to_owned(),
        TraceState::Ignored => "ignored".to_owned(),
        TraceState::Error => "error".to_owned(),
    };
    let chosen = if node.chosen { " *" } else { "" };
    let notes = node.notes.iter().map(|note| format!("\n{}  · {}", "  ".repeat(node.depth), note.text));
    let error = node.error.as_ref().map(|error| format!(" ! {error}")).unwrap_or_default();
    format!("{}{}{chosen} → {value}{error}{}", "  ".repeat(node.depth), node.label, notes.collect::<String>())
}

/// Expression and user of everything that a trace explains.
const TRACED: &[(&str, &str)] = &[
    (r#"IIF([country] = "US", [state], "abroad")"#, r#"{"country": "us", "state": "CA"}"#),
    (r#"IIF([n] > "5", "big", )"#, r#"{"n": "12"}"#),
    (r#"IIF([n] >= 5, "big", )"#, r#"{"n": "many"}"#),
    (r#"IIF([a] <> "", "x", "y")"#, "{}"),
    (r#"IIF([accountEnabled] = "true", "x", "y")"#, r#"{"accountEnabled": true}"#),
    (r#"IIF(CDate([hire]) <= Now(), "here", "soon")"#, r#"{"hire": "2026-03-02"}"#),
    (r#"Switch([d], "none", "Sales", "S", "R&D", "R", "IT", "I")"#, r#"{"d": "R&D"}"#),
    (r#"Switch([d], , "Sales ", "S", "sales", "s")"#, r#"{"d": "Sales"}"#),
    (r#"Switch([d], "none", "", "empty")"#, "{}"),
    (r#"Coalesce([mail], [other], "x")"#, r#"{"other": ""}"#),
    ("Coalesce([mail], [other])", "{}"),
    (r#"Join(", ", [a], "", [list], [b])"#, r#"{"a": "1", "list": ["x", "", null], "b": null}"#),
    (r#"Item(Split([mail], "@"), 2)"#, r#"{"mail": "ada@contoso.example"}"#),
    (r#"Append(Item([otherMails], 3), "x")"#, r#"{"otherMails": ["a"]}"#),
    (r#"Replace([mail], "@a", , , "@b", , )"#, r#"{"mail": "x@a"}"#),
    (r#"Replace([mail], "@c", , , "@b", , )"#, r#"{"mail": "x@a"}"#),
    (r#"Replace([id], "<u>", , , , , "<u>-<u>")"#, r#"{"id": "x"}"#),
    (r#"Replace([phone], , "[()\\s-]+", , "", , )"#, r#"{"phone": "+1 (999) 888-7777"}"#),
    (r#"Replace([a], , "(?<n>^\\d*)( )?", "n", "888", , )"#, r#"{"a": "545 Tremont Street"}"#),
    (r#"Replace([mail], , "^(?<name>[^@]+)@", "name", , "upn", )"#, r#"{"upn": "ada@x"}"#),
    (r#"Replace([mail], , "^(?<name>[^@]+)@", "name", , "upn", )"#, r#"{"mail": "m", "upn": "ada@x"}"#),
    (r#"FormatDateTime(CDate([d]), , "dd.MM.yyyy", "yyyy")"#, r#"{"d": "2020-03-16-07:00"}"#),
    (r#"FormatDateTime([d], , "yyyyMMdd", "dd.MM.yyyy")"#, r#"{"d": "20200316"}"#),
    (
        "SingleAppRoleAssignment([appRoleAssignments])",
        r#"{"appRoleAssignments": ["{\"value\":\"\",\"displayName\":\"Pro\"}", "{\"value\":\"Basic\"}"]}"#,
    ),
    ("SelectUniqueValue([a], [b], [c])", r#"{"b": "Ada", "c": "ada1"}"#),
    (r#"Append(IgnoreFlowIfNullOrEmpty([department]), "x")"#, "{}"),
    (r#"IIF([a] = "x", IgnoreObjectFlow, "y")"#, r#"{"a": "x"}"#),
    ("Not([flag])", r#"{"flag": "yes"}"#),
    ("IsNull([a])", r#"{"a": ""}"#),
    ("IsPresent([a])", r#"{"a": ""}"#),
    ("ToLower([otherMails])", r#"{"otherMails": ["A", "B"]}"#),
    ("Left([a], 2)", "{}"),
];

#[test]
fn reasons_are_given_in_words() {
    let mut text = String::new();
    for (expression, user) in TRACED {
        let source: Json = serde_json::from_str(user).expect(user);
        let (_, trace) = evaluate_traced(expression, &source, Dialect::Entra, &environment());
        let lines: Vec<String> = trace.nodes.iter().map(line).collect();
        text += &format!("{expression}\nfor {user}\n{}\n\n", lines.join("\n"));
    }
    insta::assert_snapshot!(text);
}

type Outcome = Result<Evaluation<'static>, Vec<Diagnostic>>;

/// What must hold for every trace.
fn holds(result: &Outcome, trace: &Trace, expression: &str) {
    let Some(root) = trace.nodes.first() else { return };
    assert_eq!((root.parent, root.depth), (None, 0));
    match result {
        Ok(evaluation) if evaluation.skipped.is_some() => assert_eq!(root.state, TraceState::Ignored),
        Ok(evaluation) => assert_eq!(root.value_type, Some(evaluation.value.kind())),
        Err(_) => assert_eq!(root.state, TraceState::Error),
    }
    for (at, node) in trace.nodes.iter().enumerate() {
        assert_eq!(node.state == TraceState::Value, node.value.is_some());
        assert!(!node.span.of(expression).is_empty(), "{:?} of {expression}", node.span);
        assert!(node.notes.iter().all(|note| !note.text.is_empty()));
        let Some(parent) = node.parent else {
            assert_eq!(at, 0);
            continue;
        };
        assert!(parent < at);
        let parent = &trace.nodes[parent];
        assert_eq!(node.depth, parent.depth + 1);
        assert!(parent.span.start <= node.span.start && node.span.end <= parent.span.end);
        if parent.state == TraceState::NotEvaluated {
            assert_eq!(node.state, TraceState::NotEvaluated);
        }
        if node.chosen && node.state == TraceState::Value && parent.state == TraceState::Value {
            assert_eq!(node.value, parent.value);
        }
    }
    if result.is_err() {
        assert_eq!(trace.nodes.iter().filter(|node| node.error.is_some()).count(), 1, "{expression}");
    }
}

#[test]
fn tracing_changes_no_result() {
    let cases: Vec<Json> = serde_json::from_str(include_str!("cases/expressions.json")).expect("JSON");
    let mut traced = 0;
    for case in &cases {
        let (Some(expression), Some(id)) = (case["expression"].as_str(), case["id"].as_str()) else {
            continue;
        };
        let dialect = if id.starts_with("connect-") { Dialect::Connect } else { Dialect::Entra };
        let mut environment = environment();
        environment.taken = case["taken"].as_array().into_iter().flatten().map(|t| t.to_string()).collect();
        let (result, trace) = evaluate_traced(expression, &case["source"], dialect, &environment);
        assert_eq!(result, evaluate(expression, &case["source"], dialect, &environment), "{expression}");
        holds(&result, &trace, expression);
        traced += usize::from(!trace.nodes.is_empty());
    }
    assert!(traced > 400, "{traced} traces");
}

#[test]
fn what_a_pattern_matched_is_data_too() {
    let user = json!({"a": "a1 b2 c3 d4 e5 f6"});
    let text = r#"Replace([a], , "(?<letter>[a-z])(\d)(x)?", , "", , )"#;
    let (_, trace) = evaluate_traced(text, &user, Dialect::Entra, &Environment::default());
    let note = trace.nodes[0].notes.iter().find(|note| !note.matches.is_empty()).expect("matches");
    assert_eq!(note.matches.len(), 5);
    let groups: Vec<_> =
        note.matches[1].groups.iter().map(|g| (g.name.as_str(), g.text.as_deref())).collect();
    assert_eq!(groups, [("1", Some("2")), ("2", None), ("letter", Some("b"))]);
    assert!(note.text.contains("6 times"), "{}", note.text);
}

#[test]
fn long_values_are_cut() {
    let user = json!({"a": "é".repeat(5_000), "l": vec!["x"; 5_000]});
    let text = r#"Join("", [a], Trim([l]))"#;
    let (result, trace) = evaluate_traced(text, &user, Dialect::Entra, &Environment::default());
    assert_eq!(
        result.expect("a value").value.to_json().as_str().map(|text| text.chars().count()),
        Some(10_000)
    );
    let long = trace.nodes[2].value.as_ref().and_then(Json::as_str).expect("text");
    assert_eq!(long.chars().count(), 1_001);
    assert_eq!(trace.nodes[3].value.as_ref().and_then(Json::as_array).map(Vec::len), Some(101));
    assert!(trace.nodes[3].notes.len() <= 8);
}

#[test]
fn spans_count_as_javascript_counts() {
    let text = r#"Append("😀", [mail])"#;
    let (_, trace) = evaluate_traced(text, &json!({}), Dialect::Entra, &Environment::default());
    let spans: Vec<_> = trace.to_utf16(text).nodes.iter().map(|n| (n.span.start, n.span.end)).collect();
    assert_eq!(spans, [(0, 20), (7, 11), (13, 19)]);
}

#[test]
fn broken_expressions_have_no_trace() {
    for text in ["Join(", "Foo([a])", "ToLower()"] {
        let (result, trace) = evaluate_traced(text, &json!({}), Dialect::Entra, &Environment::default());
        assert!(result.is_err() && trace.nodes.is_empty(), "{text}");
    }
}

/// The steps of every mapping of a profile for one user, a mapping with an expression first its tree.
fn steps(mappings: Json, user: Json) -> Vec<String> {
    let profile = Profile::read(&json!({"mappings": mappings}).to_string());
    let plan = Plan::compile(profile).lenient().expect("a profile");
    let text = user.to_string();
    let row = plan.read(&text).expect("a user");
    let count = plan.profile().mappings.len();
    assert_eq!(plan.trace(&row, count, &environment()), None);
    let computed = plan.values(&row, &environment());
    let traces = (0..count).map(|at| plan.trace(&row, at, &environment()).expect("a mapping"));
    let told = traces.zip(&computed).map(|(trace, computed): (MappingTrace, _)| {
        let last = trace.steps.last().expect("a step");
        // What the trace says in the end is what the plan does.
        match last.kind {
            StepKind::Sent => assert_eq!(last.value, computed.sent().map(|value| value.to_json())),
            StepKind::Dropped => assert!(last.value.is_none()),
            other => panic!("{other:?} is no end"),
        }
        let steps = trace.steps.iter().map(|step| match &step.value {
            Some(value) => format!("\n  {:?}: {} → {value}", step.kind, step.text),
            None => format!("\n  {:?}: {}", step.kind, step.text),
        });
        format!(
            "{}{}{}",
            trace.target,
            if trace.trace.is_some() { " (traced)" } else { "" },
            steps.collect::<String>()
        )
    });
    told.collect()
}

#[test]
fn mappings_are_followed_to_their_end() {
    let mappings = json!([
        {"type": "direct", "source": "userPrincipalName", "target": "userName", "match": 1},
        {"type": "expression", "source": "Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")", "target": "active"},
        {"type": "direct", "source": "department", "target": "title", "default": "none"},
        {"type": "direct", "source": "department", "target": "name.givenName"},
        {"type": "direct", "source": "companyName", "target": "name.familyName"},
        {"type": "expression", "source": "IgnoreFlowIfNullOrEmpty([department])", "target": "userType", "default": "x"},
        {"type": "expression", "source": "Item([otherMails], 9)", "target": "locale"},
        {"type": "expression", "source": "Append([companyName], \"\")", "target": "timezone"},
        {"type": "constant", "source": "maybe", "target": "active"},
        {"type": "none", "source": "", "target": "preferredLanguage"},
        {"type": "expression", "source": "Join(", "target": "nickName"},
        {"type": "direct", "source": "otherMails", "target": "displayName"},
        {"type": "expression", "source": "AppRoleAssignmentsComplex([appRoleAssignments])", "target": "roles"},
        {"type": "constant", "source": "a", "target": "userType"},
        {"type": "constant", "source": "b", "target": "usertype"},
        {"type": "expression", "source": "IIF([companyName] = \"\", IgnoreObjectFlow, \"x\")", "target": "profileUrl"},
    ]);
    let user = json!({
        "userPrincipalName": "ada@contoso.example", "accountEnabled": true, "companyName": "",
        "otherMails": ["a@x", "b@x"], "appRoleAssignments": ["{\"value\":\"Basic\",\"displayName\":\"B\"}"],
    });
    insta::assert_snapshot!(steps(mappings, user).join("\n"));
}
