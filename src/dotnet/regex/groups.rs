//! Numbers and names of the groups of a pattern.
//!
//! .NET counts unnamed groups first, from left to right, and named groups after them. A name that
//! is a number is that number. Groups of the same name, or number, are one group.

/// The groups of a pattern. A slot is the place of a group in the order of the numbers; slot 0,
/// number 0, is the whole match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Groups {
    /// Ascending.
    numbers: Vec<u32>,
    /// In order of appearance.
    names: Vec<(String, u32)>,
}

impl Groups {
    pub(super) fn new() -> Self {
        Self { numbers: vec![0], names: Vec::new() }
    }

    pub(super) fn add_number(&mut self, number: u32) {
        if let Err(at) = self.numbers.binary_search(&number) {
            self.numbers.insert(at, number);
        }
    }

    /// Notes a name; its number is given by [`Groups::number_names`].
    pub(super) fn add_name(&mut self, name: &str) {
        if !self.names.iter().any(|(known, _)| known == name) {
            self.names.push((name.to_owned(), 0));
        }
    }

    /// Gives the names the numbers that are free from `next` on.
    pub(super) fn number_names(&mut self, mut next: u32) {
        let mut names = std::mem::take(&mut self.names);
        for (_, number) in &mut names {
            while self.slot(next).is_some() {
                next += 1;
            }
            *number = next;
            self.add_number(next);
        }
        self.names = names;
    }

    /// How many slots there are, the whole match included.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    pub(super) fn slot(&self, number: u32) -> Option<usize> {
        // Numbers without gaps, which is nearly always, need no search.
        match usize::try_from(number) {
            Ok(slot) if self.numbers.get(slot) == Some(&number) => Some(slot),
            _ => self.numbers.binary_search(&number).ok(),
        }
    }

    pub(super) fn number(&self, name: &str) -> Option<u32> {
        let named = self.names.iter().find(|(known, _)| known == name).map(|&(_, number)| number);
        named.or_else(|| name.parse().ok().filter(|&number| self.slot(number).is_some()))
    }

    /// The group that .NET finds by this name in a match. Unlike in a pattern, the number of a group
    /// that has a name is no name of it.
    pub(super) fn found_by(&self, name: &str) -> Option<u32> {
        let named = self.names.iter().find(|(known, _)| known == name).map(|&(_, number)| number);
        named.or_else(|| {
            self.number(name).filter(|number| !self.names.iter().any(|(_, named)| named == number))
        })
    }

    pub(super) fn numbers(&self) -> impl Iterator<Item = u32> {
        self.numbers.iter().copied()
    }

    pub(super) fn names(&self) -> impl Iterator<Item = (&str, u32)> {
        self.names.iter().map(|(name, number)| (name.as_str(), *number))
    }
}
