"""Streams that are read once for each record of another stream."""

from __future__ import annotations

import itertools
import typing as t
from dataclasses import dataclass

from singer_sdk.exceptions import AbortedSyncFailedException, AbortedSyncPausedException
from typing_extensions import override

from .records import value_at
from .stream import HttpStream

if t.TYPE_CHECKING:
    from collections.abc import Iterator

    from singer_sdk.helpers.types import Context, Record

    from .params import Param

Values = dict[str, t.Any]


@dataclass(frozen=True, kw_only=True)
class Parent:
    """A parameter whose value is a field of another stream's records."""

    stream: str
    field: tuple[str, ...]
    param: Param

    @property
    def key(self) -> str:
        """Its name in a context, and so in the state."""
        return ".".join((self.stream, *self.field))


class ParentStream(HttpStream):
    """A stream whose records lead to those of others."""

    @override
    def keep(self, record: Record, context: Context | None) -> bool:
        """Read the record's children; all of them, however old the record itself is."""
        if self.stream_maps[0].get_filter_result(record):
            self._read_children(record, context)
        return super().keep(record, context)

    def _read_children(self, record: Record, context: Context | None) -> None:
        for child in self.child_streams:
            if isinstance(child, ChildStream) and (
                child.selected or child.has_selected_descendents
            ):
                for child_context in child.contexts_below(self.name, record, context):
                    try:
                        child.sync(context=child_context)
                    except (AbortedSyncFailedException, AbortedSyncPausedException):
                        continue


class ChildStream(HttpStream):
    """A stream that needs values of its parents' records."""

    parents: t.ClassVar[tuple[Parent, ...]]

    _schema_written: bool = False

    @property
    def needs(self) -> tuple[Parent, ...]:
        """What this stream and those below it take from the records above."""
        below = (
            child.needs
            for child in self.child_streams
            if isinstance(child, ChildStream)
        )
        return (*self.parents, *itertools.chain.from_iterable(below))

    def contexts_below(
        self, parent: str, record: Record, context: Context | None
    ) -> Iterator[Context]:
        """The contexts that a parent's record leads to; each one only once a run."""
        seen: set[str] = self.__dict__.setdefault("_seen", set())
        values: Values = dict(context or {})
        values.update(
            {
                need.key: value_at(record, need.field)
                for need in self.needs
                if need.stream == parent
            }
        )
        for others in self._others(values):
            found = {**values, **others}
            child_context = {
                need.key: found.get(need.key)
                for need in self.needs
                if need.stream != self.name
            }
            if repr(child_context) in seen:
                continue
            seen.add(repr(child_context))
            missing = [
                link.key for link in self.parents if child_context.get(link.key) is None
            ]
            if missing:
                self.logger.warning(
                    "A record without '%s' was passed over: nothing leads from it",
                    missing[0],
                )
                continue
            yield child_context

    def _others(self, values: Values) -> Iterator[Values]:
        """Every combination of the records of parents that don't lead to one another."""
        streams = list(
            dict.fromkeys(
                link.stream for link in self.parents if link.key not in values
            )
        )
        held: dict[str, list[Values]] = self.__dict__.setdefault("_held", {})
        for name in streams:
            if name not in held:
                held[name] = list(self._values_of(name))
        for combination in itertools.product(*(held[name] for name in streams)):
            yield {key: value for part in combination for key, value in part.items()}

    def _values_of(self, name: str) -> Iterator[Values]:
        for record in _all_records(t.cast("HttpStream", self._tap.streams[name])):
            yield {
                link.key: value_at(record, link.field)
                for link in self.parents
                if link.stream == name
            }

    @override
    def parameters(self, context: Context | None) -> Iterator[tuple[Param, t.Any]]:
        yield from super().parameters(context)
        for link in self.parents:
            yield link.param, (context or {}).get(link.key)

    @override
    def _write_schema_message(self) -> None:
        """Once, not for each parent."""
        if not self._schema_written:
            self._schema_written = True
            super()._write_schema_message()


def _all_records(stream: HttpStream) -> Iterator[Record]:
    """A stream's records without their children's, whoever its parents are."""
    for context in _all_contexts(stream):
        for page in stream.read_pages(context):
            yield from page.records


def _all_contexts(stream: HttpStream) -> Iterator[Context | None]:
    if not isinstance(stream, ChildStream) or stream.parent_stream_type is None:
        yield None
        return
    above = next(
        other
        for other in stream._tap.streams.values()
        if type(other) is stream.parent_stream_type
    )
    above = t.cast("HttpStream", above)
    for context in _all_contexts(above):
        for page in above.read_pages(context):
            for record in page.records:
                yield from stream.contexts_below(above.name, record, context)
