//! Changes pages the way accidents and enemies do: rows deleted and doubled, cells swapped, fences cut, headings changed,
//! bytes flipped, one page's lines in another. It knows the parts of a page, so that what comes out still looks like one.

/// Where chance comes from: a seed in tests, the fuzzer's bytes in fuzz targets.
pub(crate) trait Chance {
    /// A number below `limit`; 0 where the limit is 0.
    fn below(&mut self, limit: usize) -> usize;
}

/// Chance from a seed, the same in each run (`SplitMix64`).
pub(crate) struct Seed(pub(crate) u64);

impl Chance for Seed {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % (limit.max(1) as u64)).unwrap_or_default()
    }
}

/// Words that mean something somewhere on a page.
const WORDS: &[&str] = &[
    "```",
    "``` http",
    "~~~",
    "<!--",
    "-->",
    "|",
    "\\|",
    "|:--|",
    "# ",
    "###### ",
    "---",
    "[!INCLUDE [permissions-table](x.md)]",
    "HTTP/1.1 200 OK",
    "GET /",
    "PATCH /{id}",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\\"",
    "\\u0000",
    "\u{0}",
    "\u{1b}",
    "\u{202e}",
    "\u{feff}",
    "\r",
    "\u{2028}",
    "&#10;",
    "<td>",
    "</table>",
    "*/",
    "r#\"",
    "\"#",
    "#![evil]",
    "{{",
    "}}",
    "{%",
    "collection",
    "String",
    "Collection(Edm.String)",
    "microsoft.graph.",
    "@odata.type",
    "Namespace: ",
    "Inherits from [x](x.md)",
    "`$select`",
    "Possible values are: `a`, `b`.",
    "Required.",
    "self",
    "..",
    "../../../x.md",
    "> ",
    "- ",
    "    ",
    "\t",
    "**",
    "_",
    "#tab/http",
];

/// A page with some changes; `other` lends lines.
pub(crate) fn mutate(page: &str, other: &str, chance: &mut impl Chance) -> String {
    let mut lines: Vec<String> = page.split('\n').map(str::to_owned).collect();
    for _ in 0..=chance.below(8) {
        change(&mut lines, other, chance);
    }
    let mut text = lines.join("\n");
    for _ in 0..chance.below(3) {
        text = flipped(&text, chance);
    }
    text
}

fn change(lines: &mut Vec<String>, other: &str, chance: &mut impl Chance) {
    let at = match chance.below(6) {
        0 => chance.below(lines.len()),
        1 => one_of(lines, chance, |line| line.starts_with("```")),
        2 => one_of(lines, chance, |line| line.starts_with('#')),
        3 => one_of(lines, chance, |line| line.contains('/') && line.starts_with(|c: char| c.is_ascii_uppercase())),
        _ => one_of(lines, chance, |line| line.trim_start().starts_with('|')),
    };
    let Some(line) = lines.get(at).cloned() else { return };
    match chance.below(14) {
        0 | 1 => {
            lines.remove(at);
        }
        2 => lines.insert(at, line),
        3 => {
            let to = chance.below(lines.len());
            lines.swap(at, to);
        }
        4 | 5 => lines[at] = cells_swapped(&line, chance),
        6 => lines[at] = cell_dropped(&line, chance),
        7 => lines[at] = with_word(&line, chance),
        8 => lines[at] = format!("{}{line}", WORDS[chance.below(WORDS.len())]),
        9 => lines[at] = "#".repeat(1 + chance.below(7)) + " " + line.trim_start_matches(['#', ' ']),
        10 => {
            let borrowed: Vec<&str> = other.split('\n').collect();
            let from = chance.below(borrowed.len());
            let count = 1 + chance.below(12);
            lines.splice(at..at, borrowed.into_iter().skip(from).take(count).map(str::to_owned));
        }
        11 => {
            let to = (at + 1 + chance.below(20)).min(lines.len());
            lines.drain(at..to);
        }
        12 => {
            let to = (at + 1 + chance.below(20)).min(lines.len());
            let doubled: Vec<String> = lines[at..to].to_vec();
            lines.splice(to..to, doubled);
        }
        _ => lines.truncate(at + 1),
    }
}

/// The place of a line of a kind, or of any line.
fn one_of(lines: &[String], chance: &mut impl Chance, kind: impl Fn(&str) -> bool) -> usize {
    let places: Vec<usize> = (0..lines.len()).filter(|&at| kind(&lines[at])).collect();
    let any = chance.below(lines.len());
    places.get(chance.below(places.len())).copied().unwrap_or(any)
}

fn cells_swapped(line: &str, chance: &mut impl Chance) -> String {
    let mut cells: Vec<&str> = line.split('|').collect();
    let (from, to) = (chance.below(cells.len()), chance.below(cells.len()));
    cells.swap(from, to);
    cells.join("|")
}

fn cell_dropped(line: &str, chance: &mut impl Chance) -> String {
    let mut cells: Vec<&str> = line.split('|').collect();
    cells.remove(chance.below(cells.len()));
    cells.join("|")
}

fn with_word(line: &str, chance: &mut impl Chance) -> String {
    let at = boundary(line, chance.below(line.len() + 1));
    format!("{}{}{}", &line[..at], WORDS[chance.below(WORDS.len())], &line[at..])
}

/// A byte changed at random; what is then no UTF-8 is mended as a careless editor mends it.
fn flipped(text: &str, chance: &mut impl Chance) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let at = chance.below(bytes.len());
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= 1 << chance.below(8);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
