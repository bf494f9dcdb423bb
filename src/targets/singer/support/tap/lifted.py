"""Streams whose keys or cursors lie deeper in the record than Singer looks."""

from __future__ import annotations

import typing as t

from typing_extensions import override

from .records import value_at
from .stream import HttpStream

if t.TYPE_CHECKING:
    from collections.abc import Mapping

    from singer_sdk.helpers.types import Record


class LiftedStream(HttpStream):
    """A stream that repeats values from deeper in its records at their top."""

    #: Fields at the top, and where in the record their values are.
    lifted: t.ClassVar[Mapping[str, tuple[str, ...]]]

    @override
    def records_of(self, body: t.Any) -> list[Record]:
        """Have the records hold them before anything looks at the records.

        What isn't there is no field, not an empty one.
        """
        records = super().records_of(body)
        for record in records:
            for name, path in self.lifted.items():
                value = value_at(record, path)
                if value is not None:
                    record[name] = value
        return records
