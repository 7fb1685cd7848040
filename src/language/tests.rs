//! Nodes that no parser makes yet, built by hand: every stage says something of them, none panics.

use super::machine::{compile, evaluate};
use super::*;
use crate::span::Span;
use crate::value::Value;
use proptest::prelude::*;
use serde_json::json;

fn node(kind: NodeKind) -> Node {
    Node { span: Span::default(), kind }
}

fn text(text: &str) -> Node {
    node(NodeKind::Text(text.to_owned()))
}

fn number(number: i64) -> Node {
    node(NodeKind::Number(Number::Integer(number)))
}

fn attribute(name: &str) -> Node {
    node(NodeKind::Attribute(name.to_owned()))
}

fn call(name: &str, arguments: Vec<Node>) -> Call {
    let argument = |node: Node| Argument { span: node.span, node: Some(node) };
    Call {
        name: name.to_owned(),
        name_span: Span::default(),
        arguments: arguments.into_iter().map(argument).collect(),
    }
}

fn member(object: Node, name: &str) -> Node {
    let member = Member { object, name: name.to_owned(), name_span: Span::default() };
    node(NodeKind::Member(Box::new(member)))
}

fn index(object: Node, index: Node) -> Node {
    node(NodeKind::Index(Box::new(Index { object, index })))
}

fn unary(operator: UnaryOperator, operand: Node) -> Node {
    node(NodeKind::Unary(Box::new(Unary { operator, operator_span: Span::default(), operand })))
}

fn binary(operator: Operator, left: Node, right: Node) -> Node {
    let operator_span = Span::default();
    node(NodeKind::Binary(Box::new(Binary { operator, operator_span, left, right })))
}

fn conditional(condition: Node, yes: Node, no: Node) -> Node {
    node(NodeKind::Conditional(Box::new(Conditional { condition, yes, no })))
}

fn elvis(value: Node, other: Node) -> Node {
    node(NodeKind::Elvis(Box::new(Elvis { value, other })))
}

fn map(entries: Vec<(Node, Node)>) -> Node {
    node(NodeKind::Map(entries.into_iter().map(|(key, value)| Entry { key, value }).collect()))
}

fn selection(which: Which, list: Node, condition: Node) -> Node {
    node(NodeKind::Selection(Box::new(Selection { list, which, condition })))
}

fn projection(list: Node, each: Node) -> Node {
    node(NodeKind::Projection(Box::new(Projection { list, each })))
}

/// Runs a tree for a user whose attributes `a` and `b` are "x" and null.
fn value(tree: &Node) -> Result<serde_json::Value, String> {
    let language = Dialect::Entra.language();
    let mut slots = Slots::default();
    let instruction = compile(tree, language.registry, &mut slots).ok_or("unknown function")?;
    let user: Vec<_> =
        slots.names().iter().map(|name| if name == "a" { Value::text("x") } else { Value::Null }).collect();
    evaluate(&instruction, language.checks.semantics, &user, &Environment::default(), 0)
        .map(|evaluation| evaluation.value.to_json())
        .map_err(|found| found.message.clone())
}

fn print(tree: &Node) -> String {
    format_line(tree, "", Dialect::Entra)
}

fn words(tree: &Node) -> String {
    sentence(tree, Dialect::Entra)
}

/// Each new form with how it is printed, what its words are and what it gives.
#[test]
fn every_stage_says_something_of_every_node() {
    let list = || node(NodeKind::List(vec![number(1), number(2)]));
    let is_x = || binary(Operator::Equal, attribute("a"), text("x"));
    let method = Method { receiver: attribute("a"), call: call("ToUpper", vec![]) };
    let not_evaluated = |what: &str| Err(format!("attrflow parses this {what} but does not evaluate it"));
    let cases = [
        (node(NodeKind::Method(Box::new(method))), "[a].ToUpper()", "ToUpper of a", Ok(json!("X"))),
        (
            member(map(vec![(text("k"), number(1))]), "K"),
            r#"{"k": 1}.K"#,
            r#"K of (the map "k" → 1)"#,
            Ok(json!(1)),
        ),
        (member(attribute("b"), "k"), "[b].k", "k of b", Ok(json!(null))),
        (member(attribute("a"), "k"), "[a].k", "k of a", Err("a text has no member `k`".to_owned())),
        (index(list(), number(1)), "{1, 2}[1]", r#"the value "1" of (the list of 1 and 2)"#, Ok(json!(2))),
        (
            index(list(), number(2)),
            "{1, 2}[2]",
            r#"the value "2" of (the list of 1 and 2)"#,
            Err("the list has no value in this place".to_owned()),
        ),
        (
            unary(UnaryOperator::Not, is_x()),
            r#"!([a]="x")"#,
            r#"True unless a is "x", then False"#,
            Ok(json!(false)),
        ),
        (unary(UnaryOperator::Minus, number(3)), "-3", "minus 3", Ok(json!(-3))),
        (
            conditional(is_x(), text("yes"), text("no")),
            r#"([a]="x") ? "yes" : "no""#,
            r#""yes" if a is "x", else "no""#,
            Ok(json!("yes")),
        ),
        (
            elvis(attribute("b"), text("none")),
            r#"[b] ?: "none""#,
            r#"b, or "none" if it has no value"#,
            Ok(json!("none")),
        ),
        (list(), "{1, 2}", "the list of 1 and 2", Ok(json!([1, 2]))),
        (node(NodeKind::List(vec![])), "{}", "an empty list", Ok(json!([]))),
        (map(vec![]), "{:}", "an empty map", Ok(json!({}))),
        (
            selection(Which::First, list(), is_x()),
            r#"{1, 2}.^[[a]="x"]"#,
            r#"the first value of (the list of 1 and 2) where a is "x""#,
            not_evaluated("selection"),
        ),
        (
            projection(list(), attribute("a")),
            "{1, 2}.![[a]]",
            "a for each value of (the list of 1 and 2)",
            not_evaluated("projection"),
        ),
        (
            node(NodeKind::Template(vec![attribute("a"), text("@"), attribute("b")])),
            "${[a]}@${[b]}",
            r#"a + "@" + b"#,
            Ok(json!("x@")),
        ),
        (
            binary(Operator::Power, number(2), number(3)),
            "2 ^ 3",
            "2 ^ 3",
            Err("attrflow parses `^` but does not evaluate it".to_owned()),
        ),
    ];
    for (tree, printed, told, given) in cases {
        assert_eq!(print(&tree), printed);
        assert_eq!(words(&tree), told, "{printed}");
        assert_eq!(value(&tree), given, "{printed}");
        let found = check("", &tree, Dialect::Entra);
        let is_form = !matches!(tree.kind, NodeKind::Binary(_));
        let refused = found.iter().any(|found| found.code == crate::diagnostic::Code::Syntax);
        assert_eq!(refused, is_form, "{printed}: {found:?}");
        assert!(!is_form || found.iter().any(crate::diagnostic::Diagnostic::is_blocking), "{printed}");
    }
}

#[test]
fn attributes_are_found_below_every_node() {
    let tree = conditional(
        elvis(attribute("a"), attribute("b")),
        index(member(attribute("c"), "k"), attribute("d")),
        map(vec![(attribute("e"), projection(attribute("f"), attribute("g")))]),
    );
    assert_eq!(tree.attributes(), ["a", "b", "c", "d", "e", "f", "g"]);
    assert!(tree.says_the_same(&tree.clone()));
    assert!(!tree.says_the_same(&attribute("a")));
}

#[test]
fn either_side_may_come_out() {
    let tree = conditional(attribute("a"), text("yes"), elvis(attribute("b"), text("none")));
    let given: Vec<_> = results(&tree).into_iter().map(|leaf| (leaf.only, leaf.gives)).collect();
    assert!(matches!(
        given.as_slice(),
        [(false, Gives::Text(_)), (false, Gives::Attribute("b")), (false, Gives::Text(_))]
    ));
}

fn leaf() -> impl Strategy<Value = Node> {
    prop_oneof![
        "[a-c]".prop_map(|name| attribute(&name)),
        ".{0,6}".prop_map(|words| text(&words)),
        any::<i64>().prop_map(number),
        any::<f64>().prop_map(|value| node(NodeKind::Number(Number::Decimal(value)))),
        prop::sample::select(&Keyword::ALL[..]).prop_map(|keyword| node(NodeKind::Keyword(keyword))),
        "[a-z]{1,4}".prop_map(|name| node(NodeKind::Parameter(name))),
        "[a-z]{1,4}".prop_map(|name| node(NodeKind::Variable(name))),
    ]
}

/// Trees of all forms, with calls of functions that there are and that there are not.
fn tree() -> impl Strategy<Value = Node> {
    let names: Vec<&'static str> =
        functions(Dialect::Connect).map(|function| function.name).chain(["x"]).collect();
    leaf().prop_recursive(5, 48, 4, move |inner| {
        let nodes = || prop::collection::vec(inner.clone(), 0..4);
        let call = (prop::sample::select(names.clone()), nodes()).prop_map(|(name, nodes)| call(name, nodes));
        let pair = || (inner.clone(), inner.clone());
        let which = prop::sample::select(vec![Which::All, Which::First, Which::Last]);
        let sign = prop::sample::select(vec![UnaryOperator::Not, UnaryOperator::Minus]);
        prop_oneof![
            call.clone().prop_map(|call| node(NodeKind::Call(call))),
            (inner.clone(), call)
                .prop_map(|(receiver, call)| node(NodeKind::Method(Box::new(Method { receiver, call })))),
            (prop::sample::select(&Operator::ALL[..]), pair()).prop_map(|(sign, (a, b))| binary(sign, a, b)),
            (inner.clone(), "[a-z]{0,3}").prop_map(|(object, name)| member(object, &name)),
            pair().prop_map(|(object, at)| index(object, at)),
            (sign, inner.clone()).prop_map(|(sign, operand)| unary(sign, operand)),
            (inner.clone(), pair()).prop_map(|(condition, (a, b))| conditional(condition, a, b)),
            pair().prop_map(|(value, other)| elvis(value, other)),
            nodes().prop_map(|nodes| node(NodeKind::List(nodes))),
            nodes().prop_map(|nodes| node(NodeKind::Template(nodes))),
            prop::collection::vec(pair(), 0..3).prop_map(map),
            (which, pair()).prop_map(|(which, (list, condition))| selection(which, list, condition)),
            pair().prop_map(|(list, each)| projection(list, each)),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_tree_makes_a_stage_panic(tree in tree()) {
        for dialect in [Dialect::Entra, Dialect::Connect] {
            let language = dialect.language();
            let line = language.line(&tree, "");
            language.lines(&tree, &line);
            language.sentence(&tree);
            language.check(&line, &tree, &Context::default());
            results(&tree);
            let mut slots = Slots::default();
            if let Some(instruction) = compile(&tree, language.registry, &mut slots) {
                let user = vec![Value::text("x"); slots.names().len()];
                let environment = Environment::default();
                let plain = evaluate(&instruction, language.checks.semantics, &user, &environment, 0);
                let mut machine = machine::Machine::new(language.checks.semantics, &environment, 0);
                machine.recorder = Some(Box::new(machine::Recorder::new(&instruction, &line)));
                let traced = machine.run(&instruction, &user);
                // A trace never changes a result; that of a skipped flow is null.
                if let (Ok(plain), Ok(traced)) = (plain, traced) {
                    prop_assert_eq!(plain.value.to_json(), traced.to_json());
                }
            }
        }
    }
}
