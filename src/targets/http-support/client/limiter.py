"""Keeps a connector within the source's documented quotas."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass

from . import clock


@dataclass(frozen=True, slots=True)
class Quota:
    """So many requests in so many seconds."""

    requests: int
    seconds: float


class Limiter:
    """Lets each request through when every quota has room for it."""

    def __init__(self, *quotas: Quota) -> None:
        """Start with nothing used."""
        self._used = [(quota, deque[float](maxlen=quota.requests)) for quota in quotas]
        self._lock = threading.Lock()

    def wait(self) -> None:
        """Wait for room, and take it."""
        with self._lock:
            while (left := self._seconds_left()) > 0:
                clock.sleep(left)
            moment = clock.monotonic()
            for _, times in self._used:
                times.append(moment)

    def _seconds_left(self) -> float:
        moment = clock.monotonic()
        return max(
            (
                times[0] + quota.seconds - moment
                for quota, times in self._used
                if len(times) == quota.requests
            ),
            default=0.0,
        )
