"""A tap of tables: it reads all it can, and then tells what was missing."""

from __future__ import annotations

import typing as t
from functools import cached_property

from singer_sdk import Tap
from singer_sdk.exceptions import FatalSyncError
from typing_extensions import override

from .writer import BufferedWriter

if t.TYPE_CHECKING:
    from singer_sdk import Stream

    from .database import Database
    from .table_stream import TableStream


class IncompleteSyncError(FatalSyncError):
    """Everything that could be read was read, but that wasn't all."""


class TableTap(Tap):
    """A tap whose tables may be left out without stopping the others."""

    message_writer_class = BufferedWriter

    database_class: t.ClassVar[type[Database]]
    stream_types: t.ClassVar[list[type[TableStream]]]

    @override
    def discover_streams(self) -> list[Stream]:
        """Every table that the tap was built for."""
        return [made(self) for made in self.stream_types]

    @cached_property
    def database(self) -> Database:
        """Where the tables are."""
        return self.database_class(self.config, self.name)

    @cached_property
    def problems(self) -> list[str]:
        """What couldn't be read, one line each."""
        return []

    # The SDK calls it final, but nothing else runs after the last stream.
    @override  # type: ignore[misc]
    def sync_all(self) -> None:
        """Read every selected table.

        Raises:
            IncompleteSyncError: If any of them was left out, in whole or in part.
        """
        super().sync_all()
        if self.problems:
            raise IncompleteSyncError(
                "not everything could be read: " + "; ".join(self.problems)
            )
