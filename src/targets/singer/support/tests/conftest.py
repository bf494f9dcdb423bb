"""A clock that doesn't wait, and answers without a network."""

from __future__ import annotations

import datetime
import json
import typing as t

import pytest
import requests
from requests.structures import CaseInsensitiveDict

from tap import clock
from testing.fake_clock import FakeClock


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeClock:
    """The clock of one test."""
    made = FakeClock()
    for name in ("now", "monotonic", "sleep"):
        monkeypatch.setattr(clock, name, getattr(made, name))
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
