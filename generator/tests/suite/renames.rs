//! Names over the years: newcomers take none, and an asked rename leaves the old name working for one release.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::project::{COLOUR, Ended, GET_COLOUR, docs, put, root, run_in};

/// A type with an enumeration and a type derived from it, and operations on it.
fn paints() -> tempfile::TempDir {
    let colour = COLOUR.replace("|shade|String|How dark it is.|", "|shade|depth|How dark it is.|")
        + "\n### depth values\n\n|Member|Description|\n|:---|:---|\n|light|Light.|\n|dark|Dark.|\n";
    let gloss = "# gloss resource type\n\nNamespace: microsoft.graph\n\nA shining paint. Inherits from [colour](colour.md).\n\n\
        ## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n|shine|Int32|How much it shines.|\n\n\
        ## JSON representation\n\n``` json\n{\n  \"@odata.type\": \"#microsoft.graph.gloss\",\n  \"shine\": \"Integer\"\n}\n```\n";
    let update = GET_COLOUR.replace("# Get colour", "# Update colour").replace("GET /colours", "PATCH /colours").replace(
        "## Response",
        "## Request body\n\nSupply a JSON representation of the [colour](../resources/colour.md) object.\n\n## Response",
    );
    let mix = "# colour: mix\n\nNamespace: microsoft.graph\n\nMix it.\n\n## HTTP request\n\n``` http\nPOST /colours/{id}/mix\n```\n\n\
        ## Request body\n\nSupply these parameters.\n\n|Parameter|Type|Description|\n|:---|:---|:---|\n|part|Int32|How much.|\n\n\
        ## Response\n\nOn success a `204 No Content`.\n";
    let home = docs(&[
        ("v1.0/resources/colour.md", &colour),
        ("v1.0/resources/gloss.md", gloss),
        ("v1.0/api/colour-get.md", GET_COLOUR),
        ("v1.0/api/colour-update.md", &update),
        ("v1.0/api/colour-mix.md", mix),
    ]);
    configure(home.path(), "0.1.0", "");
    home
}

fn configure(home: &Path, version: &str, renames: &str) {
    let text =
        format!("[api.paints]\ndocs = \"docs\"\nout = \"out\"\ncrate-version = \"{version}\"\n\n[api.paints.rename]\n{renames}");
    put(&home.join("docwright.toml"), text.as_bytes());
}

fn lock(home: &Path) -> String {
    fs::read_to_string(home.join("docwright.lock")).unwrap()
}

fn generate(home: &Path) -> Ended {
    run_in(home, &["generate"])
}

const RENAMES: &str = "\
\"type v1.0 microsoft.graph.colour\" = \"Paint\"\n\
\"type v1.0 microsoft.graph.depth\" = \"Darkness\"\n\
\"variant v1.0 microsoft.graph.depth/light\" = \"Bright\"\n\
\"field v1.0 microsoft.graph.colour/shade\" = \"darkness\"\n\
\"module v1.0 microsoft.graph.colour\" = \"paint\"\n\
\"operation v1.0 GET /colours/{}\" = \"find\"\n\
\"operation v1.0 POST /colours/{}/mix\" = \"stir\"\n\
\"field v1.0 POST /colours/{}/mix/part\" = \"share\"\n";

/// What a user wrote against the first release.
const USER: &str = "\
use paints::v1_0::{Colour, ColourDerived, Depth, colour};\n\
fn body() -> Colour { Colour::default().with_id(\"1\").with_shade(Depth::Light) }\n\
fn is_light(depth: &Depth) -> bool { match *depth { Depth::Light => true, _ => false } }\n\
fn main() {\n    \
    let get: paints::Request<Colour> = colour::get(\"1\");\n    \
    let mix = colour::mix(\"1\", colour::MixBody::default().with_part(3));\n    \
    let update = colour::update(\"1\", body());\n    \
    let derived: Option<ColourDerived> = None;\n    \
    assert!(is_light(&Depth::Light) && derived.is_none());\n    \
    assert_eq!((colour::GET.path(), colour::MIX.path()), (\"/colours/{}\", \"/colours/{}/mix\"));\n    \
    drop((get, mix, update));\n}\n";

/// What the compiler says of the user's program with the crate as it is now.
fn user_builds(home: &Path) -> (bool, String) {
    put(&home.join("user/src/main.rs"), USER.as_bytes());
    let manifest = "[package]\nname = \"user\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\npaints = { path = \"../out\", \
        default-features = false, features = [\"client\", \"v1-0\", \"colours\"] }\n[workspace]\n";
    put(&home.join("user/Cargo.toml"), manifest.as_bytes());
    // The versions of this workspace, which are there already.
    fs::copy(root().join("Cargo.lock"), home.join("user/Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--message-format", "short"])
        .current_dir(home.join("user"))
        .env("CARGO_TARGET_DIR", home.join("target"))
        .output()
        .unwrap();
    (output.status.success(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn an_asked_rename_leaves_the_old_names_working_for_one_release() {
    let home = paints();
    generate(home.path()).expect(0);
    let (built, said) = user_builds(home.path());
    assert!(built && !said.contains("warning: use of deprecated"), "{said}");

    configure(home.path(), "0.2.0", RENAMES);
    generate(home.path()).expect(0);
    let kept = lock(home.path());
    for line in [
        "\"operation v1.0 GET /colours/{}\" = \"paint::find\"",
        "\"operation v1.0 PATCH /colours/{}\" = \"paint::update\"",
        "\"type v1.0 microsoft.graph.colour\" = { old = \"Colour\", since = \"0.2.0\" }",
    ] {
        assert!(kept.contains(line), "{line} is missing in:\n{kept}");
    }
    let (built, said) = user_builds(home.path());
    assert!(built, "{said}");
    for new in ["Paint", "PaintDerived", "Darkness", "Bright", "with_darkness", "paint", "find", "stir", "StirBody", "with_share"]
    {
        assert!(said.contains(&format!("renamed to `{new}`")), "no warning names {new}:\n{said}");
    }

    // The entries may go: the lock file keeps the names, and the old ones as long as the version stays.
    configure(home.path(), "0.2.0", "");
    generate(home.path()).expect(0).says(&["0 created, 0 changed, 0 removed"]);
    assert_eq!(lock(home.path()), kept);
    configure(home.path(), "0.3.0", "");
    generate(home.path()).expect(0);
    let now = lock(home.path());
    assert!(!now.contains("aliases") && now.contains("= \"Paint\""), "{now}");
    let (built, said) = user_builds(home.path());
    assert!(!built && said.contains("Colour"), "{said}");
}

#[test]
fn a_name_that_something_else_has_is_refused() {
    let home = paints();
    generate(home.path()).expect(0);
    let before = crate::project::files(&home.path().join("out"));
    for (identity, name) in [
        ("type v1.0 microsoft.graph.colour", "Gloss"),
        ("field v1.0 microsoft.graph.colour/shade", "id"),
        ("variant v1.0 microsoft.graph.depth/light", "Dark"),
        ("operation v1.0 GET /colours/{}", "update"),
        ("module v1.0 microsoft.graph.colour", "gloss"),
    ] {
        configure(home.path(), "0.1.0", &format!("\"{identity}\" = \"{name}\"\n"));
        generate(home.path()).expect(2).says(&[&format!("`{identity}` cannot be renamed to `{name}`"), "choose another name"]);
    }
    assert!(crate::project::files(&home.path().join("out")) == before, "nothing was written");
}

/// Newcomers that want the names of what is there, before it in every order.
#[test]
fn newcomers_take_no_name() {
    let home = paints();
    generate(home.path()).expect(0);
    let names = |text: &str| -> Vec<String> {
        text.split("[names]").nth(1).unwrap().lines().filter(|line| line.contains(" = ")).map(str::to_owned).collect()
    };
    let before = names(&lock(home.path()));
    assert!(before.contains(&"\"body v1.0 POST /colours/{}/mix\" = \"MixBody\"".to_owned()), "{before:#?}");
    let page = home.path().join("docs/v1.0/resources/colour.md");
    let text = fs::read_to_string(&page).unwrap();
    let text = text.replace("|id|String|", "|ID|String|Another.|\n|i-d|String|Another.|\n|id|String|");
    // An enumeration that wants the name of an action's body, in the same module.
    let text = text.replace("|shade|depth|", "|style|mixBody|How to mix.|\n|shade|depth|")
        + "\n### mixBody values\n\n|Member|Description|\n|:---|:---|\n|slow|Slowly.|\n";
    fs::write(&page, text.replace("|light|Light.|", "|Light|Another.|\n|light|Light.|")).unwrap();
    let other = COLOUR.replace("# colour resource", "# Colour resource").replace("microsoft.graph", "microsoft.graph.colour");
    put(&home.path().join("docs/v1.0/resources/a-colour.md"), other.as_bytes());
    let twin = COLOUR.replace("# colour resource", "# co-lour resource");
    put(&home.path().join("docs/v1.0/resources/a-co-lour.md"), twin.as_bytes());
    put(
        &home.path().join("docs/v1.0/api/a.md"),
        GET_COLOUR.replace("/colours/{id}", "/best/{id}").replace("# Get", "# A").as_bytes(),
    );
    generate(home.path()).expect(0);
    let after = names(&lock(home.path()));
    let lost: Vec<&String> = before.iter().filter(|line| !after.contains(line)).collect();
    assert!(lost.is_empty(), "{lost:#?}");
    assert!(after.len() > before.len() + 10, "{after:#?}");
    assert!(after.contains(&"\"type v1.0 microsoft.graph.mixBody\" = \"MixBody2\"".to_owned()), "{after:#?}");
}
