//! Enumerations whose members have a text form in documents, in queries, on the wire or in a language.

/// An enumeration that [`named!`] declares, for readers that take any of them.
pub(crate) trait Named: Copy + 'static {
    /// All members, in the order of declaration.
    const MEMBERS: &'static [Self];
    /// Their names, in the same order.
    const MEMBER_NAMES: &'static [&'static str];

    /// The member of a name, in any letter case.
    fn find(name: &str) -> Option<Self> {
        let at = Self::MEMBER_NAMES.iter().position(|known| known.eq_ignore_ascii_case(name))?;
        Self::MEMBERS.get(at).copied()
    }
}

/// Declares an enumeration with the text form of each member, which is written nowhere else: `ALL`, `NAMES`,
/// `as_str`, `about` (the documentation) and `from_name` come from it. After the name may stand `: Serialize`, for
/// enumerations that are written to JSON by these names, `+ Tsify` for those that JavaScript meets, and `default` with
/// the member that is usual.
macro_rules! named {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident: Serialize $(+ $tsify:ident)? $(, default $default:ident)? {
            $($(#[doc = $about:literal])* $member:ident = $text:tt,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
        $(#[cfg_attr(target_family = "wasm", derive(tsify::$tsify))])?
        $vis enum $name { $($(#[doc = $about])* #[serde(rename = $text)] $member,)* }

        $crate::named::named! { @names $vis $name $(, $default)?: $($member = $text, [$($about)*],)* }
    };
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident $(, default $default:ident)? {
            $($(#[doc = $about:literal])* $member:ident = $text:tt,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        $vis enum $name { $($(#[doc = $about])* $member,)* }

        $crate::named::named! { @names $vis $name $(, $default)?: $($member = $text, [$($about)*],)* }
    };
    (@names $vis:vis $name:ident $(, $default:ident)?: $($member:ident = $text:tt, [$($about:literal)*],)*) => {
        #[allow(dead_code, reason = "some are only read, some only written")]
        impl $name {
            /// All of them, in order.
            $vis const ALL: [Self; [$($text),*].len()] = [$(Self::$member),*];

            /// Their names, in the same order.
            $vis const NAMES: [&'static str; [$($text),*].len()] = [$($text),*];

            /// The name.
            $vis const fn as_str(self) -> &'static str {
                match self { $(Self::$member => $text,)* }
            }

            /// What it is, in a sentence.
            $vis fn about(self) -> &'static str {
                match self { $(Self::$member => concat!($($about),*),)* }.trim_start()
            }

            /// The one of this name, in any letter case.
            $vis fn from_name(name: &str) -> Option<Self> {
                $crate::named::Named::find(name)
            }
        }

        impl $crate::named::Named for $name {
            const MEMBERS: &'static [Self] = &Self::ALL;
            const MEMBER_NAMES: &'static [&'static str] = &Self::NAMES;
        }

        $(impl Default for $name {
            fn default() -> Self {
                Self::$default
            }
        })?
    };
}

pub(crate) use named;

#[cfg(test)]
mod tests {
    named! {
        /// Of a traffic light.
        enum Colour: Serialize, default Red {
            /// Wait.
            Red = "red",
            /// Go.
            DarkGreen = "dark green",
        }
    }

    #[test]
    fn names_lead_there_and_back() {
        for colour in Colour::ALL {
            assert_eq!(Colour::from_name(&colour.as_str().to_uppercase()), Some(colour));
            assert_eq!(serde_json::json!(colour), colour.as_str());
        }
        assert_eq!(Colour::NAMES, ["red", "dark green"]);
        assert_eq!((Colour::default(), Colour::from_name("blue")), (Colour::Red, None));
    }
}
