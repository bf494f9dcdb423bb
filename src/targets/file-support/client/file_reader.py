"""Reads the records of one file."""

from __future__ import annotations

import contextlib
import typing as t
import zlib
from dataclasses import dataclass

from .file_fields import Field, Records
from .file_store import FileError
from .file_text import UnfitError, as_text, is_packed

if t.TYPE_CHECKING:
    from collections.abc import Iterator

    from .file_formats import Format
    from .file_store import Store, StoredFile


@dataclass(frozen=True, slots=True)
class FileReader:
    """How the files of one stream are read."""

    format: Format
    fields: tuple[Field, ...]
    encoding: str
    #: `none`, `gzip`, or `by-name`.
    compression: str
    #: Bytes to which a compressed file may unpack.
    unpacked_limit: int

    def records(
        self, store: Store, file: StoredFile, records: Records
    ) -> Iterator[dict[str, t.Any]]:
        """Every record of a file, with where it came from.

        Raises:
            FileError: If the file isn't as it was declared, or changes meanwhile.
        """
        modified = file.modified.isoformat()
        try:
            with contextlib.closing(store.open(file.path)) as source:
                for line, record in self._rows(source, file, records):
                    record["_file"] = file.path
                    record["_line"] = line
                    record["_modified"] = modified
                    yield record
        except UnfitError as error:
            raise FileError(f"{file.path}: {error}") from None
        except UnicodeError as error:
            told = error.reason if isinstance(error, UnicodeDecodeError) else error
            msg = f"{file.path}: it isn't {self.encoding}: {told}"
            raise FileError(msg) from None
        except LookupError:
            raise FileError(f"{file.path}: nobody knows {self.encoding}") from None
        except (OSError, EOFError, zlib.error) as error:
            # Also what is no gzip, or only its first half.
            raise FileError(f"{file.path}: it can't be read: {error}") from None
        if store.look(file.path) != file:
            msg = f"{file.path}: it changed while it was read"
            raise FileError(msg)

    def _rows(
        self, source: t.IO[bytes], file: StoredFile, records: Records
    ) -> Iterator[tuple[int, dict[str, t.Any]]]:
        text = as_text(
            source,
            self.encoding,
            packed=is_packed(file.path, self.compression),
            most=self.unpacked_limit,
        )
        for line, row in self.format.rows(text, self.fields):
            yield line, records.record(row, line)
