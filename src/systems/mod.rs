//! What attrflow knows of single systems: facts as data files, each with a thin module.

pub mod entra;
