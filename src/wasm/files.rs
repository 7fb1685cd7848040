//! What a file is, and what was read from it.

use super::diagnostic::Diagnostic;
use super::options::Options;
use super::target::told;
use super::values::{to_js, without_large_numbers};
use crate::input::{self, ColumnReading, Holds, InputFormat};
use serde::Serialize;
use serde_json::Value as Json;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// What a file is, and what was read from it.
#[derive(Serialize, Tsify)]
pub struct FileReading {
    /// A short name of the kind of file, if that shows: `entra-download-users`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "string")]
    kind: Option<&'static str>,
    /// What it is, for people, as it stands after "this looks like".
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "string")]
    title: Option<&'static str>,
    /// What to beware of, or where the file is got that is wanted in its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "string")]
    advice: Option<&'static str>,
    /// What it holds; a schema is read by `importSchema`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    holds: Option<Holds>,
    /// How it is written down.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "\"graph\" | \"array\" | \"object\" | \"ndjson\" | \"csv\"")]
    format: Option<InputFormat>,
    /// Its encoding.
    #[tsify(type = "string")]
    encoding: &'static str,
    /// What parts the cells of a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "string")]
    separator: Option<char>,
    /// The language of a table's titles, if it is not English.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "string")]
    language: Option<&'static str>,
    /// The system whose names the attributes of users have.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "\"entra\" | \"pingone\" | \"okta\"")]
    system: Option<&'static str>,
    /// How many users, accounts, roles or assignments were read.
    count: u64,
    /// What became of the columns of a table, or of the members of objects.
    columns: Vec<ColumnReading>,
    /// What was read, as many as were asked for.
    entries: Vec<FileEntry>,
    /// What is wrong with the file, by line.
    diagnostics: Vec<Diagnostic>,
}

/// A user, an account, a role or an assignment of a file.
#[derive(Serialize, Tsify)]
pub struct FileEntry {
    /// The line that it begins on, from 1.
    line: u64,
    /// Of users and accounts `attributes`, and `deleted` if they are gone for good; who is `assigned`, which `group`; the
    /// `appRoleId` of a role and its `value`.
    #[tsify(type = "Record<string, Json>")]
    value: Json,
}

/// How a file is read.
#[derive(Default, Tsify)]
pub struct FileOptions {
    /// What it must hold; what it is if left out.
    #[tsify(optional)]
    holds: Option<Holds>,
    /// How many entries are given back; 1,000 if left out.
    #[tsify(optional)]
    limit: Option<usize>,
}

/// Entries that are given back if nothing else is said.
const ENTRIES: usize = 1000;

/// Says what a file is, and reads it: users under the names that mappings read, accounts, roles, who is assigned.
#[wasm_bindgen(js_name = readFile, unchecked_return_type = "FileReading")]
pub fn read_file(
    bytes: &[u8],
    #[wasm_bindgen(unchecked_optional_param_type = "FileOptions")] options: JsValue,
) -> Result<JsValue, JsValue> {
    let options = Options::new(&options)?.read(|members| {
        Ok(FileOptions {
            holds: members.read("holds", "what a file holds", |value| Holds::from_name(value.as_str()?))?,
            limit: members.number("limit")?.map(|limit| limit as usize),
        })
    })?;
    let limit = options.limit.unwrap_or(ENTRIES);
    let mut entries = Vec::new();
    let read = input::read_file(bytes, options.holds, &mut |entry| {
        if entries.len() < limit {
            entries.push(FileEntry { line: entry.line, value: without_large_numbers(entry.value) });
        }
    });
    // Reading from memory does not fail.
    let reading = read.unwrap_or_default();
    let advice = reading.kind.map(|kind| kind.advice).filter(|advice| !advice.is_empty());
    to_js(&FileReading {
        kind: reading.kind.map(|kind| kind.id),
        title: reading.kind.map(|kind| kind.title),
        advice,
        holds: reading.holds,
        format: reading.format,
        encoding: reading.encoding,
        separator: reading.separator,
        language: reading.language,
        system: reading.system.map(|system| system.id),
        count: reading.count,
        columns: reading.columns,
        entries,
        diagnostics: reading.problems.into_iter().map(told).collect(),
    })
}
