"""Streams below one parent and below several."""

from __future__ import annotations

import json
import typing as t

import pytest
from requests.adapters import HTTPAdapter
from singer_sdk import typing as th

from tap.children import ChildStream, ParentStream
from tap.crossed import CrossedStream
from tap.params import Path
from tap.parents import Parent
from tap.stream import HttpStream
from tap.tap import HttpTap

from .conftest import answer

if t.TYPE_CHECKING:
    import requests

LISTS: dict[str, t.Any] = {
    "/sites": [{"code": "007"}, {"code": "b"}],
    "/sites/007/crews": [{"id": 1}, {"id": 2}],
    "/sites/b/crews": [{"id": 3}],
    "/sites/007/rooms": [{"id": 10}],
    "/sites/b/rooms": [{"id": 20}, {"id": 21}],
    "/tags": [{"id": "x"}, {"id": "y"}],
}


class AnyStream(HttpStream):
    """A stream of the source."""

    url_base = "https://api.acme.example"
    schema = th.PropertiesList(th.Property("id", th.StringType)).to_dict()


class Sites(ParentStream, AnyStream):
    """Parents."""

    name = "sites"
    path = "/sites"


SITE = Parent(
    stream="sites", field=("code",), param=Path("site"), record_field="site_code"
)


class Tags(AnyStream):
    """Parents that have nothing to do with the others."""

    name = "tags"
    path = "/tags"


class Crews(ParentStream, ChildStream, AnyStream):
    """Children."""

    name = "crews"
    path = "/sites/{site}/crews"
    parent_stream_type = Sites
    parents = (SITE,)


class Rooms(ParentStream, ChildStream, AnyStream):
    """Children of the same parents."""

    name = "rooms"
    path = "/sites/{site}/rooms"
    parent_stream_type = Sites
    parents = (SITE,)


class Shifts(CrossedStream, AnyStream):
    """Below two streams that share a parent."""

    name = "shifts"
    path = "/crews/{crew}/rooms/{room}/shifts"
    parent_stream_type = Rooms
    parents = (
        Parent(stream="crews", field=("id",), param=Path("crew"), record_field="crew"),
        Parent(stream="rooms", field=("id",), param=Path("room")),
    )


class Tagged(CrossedStream, AnyStream):
    """Below two streams that know nothing of each other."""

    name = "tagged"
    path = "/tags/{tag}/crews/{crew}"
    parent_stream_type = Crews
    parents = (
        Parent(stream="tags", field=("id",), param=Path("tag")),
        Parent(stream="crews", field=("id",), param=Path("crew")),
    )


class AcmeTap(HttpTap):
    """The tap under test."""

    name = "tap-acme"
    config_jsonschema = th.PropertiesList().to_dict()

    stream_types = [Sites, Tags, Crews, Rooms, Shifts, Tagged]


class Run(t.NamedTuple):
    """What was asked, and what came out."""

    asked: list[str]
    records: list[dict[str, t.Any]]
    error: Exception | None


def read(
    patch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    stream: str,
    **answers: tuple[int, t.Any],
) -> Run:
    """Read one stream; some paths may be answered otherwise."""
    asked: list[str] = []

    def send(_: object, request: requests.PreparedRequest, **__: object) -> t.Any:
        path = (request.url or "").removeprefix("https://api.acme.example")
        asked.append(path)
        status, body = answers.get(path, (200, LISTS.get(path, [{"id": path}])))
        return answer(body, status=status)

    patch.setattr(HTTPAdapter, "send", send)
    tap = AcmeTap(config={})
    for name, each in tap.streams.items():
        each.selected = name == stream
    error = None
    try:
        tap.sync_all()
    except Exception as raised:  # noqa: BLE001
        error = raised
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    records = [line["record"] for line in lines if line["type"] == "RECORD"]
    return Run(asked, records, error)


def test_whose_a_record_is_stays_what_it_was(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = read(monkeypatch, capsys, "crews")
    assert run.records[0] == {"id": 1, "site_code": "007"}
    assert len(run.records) == 3


def test_the_sources_own_word_counts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [{"id": 1, "site_code": "own"}, {"id": 2, "site_code": None}]
    run = read(monkeypatch, capsys, "crews", **{"/sites/007/crews": (200, given)})
    assert [record["site_code"] for record in run.records] == ["own", "007", "b"]


def test_every_combination_of_what_knows_nothing_of_each_other(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = read(monkeypatch, capsys, "tagged")
    wanted = {f"/tags/{tag}/crews/{crew}" for tag in "xy" for crew in (1, 2, 3)}
    assert sorted(record["id"] for record in run.records) == sorted(wanted)
    assert run.asked.count("/tags") == 1


def test_only_what_is_below_the_same_parent(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = read(monkeypatch, capsys, "shifts")
    pairs = [(10, 1), (10, 2), (20, 3), (21, 3)]
    wanted = [f"/crews/{crew}/rooms/{room}/shifts" for room, crew in pairs]
    assert sorted(record["id"] for record in run.records) == sorted(wanted)
    assert sorted(record["crew"] for record in run.records) == [1, 2, 3, 3]
    assert run.asked.count("/sites/007/crews") == 1
    assert run.asked.count("/sites") == 1


def test_a_forbidden_parent_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = read(monkeypatch, capsys, "tagged", **{"/tags": (403, {})})
    assert run.records == []
    assert "tagged" in str(run.error)


def test_a_parent_without_records_is_told(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    run = read(monkeypatch, capsys, "tagged", **{"/tags": (200, [])})
    assert run.error is None
    assert "'tags' has no records: 'tagged' is not read" in caplog.text
