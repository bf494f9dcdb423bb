"""Lists that are fetched before they are wanted."""

from __future__ import annotations

import json
import threading
import time
import typing as t

import pytest
from requests.adapters import HTTPAdapter
from singer_sdk import typing as th

from tap.ahead import AheadStream
from tap.children import ChildStream, ParentStream
from tap.params import Path
from tap.parents import Parent
from tap.tap import HttpTap

from .conftest import answer

if t.TYPE_CHECKING:
    import requests

PARENTS = 12


class AnyStream(AheadStream):
    """A stream of a source that bears three requests at once."""

    url_base = "https://api.acme.example"
    schema = th.PropertiesList(th.Property("id", th.StringType)).to_dict()
    concurrency = 3


class Sites(ParentStream, AnyStream):
    """Parents."""

    name = "sites"
    path = "/sites"


class Crews(ChildStream, AnyStream):
    """Children."""

    name = "crews"
    path = "/sites/{site}/crews"
    parent_stream_type = Sites
    parents = (Parent(stream="sites", field=("id",), param=Path("site")),)


class AcmeTap(HttpTap):
    """The tap under test."""

    name = "tap-acme"
    config_jsonschema = th.PropertiesList().to_dict()
    stream_types = [Sites, Crews]


def test_lists_below_many_parents_are_read_side_by_side(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = threading.Lock()
    asked: list[str] = []
    under_way = most = 0

    def send(_: object, request: requests.PreparedRequest, **__: object) -> t.Any:
        nonlocal under_way, most
        path = (request.url or "").removeprefix("https://api.acme.example")
        with lock:
            asked.append(path)
            under_way += 1
            most = max(most, under_way)
        time.sleep(0.01)
        with lock:
            under_way -= 1
        parents = [{"id": number} for number in range(PARENTS)]
        return answer(parents if path == "/sites" else [{"id": path}])

    monkeypatch.setattr(HTTPAdapter, "send", send)
    AcmeTap(config={}).sync_all()

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    crews = [
        line["record"]["id"]
        for line in lines
        if line.get("stream") == "crews" and line["type"] == "RECORD"
    ]
    assert crews == [f"/sites/{number}/crews" for number in range(PARENTS)]
    assert sorted(asked) == sorted(["/sites", *crews])
    assert most == AnyStream.concurrency


def test_nothing_is_fetched_after_a_sync_that_failed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def send(_: object, request: requests.PreparedRequest, **__: object) -> t.Any:
        path = (request.url or "").removeprefix("https://api.acme.example")
        asked.append(path)
        if path == "/sites":
            return answer([{"id": number} for number in range(PARENTS)])
        if path == "/sites/0/crews":
            raise KeyboardInterrupt
        time.sleep(0.05)
        return answer([])

    monkeypatch.setattr(HTTPAdapter, "send", send)
    before = set(threading.enumerate())
    with pytest.raises(KeyboardInterrupt):
        AcmeTap(config={}).sync_all()
    for thread in set(threading.enumerate()) - before:
        thread.join(5)

    assert set(threading.enumerate()) <= before
    assert len(asked) <= 1 + 2 * AnyStream.concurrency
