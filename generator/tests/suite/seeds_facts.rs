//! Facts that the founders' five pages state, checked on our own pages of the same operations: in the model, and in the
//! generated text.

use docwright::model::{Address, Answer, AnswerContent, ApiVersion, BodyContent, ExampleContent, Operation, Segment};

use crate::project::{own_crate, own_pages};

fn version(name: &str) -> &'static ApiVersion {
    own_pages().api.versions.iter().find(|version| version.version == name).unwrap()
}

fn path(address: &Address) -> String {
    let mut text = String::new();
    for segment in &address.segments {
        match segment {
            Segment::Literal(word) => text.push_str(&format!("/{word}")),
            Segment::Parameter(parameter) => text.push_str(&format!("/{{{}}}", parameter.written)),
            other => panic!("no seed has {other:?}"),
        }
    }
    text
}

#[track_caller]
fn operation(version_name: &str, method: &str, template: &str) -> &'static Operation {
    let all = &version(version_name).operations;
    let found = all.iter().find(|operation| operation.method == method && path(&operation.address) == template);
    found.unwrap_or_else(|| panic!("{version_name} has no {method} {template}"))
}

#[track_caller]
fn answer(operation: &Operation, status: u16) -> &Answer {
    operation
        .answers
        .iter()
        .find(|answer| answer.status == status)
        .unwrap_or_else(|| panic!("no {status}: {:?}", operation.answers))
}

fn type_of(content: &AnswerContent) -> String {
    match content {
        AnswerContent::Value(ty) => ty.to_string(),
        other => format!("{other:?}"),
    }
}

/// The JSON of the answer with a status, as the example shows it.
#[track_caller]
fn example_answer(operation: &Operation, status: u16) -> serde_json::Value {
    let side = operation.examples.iter().filter_map(|example| example.response.as_ref()).find(|side| side.status == Some(status));
    let Some(ExampleContent::Json { text, strict: true }) = side.map(|side| &side.content) else {
        panic!("no example answers {status} with JSON")
    };
    serde_json::from_str(text).unwrap()
}

/// The text of a generated file.
#[track_caller]
fn generated(path: &str) -> &'static str {
    own_crate().tree.get(path).unwrap_or_else(|| panic!("no file {path}"))
}

#[track_caller]
fn contains(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "`{part}` is missing in:\n{text}");
    }
}

#[test]
fn update_site_protection_unit() {
    let update = operation("beta", "PATCH", "/backupRestore/siteProtectionUnits/{siteProtectionUnitId}");
    let body = update.body.as_ref().unwrap();
    assert!(
        matches!(&body.content, BodyContent::Resource(ty) if ty.to_string() == "microsoft.graph.siteProtectionUnit"),
        "{:?}",
        body.content
    );
    let [billing] = body.members.as_slice() else { panic!("one property can be sent: {:?}", body.members) };
    assert_eq!(
        (billing.name.as_str(), billing.ty.to_string().as_str(), billing.required),
        ("billingPolicyId", "Edm.String", Some(false))
    );
    assert_eq!(type_of(&answer(update, 200).content), "microsoft.graph.siteProtectionUnit");
    assert!(matches!(answer(update, 403).content, AnswerContent::Error), "{:?}", answer(update, 403).content);
}

#[test]
fn its_refusal_has_no_outer_error() {
    let update = operation("beta", "PATCH", "/backupRestore/siteProtectionUnits/{siteProtectionUnitId}");
    let refused = example_answer(update, 403);
    assert!(refused.get("error").is_none());
    assert_eq!(refused["code"], "OperationNotAllowed");
    assert_eq!(refused["innerError"]["target"], "policyId");
    assert_eq!(refused["innerError"].get("innerError"), Some(&serde_json::Value::Null), "null is kept");
    // The replay test sends exactly this to the client.
    let data: serde_json::Value = serde_json::from_str(generated("tests/replay/beta/site_protection_unit.json")).unwrap();
    let replayed: Vec<_> = data.as_object().unwrap().values().filter(|case| case["response"]["status"] == 403).collect();
    assert_eq!(replayed.len(), 1);
    assert_eq!(replayed[0]["response"]["json"], refused);
}

#[test]
fn update_site_protection_unit_as_rust() {
    let text = generated("src/beta/backup/site_protection_unit.rs");
    contains(
        text,
        &[
            "pub billing_policy_id: Option<String>",
            "PATCH beta /backupRestore/siteProtectionUnits/{}\\n",
            "pub fn update(site_protection_unit_id: impl Into<runtime::path::PathArgument>, body:",
            "-> runtime::request::Request<api::SiteProtectionUnit>",
        ],
    );
}

#[test]
fn cancel_recovery_job() {
    let cancel = operation("beta", "POST", "/directory/recovery/jobs/{job-id}/cancel");
    assert!(cancel.body.is_none());
    let accepted = answer(cancel, 202);
    assert_eq!(accepted.headers, ["Location"]);
    let shown = cancel.examples[0].response.as_ref().unwrap();
    let location = shown.headers.iter().find(|(name, _)| name == "Location").map(|(_, value)| value.as_str());
    assert!(location.is_some_and(|url| url.starts_with("https://graph.microsoft.com/beta/directory/recovery/jobs/")));
    contains(
        generated("src/beta/entra_recovery_services/recovery_job_base.rs"),
        &["POST beta /directory/recovery/jobs/{}/cancel\\n", "long-running\"", "runtime::answer::Accepted"],
    );
}

#[test]
fn cancel_offboard_in_both_versions() {
    let template = "/solutions/backupRestore/protectionUnits/{protectionUnitBaseId}/cancelOffboard";
    for name in ["v1.0", "beta"] {
        let cancel = operation(name, "POST", template);
        assert!(cancel.body.is_none(), "{name}");
        assert_eq!(type_of(&answer(cancel, 200).content), "microsoft.graph.protectionUnitBase", "{name}");
        assert!(!cancel.examples.is_empty(), "{name}");
    }
    // Beta has no page of what stands in front of `protectionUnits`; the other version has.
    for (version, file) in [("v1.0", "v1_0/backup/protection_unit_base.rs"), ("beta", "beta/backup/protection_unit_base.rs")] {
        contains(
            generated(&format!("src/{file}")),
            &[
                &format!("POST {version} /solutions/backupRestore/protectionUnits/{{}}/cancelOffboard\\n"),
                "pub fn cancel_offboard(protection_unit_base_id: impl Into<runtime::path::PathArgument>) -> \
                 runtime::request::Request<api::ProtectionUnitBase>",
            ],
        );
    }
}

#[test]
fn deactivate_service_app_and_policy() {
    for (template, ty, file) in [
        ("/solutions/backupRestore/serviceApps/{serviceAppId}/deactivate", "serviceApp", "service_app"),
        (
            "/solutions/backupRestore/protectionPolicies/{protectionPolicyBaseId}/deactivate",
            "protectionPolicyBase",
            "protection_policy_base",
        ),
    ] {
        let deactivate = operation("v1.0", "POST", template);
        assert!(deactivate.body.is_none(), "{template}");
        let accepted = answer(deactivate, 202);
        assert_eq!(type_of(&accepted.content), format!("microsoft.graph.{ty}"));
        assert_eq!(accepted.headers, ["Content-Location"]);
        contains(generated(&format!("src/v1_0/backup/{file}.rs")), &["/deactivate\\n", "pub fn deactivate("]);
    }
}

#[test]
fn deactivate_refuses_a_policy_that_is_not_active() {
    let deactivate = operation("v1.0", "POST", "/solutions/backupRestore/protectionPolicies/{protectionPolicyBaseId}/deactivate");
    assert!(matches!(answer(deactivate, 400).content, AnswerContent::Error));
    assert!(example_answer(deactivate, 400)["error"]["code"].is_string());
}

#[test]
fn times_of_the_seeds_are_whole() {
    let update = operation("beta", "PATCH", "/backupRestore/siteProtectionUnits/{siteProtectionUnitId}");
    let unit = example_answer(update, 200);
    assert_eq!(unit["offboardRequestedDateTime"], "0001-01-01T00:00:00Z");
    assert_eq!(unit["lastModifiedDateTime"], "2026-01-13T07:35:09.9138911Z");
}

#[test]
fn permissions_say_who_is_shut_out() {
    let text = generated("src/v1_0/backup/backup_restore_root.rs");
    let list = text.split("pub static LIST_PROTECTION_POLICIES").nth(1).and_then(|rest| rest.split("};").next()).unwrap();
    contains(list, &["work 1 BackupRestore-Configuration.Read.All\\n", "personal 0\\n"]);
}

#[test]
fn every_function_shows_its_call() {
    let text = generated("src/beta/backup/site_protection_unit.rs");
    contains(
        text,
        &[
            "/// ```no_run",
            "/// use msgraph_backup::beta::{SiteProtectionUnit, site_protection_unit};",
            "/// let body = SiteProtectionUnit::default()\n///     .with_billing_policy_id(",
            "site_protection_unit::update(",
            "/// let answer = client.send(",
        ],
    );
}
