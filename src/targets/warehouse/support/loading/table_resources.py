"""Makes dlt's resources of tables.

A table is read and loaded in one step. The point that it has come to is saved with what
was loaded: a run that is killed begins the table anew that it was at, from the point
that the last load had come to, and goes on with the others.
"""

from __future__ import annotations

import json
import logging
import typing as t
from decimal import Decimal
from itertools import islice

import dlt
from sqlalchemy.exc import DBAPIError

from .columns import CONTRACT, Shape, hinted
from .database import LoginError, OutOfReachError
from .reading import LeftOutError, Reading, RefusedError
from .table_bookmark import Bookmark
from .table_reader import LeftOutError as UnreadableError
from .table_reader import Reader, Table, left_out
from .table_reader import Reading as Walk
from .table_records import Records

if t.TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import sqlalchemy as sa
    from dlt.sources import DltResource

    from .columns import Columns, Record
    from .tables import Connected, Tables, TableStream

_logger = logging.getLogger(__name__)

#: Rows that are handed on at once.
_BATCH = 1_000
#: In a table's state.
_BOOKMARK = "cursor"
_WHOSE = "cursor_column"


def resources(
    source: Tables,
    settings: Mapping[str, t.Any],
    columns: Callable[[str], Columns],
    reading: Reading | None = None,
) -> list[DltResource]:
    """Each table that is to be loaded.

    Args:
        source: What is read.
        settings: Their values, by name.
        columns: The columns of a stream.
        reading: What the run was asked for.
    """
    run = reading or Reading()
    connected = source.connected(settings)
    run.client = connected
    wanted = [
        stream
        for stream in source.streams
        if (stream.selected if run.streams is None else stream.name in run.streams)
    ]
    return [
        TableLoader(stream, connected, run).resource(columns(stream.name))
        for stream in wanted
    ]


class TableLoader:
    """Reads one table, once."""

    def __init__(
        self, stream: TableStream, connected: Connected, reading: Reading
    ) -> None:
        """Nothing is asked for yet."""
        self._stream = stream
        self._database = connected.database
        self._settings = connected.settings
        self._reading = reading
        self._bookmark = (
            Bookmark(stream.cursor, self._database, self._settings)
            if stream.cursor
            else None
        )

    def resource(self, declared: Columns) -> DltResource:
        """What is loaded of it."""
        stream, cursor = self._stream, self._stream.cursor
        naming = dlt.current.source_schema().naming.normalize_identifier
        changed = stream.field(cursor.column) if cursor else None
        columns = hinted(changed, declared)
        shape = Shape(stream.name, columns, naming)
        nested = _of_type("json", columns)
        exact = _of_type("decimal", columns)

        def read() -> Iterator[t.Any]:
            yield dlt.mark.materialize_table_schema()
            for records in self._batches():
                for record in records:
                    for field in nested & record.keys():
                        record[field] = _as_json(record[field])
                    for field in exact & record.keys():
                        record[field] = self._as_decimal(field, record[field])
                yield shape.rows(records)

        hints: dict[str, t.Any] = {
            "name": stream.name,
            "columns": shape.columns(columns),
            "primary_key": shape.key(stream.primary_key),
            "write_disposition": stream.write_disposition,
            "max_table_nesting": 0,
            "schema_contract": CONTRACT,
        }
        return dlt.resource(read, **hints)

    def _as_decimal(self, field: str, value: t.Any) -> t.Any:
        """What a decimal column is given: it knows numbers only."""
        if value is None or Decimal(value).is_finite():
            return value
        _logger.warning("'%s': a value of %s is no number", self._stream.name, field)
        return None

    def _batches(self) -> Iterator[list[Record]]:
        """All rows that are wanted, as records.

        Raises:
            RefusedError: If the database gives nothing at all.
            LeftOutError: If what was read must not replace what was loaded before.
        """
        state = dlt.current.resource_state()
        left = self._reading.limit
        try:
            for records in self._records(state):
                if left is not None and left <= len(records):
                    yield records[:left]
                    return
                left = None if left is None else left - len(records)
                yield records
        except (LoginError, OutOfReachError) as error:
            raise RefusedError(str(error)) from None
        except UnreadableError as error:
            self._tell(f"'{self._stream.name}' {error}")
            if self._stream.write_disposition == "replace":
                raise LeftOutError(self._stream.name) from None
            return
        if self._bookmark and self._stream.cursor:
            reached = self._bookmark.reached(self._held(state))
            if reached is not None:
                state[_WHOSE] = self._stream.cursor.column
                state[_BOOKMARK] = reached

    def _held(self, state: Mapping[str, t.Any]) -> t.Any:
        """The point that was reached before, along the same column."""
        cursor = self._stream.cursor
        same = cursor is not None and state.get(_WHOSE) == cursor.column
        return state.get(_BOOKMARK) if same else None

    def _records(self, state: Mapping[str, t.Any]) -> Iterator[list[Record]]:
        try:
            reader, walks = self._database.ask(
                lambda connection: self._prepared(connection, self._held(state))
            )
        except DBAPIError as error:
            raise left_out(self._database, error) from None
        stream = self._stream
        records = Records(
            [stream.field(name) for name in reader.columns],
            {
                stream.field(name): convert
                for name in reader.columns
                if (convert := self._database.convert(stream.columns[name]))
            },
            set(stream.primary_key),
        )
        for walk in walks:
            main = self._bookmark is not None and self._bookmark.is_main(walk)
            rows = iter(reader.rows(walk))
            while some := list(islice(rows, _BATCH)):
                made = [records.record(row) for row in some]
                if main:
                    self._note(made)
                yield made
        records.tell(lambda told: _logger.warning("'%s': %s", stream.name, told))

    def _note(self, records: list[Record]) -> None:
        bookmark = self._bookmark
        if bookmark is not None:
            field = self._stream.field(bookmark.cursor.column)
            for record in records:
                bookmark.note(record.get(field))

    # What there is

    def _prepared(
        self, connection: sa.Connection, held: t.Any
    ) -> tuple[Reader, list[Walk]]:
        stream, bookmark = self._stream, self._bookmark
        reader = self._open(connection)
        walks = (
            bookmark.readings(connection, reader, stream.page_by, held)
            if bookmark
            else [Walk(stream.page_by, resumes=bool(stream.page_by))]
        )
        return reader, list(walks)

    def _open(self, connection: sa.Connection) -> Reader:
        """What the table is read with: it may have changed since this was built."""
        stream = self._stream
        schema = stream.table_schema or self._settings.get("schema") or None
        there = self._database.columns(connection, schema, stream.table)
        gone = [name for name in stream.columns if there and name not in there]
        self._tell_changes([name for name in there if name not in stream.columns], gone)
        return Reader(
            database=self._database,
            table=Table(stream.table, schema, stream.columns),
            columns=tuple(name for name in stream.columns if name not in gone),
            chunk_size=int(self._settings["chunk_size"]),
            between=lambda: None,
            warn=lambda told: _logger.warning("'%s': %s", stream.name, told),
        )

    def _tell_changes(self, new: list[str], gone: list[str]) -> None:
        name = self._stream.name
        if new:
            _logger.warning(
                "'%s' has columns that this pipeline wasn't built for and doesn't "
                "read: %s",
                name,
                ", ".join(new),
            )
        if gone:
            told = f"has no column {', '.join(gone)} any more"
            if self._stream.needed.intersection(gone):
                raise UnreadableError(told)
            self._tell(f"'{name}' {told}")

    def _tell(self, problem: str) -> None:
        _logger.error("Not everything could be read: %s", problem)
        self._reading.problems.append(problem)


def _of_type(kind: str, columns: Columns) -> set[str]:
    return {name for name, held in columns.items() if held.get("data_type") == kind}


def _as_json(value: t.Any) -> t.Any:
    """What a JSON column is given: numbers that a double can't hold become text."""
    if isinstance(value, (dict, list)):
        return _plain(value)
    return None if value is None else json.dumps(_plain(value), ensure_ascii=False)


def _plain(value: t.Any) -> t.Any:
    if isinstance(value, dict):
        return {name: _plain(held) for name, held in value.items()}
    if isinstance(value, list):
        return [_plain(held) for held in value]
    if isinstance(value, Decimal):
        number = float(value)
        return number if Decimal(repr(number)) == value else str(value)
    return value
