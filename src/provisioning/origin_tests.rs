//! Which mapping a part of a body comes from, and which account a request goes to.

use super::{
    Account, AccountOrigin, Action, Assumptions, Preview, Reason, Situation, State, preview,
    preview_assuming, preview_in,
};
use crate::language::Environment;
use crate::mapping::{Plan, Profile};
use crate::place::{Pointer, PointerStep};
use crate::systems::presets;
use serde_json::{Value, json};

fn plan(profile: &Value) -> Plan {
    Plan::compile(Profile::read(&profile.to_string())).strict().unwrap()
}

fn told(preview: &Preview) -> Vec<(String, usize)> {
    preview.origins.iter().map(|origin| (origin.pointer.to_string(), origin.mapping)).collect()
}

/// The ends of a body, but for what the service writes by itself.
fn leaves(value: &Value, at: &Pointer, found: &mut Vec<Pointer>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                leaves(value, &at.clone().member(name), found);
            }
        }
        Value::Array(elements) => {
            for (index, value) in elements.iter().enumerate() {
                leaves(value, &at.clone().element(index), found);
            }
        }
        _ => found.push(at.clone()),
    }
}

fn has_origin(preview: &Preview, pointer: &Pointer) -> bool {
    preview.origins.iter().any(|origin| pointer.steps().starts_with(origin.pointer.steps()))
}

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

fn many(dialect: &str) -> Plan {
    plan(&json!({"target": "scim", "settings": {"dialect": dialect}, "mappings": [
        {"type": "direct", "source": "userPrincipalName", "target": "userName", "match": 1},
        {"type": "direct", "source": "city", "target": "addresses[type eq \"home\"].locality"},
        {"type": "direct", "source": "mail", "target": "emails[type eq \"work\"].value"},
        {"type": "direct", "source": "department", "target": format!("{ENTERPRISE}:department")},
        {"type": "direct", "source": "jobTitle", "target": "title"},
        {"type": "direct", "source": "displayName", "target": "displayName"},
    ]}))
}

#[test]
fn every_part_of_a_create_has_its_mapping() {
    let user = json!({"userPrincipalName": "a@x.example", "mail": "a@x.example", "department": "R"});
    let made = preview(&many("entra-legacy"), &user.to_string(), &Environment::default()).unwrap();
    let wanted = [
        ("/schemas/1", 3),
        ("/userName", 0),
        ("/emails/0/type", 2),
        ("/emails/0/value", 2),
        (&*format!("/{ENTERPRISE}/department"), 3),
    ];
    assert_eq!(told(&made), wanted.map(|(pointer, at)| (pointer.to_owned(), at)));
    // The body that would be sent is shown of users that are left alone, and so are its origins.
    let disabled = json!({"userPrincipalName": "a@x.example", "accountEnabled": false});
    let left = preview(&many("entra-legacy"), &disabled.to_string(), &Environment::default()).unwrap();
    assert_eq!((left.request.is_none(), told(&left)), (true, vec![("/userName".to_owned(), 0)]));
}

#[test]
fn no_value_of_any_preset_is_without_a_mapping() {
    let mut seen = 0;
    for preset in presets::presets() {
        let plan = plan(&preset.profile);
        for sample in plan.source().samples() {
            let preview = preview(&plan, &json!(sample.user).to_string(), &Environment::default()).unwrap();
            let body: Value = serde_json::from_str(&preview.body_text).unwrap();
            let mut ends = Vec::new();
            leaves(&body, &Pointer::default(), &mut ends);
            for end in ends {
                let own = matches!(end.steps(), [PointerStep::Member(name), ..] if name == "schemas");
                assert!(own || has_origin(&preview, &end), "{}: {end}", preset.id);
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn operations_lead_to_the_mappings_behind_them() {
    let user = json!({"userPrincipalName": "a@x.example", "jobTitle": "Lead", "displayName": "A",
        "city": "Rome"});
    let existing = json!({"id": "7", "userName": "a@x.example", "title": "Was", "displayName": "Was"});
    let situation = Situation { existing: Some(&existing), ..Situation::default() };
    for (dialect, wanted) in [
        ("entra-legacy", vec![("/Operations/0", 1), ("/Operations/1", 4), ("/Operations/2", 5)]),
        (
            "entra-compliant",
            vec![
                ("/Operations/0", 1),
                ("/Operations/1/value/title", 4),
                ("/Operations/1/value/displayName", 5),
            ],
        ),
    ] {
        let preview =
            preview_in(&many(dialect), &user.to_string(), &situation, &Environment::default()).unwrap();
        assert_eq!(preview.action, Action::Update);
        let wanted: Vec<_> = wanted.into_iter().map(|(pointer, at)| (pointer.to_owned(), at)).collect();
        assert_eq!(told(&preview), wanted, "{dialect}");
    }
}

#[test]
fn a_whole_user_is_written_with_its_origins() {
    let plan = plan(&json!({"source": "pingone", "target": "zoom", "mappings": [
        {"type": "direct", "source": "email", "target": "userName"},
        {"type": "direct", "source": "email", "target": "emails[type eq \"work\"].value"},
        {"type": "direct", "source": "title", "target": "title"}]}));
    let user = json!({"username": "a", "email": "a@x.example", "title": "Lead"});
    let existing = json!({"id": "7", "userName": "a@x.example", "title": "Was"});
    let situation = Situation { existing: Some(&existing), ..Situation::default() };
    let preview = preview_in(&plan, &user.to_string(), &situation, &Environment::default()).unwrap();
    assert_eq!(preview.request.as_ref().map(|request| request.method), Some("PUT"));
    let wanted = [("/userName", 0), ("/emails/0/type", 1), ("/emails/0/value", 1), ("/title", 2)];
    assert_eq!(told(&preview), wanted.map(|(pointer, at)| (pointer.to_owned(), at)));
}

#[test]
fn the_account_says_how_it_is_known() {
    let plan = many("entra-legacy");
    let user = json!({"userPrincipalName": "a@x.example"}).to_string();
    let held = json!({"id": "7", "userName": "A@x.example"});
    let linked = State { previously_provisioned: true, ..State::default() };
    let directory = vec![held.clone()];
    let account = |situation: &Situation<'_>| {
        preview_in(&plan, &user, situation, &Environment::default()).unwrap().account
    };
    let found = |how| Some(Account::new(held.clone(), how));
    assert_eq!(account(&Situation::default()), None);
    let by_link = Situation { state: linked, existing: Some(&held), ..Situation::default() };
    assert_eq!(account(&by_link), found(AccountOrigin::Linked));
    let by_name = Situation { directory: &directory, ..Situation::default() };
    assert_eq!(account(&by_name), found(AccountOrigin::Matched));
    let gone = State { assigned: false, ..linked };
    let lost = Account { linked: true, ..Account::new(held.clone(), AccountOrigin::Matched) };
    assert_eq!(account(&Situation { state: gone, ..by_name }), Some(lost));
    assert_eq!(account(&by_name).and_then(|account| account.id), Some("7".to_owned()));
}

#[test]
fn what_is_not_told_of_the_past_is_assumed() {
    let plan = plan(&json!({"target": "scim", "mappings": [
        {"type": "direct", "source": "userPrincipalName", "target": "userName", "match": 1},
        {"type": "direct", "source": "jobTitle", "target": "title"},
        {"type": "expression", "source": "Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")",
            "target": "active"}],
        "scope": [{"clauses": [{"attr": "department", "op": "EQUALS", "value": "Research"}]}]}));
    let nobody = Vec::new();
    let held = vec![json!({"id": "7", "userName": "A@x.example", "active": true})];
    let user = json!({"userPrincipalName": "a@x.example", "department": "Research", "jobTitle": "Lead"});
    let filtered = json!({"userPrincipalName": "a@x.example", "department": "Sales"});
    let disabled =
        json!({"userPrincipalName": "a@x.example", "department": "Research", "accountEnabled": false});
    let out = State { assigned: false, ..State::default() };
    let all = State::default();
    for (user, state, target, provisioned, action, how, linked) in [
        (&user, all, None, None, Action::Create, None, false),
        (&user, all, Some(&held), None, Action::Update, Some(AccountOrigin::Matched), false),
        // Taken as what a create made of the user as it is: nothing differs.
        (&user, all, None, Some(true), Action::None, Some(AccountOrigin::Assumed), true),
        (&user, out, None, None, Action::Disable, Some(AccountOrigin::Assumed), true),
        (&user, out, Some(&held), None, Action::Disable, Some(AccountOrigin::Matched), true),
        (&user, out, Some(&nobody), None, Action::Skip, None, false),
        (&user, out, Some(&held), Some(false), Action::Skip, Some(AccountOrigin::Matched), false),
        // Nobody is filtered out that has an account, unless an earlier cycle made it.
        (&filtered, all, Some(&held), None, Action::Disable, Some(AccountOrigin::Matched), true),
        (&filtered, all, None, None, Action::Skip, None, false),
        // The account was in use when the create was sent.
        (&disabled, all, None, Some(true), Action::Disable, Some(AccountOrigin::Assumed), true),
    ] {
        let situation = Situation { state, directory: target.unwrap_or(&nobody), ..Situation::default() };
        let assumptions =
            Assumptions { situation, provisioned, target_is_known: target.is_some(), earlier: None };
        let user = user.to_string();
        let preview = preview_assuming(&plan, &user, &assumptions, &Environment::default()).unwrap();
        let account = preview.account.as_ref();
        let told = (account.map(|account| account.how), account.is_some_and(|account| account.linked));
        assert_eq!((preview.action, told), (action, (how, linked)), "{user} {state:?} {provisioned:?}");
        assert!(preview.reason != Some(Reason::ImportSkipped));
    }
}
