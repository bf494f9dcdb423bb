"""What is needed of a database, whatever its dialect."""

from __future__ import annotations

import abc
import contextlib
import enum
import typing as t
from functools import cached_property

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from . import clock

if t.TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator, Mapping

    from .table_values import Convert

T = t.TypeVar("T")

#: Seconds between tries to connect again.
WAITS = (1, 2, 4, 8, 16)


class Trouble(enum.Enum):
    """What an error of the database means."""

    #: The connection is gone, or another transaction was in the way: try again.
    PASSES = "passes"
    #: The user or the password is wrong.
    CREDENTIALS = "credentials"
    #: This table may not be read.
    DENIED = "permission denied"
    #: This table or one of its columns isn't there.
    MISSING = "it isn't there, or lacks a column"
    #: The database gave a statement up.
    TOO_SLOW = "a statement took longer than statement_timeout"
    OTHER = "the database refused to read it"


class OutOfReachError(Exception):
    """The database can't be reached, or stays away."""


class LoginError(Exception):
    """The database doesn't take the user or the password."""


class Database(abc.ABC):
    """Connections of one tap: read-only, with one snapshot at a time."""

    #: Whether times of one column can be written in any form.
    has_any_form: t.ClassVar[bool] = False

    def __init__(self, config: Mapping[str, t.Any], application: str) -> None:
        """Take the settings; nothing is opened yet."""
        self.config = config
        self.application = application

    @cached_property
    def engine(self) -> sa.Engine:
        """Makes connections. Parameters, which are values of rows, are never told."""
        engine = sa.create_engine(
            self.url(),
            poolclass=NullPool,
            hide_parameters=True,
            connect_args=self.connect_args(),
        )
        sa.event.listen(engine, "connect", self.on_connect)
        return engine

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[sa.Connection]:
        """A connection that sees one state of the database, while it is open."""
        connection = self._connect()
        try:
            yield connection
        except BaseException:
            # A cursor that isn't read to its end closes only with its connection.
            connection.invalidate()
            raise
        finally:
            connection.close()

    def ask(self, question: Callable[[sa.Connection], T]) -> T:
        """The answer to a short question, asked again where its connection is lost."""
        for wait in (*WAITS, None):
            try:
                with self.snapshot() as connection:
                    return question(connection)
            except DBAPIError as error:
                if wait is None or self.trouble(error) is not Trouble.PASSES:
                    raise
                clock.sleep(wait)
        raise AssertionError  # pragma: no cover

    def _connect(self) -> sa.Connection:
        for wait in (*WAITS, None):
            try:
                connection = self.engine.connect()
                self.begin(connection)
            except DBAPIError as error:
                trouble = self.trouble(error)
                if trouble is Trouble.CREDENTIALS:
                    msg = f"the database refuses the login: {self.named(error)}"
                    raise LoginError(msg) from None
                if trouble is not Trouble.PASSES or wait is None:
                    msg = f"the database can't be reached: {self.named(error)}"
                    raise OutOfReachError(msg) from None
                clock.sleep(wait)
            else:
                return connection
        raise AssertionError  # pragma: no cover

    @abc.abstractmethod
    def url(self) -> sa.URL:
        """Where the database is; without options."""

    def connect_args(self) -> dict[str, t.Any]:
        """What the driver is told."""
        return {}

    def on_connect(self, driver: t.Any, record: t.Any) -> None:
        """Set up a driver's connection."""
        return

    @abc.abstractmethod
    def begin(self, connection: sa.Connection) -> None:
        """Begin a transaction that only reads, and sees one state of the database."""

    @abc.abstractmethod
    def horizon(self, connection: sa.Connection) -> datetime.datetime:
        """Up to when all that was written is seen by a snapshot which is taken later.

        What has been written before, but is committed after it, is told by some
        databases only: see `lookback_seconds`.
        """

    @abc.abstractmethod
    def columns(
        self, connection: sa.Connection, schema: str | None, table: str
    ) -> list[str]:
        """The columns that the table has now; empty if the database doesn't tell."""

    @abc.abstractmethod
    def trouble(self, error: DBAPIError) -> Trouble:
        """What an error means."""

    @abc.abstractmethod
    def named(self, error: DBAPIError) -> str:
        """An error by its code, without any value of a row."""

    @abc.abstractmethod
    def convert(self, kind: str) -> Convert | None:
        """How a type's values become a record's; `None`: as they are."""

    def selected(
        self, column: sa.ColumnElement[t.Any], kind: str
    ) -> sa.ColumnElement[t.Any]:
        """The expression that gives a column's value without loss."""
        return column

    def bound(self, value: t.Any, kind: str) -> t.Any:
        """A value that came out of the database, as it goes in again."""
        return value

    # Moments

    def is_unset(
        self, column: sa.ColumnElement[t.Any], kind: str
    ) -> sa.ColumnElement[bool]:
        """Whether a row's cursor says nothing."""
        return column.is_(None)

    @abc.abstractmethod
    def written(self, moment: datetime.datetime, kind: str, like: t.Any) -> t.Any:
        """A time as it is compared with a column that holds values like this one."""
