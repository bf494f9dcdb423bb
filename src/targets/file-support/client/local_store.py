"""Files in a folder of this machine."""

from __future__ import annotations

import datetime
import os
import stat
import typing as t
import urllib.parse
from pathlib import Path

from .file_store import FileError, Listing, Store, StoredFile, StoreError, joined

if t.TYPE_CHECKING:
    from collections.abc import Mapping


class LocalStore(Store):
    """A folder of this machine, or one that is mounted here."""

    def __init__(self, location: str, config: Mapping[str, t.Any]) -> None:
        """Take the folder's path."""
        if location.startswith("file://"):
            location = urllib.parse.unquote(location.removeprefix("file://"))
        self.root = Path(location).expanduser()

    def check(self) -> None:
        """See that it is a folder that can be listed."""
        try:
            os.scandir(self.root).close()
        except OSError as error:
            msg = f"the folder {self.root} can't be read: {error.strerror}"
            raise StoreError(msg) from None

    def entries(self, folder: str) -> Listing:
        """What a folder holds; links to other folders aren't followed."""
        files: list[StoredFile] = []
        folders: list[str] = []
        try:
            with os.scandir(self.root / folder) as found:
                for entry in found:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.name)
                    elif file := self._listed(joined(folder, entry.name), entry):
                        files.append(file)
        except OSError as error:
            raise FileError(f"{folder or '.'}: {error.strerror}") from None
        return Listing(tuple(files), tuple(folders))

    def _listed(self, path: str, entry: os.DirEntry[str]) -> StoredFile | None:
        """A file, or a link that leads nowhere, which is told when it is read."""
        try:
            if entry.is_symlink():
                # A link that leads to itself is no folder, and no error here.
                if os.path.isdir(entry.path):
                    return None
                if found := self.look(path):
                    return found
            elif not entry.is_file():
                return None
            held = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            # It went away meanwhile.
            return None
        return StoredFile(path, held.st_size, _moment(held.st_mtime_ns))

    def look(self, path: str) -> StoredFile | None:
        """A file as it is now; devices and pipes are none."""
        try:
            whole = self._inside(path)
            found = whole.stat()
        except (OSError, FileError):
            return None
        if not stat.S_ISREG(found.st_mode):
            return None
        return StoredFile(path, found.st_size, _moment(found.st_mtime_ns))

    def open(self, path: str) -> t.IO[bytes]:
        """A file's bytes."""
        try:
            return self._inside(path).open("rb")
        except OSError as error:
            raise FileError(f"{path}: {error.strerror}") from None

    def _inside(self, path: str) -> Path:
        root = self.root.resolve()
        try:
            whole = (root / path).resolve()
        except RuntimeError:
            # A link that leads to itself.
            raise FileError(f"{path}: it leads nowhere") from None
        if not whole.is_relative_to(root):
            raise FileError(f"{path}: it lies outside of the folder")
        return whole


def _moment(nanoseconds: int) -> datetime.datetime:
    epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    return epoch + datetime.timedelta(microseconds=nanoseconds // 1000)
