//! Arguments that several commands share.

use super::render::{About, Terminal};
use super::{Failure, Result, files};
use attrflow::diagnostic::document;
use attrflow::dotnet::datetime::DateTime;
use attrflow::language::{Dialect, Environment, EvaluateOptions};
use attrflow::scim::Schemas;
use clap::{Args, ValueEnum};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// What an evaluation sees besides the user.
#[derive(Args, Debug)]
#[command(next_help_heading = "Evaluation")]
pub(super) struct Evaluation {
    /// The time that Now() returns, as RFC 3339 [default: the present]
    #[arg(long, value_name = "TIME", value_parser = time)]
    now: Option<DateTime>,

    /// Makes Guid and RandomString repeatable
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,

    /// File of values that exist in the target already, one a line, for SelectUniqueValue
    #[arg(long, value_name = "FILE")]
    taken: Option<String>,

    /// The value of %NAME%; may be given several times
    #[arg(long = "param", value_name = "NAME=VALUE", value_parser = parameter)]
    parameters: Vec<(String, String)>,

    /// What DefaultDomain() returns
    #[arg(long, value_name = "DOMAIN")]
    default_domain: Option<String>,
}

impl Evaluation {
    /// The environment these arguments describe.
    ///
    /// # Errors
    /// When the file of taken values cannot be read.
    pub(super) fn environment(&self) -> Result<Environment> {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let present = i64::try_from(since.as_millis()).ok().and_then(DateTime::from_unix_milliseconds);
        let usual = Environment::default();
        // Low digits of the clock differ from run to run.
        let usual = Environment { now: present.unwrap_or(usual.now), seed: since.as_nanos() as u64, ..usual };
        let mut options = EvaluateOptions::default();
        options.now = self.now;
        options.seed = self.seed;
        if let Some(path) = &self.taken {
            let text = files::many(path)?;
            let values = text.lines().filter(|line| !line.is_empty()).map(str::to_owned);
            options.taken = Some(values.collect());
        }
        options.parameters = self.parameters.iter().cloned().collect();
        options.default_domain.clone_from(&self.default_domain);
        Ok(options.environment(usual))
    }

    /// Standard input can be read once only.
    pub(super) fn reads_stdin(&self) -> bool {
        self.taken.as_deref() == Some("-")
    }
}

/// A target that is not built in.
#[derive(Args, Debug)]
pub(super) struct Schema {
    /// The target's schemas, as it answers at /Schemas, in place of those that are built in
    #[arg(long, value_name = "FILE")]
    schema: Option<String>,
}

impl Schema {
    /// The schemas of the file, if one is named.
    ///
    /// # Errors
    /// When the file cannot be read, or holds no schemas, which is told.
    pub(super) fn load(&self, terminal: &Terminal) -> Result<Option<Arc<Schemas>>> {
        let Some(file) = &self.schema else { return Ok(None) };
        let text = files::text(file)?;
        let read = document::parse(&text, "SCIM schemas").and_then(|json| Schemas::from_value(&json));
        match read {
            Ok(schemas) => Ok(Some(schemas.into())),
            Err(mut found) => {
                found.span = document::resolve(&text, &found);
                let about = About { path: Some(files::name(file)), text: Some(&text), ..About::default() };
                terminal.show(&found, about);
                Err(Failure::Told)
            }
        }
    }

    /// Standard input can be read once only.
    pub(super) fn reads_stdin(&self) -> bool {
        self.schema.as_deref() == Some("-")
    }
}

/// `name` may be `-` for one argument only.
///
/// # Errors
/// When more than one of them is standard input.
pub(super) fn stdin_once(readers: &[bool]) -> Result<()> {
    match readers.iter().filter(|reads| **reads).count() {
        0 | 1 => Ok(()),
        _ => Err(Failure::Usage("only one argument can be - (standard input)".to_owned())),
    }
}

fn time(text: &str) -> std::result::Result<DateTime, String> {
    DateTime::from_rfc3339(text).ok_or_else(|| "expected a time such as 2026-03-01T12:00:00Z".to_owned())
}

fn parameter(text: &str) -> std::result::Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.trim_matches('%').to_owned(), value.to_owned())),
        _ => Err("expected NAME=VALUE".to_owned()),
    }
}

/// The language an expression is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Language {
    /// Entra application provisioning and cloud sync
    #[default]
    Entra,
    /// Entra Connect synchronization rules
    Connect,
}

impl From<Language> for Dialect {
    fn from(language: Language) -> Self {
        match language {
            Language::Entra => Dialect::Entra,
            Language::Connect => Dialect::Connect,
        }
    }
}
