"""A tap that reads all it can and then tells what was missing."""

from __future__ import annotations

import typing as t
from functools import cached_property

from singer_sdk import Tap
from typing_extensions import override

from .errors import IncompleteSyncError
from .writer import BufferedWriter

if t.TYPE_CHECKING:
    from singer_sdk import Stream

    from .stream import HttpStream


class HttpTap(Tap):
    """A tap whose streams may be left out without stopping the others."""

    message_writer_class = BufferedWriter

    #: Every stream, parents before their children.
    stream_types: t.ClassVar[list[type[HttpStream]]]

    @override
    def discover_streams(self) -> list[Stream]:
        """Every stream whose settings are given."""
        streams = (made(self) for made in self.stream_types)
        return [stream for stream in streams if self._offers(stream)]

    def _offers(self, stream: HttpStream) -> bool:
        missing = [
            name
            for name in stream.needs_settings
            if self.config.get(name) in {None, ""}
        ]
        if missing:
            self.logger.info(
                "'%s' is offered with the setting '%s' only", stream.name, missing[0]
            )
        return not missing

    @cached_property
    def problems(self) -> list[str]:
        """What couldn't be read, one line each."""
        return []

    @cached_property
    def shared(self) -> dict[t.Any, t.Any]:
        """What the streams share, by what makes it."""
        return {}

    # The SDK calls it final, but nothing else runs after the last stream.
    @override  # type: ignore[misc]
    def sync_all(self) -> None:
        """Read every selected stream.

        Raises:
            IncompleteSyncError: If any of them was left out, in whole or in part.
        """
        try:
            super().sync_all()
        finally:
            for shared in self.shared.values():
                if hasattr(shared, "close"):
                    shared.close()
        if self.problems:
            raise IncompleteSyncError(
                "not everything could be read: " + "; ".join(self.problems)
            )
