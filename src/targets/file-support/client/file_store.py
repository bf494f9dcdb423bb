"""Where files are, whatever keeps them."""

from __future__ import annotations

import abc
import typing as t
from dataclasses import dataclass

if t.TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator, Mapping

    from .file_glob import Glob


class StoreError(Exception):
    """The place where the files are can't be reached, or isn't there."""


class FileError(Exception):
    """One file, or one folder, can't be read."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as it was listed."""

    #: Below the folder that all of them are in, with slashes.
    path: str
    size: int
    modified: datetime.datetime

    @property
    def name(self) -> str:
        """Without the folders."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Listing:
    """What one folder holds."""

    files: tuple[StoredFile, ...]
    folders: tuple[str, ...]


class Store(abc.ABC):
    """A folder with files in it. Nothing is ever written there."""

    @abc.abstractmethod
    def __init__(self, location: str, config: Mapping[str, t.Any]) -> None:
        """Take what leads there; nothing is opened yet."""

    @abc.abstractmethod
    def check(self) -> None:
        """Reach the folder.

        Raises:
            StoreError: If that can't be done; the message says why.
        """

    @abc.abstractmethod
    def entries(self, folder: str) -> Listing:
        """What a folder holds; `""` is the one that all are in.

        Raises:
            FileError: If it may not be listed.
            StoreError: If the store is out of reach.
        """

    @abc.abstractmethod
    def look(self, path: str) -> StoredFile | None:
        """A file as it is now; `None` if it is gone."""

    @abc.abstractmethod
    def open(self, path: str) -> t.IO[bytes]:
        """A file's bytes.

        Raises:
            FileError: If it may not be read.
            StoreError: If the store is out of reach.
        """

    def close(self) -> None:
        """Let go of what was opened; here, nothing."""
        return

    def walk(
        self, glob: Glob, trouble: Callable[[FileError], None]
    ) -> Iterator[tuple[StoredFile, ...]]:
        """The files of every folder in which some may match, folder by folder."""
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            try:
                listing = self.entries(folder)
            except FileError as error:
                trouble(error)
                continue
            yield listing.files
            below = (joined(folder, name) for name in listing.folders)
            waiting += sorted(filter(glob.may_lie_below, below), reverse=True)


def joined(folder: str, name: str) -> str:
    """A path below the folder that all files are in."""
    return f"{folder}/{name}" if folder else name


def is_plain(name: str) -> bool:
    """Whether a name is one step down and nothing else."""
    return name not in {"", ".", ".."} and not any(sign in name for sign in "/\\\0")
