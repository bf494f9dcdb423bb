"""PostgreSQL, read with psycopg. Most values come as the server writes them."""

from __future__ import annotations

import re
import typing as t

import psycopg
import sqlalchemy as sa
from psycopg.adapt import Loader
from typing_extensions import override

from .database import Database, Trouble
from .table_values import (
    as_moment,
    clock_time,
    date,
    date_time,
    encoded,
    family,
    finite,
    inner,
    is_integer,
    parsed,
    stripped,
    text,
)

if t.TYPE_CHECKING:
    import datetime

    from sqlalchemy.exc import DBAPIError

    from .table_values import Convert

#: Types whose values Python would shorten, refuse or take for something else.
_AS_TEXT = (
    *("numeric", "date", "time", "timetz", "timestamp", "timestamptz", "interval"),
    *("uuid", "json", "jsonb", "inet", "cidr"),
    *("int4range", "int8range", "numrange", "daterange", "tsrange", "tstzrange"),
    *("int4multirange", "int8multirange", "nummultirange", "datemultirange"),
    *("tsmultirange", "tstzmultirange"),
)
_SESSION = {
    "TimeZone": "UTC",
    "DateStyle": "ISO",
    "IntervalStyle": "iso_8601",
    "bytea_output": "hex",
    "extra_float_digits": "1",
}
_HORIZON = """
SELECT least(statement_timestamp(), min(xact_start)) AT TIME ZONE 'UTC'
FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_COLUMNS = """
SELECT attname FROM pg_attribute
WHERE attrelid = to_regclass(:name) AND attnum > 0 AND NOT attisdropped
"""
_PASSING = ("08", "40", "53", "57P01", "57P02", "57P03", "55P03")
_CREDENTIALS = ("28", "3D000")


class _Text(Loader):
    def load(self, data: t.Any) -> str:
        """The value as the server wrote it."""
        return bytes(data).decode()


class PostgreSQL(Database):
    """One database of a server."""

    @override
    def url(self) -> sa.URL:
        return sa.URL.create(
            "postgresql+psycopg",
            username=self.config["user"],
            password=self.config.get("password"),
            host=self.config["host"],
            port=self.config["port"],
            database=self.config["database"],
        )

    @override
    def connect_args(self) -> dict[str, t.Any]:
        certificate = self.config.get("ssl_ca")
        return {
            "sslmode": self.config["ssl_mode"],
            **({"sslrootcert": certificate} if certificate else {}),
            "application_name": self.application,
            "connect_timeout": 15,
            "keepalives_idle": 60,
            # Poolers between us and the server lose prepared statements.
            "prepare_threshold": None,
        }

    @override
    def on_connect(self, driver: t.Any, record: t.Any) -> None:
        for name in _AS_TEXT:
            # Servers before version 14 have no multiranges; the client knows them all.
            driver.adapters.register_loader(name, _Text)

    @override
    def begin(self, connection: sa.Connection) -> None:
        connection.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        # For the transaction only: poolers hand sessions on.
        timeout = f"{self.config.get('statement_timeout', 0)}s"
        wanted = {**_SESSION, "statement_timeout": timeout}
        calls = [
            sa.func.set_config(name, value, True) for name, value in wanted.items()
        ]
        connection.execute(sa.select(*calls))

    @override
    def horizon(self, connection: sa.Connection) -> datetime.datetime:
        # What an open transaction has stamped isn't seen yet, and is older than now.
        return as_moment(connection.execute(sa.text(_HORIZON)).scalar_one())

    @override
    def columns(
        self, connection: sa.Connection, schema: str | None, table: str
    ) -> list[str]:
        quote = self.engine.dialect.identifier_preparer.quote_identifier
        name = ".".join(quote(part) for part in (schema, table) if part)
        return [
            column
            for (column,) in connection.execute(sa.text(_COLUMNS), {"name": name})
        ]

    @override
    def trouble(self, error: DBAPIError) -> Trouble:
        code = getattr(error.orig, "sqlstate", None)
        if code is None:
            told = str(error.orig)
            wrong = re.search(r"authentication failed|no password supplied", told)
            if wrong or re.search(r"(role|database) \".*\" does not exist", told):
                return Trouble.CREDENTIALS
            lost = isinstance(error.orig, psycopg.OperationalError)
            return Trouble.PASSES if lost else Trouble.OTHER
        if code == "57014":
            return Trouble.TOO_SLOW
        if code.startswith(_CREDENTIALS):
            return Trouble.CREDENTIALS
        if code.startswith(_PASSING):
            return Trouble.PASSES
        if code == "42501":
            return Trouble.DENIED
        if code in {"42P01", "42703", "3F000"}:
            return Trouble.MISSING
        return Trouble.OTHER

    @override
    def named(self, error: DBAPIError) -> str:
        code = getattr(error.orig, "sqlstate", None)
        what = f"SQLSTATE {code}" if code else type(error.orig).__name__
        if code is None and self.trouble(error) is Trouble.CREDENTIALS:
            what = "authentication failed"
        return f"{what}, {self.config['host']}:{self.config['port']}"

    @override
    def selected(
        self, column: sa.ColumnElement[t.Any], kind: str
    ) -> sa.ColumnElement[t.Any]:
        # Otherwise it is written as the server's country writes money.
        return sa.cast(column, sa.Numeric) if kind == "money" else column

    @override
    def convert(self, kind: str) -> Convert | None:
        name = family(kind)
        if is_integer(kind) or name == "text":
            return None
        if name == "array":
            return _ArrayOf(self.convert(inner(kind)), _read_element(inner(kind)))
        by_family: dict[str, Convert] = {
            "bool": _boolean,
            "float32": finite,
            "float64": finite,
            "char": stripped,
            "date": date,
            "time": clock_time,
            "timetz": _time_with_zone,
            "timestamp": date_time,
            "timestamptz": date_time,
            "bytes": encoded,
            "json": parsed,
            "map": _map,
            "opaque": _as_it_is,
        }
        found: Convert | None = by_family.get(name)
        return found or text

    # Moments

    @override
    def written(self, moment: datetime.datetime, kind: str, like: t.Any) -> t.Any:
        if family(kind) == "date":
            return moment.date().isoformat()
        naive = moment.replace(tzinfo=None).isoformat(sep=" ")
        return naive if family(kind) == "timestamp" else f"{naive}+00"


def _boolean(value: t.Any) -> bool:
    return value if isinstance(value, bool) else value in {"1", "t"}


def _as_it_is(value: t.Any) -> t.Any:
    return encoded(value) if isinstance(value, bytes) else value


def _time_with_zone(value: str) -> str:
    at = max(value.rfind("+"), value.rfind("-"))
    zone = value[at:]
    return f"{clock_time(value[:at])}{zone if ':' in zone else zone + ':00'}"


_PAIR = re.compile(r'"((?:[^"\\]|\\.)*)"=>(?:"((?:[^"\\]|\\.)*)"|NULL)', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def _map(value: str) -> dict[str, str | None]:
    """An `hstore`."""
    return {
        _ESCAPED.sub(r"\1", pair[1]): None
        if pair[2] is None
        else _ESCAPED.sub(r"\1", pair[2])
        for pair in _PAIR.finditer(value)
    }


def _read_element(kind: str) -> Convert:
    if is_integer(kind):
        return int
    return bytes.fromhex if kind == "bytes" else str


class _ArrayOf:
    """Arrays of any depth; those of types that the driver doesn't know come as text."""

    def __init__(self, convert: Convert | None, read: Convert) -> None:
        self._convert = convert or _as_it_is
        self._read = read

    def __call__(self, value: t.Any) -> t.Any:
        if isinstance(value, str):
            value = self._parsed(value)
        return [
            held
            if held is None
            else self(held)
            if isinstance(held, list)
            else self._convert(held)
            for held in value
        ]

    def _parsed(self, value: str) -> list[t.Any]:
        # `[0:1]={a,b}` begins with its bounds.
        tokens = _TOKEN.finditer(value[value.index("{") :])
        root: list[t.Any] = []
        open_lists = [root]
        for token in tokens:
            if token["open"]:
                deeper: list[t.Any] = []
                open_lists[-1].append(deeper)
                open_lists.append(deeper)
            elif token["close"]:
                open_lists.pop()
            elif token["quoted"] is not None:
                element = _ESCAPED.sub(r"\1", token["quoted"])
                open_lists[-1].append(self._read(element))
            elif token["bare"]:
                bare = token["bare"]
                open_lists[-1].append(None if bare == "NULL" else self._read(bare))
        return t.cast("list[t.Any]", root[0])


_TOKEN = re.compile(
    r'(?P<open>\{)|(?P<close>\})|"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>[^{},"]+)',
    re.DOTALL,
)
