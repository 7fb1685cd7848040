//! Who is assigned, from a file.

use super::render::Terminal;
use super::{Failure, Result, files};
use attrflow::dotnet::casing::{Culture, to_lower};
use attrflow::input::{Holds, InputFormat, read_file};
use std::collections::HashSet;

/// The identifiers in a file, in lower case: of the users in Graph's list of who is assigned, of a download of members, of
/// Okta's report; else one a line, and of a table the first column.
///
/// # Errors
/// When the file cannot be read, or names nobody.
pub(super) fn read(path: &str, terminal: &Terminal) -> Result<HashSet<String>> {
    let bytes = files::table(path, None)?;
    let name = files::name(path);
    let (mut people, mut groups) = (HashSet::new(), 0);
    let reading = read_file(&*bytes, Some(Holds::Assigned), &mut |entry| match entry
        .value
        .get("assigned")
        .and_then(|id| id.as_str())
    {
        Some(id) => drop(people.insert(lower(id))),
        None => groups += u64::from(entry.value.get("group").is_some()),
    })
    .map_err(|error| files::unreadable(path, error))?;
    let holds = reading.kind.map(|kind| kind.holds);
    let is_json = reading.format.is_some_and(|format| format != InputFormat::Csv);
    if !is_json && !matches!(holds, Some(Holds::Assigned | Holds::Roles | Holds::Groups)) {
        return lines(path, &bytes);
    }
    for problem in &reading.problems {
        terminal.input(&problem.diagnostic, name);
    }
    if groups > 0 {
        let plural = if groups == 1 { "group is" } else { "groups are" };
        terminal.write(&format!(
            "{name}: {groups} {plural} assigned, whose members are not in the file: add the answers of GET \
             /groups/{{id}}/members, or their identifiers\n"
        ));
    }
    if people.is_empty() {
        terminal
            .error(&format!("{name}: nobody is named in it, so that everybody would count as not assigned"));
        return Err(Failure::Told);
    }
    Ok(people)
}

fn lower(id: &str) -> String {
    to_lower(id, Culture::Invariant).into_owned()
}

/// An identifier on each line; of a table the first column counts.
fn lines(path: &str, bytes: &[u8]) -> Result<HashSet<String>> {
    let text = files::decoded(path, bytes)?;
    let first = |line: &str| {
        lower(line.split([',', ';', '\t']).next().unwrap_or_default().trim_matches(['"', ' ', '\r']))
    };
    Ok(text.lines().map(first).filter(|id| !id.is_empty()).collect())
}
