//! The engine for the web: `cargo build`, then wasm-bindgen, then wasm-opt, into `www/src/engine/`; and the
//! pages of codes beside it.

use crate::arguments::Arguments;
use crate::node::{self, Node};
use crate::{codes, process, size};
use anyhow::{Context, Result, bail};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};
use wasm_bindgen_cli_support::{Bindgen, EncodeInto};

pub(crate) const HELP: &str = "\
Usage: cargo xtask wasm [--dev]

Builds the engine for the web into www/src/engine/: engine_bg.wasm, its JavaScript and its
types, and codes.js, the pages of codes. Installs the compilation target if it is missing. Steps that are up to date are skipped.

Options:
  --dev    unoptimised, with readable panics: quick to build, slow to run

Example:
  cargo xtask wasm
";

const TARGET: &str = "wasm32-unknown-unknown";

/// What wasm-opt does. Not `-O3` or `-Oz`: both make the module smaller, but share and inline so
/// that gzip finds less that repeats, which costs 25 kB, and engines compile it to nothing quicker.
/// The features are those that rustc and wasm-bindgen use, one by one: `--all-features` writes
/// modules that Node 20 refuses.
const OPTIMISE: &[&str] = &[
    "--duplicate-function-elimination",
    "--dae",
    "--simplify-locals-nonesting",
    "--optimize-instructions",
    "--remove-unused-brs",
    "--merge-blocks",
    "--reorder-locals",
    "--duplicate-function-elimination",
    "--remove-unused-module-elements",
    // What is assigned twice, and constants that no engine needs told: 2 kB.
    "--rse",
    "--vacuum",
    // Alignments are hints that engines do not heed; alike they repeat better: 1 kB.
    "--dealign",
    // Neighbours in name are alike in code, which gzip makes 12 kB of.
    "--reorder-functions-by-name",
    "--strip-debug",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// What decides how a module becomes the engine: this file, and the version of wasm-bindgen.
const METHOD: &[&str] = &[include_str!("wasm.rs"), include_str!("../Cargo.toml")];

/// What must exist for a build to count as done.
const RESULTS: &[&str] = &["engine.js", "engine.d.ts", "engine_bg.wasm", "codes.js", "codes.d.ts"];

pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let dev = arguments.flag("--dev");
    arguments.end()?;
    build(dev)?;
    match Node::find() {
        Ok(node) => size::print_files(&node, &[engine().join("engine_bg.wasm"), engine().join("engine.js")]),
        Err(_) => Ok(()),
    }
}

/// Where the built engine lies.
pub(crate) fn engine() -> PathBuf {
    process::www().join("src/engine")
}

/// Builds the engine, or finds that it is up to date.
pub(crate) fn build(dev: bool) -> Result<()> {
    ensure_target()?;
    let module = compile(dev)?;
    let optimiser = if dev { None } else { optimiser() };
    if !dev && optimiser.is_none() {
        eprintln!(
            "note: wasm-opt is not installed, so the engine is larger and slower than it can be (npm ci in www/)"
        );
    }
    let stamp = stamp(&module, dev, optimiser.is_some())?;
    let stamp_file = engine().join(".stamp");
    let results_exist = RESULTS.iter().all(|file| engine().join(file).is_file());
    if results_exist && fs::read_to_string(&stamp_file).is_ok_and(|found| found == stamp) {
        eprintln!("www/src/engine is up to date");
        return Ok(());
    }

    // Bindings are made beside the module and moved when complete: a failure leaves the last good ones.
    let staging = module.with_file_name("engine");
    if staging.is_dir() {
        fs::remove_dir_all(&staging).with_context(|| format!("cannot empty {}", staging.display()))?;
    }
    bind(&module, &staging, dev, optimiser.is_some())?;
    if let Some(command) = optimiser {
        optimise(command, &staging.join("engine_bg.wasm"))?;
    }
    publish(&staging, &engine())?;
    fs::write(&stamp_file, stamp).with_context(|| format!("cannot write {}", stamp_file.display()))
}

fn ensure_target() -> Result<()> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let mut ask = Command::new(rustc);
    let folder = process::output(ask.args(["--print", "target-libdir", "--target", TARGET]))?;
    let library = |name: String| name.starts_with("libstd-") && name.ends_with(".rlib");
    let installed = fs::read_dir(folder.trim()).is_ok_and(|files| {
        files.flatten().any(|file| library(file.file_name().to_string_lossy().into_owned()))
    });
    if installed {
        return Ok(());
    }
    if process::find("rustup").is_none() {
        bail!(
            "Rust's standard library for {TARGET} is missing and there is no rustup to add it: install Rust from \
             https://rustup.rs, or your system's package (on Debian: libstd-rust-dev-wasm32)"
        );
    }
    process::run(Command::new("rustup").args(["target", "add", TARGET]))
        .with_context(|| format!("rustup could not add the target {TARGET}"))
}

/// Compiles the library and returns the module that cargo reports.
fn compile(dev: bool) -> Result<PathBuf> {
    let mut command = process::cargo();
    command.args(["build", "--package", "attrflow", "--lib", "--no-default-features", "--target", TARGET]);
    command.args(if dev { ["--features", "panic-hook"] } else { ["--profile", "wasm"] });
    let flags =
        short_paths(&process::cargo_home()).map(|flag| format!("{flag:?}")).collect::<Vec<_>>().join(",");
    command.arg("--config").arg(format!("target.{TARGET}.rustflags=[{flags}]"));
    let module = |path: &Path| path.extension().is_some_and(|ending| ending == "wasm");
    process::build(&mut command, module).context("the engine does not compile for the web")
}

/// Cuts the folders of this machine out of the places that panics in dependencies name.
fn short_paths(cargo_home: &Path) -> impl Iterator<Item = String> {
    let registries = fs::read_dir(cargo_home.join("registry/src")).into_iter().flatten().flatten();
    registries.map(|folder| format!("--remap-path-prefix={}=", folder.path().display()))
}

/// Functions of the standard library that end in a panic, by parts of their mangled names.
const PANICS: &[&str] = &[
    "4core9panicking",
    "13expect_failed",
    "13unwrap_failed",
    "16slice_error_fail",
    "16slice_index_fail",
    "10raw_vec12handle_error",
    "18handle_alloc_error",
    "18panic_access_error",
];

/// Has panics trap without making a message first: no one can see it, as nothing shows it in a
/// release build. The optimiser then drops what only messages need.
fn silence_panics(module: &mut walrus::Module) {
    for function in module.funcs.iter_mut() {
        let name = function.name.as_deref().unwrap_or_default();
        if PANICS.iter().any(|panic| name.contains(panic))
            && let walrus::FunctionKind::Local(function) = &mut function.kind
        {
            let mut body = function.builder_mut().func_body();
            body.instrs_mut().clear();
            body.unreachable();
        }
    }
}

/// With names if they are shown or if wasm-opt, which takes them out, orders by them.
fn bind(module: &Path, folder: &Path, dev: bool, optimised: bool) -> Result<()> {
    eprintln!("\nmaking the bindings (wasm-bindgen)");
    let mut module = walrus::ModuleConfig::new()
        .generate_dwarf(dev)
        .generate_name_section(dev || optimised)
        .generate_producers_section(dev)
        .parse_file(module)?;
    if !dev {
        silence_panics(&mut module);
    }
    let mut bindgen = Bindgen::new();
    bindgen.input_module("engine", module).out_name("engine").typescript(true).keep_debug(dev);
    // `init()` without an argument loads the module beside the script; bundlers follow that address.
    bindgen.omit_default_module_path(false).encode_into(EncodeInto::Always);
    bindgen.web(true)?.generate(folder).context("wasm-bindgen cannot read the module that was built")?;
    fs::write(folder.join("codes.js"), codes::script())?;
    fs::write(folder.join("codes.d.ts"), codes::TYPES)?;
    Ok(())
}

/// wasm-opt of the npm package binaryen, where both it and Node are installed.
fn optimiser() -> Option<Command> {
    let script = node::package_file("binaryen/bin/wasm-opt")?;
    Node::find().ok().map(|node| node.script(&script))
}

fn optimise(mut command: Command, module: &Path) -> Result<()> {
    process::run(command.args(OPTIMISE).arg(module).arg("-o").arg(module))
        .context("wasm-opt refused the module")
}

/// Copies what differs, so that watchers see no change where there is none, and removes what is no more.
fn publish(from: &Path, to: &Path) -> Result<()> {
    let explain = || format!("cannot copy the engine to {}", to.display());
    fs::create_dir_all(to).with_context(explain)?;
    for entry in fs::read_dir(to).with_context(explain)?.flatten() {
        if entry.path().is_file() && !from.join(entry.file_name()).exists() {
            fs::remove_file(entry.path()).with_context(explain)?;
        }
    }
    copy(from, to).with_context(explain)
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            // JavaScript snippets of dependencies, if a dependency brings any.
            fs::create_dir_all(&target)?;
            copy(&source, &target)?;
            continue;
        }
        let bytes = fs::read(source)?;
        if fs::read(&target).is_ok_and(|found| found == bytes) {
            continue;
        }
        fs::write(target, bytes)?;
    }
    Ok(())
}

/// Names everything the results depend on. It need not be stable between versions of Rust.
fn stamp(module: &Path, dev: bool, optimised: bool) -> Result<String> {
    let bytes = fs::read(module).with_context(|| format!("cannot read {}", module.display()))?;
    let binaryen =
        node::package_file("binaryen/package.json").filter(|_| optimised).map(fs::read).transpose()?;
    let mut hasher = DefaultHasher::new();
    (bytes, dev, binaryen, METHOD, codes::script(), codes::TYPES).hash(&mut hasher);
    Ok(format!("{:016x}\n", hasher.finish()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn publishing_copies_replaces_and_removes() {
        let folder = std::env::temp_dir().join(format!("attrflow-xtask-{}", std::process::id()));
        let (from, to) = (folder.join("from"), folder.join("to"));
        fs::create_dir_all(from.join("snippets")).unwrap();
        fs::create_dir_all(&to).unwrap();
        fs::write(from.join("engine.js"), "new").unwrap();
        fs::write(from.join("snippets/a.js"), "part").unwrap();
        fs::write(to.join("engine.js"), "old").unwrap();
        fs::write(to.join("gone.js"), "gone").unwrap();
        publish(&from, &to).unwrap();
        assert_eq!(fs::read_to_string(to.join("engine.js")).unwrap(), "new");
        assert_eq!(fs::read_to_string(to.join("snippets/a.js")).unwrap(), "part");
        assert!(!to.join("gone.js").exists());
        fs::remove_dir_all(folder).unwrap();
    }
}
