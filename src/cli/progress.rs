//! How far a long run is, on standard error; nothing for short ones, nothing if that is no terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// A run takes this long before it is called long.
const PATIENCE: Duration = Duration::from_secs(1);

/// The progress of a run over bytes.
pub(super) struct Progress {
    started: Instant,
    total: Option<u64>,
    bar: Option<ProgressBar>,
    shown: bool,
}

impl Progress {
    /// Progress over `total` bytes, if that is known.
    pub(super) fn new(total: Option<u64>) -> Self {
        Self { started: Instant::now(), total, bar: None, shown: std::io::stderr().is_terminal() }
    }

    /// `done` bytes have been read.
    pub(super) fn at(&mut self, done: u64) {
        if !self.shown {
            return;
        }
        match &self.bar {
            Some(bar) => bar.set_position(done),
            None if self.started.elapsed() > PATIENCE => {
                let template = match self.total {
                    Some(_) => "{wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}",
                    None => "{spinner} {bytes} {bytes_per_sec}",
                };
                let style = ProgressStyle::with_template(template);
                let bar = ProgressBar::with_draw_target(self.total, ProgressDrawTarget::stderr_with_hz(10));
                self.bar = Some(bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())));
            }
            None => {}
        }
    }

    /// Takes the bar away while something else is written.
    pub(super) fn pause(&self, write: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// The end: the bar goes.
    pub(super) fn finish(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}
