"""A table as a stream, read in the order of its key."""

from __future__ import annotations

import base64
import typing as t
from abc import ABC
from functools import cached_property

from singer_sdk import Stream
from singer_sdk.helpers.conform import TypeConformanceLevel
from singer_sdk.mapper import SameRecordTransform
from singer_sdk.singerlib import RecordMessage
from sqlalchemy.exc import DBAPIError
from typing_extensions import override

from . import clock
from .table_reader import LeftOutError, Reader, Reading, Table, left_out
from .table_records import Records

if t.TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import sqlalchemy as sa
    from singer_sdk.helpers.types import Context, Record

    from .database import Database
    from .table_reader import Row
    from .table_tap import TableTap

#: In the state: where a reading of the whole table is.
_READ_UP_TO = "read_up_to"


class TableStream(Stream, ABC):
    """A table that is declared by its attributes."""

    # Values are converted here, by the column's type.
    TYPE_CONFORMANCE_LEVEL = TypeConformanceLevel.NONE

    name: str
    #: The table's name, and its schema's where it isn't the connection's own.
    table: t.ClassVar[str]
    table_schema: t.ClassVar[str | None] = None
    #: Its columns, each with its type.
    columns: t.ClassVar[Mapping[str, str]]
    #: Columns whose field of the record is called otherwise.
    fields: t.ClassVar[Mapping[str, str]] = {}
    #: Columns that tell rows apart and are never null, in the order of their index.
    page_by: t.ClassVar[tuple[str, ...]] = ()

    _reading: Reading | None = None
    _reader: Reader | None = None
    _last: Row | None = None

    @property
    def tap(self) -> TableTap:
        """What the streams share."""
        return t.cast("TableTap", self._tap)

    @property
    def database(self) -> Database:
        """Where the table is."""
        return self.tap.database

    # Rows

    @override
    def get_records(self, context: Context | None) -> Iterable[Record]:
        """Every row, as a record."""
        try:
            yield from self._records()
        except LeftOutError as error:
            self._tell(f"'{self.name}' {error}")
            self.leave_out()
        finally:
            self._reading = None

    def _tell(self, problem: str) -> None:
        self.logger.error("Not everything could be read: %s", problem)
        self.tap.problems.append(problem)

    def leave_out(self) -> None:
        """Called where the table can't be read to its end."""

    def _records(self) -> Iterator[Record]:
        try:
            reader, readings = self.database.ask(self._prepare)
        except DBAPIError as error:
            raise left_out(self.database, error) from None
        records = Records(
            [self._field(name) for name in reader.columns],
            {
                self._field(name): convert
                for name in reader.columns
                if (convert := self.database.convert(self.columns[name]))
            },
            set(self.primary_keys),
        )
        self._reader = reader
        for reading in readings:
            self._reading, self._last = reading, None
            for row in reader.rows(reading):
                self._last = row
                yield records.record(row)
            self.finish(reading)
        records.tell(lambda told: self.logger.warning("'%s': %s", self.name, told))

    def _prepare(self, connection: sa.Connection) -> tuple[Reader, list[Reading]]:
        reader = self._open(connection)
        return reader, list(self.readings(connection, reader))

    def readings(self, connection: sa.Connection, reader: Reader) -> Iterator[Reading]:
        """Everything that has to be walked over: here, the whole table."""
        yield Reading(self.page_by, resumes=bool(self.page_by), after=self._cut_off())

    def finish(self, reading: Reading) -> None:
        """Called after the last row of a reading."""
        self._reading = None
        self.held_state().pop(_READ_UP_TO, None)

    # Columns

    def _field(self, column: str) -> str:
        return self.fields.get(column, column)

    def _open(self, connection: sa.Connection) -> Reader:
        """What the table is read with: it may have changed since the tap was built."""
        schema = self.table_schema or self.config.get("schema") or None
        there = self.database.columns(connection, schema, self.table)
        wanted = [name for name in self.columns if self._is_wanted(name)]
        gone = [name for name in wanted if there and name not in there]
        self._tell_changes([name for name in there if name not in self.columns], gone)
        return Reader(
            database=self.database,
            table=Table(self.table, schema, self.columns),
            columns=tuple(name for name in wanted if name not in gone),
            chunk_size=int(self.config["chunk_size"]),
            between=self._write_state_message,
            warn=lambda told: self.logger.warning("'%s': %s", self.name, told),
        )

    def _tell_changes(self, new: list[str], gone: list[str]) -> None:
        if new:
            self.logger.warning(
                "'%s' has columns that this tap wasn't built for and doesn't read: %s",
                self.name,
                ", ".join(new),
            )
        if gone:
            told = f"has no column {', '.join(gone)} any more"
            if any(name in self.needed_columns for name in gone):
                raise LeftOutError(told)
            self._tell(f"'{self.name}' {told}")

    @property
    def needed_columns(self) -> set[str]:
        """Those without which it can't be read."""
        keys = {*self.primary_keys}
        return {
            name
            for name in self.columns
            if name in self.page_by or self._field(name) in keys
        }

    def _is_wanted(self, column: str) -> bool:
        selected = self.mask.get(("properties", self._field(column)), True)
        return bool(selected) or column in self.needed_columns

    # State

    def held_state(self) -> dict[str, t.Any]:
        """The stream's part of the state."""
        return t.cast("dict[str, t.Any]", self.state_manager.get_context_state(None))

    def _cut_off(self) -> tuple[t.Any, ...] | None:
        """Where the last run was cut off, if it read the whole table, too."""
        held = self.held_state().get(_READ_UP_TO, {})
        if self.emit_activate_version_messages:
            # A loader drops what an older version of the table brought.
            return None
        if not self.page_by or tuple(held.get("columns", ())) != self.page_by:
            return None
        self.logger.info("'%s' goes on where the last run was cut off", self.name)
        return tuple(_from_state(value) for value in held["values"])

    def mark_state(self) -> None:
        """Write down how far the reading is."""
        reading, reader, last = self._reading, self._reader, self._last
        if reading is None or reader is None or last is None or not reading.resumes:
            return
        values = [_to_state(last[place]) for place in reader.places(reading.order)]
        self.held_state()[_READ_UP_TO] = {
            "columns": list(reading.order),
            "values": values,
        }

    @override
    def _write_state_message(self) -> None:
        self.mark_state()
        super()._write_state_message()

    @override
    def _write_starting_replication_value(self, context: Context | None) -> None:
        """Nothing: where to start is decided when the table is read."""

    @override
    def get_replication_key_signpost(self, context: Context | None = None) -> None:
        """None: the database's own clock counts."""

    @override
    def _increment_stream_state(
        self, latest_record: Record, *, context: Context | None = None
    ) -> None:
        """Nothing: the state is marked when it is written."""

    # Messages

    @cached_property
    def _as_it_is(self) -> bool:
        """Whether no field is deselected, and no map or flattening is configured."""
        only = self.stream_maps[0] if len(self.stream_maps) == 1 else None
        same = type(only) is SameRecordTransform and not only.flattening_enabled
        return same and all(self.mask.values())

    @override
    def _write_record_message(self, record: Record) -> None:
        """Take the short way where nothing is to be done to a record."""
        if not self._as_it_is:
            super()._write_record_message(record)
            return
        self._tap.write_message(
            RecordMessage(
                stream=self.name,
                record=record,
                version=self._stream_version,
                time_extracted=clock.now(),
            )
        )
        self.state_manager.is_flushed = False


def _to_state(value: t.Any) -> t.Any:
    if isinstance(value, (bytes, bytearray)):
        return {"base64": base64.b64encode(value).decode("ascii")}
    return value


def _from_state(value: t.Any) -> t.Any:
    return base64.b64decode(value["base64"]) if isinstance(value, dict) else value
