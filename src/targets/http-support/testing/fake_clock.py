"""A clock that waiting moves forward, in no time."""

from __future__ import annotations

import datetime


class FakeClock:
    """Stands in for the connector's clock."""

    def __init__(self) -> None:
        """Start."""
        self._start = datetime.datetime.now(tz=datetime.UTC)
        self.waited = 0.0

    def now(self) -> datetime.datetime:
        """The moment."""
        return self._start + datetime.timedelta(seconds=self.waited)

    def monotonic(self) -> float:
        """Seconds."""
        return self.waited

    def sleep(self, seconds: float) -> None:
        """Wait."""
        self.waited += max(0.0, seconds)
