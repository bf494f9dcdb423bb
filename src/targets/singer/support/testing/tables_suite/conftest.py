"""The tap, its tables, and a database file in place of the real database."""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

import pytest

from .support.fake_clock import FakeClock
from .support.played_tables import PlayedTables
from .tap_under_test import SQLite, Tap, clock

if t.TYPE_CHECKING:
    from collections.abc import Iterator

FACTS: dict[str, t.Any] = json.loads(
    Path(__file__).with_name("tables.json").read_text(encoding="utf-8")
)
STREAMS: list[str] = [table["stream"] for table in FACTS["tables"]]
#: Pages of so many rows, so that small tables have several.
CONFIG: dict[str, t.Any] = {**FACTS["settings"], "chunk_size": 3}


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PlayedTables]:
    """Every table of the tap, with some rows."""
    played = PlayedTables(tmp_path, FACTS)

    class StandIn(SQLite):
        def connect_args(self) -> dict[str, t.Any]:
            self.config = {**self.config, "path": str(played.path)}
            return super().connect_args()

        def on_connect(self, driver: t.Any, record: t.Any) -> None:
            super().on_connect(driver, record)
            played.attach(driver)

    monkeypatch.setattr(Tap, "database_class", StandIn)
    fake = FakeClock()
    monkeypatch.setattr(clock, "sleep", fake.sleep)
    yield played
