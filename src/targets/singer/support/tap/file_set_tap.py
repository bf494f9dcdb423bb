"""A tap of files: it reads all it can, and then tells what was missing."""

from __future__ import annotations

import re
import typing as t
from functools import cached_property

from singer_sdk import Tap
from singer_sdk.exceptions import ConfigValidationError, FatalSyncError
from typing_extensions import override

from .file_store import StoreError
from .local_store import LocalStore
from .writer import BufferedWriter

if t.TYPE_CHECKING:
    from singer_sdk import Stream

    from .file_arrival import Arrival
    from .file_set_stream import FileSetStream
    from .file_store import Store


class IncompleteSyncError(FatalSyncError):
    """Everything that could be read was read, but that wasn't all."""


class FileSetTap(Tap):
    """A tap whose files may be left out without stopping the others."""

    message_writer_class = BufferedWriter

    store_class: t.ClassVar[type[Store]]
    #: The folder that all files are below; `{name}` is a setting.
    location: t.ClassVar[str]
    arrival: t.ClassVar[Arrival]
    stream_types: t.ClassVar[list[type[FileSetStream]]]

    @override
    def discover_streams(self) -> list[Stream]:
        """Every kind of files that the tap was built for."""
        return [made(self) for made in self.stream_types]

    @cached_property
    def store(self) -> Store:
        """Where the files are.

        Raises:
            ConfigValidationError: If it can't be reached; the message says why.
        """
        location = self.config.get("location") or self._filled(self.location)
        is_local = location.startswith("file://")
        made = LocalStore if is_local else self.store_class
        store = made(location, self.config)
        try:
            store.check()
        except StoreError as error:
            schema = dict(self.config_jsonschema)
            told = str(error)
            raise ConfigValidationError(told, errors=[told], schema=schema) from None
        return store

    def _filled(self, template: str) -> str:
        settings = self.config_jsonschema["properties"]

        def value(hole: re.Match[str]) -> str:
            name = hole[1]
            return str(self.config.get(name, "")) if name in settings else hole[0]

        return re.sub(r"\{([a-z][a-z0-9_]*)\}", value, template)

    @cached_property
    def problems(self) -> list[str]:
        """What couldn't be read, one line each."""
        return []

    # Final, too, but it tells of a wrong folder with a trace only.
    @override  # type: ignore[misc]
    def run_connection_test(self) -> bool:
        """Reach the store, and read a record of each stream."""
        try:
            _ = self.store
        except ConfigValidationError as error:
            self.logger.error("%s", error)
            raise SystemExit(1) from None
        return super().run_connection_test()

    # The SDK calls it final, but nothing else runs after the last stream.
    @override  # type: ignore[misc]
    def sync_all(self) -> None:
        """Read every selected stream.

        Raises:
            IncompleteSyncError: If any file was left out.
        """
        store = self.store
        try:
            super().sync_all()
        finally:
            store.close()
        if self.problems:
            raise IncompleteSyncError(
                "not everything could be read: " + "; ".join(self.problems)
            )
