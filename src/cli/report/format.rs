//! How a report is written.

use clap::ValueEnum;

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    /// For people
    Text,
    /// One JSON document
    Json,
    /// One JSON object a user and line
    Ndjson,
    /// One row a user
    Csv,
    /// One page for a browser, which needs nothing else
    Html,
}
