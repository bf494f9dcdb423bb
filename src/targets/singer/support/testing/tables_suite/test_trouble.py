"""What the tap does when the database is out of order."""

from __future__ import annotations

import logging
import sqlite3
import typing as t

import pytest
import sqlalchemy as sa
from singer_sdk.exceptions import FatalSyncError

from .conftest import CONFIG, FACTS, STREAMS
from .support.tap_run import run_tap, same
from .tap_under_test import Tap

if t.TYPE_CHECKING:
    from .support.played_tables import PlayedTables

TABLES = {table["stream"]: table for table in FACTS["tables"]}
KEYED = [name for name in STREAMS if TABLES[name]["key"]]


def test_a_table_that_is_gone_is_left_out_and_told(tables: PlayedTables) -> None:
    gone = STREAMS[0]
    whole = run_tap(Tap, CONFIG)
    tables.run(TABLES[gone], f"DROP TABLE {tables.name(TABLES[gone])}")
    run = run_tap(Tap, CONFIG)
    assert isinstance(run.error, FatalSyncError)
    assert gone in str(run.error)
    for name in STREAMS[1:]:
        assert same(run.records(name)) == same(whole.records(name))
    again = run_tap(Tap, CONFIG, state=whole.state)
    assert gone in str(again.error)
    assert set(again.state["bookmarks"]) >= set(STREAMS[1:])


def test_a_new_column_is_told(
    tables: PlayedTables, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    table = TABLES[STREAMS[0]]
    tables.run(table, f"ALTER TABLE {tables.name(table)} ADD COLUMN quite_new")
    run = run_tap(Tap, CONFIG, streams=STREAMS[:1])
    assert run.error is None
    assert "quite_new" in caplog.text


def _spare_columns() -> t.Iterator[tuple[str, str]]:
    """Columns that no key and no cursor needs."""
    for name, table in TABLES.items():
        needed = {*table["key"], table.get("cursor")}
        spare = [column for column in table["columns"] if column not in needed]
        if len(table["columns"]) > 1:
            yield from ((name, column) for column in reversed(spare))


def test_a_column_that_is_gone_is_told(tables: PlayedTables) -> None:
    found = next(_spare_columns(), None)
    if found is None:
        pytest.skip("every column is part of a key")
    stream, column = found
    table = TABLES[stream]
    tables.run(
        table, f"ALTER TABLE {tables.name(table)} DROP COLUMN {tables.quoted(column)}"
    )
    run = run_tap(Tap, CONFIG, streams=[stream])
    assert column in str(run.error)
    assert len(run.records(stream)) > 0


@pytest.mark.parametrize("stream", KEYED)
def test_a_lost_connection_is_made_anew(tables: PlayedTables, stream: str) -> None:
    whole = run_tap(Tap, CONFIG, streams=[stream])
    asked = 0

    def lose(connection: t.Any, *_: t.Any) -> None:
        nonlocal asked
        asked += 1
        if asked in {6, 8}:
            orig = _locked()
            raise sa.exc.OperationalError("SELECT", {}, orig)

    sa.event.listen(sa.Engine, "before_cursor_execute", lose)
    try:
        run = run_tap(Tap, CONFIG, streams=[stream])
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", lose)
    assert run.error is None
    assert run.records(stream) == whole.records(stream)


def _locked() -> Exception:
    return sqlite3.OperationalError("database is locked")


def test_it_gives_up_on_what_stays_away(
    tables: PlayedTables, caplog: pytest.LogCaptureFixture
) -> None:
    def lose(*_: t.Any) -> None:
        raise sa.exc.OperationalError("SELECT", {}, _locked())

    caplog.set_level(logging.DEBUG)
    sa.event.listen(sa.Engine, "before_cursor_execute", lose)
    try:
        run = run_tap(Tap, CONFIG, streams=STREAMS[:1])
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", lose)
    assert run.error is not None
    assert "played-password" not in f"{run.error!r} {caplog.text}"
