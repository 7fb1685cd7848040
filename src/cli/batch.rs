//! Batch lines: one JSON object a line in, one a line out, in order. A bad line gives an `error` line and
//! stops nothing.

use super::files::unreadable;
use super::output::Output;
use super::{Result, Status};
use attrflow::diagnostic::{Code, Diagnostic, ErrorKind};
use attrflow::limits;
use attrflow::span::Span;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read};

/// The `error` member of an answer.
#[derive(Debug, Serialize)]
pub(super) struct Error {
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<ErrorKind>,
    code: Code,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
}

impl From<Diagnostic> for Error {
    /// The diagnostic's spans must count UTF-16 already.
    fn from(found: Diagnostic) -> Self {
        Self {
            kind: found.code.kind(),
            code: found.code,
            message: found.message,
            span: found.span,
            help: found.help,
        }
    }
}

/// The answer to a line that is not what the command takes.
#[derive(Debug, Serialize)]
struct Refusal {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Value>,
    error: Error,
    warnings: [(); 0],
}

/// Answers every line of `input` with what `answer` makes of it.
///
/// # Errors
/// When reading or writing fails.
pub(super) fn run<Q, A>(input: impl Read, mut answer: impl FnMut(Q) -> A) -> Result
where
    Q: DeserializeOwned,
    A: Serialize + Failed,
{
    let mut input = BufReader::with_capacity(256 * 1024, input);
    let mut output = Output::new();
    let mut status = Status::Fine;
    let mut line = Vec::new();
    let mut number = 0_u64;
    loop {
        line.clear();
        let limit = limits::DOCUMENT_BYTES as u64;
        let read = (&mut input).take(limit).read_until(b'\n', &mut line);
        if read.map_err(|error| unreadable("-", error))? == 0 {
            break;
        }
        number += 1;
        let question = if line.last() != Some(&b'\n') && line.len() as u64 == limit {
            input.skip_until(b'\n').map_err(|error| unreadable("-", error))?;
            Err(Diagnostic::new(Code::TooLong, format!("line {number} is longer than {limit} bytes")))
        } else if line.trim_ascii().is_empty() {
            continue;
        } else {
            serde_json::from_slice::<Q>(&line).map_err(|error| malformed(number, &line, &error))
        };
        match question {
            Ok(question) => {
                let answer = answer(question);
                if answer.failed() {
                    status = Status::Errors;
                }
                output.json(&answer)?;
            }
            Err(found) => {
                status = Status::Errors;
                let id = serde_json::from_slice::<Value>(&line).ok().and_then(|line| line.get("id").cloned());
                output.json(&Refusal { id, error: found.into(), warnings: [] })?;
            }
        }
        // Whoever waits for an answer before asking again gets it.
        if input.buffer().is_empty() {
            output.flush()?;
        }
    }
    output.flush()?;
    Ok(status)
}

/// Whether an answer is an error.
pub(super) trait Failed {
    fn failed(&self) -> bool;
}

fn malformed(number: u64, line: &[u8], error: &serde_json::Error) -> Diagnostic {
    let said = error.to_string();
    let what = said.split(" at line ").next().unwrap_or(&said);
    if error.is_data() {
        return Diagnostic::new(Code::InvalidDocument, format!("line {number}: {what}"));
    }
    let text = String::from_utf8_lossy(line);
    let before = text.get(..error.column().saturating_sub(1)).unwrap_or(&text);
    let at = before.encode_utf16().count();
    Diagnostic::new(Code::InvalidJson, format!("line {number}: {what}")).at(Span::at(at))
}
