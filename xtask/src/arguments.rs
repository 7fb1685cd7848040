//! The options of a chore. A parser crate would make the first `cargo xtask` slower for five options.

use std::fmt;

/// What followed the name of the chore.
pub(crate) struct Arguments {
    rest: Vec<String>,
}

/// Options that the chore does not understand.
#[derive(Debug)]
pub(crate) struct Usage(String);

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

impl Arguments {
    pub(crate) fn new(arguments: impl IntoIterator<Item = String>) -> Self {
        Self { rest: arguments.into_iter().collect() }
    }

    pub(crate) fn wants_help(&self) -> bool {
        self.rest.iter().any(|argument| matches!(argument.as_str(), "--help" | "-h"))
    }

    /// Takes `--name` out and says whether it was there.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let before = self.rest.len();
        self.rest.retain(|argument| argument != name);
        self.rest.len() != before
    }

    /// Takes `--name VALUE` or `--name=VALUE` out.
    pub(crate) fn value(&mut self, name: &str) -> Result<Option<String>, Usage> {
        let joined = format!("{name}=");
        let Some(at) = self.rest.iter().position(|text| text == name || text.starts_with(&joined)) else {
            return Ok(None);
        };
        let option = self.rest.remove(at);
        if let Some(value) = option.strip_prefix(&joined) {
            return Ok(Some(value.to_owned()));
        }
        if at < self.rest.len() {
            return Ok(Some(self.rest.remove(at)));
        }
        Err(Usage(format!("{name} needs a value")))
    }

    /// The words that are no options. Call it last: whatever still looks like an option is wrong.
    pub(crate) fn words(self) -> Result<Vec<String>, Usage> {
        match self.rest.iter().find(|word| word.starts_with('-')) {
            Some(option) => Err(Usage(format!("unknown option {option}; --help lists the options"))),
            None => Ok(self.rest),
        }
    }

    /// Checks that nothing is left.
    pub(crate) fn end(self) -> Result<(), Usage> {
        match self.words()?.first() {
            Some(word) => Err(Usage(format!("`{word}` is not understood here; --help lists the options"))),
            None => Ok(()),
        }
    }
}

/// A wrong value of an option.
pub(crate) fn wrong(message: impl Into<String>) -> anyhow::Error {
    Usage(message.into()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(text: &str) -> Arguments {
        Arguments::new(text.split_whitespace().map(String::from))
    }

    #[test]
    fn takes_flags_and_values_in_both_spellings() {
        let mut found = arguments("--open --port 5000 --only=wasm");
        assert!(found.flag("--open"));
        assert!(!found.flag("--open"));
        assert_eq!(found.value("--port").unwrap().as_deref(), Some("5000"));
        assert_eq!(found.value("--only").unwrap().as_deref(), Some("wasm"));
        found.end().unwrap();
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        assert_eq!(arguments("--port").value("--port").unwrap_err().to_string(), "--port needs a value");
        assert!(arguments("--prot").words().unwrap_err().to_string().contains("--prot"));
        assert!(arguments("fast").end().unwrap_err().to_string().contains("`fast`"));
        assert_eq!(arguments("fast stream").words().unwrap(), ["fast", "stream"]);
    }
}
