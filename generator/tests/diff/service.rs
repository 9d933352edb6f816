//! The service metadata settles what pages cannot.

use docwright::diff::metadata::{MetadataPair, read};
use docwright::diff::{self, EvidenceKind, Options, Report, Rest};

use crate::text_model::model;

fn csdl(types: &str) -> String {
    format!(
        "<edmx:Edmx xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\" Version=\"4.0\"><edmx:DataServices>\
         <Schema xmlns=\"http://docs.oasis-open.org/odata/ns/edm\" Namespace=\"microsoft.graph\" Alias=\"graph\">{types}\
         <EntityContainer Name=\"Service\"><EntitySet Name=\"teams\" EntityType=\"graph.team\"/></EntityContainer>\
         </Schema></edmx:DataServices></edmx:Edmx>"
    )
}

const TEAM: &str = "<EntityType Name=\"team\"><Property Name=\"id\" Type=\"Edm.String\"/></EntityType>";
const TEAM_WITH_SIZE: &str = "<EntityType Name=\"team\"><Property Name=\"id\" Type=\"Edm.String\"/>\
    <Property Name=\"size\" Type=\"Edm.Int32\"/></EntityType>\
    <Action Name=\"archive\" IsBound=\"true\"><Parameter Name=\"bindingParameter\" Type=\"graph.team\"/></Action>";

fn settled(base: &str, revision: &str, old: &str, new: &str) -> Report {
    let pair = MetadataPair { version: "v1.0".to_owned(), base: read(&csdl(old)).unwrap(), revision: read(&csdl(new)).unwrap() };
    diff::compare(&model(base), &model(revision), &Options { metadata: vec![pair], ..Options::default() })
}

#[test]
fn a_row_that_the_service_keeps_is_documentation() {
    let report = settled("type team\n  .size Int32 json\n", "type team\n", TEAM_WITH_SIZE, TEAM_WITH_SIZE);
    assert_eq!(report.changes[0].rest, Rest::Documentation);
    assert_eq!(report.changes[0].evidence.kind, EvidenceKind::MetadataDisagrees);
}

#[test]
fn a_row_that_the_service_drops_is_breaking() {
    let report = settled("type team\n  .size Int32\n", "type team\n", TEAM_WITH_SIZE, TEAM);
    assert_eq!(report.changes[0].rest, Rest::Breaking);
    assert_eq!(report.changes[0].evidence.kind, EvidenceKind::MetadataAgrees);
}

#[test]
fn addresses_are_walked() {
    let base = "op POST /teams/{id}/archive call\nop GET /teams/{id}\nop GET /nowhere\n";
    let there = settled(base, "page api/x.md \"X\"\n", TEAM_WITH_SIZE, TEAM_WITH_SIZE);
    assert_eq!((there.counts.breaking, there.counts.documentation), (0, 3 + there.counts.documentation - 3));
    let gone = settled(base, "page api/x.md \"X\"\n", TEAM_WITH_SIZE, TEAM);
    let breaking: Vec<&str> =
        gone.changes.iter().filter(|change| change.rest == Rest::Breaking).map(|change| change.owner.as_str()).collect();
    assert_eq!(breaking, ["POST /teams/{id}/archive"]);
}

#[test]
fn what_the_metadata_does_not_say_is_never_breaking() {
    let base = "op GET /teams\n  permission application Team.Read\n";
    let report = settled(base, "op GET /teams\n  permission application unsupported\n", TEAM, TEAM);
    assert!(report.changes.iter().all(|change| change.rest < Rest::Breaking));
}

#[test]
fn what_is_no_metadata_is_refused() {
    assert!(read("").is_err());
    assert!(read("<html></html>").is_err());
    assert!(read("<Schema Namespace=\"a\"><EntityType Name=").is_err());
    assert!(read(&csdl(TEAM)).is_ok());
}
