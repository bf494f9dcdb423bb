"""Files of one kind as a stream, each read once."""

from __future__ import annotations

import datetime
import typing as t
from abc import ABC
from functools import cached_property

from singer_sdk import Stream
from singer_sdk.exceptions import FatalSyncError
from singer_sdk.helpers.conform import TypeConformanceLevel
from singer_sdk.mapper import SameRecordTransform
from singer_sdk.singerlib import RecordMessage, SchemaMessage
from singer_sdk.singerlib.catalog import REPLICATION_FULL_TABLE
from typing_extensions import override

from . import clock
from .file_fields import Field, Records
from .file_manifest import Manifest
from .file_reader import FileReader
from .file_store import FileError, StoreError

if t.TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from singer_sdk.helpers.types import Context, Record

    from .file_formats import Format
    from .file_set_tap import FileSetTap
    from .file_store import StoredFile

_MEGABYTE = 1_000_000


class FileSetStream(Stream, ABC):
    """Files that are declared by their attributes."""

    # Values are converted here, by the field's type.
    TYPE_CONFORMANCE_LEVEL = TypeConformanceLevel.NONE

    name: str
    #: Which files, below the folder that all are in.
    glob: t.ClassVar[str]
    format: t.ClassVar[Format]
    #: In the order in which the file has them.
    fields: t.ClassVar[tuple[Field, ...]]
    #: A byte order mark wins.
    encoding: t.ClassVar[str] = "utf-8"
    compression: t.ClassVar[t.Literal["none", "gzip", "by-name"]] = "by-name"
    #: Whether each file holds all rows as they are then, so that the newest counts.
    whole_list: t.ClassVar[bool] = False

    primary_keys: t.ClassVar[Sequence[str]] = ("_file", "_line")
    replication_key = "_modified"

    _manifest: Manifest | None = None
    _unsaved = 0

    @property
    def tap(self) -> FileSetTap:
        """What the streams share."""
        return t.cast("FileSetTap", self._tap)

    # Records

    @override
    def get_records(self, context: Context | None) -> Iterable[Record]:
        """Every record of the files that weren't read yet."""
        try:
            yield from self._records()
        except StoreError as error:
            raise FatalSyncError(str(error)) from None

    def _records(self) -> Iterator[Record]:
        self._manifest = manifest = Manifest(self.held_state())
        records = Records(self.fields, self._tell_new)
        for file in self._wanted(manifest):
            count = 0
            try:
                for record in self._reader.records(self.tap.store, file, records):
                    count += 1
                    yield record
            except FileError as error:
                # It isn't in the state, and is tried again in the next run.
                self._tell(f"'{self.name}' leaves {error}")
                continue
            self.logger.info("'%s' read %s: %d records", self.name, file.path, count)
            self._finish(file, manifest)

    @cached_property
    def _reader(self) -> FileReader:
        return FileReader(
            format=self.format,
            fields=self.fields,
            encoding=self.encoding,
            compression=self.compression,
            unpacked_limit=int(self.config["unpacked_limit_mb"]) * _MEGABYTE,
        )

    def _tell(self, problem: str) -> None:
        self.logger.error("Not everything could be read: %s", problem)
        self.tap.problems.append(problem)

    # Files

    def _wanted(self, manifest: Manifest) -> list[StoredFile]:
        """The files to read, the oldest first, so that what is newer comes later."""
        missed: list[str] = []

        def trouble(error: FileError) -> None:
            missed.append(str(error))
            self._tell(f"'{self.name}' leaves {error}")

        found = self.tap.arrival.find(self.tap.store, self.glob, trouble)
        if not missed:
            manifest.keep_only(found.files)
        if found.waiting:
            self.logger.info(
                "'%s' leaves %d files for later: they aren't whole yet",
                self.name,
                found.waiting,
            )
        start = self._start()
        files = [one for one in found.whole if start is None or one.modified >= start]
        if self.whole_list and files:
            *before, newest = files
            self._pass_over(before, manifest)
            files = [newest]
        if self.replication_method == REPLICATION_FULL_TABLE:
            return files
        return [file for file in files if not manifest.has(file)]

    def _start(self) -> datetime.datetime | None:
        """What was changed earlier isn't wanted; `None`: all is."""
        raw = self.config.get("start_date")
        if not raw:
            return None
        moment = datetime.datetime.fromisoformat(raw)
        return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)

    def _pass_over(self, files: Sequence[StoredFile], manifest: Manifest) -> None:
        """Older lists: they must not come in place of a newer one that is gone."""
        for file in files:
            manifest.add(file)

    # State

    def held_state(self) -> dict[str, t.Any]:
        """The stream's part of the state."""
        return t.cast("dict[str, t.Any]", self.state_manager.get_context_state(None))

    def _finish(self, file: StoredFile, manifest: Manifest) -> None:
        manifest.add(file)
        self.state_manager.is_flushed = False
        self._unsaved += 1
        if self.get_batch_config(self.config):
            # A state follows each batch: before it, the records aren't out yet.
            return
        # The state grows with the files: of many, it isn't written each time.
        if self._unsaved > len(manifest) // 100:
            self._write_state_message()

    @override
    def _write_state_message(self) -> None:
        if self._manifest is not None:
            self._manifest.write_to(self.held_state())
            self._unsaved = 0
        super()._write_state_message()

    @override
    def _write_starting_replication_value(self, context: Context | None) -> None:
        """Nothing: the state says which files were read."""

    @override
    def get_replication_key_signpost(self, context: Context | None = None) -> None:
        """None: no time is compared."""

    @override
    def _increment_stream_state(
        self, latest_record: Record, *, context: Context | None = None
    ) -> None:
        """Nothing: the state is marked when a file was read to its end."""

    # Messages

    def _tell_new(self, names: list[str]) -> None:
        """Files have columns that nobody knew: from now on, the schema has them."""
        self.logger.warning(
            "'%s' has columns that this tap wasn't built for, read as text: %s",
            self.name,
            ", ".join(names),
        )
        self._added |= {name: {"type": ["string", "null"]} for name in names}
        if self._as_it_is:
            self._write_schema_message()

    @cached_property
    def _added(self) -> dict[str, t.Any]:
        return {}

    @cached_property
    def _as_it_is(self) -> bool:
        """Whether no field is deselected, and no map or flattening is configured."""
        only = self.stream_maps[0] if len(self.stream_maps) == 1 else None
        same = type(only) is SameRecordTransform and not only.flattening_enabled
        return same and all(self.mask.values())

    @override
    def _write_schema_message(self) -> None:
        if not self._added or not self._as_it_is:
            super()._write_schema_message()
            return
        properties = {**self.schema["properties"], **self._added}
        self._tap.write_message(
            SchemaMessage(
                stream=self.name,
                schema={**self.schema, "properties": properties},
                key_properties=list(self.primary_keys),
                bookmark_properties=[self.replication_key],
            )
        )

    @override
    def _write_record_message(self, record: Record) -> None:
        """Take the short way where nothing is to be done to a record."""
        if not self._as_it_is:
            super()._write_record_message(record)
            return
        self._tap.write_message(
            RecordMessage(
                stream=self.name,
                record=record,
                version=self._stream_version,
                time_extracted=clock.now(),
            )
        )
        self.state_manager.is_flushed = False
