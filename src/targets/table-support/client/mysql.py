"""MySQL and MariaDB, read with PyMySQL. Most values come as the server writes them."""

from __future__ import annotations

import datetime
import re
import ssl
import typing as t
from decimal import Decimal
from functools import partial

import pymysql
import sqlalchemy as sa
from pymysql.constants import FIELD_TYPE
from typing_extensions import override

from .database import Database, Trouble
from .table_values import (
    as_moment,
    bits,
    clock_time,
    date,
    date_time,
    encoded,
    family,
    finite,
    is_integer,
    parsed,
    stripped,
    text,
)

if t.TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError

    from .table_values import Convert

_WHOLE = (
    FIELD_TYPE.TINY,
    FIELD_TYPE.SHORT,
    FIELD_TYPE.INT24,
    FIELD_TYPE.LONG,
    FIELD_TYPE.LONGLONG,
    FIELD_TYPE.YEAR,
)
_READ: dict[t.Any, t.Any] = {
    **pymysql.converters.encoders,
    **dict.fromkeys(_WHOLE, int),
    FIELD_TYPE.FLOAT: float,
    FIELD_TYPE.DOUBLE: float,
}
_DENIED = {1044, 1142, 1143, 1227, 1370}
_MISSING = {1049, 1054, 1146, 1109}
_CREDENTIALS = {1045, 1698, 1251, 1049}
_PASSING = {1040, 1053, 1205, 1213, 1927, 2002, 2003, 2006, 2013, 2055, 4031}
_TOO_SLOW = {3024, 1969}


class MySQL(Database):
    """One database of a server."""

    @override
    def url(self) -> sa.URL:
        return sa.URL.create(
            "mysql+pymysql",
            username=self.config["user"],
            password=self.config.get("password"),
            host=self.config["host"],
            port=self.config["port"],
            database=self.config["database"],
            query={"charset": "utf8mb4"},
        )

    @override
    def connect_args(self) -> dict[str, t.Any]:
        return {
            "conv": _READ,
            "connect_timeout": 15,
            "program_name": self.application,
            **self._encryption(),
        }

    def _encryption(self) -> dict[str, t.Any]:
        mode = self.config["ssl_mode"]
        if mode == "disable":
            return {"ssl_disabled": True}
        context = ssl.create_default_context(cafile=self.config.get("ssl_ca"))
        context.check_hostname = mode == "verify-full"
        if mode == "require":
            context.verify_mode = ssl.CERT_NONE
        return {"ssl": context}

    @override
    def begin(self, connection: sa.Connection) -> None:
        run = connection.exec_driver_sql
        run("SET SESSION time_zone = '+00:00', net_write_timeout = 600")
        seconds = int(self.config.get("statement_timeout", 0))
        if self._is_mariadb(connection):
            run(f"SET SESSION max_statement_time = {seconds}")
        else:
            run(f"SET SESSION max_execution_time = {seconds * 1000}")
        run("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        run("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY")

    @staticmethod
    def _is_mariadb(connection: sa.Connection) -> bool:
        return bool(getattr(connection.dialect, "is_mariadb", False))

    @override
    def horizon(self, connection: sa.Connection) -> datetime.datetime:
        # Open transactions are told to administrators only: see lookback_seconds.
        return as_moment(
            connection.exec_driver_sql("SELECT UTC_TIMESTAMP(6)").scalar_one()
        )

    @override
    def columns(
        self, connection: sa.Connection, schema: str | None, table: str
    ) -> list[str]:
        found = connection.execute(
            sa.text(
                "SELECT column_name FROM information_schema.columns WHERE table_name"
                " = :name AND table_schema = coalesce(:schema, database())"
            ),
            {"name": table, "schema": schema},
        )
        return [name for (name,) in found]

    @override
    def trouble(self, error: DBAPIError) -> Trouble:
        code = self._code(error)
        for codes, trouble in (
            (_CREDENTIALS, Trouble.CREDENTIALS),
            (_DENIED, Trouble.DENIED),
            (_MISSING, Trouble.MISSING),
            (_PASSING, Trouble.PASSES),
            (_TOO_SLOW, Trouble.TOO_SLOW),
        ):
            if code in codes:
                return trouble
        # The driver's own word for a connection that broke.
        return Trouble.PASSES if code == 0 else Trouble.OTHER

    @staticmethod
    def _code(error: DBAPIError) -> int | None:
        arguments = getattr(error.orig, "args", ())
        return arguments[0] if arguments and isinstance(arguments[0], int) else None

    @override
    def named(self, error: DBAPIError) -> str:
        code = self._code(error)
        what = type(error.orig).__name__ if code is None else f"error {code}"
        if code in _CREDENTIALS:
            what = f"{what}, authentication failed"
        return f"{what}, {self.config['host']}:{self.config['port']}"

    @override
    def selected(
        self, column: sa.ColumnElement[t.Any], kind: str
    ) -> sa.ColumnElement[t.Any]:
        # A FLOAT is otherwise written with six digits.
        return column + sa.literal_column("0e0") if kind == "float32" else column

    @override
    def bound(self, value: t.Any, kind: str) -> t.Any:
        # Compared with a text, a decimal is rounded first.
        return Decimal(value) if family(kind) == "decimal" else value

    @override
    def convert(self, kind: str) -> Convert | None:
        name = family(kind)
        if is_integer(kind):
            return None
        size = re.search(r"\((\d+)\)", kind)
        by_family: dict[str, Convert] = {
            "bool": _boolean,
            "float32": finite,
            "float64": finite,
            "char": _stripped,
            "date": date,
            "time": clock_time,
            "timestamp": date_time,
            "timestamptz": date_time,
            "bytes": encoded,
            "geometry": encoded,
            "json": parsed,
            "set": _set,
            "opaque": _as_it_is,
            "bits": partial(bits, size=int(size[1]) if size else 1),
        }
        found: Convert | None = by_family.get(name)
        return found or _text

    # Moments

    @override
    def is_unset(
        self, column: sa.ColumnElement[t.Any], kind: str
    ) -> sa.ColumnElement[bool]:
        if family(kind) not in {"date", "timestamp", "timestamptz"}:
            return column.is_(None)
        # Zero dates sort before all others, and mean that there is none.
        return sa.or_(column.is_(None), column < sa.literal_column("'0001-01-01'"))

    @override
    def written(self, moment: datetime.datetime, kind: str, like: t.Any) -> t.Any:
        if family(kind) == "date":
            return moment.date().isoformat()
        return moment.replace(tzinfo=None).isoformat(sep=" ")


def _boolean(value: t.Any) -> bool:
    if isinstance(value, bytes):
        value = int.from_bytes(value, "big")
    if value not in {0, 1}:
        raise ValueError
    return bool(value)


def _as_it_is(value: t.Any) -> t.Any:
    return encoded(value) if isinstance(value, bytes) else value


def _text(value: t.Any) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else text(value)


def _stripped(value: t.Any) -> str:
    return stripped(_text(value))


def _set(value: t.Any) -> list[str]:
    return value.split(",") if value else []
