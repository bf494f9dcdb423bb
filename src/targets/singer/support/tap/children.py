"""Streams that are read once for each record of another stream."""

from __future__ import annotations

import itertools
import json
import typing as t
from collections import deque
from dataclasses import dataclass
from functools import cached_property

from singer_sdk.exceptions import AbortedSyncFailedException, AbortedSyncPausedException
from singer_sdk.streams._state import StreamStateManager
from typing_extensions import override

from . import clock
from .records import value_at
from .stream import HttpStream

if t.TYPE_CHECKING:
    from collections.abc import Iterator

    from singer_sdk.helpers.types import Context, Record

    from .pages import Page
    from .params import Param

Values = dict[str, t.Any]

#: From so many parents on, the state is written only once in a while, in seconds.
MANY_PARENTS = 200
STATE_INTERVAL = 10.0


@dataclass(frozen=True, kw_only=True)
class Parent:
    """A parameter whose value is a field of another stream's records."""

    stream: str
    field: tuple[str, ...]
    param: Param
    #: The field of the child's records that tells whose they are, where the source
    #: itself doesn't.
    record_field: str | None = None

    @property
    def key(self) -> str:
        """Its name in a context, and so in the state."""
        return ".".join((self.stream, *self.field))


class ParentStream(HttpStream):
    """A stream whose records lead to those of others."""

    @property
    def _below(self) -> deque[list[tuple[ChildStream, Context]]]:
        """For each record of the page that is being read, the lists below it."""
        return t.cast(
            "deque[list[tuple[ChildStream, Context]]]",
            self.__dict__.setdefault("_lists_below", deque()),
        )

    @cached_property
    def _read_children(self) -> list[ChildStream]:
        return [
            child
            for child in self.child_streams
            if isinstance(child, ChildStream)
            and (child.selected or child.has_selected_descendents)
        ]

    @override
    def open_page(self, page: Page, context: Context | None) -> None:
        """Find what is below the page's records; all of them, however old they are."""
        self._below.clear()
        self._below.extend(self._lists_of(record, context) for record in page.records)
        self.will_read(itertools.chain.from_iterable(self._below))

    def _lists_of(
        self, record: Record, context: Context | None
    ) -> list[tuple[ChildStream, Context]]:
        if not self.stream_maps[0].get_filter_result(record):
            return []
        return [
            (child, below)
            for child in self._read_children
            for below in child.contexts_below(self.name, record, context)
        ]

    @override
    def keep(self, record: Record, context: Context | None) -> bool:
        """Read what is below the record first."""
        for child, below in self._below.popleft():
            self.reads(child, below)
            try:
                child.sync(context=below)
            except (AbortedSyncFailedException, AbortedSyncPausedException):
                continue
        return super().keep(record, context)


class StateIndex(StreamStateManager):
    """Finds the state of one parent among those of many at once."""

    def get_context_state(self, context: Context | None) -> dict[str, t.Any]:
        """The state for a context, made when there is none yet."""
        wanted = None if context is None else self.get_state_partition_context(context)
        if not wanted:
            return self.stream_state
        held: list[dict[str, t.Any]] = self.stream_state.setdefault("partitions", [])
        index: dict[str, dict[str, t.Any]] = self.__dict__.setdefault("_index", {})
        if len(index) < len(held):
            index.update({_state_key(part["context"]): part for part in held})
        key = _state_key(wanted)
        if key not in index:
            index[key] = {"context": dict(wanted)}
            held.append(index[key])
        return index[key]


def _state_key(context: Context) -> str:
    return json.dumps(dict(context), sort_keys=True, default=str)


class ChildStream(HttpStream):
    """A stream that needs values of its parents' records."""

    parents: t.ClassVar[tuple[Parent, ...]]

    _schema_written: bool = False
    _state_written_at: float = 0.0

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
        """Every combination of records of parents that don't lead to one another."""
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
    def read_pages(self, context: Context | None) -> Iterator[Page]:
        """Have each record say whose it is, before anything looks at it."""
        told = [
            (link.record_field, (context or {}).get(link.key))
            for link in self.parents
            if link.record_field is not None
        ]
        for page in super().read_pages(context):
            for record in page.records:
                for name, value in told:
                    if record.get(name) is None:
                        record[name] = value
            yield page

    @property
    @override
    def state_manager(self) -> StreamStateManager:
        if self._state_manager is None:
            self._state_manager = StateIndex(
                tap_name=self.tap_name,
                stream_name=self.name,
                tap_state=self._tap_state,
                state_partitioning_keys=self.state_partitioning_keys,
                is_sorted=self.is_sorted,
                check_sorted=self.check_sorted,
            )
        return self._state_manager

    @override
    def _write_state_message(self) -> None:
        """Not after each parent where there are many: the state holds all of them."""
        moment = clock.monotonic()
        many = len(self.stream_state.get("partitions", ())) > MANY_PARENTS
        if many and moment - self._state_written_at < STATE_INTERVAL:
            return
        self._state_written_at = moment
        super()._write_state_message()

    @override
    def finalize_state_progress_markers(
        self, state: dict[str, t.Any] | None = None
    ) -> None:
        self._state_written_at = -STATE_INTERVAL
        super().finalize_state_progress_markers(state)

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
