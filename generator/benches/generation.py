#!/usr/bin/env python3
"""Time and memory of `docwright generate` at 1/4, 1/2, 1 and 4 times a set of pages, and of a run that changes nothing.

    cargo build --release && python3 generator/benches/generation.py path/to/api-reference

Fewer pages are every fourth and every second file; more are the same pages under other names: file names, type names in
headings, links and annotations, and request paths get a suffix, so that four copies are four references side by side.
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
    return sorted(path for path in docs.rglob("*.md") if path.parent.name in ("api", "resources"))


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
    growth = "" if first is None else f"  {user / read / first:5.2f} times the first's user time, per page"
    print(f"{name:<22} {read:>6} pages  {user:6.2f} s user  {wall:6.2f} s wall  {peak:5.0f} MB{growth}", flush=True)
    return user / read


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
            command = [program, "generate", "--docs", docs, "--out", folder / "out", "--crate-name", "whole"]
            costs = []
            for _ in range(given.runs):
                shutil.rmtree(folder / "out", ignore_errors=True)
                costs.append(measured.run(command, XDG_CACHE_HOME=str(folder / "cache"))[0])
            per_page = line(name, costs, read, first)
            first = first or per_page
            again = [measured.run(command, XDG_CACHE_HOME=str(folder / "cache"))[0] for _ in range(given.runs)]
            line(f"{name}, unchanged", again, read, None)
            shutil.rmtree(docs)


if __name__ == "__main__":
    main()
