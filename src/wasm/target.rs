//! What a target holds, kept for many questions.

use super::diagnostic::{Diagnostic, thrown};
use super::values::{member, to_js};
use crate::input::Problem;
use crate::provisioning;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// What a target holds, for any number of previews.
#[wasm_bindgen]
#[derive(Clone)]
pub struct Target {
    held: Rc<Held>,
}

struct Held {
    /// Learns by itself what profiles match by, and keeps it while they are edited.
    index: provisioning::Index<Rc<[u8]>>,
    problems: Vec<Diagnostic>,
}

#[wasm_bindgen]
impl Target {
    /// Reads resources from UTF-8, or UTF-16 with a byte order mark: answers of `/Users`, one page after another, an
    /// array, or one resource a line.
    #[wasm_bindgen(constructor)]
    pub fn new(resources: &[u8]) -> Result<Target, JsValue> {
        let mut problems = Vec::new();
        // Places are those of the text in UTF-8, after its mark.
        let text: Rc<[u8]> = match resources {
            [0xEF, 0xBB, 0xBF, rest @ ..] => rest.into(),
            [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => match crate::graph::decode(resources) {
                Ok(text) => text.as_bytes().into(),
                Err(found) => {
                    problems.push(Diagnostic::new(*found, "").on_line(1));
                    b"[]"[..].into()
                }
            },
            _ => resources.into(),
        };
        let tell = |problem: Problem| problems.push(told(problem));
        // Reading from memory does not fail.
        let index = provisioning::Index::open(&*Rc::clone(&text), text, tell)
            .map_err(|_| thrown("the resources could not be read", &[]))?;
        Ok(Target { held: Rc::new(Held { index, problems }) })
    }

    /// How many resources there are.
    #[wasm_bindgen(getter)]
    pub fn count(&self) -> usize {
        self.held.index.len()
    }

    /// What is wrong with the file, by line.
    #[wasm_bindgen(getter, unchecked_return_type = "Diagnostic[]")]
    pub fn diagnostics(&self) -> Result<JsValue, JsValue> {
        to_js(&self.held.problems)
    }

    /// Another handle to the same resources.
    pub fn share(&self) -> Target {
        self.clone()
    }
}

#[wasm_bindgen]
extern "C" {
    /// What is given as a target, until it has shown to be one.
    type Given;

    #[wasm_bindgen(method, catch)]
    fn share(this: &Given) -> Result<Target, JsValue>;
}

impl Target {
    /// The member `target` of options, if it is given.
    pub(super) fn among(options: &JsValue) -> Result<Option<Self>, JsValue> {
        let Some(given) = member(options, "target") else { return Ok(None) };
        if let Some(bytes) = given.dyn_ref::<js_sys::Uint8Array>() {
            return Self::new(&bytes.to_vec()).map(Some);
        }
        // The handle is the caller's and stays it; what is taken is a handle of one's own.
        let target = given.unchecked_ref::<Given>().share();
        target.map(Some).map_err(|_| thrown("expected `target` to be a Target, or bytes", &[]))
    }

    /// What is wrong with the file.
    pub(super) fn problems(&self) -> &[Diagnostic] {
        &self.held.problems
    }

    /// What it holds, to search in.
    pub(super) fn directory(&self) -> &dyn provisioning::Directory {
        &self.held.index
    }
}

/// A problem of a file, in its line.
pub(super) fn told(problem: Problem) -> Diagnostic {
    Diagnostic::new(problem.diagnostic, "").on_line(problem.line)
}
