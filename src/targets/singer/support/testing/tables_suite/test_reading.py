"""Every row, once, and after that what is new."""

from __future__ import annotations

import json
import typing as t

import pytest

from .conftest import CONFIG, FACTS, STREAMS
from .support.played_tables import ROWS
from .support.tap_run import TapRun, run_tap, same
from .tap_under_test import Tap

if t.TYPE_CHECKING:
    from .support.played_tables import PlayedTables

TABLES = {table["stream"]: table for table in FACTS["tables"]}
KEYED = [name for name in STREAMS if TABLES[name]["key"]]
INCREMENTAL = [name for name in STREAMS if "cursor" in TABLES[name]]
#: Nothing is read again but what has the state's own cursor.
EXACT = {**CONFIG, "lookback_seconds": 0, "lookback_numbers": 0}


def distinct(run: TapRun, stream: str) -> int:
    return len(set(same(run.records(stream))))


def test_every_row_comes_once(tables: PlayedTables) -> None:
    run = run_tap(Tap, CONFIG)
    assert run.error is None
    for name in STREAMS:
        assert len(run.records(name)) == ROWS
        if TABLES[name]["key"]:
            assert distinct(run, name) == ROWS


def test_an_empty_table_is_no_trouble(tables: PlayedTables) -> None:
    table = TABLES[STREAMS[0]]
    tables.run(table, f"DELETE FROM {tables.name(table)}")
    run = run_tap(Tap, CONFIG)
    assert run.error is None
    assert run.records(STREAMS[0]) == []


@pytest.mark.parametrize("stream", INCREMENTAL)
def test_a_second_run_reads_what_is_new(tables: PlayedTables, stream: str) -> None:
    once = run_tap(Tap, EXACT, streams=[stream])
    tables.add(stream, 3)

    again = run_tap(Tap, EXACT, streams=[stream], state=once.state)

    assert again.error is None
    new = set(same(again.records(stream))) - set(same(once.records(stream)))
    assert len(new) == 3
    # The last cursor's own rows come again.
    assert len(again.records(stream)) <= 3 + 2


@pytest.mark.parametrize("stream", INCREMENTAL)
def test_a_late_row_is_read(tables: PlayedTables, stream: str) -> None:
    once = run_tap(Tap, EXACT, streams=[stream])
    tables.add(stream, 1, late=True)

    again = run_tap(Tap, EXACT, streams=[stream], state=once.state)

    assert len(set(same(again.records(stream))) - set(same(once.records(stream)))) == 1


@pytest.mark.parametrize("stream", INCREMENTAL)
def test_it_looks_back(tables: PlayedTables, stream: str) -> None:
    far = {**CONFIG, "lookback_seconds": 90 * 86400, "lookback_numbers": 1000}
    once = run_tap(Tap, far, streams=[stream])
    again = run_tap(Tap, far, streams=[stream], state=once.state)
    assert same(again.records(stream)) == same(once.records(stream))
    assert again.state == once.state


@pytest.mark.parametrize("stream", KEYED)
def test_a_run_that_was_cut_off_goes_on(tables: PlayedTables, stream: str) -> None:
    whole = run_tap(Tap, CONFIG, streams=[stream])
    states = [
        at for at, message in enumerate(whole.messages) if message["type"] == "STATE"
    ]
    for at in states[:-1]:
        state = whole.messages[at]["value"]
        before = [
            message["record"]
            for message in whole.messages[:at]
            if message["type"] == "RECORD"
        ]
        resumed = run_tap(Tap, CONFIG, streams=[stream], state=state)
        assert resumed.error is None
        found = {*same(before), *same(resumed.records(stream))}
        assert found == set(same(whole.records(stream)))


@pytest.mark.parametrize("stream", KEYED)
def test_a_whole_read_begins_anew(tables: PlayedTables, stream: str) -> None:
    if stream in INCREMENTAL:
        pytest.skip("it reads what is new")
    once = run_tap(Tap, CONFIG, streams=[stream])
    again = run_tap(Tap, CONFIG, streams=[stream], state=once.state)
    assert same(again.records(stream)) == same(once.records(stream))


@pytest.mark.parametrize("stream", STREAMS)
def test_decimals_keep_their_digits(tables: PlayedTables, stream: str) -> None:
    kinds = TABLES[stream]["columns"].values()
    if not any(kind.startswith("decimal") for kind in kinds):
        pytest.skip("it has none")
    run = run_tap(Tap, CONFIG, streams=[stream])
    assert any("1.10" in json.dumps(record) for record in run.records(stream))
