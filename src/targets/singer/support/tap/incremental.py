"""Streams that read only what is new.

A record that was read may come again: the filter includes the state's own point in
time, so that a record which shares it and comes later isn't missed.
"""

from __future__ import annotations

import datetime
import typing as t
from functools import cached_property

from singer_sdk.exceptions import FatalSyncError, InvalidStreamSortException
from singer_sdk.singerlib.catalog import REPLICATION_INCREMENTAL
from typing_extensions import override

from .formats import DateTimes
from .records import value_at
from .stream import HttpStream

if t.TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from singer_sdk.exceptions import SkippableSyncError
    from singer_sdk.helpers.types import Context, Record

    from .cursor_filter import CursorFilter
    from .formats import CursorFormat
    from .pages import Page
    from .params import Param

_BOOKMARK = "replication_key_value"


class IncrementalStream(HttpStream):
    """A stream with a cursor."""

    #: Where the cursor is, if it isn't a field of the record itself.
    cursor_field: t.ClassVar[tuple[str, ...]] = ()
    cursor_format: t.ClassVar[CursorFormat] = DateTimes()
    #: Without it every record is read, and the old ones are dropped.
    cursor_filter: t.ClassVar[CursorFilter | None] = None
    #: How far to reach back behind the state, for sources that fill in late.
    lookback: t.ClassVar[datetime.timedelta] = datetime.timedelta()

    #: Whether the list begins with the newest, so that it needn't be read to its end.
    newest_first: t.ClassVar[bool] = False

    _highest: t.Any = None
    _oldest: t.Any = None
    _cut_short: bool = False

    @cached_property
    def _place(self) -> tuple[str, ...]:
        return self.cursor_field or (str(self.replication_key),)

    # Where to start

    @property
    @override
    def is_timestamp_replication_key(self) -> bool:
        return self.cursor_format.step is not None

    @override
    def get_replication_key_signpost(self, context: Context | None = None) -> None:
        """None: the SDK compares it as text. The state is capped in `_advance`."""

    @override
    def compare_start_date(self, value: str, start_date_value: str) -> str:
        return value

    def bookmark(self, context: Context | None) -> t.Any:
        """What the last run's state says; `None` without one, or in a full read."""
        if self.replication_method != REPLICATION_INCREMENTAL:
            return None
        state = self.state_manager.get_context_state(context)
        raw = state.get(_BOOKMARK)
        if raw is None or state.get("replication_key") != self.replication_key:
            return None
        return self._later(
            self._read(raw) - self._reach_back(), self.configured_start()
        )

    def configured_start(self) -> t.Any:
        """The setting `start_date`, where the cursor is a time."""
        raw = self.config.get("start_date")
        return (
            DateTimes().read(raw) if raw and self.is_timestamp_replication_key else None
        )

    def start(self, context: Context | None) -> t.Any:
        """From where on records are wanted; `None`: all of them."""
        bookmark = self.bookmark(context)
        return self.configured_start() if bookmark is None else bookmark

    def _reach_back(self) -> t.Any:
        return self.lookback if self.is_timestamp_replication_key else 0

    @staticmethod
    def _later(one: t.Any, other: t.Any) -> t.Any:
        return one if other is None else max(one, other)

    # What to ask for

    @override
    def parameters(self, context: Context | None) -> Iterator[tuple[Param, t.Any]]:
        yield from super().parameters(context)
        wanted = self.cursor_filter
        if wanted is None:
            return
        # The children of an old record may be new: with children, every record is read.
        start = (
            self.configured_start()
            if self.has_selected_descendents
            else self.start(context)
        )
        if start is None:
            return
        yield wanted.param, wanted.since(start)
        if wanted.until is not None and wanted.format.step is not None:
            yield wanted.until.param, wanted.before(wanted.until, self._run_started())

    def _run_started(self) -> datetime.datetime:
        return datetime.datetime.fromtimestamp(
            self._initialized_at / 1000, tz=datetime.UTC
        )

    # What to keep

    @override
    def request_records(self, context: Context | None) -> Iterable[Record]:
        self._highest = None
        self._cut_short = False
        self._oldest = self._threshold(context)
        return super().request_records(context)

    @override
    def read_pages(self, context: Context | None) -> Iterator[Page]:
        # What is below an old record may be new: then all of them are needed.
        stops = self.newest_first and not self.has_selected_descendents
        for page in super().read_pages(context):
            yield page
            if stops and self._oldest is not None and page.records:
                last = self._cursor_of(page.records[-1])
                if last is not None and last < self._oldest:
                    return

    def _threshold(self, context: Context | None) -> t.Any:
        """Records before it are dropped, since the source wasn't asked to do that."""
        asked = self.cursor_filter is not None and not self.has_selected_descendents
        return None if asked else self.start(context)

    @override
    def keep(self, record: Record, context: Context | None) -> bool:
        if not super().keep(record, context):
            return False
        if self._oldest is None:
            return True
        value = self._cursor_of(record)
        return value is None or value >= self._oldest

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
    def leave_out(self, error: SkippableSyncError) -> None:
        self._cut_short = True
        super().leave_out(error)

    # State

    @override
    def _increment_stream_state(
        self, latest_record: Record, *, context: Context | None = None
    ) -> None:
        value = self._cursor_of(latest_record)
        if value is None or self.replication_method != REPLICATION_INCREMENTAL:
            return
        if self._highest is None or value > self._highest:
            self._highest = value
        elif self.is_sorted and value < self._highest:
            msg = f"'{self.name}' came out of order, so that its state can't be trusted"
            raise InvalidStreamSortException(msg)

    @override
    def _write_state_message(self) -> None:
        if self.is_sorted:
            self._advance(self.state_manager.get_context_state(self.context))
        super()._write_state_message()

    @override
    def _finalize_state(self, state: dict[str, t.Any] | None = None) -> None:
        if state is not None and not self._cut_short:
            self._advance(state)
        super()._finalize_state(state)

    def _advance(self, state: dict[str, t.Any]) -> None:
        """Move the state up to the highest cursor so far, but not into the future."""
        if self._highest is None:
            return
        value = self._highest
        if self.is_timestamp_replication_key:
            value = min(value, self._run_started())
        bookmark = state.get(_BOOKMARK)
        if (
            bookmark is not None
            and state.get("replication_key") == self.replication_key
        ):
            value = max(value, self._read(bookmark))
        state["replication_key"] = self.replication_key
        state[_BOOKMARK] = self.cursor_format.write(value)
