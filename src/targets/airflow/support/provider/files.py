"""JSON lines and states, on whatever `ObjectStoragePath` reaches."""

from __future__ import annotations

import contextlib
import gzip
import json
import re
import shutil
import tempfile
import typing as t
from pathlib import Path

from airflow.sdk import ObjectStoragePath

from .framework import FatalSyncError

if t.TYPE_CHECKING:
    from collections.abc import Iterable

Record = dict[str, t.Any]
State = dict[str, t.Any]

_STRANGE = re.compile(r"[^A-Za-z0-9_.-]+")


class BrokenStateError(FatalSyncError):
    """A state file isn't what a run has written."""


def run_name(run_id: str, attempt: int) -> str:
    """A file name for one try of one run: no other try ever writes over it."""
    return f"{_STRANGE.sub('_', run_id)}.{attempt}"


def write_lines(
    target: ObjectStoragePath, pages: Iterable[list[Record]], *, compress: bool
) -> int:
    """Write one JSON object a line; gives the number of records.

    The file is made on the worker first: storage that is told to close a file keeps
    what it has, even of one that was broken off.
    """
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        local = Path(folder) / "lines"
        with _opened(local, compress=compress) as lines:
            for records in pages:
                for record in records:
                    lines.write(json.dumps(record, ensure_ascii=False) + "\n")
                count += len(records)
        target.parent.mkdir(parents=True, exist_ok=True)
        with local.open("rb") as made, target.open("wb") as file:
            shutil.copyfileobj(made, t.cast("t.IO[bytes]", file))
    return count


def _opened(
    local: Path, *, compress: bool
) -> contextlib.AbstractContextManager[t.TextIO]:
    if compress:
        return t.cast("t.TextIO", gzip.open(local, "wt", encoding="utf-8"))
    return local.open("w", encoding="utf-8")


def read_state(path: ObjectStoragePath) -> State:
    """Where the last run came to; empty where there was none.

    Raises:
        BrokenStateError: If the file is there and holds something else.
    """
    if not path.exists():
        return {}
    try:
        state = json.loads(path.read_text(encoding="utf-8"))["state"]
    except (ValueError, KeyError, TypeError):
        state = None
    if not isinstance(state, dict):
        msg = f"{path} holds no state: put it right, or delete it to read all anew"
        raise BrokenStateError(msg)
    return state


def write_state(path: ObjectStoragePath, state: State, *, file: str) -> None:
    """Keep where this run came to, with the file that goes with it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"state": state, "file": file}, indent=2, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
