//! A tree as canonical text: on one line as Graph prints it, or indented if that is too long.

use super::functions;
use super::parse::{Dialect, parse};
use super::syntax::{Binary, Call, Node, NodeKind, Number};
use crate::diagnostic::Outcome;

/// Longest line before a call is broken up, in characters.
pub const LINE: usize = 100;

/// Spaces for each level.
const INDENT: usize = 4;

/// Formats an expression: one line if it fits, indented otherwise. Formatting again changes
/// nothing, and the new text has the same meaning.
///
/// # Errors
/// Those of [`parse`].
///
/// ```
/// use attrflow::language::{format, Dialect};
/// let text = format("IIF( [a] = \"x\" ,1,toLower( [b] , ) )", Dialect::Entra)?;
/// assert_eq!(text, "IIF([a]=\"x\", 1, ToLower([b], ))");
/// # Ok::<(), Box<attrflow::diagnostic::Diagnostic>>(())
/// ```
pub fn format(text: &str, dialect: Dialect) -> Outcome<String> {
    let tree = parse(text, dialect)?;
    let printer = Printer { text, dialect };
    let mut out = String::with_capacity(text.len());
    printer.lines(&tree, 0, &mut out);
    Ok(out)
}

/// The tree on one line, as Graph stores it in `expression`. `text` is what the tree was parsed
/// from; numbers keep their spelling there.
pub fn format_line(tree: &Node, text: &str, dialect: Dialect) -> String {
    let mut out = String::new();
    Printer { text, dialect }.line(tree, &mut out);
    out
}

/// A text constant with its quotes. Backslashes are doubled, as in Microsoft's own pages; the
/// parser would keep most single ones too.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}

struct Printer<'t> {
    text: &'t str,
    dialect: Dialect,
}

impl Printer<'_> {
    fn line(&self, node: &Node, out: &mut String) {
        match &node.kind {
            NodeKind::Attribute(name) => out.extend(["[", name, "]"]),
            NodeKind::Text(text) => out.push_str(&quoted(text)),
            NodeKind::Number(number) => out.push_str(&self.number(*number, node)),
            NodeKind::Keyword(keyword) => out.push_str(keyword.as_str()),
            NodeKind::Parameter(name) => out.extend(["%", name, "%"]),
            NodeKind::Variable(name) => out.extend(["$", name]),
            NodeKind::Binary(binary) => self.binary(binary, out),
            NodeKind::Call(call) => {
                out.push_str(self.name(call));
                out.push('(');
                for (at, argument) in call.arguments.iter().enumerate() {
                    if at > 0 {
                        out.push_str(", ");
                    }
                    if let Some(node) = &argument.node {
                        self.line(node, out);
                    }
                }
                out.push(')');
            }
        }
    }

    /// The spelling in the text if it spells this number, for `&H21C07000` says more than its digits.
    fn number(&self, number: Number, node: &Node) -> String {
        let spelled = node.span.of(self.text);
        let same = parse(spelled, self.dialect).is_ok_and(|tree| tree.kind == NodeKind::Number(number));
        match number {
            _ if same => spelled.to_owned(),
            Number::Integer(value) => value.to_string(),
            Number::Decimal(value) => {
                // The grammar knows no exponents.
                let text = crate::json::plain(value);
                if text.contains('.') { text } else { text + ".0" }
            }
        }
    }

    fn binary(&self, binary: &Binary, out: &mut String) {
        self.operand(&binary.left, false, out);
        if binary.operator.is_comparison() {
            out.push_str(binary.operator.as_str());
        } else {
            out.extend([" ", binary.operator.as_str(), " "]);
        }
        self.operand(&binary.right, true, out);
    }

    /// Connect reads operators from left to right, so only a right side needs parentheses; in
    /// Entra's dialect `&` binds closer than a comparison and there are no parentheses.
    fn operand(&self, node: &Node, right: bool, out: &mut String) {
        let nested = matches!(node.kind, NodeKind::Binary(_));
        if nested && right && self.dialect == Dialect::Connect {
            out.push('(');
            self.line(node, out);
            out.push(')');
        } else {
            self.line(node, out);
        }
    }

    fn name<'c>(&self, call: &'c Call) -> &'c str {
        functions::find(&call.name, self.dialect).map_or(&call.name, |function| function.name)
    }

    /// On one line if it fits behind `indent`, else one argument a line; a key of `Switch` shares
    /// the line of its value.
    fn lines(&self, node: &Node, indent: usize, out: &mut String) {
        let mut line = String::new();
        self.line(node, &mut line);
        let NodeKind::Call(call) = &node.kind else { return out.push_str(&line) };
        if line.chars().count() + indent <= LINE || call.arguments.is_empty() {
            return out.push_str(&line);
        }
        let name = self.name(call);
        out.push_str(name);
        out.push('(');
        let inner = indent + INDENT;
        let pairs = name == "Switch";
        // A break before the place of an absent argument would look like a slip.
        let mut fresh = true;
        for (at, argument) in call.arguments.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            let is_value = pairs && self.dialect == Dialect::Entra && at >= 3 && at % 2 == 1;
            match &argument.node {
                None => out.push(' '),
                Some(node) if is_value && !fresh => {
                    out.push(' ');
                    self.lines(node, inner, out);
                }
                Some(node) => {
                    out.push('\n');
                    out.extend(std::iter::repeat_n(' ', inner));
                    self.lines(node, inner, out);
                }
            }
            fresh = argument.node.is_none();
        }
        if call.arguments.last().is_some_and(|argument| argument.node.is_some()) {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', indent));
        }
        out.push(')');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_is_what_graph_prints() {
        // Expressions of public exports of the synchronization schema, as Graph printed them.
        for text in [
            r#"IIF(IsPresent([pwdLastSet]), FormatDateTime(DateFromNum([pwdLastSet]), , "yyyyMMddHHmmss.0Z"), )"#,
            r#"IIF(IsPresent([userAccountControl]), IIF(BitAnd([userAccountControl], 2)="0", "True", "False"), Not([accountDisabled]))"#,
            r#"Join("@", [sAMAccountName], )"#,
            r#"Replace([preferredLanguage], "-", , , "_", , )"#,
            r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#,
        ] {
            let tree = parse(text, Dialect::Entra).expect(text);
            assert_eq!(format_line(&tree, text, Dialect::Entra), text);
        }
    }

    #[test]
    fn long_calls_are_broken_up() {
        let text = r#"Switch(SingleAppRoleAssignment([appRoleAssignments]), , "Basic", "Licensed", "Pro", IIF([country]="US", "Licensed in the United States", "Licensed elsewhere in the world, for now"))"#;
        let expected = r#"Switch(
    SingleAppRoleAssignment([appRoleAssignments]), ,
    "Basic", "Licensed",
    "Pro", IIF([country]="US", "Licensed in the United States", "Licensed elsewhere in the world, for now")
)"#;
        assert_eq!(format(text, Dialect::Entra).as_deref(), Ok(expected));
    }

    #[test]
    fn connect_keeps_its_parentheses() {
        for text in ["2 * (5 + 3)", "2 * 5 + 3", "[a] & (\"x\"=[b])", "IIF(&H21C07000>0, True, NULL)"] {
            assert_eq!(format(text, Dialect::Connect).as_deref(), Ok(text));
        }
    }
}
