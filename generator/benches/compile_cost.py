#!/usr/bin/env python3
"""What the compiler pays for the generated crate, beside what it pays for others of the same reference, in one run.

    cargo build --release
    python3 generator/benches/compile_cost.py path/to/api-reference --openapi path/to/openapi.json --modes check build release

Each crate is compiled once with its dependencies and then again alone, without incremental compilation; user time and peak
memory of the second run count, lines and bytes are those of its sources, `rlib` is what the compiler leaves. The crates:

  client    all areas, operations and models, no transport
  replay    the test target that replays every documented example; the crate itself is there already
  tables    the test target that holds the pages' tables beside the code; likewise
  models    `client` without operations: no HTTP in it
  derived   the structs of `models` with `#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]` in place of the
            tables; no setters, and what the pages do not document is dropped
  openapi   what progenitor makes of an OpenAPI file of the same reference (`cargo install cargo-progenitor`)
  graph-rs  graph-rs-sdk 3.0.1 from crates.io, which has operations and no models
  backup    `generated/` of this repository with its default features
"""

import argparse
import pathlib
import re
import shutil
import sys
import tempfile
import tomllib

import measured

MODES = {"check": ["check", "--lib"], "build": ["build", "--lib"], "release": ["build", "--lib", "--release"]}
TESTS = {"check": ["check", "--test"], "build": ["test", "--no-run", "--test"]}
TARGETS = ["replay", "tables"]
BARS = [("client", "openapi"), ("client", "graph-rs"), ("replay", "client"), ("tables", "client"), ("models", "derived")]
GRAPH_RS = "graph-rs-sdk"
REPOSITORY = pathlib.Path(__file__).resolve().parents[2]

STRUCT = re.compile(r"^pub struct (\w+) \{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
TABLE = re.compile(r"^(?:#\[cfg[^\n]*\n)?runtime::model::model! \{\n    (\w+) [^;]*;\n(.*?)^\}\n", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^    ((?:r#)?\w+) (\"(?:[^\"\\]|\\.)*\") \w+,$", re.MULTILINE)
METHODS = re.compile(r"^(?:#\[cfg[^\n]*\n)?impl \w+ \{\n.*?^\}\n", re.MULTILINE | re.DOTALL)
DERIVED_TYPES = re.compile(r"^(?:#\[cfg[^\n]*\n)?runtime::model::derived_types! \{\n.*?^\}\n", re.MULTILINE | re.DOTALL)
DERIVES = "#[derive(serde::Serialize, serde::Deserialize, Clone, Debug, Default, PartialEq)]\n"


def derived(text):
    """A generated module with derives in place of the tables."""
    names = {table[1]: dict(ROW.findall(table[2])) for table in TABLE.finditer(text)}

    def struct(found):
        wire = names.get(found[1])
        if wire is None:
            return found[0]
        lines, above = [], []
        for line in found[2].splitlines():
            field = re.match(r"    pub ((?:r#)?\w+): ", line)
            if not field:
                above.append(line)
                continue
            if field[1] != "extra":
                rename = f"    #[serde(rename = {wire[field[1]]}, skip_serializing_if = \"Option::is_none\")]"
                lines += [*above, rename, line]
            above = []
        return DERIVES + f"pub struct {found[1]} {{\n" + "\n".join(lines) + "\n}"

    text = STRUCT.sub(struct, text)
    return DERIVED_TYPES.sub("", METHODS.sub("", TABLE.sub("", text)))


def prepare(crate, extra_dependency=""):
    manifest = crate / "Cargo.toml"
    text = manifest.read_text()
    if extra_dependency:
        text = text.replace("[dependencies]\n", f"[dependencies]\n{extra_dependency}\n", 1)
    if "[workspace]" not in text:
        text += "\n[workspace]\n"
    manifest.write_text(text)


def areas(crate):
    features = tomllib.loads((crate / "Cargo.toml").read_text())["features"]
    return [name for name, enables in features.items() if not enables]


def all_areas(crate, *also):
    """What Cargo is told to compile all areas, and what is named beside them."""
    return ["--no-default-features", "--features", ",".join([*also, *areas(crate)])]


def size(crate):
    sources = [path.read_bytes() for path in (crate / "src").rglob("*.rs")]
    return sum(text.count(b"\n") for text in sources), sum(map(len, sources))


def rlib(crate, mode, target):
    """The bytes of the library that a build left."""
    name = tomllib.loads((crate / "Cargo.toml").read_text())["package"]["name"].replace("-", "_")
    built = target / ("release" if mode == "release" else "debug") / f"lib{name}.rlib"
    return f"  rlib {built.stat().st_size / 1e6:5.1f} MB" if mode != "check" else ""


def cost(crate, command, target, touched):
    """Compiles a crate with all that it needs, then again what depends on one of its files."""
    environment = {"CARGO_TARGET_DIR": str(target), "CARGO_INCREMENTAL": "0", "RUSTFLAGS": "--cap-lints=allow"}
    measured.run(["cargo", *command], crate, **environment)
    (crate / touched).touch()
    return measured.run(["cargo", *command], crate, **environment)[0]


def generated(given, work):
    """`client`, and `derived` beside it."""
    client, plain = work / "client", work / "derived"
    shutil.rmtree(client, ignore_errors=True)
    generate = [given.docwright.resolve(), "generate", "--docs", given.docs, "--out", client, "--crate-name", "whole"]
    measured.run(generate, XDG_CACHE_HOME=str(work / "cache"))
    shutil.rmtree(plain, ignore_errors=True)
    shutil.copytree(client, plain)
    for path in (plain / "src").rglob("*.rs"):
        if "runtime" not in path.parts:
            path.write_text(derived(path.read_text()))
    prepare(client)
    prepare(plain, 'serde_derive = "1"')
    manifest = plain / "Cargo.toml"
    manifest.write_text(manifest.read_text().replace('features = ["std"] }', 'features = ["std", "derive"] }', 1))
    return client, plain


def of_openapi(file, work):
    crate = work / "openapi"
    shutil.rmtree(crate, ignore_errors=True)
    flags = ["-i", file.resolve(), "-o", crate, "-n", "openapi-client", "-v", "0.1.0", "--interface", "positional"]
    measured.run(["cargo-progenitor", "progenitor", *flags], work)
    prepare(crate)
    return crate


def of_registry(work):
    """The sources of graph-rs-sdk, as a package of its own."""
    asking, crate = work / "asking", work / GRAPH_RS
    (asking / "src").mkdir(parents=True, exist_ok=True)
    (asking / "src" / "lib.rs").write_text("")
    (asking / "Cargo.toml").write_text(
        f'[package]\nname = "asking"\nversion = "0.0.0"\nedition = "2024"\n[dependencies]\n{GRAPH_RS} = "=3.0.1"\n[workspace]\n'
    )
    vendored = work / "vendored"
    measured.run(["cargo", "vendor", "--quiet", vendored], asking)
    shutil.rmtree(crate, ignore_errors=True)
    shutil.copytree(vendored / GRAPH_RS, crate)
    prepare(crate)
    return crate


def crates(given, work):
    """Name, folder and features of each crate."""
    client, plain = generated(given, work)
    models, with_client = all_areas(client), all_areas(client, "client")
    yield "client", client, with_client
    for target in TARGETS:
        yield target, client, with_client
    yield "models", client, models
    yield "derived", plain, models
    if given.openapi and shutil.which("cargo-progenitor"):
        yield "openapi", of_openapi(given.openapi, work), []
    else:
        print("left out: openapi, which needs --openapi FILE and cargo-progenitor", file=sys.stderr)
    yield "graph-rs", of_registry(work), []
    yield "backup", REPOSITORY / "generated", []


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("docs", type=pathlib.Path)
    arguments.add_argument("--openapi", type=pathlib.Path, help="an OpenAPI file of the same reference")
    arguments.add_argument("--docwright", type=pathlib.Path, default=pathlib.Path("target/release/docwright"))
    arguments.add_argument("--modes", nargs="+", choices=MODES, default=["check", "build"])
    arguments.add_argument("--only", nargs="+", help="these crates")
    arguments.add_argument("--work", type=pathlib.Path, help="a folder to work in; a new one that is deleted otherwise")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = (given.work or pathlib.Path(temporary)).resolve()
        work.mkdir(parents=True, exist_ok=True)
        target = work / "target"
        listed = [crate for crate in crates(given, work) if not given.only or crate[0] in given.only]
        for mode in given.modes:
            costs = {}
            for name, crate, flags in listed:
                is_test = name in TARGETS
                if is_test and mode not in TESTS:
                    continue
                command, touched = ([*TESTS[mode], name], f"tests/{name}/main.rs") if is_test else (MODES[mode], "src/lib.rs")
                costs[name] = cost(crate, [*command, *flags], target, touched)
                lines, length = size(crate)
                left = "" if is_test else rlib(crate, mode, target)
                print(f"{mode:<8}{name:<9} {costs[name]}  {lines:>7} lines {length / 1e6:5.1f} MB{left}", flush=True)
            for one, other in BARS:
                if one in costs and other in costs:
                    user = costs[one].user / costs[other].user
                    peak = costs[one].peak_mb / costs[other].peak_mb
                    print(f"{mode:<8}{one} / {other}: {user:.2f} of the user time, {peak:.2f} of the memory", flush=True)


if __name__ == "__main__":
    main()
