"""Reads rows in the order of a key, over as many connections as it takes."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.elements import quoted_name

from . import clock
from .database import WAITS, OutOfReachError, Trouble

if t.TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from .database import Database

Row = t.Sequence[t.Any]

#: Rows that the driver fetches at once.
_FETCHED = 5_000


class LeftOutError(Exception):
    """The table can't be read, or not to its end."""


@dataclass(frozen=True)
class Table:
    """A table of a database."""

    name: str
    schema: str | None
    #: Its columns, each with its type.
    columns: Mapping[str, str]

    def clause(self) -> sa.TableClause:
        """The table in SQL, quoted whatever it is called."""
        schema = None if self.schema is None else quoted_name(self.schema, quote=True)
        return sa.table(quoted_name(self.name, quote=True), schema=schema)

    def column(self, name: str) -> sa.ColumnElement[t.Any]:
        """A column in SQL, likewise."""
        return sa.column(quoted_name(name, quote=True))


@dataclass(frozen=True)
class Reading:
    """One walk over rows of a table."""

    #: Columns that tell where it is, never null, unique together.
    order: tuple[str, ...]
    #: Which rows.
    where: tuple[sa.ColumnElement[bool], ...] = ()
    #: Whether an index has the order: then it is read in pages.
    paged: bool = True
    #: Whether `order` tells rows apart, so that it can go on where it was cut off.
    resumes: bool = True
    #: Where an earlier run was cut off.
    after: tuple[t.Any, ...] | None = None


@dataclass(frozen=True)
class Reader:
    """What readings of one table have in common."""

    database: Database
    table: Table
    #: The columns to read, in order.
    columns: tuple[str, ...]
    chunk_size: int
    #: Called between two pages, and at the end.
    between: Callable[[], None]
    #: Told what went wrong on the way.
    warn: Callable[[str], None]

    def places(self, order: Sequence[str]) -> tuple[int, ...]:
        """Where columns are in a row."""
        return tuple(self.columns.index(name) for name in order)

    def rows(self, reading: Reading) -> Iterator[Row]:
        """Every row of a reading.

        Raises:
            LeftOutError: If it can't be read, or not to its end.
            OutOfReachError: If the database stays away.
        """
        places = self.places(reading.order)
        after = reading.after
        begun = False
        waits = iter(WAITS)
        while True:
            try:
                with self.database.snapshot() as connection:
                    for row in self._pages(connection, reading, after):
                        begun = True
                        yield row
                        after = tuple(row[place] for place in places)
            except DBAPIError as error:
                if begun:
                    waits = iter(WAITS)
                self._wait(error, next(waits, None), lost=begun and not reading.resumes)
                begun = False
            else:
                return

    def _wait(self, error: DBAPIError, wait: float | None, *, lost: bool) -> None:
        if self.database.trouble(error) is not Trouble.PASSES:
            raise left_out(self.database, error) from None
        told = self.database.named(error)
        if lost:
            msg = f"was cut off, and has no key by which to go on ({told})"
            raise LeftOutError(msg) from None
        if wait is None:
            msg = f"the connection breaks again and again ({told})"
            raise OutOfReachError(msg) from None
        self.warn(f"the connection was lost ({told}); going on in {wait} s")
        clock.sleep(wait)

    def _pages(
        self,
        connection: sa.Connection,
        reading: Reading,
        after: tuple[t.Any, ...] | None,
    ) -> Iterator[Row]:
        places = self.places(reading.order)
        paged = reading.paged and reading.resumes
        options = {
            "stream_results": True,
            "yield_per": min(self.chunk_size, _FETCHED),
        }
        while True:
            query = self.query(reading, after)
            if paged:
                query = query.limit(self.chunk_size)
            result = connection.execute(query, execution_options=options)
            count = 0
            row: Row = ()
            for rows in result.partitions():
                count += len(rows)
                row = rows[-1]
                yield from rows
            self.between()
            if not paged or count < self.chunk_size:
                return
            after = tuple(row[place] for place in places)

    def query(
        self, reading: Reading, after: tuple[t.Any, ...] | None
    ) -> sa.Select[t.Any]:
        """The rows behind a place, in order."""
        kinds = self.table.columns
        selected = [
            self.database.selected(self.table.column(name), kinds[name])
            for name in self.columns
        ]
        query = sa.select(*selected).select_from(self.table.clause())
        query = query.where(*reading.where)
        if after is not None:
            query = query.where(self._behind(reading.order, after))
        return query.order_by(*(self.table.column(name) for name in reading.order))

    def value(self, column: str, value: t.Any) -> sa.BindParameter[t.Any]:
        """A value to compare a column with."""
        bound = self.database.bound(value, self.table.columns[column])
        return sa.bindparam(None, bound, type_=sa.types.NullType(), unique=True)

    def _behind(
        self, order: Sequence[str], after: Sequence[t.Any]
    ) -> sa.ColumnElement[bool]:
        """What comes after a row: `a > x OR a = x AND (b > y OR …)`."""
        last, *others = reversed(list(zip(order, after, strict=True)))
        behind = self.table.column(last[0]) > self.value(*last)
        for name, value in others:
            column = self.table.column(name)
            tie = sa.and_(column == self.value(name, value), behind)
            # The first part is what an index can be asked for.
            behind = sa.and_(
                column >= self.value(name, value),
                sa.or_(column > self.value(name, value), tie),
            )
        return behind


def left_out(database: Database, error: DBAPIError) -> LeftOutError:
    """What an error that stays means for a table."""
    trouble = database.trouble(error)
    return LeftOutError(f"can't be read: {trouble.value} ({database.named(error)})")
