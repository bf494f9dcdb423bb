"""Streams that read only what is new.

A record that was read may come again: the filter includes the state's own point in
time, so that a record which shares it and comes later isn't missed.
"""

from __future__ import annotations

import datetime
import json
import typing as t
from functools import cached_property

from airbyte_cdk.models import SyncMode
from airbyte_cdk.sources.streams import CheckpointMixin
from typing_extensions import override

from . import clock
from .formats import DateTimes
from .framework import FatalSyncError
from .records import value_at
from .stream import ApiStream

if t.TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, MutableMapping

    from airbyte_cdk.models import AirbyteMessage
    from airbyte_cdk.sources.connector_state_manager import ConnectorStateManager
    from airbyte_cdk.sources.streams.core import StreamData
    from airbyte_cdk.sources.types import StreamSlice

    from .cursor_filter import CursorFilter
    from .formats import CursorFormat
    from .pages import Page
    from .params import Param
    from .stream import Config, Record

#: Records between two states in the middle of a sorted list.
CHECKPOINT = 1000
#: From so many parents on, the state is told only once in a while, in seconds.
MANY_PARENTS = 200
STATE_INTERVAL = 10.0


class IncrementalStream(ApiStream, CheckpointMixin):
    """A stream with a cursor."""

    cursor_field: str | list[str]
    cursor_format: t.ClassVar[CursorFormat] = DateTimes()
    #: Without it every record is read, and the old ones are dropped.
    cursor_filter: t.ClassVar[CursorFilter | None] = None
    #: How far to reach back behind the state, for sources that fill in late.
    lookback: t.ClassVar[datetime.timedelta] = datetime.timedelta()
    #: Whether records come with ascending cursors, so that a list can be resumed.
    is_sorted: t.ClassVar[bool] = False
    #: Whether the list begins with the newest, so that it needn't be read to its end.
    newest_first: t.ClassVar[bool] = False

    def __init__(self, config: Config, shared: dict[t.Any, t.Any]) -> None:
        """Start without a state."""
        super().__init__(config, shared)
        self._began = clock.now()
        self._state: MutableMapping[str, t.Any] = {}
        self._partitions: dict[str, dict[str, t.Any]] = {}
        self._highest: t.Any = None
        self._told_at = -STATE_INTERVAL
        self._untold = True

    # State

    @property
    def state(self) -> MutableMapping[str, t.Any]:
        """The cursor; below parents, one for each of them, as the CDK keeps it."""
        return self._state

    @state.setter
    def state(self, value: MutableMapping[str, t.Any]) -> None:
        self._state = dict(value)
        self._partitions = {
            _key(held["partition"]): held["cursor"]
            for held in self._state.get("states", ())
        }

    def _known(self, slice_: StreamSlice) -> t.Any:
        """What the state says of a list, as it is written there."""
        partition = slice_.partition
        held = self._partitions.get(_key(partition), {}) if partition else self._state
        return held.get(self._state_key)

    def _remember(self, slice_: StreamSlice, raw: t.Any) -> None:
        if not slice_.partition:
            self._state[self._state_key] = raw
            return
        key = _key(slice_.partition)
        if key not in self._partitions:
            self._partitions[key] = {}
            self._state.setdefault("use_global_cursor", False)
            self._state.setdefault("states", []).append(
                {"partition": dict(slice_.partition), "cursor": self._partitions[key]}
            )
        self._partitions[key][self._state_key] = raw

    @cached_property
    def _place(self) -> tuple[str, ...]:
        place = self.cursor_field
        return (place,) if isinstance(place, str) else tuple(place)

    @cached_property
    def _state_key(self) -> str:
        return ".".join(self._place)

    @override
    def is_checkpoint(self, count: int, slice_: StreamSlice) -> bool:
        if not self.is_sorted or count % CHECKPOINT > 0:
            return False
        self._advance(slice_)
        return True

    @override
    def checkpoint(
        self,
        state_manager: ConnectorStateManager | None,
        *,
        at_end: bool = False,
    ) -> Iterator[AirbyteMessage]:
        """Not after each parent where there are many: the state holds all of them."""
        if state_manager is None:
            return
        moment = clock.monotonic()
        many = len(self._partitions) > MANY_PARENTS
        is_time = not many or moment - self._told_at >= STATE_INTERVAL
        if self._untold if at_end else is_time:
            self._told_at = moment
            self._untold = False
            yield self._checkpoint_state(self._state, state_manager)
        else:
            self._untold = not at_end

    # Where to start

    @property
    def _is_time(self) -> bool:
        return self.cursor_format.step is not None

    @override
    def configured_start(self) -> t.Any:
        """The setting `start_date`, where the cursor is a time."""
        raw = self.config.get("start_date")
        return DateTimes().read(raw) if raw and self._is_time else None

    def _bookmark(self, slice_: StreamSlice) -> t.Any:
        raw = self._known(slice_)
        if raw is None:
            return None
        value = self._read(raw) - (self.lookback if self._is_time else 0)
        start = self.configured_start()
        return value if start is None else max(value, start)

    @override
    def start(self, slice_: StreamSlice, sync_mode: SyncMode) -> t.Any:
        bookmark = self._bookmark(slice_) if sync_mode == SyncMode.incremental else None
        return self.configured_start() if bookmark is None else bookmark

    # What to ask for

    @override
    def window(self, since: t.Any) -> Iterator[tuple[Param, t.Any]]:
        wanted = self.cursor_filter
        if wanted is None or since is None:
            return
        yield wanted.param, wanted.since(since)
        if wanted.until is not None and wanted.format.step is not None:
            yield wanted.until.param, wanted.before(wanted.until, self._began)

    # What to keep

    @override
    def is_whole(self, since: t.Any) -> bool:
        narrowed = self.cursor_filter is not None or self.newest_first
        return not narrowed or since == self.configured_start()

    @override
    def pages(self, slice_: StreamSlice, since: t.Any = None) -> Iterator[Page]:
        for page in super().pages(slice_, since):
            yield page
            if self.newest_first and since is not None and page.records:
                last = self._cursor_of(page.records[-1])
                if last is not None and last < since:
                    return

    @override
    def keep(self, record: Record, since: t.Any) -> bool:
        value = self._cursor_of(record)
        if value is None:
            return True
        if self.cursor_filter is None and since is not None and value < since:
            return False
        if self._highest is None or value > self._highest:
            self._highest = value
        elif self.is_sorted and value < self._highest:
            msg = f"'{self.name}' came out of order, so that its state can't be trusted"
            raise FatalSyncError(msg)
        return True

    def _cursor_of(self, record: Record) -> t.Any:
        raw = value_at(record, self._place)
        return None if raw is None or raw == "" else self._read(raw)

    def _read(self, raw: t.Any) -> t.Any:
        try:
            return self.cursor_format.read(raw)
        except (ValueError, TypeError, OverflowError):
            found = f"{type(raw).__name__} {str(raw)[:40]!r}"
            msg = f"the cursor of '{self.name}' isn't written as declared: {found}"
            raise FatalSyncError(msg) from None

    @override
    def read_records(
        self,
        sync_mode: SyncMode,
        cursor_field: list[str] | None = None,
        stream_slice: Mapping[str, t.Any] | None = None,
        stream_state: Mapping[str, t.Any] | None = None,
    ) -> Iterable[StreamData]:
        """The records of one list."""
        self._highest = None
        return super().read_records(sync_mode, cursor_field, stream_slice, stream_state)

    @override
    def close_list(self, slice_: StreamSlice) -> None:
        self._advance(slice_)

    def _advance(self, slice_: StreamSlice) -> None:
        """Move the state up to the highest cursor so far, but not into the future."""
        if self._highest is None:
            return
        value = min(self._highest, self._began) if self._is_time else self._highest
        known = self._known(slice_)
        if known is not None:
            value = max(value, self._read(known))
        self._remember(slice_, self.cursor_format.write(value))


def _key(partition: Mapping[str, t.Any]) -> str:
    return json.dumps(dict(partition), sort_keys=True, default=str)
