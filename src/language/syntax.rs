//! The tree of an expression, each node with its span.

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
pub enum NodeKind {
    /// `[mail]`: the name, trimmed.
    Attribute(String),
    /// `"text"`: the value, escapes resolved.
    Text(String),
    /// `10`, `-10`, `&HF`.
    Number(Number),
    /// `True`, `vbTextCompare`, `IgnoreAttributeFlow`.
    Keyword(Keyword),
    /// `%DomainFQDN%`: the name between the signs.
    Parameter(String),
    /// `$item`, Connect only: the name after the sign.
    Variable(String),
    /// `Join(" ", [a])`.
    Call(Call),
    /// `[a] = [b]`, and in Connect any infix operator.
    Binary(Box<Binary>),
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

/// Declares an enum of words with their documented spelling.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[doc = $doc:literal])* $variant:ident = $text:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[doc = $doc])* $variant,)* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The documented spelling.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// What it means, in a sentence.
            pub fn about(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),*),)* }.trim_start()
            }
        }
    };
}

words! {
    /// A bare word with a meaning of its own.
    Keyword {
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

impl Keyword {
    /// The keyword spelled so in any letter case.
    pub fn find(word: &str) -> Option<Keyword> {
        Self::ALL.iter().copied().find(|keyword| keyword.as_str().eq_ignore_ascii_case(word))
    }
}

words! {
    /// An infix operator. Entra knows the six comparisons; Connect knows all.
    Operator {
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
    }
}

impl Operator {
    /// The operator with this text.
    pub fn find(text: &str) -> Option<Operator> {
        Self::ALL.iter().copied().find(|operator| operator.as_str() == text)
    }

    /// Whether it is one of the six comparisons.
    pub const fn is_comparison(self) -> bool {
        use Operator::*;
        matches!(self, Equal | NotEqual | Greater | GreaterOrEqual | Less | LessOrEqual)
    }
}

impl Node {
    /// Calls `visit` with this node and all below it, parents first.
    pub fn walk<'n>(&'n self, visit: &mut impl FnMut(&'n Node)) {
        visit(self);
        match &self.kind {
            NodeKind::Call(call) => {
                call.arguments.iter().filter_map(|a| a.node.as_ref()).for_each(|node| node.walk(visit));
            }
            NodeKind::Binary(binary) => {
                binary.left.walk(visit);
                binary.right.walk(visit);
            }
            _ => {}
        }
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
        }
    }
}
