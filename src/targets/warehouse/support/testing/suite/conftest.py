"""The source that the tests read, played in this process, and a warehouse to match."""

from __future__ import annotations

import dataclasses
import json
import typing as t
from pathlib import Path

import pytest
from requests.adapters import HTTPAdapter

from .pipeline_under_test import NAME, PARAMETERS, SECRETS, Command, clock, make, module
from .support.fake_clock import FakeClock
from .support.pipeline_run import Warehouse
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
FACTS["streams"] = tried(FACTS["streams"])
STREAMS: list[str] = [stream["name"] for stream in FACTS["streams"]]


class Playing:
    """Which source answers at the moment."""

    source: PlayedSource


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Every request goes to the played source, and pages are small."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            HTTPAdapter, "send", lambda _, request, **__: Playing.source.send(request)
        )
        small = [
            dataclasses.replace(
                stream,
                pagination=dataclasses.replace(stream.pagination, page_size=PAGE),
            )
            if stream.pagination.page_size is not None
            else stream
            for stream in module.SOURCE.streams
            if stream.name in STREAMS
        ]
        source = dataclasses.replace(module.SOURCE, streams=tuple(small))
        patch.setattr(module, "SOURCE", source)
        yield


def play(patch: pytest.MonkeyPatch) -> PlayedSource:
    """A new source, and a new clock."""
    fake = FakeClock()
    for name in ("now", "monotonic", "sleep"):
        patch.setattr(clock, name, getattr(fake, name))
    Playing.source = PlayedSource(FACTS, fake)
    return Playing.source


def open_warehouse(patch: pytest.MonkeyPatch, folder: Path) -> Warehouse:
    """A new warehouse, in a folder without any configuration but the environment's."""
    patch.chdir(folder)
    patch.setenv("RUNTIME__DLTHUB_TELEMETRY", "false")
    for name, value in CONFIG.items():
        text = value if isinstance(value, str) else json.dumps(value)
        patch.setenv(f"SOURCES__{NAME.upper()}__{PARAMETERS[name].upper()}", text)

    def run(arguments: list[str]) -> int:
        made = Command(
            NAME,
            module.SOURCE,
            lambda reading: make(_reading=reading),
            secrets=SECRETS,
        )
        return made.main(arguments)

    return Warehouse(folder, NAME, run)


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> Iterator[PlayedSource]:
    """The source of one test, which is asked nothing that it wouldn't answer."""
    played = play(monkeypatch)
    yield played
    assert played.complaints == []


@pytest.fixture
def warehouse(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Warehouse:
    """The warehouse of one test."""
    return open_warehouse(monkeypatch, tmp_path)
