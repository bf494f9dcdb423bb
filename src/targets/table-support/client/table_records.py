"""Rows become records."""

from __future__ import annotations

import collections
import typing as t

from .table_reader import LeftOutError

if t.TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .table_reader import Row
    from .table_values import Convert


class Records:
    """Makes records of one table's rows, and counts what doesn't fit into one."""

    def __init__(
        self, fields: Sequence[str], converts: Mapping[str, Convert], keys: set[str]
    ) -> None:
        """Take the fields in the row's order, and how some of them are written."""
        self._fields = tuple(fields)
        self._converts = tuple(converts.items())
        self._keys = keys
        self._unfit: collections.Counter[str] = collections.Counter()

    def record(self, row: Row) -> dict[str, t.Any]:
        """The row as a record.

        Raises:
            LeftOutError: If a value of the key doesn't fit.
        """
        record = dict(zip(self._fields, row, strict=True))
        for field, convert in self._converts:
            value = record[field]
            if value is None:
                continue
            try:
                record[field] = convert(value)
            except (ValueError, TypeError, OverflowError):
                if field in self._keys:
                    msg = f"has a key that no record can hold, in {field}"
                    raise LeftOutError(msg) from None
                record[field] = None
                self._unfit[field] += 1
        return record

    def tell(self, warn: Callable[[str], None]) -> None:
        """Tell what came out as null though it isn't."""
        for field, count in self._unfit.items():
            warn(
                f"{count} values of {field} can't be written as its type says (such as"
                " infinity, zero dates or what is no such value), and came out as null"
            )
        self._unfit.clear()
