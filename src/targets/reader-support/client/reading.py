"""What one run was asked for, and what it couldn't read."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

if t.TYPE_CHECKING:
    from collections.abc import Mapping


class RefusedError(Exception):
    """The source refuses, or stays away: no other stream will be given either."""


class LeftOutError(Exception):
    """A list wasn't read to its end, and must not replace what was loaded before."""

    def __init__(self, stream: str) -> None:
        """Name the stream."""
        super().__init__(f"'{stream}' is left out")
        self.stream = stream


class Asking(t.Protocol):
    """What asks the source."""

    @property
    def settings(self) -> Mapping[str, t.Any]:
        """The settings' values, by name."""


class Listed(t.Protocol):
    """What is loaded into one table."""

    @property
    def name(self) -> str:
        """Of the stream."""

    @property
    def above(self) -> tuple[str, ...]:
        """The nearest streams above; records of the last drive it."""

    @property
    def needs(self) -> tuple[str, ...]:
        """Settings without which it isn't offered."""

    @property
    def selected(self) -> bool:
        """Loaded unless others are asked for."""


S = t.TypeVar("S", bound=Listed)


class Loaded(t.Protocol[S]):
    """What a command loads."""

    @property
    def streams(self) -> tuple[S, ...]:
        """Every stream, parents before their children."""

    def offered(self, settings: Mapping[str, t.Any]) -> dict[str, S]:
        """The streams whose settings are given, by name."""

    def answers(self, asking: t.Any, chosen: list[S]) -> str | None:
        """The first of the streams that is given; `None`: none is."""


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
    client: Asking | None = None
