"""Tables of which only the rows are read that are new or have changed.

A row carries the time at which it was written, and is seen when its transaction is
committed, which may be later. So a run begins before the point that the last one
reached (`lookback_seconds`, its own rows included), and that point is never behind what
the database has committed as far as it tells.
"""

from __future__ import annotations

import datetime
import typing as t

import sqlalchemy as sa
from singer_sdk.singerlib.catalog import REPLICATION_INCREMENTAL
from typing_extensions import override

from .table_reader import Reading
from .table_stream import TableStream
from .table_values import as_moment

if t.TYPE_CHECKING:
    from collections.abc import Iterator

    from singer_sdk.helpers.types import Context, Record

    from .table_reader import Reader

_BOOKMARK = "replication_key_value"
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_STEPS = {
    "seconds": datetime.timedelta(seconds=1),
    "milliseconds": datetime.timedelta(milliseconds=1),
}


class CursorStream(TableStream):
    """A table with a column that says when a row was changed."""

    #: The column that is the cursor.
    cursor: t.ClassVar[str]
    #: What it holds: a time, seconds or milliseconds since 1970, or a growing number.
    cursor_holds: t.ClassVar[t.Literal["time", "seconds", "milliseconds", "number"]] = (
        "time"
    )
    #: Whether an index begins with it.
    cursor_indexed: t.ClassVar[bool] = False
    #: Whether rows may be without it. They are read each time.
    cursor_nullable: t.ClassVar[bool] = False

    _latest: t.Any = None
    _horizon: datetime.datetime | None = None

    @property
    @override
    def needed_columns(self) -> set[str]:
        return super().needed_columns | {self.cursor}

    @override
    def readings(self, connection: sa.Connection, reader: Reader) -> Iterator[Reading]:
        """The rows without a cursor, then the others in its order."""
        if self.replication_method != REPLICATION_INCREMENTAL:
            yield from super().readings(connection, reader)
            return
        self._latest = None
        # The rows are read in a later snapshot than this one.
        self._horizon = self.database.horizon(connection)
        column = reader.table.column(self.cursor)
        start = self._start(connection, reader)
        unset = self.database.is_unset(column, self.columns[self.cursor])
        if self.cursor_nullable:
            yield Reading(self.page_by, (unset,), resumes=bool(self.page_by))
        since = (
            column >= reader.value(self.cursor, start)
            if start is not None
            else sa.not_(unset)
        )
        others = tuple(name for name in self.page_by if name != self.cursor)
        yield Reading(
            (self.cursor, *others),
            (since,) if start is not None or self.cursor_nullable else (),
            paged=self.cursor_indexed,
            resumes=bool(self.page_by),
        )

    def _is_main(self, reading: Reading | None) -> bool:
        return reading is not None and reading.order[:1] == (self.cursor,)

    # Where to start

    def _start(self, connection: sa.Connection, reader: Reader) -> t.Any:
        """The first value that is wanted, as the column holds it; `None`: any."""
        state = self.held_state()
        held = state.get(_BOOKMARK)
        if state.get("replication_key") != self.replication_key:
            held = None
        if self.cursor_holds == "number":
            back = int(self.config.get("lookback_numbers", 0))
            return None if held is None else int(held) - back
        moment = self._configured_start()
        if held is not None:
            seconds = self.config.get("lookback_seconds", 0)
            reached = self._moment(held) - datetime.timedelta(seconds=seconds)
            moment = reached if moment is None else max(reached, moment)
        if moment is None:
            return None
        if self.cursor_holds != "time":
            return (moment - _EPOCH) // _STEPS[self.cursor_holds]
        like = self._like(connection, reader)
        return self.database.written(moment, self.columns[self.cursor], like)

    def _configured_start(self) -> datetime.datetime | None:
        raw = self.config.get("start_date")
        return as_moment(raw) if raw else None

    def _like(self, connection: sa.Connection, reader: Reader) -> t.Any:
        """A value of the column, where they can be of any form."""
        if not self.database.has_any_form:
            return None
        column = reader.table.column(self.cursor)
        query = sa.select(column).select_from(reader.table.clause())
        unset = self.database.is_unset(column, self.columns[self.cursor])
        query = query.where(sa.not_(unset))
        return connection.execute(query.limit(1)).scalar()

    def _moment(self, value: t.Any) -> datetime.datetime:
        if self.cursor_holds == "time":
            return as_moment(value)
        return _EPOCH + int(value) * _STEPS[self.cursor_holds]

    # State

    @override
    def _increment_stream_state(
        self, latest_record: Record, *, context: Context | None = None
    ) -> None:
        if self._is_main(self._reading):
            value = latest_record.get(t.cast("str", self.replication_key))
            # What can't be written in a record isn't a point in time.
            self._latest = self._latest if value is None else value

    @override
    def mark_state(self) -> None:
        if self.replication_method != REPLICATION_INCREMENTAL:
            super().mark_state()
        elif self._latest is not None:
            state = self.held_state()
            state["replication_key"] = self.replication_key
            state[_BOOKMARK] = self._reached(self._latest, state.get(_BOOKMARK))

    def _reached(self, latest: t.Any, before: t.Any) -> t.Any:
        """How far the state moves: not behind what is committed, and never back."""
        if self.cursor_holds == "number":
            return latest if before is None else max(int(latest), int(before))
        moment = self._moment(latest)
        if self._horizon is not None and moment > self._horizon:
            moment = self._horizon
        if before is not None and self._moment(before) > moment:
            return before
        if self.cursor_holds == "time":
            return moment.isoformat()
        return (moment - _EPOCH) // _STEPS[self.cursor_holds]
