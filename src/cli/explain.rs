//! `attrflow explain`: what a function, a code or an expression means.

use super::output::Output;
use super::{Failure, Result, Status};
use attrflow::diagnostic::{Code, nearest};
use attrflow::language::{
    Dialect, Function, NodeKind, Origin, check, describe as in_words, find_function, functions, parse,
};
use clap::Args;

/// Explains a function, the code of a diagnostic, or an expression
///
/// Without a name, lists all functions and codes.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Explain {
    /// A function such as Switch, a code such as iif-null-test, or an expression
    name: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  attrflow explain Switch
  attrflow explain iif-null-test
  attrflow explain 'ToLower(Item(Split([userPrincipalName], \"@\"), 1))'
  attrflow explain";

impl Explain {
    pub(super) fn run(&self) -> Result {
        let mut output = Output::new();
        match &self.name {
            None => list(&mut output)?,
            Some(name) => {
                let text = describe(name).or_else(|| expression(name)).ok_or_else(|| unknown(name))?;
                output.line(text.trim_end())?;
            }
        }
        output.flush()?;
        Ok(Status::Fine)
    }
}

/// What is to be said about a function or a code.
fn describe(name: &str) -> Option<String> {
    let name = name.trim_end_matches("()");
    // One name may stand for two things: an expression and a value can both be too long.
    let codes: Vec<String> =
        Code::ALL.iter().filter(|code| code.as_str() == name).map(|known| code(*known)).collect();
    if !codes.is_empty() {
        return Some(codes.join("\n"));
    }
    let entra = find_function(name, Dialect::Entra);
    let connect = find_function(name, Dialect::Connect)
        .filter(|connect| entra.is_none_or(|entra| !std::ptr::eq(entra, *connect)));
    let texts: Vec<String> = entra.into_iter().chain(connect).map(function).collect();
    (!texts.is_empty()).then(|| texts.join("\n"))
}

/// An expression in words, and the functions in it.
fn expression(text: &str) -> Option<String> {
    let dialects = [Dialect::Entra, Dialect::Connect];
    let dialect = dialects.into_iter().find(|dialect| parse(text, *dialect).is_ok())?;
    let mut explained = in_words(text, dialect).ok()? + "\n";
    let mut told: Vec<&str> = Vec::new();
    parse(text, dialect).ok()?.walk(&mut |node| {
        if let NodeKind::Call(call) = &node.kind
            && let Some(function) = find_function(&call.name, dialect)
            && !told.contains(&function.name)
        {
            told.push(function.name);
            explained += &format!("\n{}\n    {}\n", function.signature(), function.summary);
        }
    });
    Some(explained)
}

fn unknown(name: &str) -> Failure {
    if name.contains(['(', '[', '"'])
        && let Err(found) = parse(name, Dialect::Entra)
    {
        return Failure::Usage(format!(
            "neither a function nor a code, and no expression: {}",
            found.message
        ));
    }
    let codes = Code::ALL.iter().map(|code| code.as_str());
    let help = match nearest(name, codes) {
        Some(near) => format!("did you mean {near}?"),
        // The checker knows what people call functions elsewhere.
        None => help_for_call(name)
            .filter(|help| !help.contains("function reference"))
            .unwrap_or_else(|| "`attrflow explain` lists all functions and codes".to_owned()),
    };
    Failure::Usage(format!("there is no function or code `{name}`; {help}"))
}

/// What the checker says of a call of this name.
fn help_for_call(name: &str) -> Option<String> {
    let call = format!("{name}()");
    let tree = parse(&call, Dialect::Entra).ok()?;
    check(&call, &tree, Dialect::Entra).into_iter().find(|found| found.code == Code::UnknownFunction)?.help
}

fn code(code: Code) -> String {
    let severity = format!("{:?}", code.severity()).to_lowercase();
    let page = code.page();
    let width = 96;
    let mut text = format!("{code} ({severity})\n\n{}\n", wrapped(page.summary, width));
    text += &format!("\nWhy it matters\n{}\n", indented(&wrapped(page.why, width)));
    text += &format!("\nExample ({})\n{}\n", page.subject.as_str(), indented(page.example));
    text += &format!("\nInstead\n{}\n", indented(&wrapped(page.instead, width)));
    text += &format!("\nSource\n{}\n", indented(&wrapped(page.source, width)));
    text
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

/// The words of a text in lines of at most `width` characters.
fn wrapped(text: &str, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

fn function(function: &Function) -> String {
    let mut text =
        format!("{} → {}\n\n{}\n", function.signature(), function.result.as_str(), function.summary);
    let origin = match function.origin {
        Origin::Entra => "Entra application provisioning",
        Origin::CloudSync => "Entra cloud sync",
        Origin::Graph => "the function list of Microsoft Graph",
        Origin::Connect => "Entra Connect (--dialect connect)",
    };
    text += &format!("Documented for {origin}.\n");
    if !function.parameters.is_empty() {
        text += "\nArguments\n";
        let width = function.parameters.iter().map(|p| p.name.chars().count()).max().unwrap_or_default();
        for parameter in function.parameters {
            let how = match (parameter.required, parameter.repeats) {
                (true, false) => "",
                (true, true) => ", may repeat",
                (false, false) => ", may be left out",
                (false, true) => ", any number",
            };
            text += &format!("  {:width$}  {}{how}\n", parameter.name, parameter.kind.as_str());
        }
    }
    if !function.examples.is_empty() {
        text += "\nExamples\n";
        for example in function.examples {
            text += &format!("  {}\n", example.expression);
            if example.source != "{}" {
                text += &format!("    for {}\n", example.source);
            }
            text += &format!("    → {}\n", example.result);
        }
    }
    text
}

/// All functions with their sentences, and the codes of diagnostics with their severities.
fn list(output: &mut Output) -> Result<()> {
    for (dialect, title) in [(Dialect::Entra, "Entra"), (Dialect::Connect, "Entra Connect only")] {
        output.line(title)?;
        for function in functions(dialect) {
            if (function.origin == Origin::Connect) == (dialect == Dialect::Connect) {
                output.line(&format!("  {}\n      {}", function.signature(), function.summary))?;
            }
        }
    }
    output.line("Codes of findings")?;
    for code in Code::ALL {
        output.line(&format!("  {code}\n      {}", code.page().summary))?;
    }
    Ok(())
}
