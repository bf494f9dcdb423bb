"""A tap that Meltano starts, in a process of its own: what `job` does for one that we start.

A launcher in the plugin's virtual environment calls `main` with the file that describes the run.
"""

from __future__ import annotations

import json
import os
import runpy
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import clock, reroute
from .journal import Journal
from .output import CountingOutput, die, text_output, write_all

# A tap that syncs is given no other argument than these, each with a value.
SYNC_ARGUMENTS = ("--config", "--catalog", "--state")


def main(description_path: str) -> None:
    job: dict[str, Any] = json.loads(Path(description_path).read_text(encoding="utf-8"))
    journal = Journal(job["journal"])
    clock.start(journal)
    reroute.install(job["routes"], journal, loopback=False, most=job["most_requests"])
    if job["strict"]:
        warnings.filterwarnings("error", module=job["strict"])
    if all(argument in SYNC_ARGUMENTS for argument in sys.argv[1::2]):
        _watch_output(job, journal)
    sys.path[:0] = job["path"]
    runpy.run_module(job["module"], run_name="__main__", alter_sys=True)


def _watch_output(job: dict[str, Any], journal: Journal) -> None:
    """Messages go to Meltano and, copied, to a file; after so many records the process ends."""

    def stop() -> None:
        journal.write(kind="killed")
        die()

    kill = job["kill"] or {"pattern": "$^", "after": 1}
    copy = os.open(job["copy"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    sys.stdout = text_output(CopiedOutput(copy, kill["pattern"], kill["after"], stop))
    sys.__stdout__ = sys.stdout


class CopiedOutput(CountingOutput):
    def __init__(self, copy: int, pattern: str, limit: int, stop: Callable[[], Any]) -> None:
        super().__init__(1, pattern, limit, stop)
        self._copy = copy

    def pass_on(self, line: bytes) -> None:
        write_all(self._copy, line)
        super().pass_on(line)
