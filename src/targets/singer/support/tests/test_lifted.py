"""Keys and cursors that lie deeper in the record."""

from __future__ import annotations

import json
import typing as t

import pytest
from requests.adapters import HTTPAdapter
from singer_sdk import typing as th

from tap.incremental import IncrementalStream
from tap.lifted import LiftedStream
from tap.tap import HttpTap

from .conftest import answer


class Events(IncrementalStream, LiftedStream):
    """A stream whose source knows no filter."""

    name = "events"
    path = "/events"
    url_base = "https://api.acme.example"
    records_path = ("data",)
    schema = th.PropertiesList(
        th.Property("attributes", th.ObjectType()),
        th.Property("code", th.StringType),
        th.Property("changed", th.DateTimeType),
    ).to_dict()
    lifted: t.ClassVar = {
        "code": ("attributes", "code"),
        "changed": ("attributes", "times", "changed"),
    }
    primary_keys = ("code",)
    replication_key = "changed"


class AcmeTap(HttpTap):
    """The tap under test."""

    name = "tap-acme"
    config_jsonschema = th.PropertiesList().to_dict()
    stream_types = [Events]


Messages = list[dict[str, t.Any]]


def event(code: t.Any, day: int) -> dict[str, t.Any]:
    """A record as the source has it."""
    times = {"changed": f"2024-02-{day:02}T00:00:00Z"}
    return {"attributes": {"code": code, "times": times}}


def read(
    patch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    records: Messages,
    state: dict[str, t.Any] | None = None,
) -> tuple[Messages, dict[str, t.Any]]:
    """What comes out, and the last state."""
    patch.setattr(HTTPAdapter, "send", lambda *_, **__: answer({"data": records}))
    AcmeTap(config={}, state=state or {}).sync_all()
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    states = [line["value"] for line in lines if line["type"] == "STATE"]
    return [line["record"] for line in lines if line["type"] == "RECORD"], states[-1]


@pytest.mark.parametrize("code", ["007", "1e5", "", "None", "{x}", 7, 0, False])
def test_values_are_repeated_as_what_they_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], code: t.Any
) -> None:
    given = event(code, 1)
    [record], _ = read(monkeypatch, capsys, [given])
    assert record == {**given, "code": code, "changed": "2024-02-01T00:00:00Z"}
    assert type(record["code"]) is type(code)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"attributes": None},
        {"attributes": {}},
        {"attributes": {"code": None, "times": None}},
        {"attributes": "text"},
        {"attributes": {"times": []}},
    ],
)
def test_what_is_not_there_is_no_field(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    given: dict[str, t.Any],
) -> None:
    found, _ = read(monkeypatch, capsys, [{"id": 1, **given}, event("a", 1)])
    assert found[0] == {"id": 1, **given}


def test_the_cursor_is_there_before_old_records_are_dropped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, state = read(monkeypatch, capsys, [event("a", 2), event("b", 1)])
    assert state["bookmarks"]["events"] == {
        "replication_key": "changed",
        "replication_key_value": "2024-02-02T00:00:00Z",
    }
    found, _ = read(monkeypatch, capsys, [event("a", 1), event("c", 3)], state)
    assert [record["code"] for record in found] == ["c"]
