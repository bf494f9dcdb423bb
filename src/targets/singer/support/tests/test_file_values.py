"""How values of files come out."""

from __future__ import annotations

import typing as t
from decimal import Decimal

import pytest

from tap.file_fields import Field, Records
from tap.file_text import UnfitError
from tap.file_values import Written, converter

EU = Written(decimal_mark=",", group_mark=".")


@pytest.mark.parametrize(
    ("kind", "written", "raw", "wanted"),
    [
        ("int(64)", Written(), "007", 7),
        ("int64", Written(), "9" * 30, int("9" * 30)),
        ("int(32)", EU, "1.234", 1234),
        ("int(32)", Written(), Decimal("12.0"), 12),
        ("decimal(12,2)", Written(), "12.50", "12.50"),
        ("decimal(40,20)", Written(), f"{'9' * 20}.{'1' * 20}", None),
        ("decimal(12,2)", EU, "-1.234,50", "-1234.50"),
        ("decimal(12,2)", EU, "1.234.567,8-", "-1234567.8"),
        ("decimal(12,2)", Written(group_mark=","), "12,34,567.80", "1234567.80"),
        ("decimal(12,2)", Written(), "12.50-", "-12.50"),
        ("decimal(12,2)", Written(), "1e3", "1000"),
        ("decimal(12,2)", Written(implied_decimals=2), "0012345", "123.45"),
        ("decimal(12,2)", Written(), 3, "3"),
        ("decimal(12,2)", Written(implied_decimals=2), 12345, "123.45"),
        ("float64", EU, "0,5", 0.5),
        ("bool", Written(), "Y", True),
        ("bool", Written(true_words=("ja",), false_words=("nein",)), "nein", False),
        ("date", Written(date_pattern="%d.%m.%Y"), "03.02.2025", "2025-02-03"),
        ("date", Written(), "2025-02-03", "2025-02-03"),
        ("timestamp(0)", Written(), "2025-02-03 04:05", "2025-02-03T04:05:00+00:00"),
        ("timestamp(0)", Written(), "2025-02-03T04:05:06.5Z", None),
        ("timestamptz", Written(), "2025-02-03T04:05:06+02:00", None),
        ("timestamp", Written(date_pattern="%ms"), "1738555506000", None),
        ("timestamp", Written(date_pattern="%F %T"), "2025-02-03 04:05:06", None),
        ("time", Written(), "4:05", "04:05:00"),
        ("json", Written(), '{"a": 1.10}', {"a": Decimal("1.10")}),
        ("text", Written(), Decimal("1.10"), "1.10"),
        ("text", Written(), {"a": [Decimal("1.10")]}, '{"a":[1.10]}'),
    ],
)
def test_a_value_is_read(
    kind: str, written: Written, raw: t.Any, wanted: t.Any
) -> None:
    found = converter(kind, written)(raw)
    if wanted is not None:
        assert found == wanted
    elif kind.startswith("timestamp"):
        assert found.startswith("2025-02-03T04:05:06")
    else:
        assert found == raw


@pytest.mark.parametrize(
    ("kind", "written", "raw"),
    [
        ("int(64)", Written(), "1.5"),
        ("int(64)", Written(), "twelve"),
        ("int(64)", Written(), True),
        ("int(64)", Written(), "1e999999999"),
        ("decimal(12,2)", Written(), "1,5"),
        ("decimal(12,2)", Written(decimal_mark=","), "1.5"),
        ("decimal(12,2)", EU, "12.5"),
        ("decimal(12,2)", EU, "1,234.50"),
        ("decimal(12,2)", Written(implied_decimals=2), "1.5"),
        ("decimal(12,2)", Written(), "NaN"),
        ("decimal(12,2)", Written(), "\u0663"),
        ("float64", Written(), "1e999"),
        ("bool", Written(true_words=("ja",)), "yes"),
        ("date", Written(), "03.02.2025"),
        ("date", Written(), "2025-02-30"),
        ("date", Written(date_pattern="%d.%m.%Y"), "2025-02-03"),
        ("timestamp", Written(), "soon"),
        ("timestamp", Written(date_pattern="%s"), "99999999999999999"),
        ("time", Written(), "25:00"),
        ("json", Written(), "{"),
    ],
)
def test_what_is_none_of_its_type_is_told_without_the_value(
    kind: str, written: Written, raw: t.Any
) -> None:
    with pytest.raises(ValueError, match=r"not|neither") as told:
        converter(kind, written)(raw)
    assert str(raw) not in str(told.value)


def records(*fields: Field) -> Records:
    return Records(fields, lambda _: None)


def test_nothing_is_null_where_it_may_be() -> None:
    words = Written(null_words=("NULL",))
    made = records(Field("a"), Field("b", "int(32)", written=words), Field("c"))
    row = {"a": "", "b": " NULL", "c": None}
    assert made.record(row, 1) == {"a": None, "b": None, "c": None}


@pytest.mark.parametrize("value", ["", " ", None])
def test_nothing_is_told_where_it_may_not_be(value: str | None) -> None:
    made = records(Field("a", "int(32)", nullable=False))
    with pytest.raises(UnfitError, match=r'^line 7: column "a": it'):
        made.record({"a": value}, 7)


def test_an_empty_text_stays_one_where_it_may_not_be_null() -> None:
    assert records(Field("a", nullable=False)).record({"a": ""}, 1) == {"a": ""}


def test_what_nobody_knew_is_text_under_a_name_of_its_own() -> None:
    told: list[str] = []
    made = Records([Field("a", field="b")], told.extend)
    row = {"a": "1", "b": 2, "c": {"d": Decimal("1.10")}, "_file": None}
    record = made.record(row, 1)
    assert record == {"b": "1", "b_2": "2", "c": '{"d":1.10}', "_file_2": None}
    made.record({"a": "1", "c": "x"}, 2)
    assert told == ["b_2", "c", "_file_2"]
