"""SQLite: a file, in which any column may hold any value."""

from __future__ import annotations

import datetime
import re
import sqlite3
import typing as t
import urllib.parse
import uuid
from functools import partial
from pathlib import Path

import sqlalchemy as sa
from typing_extensions import override

from .database import Database, Trouble
from .table_values import (
    as_moment,
    bits,
    date,
    encoded,
    family,
    finite,
    is_integer,
    parsed,
    text,
)

if t.TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError

    from .table_values import Convert

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_JULIAN_EPOCH = 2440587.5
#: Numbers from here on count milliseconds: as seconds, they were after the year 5000.
_MILLISECONDS = 100_000_000_000
_SHAPE = re.compile(r"\d{4}-\d\d-\d\d(?:([ T])\d\d:\d\d(?::\d\d(\.\d+)?)?(.*))?")


class SQLite(Database):
    """A database file, opened for reading only."""

    has_any_form = True

    @override
    def url(self) -> sa.URL:
        return sa.make_url("sqlite://")

    @override
    def connect_args(self) -> dict[str, t.Any]:
        path = Path(self.config["path"]).absolute()
        return {
            "database": f"file:{urllib.parse.quote(str(path))}?mode=ro",
            "uri": True,
            "timeout": 60,
        }

    @property
    @override
    def engine(self) -> sa.Engine:
        if "engine" not in self.__dict__:
            args = self.connect_args()
            self.__dict__["engine"] = sa.create_engine(
                self.url(),
                creator=lambda: sqlite3.connect(**args),
                poolclass=sa.pool.NullPool,
                hide_parameters=True,
            )
            sa.event.listen(self.__dict__["engine"], "connect", self.on_connect)
        return t.cast("sa.Engine", self.__dict__["engine"])

    @override
    def on_connect(self, driver: t.Any, record: t.Any) -> None:
        driver.isolation_level = None
        driver.text_factory = lambda raw: raw.decode(errors="replace")
        driver.execute("PRAGMA query_only = ON")

    @override
    def begin(self, connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN")
        # The snapshot is taken by the first read.
        connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()

    @override
    def horizon(self, connection: sa.Connection) -> datetime.datetime:
        return as_moment(
            connection.exec_driver_sql(
                "SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')"
            ).scalar_one()
        )

    @override
    def columns(
        self, connection: sa.Connection, schema: str | None, table: str
    ) -> list[str]:
        found = connection.execute(
            # Hidden columns of virtual tables are no part of their rows.
            sa.text(
                "SELECT name FROM pragma_table_xinfo(:name, :schema) WHERE hidden <> 1"
            ),
            {"name": table, "schema": schema or "main"},
        )
        return [name for (name,) in found]

    @override
    def trouble(self, error: DBAPIError) -> Trouble:
        told = str(error.orig)
        if re.match(r"no such (table|column)|no tables specified", told):
            return Trouble.MISSING
        if "locked" in told or "busy" in told:
            return Trouble.PASSES
        return Trouble.OTHER

    @override
    def named(self, error: DBAPIError) -> str:
        code = getattr(error.orig, "sqlite_errorname", type(error.orig).__name__)
        return f"{code}, {self.config['path']}"

    @override
    def convert(self, kind: str) -> Convert | None:
        name = family(kind)
        if is_integer(kind):
            return _integer
        size = re.search(r"\((\d+)\)", kind)
        by_family: dict[str, Convert] = {
            "bool": _boolean,
            "float32": finite,
            "float64": finite,
            "date": _day,
            "timestamp": _time,
            "timestamptz": _time,
            "bytes": encoded,
            "rowversion": encoded,
            "json": parsed,
            "map": parsed,
            "array": parsed,
            "set": parsed,
            "opaque": _as_it_is,
            "uuid": _uuid,
            "bits": partial(bits, size=int(size[1]) if size else 1),
        }
        found: Convert | None = by_family.get(name)
        return found or _text

    # Moments

    @override
    def is_unset(
        self, column: sa.ColumnElement[t.Any], kind: str
    ) -> sa.ColumnElement[bool]:
        return sa.or_(column.is_(None), column == sa.literal_column("''"))

    @override
    def written(self, moment: datetime.datetime, kind: str, like: t.Any) -> t.Any:
        if isinstance(like, int):
            step = (
                datetime.timedelta(milliseconds=1)
                if abs(like) >= _MILLISECONDS
                else datetime.timedelta(seconds=1)
            )
            return (moment - _EPOCH) // step
        if isinstance(like, float):
            # A double is no exact time: rather a millisecond too early.
            moment -= datetime.timedelta(milliseconds=1)
            return (moment - _EPOCH) / datetime.timedelta(days=1) + _JULIAN_EPOCH
        return _like(moment, str(like or ""))


def _like(moment: datetime.datetime, other: str) -> str:
    """A moment as text, so that it compares with others of that form."""
    shape = _SHAPE.fullmatch(other)
    if shape and not shape[1]:
        return moment.date().isoformat()
    separator, fraction, zone = shape.groups("") if shape else (" ", "", "")
    digits = f".{moment.microsecond:06d}"[: len(fraction)] if fraction else ""
    return f"{moment:%Y-%m-%d}{separator}{moment:%H:%M:%S}{digits}{zone}"


def _as_it_is(value: t.Any) -> t.Any:
    return encoded(value) if isinstance(value, bytes) else value


def _integer(value: t.Any) -> int:
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        return int(value)
    if isinstance(value, bytes) or not value.is_integer():
        raise ValueError
    return int(value)


def _boolean(value: t.Any) -> bool:
    known = {"0": False, "1": True, "false": False, "true": True, "f": False, "t": True}
    try:
        return known[str(value).lower()]
    except KeyError:
        raise ValueError from None


def _text(value: t.Any) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else text(value)


def _uuid(value: t.Any) -> str:
    return str(uuid.UUID(bytes=value)) if isinstance(value, bytes) else text(value)


#: As most write it, and as it is compared fastest.
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_MOMENT = re.compile(_DAY.pattern + r" (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d")


def _day(value: t.Any) -> str:
    if value.__class__ is str and _DAY.fullmatch(value):
        return value
    return date(_time(value)[:10])


def _time(value: t.Any) -> str:
    if value.__class__ is str and _MOMENT.fullmatch(value):
        return f"{value[:10]}T{value[11:]}+00:00"
    try:
        if isinstance(value, int):
            step = "milliseconds" if abs(value) >= _MILLISECONDS else "seconds"
            moment = _EPOCH + datetime.timedelta(**{step: value})
        elif isinstance(value, float):
            days = datetime.timedelta(days=value - _JULIAN_EPOCH)
            # A double holds a day of our time to some 40 microseconds.
            milliseconds = round(days / datetime.timedelta(milliseconds=1))
            moment = _EPOCH + datetime.timedelta(milliseconds=milliseconds)
        elif isinstance(value, str) and _SHAPE.fullmatch(value):
            moment = as_moment(value)
        else:
            raise ValueError
    except OverflowError:
        raise ValueError from None
    return moment.isoformat()
