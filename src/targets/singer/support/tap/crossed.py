"""Streams below several others that know nothing of each other."""

from __future__ import annotations

import itertools
import typing as t
from functools import cached_property

from singer_sdk.exceptions import SkippableSyncError
from typing_extensions import override

from .children import ChildStream, Values
from .errors import NothingThereError
from .records import value_at

if t.TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .parents import Parent
    from .stream import HttpStream


class CrossedStream(ChildStream):
    """A stream that is read for every combination of its parents' records.

    The records of one parent lead to it, as the SDK has it. The others are read for
    that: once, or once for each record that all of the parents are below. Of theirs,
    only what leads to this stream is held.
    """

    @cached_property
    @override
    def wanted(self) -> tuple[Parent, ...]:
        """Also what tells which records of the other parents fit to a record."""
        lines = (line_of(self._class_of(link.stream)) for link in self.parents)
        return (*super().wanted, *itertools.chain.from_iterable(lines))

    @override
    def combinations(self, values: Values) -> Iterator[Values]:
        name = next(
            (link.stream for link in self.parents if link.key not in values), None
        )
        if name is None:
            yield values
            return
        for other in self._others[name].to(values):
            yield from self.combinations({**values, **other})

    @cached_property
    def _others(self) -> Mapping[str, OtherParent]:
        return {
            link.stream: OtherParent(self, self._class_of(link.stream))
            for link in self.parents
        }

    def _class_of(self, name: str) -> type[HttpStream]:
        return t.cast("type[HttpStream]", type(self._tap.streams[name]))


class OtherParent:
    """A parent whose records don't lead to the stream by themselves."""

    def __init__(self, child: CrossedStream, parent: type[HttpStream]) -> None:
        """Nothing is read yet."""
        self._child = child
        self._reader = reader_of(parent, child)
        self._keys = {link.key for link in line_of(parent)}
        self._held: tuple[Values, list[Values]] | None = None

    def to(self, values: Values) -> list[Values]:
        """What its records give, of those that fit to what is known."""
        shared = {key: held for key, held in values.items() if key in self._keys}
        if self._held is None or self._held[0] != shared:
            self._held = (shared, self._read(shared))
        return self._held[1]

    def _read(self, shared: Values) -> list[Values]:
        # A connection test needs no more than it looks at.
        most = self._child.ABORT_AT_RECORD_COUNT
        found: dict[str, Values] = {}
        try:
            for values in itertools.islice(given_by(self._reader, shared), most):
                found.setdefault(repr(values), values)
        except NothingThereError:
            pass
        except SkippableSyncError as error:
            self._child.leave_out(error)
        if not found:
            self._child.logger.warning(
                "'%s' has no records%s: '%s' is not read",
                self._reader.name,
                f" with {shared}" if shared else "",
                self._child.name,
            )
        return list(found.values())


def line_of(stream: type[HttpStream]) -> Iterator[Parent]:
    """The links that lead to a stream, from the top on."""
    if not issubclass(stream, ChildStream):
        return
    if stream.parent_stream_type is not None:
        yield from line_of(t.cast("type[HttpStream]", stream.parent_stream_type))
    yield from stream.parents


def reader_of(stream: type[HttpStream], child: HttpStream) -> HttpStream:
    """A stream that is read for its child only, whatever its own state is."""
    reader = stream(t.cast("t.Any", child)._tap)
    reader.child_streams.append(child)
    return reader


def given_by(reader: HttpStream, known: Values) -> Iterator[Values]:
    """What a stream's records give to its child, of those that fit to what is known."""
    [child] = t.cast("list[ChildStream]", reader.child_streams)
    for context in contexts_of(reader, known):
        for page in reader.read_pages(context or None):
            for record in page.records:
                own = {
                    link.key: value_at(record, link.field)
                    for link in child.wanted
                    if link.stream == reader.name
                }
                yield {**context, **own}


def contexts_of(reader: HttpStream, known: Values) -> Iterator[Values]:
    """The contexts in which a stream is read, of those that fit to what is known."""
    if not isinstance(reader, ChildStream) or reader.parent_stream_type is None:
        yield {}
    elif all(link.key in known for link in reader.parents):
        yield reader.context_of(known)
    else:
        above = t.cast("type[HttpStream]", reader.parent_stream_type)
        for values in given_by(reader_of(above, reader), known):
            for found in reader.combinations({**known, **values}):
                if reader.leads_somewhere(found):
                    yield reader.context_of(found)
