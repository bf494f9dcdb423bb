"""A clock that long waits move forward instead of taking real time.

A connector that waits a minute between two tries is as good as one that waits ten milliseconds,
as long as the wait that it asked for is written down. `install` must come before a framework is
imported, since modules keep `time.sleep` and `time.monotonic` under names of their own; waits are
real until `start`.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .journal import Journal

# Shorter waits are polling, not patience: they stay as they are.
SHORTEST_SKIPPED = 0.11
REAL_WAIT = 0.01

_sleep = time.sleep
_time = time.time
_time_ns = time.time_ns
_monotonic = time.monotonic
_monotonic_ns = time.monotonic_ns

_lock = threading.Lock()
_skipped = 0.0
_journal: Journal | None = None


# Threads that wait in a loop for nothing that a connector needs, by the function they run: they
# would run away with the clock. The first is pyrate-limiter's, which the Airbyte CDK uses.
WATCHDOGS = ("_leak_task_sync",)


def now() -> float:
    """Seconds on the connector's own clock."""
    return _monotonic() + _skipped


def skipped() -> float:
    """Seconds by which that clock is ahead of the real one."""
    return _skipped


def install() -> None:
    time.sleep = _patient_sleep
    time.time = lambda: _time() + _skipped
    time.time_ns = lambda: _time_ns() + int(_skipped * 1e9)
    time.monotonic = now
    time.monotonic_ns = lambda: _monotonic_ns() + int(_skipped * 1e9)


def start(journal: Journal) -> None:
    """From here on, long waits are skipped and written down."""
    global _journal
    _journal = journal


def _patient_sleep(seconds: float) -> None:
    global _skipped
    if _journal is None or seconds < SHORTEST_SKIPPED or _is_watchdog(threading.current_thread()):
        _sleep(seconds)
        return
    began = now()
    _journal.write(kind="wait", seconds=seconds, at=began)
    _sleep(REAL_WAIT)
    # Threads that wait at the same time wait together: the clock moves to the end of the wait,
    # unless another one has moved it there.
    with _lock:
        _skipped += max(0.0, began + seconds - now())


def _is_watchdog(thread: threading.Thread) -> bool:
    # Python puts the function's name in parentheses behind the thread's own.
    return any(f"({name})" in thread.name for name in WATCHDOGS)
