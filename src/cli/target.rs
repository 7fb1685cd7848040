//! What the target holds, from a file that stays where it is.

use super::render::Terminal;
use super::{Result, files};
use attrflow::mapping::Plan;
use attrflow::provisioning::{Index, Store};
use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// Where the texts of resources are: in the file, or in memory if there is no file to go back to.
pub(super) enum Texts {
    /// The file, and how many bytes of it are a byte order mark.
    File(RefCell<File>, u64),
    Memory(Vec<u8>),
}

impl Store for Texts {
    fn read(&self, offset: u64, length: usize, to: &mut Vec<u8>) -> io::Result<()> {
        match self {
            Texts::Memory(bytes) => bytes.read(offset, length, to),
            Texts::File(file, mark) => {
                let mut file = file.borrow_mut();
                file.seek(SeekFrom::Start(offset + mark))?;
                to.resize(length, 0);
                file.read_exact(to)
            }
        }
    }
}

/// Reads the resources of a target and shows what is wrong with them; whether some of them are missing.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn read(path: &str, plan: &Plan, terminal: &Terminal) -> Result<(Index<Texts>, bool)> {
    let failed = |error| files::unreadable(path, error);
    let mut head = Vec::new();
    let is_file = path != "-" && files::length(path).is_some();
    if is_file {
        files::open(path)?.take(3).read_to_end(&mut head).map_err(failed)?;
    }
    // Places in a file of another encoding would be those of its text in UTF-8.
    let wide = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
    let (input, texts): (Box<dyn Read>, Texts) = if is_file && !wide {
        let mark = if head.starts_with(&[0xEF, 0xBB, 0xBF]) { 3 } else { 0 };
        let file = File::open(path).map_err(failed)?;
        (files::open(path)?, Texts::File(RefCell::new(file), mark))
    } else {
        let bytes = files::many(path)?.into_bytes();
        (Box::new(io::Cursor::new(bytes.clone())), Texts::Memory(bytes))
    };
    let mut broken = false;
    let index = Index::read(plan, input, texts, |problem| {
        broken |= problem.diagnostic.is_error();
        terminal.input(&problem.diagnostic, files::name(path));
    })
    .map_err(failed)?;
    if broken {
        terminal.write(&format!(
            "{}: resources are missing, so people that the target has may show as created\n",
            files::name(path)
        ));
    }
    Ok((index, broken))
}
