"""A pipeline of dlt, as its user runs it, and what dlt itself knows of it.

`python dlt_project.py <project> <operation> …`, in the folder in which the pipeline keeps its
working files and its DuckDB. The settings are in `SOURCEWRIGHT_CONFIG`, as JSON. What is told goes
to standard output, as one JSON object.
"""

from __future__ import annotations

import base64
import datetime
import decimal
import gzip
import importlib
import json
import os
import runpy
import sys
import threading
import typing as t
from pathlib import Path

import dlt
import duckdb
from dlt.common.configuration.specs.base_configuration import is_secret_hint
from dlt.common.destination.client import RunnableLoadJob
from dlt.common.typing import is_optional_type
from dlt.extract.decorators import DltSourceFactoryWrapper

from sourcewright_harness.output import die

Column = dict[str, t.Any]

# What a field of a record may be, by the type of its column.
JSON_TYPES: dict[str, Column] = {
    "text": {"type": ["string", "null"]},
    "bigint": {"type": ["integer", "null"]},
    "double": {"type": ["number", "null"]},
    "decimal": {"type": ["string", "null"]},
    "binary": {"type": ["string", "null"]},
    "bool": {"type": ["boolean", "null"]},
    "timestamp": {"type": ["string", "null"], "format": "date-time"},
    "date": {"type": ["string", "null"], "format": "date"},
}
# A JSON column says nothing of what is in it.
ANYTHING: Column = {"anyOf": [{"type": ["object", "array", "null"]}, {}]}


class Project:
    """The pipeline's script, and the one source that it loads."""

    def __init__(self, folder: str) -> None:
        [self.script] = sorted(Path(folder).glob("*_pipeline.py"))
        module = importlib.import_module(self.script.stem)
        [self.source] = [
            held for held in vars(module).values() if isinstance(held, DltSourceFactoryWrapper)
        ]
        self.name = self.source.name

    def configure(self, settings: dict[str, t.Any]) -> None:
        for name, value in settings.items():
            text = value if isinstance(value, str) else json.dumps(value)
            os.environ[f"SOURCES__{self.name.upper()}__{self.parameter(name).upper()}"] = text

    def parameter(self, name: str) -> str:
        """A setting that is called like a word of Python has a mark behind it."""
        return name if name in self.fields() else f"{name}_"

    def fields(self) -> dict[str, t.Any]:
        spec = self.source.ref.SPEC()
        return {
            name: hint
            for name, hint in spec.get_resolvable_fields().items()
            if not name.startswith("_")
        }

    # What it tells of itself

    def settings(self) -> list[dict[str, t.Any]]:
        spec = self.source.ref.SPEC()
        return [
            {
                "name": name.rstrip("_"),
                "required": not is_optional_type(hint) and getattr(spec, name, None) is None,
                "secret": is_secret_hint(hint),
            }
            for name, hint in self.fields().items()
        ]

    def streams(self) -> list[dict[str, t.Any]]:
        selected = self.source().selected_resources
        return [discovered(name, resource) for name, resource in selected.items()]

    def check_schema(self) -> list[str]:
        """What dlt has to say against the schema."""
        source = self.source()
        schema = source.discover_schema()
        schema.to_dict(remove_processing_hints=True)
        lacking = set(source.selected_resources) - {
            table.get("resource") for table in schema.data_tables(include_incomplete=True)
        }
        return [f"the schema has no table for {name}" for name in sorted(lacking)]

    # What arrived

    def tables(self, known_loads: list[str]) -> dict[str, t.Any]:
        """The rows that came with loads which aren't known yet, as records, load by load."""
        path = Path(f"{self.name}.duckdb")
        if not path.exists():
            return {"loads": [], "records": [], "counts": [], "keys": {}, "state": {}}
        dataset = f"{self.name}_data"
        with duckdb.connect(str(path), read_only=True) as connection:
            completed = (
                f"select load_id from {dataset}._dlt_loads where status = 0 order by inserted_at"
            )
            loads = [load for (load,) in _rows(connection, completed)]
            new = [load for load in loads if load not in known_loads]
            resources = self.source().selected_resources
            found: list[tuple[str, dict[str, t.Any]]] = []
            counts: list[int] = []
            for load in new:
                for name, resource in resources.items():
                    found.extend(
                        (name, record) for record in loaded(connection, dataset, resource, load)
                    )
                counts.append(len(found))
            keys = {
                name: [
                    json.dumps([record.get(field) for [field] in key])
                    for record in loaded(connection, dataset, resource)
                ]
                for name, resource in resources.items()
                if (key := discovered(name, resource)["primaryKey"])
            }
        return {
            "loads": loads,
            "records": [{"stream": name, "record": record} for name, record in found],
            "counts": counts,
            "keys": keys,
            "state": dict(
                dlt.attach(self.name, pipelines_dir="pipelines").state.get("sources", {})
            ),
        }


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[t.Any, ...]]:
    try:
        return connection.execute(query).fetchall()
    except duckdb.CatalogException:
        # Nothing was loaded yet.
        return []


def discovered(name: str, resource: t.Any) -> dict[str, t.Any]:
    named = resource.compute_table_schema()["columns"]
    columns = {column.get("x-field", name): column for name, column in named.items()}
    key = resource._hints.get("primary_key") or []
    return {
        "name": name,
        "schema": {"type": "object", "properties": {f: _schema(c) for f, c in columns.items()}},
        "primaryKey": [
            [named[name].get("x-field", name)] for name in ([key] if isinstance(key, str) else key)
        ],
        "incremental": any(column.get("incremental") for column in columns.values()),
    }


def _schema(column: Column) -> Column:
    if column.get("x-several-types"):
        return ANYTHING
    if column.get("x-whole"):
        return JSON_TYPES["bigint"]
    return JSON_TYPES.get(column.get("data_type", ""), ANYTHING)


def loaded(
    connection: duckdb.DuckDBPyConnection, dataset: str, resource: t.Any, load: str | None = None
) -> list[dict[str, t.Any]]:
    """The rows of a resource's table, or those that came with a load, as the source's records."""
    schema = resource.compute_table_schema()
    naming = dlt.Schema(resource.name).naming
    table = naming.normalize_table_identifier(schema["name"])
    names = {
        naming.normalize_identifier(name): (column.get("x-field", name), column)
        for name, column in schema["columns"].items()
    }
    try:
        cursor = connection.execute(
            f'select * from {dataset}."{table}" where _dlt_load_id = coalesce(?, _dlt_load_id)',
            [load],
        )
    except duckdb.CatalogException:
        return []
    columns = [(name, str(kind)) for name, kind, *_ in cursor.description or []]
    return [_record(columns, row, names) for row in cursor.fetchall()]


def _record(
    columns: list[tuple[str, str]], row: tuple[t.Any, ...], names: dict[str, t.Any]
) -> dict[str, t.Any]:
    record: dict[str, t.Any] = {}
    for (name, kind), value in zip(columns, row, strict=True):
        if value is None or name.startswith("_dlt_"):
            continue
        # A value that didn't fit its column lies in one beside it.
        own = name.partition("__v_")[0] if name not in names else name
        field, column = names.get(own, (own, {}))
        record[field] = _value(value, kind, column)
    return record


def _value(value: t.Any, kind: str, column: Column) -> t.Any:
    if kind == "JSON":
        return json.loads(value)
    if column.get("x-several-types") and isinstance(value, str):
        try:
            held = json.loads(value)
        except ValueError:
            return value
        return value if isinstance(held, str) else held
    if isinstance(value, decimal.Decimal):
        return int(value) if column.get("x-whole") else format(value, "f")
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, datetime.datetime):
        # A time without a zone is told as if it were UTC.
        zoned = value if value.tzinfo else value.replace(tzinfo=datetime.UTC)
        moment = zoned.astimezone(datetime.UTC).replace(tzinfo=None)
        # As sources mostly write them: no more digits than there are.
        digits = 0 if moment.microsecond == 0 else 3 if moment.microsecond % 1000 == 0 else 6
        text = moment.isoformat(timespec="microseconds")
        return (text[:19] if digits == 0 else text[: 20 + digits]) + "Z"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def kill_after(rows: int) -> None:
    """End the process once so many rows have been loaded, in the middle of a load."""
    left = rows
    counting = threading.Lock()
    run = RunnableLoadJob.run_managed

    def counted(self: RunnableLoadJob, *parts: t.Any) -> None:
        nonlocal left
        # The file is moved when it has been loaded.
        rows = _rows_in(self)
        run(self, *parts)
        with counting:
            left -= rows
            if left <= 0:
                die()

    RunnableLoadJob.run_managed = counted


def _rows_in(job: RunnableLoadJob) -> int:
    path = Path(job._file_path)
    if job.load_table_name.startswith("_dlt_") or "insert_values" not in path.name:
        return 0
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return sum(line.startswith("(") for line in lines)


def main(folder: str, operation: str, arguments: list[str]) -> None:
    project = Project(folder)
    project.configure(json.loads(os.environ.get("SOURCEWRIGHT_CONFIG", "{}")))
    if operation == "run":
        after = os.environ.get("SOURCEWRIGHT_KILL_AFTER")
        if after:
            kill_after(int(after))
        sys.argv = [str(project.script), *arguments]
        runpy.run_path(str(project.script), run_name="__main__")
        return
    told: t.Any
    if operation == "settings":
        told = project.settings()
    elif operation == "streams":
        told = project.streams()
    elif operation == "check-schema":
        told = project.check_schema()
    else:
        told = project.tables(json.loads(arguments[0]))
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
