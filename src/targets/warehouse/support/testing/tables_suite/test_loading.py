"""Every row, once, and after that what is new."""

from __future__ import annotations

import typing as t

import pytest

from .conftest import STREAMS, TABLES
from .pipeline_under_test import Exit
from .support.pipeline_run import Warehouse, normalize
from .support.played_tables import ROWS, PlayedTables

KEYED = [name for name in STREAMS if TABLES[name]["key"]]
INCREMENTAL = [name for name in KEYED if "cursor" in TABLES[name]]


def own(rows: list[dict[str, t.Any]]) -> list[str]:
    """The rows, without what belongs to the load."""
    return sorted(
        repr({name: held for name, held in row.items() if not name.startswith("_dlt")})
        for row in rows
    )


def test_every_row_is_loaded_once(warehouse: Warehouse) -> None:
    assert warehouse.load() == Exit.LOADED
    for name in STREAMS:
        assert len(warehouse.rows(name)) == ROWS
    before = {name: own(warehouse.rows(name)) for name in STREAMS if name in KEYED}
    assert warehouse.load() == Exit.LOADED
    assert {name: own(warehouse.rows(name)) for name in before} == before


@pytest.mark.parametrize("stream", INCREMENTAL)
def test_a_second_run_loads_what_is_new(
    tables: PlayedTables, warehouse: Warehouse, stream: str
) -> None:
    warehouse.load(stream)
    tables.add(stream, 3)
    tables.add(stream, 1, late=True)
    assert warehouse.load(stream) == Exit.LOADED
    rows = warehouse.rows(stream)
    assert len(rows) == ROWS + 4
    loads = warehouse.loads()
    # The last cursor's own rows come again.
    came = [row for row in rows if row["_dlt_load_id"] == loads[-1]]
    assert 4 <= len(came) <= 4 + 2


@pytest.mark.parametrize("stream", STREAMS)
def test_an_empty_table_is_no_trouble(
    tables: PlayedTables, warehouse: Warehouse, stream: str
) -> None:
    table = TABLES[stream]
    tables.run(table, f"DELETE FROM {tables.name(table)}")
    assert warehouse.load(stream) == Exit.LOADED
    assert warehouse.rows(stream) == []


def test_decimals_keep_their_digits(warehouse: Warehouse) -> None:
    warehouse.load()
    for name in STREAMS:
        kinds = TABLES[name]["columns"]
        exact = [
            column for column in kinds if kinds[column].startswith("decimal(12,2)")
        ]
        for column in exact:
            held = {str(row.get(normalize(column))) for row in warehouse.rows(name)}
            assert "1.10" in held or column in TABLES[name]["key"]
