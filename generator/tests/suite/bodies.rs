//! Requests that one page documents share the struct of their body, and what a crate has keeps its names.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use docwright::config::{self, Flags};
use docwright::emit::{ItemOf, PublicItem, public_items};
use docwright::lock::Naming;
use docwright::model::Api;
use docwright::plan::Plan;
use docwright::run;

use crate::project::{COLOUR, GET_COLOUR, docs, put, run_in};

const LONG: &str = "body v1.0 POST /halls/{}/colours/{}/mix";
const SHORT: &str = "body v1.0 POST /colours/{}/mix";

/// An action of a colour, with these request lines.
fn action(name: &str, requests: &str) -> String {
    format!(
        "# colour: {name}\n\nNamespace: microsoft.graph\n\nDo it.\n\n## HTTP request\n\n``` http\n{requests}\n```\n\n\
         ## Request body\n\nSupply these parameters.\n\n|Parameter|Type|Description|\n|:---|:---|:---|\n|part|Int32|How much.|\n\n\
         ## Response\n\nOn success a `204 No Content`.\n"
    )
}

/// Mixing by two paths on one page, and stirring with the same parameters on another.
fn paints() -> tempfile::TempDir {
    let home = docs(&[
        ("v1.0/resources/colour.md", COLOUR),
        ("v1.0/api/colour-get.md", &GET_COLOUR.replace("GET /colours/{id}", "GET /colours/{id}\nGET /halls/{id}/colours/{id}")),
        ("v1.0/api/colour-mix.md", &action("mix", "POST /halls/{id}/colours/{id}/mix\nPOST /colours/{id}/mix")),
        ("v1.0/api/colour-stir.md", &action("stir", "POST /colours/{id}/stir")),
    ]);
    configure(home.path(), "");
    home
}

fn configure(home: &Path, renames: &str) {
    let text = format!("[api.paints]\ndocs = \"docs\"\nout = \"out\"\n\n[api.paints.rename]\n{renames}");
    put(&home.join("docwright.toml"), text.as_bytes());
}

fn generate(home: &Path) {
    run_in(home, &["generate"]).expect(0);
}

fn lock(home: &Path) -> String {
    fs::read_to_string(home.join("docwright.lock")).unwrap()
}

/// The module of the colour.
fn module(home: &Path) -> String {
    fs::read_to_string(home.join("out/src/v1_0/colours/colour.rs")).unwrap()
}

/// The structs of the module, sorted.
fn structs(home: &Path) -> Vec<String> {
    let module = module(home);
    let names = module.lines().filter_map(|line| line.strip_prefix("pub struct ")?.strip_suffix(" {"));
    let mut names: Vec<String> = names.map(str::to_owned).collect();
    names.sort_unstable();
    names
}

#[test]
fn requests_of_one_page_share_the_struct_of_their_body() {
    let home = paints();
    generate(home.path());
    assert_eq!(structs(home.path()), ["Colour", "MixBody", "StirBody"]);
    let module = module(home.path());
    let written = "/// The body of these requests:\n///\n/// - `POST /colours/{colourId}/mix`\n\
        /// - `POST /halls/{hallId}/colours/{colourId}/mix`\n\
        #[cfg(any(feature = \"colours\", feature = \"halls\"))]\n#[non_exhaustive]\npub struct MixBody {\n";
    assert!(module.contains(written), "{module}");
    assert_eq!(module.matches("body: impl std::borrow::Borrow<api::colour::MixBody>").count(), 2, "{module}");
    let lock = lock(home.path());
    for identity in [SHORT, LONG] {
        assert!(lock.contains(&format!("\"{identity}\" = \"MixBody\"")), "{lock}");
        assert!(lock.contains(&format!("\"{}/part\" = \"part\"", identity.replacen("body", "field", 1))), "{lock}");
    }
}

#[test]
fn structs_that_a_crate_has_are_not_put_together() {
    let home = paints();
    generate(home.path());
    let own = lock(home.path()).replace(&format!("\"{LONG}\" = \"MixBody\""), &format!("\"{LONG}\" = \"MixInHallsBody\""));
    put(&home.path().join("docwright.lock"), own.as_bytes());
    generate(home.path());
    assert_eq!(structs(home.path()), ["Colour", "MixBody", "MixInHallsBody", "StirBody"]);
    assert_eq!(lock(home.path()).lines().count(), own.lines().count());
    // Until somebody wants it.
    let without: Vec<&str> = own.lines().filter(|line| !line.starts_with("\"body")).collect();
    put(&home.path().join("docwright.lock"), without.join("\n").as_bytes());
    generate(home.path());
    assert_eq!(structs(home.path()), ["Colour", "MixBody", "StirBody"]);
}

#[test]
fn a_body_keeps_its_names_without_the_request_that_gave_them() {
    let home = paints();
    configure(home.path(), "\"field v1.0 POST /colours/{}/mix/part\" = \"share\"\n");
    generate(home.path());
    configure(home.path(), "");
    put(&home.path().join("docs/v1.0/api/colour-mix.md"), action("mix", "POST /halls/{id}/colours/{id}/mix").as_bytes());
    generate(home.path());
    let module = module(home.path());
    assert!(module.contains("pub struct MixBody {") && module.contains("pub share: Option<i32>"), "{module}");
}

#[test]
fn any_of_its_requests_renames_a_body_but_only_its_own_function_does() {
    let home = paints();
    generate(home.path());
    // `mix_in_halls` takes a `MixBody`, which is called by another function.
    configure(home.path(), "\"operation v1.0 POST /halls/{}/colours/{}/mix\" = \"blend\"\n");
    generate(home.path());
    assert_eq!(structs(home.path()), ["Colour", "MixBody", "StirBody"]);
    configure(home.path(), &format!("\"{LONG}\" = \"Recipe\"\n"));
    generate(home.path());
    assert_eq!(structs(home.path()), ["Colour", "Recipe", "StirBody"]);
    let renamed = module(home.path());
    assert!(renamed.contains("pub type MixBody = Recipe;"), "{renamed}");
    // Two names for two requests are two structs.
    configure(home.path(), &format!("\"{LONG}\" = \"Recipe\"\n\"{SHORT}\" = \"Blend\"\n"));
    generate(home.path());
    assert_eq!(structs(home.path()), ["Blend", "Colour", "Recipe", "StirBody"]);
}

/// The pages as they are understood, changed, and the plan of their crate.
fn plan(home: &Path, change: impl Fn(&mut Api)) -> Plan {
    let path = home.join("docwright.toml");
    let config = config::load(&Flags { config: Some(path), ..Flags::default() }, home).unwrap();
    let api = &config.apis[0];
    let mut understood = run::read(&api.docs, &api.versions).unwrap();
    change(&mut understood.api);
    let lock = docwright::lock::Lock::default();
    run::generate(&understood.api, api, &Naming { lock: &lock, renames: &api.renames }).plan
}

#[test]
fn requests_of_one_page_with_other_members_have_structs_of_their_own() {
    // As where a row is of the type of a property, and the paths lead to different types.
    let plan = plan(paints().path(), |api| {
        let mut bodies = api.versions[0].operations.iter_mut().filter_map(|operation| operation.body.as_mut());
        bodies.next().unwrap().members[0].ty.collection = true;
    });
    let (_, module) = plan.versions[0].modules().find(|(_, module)| module.module == "colour").unwrap();
    let names: Vec<&str> = module.structs.iter().map(|item| item.name.as_str()).collect();
    assert_eq!(names, ["Colour", "MixBody", "StirBody", "MixInHallsBody"]);
}

/// The diff asks for the items of the request that changed.
#[test]
fn the_items_of_a_shared_body_belong_to_each_request() {
    let plan = plan(paints().path(), |_| ());
    let items = public_items(&plan);
    let of = |end: &str| -> Vec<&PublicItem> { items.iter().filter(|item| item.path.ends_with(end)).collect() };
    let requests = |items: Vec<&PublicItem>| -> BTreeSet<usize> {
        let number = |item: &PublicItem| match item.of {
            ItemOf::Operation(number) | ItemOf::BodyMember(number, _) => number,
            _ => panic!("{item:?}"),
        };
        items.into_iter().map(number).collect()
    };
    assert_eq!(requests(of("::MixBody")).len(), 2, "{items:#?}");
    assert_eq!(requests(of("::MixBody")), requests(of("::MixBody::part")));
    assert_eq!(requests(of("::MixBody")), requests(of("::MixBody::with_part")));
    let functions: BTreeSet<usize> = requests(of("::mix")).union(&requests(of("::mix_in_halls"))).copied().collect();
    assert_eq!(requests(of("::MixBody")), functions);
}
