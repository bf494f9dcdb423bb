"""When a file is whole, so that it may be read."""

from __future__ import annotations

import datetime
import typing as t
from dataclasses import dataclass

from . import clock
from .file_glob import Glob, matches_name

if t.TYPE_CHECKING:
    from collections.abc import Callable

    from .file_store import FileError, Store, StoredFile


@dataclass(frozen=True, slots=True)
class Found:
    """The files of a stream that are there now."""

    #: All that are meant, whole or not.
    files: tuple[StoredFile, ...]
    #: Those that may be read, the oldest first.
    whole: tuple[StoredFile, ...]
    #: How many are left for another run.
    waiting: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a sender says that a file is whole."""

    #: Names that are never data: what is still being written, and markers.
    ignore: tuple[str, ...] = ()
    #: The empty file beside `{name}` that says that it is whole: `{name}.done`.
    marker: str | None = None
    #: Seconds without a change after which a file is taken for whole.
    settled_after: int = 0

    def find(
        self, store: Store, pattern: str, trouble: Callable[[FileError], None]
    ) -> Found:
        """The files that a pattern means."""
        glob = Glob(pattern)
        files: list[StoredFile] = []
        whole: list[StoredFile] = []
        for held in store.walk(glob, trouble):
            names = {file.name for file in held}
            for file in held:
                if not glob.matches(file.path) or self._is_no_data(file):
                    continue
                files.append(file)
                if self._is_whole(file, names):
                    whole.append(file)
        whole.sort(key=lambda file: (file.modified, file.path))
        return Found(tuple(files), tuple(whole), len(files) - len(whole))

    def _is_no_data(self, file: StoredFile) -> bool:
        return any(
            Glob(pattern).matches(file.path)
            if "/" in pattern
            else matches_name(file.name, pattern)
            for pattern in self.ignore
        )

    def _is_whole(self, file: StoredFile, names: set[str]) -> bool:
        if self.marker and self.marker.replace("{name}", file.name) not in names:
            return False
        settled = datetime.timedelta(seconds=self.settled_after)
        # One from the future may be whole or not: its time doesn't tell yet.
        return self.settled_after == 0 or file.modified + settled <= clock.now()
