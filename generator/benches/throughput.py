#!/usr/bin/env python3
"""How fast the documented bodies of a reference are decoded and encoded, beside the same structs with derived serde.

    cargo build --release && python3 generator/benches/throughput.py path/to/api-reference

Generates the crate, and a twin whose models have `#[derive(Serialize, Deserialize)]` in place of their tables. The replay tests of
the crate are compiled with another support beside them (`throughput/support.rs`), which measures each body in place of replaying it.
Compiling both takes some minutes and gigabytes.
"""

import argparse
import json
import pathlib
import re
import shutil
import statistics
import tempfile

import compile_cost
import measured

MODULE = re.compile(r"^(pub )?mod (\w+);", re.MULTILINE)
VERSIONS = re.compile(r"^mod \w+ \{\n.*?^\}\n", re.MULTILINE | re.DOTALL)
SUPPORT = pathlib.Path(__file__).with_name("throughput") / "support.rs"
# How much of a body's text derived code keeps, in percent.
KEPT = [("derived code keeps all", 100, 101), ("derived code keeps half or more", 50, 100), ("derived code keeps less than half", 0, 50)]
RUNNERS = ["derived", "from_slice", "own", "derived", "to_vec", "own"]


def models(module, path):
    """The paths of all models in a module and below it; what a private module holds stands in the one above."""
    file = module / "mod.rs" if module.is_dir() else module.with_suffix(".rs")
    text = file.read_text()
    yield from (f"{path}::{table[1]}" for table in compile_cost.TABLE.finditer(text))
    for public, name in MODULE.findall(text):
        yield from models(file.parent / name, f"{path}::{name}" if public else path)


def compact(side):
    """The body that is sent or answered; what a page shows around an object is not."""
    if not side or "json" not in side:
        return None
    body = side["json"]
    if side.get("wrapped"):
        body = body["value"]
        body = body[0] if isinstance(body, list) else body
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def tests(client):
    """A test target that measures what the replay tests replay."""
    replay, to = client / "tests" / "replay", client / "tests" / "throughput"
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(replay, to)
    shutil.copy(SUPPORT, to / "support.rs")
    (to / "changes.rs").unlink()
    main = to / "main.rs"
    main.write_text("mod support;\nmod twins;\n" + "".join(VERSIONS.findall(main.read_text())))
    for file in to.glob("*/*.json"):
        cases = json.loads(file.read_text())
        for test, case in cases.items():
            answer = case.get("response")
            succeeded = compact(answer) if answer and answer["status"] < 300 else None
            cases[test] = {"page": case["page"], "request": compact(case.get("request")), "response": succeeded}
        file.write_text(json.dumps(cases))
    versions = [path.name for path in (client / "src").iterdir() if path.is_dir() and path.name != "runtime"]
    paths = [path for version in versions for path in models(client / "src" / version, version)]
    pairs = "".join(f"    whole::{path}, derived::{path};\n" for path in paths)
    (to / "twins.rs").write_text(f"crate::support::twins! {{\n{pairs}}}\n")
    return len(paths)


def figures(name, rows, encoding):
    if not rows:
        return
    times = [[float(row[3 + index]) for row in rows] for index in range(6)]
    total = [sum(column) for column in times]
    cells = []
    for index in (1, 2, 4, 5):
        base = 0 if index < 3 else 3
        tenth = statistics.quantiles((d / t for d, t in zip(times[base], times[index])), n=10)[0] if len(rows) > 1 else 0
        cells.append(f"{total[base] / total[index]:9.2f} ({tenth:.2f})" if base == 0 or encoding else f"{'-':>16}")
    print(f"{name:<44} {len(rows):>6} {sum(int(row[1]) for row in rows) / 1000:>6.0f} {''.join(cells)}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("docs", type=pathlib.Path)
    arguments.add_argument("--docwright", type=pathlib.Path, default=pathlib.Path("target/release/docwright"))
    arguments.add_argument("--work", type=pathlib.Path, help="a folder to work in; a new one that is deleted otherwise")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = (given.work or pathlib.Path(temporary)).resolve()
        work.mkdir(parents=True, exist_ok=True)
        client, twin = compile_cost.generated(given, work)
        manifest = twin / "Cargo.toml"
        manifest.write_text(manifest.read_text().replace('name = "whole"', 'name = "derived"', 1))
        manifest = client / "Cargo.toml"
        text = manifest.read_text()
        names = ", ".join(f'"{area}"' for area in compile_cost.areas(client))
        twin_dependency = f'derived = {{ path = "{twin}", default-features = false, features = [{names}] }}\n'
        serde = 'serde = { version = "1", features = ["derive"] }\n'
        target = '[[test]]\nname = "throughput"\npath = "tests/throughput/main.rs"\n'
        manifest.write_text(text.replace("[dev-dependencies]\n", f"[dev-dependencies]\n{twin_dependency}{serde}", 1) + target)
        count = tests(client)
        report = work / "throughput.tsv"
        report.unlink(missing_ok=True)
        environment = {"CARGO_TARGET_DIR": str(work / "target"), "RUSTFLAGS": "--cap-lints=allow", "THROUGHPUT": str(report)}
        test = ["cargo", "test", "--release", "--test", "throughput", *compile_cost.all_areas(client, "client")]
        measured.run([*test, "--no-run"], client, **environment)
        measured.run([*test, "--", "--test-threads=1"], client, **environment)
        rows = [line.split("\t") for line in report.read_text().splitlines()]
        unread = [row for row in rows if len(row) == 3]
        rows = [row for row in rows if len(row) > 3]
        print(f"{count} models; times as fast as derived code, of all bodies together (of the tenth that is slowest)")
        print(f"{'':<44} {'bodies':>6} {'kB':>6} " + "".join(f"{RUNNERS[index]:>16}" for index in (1, 2, 4, 5)))
        for name, low, high in KEPT:
            figures(name, [row for row in rows if low <= int(row[2]) < high], low == 100)
        figures("all", rows, False)
        print(f"left out: {len(unread)} bodies that derived code does not read")


if __name__ == "__main__":
    main()
