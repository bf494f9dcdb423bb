"""The source that the tests read, played in this process, and a folder to match."""

from __future__ import annotations

import dataclasses
import json
import os
import tempfile
import typing as t
from pathlib import Path

os.environ.setdefault("AIRFLOW_HOME", tempfile.mkdtemp(prefix="airflow-"))
os.environ.setdefault("AIRFLOW__CORE__LOAD_EXAMPLES", "False")

import pytest
from requests.adapters import HTTPAdapter

from .provider_under_test import Hook, Operator, clock
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
FACTS["streams"] = tried(FACTS["streams"])
STREAMS: list[str] = [stream["name"] for stream in FACTS["streams"]]
SECRETS = [CONFIG[name] for name in FACTS["secrets"] if name in CONFIG]


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
            for stream in Hook.source.streams
            if stream.name in STREAMS
        ]
        source = dataclasses.replace(Hook.source, streams=tuple(small))
        patch.setattr(Hook, "source", source)
        yield


@pytest.fixture(autouse=True)
def _connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection, as the environment gives it."""
    connection = {"conn_type": Hook.conn_type, "extra": CONFIG}
    variable = f"AIRFLOW_CONN_{Hook.default_conn_name.upper()}"
    monkeypatch.setenv(variable, json.dumps(connection))


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> Iterator[PlayedSource]:
    """The source of one test, which is asked nothing that it wouldn't answer."""
    fake = FakeClock()
    for name in ("now", "monotonic", "sleep"):
        monkeypatch.setattr(clock, name, getattr(fake, name))
    played = PlayedSource(FACTS, fake)
    Playing.source = played
    yield played
    assert played.complaints == []


class Try(t.NamedTuple):
    """As much of a task instance as the operator looks at."""

    try_number: int


class Tasks:
    """Runs the operator, as tasks of one Dag run after the other."""

    def __init__(self, folder: Path) -> None:
        """Nothing was run yet."""
        self.folder = folder
        self._runs = 0

    def run(self, stream: str, **options: t.Any) -> dict[str, t.Any]:
        """Read a stream; gives what the task tells."""
        self._runs += 1
        task = Operator(
            task_id="read", stream=stream, path=self.folder.as_uri(), **options
        )
        run_id = f"manual__2026-01-01T00:00:00+00:0{self._runs}"
        context: t.Any = {"run_id": run_id, "ti": Try(1)}
        told: dict[str, t.Any] = task.execute(context)
        return told

    def files(self, stream: str) -> list[str]:
        """Names of the files with a stream's records."""
        return sorted(path.name for path in (self.folder / stream).glob("*.jsonl*"))


@pytest.fixture
def tasks(tmp_path: Path) -> Tasks:
    """The tasks of one test."""
    return Tasks(tmp_path)
