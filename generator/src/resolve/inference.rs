//! Decides which properties documented as `String`, or under a name that no page declares, are enumerations.
//!
//! The service's own habits decide in doubt: members of its enumerations begin with a small letter, while text
//! properties with a fixed vocabulary spell it with capitals. A table of values under a resource's own heading
//! explains a text property; an enumeration has a page, or a heading on a page without types, or a link to it. The rules, in order, stand in `docs/precedence.md`.

use std::collections::{BTreeMap, BTreeSet};

use super::listed_values::Listed;
use super::sample::is_member_name;
use crate::model::{Enumeration, Evidence, QualifiedName};

/// What is known of a property when the question comes up.
pub(super) struct Candidate<'c> {
    /// The type that declares the property.
    pub(super) owner: &'c QualifiedName,
    pub(super) property: &'c str,
    /// The word of the type cell where it is no primitive: `ageGroup`.
    pub(super) word: Option<&'c str>,
    /// The cell speaks of an enumeration: `String (enum)`.
    pub(super) said_enum: bool,
    pub(super) listed: &'c Listed,
    /// Values that the JSON block lists with bars.
    pub(super) sample_values: &'c [String],
}

/// The outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Text stays text.
    Text,
    /// A documented enumeration.
    Known(QualifiedName, Evidence),
    /// An enumeration that no page documents by name.
    New { name: QualifiedName, values: Vec<String>, evidence: Evidence },
}

/// Documented enumerations, found by their members.
pub(super) struct Inference<'e> {
    documented: &'e BTreeMap<QualifiedName, Enumeration>,
    by_members: BTreeMap<BTreeSet<String>, Vec<&'e QualifiedName>>,
    by_short: BTreeMap<String, Vec<&'e QualifiedName>>,
}

impl<'e> Inference<'e> {
    pub(super) fn new(documented: &'e BTreeMap<QualifiedName, Enumeration>) -> Self {
        let mut by_members: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut by_short: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (name, enumeration) in documented {
            let members = fold(enumeration.members.iter().map(|member| member.name.as_str()));
            by_members.entry(members).or_default().push(name);
            by_short.entry(name.short().to_lowercase()).or_default().push(name);
        }
        Self { documented, by_members, by_short }
    }

    pub(super) fn decide(&self, candidate: &Candidate<'_>) -> Verdict {
        let listed = candidate.listed;
        let (values, evidence) = if listed.values.is_empty() {
            (candidate.sample_values, Evidence::JsonRepresentation)
        } else {
            (listed.values.as_slice(), Evidence::InlineValues)
        };
        if let Some(word) = candidate.word {
            // The cell names the enumeration; the list gives its members.
            return if values.is_empty() {
                Verdict::Text
            } else {
                let name = super::declare::qualify(word, candidate.owner.namespace());
                Verdict::New { name, values: values.to_vec(), evidence }
            };
        }
        if values.is_empty() {
            return self.by_name(candidate).map_or(Verdict::Text, |name| Verdict::Known(name, Evidence::NameLookup));
        }
        let usable = values.iter().all(|value| is_member_name(value) && !is_version_number(value));
        if !usable || listed.more_than_members {
            return Verdict::Text;
        }
        if !candidate.said_enum && !small_letters(values) {
            return Verdict::Text;
        }
        if let Some(name) = self.by_members(candidate, values) {
            return Verdict::Known(name, evidence);
        }
        // Even a table without a single one of these values is meant by its name: such tables are copied and not mended.
        if let Some(name) = self.by_name(candidate).filter(|_| listed.closed) {
            return Verdict::Known(name, evidence);
        }
        // Bars in a JSON block show examples of a text as often as members; without a sentence they prove nothing.
        if !listed.closed {
            return Verdict::Text;
        }
        Verdict::New { name: name_for(candidate.owner, candidate.property), values: values.to_vec(), evidence }
    }

    /// A documented enumeration that is called as the property is, or as owner and property together.
    fn by_name(&self, candidate: &Candidate<'_>) -> Option<QualifiedName> {
        let own = joined(candidate.owner.short(), candidate.property).to_lowercase();
        let several_words = words(candidate.property).len() > 1;
        let plain = candidate.property.to_lowercase();
        let names = self.by_short.get(&own).or_else(|| self.by_short.get(&plain).filter(|_| several_words))?;
        let name = prefer(candidate, names)?;
        let members = self.documented.get(name)?.members.iter().map(|member| member.name.clone()).collect::<Vec<_>>();
        (small_letters(&members) && members.iter().all(|member| is_member_name(member))).then(|| name.clone())
    }

    /// A documented enumeration with the same members; else one that has all of them, or all but a misspelt one, where
    /// names or the number of members make chance unlikely.
    fn by_members(&self, candidate: &Candidate<'_>, values: &[String]) -> Option<QualifiedName> {
        let wanted = fold(values.iter().map(String::as_str));
        if let Some(name) = self.by_members.get(&wanted).and_then(|names| prefer(candidate, names))
            && (candidate.listed.closed || affine(name, candidate))
        {
            return Some(name.clone());
        }
        let mut best: Option<(usize, &QualifiedName)> = None;
        for (members, names) in &self.by_members {
            let shared = wanted.intersection(members).count();
            let misspelt = members.len() == wanted.len() && shared + 1 == wanted.len() && shared >= 2;
            let within = shared == wanted.len();
            if !misspelt && !within {
                continue;
            }
            let Some(name) = prefer(candidate, names) else { continue };
            let likely = affine(name, candidate) || (within && candidate.listed.closed && wanted.len() >= 4);
            if likely && best.is_none_or(|(size, _)| members.len() < size) {
                best = Some((members.len(), name));
            }
        }
        best.map(|(_, name)| name.clone())
    }
}

/// The name that fits owner and property best.
fn prefer<'n>(candidate: &Candidate<'_>, names: &[&'n QualifiedName]) -> Option<&'n QualifiedName> {
    names
        .iter()
        .copied()
        .min_by_key(|name| (!affine(name, candidate), name.namespace() != candidate.owner.namespace(), name.short().len()))
}

/// Members without those that stand for no or a future one, letter case folded.
fn fold<'v>(values: impl Iterator<Item = &'v str>) -> BTreeSet<String> {
    values.map(str::to_lowercase).filter(|value| value != "unknownfuturevalue" && value != "unknown").collect()
}

fn small_letters(values: &[String]) -> bool {
    values.iter().all(|value| value.starts_with(|c: char| c.is_ascii_lowercase()))
}

/// `v1_2`: a version is text that grows, no enumeration.
fn is_version_number(value: &str) -> bool {
    value.strip_prefix(['v', 'V']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Every word of the enumeration's name, but for words of kind, occurs in the property's or its owner's name.
fn affine(name: &QualifiedName, candidate: &Candidate<'_>) -> bool {
    let mut known = words(candidate.owner.short());
    known.extend(words(candidate.property));
    let own = words(name.short());
    let meaning: Vec<&String> = own.iter().filter(|word| !KIND_WORDS.contains(&word.as_str())).collect();
    !meaning.is_empty() && meaning.iter().all(|word| known.contains(*word))
}

const KIND_WORDS: [&str; 8] = ["type", "types", "status", "state", "kind", "mode", "value", "values"];

/// The words of a camel case name, in small letters.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut previous = ' ';
    let characters: Vec<char> = name.chars().collect();
    for (index, &character) in characters.iter().enumerate() {
        if !character.is_ascii_alphanumeric() {
            previous = ' ';
            continue;
        }
        let next_small = characters.get(index + 1).is_some_and(char::is_ascii_lowercase);
        let starts = previous == ' '
            || (character.is_ascii_uppercase()
                && (!previous.is_ascii_uppercase() || (next_small && previous.is_ascii_uppercase())));
        if starts {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(character.to_ascii_lowercase());
        }
        previous = character;
    }
    words
}

/// Owner and property as one name, a word that ends the one and begins the other said once:
/// `chatMessage` and `messageType` give `chatMessageType`.
fn joined(owner: &str, property: &str) -> String {
    let property_words = words(property);
    let overlap = match (words(owner).last(), property_words.first()) {
        (Some(last), Some(first)) if last == first && property_words.len() > 1 => first.len(),
        _ => 0,
    };
    let rest = property.get(overlap..).unwrap_or(property);
    let mut name = owner.to_owned();
    let mut characters = rest.chars();
    if let Some(first) = characters.next() {
        name.extend(first.to_uppercase());
        name.push_str(characters.as_str());
    }
    name
}

/// The name of an enumeration that no page names. A property of several words that ends in a word of kind
/// (`routingType`) lends its own name; any other needs its owner's.
fn name_for(owner: &QualifiedName, property: &str) -> QualifiedName {
    let own = words(property);
    let owner_words = words(owner.short());
    let overlaps = own.len() > 1 && own.first() == owner_words.last();
    let of_kind = own.len() > 1
        && own.last().is_some_and(|last| KIND_WORDS.contains(&last.as_str()) && !last.ends_with('s') || last == "status");
    if of_kind && !overlaps {
        return QualifiedName::new(owner.namespace(), property);
    }
    QualifiedName::new(owner.namespace(), &joined(owner.short(), property))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Member;

    fn enumeration(name: &str, members: &[&str]) -> (QualifiedName, Enumeration) {
        let name = QualifiedName::new("n", name);
        let members = members
            .iter()
            .map(|member| Member { name: (*member).to_owned(), value: None, description: String::new(), at: Vec::new() })
            .collect();
        let made = Enumeration {
            name: name.clone(),
            flags: false,
            description: String::new(),
            members,
            inferred: false,
            declared_at: Vec::new(),
            claims: Vec::new(),
        };
        (name, made)
    }

    fn verdict(property: &str, values: &[&str]) -> Verdict {
        let documented = BTreeMap::from([
            enumeration("letterSeal", &["wax", "ribbon", "paper", "none"]),
            enumeration("urgency", &["low", "high", "unknownFutureValue"]),
            enumeration("letterStamp", &["paid", "unpaid"]),
            enumeration("parcelVisibility", &["open", "hidden"]),
        ]);
        let listed =
            Listed { values: values.iter().map(|value| (*value).to_owned()).collect(), closed: true, more_than_members: false };
        let owner = QualifiedName::new("n", "letter");
        Inference::new(&documented).decide(&Candidate {
            owner: &owner,
            property,
            word: None,
            said_enum: false,
            listed: &listed,
            sample_values: &[],
        })
    }

    fn known(name: &str) -> Verdict {
        Verdict::Known(QualifiedName::new("n", name), Evidence::InlineValues)
    }

    #[test]
    fn members_find_the_enumeration_and_capitals_stay_text() {
        assert_eq!(verdict("priority", &["low", "high"]), known("urgency"));
        assert_eq!(verdict("urgency", &["Low", "High"]), Verdict::Text);
        assert_eq!(verdict("seal", &["wax", "ribon", "paper", "none"]), known("letterSeal"));
        assert_eq!(verdict("seal", &["wax", "paper"]), known("letterSeal"));
        assert_eq!(verdict("stamp", &[]), Verdict::Known(QualifiedName::new("n", "letterStamp"), Evidence::NameLookup));
        assert_eq!(verdict("theme", &["Red", "Blue"]), Verdict::Text);
        assert_eq!(verdict("protocol", &["v1_0", "v1_1"]), Verdict::Text);
    }

    #[test]
    fn a_new_enumeration_is_named_after_property_or_owner() {
        let name = |property| match verdict(property, &["one", "two"]) {
            Verdict::New { name, .. } => name.0,
            other => format!("{other:?}"),
        };
        assert_eq!(name("state"), "n.letterState");
        assert_eq!(name("routingType"), "n.routingType");
        assert_eq!(name("letterType"), "n.letterType");
        assert_eq!(joined("chatMessage", "messageType"), "chatMessageType");
        assert_eq!(words("onPremisesSIDType"), ["on", "premises", "sid", "type"]);
    }

    #[test]
    fn words_begin_at_capitals_and_behind_marks() {
        for (name, expected) in [
            ("plain", &["plain"][..]),
            ("twoWords", &["two", "words"]),
            ("URL", &["url"]),
            ("URLPath", &["url", "path"]),
            ("aURL", &["a", "url"]),
            ("a-b_c d", &["a", "b", "c", "d"]),
            ("ipV4Address", &["ip", "v4", "address"]),
            ("--", &[]),
            ("X", &["x"]),
        ] {
            assert_eq!(words(name), expected, "{name}");
        }
    }

    #[test]
    fn a_name_is_said_once() {
        for (owner, property, expected) in [
            ("chatMessage", "messageType", "chatMessageType"),
            ("chatMessage", "message", "chatMessageMessage"),
            ("chat", "messageType", "chatMessageType"),
            ("message", "kind", "messageKind"),
        ] {
            assert_eq!(joined(owner, property), expected);
        }
        let owner = QualifiedName::new("n", "chatMessage");
        for (property, expected) in [
            ("routingType", "n.routingType"),
            ("routingTypes", "n.chatMessageRoutingTypes"),
            ("readStatus", "n.readStatus"),
            ("messageState", "n.chatMessageState"),
            ("type", "n.chatMessageType"),
            ("colour", "n.chatMessageColour"),
            ("bigColour", "n.chatMessageBigColour"),
        ] {
            assert_eq!(name_for(&owner, property).0, expected, "{property}");
        }
    }

    #[test]
    fn what_the_values_prove() {
        let documented = BTreeMap::from([
            enumeration("letterSeal", &["wax", "ribbon", "paper", "none"]),
            enumeration("urgency", &["low", "high", "unknownFutureValue"]),
            enumeration("urgencyOfAll", &["low", "high"]),
            enumeration("letterInk", &["Black", "Blue"]),
            enumeration("size", &["a", "b", "c", "d", "e"]),
        ]);
        let owner = QualifiedName::new("n", "letter");
        let decide =
            |property: &str, word: Option<&str>, said_enum: bool, values: &[&str], closed: bool, more: bool, sample: &[&str]| {
                let texts = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
                let listed = Listed { values: texts(values), closed, more_than_members: more };
                let sample = texts(sample);
                let candidate = Candidate { owner: &owner, property, word, said_enum, listed: &listed, sample_values: &sample };
                match Inference::new(&documented).decide(&candidate) {
                    Verdict::Text => "text".to_owned(),
                    Verdict::Known(name, evidence) => format!("{} {evidence:?}", name.0),
                    Verdict::New { name, values, evidence } => format!("new {} {} {evidence:?}", name.0, values.join(",")),
                }
            };
        assert_eq!(decide("x", Some("inkKind"), false, &["a"], true, false, &[]), "new n.inkKind a InlineValues");
        assert_eq!(decide("x", Some("inkKind"), false, &[], true, false, &["b"]), "new n.inkKind b JsonRepresentation");
        assert_eq!(decide("x", Some("inkKind"), false, &[], true, false, &[]), "text");
        assert_eq!(decide("seal", None, false, &[], false, false, &[]), "n.letterSeal NameLookup");
        assert_eq!(decide("ink", None, false, &[], false, false, &[]), "text", "its members begin with capitals");
        assert_eq!(decide("size", None, false, &[], false, false, &[]), "text", "one word is too common a name");
        assert_eq!(decide("urgencyOfAll", None, false, &[], false, false, &[]), "n.urgencyOfAll NameLookup");
        assert_eq!(decide("x", None, false, &["a b"], true, false, &[]), "text");
        assert_eq!(decide("x", None, false, &["one"], true, true, &[]), "text", "more than members is listed");
        assert_eq!(decide("x", None, true, &["One"], true, false, &[]), "new n.letterX One InlineValues", "the cell says so");
        assert_eq!(
            decide("x", None, false, &[], false, false, &["low", "high"]),
            "text",
            "a sample of common words proves nothing"
        );
        assert_eq!(decide("urgency", None, false, &[], false, false, &["low", "high"]), "n.urgency JsonRepresentation");
        assert_eq!(decide("x", None, false, &["low", "high"], true, false, &[]), "n.urgency InlineValues", "the shorter name");
        assert_eq!(decide("seal", None, false, &["gold", "lead"], true, false, &[]), "n.letterSeal InlineValues");
        assert_eq!(decide("x", None, false, &["one", "two"], true, false, &[]), "new n.letterX one,two InlineValues");
        assert_eq!(decide("x", None, false, &["a", "b", "c", "d"], true, false, &[]), "n.size InlineValues", "four of five");
        assert_eq!(decide("x", None, false, &["a", "b", "c"], true, false, &[]), "new n.letterX a,b,c InlineValues");
        assert_eq!(
            decide("x", None, false, &["a", "b", "c", "d", "f"], true, false, &[]),
            "new n.letterX a,b,c,d,f InlineValues"
        );
    }
}
