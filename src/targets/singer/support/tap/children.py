"""Streams that are read once for each record of another stream."""

from __future__ import annotations

import itertools
import json
import typing as t
from collections import deque
from functools import cached_property

from singer_sdk.exceptions import AbortedSyncFailedException, AbortedSyncPausedException
from singer_sdk.streams._state import StreamStateManager
from typing_extensions import override

from . import clock
from .records import value_at
from .stream import HttpStream

if t.TYPE_CHECKING:
    from collections.abc import Iterator

    from singer_sdk import Tap
    from singer_sdk.helpers.types import Context, Record

    from .pages import Page
    from .params import Param
    from .parents import Parent

Values = dict[str, t.Any]

#: From so many parents on, the state is written only once in a while, in seconds.
MANY_PARENTS = 200
STATE_INTERVAL = 10.0


class ParentStream(HttpStream):
    """A stream whose records lead to those of others."""

    @property
    def _below(self) -> deque[Iterator[tuple[ChildStream, Context]]]:
        """For each record of the page that is being read, the lists below it."""
        return t.cast(
            "deque[Iterator[tuple[ChildStream, Context]]]",
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
        pairs = [itertools.tee(self._lists_of(each, context)) for each in page.records]
        self._below.clear()
        self._below.extend(lists for lists, _ in pairs)
        self.will_read(itertools.chain.from_iterable(ahead for _, ahead in pairs))

    def _lists_of(
        self, record: Record, context: Context | None
    ) -> Iterator[tuple[ChildStream, Context]]:
        if not self.stream_maps[0].get_filter_result(record):
            return
        for child in self._read_children:
            for below in child.contexts_below(self.name, record, context):
                yield child, below

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

    def __init__(self, tap: Tap) -> None:
        """Where nothing is to be remembered of each parent, there is one state."""
        super().__init__(tap)
        if self.replication_key is None:
            self.state_partitioning_keys = ()

    @cached_property
    def needs(self) -> tuple[Parent, ...]:
        """What its context holds: what leads to it, and to the streams below it."""
        below = (
            child.wanted
            for child in self.child_streams
            if isinstance(child, ChildStream)
        )
        return (*self.parents, *itertools.chain.from_iterable(below))

    @property
    def wanted(self) -> tuple[Parent, ...]:
        """What it takes from the records above."""
        return self.needs

    def contexts_below(
        self, parent: str, record: Record, context: Context | None
    ) -> Iterator[Context]:
        """The contexts that a parent's record leads to; each one only once a run."""
        values: Values = dict(context or {})
        values.update(
            {
                link.key: value_at(record, link.field)
                for link in self.wanted
                if link.stream == parent
            }
        )
        values = {
            link.key: values[link.key] for link in self.wanted if link.key in values
        }
        seen: set[str] = self.__dict__.setdefault("_seen", set())
        if repr(values) in seen:
            return
        seen.add(repr(values))
        for found in self.combinations(values):
            if self.leads_somewhere(found):
                yield self.context_of(found)

    def combinations(self, values: Values) -> Iterator[Values]:
        """What the parents' records give, for each combination of them."""
        yield values

    def leads_somewhere(self, values: Values) -> bool:
        """Whether there is a value for each parameter; it is told when there isn't."""
        missing = [link.key for link in self.parents if values.get(link.key) is None]
        if missing:
            self.logger.warning(
                "A record without '%s' was passed over: nothing leads from it",
                missing[0],
            )
        return not missing

    def context_of(self, values: Values) -> Values:
        """What of the values is needed here and below."""
        return {link.key: values[link.key] for link in self.needs if link.key in values}

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
