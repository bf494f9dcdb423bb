"""How values of a database come out."""

from __future__ import annotations

import datetime
import typing as t

import pytest

from tap.database import Database
from tap.mysql import MySQL
from tap.postgresql import PostgreSQL
from tap.sqlite import SQLite
from tap.table_records import Records

CONFIG = {"host": "h", "port": 1, "database": "d", "user": "u", "path": "p"}
DIALECTS: dict[str, Database] = {
    "postgresql": PostgreSQL(CONFIG, "tap"),
    "mysql": MySQL(CONFIG, "tap"),
    "sqlite": SQLite(CONFIG, "tap"),
}


def converted(dialect: str, kind: str, value: t.Any) -> t.Any:
    convert = DIALECTS[dialect].convert(kind)
    return value if convert is None else convert(value)


@pytest.mark.parametrize(
    ("dialect", "kind", "raw", "wanted"),
    [
        ("postgresql", "decimal", "123456789012345678901234567890.10", None),
        ("postgresql", "decimal", "NaN", None),
        ("postgresql", "char(5)", "ab   ", "ab"),
        ("postgresql", "timestamptz", "2025-01-06 10:00:00+00", "…T10:00:00+00:00"),
        ("postgresql", "timestamp", "2025-01-06 10:00:00.5", "…T10:00:00.5+00:00"),
        ("postgresql", "timetz", "10:00:00+02", "10:00:00+02:00"),
        ("postgresql", "bytes", b"\x00\xff", "AP8="),
        ("postgresql", "json", '{"a": 1.10}', None),
        ("postgresql", "array<text>", '{a,"b,\\"c",NULL}', ["a", 'b,"c', None]),
        ("postgresql", "array<int32>", "[0:1]={1,2}", [1, 2]),
        ("postgresql", "array<int32>", "{{1},{2}}", [[1], [2]]),
        ("postgresql", "array<text>", "{}", []),
        ("postgresql", "map", '"a"=>"1", "b\\"c"=>NULL', {"a": "1", 'b"c': None}),
        ("postgresql", "bool", "1", True),
        ("mysql", "bool", 0, False),
        ("mysql", "bits(4)", b"\x05", "0101"),
        ("mysql", "set", "a,b", ["a", "b"]),
        ("mysql", "set", "", []),
        ("mysql", "decimal(5,2)", "1.10", None),
        ("sqlite", "decimal(5,2)", 1.25, "1.25"),
        ("sqlite", "int64", "12", 12),
        ("sqlite", "int64", 3.0, 3),
        ("sqlite", "text", b"\xc3\xa9", "é"),
        ("sqlite", "timestamp", "2025-01-06 10:00", "…T10:00:00+00:00"),
        ("sqlite", "timestamp", "2025-01-06T12:00:00+02:00", "…T10:00:00+00:00"),
        ("sqlite", "timestamp", 1736157600, "…T10:00:00+00:00"),
        ("sqlite", "timestamp", 1736157600000, "…T10:00:00+00:00"),
        ("sqlite", "timestamp", 2460681.9166666665, "…T10:00:00+00:00"),
        ("sqlite", "date", "2025-01-06 10:00:00", "2025-01-06"),
        ("sqlite", "bool", "true", True),
        ("sqlite", "uuid", b"\x00" * 16, "00000000-0000-0000-0000-000000000000"),
        ("sqlite", "json", "not JSON", "not JSON"),
    ],
)
def test_a_value(dialect: str, kind: str, raw: t.Any, wanted: t.Any) -> None:
    found = converted(dialect, kind, raw)
    if isinstance(wanted, str):
        wanted = wanted.replace("…", "2025-01-06")
    if kind == "json" and wanted is None:
        assert str(found["a"]) == "1.10"
    else:
        assert found == (raw if wanted is None else wanted)


@pytest.mark.parametrize(
    ("dialect", "kind", "raw"),
    [
        ("postgresql", "timestamp", "infinity"),
        ("postgresql", "timestamptz", "0044-03-15 10:00:00+00 BC"),
        ("postgresql", "date", "12025-01-06"),
        ("postgresql", "float64", float("nan")),
        ("mysql", "date", "0000-00-00"),
        ("mysql", "timestamp", "2025-00-06 00:00:00"),
        ("mysql", "time", "838:59:59"),
        ("mysql", "bool", 2),
        ("sqlite", "int64", "twelve"),
        ("sqlite", "int64", 1.5),
        ("sqlite", "bool", 2),
        ("sqlite", "timestamp", "yesterday"),
        ("sqlite", "timestamp", b"x"),
        ("sqlite", "float64", float("inf")),
    ],
)
def test_what_no_record_holds_is_null_and_counted(
    dialect: str, kind: str, raw: t.Any
) -> None:
    convert = DIALECTS[dialect].convert(kind)
    assert convert is not None
    records = Records(["x"], {"x": convert}, set())
    told: list[str] = []
    assert records.record((raw,)) == {"x": None}
    records.tell(told.append)
    assert len(told) == 1
    assert told[0].startswith("1 values of x")


@pytest.mark.parametrize(
    ("like", "wanted"),
    [
        ("2020-01-01 00:00:00", "2025-01-06 10:00:00"),
        ("2020-01-01T00:00:00.000Z", "2025-01-06T10:00:00.000Z"),
        ("2020-01-01T00:00:00+00:00", "2025-01-06T10:00:00+00:00"),
        ("2020-01-01", "2025-01-06"),
        (1577836800, 1736157600),
        (1577836800000, 1736157600000),
        (None, "2025-01-06 10:00:00"),
    ],
)
def test_a_moment_is_written_like_the_others(like: t.Any, wanted: t.Any) -> None:
    moment = datetime.datetime(2025, 1, 6, 10, tzinfo=datetime.UTC)
    assert DIALECTS["sqlite"].written(moment, "timestamp", like) == wanted
