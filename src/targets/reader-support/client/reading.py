"""What one run was asked for, and what it couldn't read."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

if t.TYPE_CHECKING:
    from .client import Client


class LeftOutError(Exception):
    """A list wasn't read to its end, and must not replace what was loaded before."""

    def __init__(self, stream: str) -> None:
        """Name the stream."""
        super().__init__(f"'{stream}' is left out")
        self.stream = stream


@dataclass
class Reading:
    """Shared by all streams of a run."""

    #: Those to load; `None`: all that are selected by default.
    streams: tuple[str, ...] | None = None
    #: Records of each stream; `None`: all.
    limit: int | None = None
    #: What couldn't be read, one line each.
    problems: list[str] = field(default_factory=list)
    #: What asks the source, once its settings are known.
    client: Client | None = None
