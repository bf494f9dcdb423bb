"""What the pipeline does when the database is out of order."""

from __future__ import annotations

import sqlite3
import typing as t

import pytest
import sqlalchemy as sa

from .conftest import STREAMS, TABLES
from .pipeline_under_test import Exit
from .support.pipeline_run import Warehouse
from .support.played_tables import ROWS, PlayedTables


def test_it_is_connected_to_what_is_there(
    tables: PlayedTables, warehouse: Warehouse
) -> None:
    assert warehouse.load(options=("--check",)) == Exit.LOADED
    for name in STREAMS:
        tables.run(TABLES[name], f"DROP TABLE {tables.name(TABLES[name])}")
    assert warehouse.load(options=("--check",)) == Exit.FAILED


def test_a_table_that_is_gone_is_left_out_and_told(
    tables: PlayedTables, warehouse: Warehouse, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = STREAMS[0]
    warehouse.load(gone)
    tables.run(TABLES[gone], f"DROP TABLE {tables.name(TABLES[gone])}")
    assert warehouse.load() == Exit.INCOMPLETE
    assert gone in capsys.readouterr().err
    for name in STREAMS:
        assert len(warehouse.rows(name)) == ROWS


def test_a_new_column_is_told(
    tables: PlayedTables, warehouse: Warehouse, capsys: pytest.CaptureFixture[str]
) -> None:
    table = TABLES[STREAMS[0]]
    tables.run(table, f"ALTER TABLE {tables.name(table)} ADD COLUMN quite_new")
    assert warehouse.load(STREAMS[0]) == Exit.LOADED
    assert "quite_new" in capsys.readouterr().err


def test_what_stays_away_fails_without_a_word_of_secrets(
    warehouse: Warehouse, capsys: pytest.CaptureFixture[str]
) -> None:
    def lose(*_: t.Any) -> None:
        orig = sqlite3.OperationalError("database is locked")
        raise sa.exc.OperationalError("SELECT", {}, orig)

    sa.event.listen(sa.Engine, "before_cursor_execute", lose)
    try:
        assert warehouse.load(STREAMS[0]) == Exit.FAILED
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", lose)
    assert "played-password" not in capsys.readouterr().err
    assert warehouse.load(STREAMS[0]) == Exit.LOADED
