"""What a stream's records look like in the warehouse.

A record is one row of one table. What is nested in it stays together, as JSON; a field
that may be of several types is text, in which all but text is written as JSON.
"""

from __future__ import annotations

import json
import logging
import typing as t

if t.TYPE_CHECKING:
    from collections.abc import Callable

Record = dict[str, t.Any]
Columns = dict[str, dict[str, t.Any]]

_logger = logging.getLogger(__name__)

#: An added field gets a column, a value of another type a column beside its own.
CONTRACT: t.Final = {"tables": "evolve", "columns": "evolve", "data_type": "evolve"}

#: Columns that every table has for the load itself.
_RESERVED = ("_dlt_id", "_dlt_load_id")


def hinted(cursor: str | None, columns: Columns) -> Columns:
    """The columns, with what the load needs to know of them."""
    hints = {name: dict(column) for name, column in columns.items()}
    if cursor is not None:
        # Of two rows with one key, the newer one is kept.
        held = hints.setdefault(cursor, {})
        held.update({"incremental": True, "dedup_sort": "desc"})
    return hints


class Shape:
    """Makes rows of a stream's records."""

    def __init__(
        self, stream: str, columns: Columns, normalize: Callable[[str], str]
    ) -> None:
        """Name the columns.

        Names are given here, and not left to the load: that spells a name in one way
        where it is declared, and in another where it comes with a row.

        Args:
            stream: For messages.
            columns: The declared fields.
            normalize: How the warehouse spells a name.
        """
        self._stream = stream
        self._normalize = normalize
        self._taken = set(_RESERVED)
        self._names: dict[str, str] = {}
        for field in columns:
            self._name(field)
        self._texts = {
            self._names[field]
            for field, held in columns.items()
            if held.get("data_type") == "text"
        }

    def rows(self, records: list[Record]) -> list[Record]:
        """The records as rows; what is null is left out."""
        return [self._row(record) for record in records]

    def columns(self, columns: Columns) -> Columns:
        """The declared columns under the names that rows have."""
        return {
            name: held if name == field else {**held, "x-field": field}
            for field, held in columns.items()
            for name in (self._names[field],)
        }

    def column(self, field: str) -> str:
        """The column that a field is loaded into."""
        if field not in self._names:
            self._name(field)
        return self._names[field]

    def key(self, fields: tuple[str, ...]) -> list[str] | None:
        """The columns of a key."""
        return [self.column(field) for field in fields] or None

    def _row(self, record: Record) -> Record:
        if not record.keys() <= self._names.keys():
            for field in sorted(record.keys() - self._names.keys()):
                self._name(field)
                _logger.warning(
                    "'%s' has a field that its schema doesn't know: '%s' is loaded "
                    "into a new column",
                    self._stream,
                    field,
                )
        row = {
            self._names[field]: value
            for field, value in record.items()
            if value is not None
        }
        for name in self._texts & row.keys():
            if not isinstance(row[name], str):
                row[name] = json.dumps(row[name], ensure_ascii=False)
        return row

    def _name(self, field: str) -> None:
        """Give a field a column of its own, though another's be spelled alike."""
        plain = self._normalize(field if field.strip() else "empty")
        name, number = plain, 1
        while name in self._taken:
            number += 1
            name = f"{plain}_{number}"
        self._taken.add(name)
        self._names[field] = name
