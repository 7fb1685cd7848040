//! What concerns all users, for people.

use super::name_of;
use crate::cli::Result;
use crate::cli::output::Output;
use attrflow::diagnostic::Severity;
use attrflow::provisioning::{Action, Collision, Named, Reason, Report, UserProblem};

/// Lines of a kind that are printed.
const MOST: usize = 20;

pub(super) fn write(output: &mut Output, report: &Report, input_warnings: u64) -> Result<()> {
    collisions(output, report)?;
    if report.users >= 20 {
        coverage(output, report)?;
        problems(output, report)?;
    }
    if report.blast_radius.exceeded {
        let radius = &report.blast_radius;
        output.line(&format!(
            "Accidental deletions: {} would be disabled and {} deleted, more than the threshold of {}; the \
             service holds the rest back and puts the job into quarantine",
            radius.disable, radius.delete, radius.threshold
        ))?;
        output.line("")?;
    }
    if let Some(target) = &report.target {
        output.line(&format!(
            "Target: {}, {} of them matched; the service leaves the other {} alone",
            count(target.resources, "resource", "resources"),
            target.matched,
            target.unmatched
        ))?;
        let slowest = report.requests.minutes.iter().rev().max_by(|a, b| a.minutes.total_cmp(&b.minutes));
        let time =
            slowest.map(|slowest| format!(", at least {:.1} minutes by {}", slowest.minutes, slowest.limit));
        output.line(&format!(
            "Requests: {} ({} searches){}",
            report.requests.total,
            report.requests.search,
            time.unwrap_or_default()
        ))?;
    }
    output.line(&line(report, input_warnings))
}

/// All users in a line.
pub(super) fn line(report: &Report, input_warnings: u64) -> String {
    let mut text =
        format!("{}: {} to create", count(report.users, "user", "users"), report.action(Action::Create));
    for action in [Action::Update, Action::Disable, Action::Delete] {
        if report.action(action) > 0 {
            text += &format!(", {} to {}", report.action(action), action.as_str());
        }
    }
    if report.action(Action::None) > 0 {
        text += &format!(", {} unchanged", report.action(Action::None));
    }
    if report.action(Action::Skip) > 0 {
        let redundant = name_of(Reason::RedundantExport);
        let reasons = report.reasons.iter().filter(|(reason, _)| **reason != redundant);
        let reasons: Vec<String> = reasons.map(|(reason, count)| format!("{count} {reason}")).collect();
        text += &format!(", {} skipped ({})", report.action(Action::Skip), reasons.join(", "));
    }
    if report.unreadable > 0 {
        text += &format!(", {} not readable", report.unreadable);
    }
    let of = |severity| {
        report
            .problems
            .iter()
            .filter(|problem| problem.severity == severity)
            .map(|problem| problem.count)
            .sum()
    };
    let errors: u64 = of(Severity::Error);
    let warnings: u64 = of(Severity::Warning);
    text + &format!(
        "; {}, {}",
        count(errors + report.unreadable, "error", "errors"),
        count(warnings + input_warnings, "warning", "warnings")
    )
}

fn collisions(output: &mut Output, report: &Report) -> Result<()> {
    if report.collision_count == 0 {
        return Ok(());
    }
    output.line(&format!("Collisions: {}", report.collision_count))?;
    for found in report.collisions.iter().take(MOST) {
        output.line(&format!("  {}", collision(found)))?;
    }
    rest(output, report.collision_count.saturating_sub(MOST as u64))?;
    output.line("")
}

/// A collision in a sentence.
pub(super) fn collision(found: &Collision) -> String {
    let Collision { target, value, first, user: Named { user, line, .. }, account, .. } = found;
    match account {
        Some(id) if target == "id" => {
            format!("{user} (line {line}) is matched with {id}, which the user of line {first} has")
        }
        Some(id) => format!("{user} (line {line}) wants {target} {value}, which account {id} has"),
        None => format!("{user} (line {line}) wants {target} {value}, as the user of line {first} does"),
    }
}

fn coverage(output: &mut Output, report: &Report) -> Result<()> {
    let lines = unused(report);
    if lines.is_empty() {
        return Ok(());
    }
    output.line("Not exercised by these users")?;
    for line in lines.iter().take(MOST) {
        output.line(&format!("  {line}"))?;
    }
    rest(output, lines.len().saturating_sub(MOST) as u64)?;
    output.line("")
}

/// What no user exercises, a sentence each.
pub(super) fn unused(report: &Report) -> Vec<String> {
    let coverage = &report.coverage;
    let mut lines = Vec::new();
    for mapping in coverage.mappings.iter().filter(|mapping| mapping.values == 0) {
        lines.push(format!("{} never has a value", mapping.target));
    }
    let target = |at: usize| coverage.mappings.get(at).map_or("", |mapping| mapping.target.as_str());
    for key in coverage.keys.iter().filter(|key| key.users == 0) {
        lines.push(match key.key.as_str() {
            "default" => format!("{}: no user gets the default value of Switch", target(key.mapping)),
            name => format!("{}: no user has the key {name}", target(key.mapping)),
        });
    }
    for clause in &coverage.clauses {
        match (clause.passed, clause.failed) {
            (0, _) => lines.push(format!("the clause {} holds for nobody", clause.clause)),
            (_, 0) => lines.push(format!("the clause {} holds for everybody", clause.clause)),
            _ => {}
        }
    }
    lines
}

fn problems(output: &mut Output, report: &Report) -> Result<()> {
    if report.problems.is_empty() {
        return Ok(());
    }
    output.line("Problems")?;
    for found in report.problems.iter().take(MOST) {
        let [what, who] = problem(found);
        output.line(&format!("  {what}"))?;
        output.line(&format!("      {who}"))?;
    }
    rest(output, report.problems.len().saturating_sub(MOST) as u64)?;
    output.line("")
}

/// What is wrong, and with whom.
pub(super) fn problem(found: &UserProblem) -> [String; 2] {
    let target = found.target.as_ref().map(|target| format!("{target}: ")).unwrap_or_default();
    let first = found.users.iter().take(3);
    let users: Vec<String> = first.map(|named| format!("{} (line {})", named.user, named.line)).collect();
    let more = if found.count > users.len() as u64 { ", …" } else { "" };
    [
        format!("{}[{}]: {target}{}", name_of(found.severity), found.code, found.message),
        format!("{}: {}{more}", count(found.count, "user", "users"), users.join(", ")),
    ]
}

fn rest(output: &mut Output, rest: u64) -> Result<()> {
    match rest {
        0 => Ok(()),
        rest => output.line(&format!("  … and {rest} more; --format json has all")),
    }
}

fn count(count: u64, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}
