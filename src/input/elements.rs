//! Objects of a file on their way to users: as they stand wherever that does, written anew where a kind of file has
//! other names, left out and counted where they are no users.

use super::kinds::{self, FileKind, Holds, graph, okta, powershell, zoom};
use super::wanted::Wanted;
use super::{Problem, find, recognize};
use crate::diagnostic::{Code, Diagnostic};
use crate::json;
use serde_json::{Map, Value as Json};
use std::collections::VecDeque;

/// What became of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// It is a user as it stands.
    AsIs,
    /// It is a user in [`Elements::written`].
    Written,
    /// It is none, and is counted or was told of.
    LeftOut,
    /// The file is not what is wanted: nothing more is read.
    Refused,
}

/// Judges objects one after another.
#[derive(Debug, Default)]
pub(super) struct Elements {
    pub(super) wanted: Wanted,
    /// The kind of the file, and whether there was an object to tell it by.
    kind: Option<&'static FileKind>,
    started: bool,
    /// Problems to tell before anything else.
    pub(super) queue: VecDeque<Problem>,
    pub(super) written: Vec<u8>,
    /// Members and columns of which it has been told that their values are lost, and other things told once.
    told: Map<String, Json>,
    /// Objects that were left out: what they are, how many, and the line of the first.
    left_out: Vec<(&'static FileKind, u64, u64)>,
    /// Accounts that wait for their owners, and recipients that are no people: how many, and the line of the first.
    pending: (u64, u64),
    no_people: (u64, u64),
    /// The names of the members that objects have, if somebody wants to know.
    pub(super) members: Option<Map<String, Json>>,
}

impl Elements {
    pub(super) fn of(wanted: Wanted) -> Self {
        Self { wanted, ..Self::default() }
    }

    /// The kind of the file, as far as it has shown.
    pub(super) fn kind(&self) -> Option<&'static FileKind> {
        self.kind
    }

    /// Notes what a table is by its header.
    pub(super) fn is_table(&mut self, kind: &'static FileKind) {
        (self.kind, self.started) = (Some(kind), true);
    }

    /// Whether whole lines can go by unseen: the kind, which the first of them tells, is wanted and needs no writing, and
    /// nothing in them is to be looked at.
    pub(super) fn passes(&mut self, lines: &[u8]) -> bool {
        if !self.started {
            let first = lines.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty());
            let first =
                std::str::from_utf8(first.unwrap_or_default()).ok().and_then(|line| json::parse(line).ok());
            if let Some(Json::Object(object)) = first {
                self.kind = recognize::object(&object);
                if self.refuses(&object, 1).is_some() {
                    return false;
                }
                self.started = true;
            }
        }
        !self.rewrites() && !has_marked_line(lines)
    }

    /// Whether users of this kind are written anew.
    fn rewrites(&self) -> bool {
        let Some(kind) = self.kind else { return false };
        [
            &kinds::GRAPH_DELETED,
            &kinds::GRAPH_POWERSHELL,
            &kinds::AZUREAD_POWERSHELL,
            &kinds::AD_POWERSHELL,
            &kinds::EXCHANGE,
            &kinds::OKTA_APP_USERS,
            &kinds::ZOOM_REST,
        ]
        .contains(&kind)
    }

    /// Looks at the text of an object that begins on `line`.
    pub(super) fn take(&mut self, text: &str, line: u64) -> Taken {
        if self.members.is_none()
            && self.started
            && !self.rewrites()
            && !is_marked(text.as_bytes(), !self.was_told("roles"))
        {
            return Taken::AsIs;
        }
        // What is no JSON is told by whoever parses it.
        let Ok(Json::Object(object)) = json::parse(text) else { return Taken::AsIs };
        if !self.started {
            // Among the members of a group another one may come first.
            let people = matches!(self.wanted, Wanted::Users(_) | Wanted::People | Wanted::Anything);
            if people
                && object.contains_key("@odata.type")
                && let Some(kind) = recognize::beside_users(&object)
                && kind.holds != Holds::Roles
            {
                self.leave_out(kind, line);
                return Taken::LeftOut;
            }
            self.started = true;
            self.kind = recognize::object(&object);
            if let Some(refused) = self.refuses(&object, line) {
                self.queue.push_back(refused);
                return Taken::Refused;
            }
        }
        self.note_members(&object);
        self.one(object, line)
    }

    /// Notes the names of an object's members, those of Okta's profile and PowerShell's further attributes among them.
    fn note_members(&mut self, object: &Map<String, Json>) {
        let Some(members) = &mut self.members else { return };
        for (name, value) in object {
            match (name.as_str(), value) {
                ("profile" | "AdditionalProperties" | "ExtensionProperty", Json::Object(inner)) => {
                    for inner in inner.keys() {
                        note(members, format!("{name}.{inner}"));
                    }
                }
                _ => note(members, name.clone()),
            }
        }
    }

    fn refuses(&self, object: &Map<String, Json>, line: u64) -> Option<Problem> {
        let kind = self.kind?;
        let text =
            if recognize::error(object).is_some() { recognize::error_text(object) } else { String::new() };
        self.wanted.refuses(kind, &text, line)
    }

    fn one(&mut self, object: Map<String, Json>, line: u64) -> Taken {
        if let Some(kind) = recognize::error(&object) {
            let text = recognize::error_text(&object);
            let message = format!("line {line}: {} in place of a user: {text}", kind.title);
            self.queue.push_back(Problem { line, diagnostic: Diagnostic::new(Code::WrongFile, message) });
            return Taken::LeftOut;
        }
        let of_users = self.kind.is_none_or(|kind| matches!(kind.holds, Holds::Users | Holds::Accounts));
        if of_users
            && !matches!(self.wanted, Wanted::Members)
            && let Some(kind) = recognize::beside_users(&object)
        {
            self.leave_out(kind, line);
            return Taken::LeftOut;
        }
        if self.kind.is_some_and(|kind| kind.holds == Holds::Users) && graph::has_nameless_roles(&object) {
            self.tell("roles", line, || {
                Diagnostic::new(
                    Code::ReadWithCare,
                    format!("line {line}: the users' roles have identifiers (appRoleId) and no names"),
                )
                .help("a role's name stands in the app: GET /servicePrincipals/{id}, appRoles; write it as `value` beside \
                       the appRoleId. Functions of roles give nothing without it")
            });
        }
        match self.rewritten(object, line) {
            None => Taken::AsIs,
            Some(user) => {
                self.written.clear();
                json::object(&user, &mut self.written);
                Taken::Written
            }
        }
    }

    /// The object under the names that are read; `None` if it has them already.
    fn rewritten(&mut self, object: Map<String, Json>, line: u64) -> Option<Map<String, Json>> {
        let kind = self.kind?;
        if kind.holds == Holds::Accounts {
            if *kind == kinds::SCIM_USERS {
                return None;
            }
            if zoom::is_pending(&object) {
                count(&mut self.pending, line);
            }
            return Some(zoom::account(&object));
        }
        if *kind == kinds::OKTA_APP_USERS {
            return Some(okta::of_application_user(object));
        }
        let of_powershell =
            [&kinds::GRAPH_POWERSHELL, &kinds::AZUREAD_POWERSHELL, &kinds::AD_POWERSHELL, &kinds::EXCHANGE];
        let is_deleted = graph::is_deleted(&object);
        if !of_powershell.contains(&kind) {
            return is_deleted.then(|| {
                let mut user = object;
                graph::deleted(&mut user);
                user
            });
        }
        let recipient = object.get(powershell::RECIPIENT).and_then(Json::as_str);
        if recipient.is_some_and(powershell::is_no_person) {
            self.no_person(line);
        }
        let mut lost = Vec::new();
        let mut user = powershell::user(object, &mut |name| lost.push(name.to_owned()));
        lost.iter().for_each(|name| self.lost(name, line));
        if graph::is_deleted(&user) {
            graph::deleted(&mut user);
        }
        Some(user)
    }

    /// Writes a row of a table anew, the row being in `written`: for kinds that ask for it, and users who may be deleted.
    pub(super) fn row(&mut self, line: u64) {
        let Ok(Json::Object(object)) = json::parse(std::str::from_utf8(&self.written).unwrap_or_default())
        else {
            return;
        };
        if let Some(user) = self.rewritten(object, line) {
            self.written.clear();
            json::object(&user, &mut self.written);
        }
    }

    /// Tells once that the values of a column are lost.
    pub(super) fn lost(&mut self, name: &str, line: u64) {
        let name = crate::value::clip(name).into_owned();
        self.tell(&format!("lost {name}"), line, || {
            Diagnostic::new(
                Code::ValueLost,
                format!("line {line}: `{name}` holds the name of a .NET type: the export lost its values"),
            )
            .help("export with ConvertTo-Json -Depth 5, or take lists apart before: Select-Object @{n='…';e={$_.… -join ';'}}")
        });
    }

    /// Counts a shared mailbox or a room among the users.
    pub(super) fn no_person(&mut self, line: u64) {
        count(&mut self.no_people, line);
    }

    /// Tells something once.
    pub(super) fn tell(&mut self, what: &str, line: u64, diagnostic: impl FnOnce() -> Diagnostic) {
        if self.told.len() < TOLD && !self.was_told(what) {
            self.told.insert(what.to_owned(), Json::Null);
            self.queue.push_back(Problem { line, diagnostic: diagnostic() });
        }
    }

    fn was_told(&self, what: &str) -> bool {
        self.told.contains_key(what)
    }

    fn leave_out(&mut self, what: &'static FileKind, line: u64) {
        match self.left_out.iter_mut().find(|(known, ..)| *known == what) {
            Some((_, count, _)) => *count += 1,
            None => self.left_out.push((what, 1, line)),
        }
    }

    /// What there is to say at the end; `whole` unless the end came too early.
    pub(super) fn finish(&mut self, whole: bool) {
        for (kind, count, line) in std::mem::take(&mut self.left_out) {
            // Nothing else was there.
            if !self.started && whole {
                self.kind = Some(kind);
                self.queue.extend(self.wanted.refuses(kind, "", line));
                continue;
            }
            let objects = if count == 1 {
                "1 object is no user".to_owned()
            } else {
                format!("{count} objects are no users")
            };
            let message = format!("line {line}: {objects} and left out: {}", kind.title);
            self.queue.push_back(Problem { line, diagnostic: Diagnostic::new(Code::LeftOut, message) });
        }
        let (others, line) = std::mem::take(&mut self.no_people);
        if others > 0 {
            let message =
                format!("line {line}: {others} of the users are shared mailboxes or rooms, and no people");
            let diagnostic = Diagnostic::new(Code::ReadWithCare, message).help(
                "they are read as they stand; Get-User -RecipientTypeDetails UserMailbox gives people alone",
            );
            self.queue.push_back(Problem { line, diagnostic });
        }
        let (pending, line) = std::mem::take(&mut self.pending);
        if pending > 0 {
            let accounts =
                if pending == 1 { "1 account is".to_owned() } else { format!("{pending} accounts are") };
            let message = format!(
                "line {line}: {accounts} pending: SCIM may not list them, nor say whether they are active"
            );
            let diagnostic = Diagnostic::new(Code::ReadWithCare, message).help(
                "people who have not accepted yet are found by Zoom's GET /v2/users?status=pending alone",
            );
            self.queue.push_back(Problem { line, diagnostic });
        }
    }
}

fn count(counted: &mut (u64, u64), line: u64) {
    if counted.0 == 0 {
        counted.1 = line;
    }
    counted.0 += 1;
}

/// So many names of members are kept in mind.
const MEMBERS: usize = 1000;

fn note(members: &mut Map<String, Json>, name: String) {
    if members.len() < MEMBERS {
        members.insert(name, Json::Null);
    }
}

/// So many different things are told once each.
const TOLD: usize = 100;

/// Whether there is something in the text of an object that keeps it from being taken as it stands: an error where a user
/// should begin, what stands behind an at-sign in Graph's answers, a date of deletion, and, if asked for, the identifier of a role.
fn is_marked(object: &[u8], roles: bool) -> bool {
    let deleted = |at: usize| {
        object.get(at..).is_some_and(|rest| rest.starts_with(b"DateTime\"")) && is_deletion(object, at)
    };
    is_error(object)
        || memchr::memchr2_iter(b'@', b'D', object).any(|at| is_annotation(object, at) || deleted(at))
        || roles && find(object, b"RoleId\"").is_some()
}

/// The same of lines with an object each, of the kind that the first has shown to be. All users of the fast lane come by
/// here, so that it is left at two bytes to look for.
fn has_marked_line(lines: &[u8]) -> bool {
    is_error(lines)
        || memchr::memchr2_iter(b'@', b'\n', lines)
            .any(|at| is_annotation(lines, at) || is_error(lines.get(at + 1..).unwrap_or_default()))
}

/// Whether what stands behind an at-sign here changes what the object is.
#[inline]
fn is_annotation(bytes: &[u8], at: usize) -> bool {
    let rest = bytes.get(at..).unwrap_or_default();
    rest.starts_with(b"@removed\"") || rest.starts_with(b"@odata.type\"")
}

/// Whether an object begins here like an error.
#[inline]
fn is_error(bytes: &[u8]) -> bool {
    let Some(inner) = bytes.strip_prefix(b"{") else { return false };
    let inner = inner.trim_ascii_start();
    [&b"\"error"[..], b"\"code\"", b"\"odata.error", b"\"message\""]
        .iter()
        .any(|name| inner.starts_with(name))
}

/// Whether the member whose name ends with `DateTime` here says when a user was deleted.
#[cold]
fn is_deletion(bytes: &[u8], at: usize) -> bool {
    let value = bytes.get(at + b"DateTime\"".len()..).unwrap_or_default().trim_ascii_start();
    let value = value.strip_prefix(b":").unwrap_or_default().trim_ascii_start();
    bytes.get(..at).is_some_and(|before| before.ends_with(b"deleted")) && !value.starts_with(b"null")
}
