"""What can't be read stops nothing else, and is told."""

from __future__ import annotations

import json
import typing as t

import pytest
from requests.adapters import HTTPAdapter
from singer_sdk import typing as th

from tap.errors import IncompleteSyncError
from tap.stream import HttpStream
from tap.tap import HttpTap

from .conftest import answer

if t.TYPE_CHECKING:
    import requests


class AnyStream(HttpStream):
    """A stream of the source."""

    url_base = "https://api.acme.example"
    schema = th.PropertiesList(th.Property("id", th.StringType)).to_dict()


class Punches(AnyStream):
    """A list of lists."""

    name = "punches"
    path = "/punches"


class Exports(AnyStream):
    """What few users want."""

    name = "exports"
    path = "/exports"
    needs_settings = ("export_id",)


class Tags(AnyStream):
    """A list of objects."""

    name = "tags"
    path = "/tags"


class AcmeTap(HttpTap):
    """The tap under test."""

    name = "tap-acme"
    config_jsonschema = th.PropertiesList(
        th.Property("export_id", th.StringType)
    ).to_dict()
    stream_types = [Punches, Exports, Tags]


def test_records_that_are_no_objects_are_left_out_and_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []

    def send(_: object, request: requests.PreparedRequest, **__: object) -> t.Any:
        asked.append(request.url or "")
        return answer([[0, 5], [1, 7]] if "punches" in asked[-1] else [{"id": "x"}])

    monkeypatch.setattr(HTTPAdapter, "send", send)
    with pytest.raises(IncompleteSyncError, match=r"punches.*no objects"):
        AcmeTap(config={}).sync_all()

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    records = [line["record"] for line in lines if line["type"] == "RECORD"]
    assert records == [{"id": "x"}]
    assert len(asked) == 2


@pytest.mark.parametrize("config", [{}, {"export_id": ""}])
def test_a_stream_is_offered_with_its_setting_only(config: dict[str, str]) -> None:
    assert list(AcmeTap(config=config).streams) == ["punches", "tags"]
    assert "exports" in AcmeTap(config={"export_id": "7"}).streams
