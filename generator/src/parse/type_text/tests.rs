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
