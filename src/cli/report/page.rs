//! The report as one page that needs nothing else: no script, no address.

use super::{Row, summary, text};
use attrflow::provisioning::{Action, Report};
use std::fmt::Write;

/// Users whose requests are shown; a page with more is slow to open.
const MOST: usize = 2_000;

/// What is kept of users until the page is written.
#[derive(Default)]
pub(super) struct Page {
    users: Vec<(Action, String)>,
    left_out: u64,
}

const STYLE: &str = include_str!("page.css");

/// Text as it stands between tags and in attributes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

impl Page {
    pub(super) fn user(&mut self, row: &Row<'_>) {
        if self.users.len() >= MOST {
            self.left_out += 1;
            return;
        }
        let preview = row.preview;
        let mut html = String::new();
        let line = row.line.map(|line| format!(" <small>line {line}</small>")).unwrap_or_default();
        let what = match &preview.request {
            Some(request) => format!("{} {}", request.method, request.path),
            None => preview.explanation.clone(),
        };
        let _ = write!(
            html,
            "<details><summary><b>{}</b>{line} <span>{}</span></summary>",
            escaped(row.user),
            escaped(&what)
        );
        let _ = write!(html, "<p>{}</p>", escaped(&preview.explanation));
        if preview.action != Action::Create && !preview.modified_properties.is_empty() {
            html.push_str("<table><tr><th>Attribute<th>Old value<th>New value</tr>");
            for changed in &preview.modified_properties {
                let cell = |value: &serde_json::Value| match value {
                    serde_json::Value::Null => String::new(),
                    serde_json::Value::String(text) => escaped(text),
                    other => escaped(&other.to_string()),
                };
                let _ = write!(
                    html,
                    "<tr><td><code>{}</code><td>{}<td>{}</tr>",
                    escaped(&changed.display_name),
                    cell(&changed.old_value),
                    cell(&changed.new_value)
                );
            }
            html.push_str("</table>");
        }
        for request in preview.request.iter().chain(&preview.following) {
            let body = serde_json::to_string_pretty(&request.body).unwrap_or_default();
            let body = if request.body.is_null() { String::new() } else { format!("\n{body}") };
            let _ =
                write!(html, "<pre>{} {}{}</pre>", request.method, escaped(&request.path), escaped(&body));
        }
        if !preview.diagnostics.is_empty() {
            html.push_str("<ul>");
            for found in &preview.diagnostics {
                let _ = write!(html, "<li>{}</li>", escaped(&text::sentence(found, preview)));
            }
            html.push_str("</ul>");
        }
        html.push_str("</details>\n");
        self.users.push((preview.action, html));
    }

    /// The whole page.
    pub(super) fn write(self, profile: &str, report: &Report) -> String {
        let title = escaped(profile);
        let mut html = format!(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
             <title>{title}: what will happen</title><style>{STYLE}</style></head><body>\n\
             <header><h1>What will happen</h1><p>{title}</p><p>{}</p></header>\n<main>\n",
            escaped(&summary::line(report, 0))
        );
        cards(&mut html, report);
        lists(&mut html, report);
        for action in Action::ALL {
            let own: Vec<&String> =
                self.users.iter().filter(|(own, _)| *own == action).map(|(_, html)| html).collect();
            if !own.is_empty() {
                let _ = writeln!(
                    html,
                    "<section><h2>{} <small>{}</small></h2>",
                    heading(action),
                    report.action(action)
                );
                own.into_iter().for_each(|user| html.push_str(user));
                html.push_str("</section>\n");
            }
        }
        if self.left_out > 0 {
            let _ = write!(
                html,
                "<p>{} more users are counted above and not listed; <code>--format ndjson</code> has all.</p>",
                self.left_out
            );
        }
        html.push_str("</main></body></html>\n");
        html
    }
}

const fn heading(action: Action) -> &'static str {
    match action {
        Action::Create => "Created",
        Action::Update => "Changed",
        Action::Disable => "Disabled",
        Action::Delete => "Deleted",
        Action::Skip => "Left alone",
        Action::None => "Unchanged",
        // A kind of action that this page does not know yet goes by its name.
        other => other.as_str(),
    }
}

fn cards(html: &mut String, report: &Report) {
    html.push_str("<ul class=\"cards\">");
    for action in Action::ALL {
        let _ = write!(
            html,
            "<li class=\"{}\"><b>{}</b> {}</li>",
            action.as_str(),
            report.action(action),
            heading(action)
        );
    }
    html.push_str("</ul>\n");
    if report.blast_radius.exceeded {
        let _ = writeln!(
            html,
            "<p class=\"alarm\">{} users would lose their account, more than the threshold of {}: the service \
             holds the rest back and puts the job into quarantine.</p>",
            report.blast_radius.disable + report.blast_radius.delete,
            report.blast_radius.threshold
        );
    }
}

/// Collisions, problems, and what no user exercises.
fn lists(html: &mut String, report: &Report) {
    let mut list = |title: &str, count: u64, lines: Vec<String>| {
        if lines.is_empty() {
            return;
        }
        let _ = write!(html, "<section><h2>{title} <small>{count}</small></h2><ul>");
        for line in lines {
            let _ = write!(html, "<li>{}</li>", escaped(&line));
        }
        html.push_str("</ul></section>\n");
    };
    list("Collisions", report.collision_count, report.collisions.iter().map(summary::collision).collect());
    list(
        "Problems",
        report.problems.len() as u64,
        report.problems.iter().map(|problem| summary::problem(problem).join(" ")).collect(),
    );
    let unused = summary::unused(report);
    list("Not exercised by these users", unused.len() as u64, unused);
}
