//! The attributes that an expression reads, by number.

/// The attributes an expression, or a whole profile, reads: each name once, its index is its slot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slots {
    names: Vec<String>,
}

impl Slots {
    /// The slot of `name`, made if there is none yet.
    pub fn bind(&mut self, name: &str) -> usize {
        self.find(name).unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        })
    }

    /// The slot of exactly this name.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known == name)
    }

    /// All names, in the order of their slots.
    pub fn names(&self) -> &[String] {
        &self.names
    }
}
