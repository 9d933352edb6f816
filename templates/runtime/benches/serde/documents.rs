//! The documents that are decoded and encoded, made here so that nothing has to be shipped.

use serde_json::{Map, Value, json};

/// A document and what it is.
pub(crate) struct Document {
    pub(crate) name: &'static str,
    pub(crate) of: Of,
    pub(crate) json: String,
}

/// What a document is read as.
pub(crate) enum Of {
    Users,
    Devices,
    User,
}

const ITEMS: u32 = 1_000;

type Members = Vec<(String, Value)>;

/// All documents.
pub(crate) fn all() -> Vec<Document> {
    let page = |items: Vec<String>| {
        format!(
            r#"{{"@odata.context":"https://contoso.example/$metadata#users","@odata.nextLink":"https://contoso.example/users?$skiptoken=x","value":[{}]}}"#,
            items.join(",")
        )
    };
    let users =
        |change: &dyn Fn(u32, Members) -> Members| page((0..ITEMS).map(|number| object(&change(number, user(number)))).collect());
    vec![
        Document { name: "1,000 users in page order", of: Of::Users, json: users(&|_, members| members) },
        Document { name: "1,000 users shuffled", of: Of::Users, json: users(&shuffle) },
        Document { name: "1,000 users, 5 undocumented properties each", of: Of::Users, json: users(&|_, members| add(members)) },
        Document { name: "1,000 users, 20 nulls each", of: Of::Users, json: users(&|_, members| nulls(members)) },
        Document { name: "1,000 users, 6 properties each", of: Of::Users, json: users(&|_, members| few(members)) },
        Document { name: "1,000 devices, mostly numbers", of: Of::Devices, json: page((0..ITEMS).map(device).collect()) },
        Document { name: "one user", of: Of::User, json: object(&user(7)) },
        Document { name: "one user, 6 properties", of: Of::User, json: object(&few(user(7))) },
        Document { name: "one user, 2 properties", of: Of::User, json: r#"{"displayName":"Adele","id":"1"}"#.to_owned() },
        Document { name: "a page of one user, 2 properties", of: Of::Users, json: page_of_one("") },
        Document { name: "likewise, with an @odata.type of its own", of: Of::Users, json: page_of_one(OWN_TYPE) },
        Document { name: "likewise, with an @odata.etag", of: Of::Users, json: page_of_one(ETAG) },
    ]
}

const OWN_TYPE: &str = r##""@odata.type":"#microsoft.graph.user","##;
const ETAG: &str = r#""@odata.etag":"W/\"1234567890\"","#;

/// The smallest answers are as frequent as large ones; what is done once for each object counts most in them.
fn page_of_one(members: &str) -> String {
    format!(r#"{{"value":[{{{members}"displayName":"Adele","id":"1"}}]}}"#)
}

fn object(members: &[(String, Value)]) -> String {
    let members: Vec<String> = members.iter().map(|(name, value)| format!("{}:{value}", Value::from(name.as_str()))).collect();
    format!("{{{}}}", members.join(","))
}

/// A user with 25 of its properties.
fn user(number: u32) -> Members {
    let name = format!("Adele Vance {number}");
    let mail = format!("adele{number}@contoso.example");
    let members = json!([
        ["id", format!("87d349ed-44d7-43e1-9a83-{number:012}")],
        ["accountEnabled", number.is_multiple_of(2)],
        ["businessPhones", ["+1 425 555 0109"]],
        ["city", "Bellevue"],
        ["companyName", "Contoso"],
        ["country", "United States"],
        ["createdDateTime", format!("2019-04-{:02}T09:{:02}:12Z", number % 28 + 1, number % 60)],
        ["department", "Retail"],
        ["displayName", name],
        ["employeeId", format!("{number}")],
        ["givenName", "Adele"],
        ["identities", [{"signInType": "userPrincipalName", "issuer": "contoso.example", "issuerAssignedId": mail}]],
        ["jobTitle", "Retail \"lead\""],
        ["lastPasswordChangeDateTime", "2020-11-02T17:20:06.1234567Z"],
        ["mail", mail],
        ["mailNickname", format!("adele{number}")],
        ["mobilePhone", "+1 425 555 0100"],
        ["officeLocation", "18/2111"],
        ["otherMails", []],
        ["preferredLanguage", "en-US"],
        ["proxyAddresses", [format!("SMTP:{mail}"), "smtp:adele@contoso.example"]],
        ["signInCount", number * 3],
        ["surname", "Vance"],
        ["userPrincipalName", mail],
        ["manager", {"id": "9", "displayName": "Megan Bowen", "mail": "megan@contoso.example"}],
    ]);
    let Value::Array(members) = members else { return Vec::new() };
    members
        .into_iter()
        .filter_map(|member| match member {
            Value::Array(pair) => match <[Value; 2]>::try_from(pair) {
                Ok([Value::String(name), value]) => Some((name, value)),
                _ => None,
            },
            _ => None,
        })
        .collect()
}

/// Another order for each, always the same in each run.
fn shuffle(number: u32, mut members: Members) -> Members {
    let mut seed = u64::from(number) + 1;
    for place in (1..members.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        members.swap(place, usize::try_from(seed >> 33).unwrap_or(0) % (place + 1));
    }
    members
}

fn add(mut members: Members) -> Members {
    let mut nested = Map::new();
    nested.insert("kind".to_owned(), "undocumented".into());
    nested.insert("values".to_owned(), json!([1, 2.5, null]));
    for (place, (name, value)) in [
        ("@odata.etag", json!("W/\"1234567890\"")),
        ("extension_7b_costCenter", json!("R&D 4711")),
        ("undocumentedNumber", json!(12_345)),
        ("undocumentedObject", Value::Object(nested)),
        ("undocumentedFlag", json!(true)),
    ]
    .into_iter()
    .enumerate()
    {
        members.insert((place * 6).min(members.len()), (name.to_owned(), value));
    }
    members
}

/// What services send of properties that are not set.
fn nulls(members: Members) -> Members {
    let mut kept = 0;
    members
        .into_iter()
        .map(|(name, value)| {
            kept += 1;
            if kept % 5 == 1 { (name, value) } else { (name, Value::Null) }
        })
        .collect()
}

fn few(members: Members) -> Members {
    let wanted = ["id", "displayName", "givenName", "mail", "surname", "userPrincipalName"];
    members.into_iter().filter(|(name, _)| wanted.contains(&name.as_str())).collect()
}

fn device(number: u32) -> String {
    object(&[
        ("id".to_owned(), format!("87d349ed-44d7-43e1-9a83-{number:012}").into()),
        ("name".to_owned(), format!("DESKTOP-{number}").into()),
        ("size".to_owned(), (u64::from(number) * 1_000_000_007).into()),
        ("load".to_owned(), (f64::from(number) / 7.0).into()),
        ("score".to_owned(), (number % 100).into()),
        ("enabled".to_owned(), true.into()),
        ("managed".to_owned(), (number.is_multiple_of(3)).into()),
        ("seen".to_owned(), "2020-11-02T17:20:06.1234567Z".into()),
        ("free".to_owned(), (u64::from(number) * 31_337).into()),
        ("latitude".to_owned(), (47.6 + f64::from(number) / 1000.0).into()),
        ("longitude".to_owned(), (-122.3 - f64::from(number) / 999.0).into()),
    ])
}
