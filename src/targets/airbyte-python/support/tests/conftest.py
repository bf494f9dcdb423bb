"""A clock that doesn't wait, and an API of plain lists."""

from __future__ import annotations

import datetime
import json
import typing as t
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from airbyte_cdk.models import ConnectorSpecification
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict

from source import clock
from source.source import ApiSource
from source.stream import ApiStream
from testing.fake_clock import FakeClock

if t.TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Answer = t.Callable[[requests.PreparedRequest], requests.Response]


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeClock:
    """The clock of one test."""
    made = FakeClock()
    for name in ("now", "monotonic", "sleep"):
        monkeypatch.setattr(clock, name, getattr(made, name))
    monkeypatch.setattr("time.sleep", made.sleep)
    return made


def answer(
    body: t.Any = None,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
    url: str = "https://api.acme.example/v1/orders",
) -> requests.Response:
    """An answer with a JSON body."""
    made = requests.Response()
    made.status_code = status
    made.url = url
    made._content = body if isinstance(body, bytes) else json.dumps(body).encode()
    made.headers = CaseInsensitiveDict(headers or {})
    made.elapsed = datetime.timedelta()
    return made


class Api:
    """Answers with lists by their path, and notes what it was asked."""

    def __init__(self) -> None:
        """Hold nothing."""
        self.lists: dict[str, t.Any] = {}
        self.asked: list[str] = []
        self.requests: list[requests.PreparedRequest] = []
        #: Answers in place of a list, for a path: each once.
        self.instead: dict[str, list[Answer]] = {}

    def send(self, request: requests.PreparedRequest) -> requests.Response:
        """What is answered."""
        parts = urlsplit(request.url or "")
        path = str(parts.path)
        self.asked.append(path)
        self.requests.append(request)
        waiting = self.instead.get(path)
        if waiting:
            return waiting.pop(0)(request)
        if path not in self.lists:
            return answer({"error": "not found"}, status=404, url=str(request.url))
        return answer(self.lists[path], url=str(request.url))

    def query(self, number: int = -1) -> dict[str, str]:
        """The parameters of a request."""
        return dict(parse_qsl(str(urlsplit(self.requests[number].url or "").query)))


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Api:
    """The API of one test."""
    made = Api()
    monkeypatch.setattr(
        HTTPAdapter, "send", lambda _, request, **__: made.send(request)
    )
    return made


class AnyStream(ApiStream):
    """A stream of the API."""

    url_base = "https://api.acme.example"
    fields: t.ClassVar[Mapping[str, t.Any]] = {"id": {"type": ["null", "string"]}}

    @t.no_type_check
    def get_json_schema(self) -> Mapping[str, t.Any]:
        """Without a file."""
        return {"type": "object", "properties": dict(self.fields)}


def source_of(
    *streams: type[ApiStream], properties: Mapping[str, t.Any] | None = None
) -> Callable[[], ApiSource]:
    """A source with these streams, parents first."""

    class Source(ApiSource):
        stream_types = streams

        def spec(self, logger: t.Any) -> ConnectorSpecification:
            """What the user is asked for."""
            return ConnectorSpecification(
                connectionSpecification={"properties": dict(properties or {})}
            )

    return Source
