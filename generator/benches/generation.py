#!/usr/bin/env python3
"""Time and memory of `docwright generate` at 1/4, 1/2, 1 and 4 times a set of pages, and of a run that changes nothing.

    cargo build --release && python3 generator/benches/generation.py path/to/api-reference

Fewer pages are every fourth and every second file, as whole folders would leave out whole products; more are the same pages under
other names: file names, type names in headings, links and annotations, and request paths get a suffix, so that four copies are four
references side by side.
"""

import argparse
import pathlib
import re
import shutil
import statistics
import tempfile

import measured

LINK = re.compile(r"(\]\([^)\s]*?)([A-Za-z0-9_-]+)\.md")
TYPE = re.compile(r"((?:microsoft\.graph\.|\"@odata\.type\": ?\"#?)[A-Za-z0-9_.]+)")
REQUEST = re.compile(r"^((?:GET|POST|PATCH|PUT|DELETE) (?:https://graph\.microsoft\.com/v1\.0)?/)([A-Za-z]+)", re.MULTILINE)
TITLE = re.compile(r"^# (\w+) resource type", re.MULTILINE)


def renamed(text, suffix):
    text = LINK.sub(rf"\1\2-{suffix}.md", text)
    text = TYPE.sub(rf"\1{suffix}", text)
    text = REQUEST.sub(rf"\1\2{suffix}", text)
    return TITLE.sub(rf"# \1{suffix} resource type", text)


def pages(docs):
    return sorted(docs.rglob("*.md"))


def part(docs, to, every):
    for path in pages(docs)[::every]:
        place = to / path.relative_to(docs)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, place)


def copies(docs, to, count):
    for number in range(count):
        suffix = "" if number == 0 else "BCDEFGH"[number - 1]
        for path in pages(docs):
            text = path.read_text(errors="replace")
            place = to / path.relative_to(docs)
            if suffix:
                text, place = renamed(text, suffix), place.with_name(f"{place.stem}-{suffix}.md")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text)


def line(name, costs, read, first):
    user, wall = (statistics.median(getattr(cost, what) for cost in costs) for what in ("user", "wall"))
    peak = max(cost.peak_mb for cost in costs)
    growth = "" if first is None else f", {user / read / first:.2f} of the first's"
    cost = f"{user:6.2f} s user  {wall:6.2f} s wall  {peak:5.0f} MB"
    print(f"{name:<22} {read:>6} pages  {cost}  {1000 * user / read:.2f} ms user a page{growth}", flush=True)
    return user / read


def generate(program, docs, out, folder):
    command = [program, "generate", "--docs", docs, "--out", out, "--crate-name", "whole"]
    return measured.run(command, XDG_CACHE_HOME=str(folder / "cache"))[0]


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("docs", type=pathlib.Path)
    arguments.add_argument("--docwright", type=pathlib.Path, default=pathlib.Path("target/release/docwright"))
    arguments.add_argument("--runs", type=int, default=3)
    given = arguments.parse_args()
    program = given.docwright.resolve()
    first = None
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for name, make in [
            ("a quarter", lambda to: part(given.docs, to, 4)),
            ("a half", lambda to: part(given.docs, to, 2)),
            ("all", lambda to: copies(given.docs, to, 1)),
            ("four times", lambda to: copies(given.docs, to, 4)),
        ]:
            docs = folder / "docs"
            make(docs)
            read = len(pages(docs))
            # Folders of their own: a file system that is still freeing the files of the run before is slow to make new ones.
            outs = [folder / name / str(run) for run in range(given.runs)]
            costs = [generate(program, docs, out, folder) for out in outs]
            per_page = line(name, costs, read, first)
            first = first or per_page
            line(f"{name}, unchanged", [generate(program, docs, outs[-1], folder) for _ in outs], read, None)
            docs.rename(folder / f"docs of {name}")


if __name__ == "__main__":
    main()
