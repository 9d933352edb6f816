use std::fmt::Write as _;

use super::*;

/// A template in one line: parameters as `{name}`, path addressing as written.
fn shown(target: &str) -> String {
    match parse(target) {
        Err(fault) => format!("{fault:?}"),
        Ok(template) => {
            let mut text = String::new();
            for segment in &template.segments {
                let _ = write!(text, "/{}", show(segment));
            }
            if let Some(query) = template.query {
                let _ = write!(text, "?{query}");
            }
            if !template.mended.is_empty() {
                let _ = write!(text, " {:?}", template.mended);
            }
            text
        }
    }
}

fn show(segment: &Segment) -> String {
    let argument = |parameter: &Parameter| match &parameter.literal {
        Some(literal) => format!("{}='{literal}'", parameter.name),
        None => format!("{}={{{}}}", parameter.name, parameter.written),
    };
    match segment {
        Segment::Literal(text) => text.clone(),
        Segment::Parameter(parameter) => format!("{{{}}}", parameter.name),
        Segment::Function { name, parameters } => {
            format!("{name}({})", parameters.iter().map(argument).collect::<Vec<_>>().join(","))
        }
        Segment::PathAddress { anchor, path, closed } => {
            format!("{}:/{{{}}}{}", show(anchor), path.name, if *closed { ":" } else { "" })
        }
    }
}

#[test]
fn placeholders_get_names_of_their_own() {
    assert_eq!(shown("/libraries/{id}/boxes/{id}"), "/libraries/{libraryId}/boxes/{boxId}");
    assert_eq!(shown("/users/{id | userPrincipalName}/events/{id}"), "/users/{userId}/events/{eventId}");
    assert_eq!(shown("/teams/{team-id}/tags/{tag id}"), "/teams/{teamId}/tags/{tagId}");
    assert_eq!(shown("/a/{x-id}/b/{x-id}"), "/a/{xId}/b/{bXId}");
    assert_eq!(shown("/policies/{id}/n.special/keys/{key}"), "/policies/{policyId}/n.special/keys/{key}");
    assert_eq!(shown("/users/{user-id} | name/chats"), "/users/{userId}/chats [UnionOutsideBraces]");
}

#[test]
fn calls_keep_their_argument_names() {
    assert_eq!(shown("/reports/use(period='{period_value}')"), "/reports/use(period={period_value})");
    assert_eq!(shown("/x/filter(on='owner')"), "/x/filter(on='owner')");
    assert_eq!(shown("/x/delta()"), "/x/delta()");
    assert_eq!(shown("/sheets/{id}/range(<address>)/format"), "/sheets/{sheetId}/range(address={address})/format");
    assert_eq!(shown("/x/between(a={from},b=<to>)"), "/x/between(a={from},b={to})");
    assert_eq!(shown("/x/range(address='<address>'/row"), "/x/range(address={address})/row");
    assert_eq!(shown("/things('42')"), "/things/{thingId} [LiteralIdentifier]");
    assert_eq!(shown("/teams/(team-id)/tags"), "/teams/{teamId}/tags");
}

#[test]
fn path_addressing_reads_up_to_the_second_colon() {
    assert_eq!(shown("/drive/root:/{item-path}:/children"), "/drive/root:/{itemPath}:/children");
    assert_eq!(shown("/drive/root:/{item-path}"), "/drive/root:/{itemPath}");
    assert_eq!(shown("/drive/items/{id}:/{file-name}:/content"), "/drive/items/{itemId}:/{fileName}:/content");
    assert_eq!(shown("/sites/{host}:/{path}/x"), "/sites/{host}:/{path}");
}

#[test]
fn what_does_not_belong_to_a_template_goes() {
    assert_eq!(shown("https://graph.microsoft.com/V1.0/users/"), "/users [Host, Version, TrailingSlash]");
    assert_eq!(shown("me/events?$top={n}&a=b"), "/me/events?$top={n}&a=b [MissingSlash]");
    assert_eq!(shown("/beta/users"), "/users [Version]");
    assert_eq!(shown("~/users"), "/users [Tilde]");
    assert_eq!(shown("/users/{id}/photo (optional words)"), "/users/{userId}/photo [TrailingText]");
    assert_eq!(shown("** Entity URI not found"), "NoPath");
    assert_eq!(shown("\u{2026}/attachments/{id}"), "Abbreviated");
    assert_eq!(shown(".../attachments/{id}"), "Abbreviated");
    assert_eq!(shown("/"), "Empty");
    assert_eq!(shown("/classes/acdefc6b-2dc6-4e71-b1e9-6d9810ab1793"), "/classes/{classId} [LiteralIdentifier]");
}

#[test]
fn the_key_forgets_names_and_letter_case() {
    let key_of = |target: &str| parse(target).map(|template| key(&template.segments)).unwrap_or_default();
    assert_eq!(key_of("/Users/{id}/f(b={x},a='1')"), "/users/{}/f(a=1,b={})");
    assert_eq!(key_of("/drive/root:/{p}:/x"), "/drive/root:/{}:/x");
    assert_eq!(key_of("/users/{a}"), key_of("/users/<b>"));
}

#[test]
fn no_text_makes_it_panic() {
    for text in
        ["", ":", "/:", "/{", "/}", "/(", "/x(", "/x)", "/x('", "/é:/ü", "/{}/{}", "?", "/x(a=)", "/<", "http://", "/a:/b:/c:"]
    {
        let _ = parse(text);
    }
}
