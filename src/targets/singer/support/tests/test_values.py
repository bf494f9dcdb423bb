"""Formats, places, parameters and messages."""

from __future__ import annotations

import datetime
import json
import typing as t
from decimal import Decimal

import pytest
from singer_sdk.exceptions import FatalAPIError, RetriableAPIError, SkippableAPIError
from singer_sdk.singerlib import RecordMessage
from singer_sdk.streams.rest import HTTPRequest

from tap.drift import Drift
from tap.errors import (
    BodyHolds,
    ErrorRule,
    NothingThereError,
    RateLimitedError,
    TokenExpiredError,
    raise_for,
)
from tap.formats import (
    CursorFormat,
    Dates,
    DateTimes,
    EpochMilliseconds,
    EpochSeconds,
    Integers,
    Pattern,
)
from tap.params import Body, FormField, Path, Query
from tap.records import MissingPathError, records_at, value_at
from tap.values import Setting, Text, resolve
from tap.writer import BufferedWriter

from .conftest import answer

NOON = datetime.datetime(2024, 2, 29, 12, 0, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("form", "raw", "written"),
    [
        (DateTimes(), "2024-02-29T12:00:00Z", "2024-02-29T12:00:00Z"),
        (DateTimes(), "2024-02-29T13:00:00+01:00", "2024-02-29T12:00:00Z"),
        (DateTimes(), "2024-02-29 12:00:00", "2024-02-29T12:00:00Z"),
        (DateTimes(), "2024-02-29T12:00:00.000Z", "2024-02-29T12:00:00Z"),
        (EpochSeconds(), 1709208000, 1709208000),
        (EpochSeconds(), "1709208000", 1709208000),
        (EpochSeconds(), Decimal("1709208000.0"), 1709208000),
        (EpochMilliseconds(), 1709208000000, 1709208000000),
        (Pattern("%d.%m.%Y %H:%M"), "29.02.2024 12:00", "29.02.2024 12:00"),
        (Pattern("%Y-%m-%dT%H:%M%z"), "2024-02-29T14:00+0200", "2024-02-29T12:00+0000"),
    ],
)
def test_times(form: CursorFormat, raw: t.Any, written: t.Any) -> None:
    assert form.read(raw) == NOON
    assert form.write(NOON) == written


def test_fractions_of_a_second_stay() -> None:
    raw = "2024-02-29T12:00:00.250000Z"
    assert DateTimes().write(DateTimes().read(raw)) == raw


def test_days_and_numbers() -> None:
    assert Dates().write(Dates().read("2024-02-29")) == "2024-02-29"
    assert Integers().write(Integers().read("17")) == 17


@pytest.mark.parametrize(
    ("form", "raw"),
    [(DateTimes(), 17), (DateTimes(), "soon"), (EpochSeconds(), "x"), (Integers(), [])],
)
def test_other_writings_are_refused(form: CursorFormat, raw: t.Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        form.read(raw)


@pytest.mark.parametrize(
    ("body", "path", "found"),
    [
        ([{"id": 1}], (), [{"id": 1}]),
        ({"id": 1}, (), [{"id": 1}]),
        ({"data": [{"id": 1}]}, ("data",), [{"id": 1}]),
        ({"data": None}, ("data",), []),
        ({"data": {"id": 1}}, ("data",), [{"id": 1}]),
        (
            {"list": [{"x": {"id": 1}}, {"x": {"id": 2}}]},
            ("list", "*", "x"),
            [{"id": 1}, {"id": 2}],
        ),
        (
            {"byId": {"a": {"id": 1}, "b": {"id": 2}}},
            ("byId", "*"),
            [{"id": 1}, {"id": 2}],
        ),
        ([[{"id": 1}], [{"id": 2}]], ("*",), [{"id": 1}, {"id": 2}]),
    ],
)
def test_records(body: t.Any, path: tuple[str, ...], found: list[t.Any]) -> None:
    assert records_at(body, path) == found


def test_a_path_to_nowhere_is_told() -> None:
    with pytest.raises(MissingPathError):
        records_at({"items": []}, ("data",))
    assert value_at({"a": [{"b": 1}]}, ("a", "0", "b")) == 1
    assert value_at({"a": 1}, ("a", "b")) is None


@pytest.mark.parametrize(
    ("value", "url"),
    [
        ("a b?c#d%/e", "https://x.example/i/a%20b%3Fc%23d%25%2Fe"),
        ("ü", "https://x.example/i/%C3%BC"),
        ("{id}", "https://x.example/i/%7Bid%7D"),
        (17, "https://x.example/i/17"),
    ],
)
def test_path_values_are_encoded(value: t.Any, url: str) -> None:
    request = HTTPRequest(url="https://x.example/i/{id}")
    Path("id").write(request, value)
    assert request.url == url


@pytest.mark.parametrize("value", ["", ".", ".."])
def test_path_values_lead_nowhere_else(value: str) -> None:
    with pytest.raises(SkippableAPIError):
        Path("id").write(HTTPRequest(url="https://x.example/i/{id}"), value)


def test_parameters() -> None:
    request = HTTPRequest(url="https://x.example", data={"page": {"size": 1}})
    Query("deleted").write(request, True)
    Body("page.after").write(request, 3)
    assert request.params == {"deleted": "true"}
    assert request.data == {"page": {"size": 1, "after": 3}}
    form = HTTPRequest(url="https://x.example")
    FormField("page.after").write(form, 3)
    assert form.data == {"page.after": "3"}


def test_settings_are_filled_in() -> None:
    config = {"account": "a", "flag": False}
    text = Text(("of ", Setting("account")))
    held = {"x": [text, Setting("account")], "y": Setting("flag")}
    assert resolve(held, config) == {"x": ["of a", "a"], "y": False}
    assert resolve(Text(("of ", Setting("none"))), config) is None


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (429, RateLimitedError),
        (401, TokenExpiredError),
        (403, SkippableAPIError),
        (404, FatalAPIError),
        (503, RetriableAPIError),
        (408, RetriableAPIError),
    ],
)
def test_usual_errors(status: int, error: type[Exception]) -> None:
    with pytest.raises(error) as raised:
        raise_for(answer({"secret": "s3cr3t"}, status=status), (), "GET /orders")
    assert str(status) in str(raised.value)
    assert "s3cr3t" not in str(raised.value)


def test_the_sources_rules_come_first() -> None:
    rules = (
        ErrorRule((404,), "empty"),
        ErrorRule((400,), "skip", body=BodyHolds(("error", "code"), "gone")),
        ErrorRule((200,), "fail", message="bad", body=BodyHolds(("ok",), "False")),
    )
    with pytest.raises(NothingThereError):
        raise_for(answer(status=404), rules, "x")
    with pytest.raises(SkippableAPIError):
        raise_for(answer({"error": {"code": "gone"}}, status=400), rules, "x")
    with pytest.raises(FatalAPIError):
        raise_for(answer({"error": {"code": "other"}}, status=400), rules, "x")
    with pytest.raises(FatalAPIError, match="bad"):
        raise_for(answer({"ok": False}), rules, "x")
    raise_for(answer({"ok": True}), rules, "x")


def test_drift_is_told_once_and_at_any_depth() -> None:
    told: list[str] = []
    nested = {"type": "object", "properties": {"b": {}}}
    schema = {
        "properties": {
            "a": nested,
            "list": {"type": "array", "items": nested},
            "open": {**nested, "additionalProperties": True},
        }
    }
    drift = Drift(schema, told.append)
    for _ in range(2):
        drift.watch({"a": {"b": 1, "c": 1}, "list": [{"d": 1}], "open": {"e": 1}})
        drift.watch({"new": 1})
    assert sorted(told) == ["a.c", "list.d", "new"]


@pytest.mark.parametrize(
    "value",
    [
        2**70,
        Decimal("1.10"),
        Decimal("12345678901234567890.123456789"),
        "\ud800",
        "ü",
        None,
    ],
)
def test_every_value_is_written(value: t.Any) -> None:
    message = RecordMessage(stream="orders", record={"value": value})
    line = BufferedWriter().format_message(message)
    assert line.endswith(b"\n")
    assert json.loads(line, parse_float=Decimal)["record"]["value"] == value
