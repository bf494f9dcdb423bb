"""What is declared of the source that all streams have in common."""

from __future__ import annotations

import logging
import typing as t
from dataclasses import dataclass, field

from .errors import NothingThereError
from .framework import SkippableSyncError
from .lists import Lists
from .reading import Reading
from .retry import Retries

if t.TYPE_CHECKING:
    from collections.abc import Mapping

    from .client import Client
    from .errors import ErrorRule
    from .limiter import Limiter
    from .stream import MakeAuth, Stream

_logger = logging.getLogger(__name__)


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

    # Connection check

    def answers(self, asking: Client, chosen: list[Stream]) -> str | None:
        """The first list whose first page is given; `None`: none is."""
        lists = Lists(asking, self.offered(asking.settings), Reading())
        for stream in self._tops(chosen):
            try:
                next(iter(lists.pages(stream, {})), None)
            except SkippableSyncError as error:
                _logger.warning("%s", error)
            except NothingThereError:
                pass
            else:
                return stream.name
        return None

    def _tops(self, chosen: list[Stream]) -> list[Stream]:
        """The lists that nothing lies above, of the streams and of those they need."""
        by_name = {stream.name: stream for stream in self.streams}
        found: dict[str, Stream] = {}
        for stream in chosen:
            top = stream
            while top.above:
                top = by_name[top.above[-1]]
            found[top.name] = top
        return list(found.values())
