#!/usr/bin/env python3
"""What the compiler pays for the generated crate, beside what it pays for others of the same reference, in one run.

    cargo build --release
    python3 generator/benches/compile_cost.py path/to/api-reference --openapi path/to/openapi.json

Each crate is compiled once with its dependencies and then again alone, without incremental compilation; user time and peak
memory of the second run count, lines and bytes are those of its sources. The crates:

  client    all areas, operations and models, no transport
  models    the same without operations: no HTTP in it
  derived   the structs of `models` with `#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]` in place of the
            tables; no setters, and what the pages do not document is dropped
  openapi   what progenitor makes of an OpenAPI file of the same reference (`cargo install cargo-progenitor`)
"""

import argparse
import pathlib
import re
import shutil
import sys
import tempfile

import measured

MODES = {"check": ["check"], "build": ["build"], "release": ["build", "--release"]}

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
        lines = []
        for line in found[2].splitlines():
            field = re.match(r"    pub ((?:r#)?\w+): ", line)
            if field and field[1] == "extra":
                continue
            if field:
                lines.append(f"    #[serde(rename = {wire[field[1]]}, skip_serializing_if = \"Option::is_none\")]")
            lines.append(line)
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
    lines = (crate / "Cargo.toml").read_text().splitlines()
    return [line.split(" ")[0] for line in lines if line.endswith(" = []")]


def size(crate):
    sources = [path.read_bytes() for path in (crate / "src").rglob("*.rs")]
    return sum(text.count(b"\n") for text in sources), sum(map(len, sources))


def cost(crate, mode, arguments, target):
    command = ["cargo", *MODES[mode], *arguments]
    environment = {"CARGO_TARGET_DIR": str(target), "CARGO_INCREMENTAL": "0", "RUSTFLAGS": "--cap-lints=allow"}
    measured.run(command, crate, **environment)
    (crate / "src" / "lib.rs").touch()
    return measured.run(command, crate, **environment)[0]


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("docs", type=pathlib.Path)
    arguments.add_argument("--openapi", type=pathlib.Path, help="an OpenAPI file of the same reference")
    arguments.add_argument("--docwright", type=pathlib.Path, default=pathlib.Path("target/release/docwright"))
    arguments.add_argument("--modes", nargs="+", choices=MODES, default=["check", "build"])
    arguments.add_argument("--work", type=pathlib.Path, help="a folder to work in; a new one that is deleted otherwise")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = (given.work or pathlib.Path(temporary)).resolve()
        work.mkdir(parents=True, exist_ok=True)
        client = work / "client"
        shutil.rmtree(client, ignore_errors=True)
        generate = [given.docwright.resolve(), "generate", "--docs", given.docs, "--out", client, "--crate-name", "whole"]
        measured.run(generate, XDG_CACHE_HOME=str(work / "cache"))
        plain = work / "derived"
        shutil.rmtree(plain, ignore_errors=True)
        shutil.copytree(client, plain, ignore=shutil.ignore_patterns("tests", "target"))
        for path in (plain / "src").rglob("*.rs"):
            if "runtime" not in path.parts:
                path.write_text(derived(path.read_text()))
        prepare(client)
        prepare(plain, 'serde_derive = "1"')
        manifest = plain / "Cargo.toml"
        manifest.write_text(manifest.read_text().replace('features = ["std"] }', 'features = ["std", "derive"] }', 1))
        models = ["--no-default-features", "--features", ",".join(areas(client))]
        with_client = ["--no-default-features", "--features", ",".join(["client", *areas(client)])]
        crates = [("client", client, with_client), ("models", client, models), ("derived", plain, models)]
        if given.openapi and shutil.which("cargo-progenitor"):
            other = work / "openapi"
            shutil.rmtree(other, ignore_errors=True)
            flags = ["-i", given.openapi.resolve(), "-o", other, "-n", "openapi-client", "-v", "0.1.0", "--interface", "positional"]
            measured.run(["cargo-progenitor", "progenitor", *flags], work)
            prepare(other)
            crates.append(("openapi", other, []))
        else:
            print("left out: openapi, which needs --openapi FILE and cargo-progenitor", file=sys.stderr)
        for mode in given.modes:
            costs = {}
            for name, crate, flags in crates:
                costs[name] = cost(crate, mode, flags, work / "target")
                lines, length = size(crate)
                print(f"{mode:<8}{name:<8} {costs[name]}  {lines:>7} lines {length / 1e6:5.1f} MB", flush=True)
            for name, others in [("client", ["openapi"]), ("models", ["derived"])]:
                for other in others:
                    if other in costs:
                        user = costs[name].user / costs[other].user
                        peak = costs[name].peak_mb / costs[other].peak_mb
                        print(f"{mode:<8}{name} / {other}: {user:.2f} of the user time, {peak:.2f} of the memory", flush=True)


if __name__ == "__main__":
    main()
