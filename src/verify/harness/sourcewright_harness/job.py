"""One run of a connector's entry point, in a process of its own."""

from __future__ import annotations

import atexit
import io
import os
import runpy
import sys
import threading
import warnings
from dataclasses import dataclass, field
from typing import Any

from . import clock, reroute
from .journal import Journal
from .output import CountingOutput, text_output

# The harness itself failed; no connector ends with it.
BROKEN = 113


@dataclass(frozen=True)
class Job:
    """As `verify` asks for it; the field names are those of the JSON."""

    id: int
    cwd: str
    argv: list[str]
    stdout: str
    stderr: str
    # Seconds until the run is given up.
    timeout: float
    # One of both: a module run as `python -m`, or a file.
    module: str | None = None
    script: str | None = None
    # Folders that come first when modules are looked for.
    path: list[str] = field(default_factory=list)
    env: dict[str, str] = field(default_factory=dict)
    routes: dict[str, str] = field(default_factory=dict)
    # Whether loopback may be reached directly, as a project's own tests do.
    loopback: bool = False
    journal: str | None = None
    # Modules whose warnings are errors; a regular expression.
    strict: str | None = None
    # {"after": records, "pattern": what a record's line starts with}
    kill: dict[str, Any] | None = None
    # Requests after which the run is given up as endless.
    most_requests: int | None = None


def run(job: Job) -> int:
    """Becomes the connector's process; gives its exit code."""
    _connect_output(job)
    os.environ.update(job.env)
    os.chdir(job.cwd)
    sys.path[:0] = job.path
    sys.argv = [job.script or f"-m {job.module}", *job.argv]
    journal = Journal(job.journal)
    clock.start(journal)
    reroute.install(job.routes, journal, loopback=job.loopback, most=job.most_requests)
    if job.strict:
        warnings.filterwarnings("error", module=job.strict)
    return _exit_code(job)


def finish() -> None:
    """What Python does at its end, for a process that leaves without it."""
    threading._shutdown()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.close()


def _connect_output(job: Job) -> None:
    for descriptor, path in ((1, job.stdout), (2, job.stderr)):
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(file, descriptor)
        os.close(file)
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.close(empty)
    # Loggers may hold these objects since the framework was imported: they stay the same.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if job.kill:
        sys.stdout = text_output(CountingOutput(1, job.kill["pattern"], job.kill["after"]))
        sys.__stdout__ = sys.stdout


def _exit_code(job: Job) -> int:
    try:
        if job.module:
            runpy.run_module(job.module, run_name="__main__", alter_sys=True)
        else:
            runpy.run_path(job.script or "", run_name="__main__")
    except SystemExit as end:
        if isinstance(end.code, int) or end.code is None:
            return end.code or 0
        print(end.code, file=sys.stderr)
        return 1
    except BaseException:
        # Frameworks report their end through the hook.
        sys.excepthook(*sys.exc_info())
        return 1
    return 0
