"""Runs the pipeline in this process, into a DuckDB of its own."""

from __future__ import annotations

import datetime
import json
import typing as t
from dataclasses import dataclass

import dlt
import duckdb

if t.TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Record = dict[str, t.Any]

Spell = t.Callable[[str], str]

#: How dlt spells a name.
normalize: Spell = dlt.Schema("names").naming.normalize_identifier


@dataclass(frozen=True)
class Warehouse:
    """What the pipeline has loaded."""

    folder: Path
    name: str
    run: Callable[[list[str]], int]

    def load(self, *streams: str, options: tuple[str, ...] = ()) -> int:
        """Run the pipeline for these streams, or for all; gives the exit code."""
        chosen = ["--streams", ",".join(streams)] if streams else []
        places = ["--pipelines-dir", str(self.folder / "pipelines")]
        return self.run([*chosen, *options, *places])

    def loads(self) -> list[str]:
        """The loads that were completed, the last one last."""
        query = "select load_id from _dlt_loads where status = 0 order by inserted_at"
        return [str(row["load_id"]) for row in self._query(query)]

    def rows(self, stream: str) -> list[Record]:
        """A stream's rows."""
        return self._query(f'select * from "{normalize(stream)}"')

    def _query(self, query: str) -> list[Record]:
        path = self.folder / f"{self.name}.duckdb"
        if not path.exists():
            return []
        with duckdb.connect(str(path)) as connection:
            connection.execute(f"use {self.name}_data")
            try:
                cursor = connection.execute(query)
            except duckdb.CatalogException:
                return []
            names = [column[0] for column in cursor.description or []]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def differences(
    records: list[Record], rows: list[Record], key: list[str], column: Spell
) -> list[str]:
    """What of the records isn't in the rows as it was, and what is there too often.

    Args:
        records: What the source holds.
        rows: What was loaded.
        key: The fields that tell the records apart.
        column: The column that a field is loaded into.
    """
    told = []
    if len(rows) != len(records):
        told.append(f"{len(records)} records are {len(rows)} rows")
    names = key or sorted({name for record in records for name in record})
    rows = [_by_field(row, {n for one in records for n in one}, column) for row in rows]
    left = [*rows]
    for record in records:
        found = next((row for row in left if _is(record, row, names)), None)
        if found is None:
            told.append(f"{record} is not there")
            continue
        left.remove(found)
        told.extend(
            f"{name} of {record} is {found[name]!r}"
            for name in record
            if not _alike(record[name], found[name])
        )
    return told


def _is(record: Record, row: Record, names: list[str]) -> bool:
    return all(_alike(record.get(name), row[name]) for name in names)


def _by_field(row: Record, fields: set[str], column: Spell) -> Record:
    return {field: _cell(row, column(field)) for field in fields}


def _cell(row: Record, column: str) -> t.Any:
    """A column's value, though it may lie beside it, in one of its own type."""
    if row.get(column) is not None:
        return row[column]
    beside = [held for name, held in row.items() if name.startswith(f"{column}__v_")]
    return next((held for held in beside if held is not None), None)


def _alike(value: t.Any, cell: t.Any) -> bool:
    if isinstance(cell, datetime.datetime):
        moment = datetime.datetime.fromisoformat(value)
        zoned = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
        return zoned == (cell if cell.tzinfo else cell.replace(tzinfo=datetime.UTC))
    if isinstance(cell, datetime.date):
        return bool(cell.isoformat() == value[:10])
    if isinstance(cell, str) and not isinstance(value, str):
        return bool(json.loads(cell) == value)
    return bool(cell == value)
