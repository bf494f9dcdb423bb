"""Lists below other lists: which ones there are, and whose records they hold."""

from __future__ import annotations

import json
import logging
import typing as t

from .errors import NothingThereError
from .framework import SkippableSyncError
from .progress import Progress
from .records import value_at

if t.TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .client import Client
    from .pages import Page
    from .params import Param
    from .parents import Parent
    from .reading import Reading
    from .stream import Stream

_logger = logging.getLogger(__name__)

#: What other parents gave is held for so many records above: lists are read in turns.
MOST_HELD = 64

#: What the records above gave, by the link's key.
Values = dict[str, t.Any]


class Lists:
    """Finds and reads the lists of a source."""

    def __init__(
        self, client: Client, streams: Mapping[str, Stream], reading: Reading
    ) -> None:
        """Know the streams that may be read."""
        self._client = client
        self._streams = streams
        self._reading = reading
        #: What other parents gave, for the values that they were read with.
        self._others: dict[tuple[str, str], dict[str, list[Values]]] = {}

    def pages(
        self,
        stream: Stream,
        values: Values,
        parameters: Iterable[tuple[Param, t.Any]] = (),
    ) -> Iterator[Page]:
        """Every page of the list that the values lead to; records tell whose they are.

        Raises:
            SkippableSyncError: If the list can't be read to its end.
        """
        links = [(link.param, values.get(link.key)) for link in stream.parents]
        told = [
            (link.record_field, values.get(link.key))
            for link in stream.parents
            if link.record_field is not None
        ]
        try:
            for page in self._client.pages(stream, (*links, *parameters)):
                for record in page.records:
                    for name, value in told:
                        if record.get(name) is None:
                            record[name] = value
                yield page
        except NothingThereError as nothing:
            _logger.info("'%s' has no records: %s", stream.name, nothing)

    def all_pages(self, stream: Stream, values: Values) -> Iterator[Page]:
        """Every page, but of records from before the setting `start_date`.

        Raises:
            SkippableSyncError: If the list can't be read to its end.
        """
        if stream.cursor is None:
            return self.pages(stream, values)
        settings = self._client.settings
        whole = Progress(stream, settings, partition="", state={}, reads_all=True)
        return self.pages(stream, values, whole.parameters())

    def leave_out(self, stream: Stream, error: SkippableSyncError) -> None:
        """Go on without the rest of this list, and tell it at the run's end."""
        _logger.error("'%s' is left out: %s", stream.name, error)
        self._reading.problems.append(f"{stream.name}: {error}")

    def below(self, stream: Stream, values: Values, record: t.Any) -> Iterator[Values]:
        """The lists of a stream that a record above leads to.

        Args:
            stream: Whose lists are wanted.
            values: What led to the record's own list.
            record: Of the last of the streams above.
        """
        given = self._given(stream.above[-1], record)
        for found in self._combinations(stream, {**values, **given}):
            missing = [link for link in stream.parents if found.get(link.key) is None]
            if not missing:
                yield found
                continue
            _logger.warning(
                "A record without '%s' was passed over: nothing leads from it to '%s'",
                missing[0].key,
                stream.name,
            )

    def needed(self, stream: Stream, values: Values) -> str:
        """What of the values tells the stream's lists apart, and those below them."""
        links = self._links_below(stream.name)
        return as_key({key: values[key] for key in links if key in values})

    def _given(self, name: str, record: t.Any) -> Values:
        """What a record gives to the streams below it."""
        links = (link for one in self._streams.values() for link in one.parents)
        return {
            link.key: value_at(record, link.field)
            for link in links
            if link.stream == name
        }

    def _links_below(self, name: str) -> list[str]:
        stream = self._streams[name]
        found = [link.key for link in stream.parents]
        for other in self._streams.values():
            if name in other.above:
                found.extend(self._links_below(other.name))
        return found

    def _line(self, name: str) -> Iterator[Parent]:
        """The links that lead to a stream, from the top on."""
        stream = self._streams[name]
        for above in stream.above:
            yield from self._line(above)
        yield from stream.parents

    # Streams below several others that know nothing of each other

    def _combinations(self, stream: Stream, values: Values) -> Iterator[Values]:
        name = next(
            (link.stream for link in stream.parents if link.key not in values), None
        )
        if name is None:
            yield values
            return
        for other in self._read_for(stream, name, values):
            yield from self._combinations(stream, {**values, **other})

    def _read_for(self, stream: Stream, name: str, values: Values) -> list[Values]:
        """What another parent's records give, of those that fit to what is known."""
        line = {link.key for link in self._line(name)}
        shared = {key: held for key, held in values.items() if key in line}
        place, known = (stream.name, name), as_key(shared)
        held = self._others.setdefault(place, {})
        if known not in held:
            if len(held) >= MOST_HELD:
                del held[next(iter(held))]
            held[known] = self._read_others(stream, name, shared)
        return held[known]

    def _read_others(self, stream: Stream, name: str, shared: Values) -> list[Values]:
        found: dict[str, Values] = {}
        try:
            for values, record in self._records(self._streams[name], shared):
                given = {**values, **self._given(name, record)}
                found.setdefault(as_key(given), given)
        except SkippableSyncError as error:
            self.leave_out(stream, error)
        if not found:
            _logger.warning(
                "'%s' has no records with %s: '%s' is not read",
                name,
                shared,
                stream.name,
            )
        return list(found.values())

    def _records(self, stream: Stream, known: Values) -> Iterator[tuple[Values, t.Any]]:
        """A stream's records with what led to them, of those that fit to it."""
        for values in self._contexts(stream, known):
            for page in self.all_pages(stream, values):
                for record in page.records:
                    yield values, record

    def _contexts(self, stream: Stream, known: Values) -> Iterator[Values]:
        if all(link.key in known for link in stream.parents):
            yield known
            return
        above = self._streams[stream.above[-1]]
        for values, record in self._records(above, known):
            for found in self.below(stream, values, record):
                if all(found.get(key) == held for key, held in known.items()):
                    yield found


def as_key(values: Mapping[str, t.Any]) -> str:
    """The same text for the same values."""
    return json.dumps(values, sort_keys=True) if values else ""


def own_key(stream: Stream, values: Values) -> str:
    """Whose list it is, as the state has it."""
    return as_key({link.key: values.get(link.key) for link in stream.parents})
