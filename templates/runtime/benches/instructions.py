#!/usr/bin/env python3
"""Decoding and encoding by tables against derived code, counted in instructions: as many as derived code, divided by ours.

    python3 templates/runtime/benches/instructions.py

Needs valgrind. Runs each runner of `serde.rs` a few times and once, and counts what the difference takes; instructions are
not time, but other work on the machine leaves them alone.
"""

import json
import pathlib
import re
import subprocess

DOCUMENTS = pathlib.Path(__file__).parent / "serde" / "documents.rs"
DERIVED = {"from_slice": 0, "own from_slice": 0, "to_vec": 3, "own to_vec": 3}
RUNNERS = {"from_slice": 1, "own from_slice": 2, "to_vec": 4, "own to_vec": 5}
ROUNDS = 4


def program():
    build = ["cargo", "bench", "-p", "docwright-runtime", "--bench", "serde", "--no-run", "--message-format=json"]
    lines = subprocess.run(build, check=True, capture_output=True, text=True).stdout.splitlines()
    built = (json.loads(line) for line in lines)
    return next(found["executable"] for found in built if found.get("target", {}).get("kind") == ["bench"])


def instructions(serde, document, runner, rounds):
    valgrind = ["valgrind", "--tool=cachegrind", "--cachegrind-out-file=/dev/null", serde]
    said = subprocess.run([*valgrind, *map(str, (document, runner, rounds))], check=True, capture_output=True, text=True).stderr
    return int(re.search(r"I\s+refs:\s+([\d,]+)", said)[1].replace(",", ""))


def main():
    serde = program()
    names = re.findall(r'Document \{ name: "([^"]*)"', DOCUMENTS.read_text())
    print(f"{'derived / ours':<44}" + "".join(f"{name:>16}" for name in RUNNERS))
    for document, name in enumerate(names):
        taken = {}
        for runner in sorted({*RUNNERS.values(), *DERIVED.values()}):
            counts = [instructions(serde, document, runner, rounds) for rounds in (1, 1 + ROUNDS)]
            taken[runner] = (counts[1] - counts[0]) / ROUNDS
        ratios = [taken[DERIVED[how]] / taken[runner] for how, runner in RUNNERS.items()]
        print(f"{name:<44}" + "".join(f"{ratio:>16.2f}" for ratio in ratios), flush=True)


if __name__ == "__main__":
    main()
