"""What is declared of the source that all streams have in common."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

from .retry import Retries

if t.TYPE_CHECKING:
    from collections.abc import Mapping

    from .errors import ErrorRule
    from .limiter import Limiter
    from .stream import MakeAuth, Stream


@dataclass(frozen=True, kw_only=True)
class Source:
    """An API."""

    base_url: t.Any
    #: Every stream, parents before their children.
    streams: tuple[Stream, ...]
    auth: MakeAuth | None = None
    headers: Mapping[str, t.Any] = field(default_factory=dict)
    errors: tuple[ErrorRule, ...] = ()
    retries: Retries = field(default_factory=Retries)
    limiter: Limiter | None = None

    def offered(self, settings: Mapping[str, t.Any]) -> dict[str, Stream]:
        """The streams whose settings are given, by name."""
        return {
            stream.name: stream
            for stream in self.streams
            if all(settings.get(name) not in {None, ""} for name in stream.needs)
        }
