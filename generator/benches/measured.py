"""Runs a program and tells what it cost: user CPU, wall time, peak memory, its children included."""

import dataclasses
import os
import subprocess
import sys
import time


@dataclasses.dataclass(frozen=True)
class Cost:
    user: float
    wall: float
    peak_mb: float

    def __str__(self):
        return f"{self.user:7.2f} s user  {self.wall:7.2f} s wall  {self.peak_mb:6.0f} MB"


def run(command, folder=None, **environment):
    """The cost of one run; ends the script with the program's own words where it fails."""
    begin = time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{said[-4000:]}")
    return Cost(usage.ru_utime, time.monotonic() - begin, usage.ru_maxrss / 1024), said
