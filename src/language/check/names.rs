//! Names and numbers of arguments: each call by itself.

use super::meaning::means_alike;
use super::{Checker, fix};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::language::registry::Function;
use crate::language::tree::{Call, Node, NodeKind};
use crate::span::Span;
use crate::value::clip;

impl Checker<'_> {
    pub(crate) fn names(&mut self, mut node: &Node, outermost: bool) {
        // A chain of `&` leans to the left and may be thousands deep.
        while let NodeKind::Binary(binary) = &node.kind {
            (self.checks.operator)(self, node, binary);
            self.names(&binary.right, false);
            node = &binary.left;
        }
        self.form(node);
        match &node.kind {
            NodeKind::Call(call) => {
                if let Some(function) = self.name_and_arity(call, true, Some(node.span)) {
                    (self.checks.call)(self, node, call, function, outermost);
                }
                for (at, argument) in call.arguments.iter().enumerate() {
                    let Some(argument) = &argument.node else { continue };
                    let own = match &argument.kind {
                        NodeKind::Call(inner) => (self.checks.argument)(self, call, at, inner),
                        _ => false,
                    };
                    if !own {
                        self.names(argument, false);
                    }
                }
            }
            NodeKind::Keyword(keyword) => {
                self.spelling(node.span, keyword.as_str(), "the reference calls names case-sensitive");
            }
            NodeKind::Attribute(name) => {
                if !(self.checks.attribute)(self, name, node.span) {
                    self.attribute_name(name, node.span);
                }
            }
            // The parts of what only other languages have are looked at like arguments; a method is
            // looked up where the type of its value is known, which is not here.
            _ => node.children().into_iter().for_each(|child| self.names(child, false)),
        }
    }

    /// Says that the language has no such node, which no parser of its own makes.
    fn form(&mut self, node: &Node) {
        if !(self.checks.has)(&node.kind) {
            let message = format!("{} has no {}", self.checks.title, node.description());
            self.push(Code::Syntax, node.span, message, "it belongs to another language of mappings");
        }
    }

    /// Looks the function up; `counted` says whether the arguments are all there to be counted, `whole` where the
    /// call stands.
    pub(crate) fn name_and_arity(
        &mut self,
        call: &Call,
        counted: bool,
        whole: Option<Span>,
    ) -> Option<&'static Function> {
        let Some(function) = self.registry.find(&call.name) else {
            self.unknown(call, whole);
            return None;
        };
        self.spelling(call.name_span, function.name, "the reference calls names case-sensitive");
        if counted && let Err(found) = function.check_arity(call) {
            self.diagnostics.push(*found);
            (self.checks.arity)(self, call, function);
        }
        Some(function)
    }

    /// Warns if a word is not written as documented.
    pub(crate) fn spelling(&mut self, span: Span, documented: &'static str, help: &'static str) {
        let written = self.of(span);
        if written != documented {
            let message = format!("`{written}` is documented as `{documented}`");
            let found = self.push(Code::LetterCase, span, message, help);
            fix(found, format!("Write {documented}"), span, documented.to_owned());
        }
    }

    /// The same for the name of an attribute, which the service takes in no other letters.
    fn attribute_spelling(&mut self, span: Span, listed: &'static str) {
        let written = self.of(span);
        if written != listed {
            let message =
                format!("`{written}` is documented as `{listed}`; the service refuses to save other letters");
            let help = "values are found in any letter case here, the schema of the job is not saved with it";
            let found = self.push(Code::AttributeLetterCase, span, message, help);
            fix(found, format!("Write {listed}"), span, listed.to_owned());
        }
    }

    /// Warns of an attribute that the system does not list, or lists in other letters.
    fn attribute_name(&mut self, name: &str, span: Span) {
        let Some(vocabulary) = self.context.vocabulary.filter(|_| self.context.listed) else { return };
        // Only the name is wrong, not the brackets and blanks around it.
        let start = span.start + self.of(span).find(name).unwrap_or_default();
        let place = Span::new(start, start + name.len());
        let is_listed = self.context.attributes.iter().any(|known| known == name);
        // A directory of another kind may have it, and then under a name of its own.
        if is_listed && vocabulary.attribute(name).is_none_or(|known| known.name != name) {
            return;
        }
        if let Some(instead) = vocabulary.instead(name) {
            let added = self.push(Code::UnflowableAttribute, place, instead.message, instead.help);
            if let Some(name) = instead.name {
                fix(added, format!("Write {name}"), place, name.to_owned());
            }
            return;
        }
        if let Some(known) = vocabulary.attribute(name) {
            return self.attribute_spelling(place, known.name);
        }
        let own = self.context.attributes.iter().map(String::as_str);
        // Names of extensions hold an identifier of 32 digits: only the tenant's own can be meant.
        let near = if !vocabulary.is_own(name) {
            nearest(name, own.chain(vocabulary.names()))
        } else if self.context.attributes.is_empty() {
            return;
        } else {
            nearest(name, own)
        };
        let message = format!("the source system lists no attribute `{name}`");
        let help = "its value is null unless the tenant has added it to the source attributes".to_owned();
        let help = near.map_or(help, |near| format!("did you mean {near}?"));
        let near = near.map(str::to_owned);
        let added = self.push(Code::UnknownAttribute, place, message, help);
        if let Some(near) = near {
            fix(added, format!("Write {near}"), place, near);
        }
    }

    /// Says that there is no such function, and what does the same. `whole` is the call from its name to its
    /// closing parenthesis, where that is known.
    fn unknown(&mut self, call: &Call, whole: Option<Span>) {
        let mut found =
            Diagnostic::new(Code::UnknownFunction, format!("there is no function `{}`", call.name))
                .at(call.name_span);
        let names = self.registry.all().map(|function| function.name);
        // A slip of the pen, but for one that would turn the meaning round.
        let near = nearest(&call.name, names.filter(|name| means_alike(&call.name, name)));
        if let Some(advice) = (self.checks.elsewhere)(self, call, whole) {
            found = found.help(advice.help);
            if let Some((span, text)) = advice.instead {
                found = found.fix(format!("Write {}", clip(&text)), span, text);
            }
        } else if let Some(name) = near {
            found = found.help(format!("did you mean {name}?")).fix(
                format!("Write {name}"),
                call.name_span,
                name,
            );
        } else if let Some((_, help)) =
            self.checks.related.filter(|(related, _)| related.find(&call.name).is_some())
        {
            found = found.help(help);
        } else {
            found = found.help("see the function reference for what there is");
        }
        self.diagnostics.push(found);
    }
}
