"""Reads one stream, and the lists above it that lead to its own."""

from __future__ import annotations

import typing as t

from .framework import SkippableSyncError
from .lists import Lists, own_key
from .progress import Progress
from .reading import Reading

if t.TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping

    from .client import Client
    from .lists import Values
    from .stream import Stream

Record = dict[str, t.Any]


class OneStream:
    """One read of a stream, from its state on."""

    def __init__(
        self, client: Client, name: str, state: MutableMapping[str, t.Any]
    ) -> None:
        """Look the stream up.

        Args:
            client: Asks the source.
            name: Of the stream.
            state: Where the last run came to; moves on while records are read.

        Raises:
            KeyError: If there is no such stream, or the settings lack what it needs.
        """
        self._streams = client.source.offered(client.settings)
        self.stream = self._streams[name]
        self._client = client
        self._state = state
        self._reading = Reading()
        self._lists = Lists(client, self._streams, self._reading)

    @property
    def problems(self) -> list[str]:
        """What the source didn't give, one line each."""
        return self._reading.problems

    def records(self) -> Iterator[list[Record]]:
        """All that is new, page by page.

        Raises:
            SkippableSyncError: If the source gives nothing of it.
        """
        for values in self._contexts(self.stream):
            try:
                yield from self._list(values)
            except SkippableSyncError as error:
                if not self.stream.parents:
                    raise
                self._lists.leave_out(self.stream, error)

    def _list(self, values: Values) -> Iterator[list[Record]]:
        if self.stream.cursor is None:
            for page in self._lists.pages(self.stream, values):
                yield page.records
            return
        progress = Progress(
            self.stream,
            self._client.settings,
            partition=own_key(self.stream, values),
            state=self._state,
            reads_all=False,
        )
        try:
            parameters = progress.parameters()
            for page in self._lists.pages(self.stream, values, parameters):
                yield progress.keep(page.records)
                if progress.is_past(page.records):
                    break
        except SkippableSyncError:
            progress.pause()
            raise
        progress.finish()

    def _contexts(self, stream: Stream) -> Iterator[Values]:
        """What leads to each of the stream's lists, each once."""
        if not stream.above:
            yield {}
            return
        parent = self._streams[stream.above[-1]]
        seen: set[str] = set()
        for values in self._contexts(parent):
            try:
                # The children of an old record may be new: every record is read.
                for page in self._lists.all_pages(parent, values):
                    for record in page.records:
                        for found in self._lists.below(stream, values, record):
                            needed = self._lists.needed(stream, found)
                            if needed not in seen:
                                seen.add(needed)
                                yield found
            except SkippableSyncError as error:
                self._lists.leave_out(parent, error)
