use super::*;
use crate::source::FileId;

fn read_cell(cell: &str) -> String {
    let mut links = LinkDefinitions::default();
    links.insert("room", "room.md");
    let read = read(&Text::slice(FileId(0), cell, 0..cell.len()), &links);
    let names: Vec<String> = read
        .names
        .iter()
        .map(|name| match name {
            TypeWord::Primitive(primitive) => format!("{primitive:?}"),
            TypeWord::Named { name, link: Some(link) } => format!("{name}<{link}>"),
            TypeWord::Named { name, link: None } => name.clone(),
            TypeWord::Nothing => "-".to_owned(),
            TypeWord::Prose => "prose".to_owned(),
        })
        .collect();
    format!("{}{}", names.join("|"), if read.collection { "[]" } else { "" })
}

#[test]
fn cells_of_every_shape() {
    for (cell, expected) in [
        ("", ""),
        ("String", "String"),
        ("Edm.string", "String"),
        ("`bool`", "Boolean"),
        ("**Int** ", "Int32"),
        ("String collection", "String[]"),
        ("Stringcollection", "Stringcollection"),
        ("Collection(Edm.Guid)", "Guid[]"),
        ("collection of [room](a/room.md)", "room<a/room.md>[]"),
        ("[room](a/room.md)collection", "room<a/room.md>[]"),
        ("[x](y.md#z) collection", "x<y.md#z>[]"),
        ("collection([Room][])", "Room<room.md>[]"),
        ("[person][room]", "person<room.md>"),
        ("[room] collection", "room<room.md>[]"),
        ("[nobody]", "nobody"),
        ("microsoft.graph.a.b collection", "microsoft.graph.a.b[]"),
        ("Collection(microsoft.graph.b)", "microsoft.graph.b[]"),
        ("#microsoft.graph.b", "microsoft.graph.b"),
        ("String (identifier)", "String"),
        ("Int32 (optional)", "Int32"),
        ("(optional) Int32", "Int32"),
        ("String, maximum size 30", "String"),
        ("[a](a.md) or [b](b.md)", "a<a.md>|b<b.md>"),
        ("String or Int32", "String|Int32"),
        ("(String or Int32) collection", "String|Int32[]"),
        ("a [site](site.md) resource", "site<site.md>"),
        ("colour enum", "colour"),
        ("None.", "-"),
        ("none", "-"),
        ("[a](a.md", "a<a.md>"),
        ("JSON object", "Json"),
        ("object", "Json"),
        ("[Json](json.md)", "Json<json.md>"),
        ("no type at all", "prose"),
        ("timestamp", "DateTimeOffset"),
    ] {
        assert_eq!(read_cell(cell), expected, "{cell}");
    }
}

#[test]
fn every_spelling_of_a_primitive() {
    for (spelling, expected) in SPELLINGS {
        assert_eq!(primitive(spelling), Some(expected), "{spelling}");
        assert_eq!(primitive(&format!("EDM.{}", spelling.to_uppercase())), Some(expected), "{spelling}");
    }
    for word in ["edm", "edm.", "edmstring", "strings", "", "\u{e9}\u{e9}\u{e9}"] {
        assert_eq!(primitive(word), None, "{word}");
    }
}

#[test]
fn cells_with_words_around_the_type() {
    for (cell, expected) in [
        ("String array", "String[]"),
        ("String[]", "String[]"),
        ("Collections of String", "String[]"),
        ("String & more", "String"),
        ("String&nbsp;collection", "String[]"),
        ("String<br>collection", "String[]"),
        ("<b>String</b>", "String"),
        ("[\"room\"](r.md).", "room<r.md>"),
        ("[room type](r.md)", "room<r.md>"),
        ("[a](a.md) [b](b.md)", "a<a.md>"),
        ("A [a](a.md) OR [b](b.md)", "a<a.md>|b<b.md>"),
        ("a list of rooms", "rooms"),
        ("the resource", "the"),
        ("String or colour", "String"),
        ("microsoft.graph.a, or so it seems", "microsoft.graph.a"),
        ("colour, or so it seems", "prose"),
        ("-String-", "String"),
        (".", ""),
        ("...", ""),
        ("1a", "prose"),
        ("_a", "_a"),
        ("a#b", "prose"),
        ("String (a (b) c)", "String"),
        ("String (a", "String"),
        ("(String)", "String"),
        ("collection(String (x))", "String[]"),
        ("room (String) x (y", "prose"),
    ] {
        assert_eq!(read_cell(cell), expected, "{cell}");
    }
    let text = "  String  ";
    let read = read(&Text::slice(FileId(0), text, 0..text.len()), &LinkDefinitions::default());
    assert_eq!(&text[read.text.span.range()], "String");
    assert!(speaks_of_several("A Collection of") && speaks_of_several("a list of") && speaks_of_several("an array of"));
    assert!(!speaks_of_several("a list"));
}
