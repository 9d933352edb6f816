#!/usr/bin/env python3
"""One page is edited: what changes in the crate, and what building it again costs.

    cargo build --release && python3 generator/benches/one_page.py path/to/api-reference v1.0/resources/user.md
"""

import argparse
import pathlib
import shutil
import tempfile

import compile_cost
import measured

NOTE = "A sentence that was not there before."


def edited(text):
    """The page with one more sentence in the first row of its table of properties."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        of_properties = at > 0 and "Property" in lines[at - 1] and line.lstrip("| ").startswith((":--", "--"))
        if of_properties and at + 1 < len(lines) and lines[at + 1].startswith("|"):
            row = lines[at + 1].rstrip().rstrip("|")
            lines[at + 1] = f"{row} {NOTE}|"
            return "\n".join(lines)
    raise SystemExit("the page has no table of properties to edit")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("docs", type=pathlib.Path)
    arguments.add_argument("page")
    arguments.add_argument("--docwright", type=pathlib.Path, default=pathlib.Path("target/release/docwright"))
    arguments.add_argument("--features", default="client", help="beside the version and its areas")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        docs, out = folder / "docs", folder / "out"
        shutil.copytree(given.docs, docs)
        generate = [given.docwright.resolve(), "generate", "--docs", docs, "--out", out, "--crate-name", "whole"]
        cache = {"XDG_CACHE_HOME": str(folder / "cache")}
        print(measured.run(generate, **cache)[1].splitlines()[-1])
        manifest = out / "Cargo.toml"
        text = manifest.read_text()
        manifest.write_text(text + "\n[workspace]\n")
        check = ["cargo", "check", *compile_cost.all_areas(out, given.features)]
        environment = {"CARGO_TARGET_DIR": str(folder / "target"), "CARGO_INCREMENTAL": "1"}
        measured.run(check, out, **environment)
        shutil.rmtree(folder / "target" / "debug" / "incremental")
        (out / "src" / "lib.rs").touch()
        clean = measured.run(check, out, **environment)[0]
        page = docs / given.page
        page.write_text(edited(page.read_text()))
        manifest.write_text(text)
        cost, said = measured.run(generate, **cache)
        manifest.write_text(text + "\n[workspace]\n")
        print(f"generate again: {cost}\n{said.splitlines()[-1]}")
        changed = measured.run(check, out, **environment)[0]
        print(f"clean check:   {clean}\nchanged check: {changed}\nratio of user time: {changed.user / clean.user:.2f}")


if __name__ == "__main__":
    main()
