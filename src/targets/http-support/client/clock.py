"""The only place that knows the time, so that tests can play with it."""

from __future__ import annotations

import datetime
import time


def now() -> datetime.datetime:
    """The moment, in UTC."""
    return datetime.datetime.now(tz=datetime.UTC)


def monotonic() -> float:
    """Seconds that only grow."""
    return time.monotonic()


def sleep(seconds: float) -> None:
    """Wait."""
    time.sleep(seconds)
