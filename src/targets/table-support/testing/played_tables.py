"""A database file that stands in for the real database, with rows of our own."""

from __future__ import annotations

import datetime
import json
import re
import sqlite3
import typing as t
import urllib.parse

if t.TYPE_CHECKING:
    from pathlib import Path

Facts = dict[str, t.Any]
ROWS = 11
_FIRST = datetime.datetime(2025, 1, 6, tzinfo=datetime.UTC)


class PlayedTables:
    """Files in a folder, one for each schema."""

    def __init__(self, folder: Path, facts: Facts) -> None:
        """Make every table, with its rows."""
        self.folder = folder
        self.tables: dict[str, Facts] = {
            table["stream"]: table for table in facts["tables"]
        }
        self.count = dict.fromkeys(self.tables, 0)
        for table in self.tables.values():
            columns = ", ".join(self.quoted(name) for name in table["columns"])
            self.run(table, f"CREATE TABLE {self.name(table)} ({columns})")
        for stream in self.tables:
            self.add(stream, ROWS)
        # A file is one only once something was written to it.
        sqlite3.connect(self.path).close()

    @property
    def path(self) -> Path:
        """The file with the tables that are in no schema."""
        return self.folder / "main.db"

    def schemas(self) -> dict[str, Path]:
        """The files of the others."""
        names = sorted({table.get("schema", "") for table in self.tables.values()})
        return {
            name: self.folder / f"schema_{number}.db"
            for number, name in enumerate(names)
            if name
        }

    def attach(self, connection: sqlite3.Connection) -> None:
        """Let a connection see the schemas."""
        for name, path in self.schemas().items():
            address = f"file:{urllib.parse.quote(str(path))}?mode=ro"
            connection.execute(f"ATTACH ? AS {self.quoted(name)}", (address,))

    def run(
        self, table: Facts, statement: str, rows: t.Sequence[t.Sequence[t.Any]] = ((),)
    ) -> None:
        """Change a table; with several rows, for each of them."""
        path = self.schemas().get(table.get("schema", ""), self.path)
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            connection.executemany(statement, rows)
        connection.close()

    # Rows

    def add(self, stream: str, number: int, *, late: bool = False) -> None:
        """Put rows into a table; late ones have the cursor of the newest."""
        table = self.tables[stream]
        rows = [_row(table, self.count[stream] + at) for at in range(number)]
        cursor = table.get("cursor")
        if late and cursor:
            newest = _row(table, self.count[stream] - 1)[cursor]
            rows = [{**row, cursor: newest} for row in rows]
        self.count[stream] += number
        marks = ", ".join("?" * len(table["columns"]))
        self.run(
            table,
            f"INSERT INTO {self.name(table)} VALUES ({marks})",
            [tuple(row.values()) for row in rows],
        )

    @staticmethod
    def quoted(name: str) -> str:
        """A name as SQL has it, whatever it holds."""
        return '"' + name.replace('"', '""') + '"'

    def name(self, table: Facts) -> str:
        """A table's name, likewise."""
        return self.quoted(table["table"])


def _row(table: Facts, at: int) -> dict[str, t.Any]:
    """A row that differs from every other in each column that could tell them apart."""
    row = {name: _value(kind, at) for name, kind in table["columns"].items()}
    for name in table["key"]:
        row[name] = _key(table["columns"][name], at)
    cursor = table.get("cursor")
    if cursor:
        # Two rows in a row share it.
        row[cursor] = _cursor(table, at - at % 2)
    return row


def _key(kind: str, at: int) -> t.Any:
    if re.fullmatch(r"u?int\d+", kind):
        return at + 1
    value = _value(kind, at)
    return (
        f"{value} {at:05d}" if isinstance(value, str) and kind[:4] == "text" else value
    )


def _cursor(table: Facts, at: int) -> t.Any:
    moment = _FIRST + datetime.timedelta(minutes=at)
    match table.get("holds"):
        case "integer":
            return at + 1
        case "epoch-seconds":
            return int(moment.timestamp())
        case "epoch-milliseconds":
            return int(moment.timestamp()) * 1000
        case "date":
            return (_FIRST + datetime.timedelta(days=at)).date().isoformat()
        case _:
            if table["columns"][table["cursor"]] == "date":
                return (_FIRST + datetime.timedelta(days=at)).date().isoformat()
            return f"{moment:%Y-%m-%d %H:%M:%S}"


def _value(kind: str, at: int) -> t.Any:
    family = re.split(r"[(<]", kind, maxsplit=1)[0]
    if re.fullmatch(r"u?int\d+", family):
        return at
    moment = _FIRST + datetime.timedelta(days=at, seconds=at)
    made: dict[str, t.Any] = {
        "bool": at % 2,
        "float32": at + 0.5,
        "float64": at + 0.25,
        "decimal": f"{at}.10",
        "decfloat": f"{at}.10",
        "money": f"{at}.10",
        "bytes": bytes([at % 256, 0, 255]),
        "rowversion": at.to_bytes(8, "big"),
        "date": moment.date().isoformat(),
        "timestamp": f"{moment:%Y-%m-%d %H:%M:%S}",
        "timestamptz": f"{moment:%Y-%m-%d %H:%M:%S}+00:00",
        "time": f"{moment:%H:%M:%S}",
        "timetz": f"{moment:%H:%M:%S}+00:00",
        "json": json.dumps({"at": at, "ünï": [None, True]}),
        "map": json.dumps({"at": str(at)}),
        "array": "[]",
        "set": "[]",
        "bits": at % 2,
        "uuid": f"00000000-0000-4000-8000-{at:012d}",
    }
    return made.get(family, f"\N{SNOWMAN} {at} %s :p")
