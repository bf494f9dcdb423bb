"""A database file in place of the real database, and a warehouse to match."""

from __future__ import annotations

import dataclasses
import json
import typing as t
from pathlib import Path

import pytest

from .pipeline_under_test import (
    NAME,
    PARAMETERS,
    SECRETS,
    Command,
    SQLite,
    clock,
    make,
    module,
)
from .support.fake_clock import FakeClock
from .support.pipeline_run import Warehouse
from .support.played_tables import PlayedTables

FACTS: dict[str, t.Any] = json.loads(
    Path(__file__).with_name("tables.json").read_text(encoding="utf-8")
)
STREAMS: list[str] = [table["stream"] for table in FACTS["tables"]]
TABLES: dict[str, t.Any] = {table["stream"]: table for table in FACTS["tables"]}
#: Pages of so many rows, and nothing read again but what has the state's own cursor.
READING = {"chunk_size": 3, "lookback_seconds": 0, "lookback_numbers": 0}


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PlayedTables:
    """Every table of the pipeline, with some rows."""
    folder = tmp_path / "database"
    folder.mkdir()
    played = PlayedTables(folder, FACTS)

    class StandIn(SQLite):
        def connect_args(self) -> dict[str, t.Any]:
            self.config = {**self.config, "path": str(played.path)}
            return super().connect_args()

        def on_connect(self, driver: t.Any, record: t.Any) -> None:
            super().on_connect(driver, record)
            played.attach(driver)

    source = dataclasses.replace(module.SOURCE, database=StandIn)
    monkeypatch.setattr(module, "SOURCE", source)
    monkeypatch.setattr(clock, "sleep", FakeClock().sleep)
    return played


@pytest.fixture
def warehouse(
    tables: PlayedTables, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Warehouse:
    """A new warehouse, without any configuration but the environment's."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RUNTIME__DLTHUB_TELEMETRY", "false")
    reading = {name: held for name, held in READING.items() if name in PARAMETERS}
    for name, value in {**FACTS["settings"], **reading}.items():
        variable = f"SOURCES__{NAME.upper()}__{PARAMETERS[name].upper()}"
        monkeypatch.setenv(variable, str(value))

    def run(arguments: list[str]) -> int:
        made = Command(
            NAME,
            module.SOURCE,
            lambda reading: make(_reading=reading),
            secrets=SECRETS,
        )
        return made.main(arguments)

    return Warehouse(tmp_path, NAME, run)
