"""Where to read on in a table that has a column which says when a row was changed.

A row carries the time at which it was written, and is seen when its transaction is
committed, which may be later. So a run begins before the point that the last one
reached (`lookback_seconds`, its own rows included), and that point is never behind what
the database has committed as far as it tells.
"""

from __future__ import annotations

import datetime
import typing as t
from dataclasses import dataclass

import sqlalchemy as sa

from .table_reader import Reading
from .table_values import as_moment

if t.TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .database import Database
    from .table_reader import Reader

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_STEPS = {
    "seconds": datetime.timedelta(seconds=1),
    "milliseconds": datetime.timedelta(milliseconds=1),
}


@dataclass(frozen=True, kw_only=True)
class TableCursor:
    """The column that says when a row was changed."""

    column: str
    #: What it holds: a time, seconds or milliseconds since 1970, or a growing number.
    holds: t.Literal["time", "seconds", "milliseconds", "number"] = "time"
    #: Whether an index begins with it.
    indexed: bool = False
    #: Whether rows may be without it. They are read each time.
    nullable: bool = False


class Bookmark:
    """What one run reads of such a table, and how far it comes."""

    def __init__(
        self, cursor: TableCursor, database: Database, config: Mapping[str, t.Any]
    ) -> None:
        """Nothing is read yet."""
        self.cursor = cursor
        self._database = database
        self._config = config
        self._latest: t.Any = None
        self._horizon: datetime.datetime | None = None

    def readings(
        self,
        connection: sa.Connection,
        reader: Reader,
        page_by: Sequence[str],
        held: t.Any,
    ) -> Iterator[Reading]:
        """The rows without a cursor, then the others in its order.

        Args:
            connection: To ask the database what it is needed for.
            reader: Of the table.
            page_by: Columns that tell rows apart.
            held: The point that the last run reached.
        """
        self._latest = None
        # The rows are read in a later snapshot than this one.
        self._horizon = self._database.horizon(connection)
        name, resumes = self.cursor.column, bool(page_by)
        column = reader.table.column(name)
        start = self._start(connection, reader, held)
        unset = self._database.is_unset(column, reader.table.columns[name])
        if self.cursor.nullable:
            yield Reading(tuple(page_by), (unset,), resumes=resumes)
        since = (
            column >= reader.value(name, start) if start is not None else sa.not_(unset)
        )
        yield Reading(
            (name, *(other for other in page_by if other != name)),
            (since,) if start is not None or self.cursor.nullable else (),
            paged=self.cursor.indexed,
            resumes=resumes,
        )

    def is_main(self, reading: Reading | None) -> bool:
        """Whether it goes along the cursor."""
        return reading is not None and reading.order[:1] == (self.cursor.column,)

    def note(self, value: t.Any) -> None:
        """A record's cursor; what can't be written in one isn't a point in time."""
        self._latest = self._latest if value is None else value

    # Where to start

    def _start(self, connection: sa.Connection, reader: Reader, held: t.Any) -> t.Any:
        """The first value that is wanted, as the column holds it; `None`: any."""
        if self.cursor.holds == "number":
            back = int(self._config.get("lookback_numbers", 0))
            return None if held is None else int(held) - back
        moment = self._configured_start()
        if held is not None:
            seconds = self._config.get("lookback_seconds", 0)
            reached = self._moment(held) - datetime.timedelta(seconds=seconds)
            moment = reached if moment is None else max(reached, moment)
        if moment is None:
            return None
        if self.cursor.holds != "time":
            return (moment - _EPOCH) // _STEPS[self.cursor.holds]
        kind = reader.table.columns[self.cursor.column]
        return self._database.written(moment, kind, self._like(connection, reader))

    def _configured_start(self) -> datetime.datetime | None:
        raw = self._config.get("start_date")
        return as_moment(raw) if raw else None

    def _like(self, connection: sa.Connection, reader: Reader) -> t.Any:
        """A value of the column, where they can be of any form."""
        if not self._database.has_any_form:
            return None
        name = self.cursor.column
        column = reader.table.column(name)
        query = sa.select(column).select_from(reader.table.clause())
        unset = self._database.is_unset(column, reader.table.columns[name])
        query = query.where(sa.not_(unset))
        return connection.execute(query.limit(1)).scalar()

    def _moment(self, value: t.Any) -> datetime.datetime:
        if self.cursor.holds == "time":
            return as_moment(value)
        return _EPOCH + int(value) * _STEPS[self.cursor.holds]

    # How far it came

    def reached(self, before: t.Any) -> t.Any:
        """The new point: not behind what is committed, and never back."""
        latest = self._latest
        if latest is None:
            return before
        if self.cursor.holds == "number":
            return latest if before is None else max(int(latest), int(before))
        moment = self._moment(latest)
        if self._horizon is not None and moment > self._horizon:
            moment = self._horizon
        if before is not None and self._moment(before) > moment:
            return before
        if self.cursor.holds == "time":
            return moment.isoformat()
        return (moment - _EPOCH) // _STEPS[self.cursor.holds]
