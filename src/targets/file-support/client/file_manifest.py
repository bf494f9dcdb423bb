"""Which files were read: what a stream keeps in its state.

A file is known by its path, its size and its time, never by how new it is: one that
arrives late under an old time is read like any other, and one that changed is read
again.
"""

from __future__ import annotations

import base64
import hashlib
import typing as t

if t.TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .file_store import StoredFile

#: So many are kept as they are, to be read by people; of the others, a mark is kept.
_NAMED = 500
_MARK = 8


class Manifest:
    """The files of one stream that were read."""

    def __init__(self, state: Mapping[str, t.Any]) -> None:
        """Take what the last run left in the state."""
        self._named: dict[str, dict[str, t.Any]] = dict(state.get("files", {}))
        packed = base64.b64decode(state.get("earlier_files", ""))
        self._marks = {packed[at : at + _MARK] for at in range(0, len(packed), _MARK)}

    def __len__(self) -> int:
        """How many files it knows."""
        return len(self._named) + len(self._marks)

    def has(self, file: StoredFile) -> bool:
        """Whether the file was read, as it is now."""
        return self._named.get(file.path) == _entry(file) or _mark(file) in self._marks

    def add(self, file: StoredFile) -> None:
        """A file was read to its end."""
        self._named.pop(file.path, None)
        self._named[file.path] = _entry(file)

    def keep_only(self, files: Iterable[StoredFile]) -> None:
        """Forget what isn't there any more."""
        there = {file.path: _mark(file) for file in files}
        self._named = {
            path: entry for path, entry in self._named.items() if path in there
        }
        self._marks &= set(there.values())

    def write_to(self, state: dict[str, t.Any]) -> None:
        """Put it into the state, the earlier ones packed."""
        while len(self._named) > _NAMED:
            path = next(iter(self._named))
            self._marks.add(_marked(path, self._named.pop(path)))
        state["files"] = dict(self._named)
        if self._marks:
            packed = b"".join(sorted(self._marks))
            state["earlier_files"] = base64.b64encode(packed).decode("ascii")
        else:
            state.pop("earlier_files", None)


def _entry(file: StoredFile) -> dict[str, t.Any]:
    return {"size": file.size, "modified": file.modified.isoformat()}


def _mark(file: StoredFile) -> bytes:
    return _marked(file.path, _entry(file))


def _marked(path: str, entry: Mapping[str, t.Any]) -> bytes:
    told = f"{path}\0{entry['size']}\0{entry['modified']}"
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).digest()[:_MARK]
