"""Tables of which only the rows are read that are new or have changed."""

from __future__ import annotations

import typing as t
from functools import cached_property

from singer_sdk.singerlib.catalog import REPLICATION_INCREMENTAL
from typing_extensions import override

from .table_bookmark import Bookmark, TableCursor
from .table_stream import TableStream

if t.TYPE_CHECKING:
    from collections.abc import Iterator

    import sqlalchemy as sa
    from singer_sdk.helpers.types import Context, Record

    from .table_reader import Reader, Reading

_BOOKMARK = "replication_key_value"


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

    @cached_property
    def _bookmark(self) -> Bookmark:
        cursor = TableCursor(
            column=self.cursor,
            holds=self.cursor_holds,
            indexed=self.cursor_indexed,
            nullable=self.cursor_nullable,
        )
        return Bookmark(cursor, self.database, self.config)

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
        state = self.held_state()
        held = state.get(_BOOKMARK)
        if state.get("replication_key") != self.replication_key:
            held = None
        yield from self._bookmark.readings(connection, reader, self.page_by, held)

    # State

    @override
    def _increment_stream_state(
        self, latest_record: Record, *, context: Context | None = None
    ) -> None:
        if self._bookmark.is_main(self._reading):
            self._bookmark.note(latest_record.get(t.cast("str", self.replication_key)))

    @override
    def mark_state(self) -> None:
        if self.replication_method != REPLICATION_INCREMENTAL:
            super().mark_state()
            return
        state = self.held_state()
        reached = self._bookmark.reached(state.get(_BOOKMARK))
        if reached is not None:
            state["replication_key"] = self.replication_key
            state[_BOOKMARK] = reached
