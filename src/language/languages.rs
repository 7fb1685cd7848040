//! The languages that there are, by the name of their dialect.

use super::check::Context;
use super::dialect::Dialect;
use super::entra;
use super::language::Language;
use super::registry::Function;
use super::results::{self, Leaf};
use super::tree::Node;
use crate::diagnostic::{Diagnostic, Outcome};

/// All languages, the one that is meant if nothing is said first.
pub static LANGUAGES: [&Language; 2] = [&entra::ENTRA, &entra::CONNECT];

impl Dialect {
    /// Its language.
    pub const fn language(self) -> &'static Language {
        match self {
            Dialect::Entra => &entra::ENTRA,
            Dialect::Connect => &entra::CONNECT,
        }
    }

    /// The dialect of a name such as `entra` or `connect`.
    ///
    /// ```
    /// use attrflow::language::Dialect;
    /// assert_eq!(Dialect::from_name("connect"), Some(Dialect::Connect));
    /// ```
    pub fn from_name(name: &str) -> Option<Dialect> {
        LANGUAGES.iter().find(|language| language.id == name).map(|language| language.dialect)
    }
}

/// Parses an expression. Names of functions are not looked up yet.
///
/// # Errors
/// `too-long`, `too-deep` or `syntax`, with the place and what was expected.
///
/// ```
/// use attrflow::language::{parse, Dialect};
/// let tree = parse("Join(\" \", [givenName], [surname])", Dialect::Entra)?;
/// assert_eq!(tree.attributes(), ["givenName", "surname"]);
/// # Ok::<(), Box<attrflow::diagnostic::Diagnostic>>(())
/// ```
pub fn parse(text: &str, dialect: Dialect) -> Outcome<Node> {
    dialect.language().parse(text)
}

/// Checks a parsed expression: errors of kind unknown-function and arity, and warnings.
///
/// `text` is what the tree was parsed from. Errors come even from branches that no user takes.
/// Findings of kind type and value are errors where the expression is sure to fail for every user
/// with values; it compiles all the same.
///
/// ```
/// use attrflow::language::{check, parse, Dialect};
/// let text = "Concat([a], [b])";
/// let tree = parse(text, Dialect::Entra)?;
/// assert_eq!(check(text, &tree, Dialect::Entra)[0].code.as_str(), "unknown-function");
/// # Ok::<(), Box<attrflow::diagnostic::Diagnostic>>(())
/// ```
pub fn check(text: &str, tree: &Node, dialect: Dialect) -> Vec<Diagnostic> {
    dialect.language().check(text, tree, &Context::default())
}

/// Everything that is wrong with a text: all syntax errors if it is no expression, with what can
/// be said of the parts that are; else what [`check`] finds.
///
/// ```
/// use attrflow::language::{check_text, Context, Dialect};
/// let found = check_text("Joinn(' ', [givenName], [surname] & 'x')", Dialect::Entra, &Context::default());
/// let codes: Vec<_> = found.iter().map(|found| found.code.as_str()).collect();
/// assert_eq!(codes, ["syntax", "syntax", "unknown-function"]);
/// ```
pub fn check_text(text: &str, dialect: Dialect, context: &Context) -> Vec<Diagnostic> {
    dialect.language().check_text(text, context)
}

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
    let language = dialect.language();
    Ok(language.lines(&language.parse(text)?, text))
}

/// The tree on one line, as Graph stores it in `expression`. `text` is what the tree was parsed
/// from; numbers keep their spelling there.
pub fn format_line(tree: &Node, text: &str, dialect: Dialect) -> String {
    dialect.language().line(tree, text)
}

/// An expression in one sentence, of at most 200 characters or so.
///
/// # Errors
/// What [`parse`] finds. Unknown functions and wrong numbers of arguments are no obstacle.
///
/// ```
/// use attrflow::language::{Dialect, describe};
/// let words = describe("Coalesce([mail], [userPrincipalName])", Dialect::Entra)?;
/// assert_eq!(words, "mail, or userPrincipalName if it has no value");
/// # Ok::<(), Box<attrflow::diagnostic::Diagnostic>>(())
/// ```
pub fn describe(text: &str, dialect: Dialect) -> Outcome<String> {
    let language = dialect.language();
    Ok(language.sentence(&language.parse(text)?))
}

/// The sentence of a node.
pub(crate) fn sentence(node: &Node, dialect: Dialect) -> String {
    dialect.language().sentence(node)
}

/// All functions of a dialect, family by family.
pub fn functions(dialect: Dialect) -> impl Iterator<Item = &'static Function> {
    dialect.language().functions()
}

/// The function called `name`; in Microsoft's languages in any letter case.
pub fn find_function(name: &str, dialect: Dialect) -> Option<&'static Function> {
    dialect.language().function(name)
}

/// The values that may come out of a tree of Entra's, in the order of the text. Null is none of
/// them.
pub(crate) fn results(tree: &Node) -> Vec<Leaf<'_>> {
    results::results(tree, entra::ENTRA.registry)
}

#[cfg(test)]
mod tests {
    use super::{Dialect, format, format_line, parse};

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
