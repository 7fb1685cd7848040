//! The tree of an expression, each node with its span: one form for all mapping languages.
//!
//! Entra's parsers make only some of the nodes. What a stage does with those that a language does
//! not have stands in that stage, in one sentence each.

use crate::named::named;
use crate::span::Span;

/// A node and its place in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where the node stands, in bytes.
    pub span: Span,
    /// What stands there.
    pub kind: NodeKind,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum NodeKind {
    /// A reference to an attribute of the source user, `[mail]` or `user.name.given`: the name that
    /// the system has for it, trimmed.
    Attribute(String),
    /// `"text"`: the value, escapes resolved.
    Text(String),
    /// `10`, `-10`, `&HF`.
    Number(Number),
    /// `True`, `null`, `vbTextCompare`, `IgnoreAttributeFlow`.
    Keyword(Keyword),
    /// `%DomainFQDN%`: the name between the signs.
    Parameter(String),
    /// `$item`, `#this`: the name after the sign. Of Microsoft's languages only Connect's has it.
    Variable(String),
    /// `Join(" ", [a])`, `String.len(a)`, `#string.trim(a)`: a function that stands by itself.
    Call(Call),
    /// `[a] = [b]`, `a + b`: any infix operator.
    Binary(Box<Binary>),
    /// `value.trim(x)`: a function of a value. No language of Microsoft's.
    Method(Box<Method>),
    /// `value.name`: a member of a value. No language of Microsoft's.
    Member(Box<Member>),
    /// `value[0]`, `map['key']`: an element of a value. No language of Microsoft's.
    Index(Box<Index>),
    /// `!value`, `-value`: an operator before its operand. No language of Microsoft's.
    Unary(Box<Unary>),
    /// `condition ? yes : no`: one of two values. No language of Microsoft's.
    Conditional(Box<Conditional>),
    /// `value ?: other`: a value, or another if there is none. No language of Microsoft's.
    Elvis(Box<Elvis>),
    /// `{1, 2}`: a list written down. No language of Microsoft's.
    List(Vec<Node>),
    /// `{key: value}`: a map written down. No language of Microsoft's.
    Map(Vec<Entry>),
    /// `list.?[condition]`: the elements that meet a condition. No language of Microsoft's.
    Selection(Box<Selection>),
    /// `list.![value]`: something of each element. No language of Microsoft's.
    Projection(Box<Projection>),
    /// `${user.firstName}.${user.lastName}`: texts and values one after the other. No language of
    /// Microsoft's.
    Template(Vec<Node>),
}

/// A call of a function that belongs to a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Method {
    /// The value.
    pub receiver: Node,
    /// The name and the arguments.
    pub call: Call,
}

/// A member of a value, by its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The value.
    pub object: Node,
    /// The name of the member.
    pub name: String,
    /// Where the name stands.
    pub name_span: Span,
}

/// An element of a value, by its place or key.
#[derive(Clone, Debug, PartialEq)]
pub struct Index {
    /// The value.
    pub object: Node,
    /// The place or key.
    pub index: Node,
}

/// An operator before its operand.
#[derive(Clone, Debug, PartialEq)]
pub struct Unary {
    /// The operator.
    pub operator: UnaryOperator,
    /// Where the operator stands.
    pub operator_span: Span,
    /// What it is applied to.
    pub operand: Node,
}

/// An operator that stands before its operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOperator {
    /// The opposite of a condition.
    Not,
    /// The negative of a number.
    Minus,
}

/// One of two values, by a condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Conditional {
    /// The condition.
    pub condition: Node,
    /// The value if it holds.
    pub yes: Node,
    /// The value if it does not.
    pub no: Node,
}

/// A value, and what takes its place if there is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Elvis {
    /// The value.
    pub value: Node,
    /// What takes its place.
    pub other: Node,
}

/// One entry of a map that is written down.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key; a plain name is a text.
    pub key: Node,
    /// What stands behind it.
    pub value: Node,
}

/// The elements of a list that meet a condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    /// The list.
    pub list: Node,
    /// Which of those that meet it.
    pub which: Which,
    /// The condition, about the variable `this`.
    pub condition: Node,
}

/// Which elements a selection takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// `.?[…]`
    All,
    /// `.^[…]`
    First,
    /// `.$[…]`
    Last,
}

/// Something of each element of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Projection {
    /// The list.
    pub list: Node,
    /// What is made of an element, which is the variable `this`.
    pub each: Node,
}

/// A function call.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The name as written.
    pub name: String,
    /// Where the name stands.
    pub name_span: Span,
    /// The places between the commas. `Now()` has none; `ToLower([a], )` has two.
    pub arguments: Vec<Argument>,
}

impl Call {
    /// What stands in its places, absent ones left out.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.arguments.iter().filter_map(|argument| argument.node.as_ref())
    }

    /// Whether the name is the same in any letter case, and the same places are empty.
    fn calls_the_same(&self, other: &Call) -> bool {
        let filled =
            |call: &Call| call.arguments.iter().map(|argument| argument.node.is_some()).collect::<Vec<_>>();
        self.name.eq_ignore_ascii_case(&other.name) && filled(self) == filled(other)
    }
}

/// One place between commas.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// The place, blanks around the node left out; empty if nothing stands there.
    pub span: Span,
    /// What stands there; absent is different from `""`.
    pub node: Option<Node>,
}

/// Two operands and what joins them.
#[derive(Clone, Debug, PartialEq)]
pub struct Binary {
    /// The operator.
    pub operator: Operator,
    /// Where the operator stands.
    pub operator_span: Span,
    /// What stands left of it.
    pub left: Node,
    /// What stands right of it.
    pub right: Node,
}

/// A number as written in an expression.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// A whole number of 64 bits.
    Integer(i64),
    /// A number with a decimal point.
    Decimal(f64),
}

named! {
    /// A bare word with a meaning of its own.
    pub enum Keyword {
        /// True, as a Boolean.
        True = "True",
        /// False, as a Boolean.
        False = "False",
        /// No value.
        Null = "NULL",
        /// Leaves the attribute out of the flow.
        IgnoreAttributeFlow = "IgnoreAttributeFlow",
        /// Leaves the whole object out.
        IgnoreObjectFlow = "IgnoreObjectFlow",
        /// Connect's name for leaving the attribute out.
        IgnoreThisFlow = "IgnoreThisFlow",
        /// Connect: clears the attribute whatever other rules say.
        AuthoritativeNull = "AuthoritativeNull",
        /// A carriage return and a line feed.
        CrLf = "CRLF",
        /// Comparison without regard to letter case.
        TextCompare = "vbTextCompare",
        /// Comparison of the exact characters.
        BinaryCompare = "vbBinaryCompare",
        /// The encoding UTF-16, little end first.
        Unicode = "Unicode",
        /// The encoding of seven bits.
        Ascii = "ASCII",
        /// The encoding UTF-8.
        Utf8 = "UTF8",
    }
}

named! {
    /// An infix operator. Entra knows the six comparisons; Connect knows all.
    pub enum Operator {
        /// Equal: texts in the same letter case, numbers and dates by value.
        Equal = "=",
        /// Not equal: texts in the same letter case, numbers and dates by value.
        NotEqual = "<>",
        /// Greater: by number if both sides are numbers, by time if one is a date, else by text.
        Greater = ">",
        /// Greater or equal: by number if both sides are numbers, by time if one is a date, else by text.
        GreaterOrEqual = ">=",
        /// Less: by number if both sides are numbers, by time if one is a date, else by text.
        Less = "<",
        /// Less or equal: by number if both sides are numbers, by time if one is a date, else by text.
        LessOrEqual = "<=",
        /// Connect: join two texts.
        Concatenate = "&",
        /// Connect: sum.
        Add = "+",
        /// Connect: difference.
        Subtract = "-",
        /// Connect: product.
        Multiply = "*",
        /// Connect: both.
        And = "&&",
        /// Connect: one or both.
        Or = "||",
        /// Quotient; no language of Microsoft's.
        Divide = "/",
        /// Remainder; no language of Microsoft's.
        Remainder = "%",
        /// Power; no language of Microsoft's.
        Power = "^",
        /// Whether a whole text matches a pattern; no language of Microsoft's.
        Matches = "matches",
    }
}

impl Operator {
    /// Whether it is one of the six comparisons.
    pub const fn is_comparison(self) -> bool {
        use Operator::*;
        matches!(self, Equal | NotEqual | Greater | GreaterOrEqual | Less | LessOrEqual)
    }
}

impl Node {
    /// The nodes directly below, in the order of the text.
    pub fn children(&self) -> Vec<&Node> {
        let mut children = Vec::new();
        self.each_child(&mut |child| children.push(child));
        children
    }

    /// Calls `visit` with each node directly below, in the order of the text.
    fn each_child<'n>(&'n self, visit: &mut dyn FnMut(&'n Node)) {
        match &self.kind {
            NodeKind::Attribute(_)
            | NodeKind::Text(_)
            | NodeKind::Number(_)
            | NodeKind::Keyword(_)
            | NodeKind::Parameter(_)
            | NodeKind::Variable(_) => {}
            NodeKind::Call(call) => call.nodes().for_each(visit),
            NodeKind::Binary(binary) => [&binary.left, &binary.right].into_iter().for_each(visit),
            NodeKind::Method(method) => {
                visit(&method.receiver);
                method.call.nodes().for_each(visit);
            }
            NodeKind::Member(member) => visit(&member.object),
            NodeKind::Index(index) => [&index.object, &index.index].into_iter().for_each(visit),
            NodeKind::Unary(unary) => visit(&unary.operand),
            NodeKind::Conditional(choice) => {
                [&choice.condition, &choice.yes, &choice.no].into_iter().for_each(visit);
            }
            NodeKind::Elvis(elvis) => [&elvis.value, &elvis.other].into_iter().for_each(visit),
            NodeKind::List(nodes) | NodeKind::Template(nodes) => nodes.iter().for_each(visit),
            NodeKind::Map(entries) => {
                entries.iter().flat_map(|entry| [&entry.key, &entry.value]).for_each(visit);
            }
            NodeKind::Selection(selection) => {
                [&selection.list, &selection.condition].into_iter().for_each(visit);
            }
            NodeKind::Projection(projection) => {
                [&projection.list, &projection.each].into_iter().for_each(visit);
            }
        }
    }

    /// Calls `visit` with this node and all below it, parents first.
    pub fn walk<'n>(&'n self, visit: &mut impl FnMut(&'n Node)) {
        visit(self);
        self.walk_below(visit);
    }

    fn walk_below<'n>(&'n self, visit: &mut dyn FnMut(&'n Node)) {
        self.each_child(&mut |child| {
            visit(child);
            child.walk_below(visit);
        });
    }

    /// Whether two nodes say the same, wherever they stand; names of functions in any letter case.
    pub(crate) fn says_the_same(&self, other: &Node) -> bool {
        let own = match (&self.kind, &other.kind) {
            (NodeKind::Attribute(one), NodeKind::Attribute(other))
            | (NodeKind::Text(one), NodeKind::Text(other))
            | (NodeKind::Parameter(one), NodeKind::Parameter(other))
            | (NodeKind::Variable(one), NodeKind::Variable(other)) => one == other,
            (NodeKind::Number(one), NodeKind::Number(other)) => one == other,
            (NodeKind::Keyword(one), NodeKind::Keyword(other)) => one == other,
            (NodeKind::Call(one), NodeKind::Call(other)) => one.calls_the_same(other),
            (NodeKind::Method(one), NodeKind::Method(other)) => one.call.calls_the_same(&other.call),
            (NodeKind::Binary(one), NodeKind::Binary(other)) => one.operator == other.operator,
            (NodeKind::Unary(one), NodeKind::Unary(other)) => one.operator == other.operator,
            (NodeKind::Member(one), NodeKind::Member(other)) => one.name == other.name,
            (NodeKind::Selection(one), NodeKind::Selection(other)) => one.which == other.which,
            (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
        };
        let (ones, others) = (self.children(), other.children());
        own && ones.len() == others.len()
            && ones.iter().zip(others).all(|(one, other)| one.says_the_same(other))
    }

    /// The names of all attributes the expression reads, each once, in order of appearance.
    pub fn attributes(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.walk(&mut |node| {
            if let NodeKind::Attribute(name) = &node.kind
                && !names.contains(&name.as_str())
            {
                names.push(name.as_str());
            }
        });
        names
    }

    /// What to call the node in a message: `text`, `attribute`, `call`.
    pub const fn description(&self) -> &'static str {
        match self.kind {
            NodeKind::Attribute(_) => "attribute",
            NodeKind::Text(_) => "text",
            NodeKind::Number(_) => "number",
            NodeKind::Keyword(_) => "keyword",
            NodeKind::Parameter(_) => "parameter",
            NodeKind::Variable(_) => "variable",
            NodeKind::Call(_) => "call",
            NodeKind::Binary(_) => "comparison",
            NodeKind::Method(_) => "method call",
            NodeKind::Member(_) => "member",
            NodeKind::Index(_) => "element",
            NodeKind::Unary(_) => "sign before a value",
            NodeKind::Conditional(_) => "conditional",
            NodeKind::Elvis(_) => "replacement for no value",
            NodeKind::List(_) => "list",
            NodeKind::Map(_) => "map",
            NodeKind::Selection(_) => "selection",
            NodeKind::Projection(_) => "projection",
            NodeKind::Template(_) => "template",
        }
    }
}
