//! Times SCIM parsing and patching natively. A line of standard input asks, `KIND TIMES TEXT` with a kind of
//! `filter`, `path` or `patch` (a JSON object of `resource` and `patch`); a line of standard output answers
//! with the seconds that took. `benches/scim.mjs` asks, in turns with the contestants.

use attrflow::scim::patch::Patch;
use attrflow::scim::{Mode, Schemas, parse_filter, parse_path};
use serde_json::Value;
use std::hint::black_box;
use std::io::{BufRead, Write};
use std::time::{Duration, Instant};

fn timed(times: u32, mut job: impl FnMut()) -> Duration {
    let start = Instant::now();
    for _ in 0..times {
        job();
    }
    start.elapsed()
}

fn run(kind: &str, times: u32, text: &str) -> Result<Duration, String> {
    match kind {
        "filter" => {
            parse_filter(text, Mode::Lenient).map_err(|error| error.message)?;
            Ok(timed(times, || drop(black_box(parse_filter(black_box(text), Mode::Lenient)))))
        }
        "path" => {
            parse_path(text, Mode::Lenient).map_err(|error| error.message)?;
            Ok(timed(times, || drop(black_box(parse_path(black_box(text), Mode::Lenient)))))
        }
        "patch" => {
            let job: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
            let resource = job["resource"].as_object().ok_or("`resource` is no object")?;
            let apply = || {
                let mut resource = resource.clone();
                let patch = Patch::read(black_box(&job["patch"]), Mode::Lenient)?;
                patch.apply(&mut resource, Schemas::core()).map(|changed| (changed, resource))
            };
            let (changed, _) = apply().map_err(|error| error.message)?;
            if !changed {
                return Err("the patch changes nothing".into());
            }
            Ok(timed(times, || drop(black_box(apply()))))
        }
        _ => Err(format!("no kind `{kind}`")),
    }
}

fn main() {
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let mut parts = line.splitn(3, ' ');
        let (Some(kind), Some(times), Some(text)) = (parts.next(), parts.next(), parts.next()) else {
            return;
        };
        let answer = match run(kind, times.parse().unwrap_or(1), text) {
            Ok(time) => format!("{}", time.as_secs_f64()),
            Err(error) => format!("error: {error}"),
        };
        if writeln!(output, "{answer}").and_then(|()| output.flush()).is_err() {
            return;
        }
    }
}
