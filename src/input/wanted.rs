//! What a reader is asked for, and what it says to a file that holds something else.

use super::Problem;
use super::kinds::{FileKind, Holds};
use crate::diagnostic::{Code, Diagnostic};
use crate::systems::Source;

/// Where the accounts of a target are got.
const ACCOUNTS: &str = "give the answers of its /Users as JSON; of Zoom also those of GET /v2/users, or Users, Export in its web portal";

/// What a reader is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum Wanted {
    /// Users of a source system.
    Users(&'static Source),
    /// Users or accounts, whosever they are.
    #[default]
    People,
    /// Accounts of a target.
    Accounts,
    /// Whatever a file holds.
    Anything,
    /// The same, and of a list of users with groups among them the groups too.
    Members,
}

impl Wanted {
    /// The system whose users are wanted, if it is known.
    pub(super) fn system(self) -> Option<&'static Source> {
        match self {
            Wanted::Users(system) => Some(system),
            _ => None,
        }
    }

    /// Why a file of this kind is not what is wanted; `text` is what an error in it says.
    pub(super) fn refuses(self, kind: &FileKind, text: &str, line: u64) -> Option<Problem> {
        let other = match (self, kind.holds) {
            (Wanted::Anything | Wanted::Members, holds) => {
                return (holds == Holds::Nothing).then(|| wrong(kind, text, "", line));
            }
            (Wanted::Users(wanted), Holds::Users) => {
                kind.system.filter(|system| *system != wanted).map(|_| wanted)
            }
            (Wanted::Users(wanted), Holds::Accounts) => Some(wanted),
            (Wanted::People, Holds::Users | Holds::Accounts) | (Wanted::Accounts, Holds::Accounts) => None,
            (Wanted::Accounts, Holds::Users) => {
                let mut problem = wrong(kind, "", ", and what the target holds is wanted", line);
                problem.diagnostic = problem.diagnostic.help(ACCOUNTS);
                return Some(problem);
            }
            _ => return Some(wrong(kind, text, "", line)),
        };
        let title = other?.title;
        let message =
            format!("line {line}: this looks like {}, and the profile is for users of {title}", kind.title);
        let diagnostic = Diagnostic::new(Code::OtherSystem, message).help(format!(
            "give users of {title}, or a profile whose source is the system that the users come from"
        ));
        Some(Problem { line, diagnostic })
    }
}

/// The problem of a file that holds something else.
pub(super) fn wrong(kind: &FileKind, text: &str, why: &str, line: u64) -> Problem {
    let text = if text.is_empty() { String::new() } else { format!(": {text}") };
    let groups = if kind.holds == Holds::Groups { ", not users" } else { "" };
    let message = format!("line {line}: this looks like {}{groups}{why}{text}", kind.title);
    let diagnostic = Diagnostic::new(Code::WrongFile, message);
    let diagnostic = if kind.advice.is_empty() { diagnostic } else { diagnostic.help(kind.advice) };
    Problem { line, diagnostic }
}
