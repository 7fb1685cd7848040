//! Whether a name that is proposed in the place of another means the same way round.

/// Words of names that decide which way round a function works: a name that has one is no slip of the pen for a
/// name that lacks it.
const DIRECTIONS: [&str; 35] = [
    "left",
    "right",
    "lower",
    "upper",
    "start",
    "begin",
    "first",
    "last",
    "before",
    "after",
    "from",
    "prepend",
    "append",
    "encode",
    "decode",
    "add",
    "remove",
    "subtract",
    "insert",
    // To fill up is the contrary of to cut off.
    "pad",
    "minimum",
    "maximum",
    "prefix",
    "suffix",
    "additive",
    "assertive",
    "nothing",
    "null",
    "none",
    "empty",
    "blank",
    "missing",
    "absent",
    "present",
    "exists",
];

/// Whether a name negates.
fn negates(name: &str) -> bool {
    let rest = name.replace("nothing", "").replace("none", "").replace("normali", "");
    rest.contains("not")
        || rest.contains("isnt")
        || rest.contains("isun")
        || rest.contains("without")
        || ["no", "un", "hasno", "isno"].iter().any(|start| rest.starts_with(start))
}

/// Whether one name may be proposed for another: no negation is lost or added, no direction lost or turned.
pub(super) fn means_alike(written: &str, proposed: &str) -> bool {
    let (written, proposed) = (written.to_ascii_lowercase(), proposed.to_ascii_lowercase());
    let lost = |word: &&str| written.contains(*word) && !proposed.contains(*word);
    negates(&written) == negates(&proposed) && !DIRECTIONS.iter().any(lost)
}

#[cfg(test)]
mod tests {
    use super::means_alike;

    #[test]
    fn signs_and_directions_are_kept() {
        for (written, proposed) in [
            ("IsNotNull", "IsNull"),
            ("isnotnull", "IsNull"),
            ("NotNull", "IsNull"),
            ("IsNonEmpty", "IsNullOrEmpty"),
            ("IsNotPresent", "IsPresent"),
            ("IsntNull", "IsNull"),
            ("Right", "Left"),
            ("LeftPad", "Left"),
            ("ToUpper", "ToLower"),
            ("PadLeft", "PadRight"),
            ("ConvertFromBase64", "ConvertToBase64"),
            ("Prepend", "Append"),
            ("IsUnpresent", "IsPresent"),
            ("IsAbsent", "IsPresent"),
        ] {
            assert!(!means_alike(written, proposed), "{written} → {proposed}");
        }
        for (written, proposed) in [
            ("IsNul", "IsNull"),
            ("IsNullOrEmty", "IsNullOrEmpty"),
            ("IsPresnt", "IsPresent"),
            ("Joinn", "Join"),
            ("ToLowr", "ToLower"),
            ("Apend", "Append"),
            ("NormaliseDiacritics", "NormalizeDiacritics"),
            ("Nowe", "Now"),
        ] {
            assert!(means_alike(written, proposed), "{written} → {proposed}");
        }
    }
}
