//! Composed Latin letters: which letter and which mark make which letter.
//!
//! The canonical decompositions of U+00C0–U+024F and U+1E00–U+1EFF, and the combining classes of
//! U+0300–U+036F, from UnicodeData.txt. Unicode promises that they never change. A normalization
//! crate would bring the tables of all scripts, which is more than the whole of this engine's
//! date and text code.

/// For each mark, pairs of a letter without and with it.
const COMPOSITIONS: &[(char, &str)] = &[
    // combining grave accent
    ('\u{0300}', "AÀEÈIÌOÒUÙaàeèiìoòuùÜǛüǜNǸnǹĒḔēḕŌṐōṑWẀwẁÂẦâầĂẰăằÊỀêềÔỒôồƠỜơờƯỪưừYỲyỳ"),
    // combining acute accent
    (
        '\u{0301}',
        "AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýCĆcćLĹlĺNŃnńRŔrŕSŚsśZŹzźÜǗüǘGǴgǵÅǺåǻÆǼæǽØǾøǿÇḈçḉĒḖēḗÏḮïḯKḰkḱ\
         MḾmḿÕṌõṍŌṒōṓPṔpṕŨṸũṹWẂwẃÂẤâấĂẮăắÊẾêếÔỐôốƠỚơớƯỨưứ",
    ),
    // combining circumflex accent
    ('\u{0302}', "AÂEÊIÎOÔUÛaâeêiîoôuûCĈcĉGĜgĝHĤhĥJĴjĵSŜsŝWŴwŵYŶyŷZẐzẑẠẬạậẸỆẹệỌỘọộ"),
    // combining tilde
    ('\u{0303}', "AÃNÑOÕaãnñoõIĨiĩUŨuũVṼvṽÂẪâẫĂẴăẵEẼeẽÊỄêễÔỖôỗƠỠơỡƯỮưữYỸyỹ"),
    // combining macron
    ('\u{0304}', "AĀaāEĒeēIĪiīOŌoōUŪuūÜǕüǖÄǞäǟȦǠȧǡÆǢæǣǪǬǫǭÖȪöȫÕȬõȭȮȰȯȱYȲyȳGḠgḡḶḸḷḹṚṜṛṝ"),
    // combining breve
    ('\u{0306}', "AĂaăEĔeĕGĞgğIĬiĭOŎoŏUŬuŭȨḜȩḝẠẶạặ"),
    // combining dot above
    (
        '\u{0307}',
        "CĊcċEĖeėGĠgġIİZŻzżAȦaȧOȮoȯBḂbḃDḊdḋFḞfḟHḢhḣMṀmṁNṄnṅPṖpṗRṘrṙSṠsṡŚṤśṥŠṦšṧṢṨṣṩTṪtṫWẆwẇXẊ\
         xẋYẎyẏſẛ",
    ),
    // combining diaeresis
    ('\u{0308}', "AÄEËIÏOÖUÜaäeëiïoöuüyÿYŸHḦhḧÕṎõṏŪṺūṻWẄwẅXẌxẍtẗ"),
    // combining hook above
    ('\u{0309}', "AẢaảÂẨâẩĂẲăẳEẺeẻÊỂêểIỈiỉOỎoỏÔỔôổƠỞơởUỦuủƯỬưửYỶyỷ"),
    // combining ring above
    ('\u{030A}', "AÅaåUŮuůwẘyẙ"),
    // combining double acute accent
    ('\u{030B}', "OŐoőUŰuű"),
    // combining caron
    ('\u{030C}', "CČcčDĎdďEĚeěLĽlľNŇnňRŘrřSŠsšTŤtťZŽzžAǍaǎIǏiǐOǑoǒUǓuǔÜǙüǚGǦgǧKǨkǩƷǮʒǯjǰHȞhȟ"),
    // combining double grave accent
    ('\u{030F}', "AȀaȁEȄeȅIȈiȉOȌoȍRȐrȑUȔuȕ"),
    // combining inverted breve
    ('\u{0311}', "AȂaȃEȆeȇIȊiȋOȎoȏRȒrȓUȖuȗ"),
    // combining horn
    ('\u{031B}', "OƠoơUƯuư"),
    // combining dot below
    ('\u{0323}', "BḄbḅDḌdḍHḤhḥKḲkḳLḶlḷMṂmṃNṆnṇRṚrṛSṢsṣTṬtṭVṾvṿWẈwẉZẒzẓAẠaạEẸeẹIỊiịOỌoọƠỢơợUỤuụƯỰưựYỴyỵ"),
    // combining diaeresis below
    ('\u{0324}', "UṲuṳ"),
    // combining ring below
    ('\u{0325}', "AḀaḁ"),
    // combining comma below
    ('\u{0326}', "SȘsșTȚtț"),
    // combining cedilla
    ('\u{0327}', "CÇcçGĢgģKĶkķLĻlļNŅnņRŖrŗSŞsşTŢtţEȨeȩDḐdḑHḨhḩ"),
    // combining ogonek
    ('\u{0328}', "AĄaąEĘeęIĮiįUŲuųOǪoǫ"),
    // combining circumflex accent below
    ('\u{032D}', "DḒdḓEḘeḙLḼlḽNṊnṋTṰtṱUṶuṷ"),
    // combining breve below
    ('\u{032E}', "HḪhḫ"),
    // combining tilde below
    ('\u{0330}', "EḚeḛIḬiḭUṴuṵ"),
    // combining macron below
    ('\u{0331}', "BḆbḇDḎdḏKḴkḵLḺlḻNṈnṉRṞrṟTṮtṯZẔzẕhẖ"),
];

/// The canonical combining class: marks of different classes may change places, those of one
/// class may not. Characters outside the block of combining diacritical marks count as 0.
pub(super) const fn class(c: char) -> u8 {
    match c {
        '\u{034F}' => 0,
        '\u{0334}'..='\u{0338}' => 1,
        '\u{0321}'..='\u{0322}' | '\u{0327}'..='\u{0328}' => 202,
        '\u{031B}' => 216,
        '\u{0316}'..='\u{0319}'
        | '\u{031C}'..='\u{0320}'
        | '\u{0323}'..='\u{0326}'
        | '\u{0329}'..='\u{0333}'
        | '\u{0339}'..='\u{033C}'
        | '\u{0347}'..='\u{0349}'
        | '\u{034D}'..='\u{034E}'
        | '\u{0353}'..='\u{0356}'
        | '\u{0359}'..='\u{035A}' => 220,
        '\u{0315}' | '\u{031A}' | '\u{0358}' => 232,
        '\u{035C}' | '\u{035F}' | '\u{0362}' => 233,
        '\u{035D}'..='\u{035E}' | '\u{0360}'..='\u{0361}' => 234,
        '\u{0345}' => 240,
        '\u{0300}'..='\u{036F}' => 230,
        _ => 0,
    }
}

/// The letter that `letter` and `mark` make together.
pub(super) fn compose(letter: char, mark: char) -> Option<char> {
    let (_, pairs) = COMPOSITIONS.iter().find(|(known, _)| *known == mark)?;
    pairs_of(pairs).find(|&(without, _)| without == letter).map(|(_, with)| with)
}

/// The letter and the mark that `composed` is made of.
pub(super) fn decompose(composed: char) -> Option<(char, char)> {
    if !matches!(composed, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}') {
        return None;
    }
    COMPOSITIONS.iter().find_map(|&(mark, pairs)| {
        let (letter, _) = pairs_of(pairs).find(|&(_, with)| with == composed)?;
        Some((letter, mark))
    })
}

fn pairs_of(pairs: &str) -> impl Iterator<Item = (char, char)> {
    let mut chars = pairs.chars();
    std::iter::from_fn(move || Some((chars.next()?, chars.next()?)))
}
