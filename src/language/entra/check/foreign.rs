//! What other languages call things, and what does the same here.
//!
//! Names are those of spreadsheets, Visual Basic, SQL, PowerShell, .NET, Power Automate, claims of SAML, Okta and
//! Spring, as people bring them into mappings. A form of calling is a template with `{0}` for the first argument;
//! its correction is offered if the arguments are as many and the text parses with it. Where the language has
//! nothing that does the same, the sentence says what may serve.

use crate::language::entra::notation::quoted;
use crate::language::tree::{Node, NodeKind, Number};

/// What is called by other names elsewhere.
pub(super) struct Foreign {
    /// The names, in small letters, with blanks between.
    names: &'static str,
    /// What to write for a call, by the number of its arguments.
    forms: &'static [Form],
    /// What to write, in words.
    help: &'static str,
}

/// What to write for a call with so many arguments as it has places.
enum Form {
    /// Only the name differs, and any number of arguments will do.
    Renamed(&'static str),
    /// A text with `{0}` for the first argument, and so on.
    As(&'static str),
    /// A text made of the arguments.
    Made(usize, fn(&[&str], &[&Node]) -> Option<String>),
}

use Form::{As, Made, Renamed};

const fn foreign(names: &'static str, forms: &'static [Form], help: &'static str) -> Foreign {
    Foreign { names, forms, help }
}

const TABLE: &[Foreign] = &[
    // Conditions
    foreign(
        "if iff ifelse ifthenelse cond iif2",
        &[Renamed("IIF")],
        "write IIF(condition, value if true, value if false)",
    ),
    foreign("and all", &[], "nest one IIF in another; a condition holds one comparison"),
    foreign("or any xor", &[], "nest one IIF in another; a condition holds one comparison"),
    foreign("equals equal eq iseq isequal", &[As("{0}={1}")], "compare with =, as in [a] = \"x\""),
    foreign("notequals notequal ne neq isnotequal", &[As("{0}<>{1}")], "compare with <>, as in [a] <> \"x\""),
    foreign("greater greaterthan gt", &[As("{0}>{1}")], "compare with >, as in [a] > 1"),
    foreign("less lessthan lt", &[As("{0}<{1}")], "compare with <, as in [a] < 1"),
    foreign(
        "greaterorequals greaterthanorequal ge gte",
        &[As("{0}>={1}")],
        "compare with >=, as in [a] >= 1",
    ),
    foreign("lessorequals lessthanorequal le lte", &[As("{0}<={1}")], "compare with <=, as in [a] <= 1"),
    foreign(
        "iserror iferror try",
        &[],
        "an expression that fails leaves the attribute out; test the value before, with IIF or Switch",
    ),
    foreign(
        "case choose ifs decode lookup vlookup xlookup hlookup map mapvalue match lookupdn stringswitch switchexpr",
        &[],
        "write Switch(source, default, key, value, key, value…); keys compare exactly",
    ),
    // Values and none
    foreign(
        "nvl ifnull ifempty firstnonnull firstnotnull firstnonempty default defaultvalue valueordefault getvalueordefault isnullthen",
        &[Renamed("Coalesce")],
        "write Coalesce(first, second); it takes the first that is not null",
    ),
    foreign(
        "empty isblank isempty isnullorblank nullorempty",
        &[As("IsNullOrEmpty({0})")],
        "write IsNullOrEmpty(value)",
    ),
    foreign(
        "isnullorwhitespace isnullorwhitespaces iswhitespace isnullorspace",
        &[As("IsNullOrEmpty(Trim({0}))")],
        "write IsNullOrEmpty(Trim(value))",
    ),
    foreign(
        "isna nullif",
        &[],
        "write Switch([a], [a], \"value\", \"\") to make a value empty, IsNull(value) to test",
    ),
    // Joining
    foreign(
        "concat concatenate concatenatestrings stringconcat combine combinetext",
        &[Made(0, concatenated)],
        "join values with Join(\"\", first, second)",
    ),
    foreign(
        "concatws concat_ws stringjoin joinstrings",
        &[Renamed("Join")],
        "write Join(separator, first, second…)",
    ),
    foreign(
        "textjoin",
        &[Made(0, text_join)],
        "write Join(separator, first, second…); empty values are left out",
    ),
    foreign("addsuffix postfix suffix appendtext", &[As("Append({0}, {1})")], "write Append(text, suffix)"),
    foreign("addprefix prefix prependtext", &[As("Append({1}, {0})")], "write Append(prefix, text)"),
    // Letter case
    foreign(
        "lower lcase tolowercase lowercase strtolower tolowerinvariant downcase makelower",
        &[As("ToLower({0})")],
        "write ToLower(text)",
    ),
    foreign(
        "upper ucase touppercase uppercase strtoupper toupperinvariant upcase makeupper",
        &[As("ToUpper({0})")],
        "write ToUpper(text)",
    ),
    foreign(
        "proper propercase titlecase totitlecase initcap capitalize camelcase",
        &[As("PCase({0})")],
        "write PCase(text); each word begins with a capital",
    ),
    // Parts
    foreign(
        "substring substr substringof midstr",
        &[Made(0, substring)],
        "write Mid(text, start, length); the first character is number 1",
    ),
    foreign(
        "right rightstr",
        &[Made(2, right)],
        "match the end: Replace(text, , \"^.*(?<end>.{4})$\", , \"${end}\", , ) gives the last 4 characters",
    ),
    foreign("leftstr takeleft startof", &[As("Left({0}, {1})")], "write Left(text, count)"),
    foreign(
        "substringbefore subbefore textbefore before extractbefore",
        &[Made(2, before)],
        "write Word(text, 1, \"@\"), or Item(Split(text, \"@\"), 1)",
    ),
    foreign(
        "substringafter subafter textafter after extractafter",
        &[Made(2, after)],
        "write Replace(text, , \"^[^@]*@\", , \"\", , ), or Item(Split(text, \"@\"), 2)",
    ),
    foreign(
        "extractmailprefix emailprefix mailprefix mailnickname localpart",
        &[As("Word({0}, 1, \"@\")")],
        "write Word([userPrincipalName], 1, \"@\"), or Item(Split([userPrincipalName], \"@\"), 1)",
    ),
    foreign(
        "first getfirst head arrayfirst",
        &[As("Item({0}, 1)")],
        "write Item(values, 1); Item counts from 1",
    ),
    foreign(
        "last getlast tail end",
        &[],
        "write Item(values, number); there is no last one, and Word(text, number, signs) takes a part of a text",
    ),
    foreign(
        "get elementat arrayget getitem nth index at getat itemat",
        &[],
        "write Item(values, number); Item counts from 1",
    ),
    foreign("char charat getchar", &[], "write Mid(text, place, 1); the first character is number 1"),
    // Searching
    foreign(
        "startswith startwith beginswith begins hasprefix isprefix starts",
        &[As("InStr({0}, {1})=1")],
        "write InStr(text, \"start\") = 1 as a condition",
    ),
    foreign(
        "endswith endwith ends hassuffix issuffix",
        &[Made(2, ends_with)],
        "as a condition compare what is left without the end: Replace(text, , \"end\\\\z\", , \"\", , ) <> text",
    ),
    foreign(
        "contains containstext stringcontains includes instring hastext strcontains has like",
        &[As("InStr({0}, {1})>0")],
        "write InStr(text, \"part\") > 0 as a condition",
    ),
    foreign(
        "notcontains doesnotcontain notlike containsnot isnotin",
        &[As("InStr({0}, {1})=0")],
        "write InStr(text, \"part\") = 0 as a condition",
    ),
    foreign(
        "notstartswith doesnotstartwith notbeginswith",
        &[As("InStr({0}, {1})<>1")],
        "write InStr(text, \"start\") <> 1 as a condition",
    ),
    foreign(
        "indexof position pos strpos locate",
        &[As("InStr({0}, {1})")],
        "write InStr(text, part); it counts from 1, and 0 means that it is not there",
    ),
    foreign(
        "find search charindex",
        &[As("InStr({1}, {0})")],
        "write InStr(text, part): the text that is searched stands first",
    ),
    foreign(
        "instrrev lastindexof",
        &[],
        "the language searches from the left only; Replace with a pattern finds the last place",
    ),
    foreign(
        "regexmatch match ismatch regexismatch matches regextest regex rlike matchesregex",
        &[],
        "patterns work in Replace alone: Replace(text, , \"^(?:pattern)$\", , \"\", , ) = \"\" is True for a text that matches",
    ),
    foreign(
        "regexextract regexmatchgroup extract regexfind regexsubstr regexp_substr",
        &[],
        "keep one group of a pattern: Replace(text, , \"^.*(?<part>[0-9]+).*$\", , \"${part}\", , )",
    ),
    // Replacing
    foreign(
        "regexreplace replaceregex regexpreplace regexp_replace replaceall replacepattern preg_replace",
        &[As("Replace({0}, , {1}, , {2}, , )")],
        "write Replace(text, , pattern, , replacement, , )",
    ),
    foreign(
        "substitute replacetext replacestring replacestr strreplace str_replace stringreplace replacechars",
        &[As("Replace({0}, {1}, , , {2}, , )")],
        "write Replace(text, old, , , new, , )",
    ),
    foreign(
        "removetext removestring",
        &[As("Replace({0}, {1}, , , \"\", , )")],
        "write Replace(text, old, , , \"\", , )",
    ),
    foreign("remove", &[], "write Replace(text, old, , , \"\", , ); Left and Mid cut by places"),
    foreign(
        "removespaces removewhitespace removeblanks stripblanks stripwhitespace trimall deletespaces",
        &[As("StripSpaces({0})")],
        "write StripSpaces(text)",
    ),
    foreign(
        "ltrim trimstart triml trimleft",
        &[As("Replace({0}, , \"^\\\\s+\", , \"\", , )")],
        "write Replace(text, , \"^\\\\s+\", , \"\", , ); Trim cuts on both sides",
    ),
    foreign(
        "rtrim trimend trimr trimright",
        &[As("Replace({0}, , \"\\\\s+\\\\z\", , \"\", , )")],
        "write Replace(text, , \"\\\\s+\\\\z\", , \"\", , ); Trim cuts on both sides",
    ),
    foreign("strip trimspaces trimwhitespace chomp", &[As("Trim({0})")], "write Trim(text)"),
    foreign(
        "keepalphanumeric alphanumericonly onlyalphanumeric",
        &[As("Replace({0}, , \"[^a-zA-Z0-9]\", , \"\", , )")],
        "write Replace(text, , \"[^a-zA-Z0-9]\", , \"\", , )",
    ),
    foreign(
        "removediacritics removeaccents unaccent stripaccents normalize normalise asciify toascii deburr",
        &[As("NormalizeDiacritics({0})")],
        "write NormalizeDiacritics(text)",
    ),
    foreign(
        "clean sanitize",
        &[],
        "write Replace(text, , \"[^a-zA-Z0-9]\", , \"\", , ) with the signs to keep in the brackets",
    ),
    foreign("reverse rept repeat replicate space stuff", &[], "the language has nothing like it"),
    // Lengths and padding
    foreign(
        "length len strlen strlength size textlength stringlength charlength",
        &[],
        "the language here cannot count characters; IsPresent(Mid(text, 9, 1)) says whether there are more than 8, Left(text, 8) keeps 8",
    ),
    foreign(
        "padleft lpad padstart leftpad zfill strpad zeropad",
        &[Made(0, pad_left)],
        "join zeros before it and keep the end: Replace(Join(\"\", \"00000000\", text), , \"^0{0,8}(?<kept>.{8,})$\", , \"${kept}\", , )",
    ),
    foreign(
        "padright rpad padend rightpad",
        &[Made(0, pad_right)],
        "append zeros and keep the start: Replace(Append(text, \"00000000\"), , \"^(?<kept>.{8,}?)0{0,8}$\", , \"${kept}\", , )",
    ),
    // Kinds of values
    foreign(
        "tostring str string text tostr castasstring asstring cstring stringvalue convertto",
        &[As("CStr({0})")],
        "write CStr(value); FormatDateTime(source, , inputFormat, outputFormat) writes dates",
    ),
    foreign(
        "toint int cint toint32 tointeger number tonumber tonum cnum val value parseint intvalue clng cdbl asint asnumber",
        &[],
        "texts that spell numbers count as numbers where a number is taken; leave the call out",
    ),
    foreign(
        "bool boolean tobool toboolean asboolean cboolean parsebool",
        &[As("CBool({0})")],
        "write CBool(value)",
    ),
    foreign("null nil none nothing dbnull", &[], "write NULL without parentheses for no value"),
    foreign("true false", &[], "write \"True\" or \"False\""),
    foreign(
        "isnumeric isnumber isint isdigit isdate",
        &[],
        "the language here has no such test; Replace with a pattern shows what is left of a text",
    ),
    // Lists
    foreign("size countitems arraylength arraysize listcount", &[As("Count({0})")], "write Count(values)"),
    foreign(
        "unique distinct dedupe removeduplicate uniq deduplicate",
        &[As("RemoveDuplicates({0})")],
        "write RemoveDuplicates(values)",
    ),
    foreign("tocsv tocsvstring arraytostring listtostring implode", &[], "write Join(\",\", values)"),
    foreign(
        "explode tolist toarray createarray array list strsplit splitstring",
        &[As("Split({0}, {1})")],
        "write Split(text, separator)",
    ),
    // Dates
    foreign(
        "today getdate date currentdate utcnow getutcnow getutcdate sysdate currenttime timestamp currentdatetime getcurrentdate",
        &[As("Now()")],
        "write Now(); FormatDateTime(Now(), , , \"yyyy-MM-dd\") writes its date",
    ),
    foreign(
        "adddays dateadddays plusdays",
        &[As("DateAdd(\"d\", {1}, {0})")],
        "write DateAdd(\"d\", days, date)",
    ),
    foreign(
        "addmonths edate plusmonths",
        &[As("DateAdd(\"m\", {1}, {0})")],
        "write DateAdd(\"m\", months, date)",
    ),
    foreign(
        "addyears plusyears",
        &[As("DateAdd(\"yyyy\", {1}, {0})")],
        "write DateAdd(\"yyyy\", years, date)",
    ),
    foreign("addhours plushours", &[As("DateAdd(\"h\", {1}, {0})")], "write DateAdd(\"h\", hours, date)"),
    foreign(
        "addminutes plusminutes",
        &[As("DateAdd(\"n\", {1}, {0})")],
        "write DateAdd(\"n\", minutes, date)",
    ),
    foreign("adddate date_add addtodate addtotime", &[], "write DateAdd(interval, number, date)"),
    foreign(
        "days datedif daysbetween dayspassed timespan subtractdates",
        &[],
        "write DateDiff(\"d\", earlier, later)",
    ),
    foreign(
        "formatdate dateformat todatestring datetostring strftime format",
        &[],
        "write FormatDateTime(source, , inputFormat, outputFormat)",
    ),
    foreign(
        "todate parsedate datevalue todatetime datetime parsedatetime asdate strptime",
        &[As("CDate({0})")],
        "write CDate(text); FormatDateTime reads other formats",
    ),
    foreign(
        "year getyear yearof",
        &[As("FormatDateTime(CDate({0}), , , \"yyyy\")")],
        "write FormatDateTime(CDate(text), , , \"yyyy\")",
    ),
    foreign(
        "fromfiletime filetimetodate windowstodate",
        &[As("DateFromNum({0})")],
        "write DateFromNum(number)",
    ),
    foreign("tofiletime datetofiletime", &[As("NumFromDate({0})")], "write NumFromDate(date)"),
    // Others
    foreign("newguid uuid newid guidnew createguid generateguid rand", &[As("Guid()")], "write Guid()"),
    foreign(
        "base64 tobase64 base64encode encodebase64 asbase64encoded",
        &[As("ConvertToBase64({0})")],
        "write ConvertToBase64(text); it encodes UTF-16",
    ),
    foreign(
        "frombase64 base64decode decodebase64 asbase64decoded base64tostring",
        &[As("ConvertFromBase64({0}, \"UTF8\")")],
        "write ConvertFromBase64(text, \"UTF8\")",
    ),
    foreign(
        "random randomtext randompassword generatepassword randbetween",
        &[],
        "write RandomString(length, numbers, special, capital, lowercase, avoid)",
    ),
    foreign(
        "ismemberofgroup ismemberofgroupname ismemberofgroupnamecontains ismemberofanygroup memberof groups getfilteredgroups isingroup ismemberof",
        &[],
        "mappings of Entra do not see groups; assign app roles and read SingleAppRoleAssignment([appRoleAssignments]), or use a scoping filter",
    ),
    foreign(
        "getmanageruser getmanager getmanagerupn manageruser",
        &[],
        "a mapping reads the reference [manager] alone, not the attributes of the manager",
    ),
    foreign(
        "getattribute attribute attr property getproperty getvalue field getfield user",
        &[],
        "write the attribute's name in square brackets: [mail]",
    ),
    foreign(
        "uniquevalue generateuniquevalue selectunique makeunique",
        &[],
        "write SelectUniqueValue(first, second…), for directories that HR systems fill",
    ),
    foreign(
        "htmlencode urlencode urldecode encode decode hash md5 sha1 sha256 sha256hex",
        &[],
        "the language has nothing like it",
    ),
    foreign(
        "abs round floor ceiling mod sum add sub mul div plus minus subtract multiply divide max min average power",
        &[],
        "the language has no arithmetic; DateAdd adds to dates",
    ),
];

/// What stands for a call: a sentence, and what to write in its place if that is sure.
pub(super) struct Advice {
    pub(super) help: &'static str,
    /// What to write for the call, or, with the flag set, for its name alone.
    pub(super) instead: Option<(String, bool)>,
}

/// What to write for the call of a name that the language does not have. `texts` are its arguments as they are
/// written; none of them is absent.
pub(super) fn advice(name: &str, texts: &[&str], nodes: &[&Node]) -> Option<Advice> {
    let lower = name.to_ascii_lowercase();
    let known = TABLE.iter().find(|entry| entry.names.split(' ').any(|other| other == lower));
    let Some(entry) = known else { return presence(&lower, texts) };
    let instead = entry.forms.iter().find_map(|form| match form {
        Renamed(name) => Some(((*name).to_owned(), true)),
        As(template) => Some((fill(template, texts)?, false)),
        Made(count, make) if *count == 0 || *count == texts.len() => Some((make(texts, nodes)?, false)),
        Made(..) => None,
    });
    Some(Advice { help: entry.help, instead })
}

/// Tests for a value go by many names: what they say is read off their words.
pub(super) fn presence(name: &str, texts: &[&str]) -> Option<Advice> {
    let value = [
        "hasvalue",
        "hasany",
        "isset",
        "isdefined",
        "exists",
        "ispresent",
        "isfilled",
        "ispopulated",
        "isany",
    ];
    let nothing =
        ["null", "nil", "empty", "blank", "missing", "absent", "undefined", "nothing", "whitespace"];
    let has_value = value.iter().any(|word| name.contains(word));
    let has_nothing = nothing.iter().any(|word| name.contains(word));
    let rest = name.replace("nothing", "").replace("undefined", "");
    let negated =
        rest.contains("not") || rest.contains("non") || rest.contains("isn") || rest.starts_with("no");
    let test = rest.starts_with("is") || rest.starts_with("has") || negated || has_value;
    if !test || has_value == has_nothing {
        return None;
    }
    let present = has_value != negated;
    let template = match present {
        true => "IsPresent({0})",
        false if name.contains("empty") || !name.contains("null") => "IsNullOrEmpty({0})",
        false => "IsNull({0})",
    };
    let help = match present {
        true => "write IsPresent(value)",
        false => "write IsNullOrEmpty(value)",
    };
    Some(Advice { help, instead: fill(template, texts).map(|text| (text, false)) })
}

/// A template with its arguments, if they are as many as its places.
fn fill(template: &str, texts: &[&str]) -> Option<String> {
    let mut out = String::new();
    let mut rest = template;
    let mut places = 0;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let digit = after
            .chars()
            .next()
            .and_then(|digit| digit.to_digit(10))
            .filter(|_| after.get(1..2) == Some("}"));
        match digit {
            Some(at) => {
                let at = usize::try_from(at).ok()?;
                out.push_str(texts.get(at)?);
                places = places.max(at + 1);
                rest = after.get(2..)?;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    (places == texts.len()).then_some(out)
}

fn text_of(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::Text(text) if !text.is_empty() => Some(text),
        _ => None,
    }
}

fn number_of(node: &Node) -> Option<i64> {
    match &node.kind {
        NodeKind::Number(Number::Integer(number)) => Some(*number),
        NodeKind::Text(text) => text.parse().ok(),
        _ => None,
    }
}

/// A text as a pattern that matches it alone.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for sign in text.chars() {
        if sign.is_ascii_punctuation()
            && !matches!(
                sign,
                '"' | '@'
                    | '_'
                    | '/'
                    | ','
                    | ':'
                    | ';'
                    | '='
                    | '<'
                    | '>'
                    | '%'
                    | '&'
                    | '\''
                    | '!'
                    | '~'
                    | '`'
            )
        {
            out.push('\\');
        }
        out.push(sign);
    }
    out
}

fn concatenated(texts: &[&str], _: &[&Node]) -> Option<String> {
    (!texts.is_empty()).then(|| format!("Join(\"\", {})", texts.join(", ")))
}

/// `TEXTJOIN(" ", TRUE, a, b)`: the second argument says whether empty values are left out, as they are here.
fn text_join(texts: &[&str], _: &[&Node]) -> Option<String> {
    let [separator, flag, values @ ..] = texts else { return None };
    let leaves_out =
        flag.eq_ignore_ascii_case("true") || *flag == "1" || flag.eq_ignore_ascii_case("\"true\"");
    (leaves_out && !values.is_empty()).then(|| format!("Join({separator}, {})", values.join(", ")))
}

/// Elsewhere the first character is number 0, or number 1: only a start that says which is one of them is sure.
fn substring(texts: &[&str], nodes: &[&Node]) -> Option<String> {
    let (source, start) = (texts.first()?, number_of(nodes.get(1)?)?);
    match (start, texts.get(2), texts.len()) {
        (0, Some(length), 3) => Some(format!("Left({source}, {length})")),
        _ => None,
    }
}

fn right(texts: &[&str], nodes: &[&Node]) -> Option<String> {
    let count = number_of(nodes.get(1)?).filter(|count| (1..=1_000).contains(count))?;
    Some(format!("Replace({}, , \"(?s)^.*(?<end>.{{{count}}})\\\\z\", , \"${{end}}\", , )", texts.first()?))
}

/// The text before the first of a separator; all of it if there is none.
fn before(texts: &[&str], nodes: &[&Node]) -> Option<String> {
    let separator = text_of(nodes.get(1)?)?;
    let source = texts.first()?;
    if separator.chars().count() == 1 {
        return Some(format!("Word({source}, 1, {})", quoted(separator)));
    }
    let pattern = quoted(&format!("(?s){}.*", escaped(separator)));
    Some(format!("Replace({source}, , {pattern}, , \"\", , )"))
}

/// The text behind the first of a separator; all of it if there is none.
fn after(texts: &[&str], nodes: &[&Node]) -> Option<String> {
    let separator = text_of(nodes.get(1)?)?;
    let source = texts.first()?;
    let mut signs = separator.chars();
    let pattern = match (signs.next(), signs.next()) {
        (Some(sign), None) => {
            let inside = if matches!(sign, '^' | ']' | '\\' | '-' | '[') {
                format!("\\{sign}")
            } else {
                sign.to_string()
            };
            format!("^[^{inside}]*{}", escaped(separator))
        }
        _ => format!("(?s)^.*?{}", escaped(separator)),
    };
    Some(format!("Replace({source}, , {}, , \"\", , )", quoted(&pattern)))
}

fn ends_with(texts: &[&str], nodes: &[&Node]) -> Option<String> {
    let end = text_of(nodes.get(1)?)?;
    let source = texts.first()?;
    let pattern = quoted(&format!("{}\\z", escaped(end)));
    Some(format!("Replace({source}, , {pattern}, , \"\", , )<>{source}"))
}

/// How far a text is to be filled, and with which sign; blanks if none is named.
fn padding(texts: &[&str], nodes: &[&Node]) -> Option<(usize, char)> {
    let length = number_of(nodes.get(1)?).and_then(|length| usize::try_from(length).ok())?;
    let sign = match (texts.len(), nodes.get(2)) {
        (2, _) => ' ',
        (3, Some(node)) => match &node.kind {
            NodeKind::Text(text) => {
                let mut signs = text.chars();
                signs.next().filter(|_| signs.next().is_none())?
            }
            NodeKind::Number(Number::Integer(digit @ 0..=9)) => {
                char::from_digit(u32::try_from(*digit).ok()?, 10)?
            }
            _ => return None,
        },
        _ => return None,
    };
    (1..=200).contains(&length).then_some((length, sign))
}

fn pad_left(texts: &[&str], nodes: &[&Node]) -> Option<String> {
    let (length, sign) = padding(texts, nodes)?;
    let fill = quoted(&sign.to_string().repeat(length));
    let sign = escaped(&sign.to_string());
    let pattern = quoted(&format!("^{sign}{{0,{length}}}(?<kept>.{{{length},}})$"));
    Some(format!("Replace(Prepend({fill}, {}), , {pattern}, , \"${{kept}}\", , )", texts.first()?))
}

fn pad_right(texts: &[&str], nodes: &[&Node]) -> Option<String> {
    let (length, sign) = padding(texts, nodes)?;
    let fill = quoted(&sign.to_string().repeat(length));
    let sign = escaped(&sign.to_string());
    let pattern = quoted(&format!("^(?<kept>.{{{length},}}?){sign}{{0,{length}}}$"));
    Some(format!("Replace(Append({}, {fill}), , {pattern}, , \"${{kept}}\", , )", texts.first()?))
}
