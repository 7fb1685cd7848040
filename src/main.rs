//! The terminal program. Everything it does is in the library; here it reads arguments and files,
//! and writes results to standard output and diagnostics to standard error.
#![forbid(unsafe_code)]

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
