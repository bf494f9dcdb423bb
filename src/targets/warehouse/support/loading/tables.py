"""What is declared of a database and its tables."""

from __future__ import annotations

import dataclasses
import logging
import typing as t
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError

from .database import LoginError, OutOfReachError
from .reading import RefusedError
from .table_reader import left_out

if t.TYPE_CHECKING:
    from collections.abc import Mapping

    from .database import Database
    from .table_bookmark import TableCursor

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class TableStream:
    """A table, and how it is read; what equals these defaults isn't repeated."""

    name: str
    #: The table's name, and its schema's where it isn't the connection's own.
    table: str
    table_schema: str | None = None
    #: Its columns, each with its type.
    columns: Mapping[str, str]
    #: Columns whose field of the record is called otherwise.
    fields: Mapping[str, str] = dataclasses.field(default_factory=dict)
    #: Fields that tell rows apart.
    primary_key: tuple[str, ...] = ()
    #: Columns that tell rows apart and are never null, in the order of their index.
    page_by: tuple[str, ...] = ()
    cursor: TableCursor | None = None
    #: Nothing lies above a table, and nothing but the connection is needed for it.
    above: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    selected: bool = True

    def field(self, column: str) -> str:
        """A column's field of the record."""
        return self.fields.get(column, column)

    @property
    def needed(self) -> set[str]:
        """Columns without which it can't be read."""
        cursor = {self.cursor.column} if self.cursor else set()
        keys = {name for name in self.columns if self.field(name) in self.primary_key}
        return {*self.page_by, *keys, *cursor}

    @property
    def write_disposition(self) -> t.Literal["merge", "append", "replace"]:
        """Merged by its key; without one, new rows are added or all replaced."""
        if self.primary_key:
            return "merge"
        return "append" if self.cursor else "replace"


@dataclass(frozen=True)
class Connected:
    """A database, with one set of settings."""

    settings: Mapping[str, t.Any]
    database: Database


@dataclass(frozen=True, kw_only=True)
class Tables:
    """A database."""

    database: type[Database]
    #: What the database is told of who asks.
    application: str
    streams: tuple[TableStream, ...]

    def offered(self, settings: Mapping[str, t.Any]) -> dict[str, TableStream]:
        """All tables, by the names of their streams."""
        return {stream.name: stream for stream in self.streams}

    def connected(self, settings: Mapping[str, t.Any]) -> Connected:
        """The database that the settings name; nothing is opened yet."""
        given = {name: held for name, held in settings.items() if held is not None}
        return Connected(given, self.database(given, self.application))

    def answers(self, asking: Connected, chosen: list[TableStream]) -> str | None:
        """The first table that can be asked for its columns; `None`: none can.

        Raises:
            RefusedError: If there is no connection.
        """
        for stream in chosen:
            schema = stream.table_schema or asking.settings.get("schema") or None
            try:
                with asking.database.snapshot() as connection:
                    found = asking.database.columns(connection, schema, stream.table)
            except (LoginError, OutOfReachError) as error:
                raise RefusedError(str(error)) from None
            except DBAPIError as error:
                told = left_out(asking.database, error)
                _logger.warning("'%s' %s", stream.name, told)
            else:
                if found:
                    return stream.name
        return None
