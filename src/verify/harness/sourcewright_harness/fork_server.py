"""Runs jobs in children that are forked from a process which has the framework imported already.

Importing a framework takes longer than most scenarios; a module may also `warm` up for what all its
jobs have in common. One job a line on standard input; a line on standard output for each that
ended. Ends, with all its children, when standard input does.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import selectors
import signal
import sys
import time
import traceback
from dataclasses import dataclass
from typing import Any

from .job import BROKEN, Job, finish, run

POLL_SECONDS = 0.01


@dataclass
class Running:
    id: int
    pid: int
    started: float
    deadline: float
    timed_out: bool = False


class Server:
    def __init__(self, replies: int) -> None:
        self._replies = replies
        self._running: dict[int, Running] = {}

    def serve(self) -> None:
        incoming = selectors.DefaultSelector()
        incoming.register(0, selectors.EVENT_READ)
        unread = b""
        self.reply(ready=True)
        while True:
            # Real time: the clock that children skip waits on is never started here.
            if incoming.select(POLL_SECONDS if self._running else None):
                data = os.read(0, 65536)
                if not data:
                    break
                *jobs, unread = (unread + data).split(b"\n")
                for job in jobs:
                    self.start(json.loads(job))
            self.collect()
        for running in self._running.values():
            kill_group(running.pid)

    def start(self, description: dict[str, Any]) -> None:
        pid = os.fork()
        if pid == 0:
            os.close(self._replies)
            become_job(description)
        now = time.monotonic()
        self._running[pid] = Running(description["id"], pid, now, now + description["timeout"])

    def collect(self) -> None:
        for running in list(self._running.values()):
            pid, status = os.waitpid(running.pid, os.WNOHANG)
            if pid:
                del self._running[pid]
                # Threads and grandchildren that outlived it.
                kill_group(pid)
                self.reply(
                    id=running.id,
                    exitCode=os.waitstatus_to_exitcode(status),
                    timedOut=running.timed_out,
                    seconds=round(time.monotonic() - running.started, 3),
                )
            elif time.monotonic() > running.deadline and not running.timed_out:
                running.timed_out = True
                kill_group(running.pid)

    def reply(self, **message: Any) -> None:
        os.write(self._replies, json.dumps(message).encode() + b"\n")


def become_job(description: dict[str, Any]) -> None:
    """The child's whole life; never returns."""
    code = BROKEN
    try:
        os.setsid()
        code = run(Job(**description))
        finish()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def kill_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def main(preloaded: list[str], warmed: list[str]) -> None:
    # Replies have a descriptor of their own: whatever an import prints is no reply.
    replies = os.dup(1)
    os.dup2(2, 1)
    os.set_inheritable(replies, False)
    for module in preloaded:
        importlib.import_module(module)
    if warmed:
        module, argument = warmed
        importlib.import_module(module).warm(argument)
    gc.collect()
    gc.freeze()
    Server(replies).serve()


if __name__ == "__main__":
    arguments = json.loads(sys.argv[1])
    main(arguments["preload"], arguments["warm"])
