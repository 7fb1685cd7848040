//! Other programs: finding them, running them, and saying what went wrong.

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The file name of the terminal program.
pub(crate) const PROGRAM: &str = if cfg!(windows) { "attrflow.exe" } else { "attrflow" };

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// The folder of the playground and the npm package.
pub(crate) fn www() -> PathBuf {
    root().join("www")
}

/// The cargo that runs this program, started in the root of the workspace.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Where cargo keeps the sources of dependencies.
pub(crate) fn cargo_home() -> PathBuf {
    match std::env::var_os("CARGO_HOME") {
        Some(folder) => folder.into(),
        None => std::env::home_dir().unwrap_or_default().join(".cargo"),
    }
}

/// Runs a program to its end with its output shown, after a line that says what is run.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    announce(command);
    let status = command.status().with_context(|| format!("cannot start {}", program(command)))?;
    if status.success() {
        return Ok(());
    }
    match status.code() {
        Some(code) => bail!("`{}` ended with exit code {code}", shown(command)),
        None => bail!("`{}` was stopped by a signal", shown(command)),
    }
}

/// Runs a program and returns what it printed; its errors are shown.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start {}", program(command)))?;
    if !output.status.success() {
        bail!("`{}` failed", shown(command));
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{}` printed no text", shown(command)))
}

/// Runs a program silently and says whether it ended well.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// Runs `cargo build` and returns the last file it made of the wanted kind, for cargo alone knows where results go.
pub(crate) fn build(command: &mut Command, wanted: impl Fn(&Path) -> bool) -> Result<PathBuf> {
    announce(command);
    command.arg("--message-format=json-render-diagnostics").stdin(Stdio::null());
    artifact(&output(command)?, wanted).with_context(|| format!("`{}` made no such file", shown(command)))
}

fn artifact(messages: &str, wanted: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    let mut found = None;
    for line in messages.lines() {
        let Ok(message) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        let files = message.get("filenames").and_then(|files| files.as_array());
        let paths = files.into_iter().flatten().filter_map(|file| file.as_str()).map(PathBuf::from);
        found = paths.filter(|path| wanted(path)).last().or(found);
    }
    found
}

/// Prints the command line, so that each step can be repeated by hand.
pub(crate) fn announce(command: &Command) {
    eprintln!("\n$ {}", shown(command));
}

/// Looks a program up as a shell would.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd", ".bat"] } else { &[""] };
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .flat_map(|folder| endings.iter().map(move |ending| folder.join(format!("{name}{ending}"))))
        .find(|file| file.is_file())
}

fn program(command: &Command) -> String {
    let path = Path::new(command.get_program());
    path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn shown(command: &Command) -> String {
    let root = root();
    let mut text = match command.get_current_dir().and_then(|folder| folder.strip_prefix(&root).ok()) {
        Some(folder) if !folder.as_os_str().is_empty() => format!("(cd {}) ", folder.display()),
        _ => String::new(),
    };
    text.push_str(&program(command));
    for argument in command.get_args() {
        let argument = argument.to_string_lossy();
        let relative = Path::new(&*argument).strip_prefix(&root).map(|path| path.display().to_string());
        text.push(' ');
        text.push_str(relative.as_deref().unwrap_or(&argument));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_shown_with_paths_from_the_root() {
        let mut command = Command::new("/usr/bin/node");
        command.current_dir(www()).arg("--test").arg(root().join("tests/wasm/a.test.mjs"));
        assert_eq!(
            shown(&command),
            "(cd www) node --test tests/wasm/a.test.mjs".replace('/', std::path::MAIN_SEPARATOR_STR)
        );
    }

    #[test]
    fn the_wanted_file_is_found_among_cargos_messages() {
        let messages = concat!(
            r#"{"reason":"compiler-artifact","filenames":["/t/deps/libserde.rlib"]}"#,
            "\nnot json\n",
            r#"{"reason":"compiler-artifact","filenames":["/t/attrflow.wasm","/t/libattrflow.rlib"]}"#,
            "\n",
            r#"{"reason":"build-finished","success":true}"#,
        );
        let module = |path: &Path| path.extension().is_some_and(|ending| ending == "wasm");
        assert_eq!(artifact(messages, module), Some(PathBuf::from("/t/attrflow.wasm")));
        assert_eq!(artifact("{}", module), None);
    }

    #[test]
    fn a_program_that_does_not_exist_is_named_in_the_error() {
        let error = run(&mut Command::new("attrflow-no-such-program")).unwrap_err();
        assert!(error.to_string().contains("attrflow-no-such-program"));
        assert!(find("attrflow-no-such-program").is_none());
    }
}
