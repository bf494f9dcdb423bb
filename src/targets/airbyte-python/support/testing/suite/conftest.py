"""The API that the tests read, played in this process, and a clock to match."""

from __future__ import annotations

import dataclasses
import json
import typing as t
from pathlib import Path

import pytest
from requests.adapters import HTTPAdapter

from .source_under_test import Source as WholeSource
from .source_under_test import clock
from .support.fake_clock import FakeClock
from .support.played_list import PAGE
from .support.played_source import PlayedSource
from .support.shapes import tried
from .support.signing_keys import with_keys

if t.TYPE_CHECKING:
    from collections.abc import Iterator

FACTS: dict[str, t.Any] = with_keys(
    json.loads(Path(__file__).with_name("source.json").read_text(encoding="utf-8"))
)
CONFIG: dict[str, t.Any] = FACTS["config"]
ALL: list[dict[str, t.Any]] = FACTS["streams"]
FACTS["streams"] = tried(ALL)
STREAMS: list[str] = [stream["name"] for stream in FACTS["streams"]]


class Source(WholeSource):
    """The source with the streams that are tried."""

    stream_types = tuple(
        made for made in WholeSource.stream_types if made.name in STREAMS
    )

    def spec(self, *arguments: t.Any) -> t.Any:
        """As the source has it: the CDK looks beside the class."""
        return WholeSource().spec(*arguments)


class Playing:
    """Which API answers at the moment."""

    source: PlayedSource


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Every request goes to the played API, and pages are small."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            HTTPAdapter, "send", lambda _, request, **__: Playing.source.send(request)
        )
        for made in Source.stream_types:
            if made.pagination.page_size is not None:
                small = dataclasses.replace(made.pagination, page_size=PAGE)
                patch.setattr(made, "pagination", small)
        yield


def play(patch: pytest.MonkeyPatch) -> PlayedSource:
    """A new API, and a new clock."""
    fake = FakeClock()
    for name in ("now", "monotonic", "sleep"):
        patch.setattr(clock, name, getattr(fake, name))
    # The CDK waits before it asks again.
    patch.setattr("time.sleep", fake.sleep)
    Playing.source = PlayedSource(FACTS, fake)
    return Playing.source


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> Iterator[PlayedSource]:
    """The API of one test, which is asked nothing that it wouldn't answer."""
    played = play(monkeypatch)
    yield played
    assert played.complaints == []
