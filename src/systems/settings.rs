//! How a provisioning job is set up: each source describes its settings once. From that description a profile is
//! read and written, and a form is made.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// One setting of a job.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Setting {
    /// The name in documents.
    pub name: &'static str,
    /// What a form calls it.
    pub label: &'static str,
    /// What it may be.
    #[serde(flatten)]
    pub kind: SettingKind,
    /// The setting that the console has to have on before this one can be switched on or chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needs: Option<&'static str>,
}

/// What a setting may be, and what it is where a profile says nothing.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
#[non_exhaustive]
pub enum SettingKind {
    /// On or off.
    Flag {
        /// What it is without a word.
        usual: Usual,
    },
    /// One of several.
    Choice {
        /// Names in documents, and what a form calls them.
        options: &'static [(&'static str, &'static str)],
        /// Which of them it is without a word; none if that means something else.
        usual: Option<usize>,
    },
    /// Any of several; all of them without a word.
    Several {
        /// Names in documents, and what a form calls them.
        options: &'static [(&'static str, &'static str)],
        /// What one of them is, with its article.
        item: &'static str,
    },
}

/// What a flag is where a profile says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Usual {
    /// On.
    On,
    /// Off.
    Off,
    /// Neither: that means something else.
    Unset,
    /// As another setting before it.
    As(&'static str),
}

/// What one setting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SettingValue {
    /// Neither said nor usual.
    Unset,
    /// On or off.
    Flag(bool),
    /// The option at this place.
    Choice(usize),
    /// Which of the options are taken, a bit for each.
    Several(u32),
}

/// The settings of a job, in the order of their source's table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingValues {
    table: &'static [Setting],
    values: Vec<SettingValue>,
    /// Which of them are stated, even if they say what is usual: a bit for each.
    stated: u32,
}

impl Setting {
    /// What it is where a profile says nothing; `before` are the settings that stand before it.
    pub fn usual(&self, before: &SettingValues) -> SettingValue {
        match &self.kind {
            SettingKind::Flag { usual: Usual::On } => SettingValue::Flag(true),
            SettingKind::Flag { usual: Usual::Off } => SettingValue::Flag(false),
            SettingKind::Flag { usual: Usual::Unset } => SettingValue::Unset,
            SettingKind::Flag { usual: Usual::As(other) } => SettingValue::Flag(before.is_on(other)),
            SettingKind::Choice { usual, .. } => usual.map_or(SettingValue::Unset, SettingValue::Choice),
            SettingKind::Several { options, .. } => SettingValue::Several((1 << options.len()) - 1),
        }
    }
}

impl SettingValues {
    /// What a job has that nothing is said of.
    pub fn usual(table: &'static [Setting]) -> Self {
        Self::read(table, |_, _| None)
    }

    /// Reads the settings of a table in order; what `value` does not know is as usual.
    pub fn read(
        table: &'static [Setting],
        mut value: impl FnMut(&'static Setting, &Self) -> Option<SettingValue>,
    ) -> Self {
        let mut read = Self { table, values: Vec::with_capacity(table.len()), stated: 0 };
        for (at, setting) in table.iter().enumerate() {
            let value = match value(setting, &read) {
                Some(value) => {
                    read.stated |= 1 << at;
                    value
                }
                None => setting.usual(&read),
            };
            read.values.push(value);
        }
        read
    }

    /// The same with one setting stated.
    #[must_use]
    pub fn with(mut self, name: &str, value: SettingValue) -> Self {
        let at = self.table.iter().position(|setting| setting.name == name);
        if let Some((at, place)) = at.and_then(|at| Some((at, self.values.get_mut(at)?))) {
            *place = value;
            self.stated |= 1 << at;
        }
        self
    }

    /// The settings as one source has them; what is usual there if these are another's.
    ///
    /// ```
    /// use attrflow::mapping::Profile;
    /// use attrflow::systems::OktaSettings;
    /// let text = r#"{"source": "okta", "settings": {"update": false}, "mappings": []}"#;
    /// let settings: OktaSettings = Profile::read(text).lenient().unwrap().settings.of();
    /// assert!(settings.create && !settings.update);
    /// ```
    pub fn of<S: SourceSettings>(&self) -> S {
        if std::ptr::eq(self.table, S::table()) { S::read(self) } else { S::usual() }
    }

    /// Whether a setting is stated, or is not what is usual.
    pub fn says(&self, name: &str) -> bool {
        self.said().any(|(setting, _)| setting.name == name)
    }

    /// Whether any setting is.
    pub fn says_anything(&self) -> bool {
        self.said().next().is_some()
    }

    /// The settings that are stated, or are not what is usual.
    fn said(&self) -> impl Iterator<Item = (&'static Setting, SettingValue)> {
        let all = self.table.iter().zip(&self.values).enumerate();
        all.filter(|(at, (setting, value))| self.stated & (1 << at) != 0 || setting.usual(self) != **value)
            .map(|(_, (setting, value))| (setting, *value))
    }

    /// What one setting is.
    pub fn value(&self, name: &str) -> SettingValue {
        let found = self.table.iter().zip(&self.values).find(|(setting, _)| setting.name == name);
        found.map_or(SettingValue::Unset, |(_, value)| *value)
    }

    /// Whether a flag is on; none if nothing is said of it.
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.value(name) {
            SettingValue::Flag(on) => Some(on),
            _ => None,
        }
    }

    /// Whether a flag is on.
    pub fn is_on(&self, name: &str) -> bool {
        self.flag(name) == Some(true)
    }

    /// Which option is chosen, by its place in the table.
    pub fn choice(&self, name: &str) -> Option<usize> {
        match self.value(name) {
            SettingValue::Choice(at) => Some(at),
            _ => None,
        }
    }

    /// Whether the option at a place is taken.
    pub fn takes(&self, name: &str, option: usize) -> bool {
        match self.value(name) {
            SettingValue::Several(taken) => taken & (1 << option) != 0,
            _ => false,
        }
    }
}

/// The settings of one source by their types.
pub trait SourceSettings: Sized {
    /// What describes them.
    fn table() -> &'static [Setting];

    /// The settings that these values are.
    fn read(values: &SettingValues) -> Self;

    /// What a job has that nothing is said of.
    fn usual() -> Self {
        Self::read(&SettingValues::usual(Self::table()))
    }
}

/// The members of a document; what is usual anyway is left out unless it was stated.
impl Serialize for SettingValues {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(None)?;
        for (setting, value) in self.said() {
            match (value, &setting.kind) {
                (SettingValue::Flag(on), _) => members.serialize_entry(setting.name, &on)?,
                (SettingValue::Choice(at), SettingKind::Choice { options, .. }) => {
                    let name = options.get(at).map(|(name, _)| name);
                    members.serialize_entry(setting.name, &name)?;
                }
                (SettingValue::Several(taken), SettingKind::Several { options, .. }) => {
                    let names = options.iter().enumerate().filter(|(at, _)| taken & (1 << at) != 0);
                    let names: Vec<&str> = names.map(|(_, (name, _))| *name).collect();
                    members.serialize_entry(setting.name, &names)?;
                }
                _ => {}
            }
        }
        members.end()
    }
}
