"""How far a stream was read: the cursors that the pipeline's state holds.

A record that was read may come again: the filter includes the state's own point in
time, so that a record which shares it and comes later isn't missed. Where records have
a key, the load merges them; where they have none, those that were loaded are told by a
digest, so that none is appended twice.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import typing as t

from . import clock
from .formats import DateTimes
from .framework import FatalSyncError
from .records import value_at

if t.TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, MutableMapping

    from .params import Param
    from .stream import Cursor, Stream

Record = dict[str, t.Any]

_CURSORS = "cursors"
_LOADED = "loaded"


class DisorderError(FatalSyncError):
    """The list isn't in the order that it is known for."""


class CursorFormatError(FatalSyncError):
    """A cursor isn't written as it is declared."""


class Progress:
    """One read of one list, from the state on."""

    def __init__(
        self,
        stream: Stream,
        settings: Mapping[str, t.Any],
        *,
        partition: str,
        state: MutableMapping[str, t.Any],
        reads_all: bool,
    ) -> None:
        """Look up where the last run came to.

        Args:
            stream: What is read.
            settings: Holds `start_date`.
            partition: Whose list it is, where each parent has one.
            state: The resource's state, in which the next run finds this one.
            reads_all: Whether all records are asked for, since the children of an old
                record may be new.
        """
        self._stream = stream
        self._cursor = t.cast("Cursor", stream.cursor)
        self._partition = partition
        self._state = state
        self._reads_all = reads_all
        self._begun = clock.now()
        self._is_time = self._cursor.format.step is not None
        self._configured = _configured(settings) if self._is_time else None
        self._highest: t.Any = None
        self._bookmark = self._held_bookmark()
        start = self._start()
        asked = self._cursor.filter is not None and not reads_all
        # Without a key, what was loaded must not come again, whatever was asked for.
        self._oldest = None if asked and stream.primary_key else start
        self._loaded: dict[str, t.Any] = {
            digest: self._read(raw)
            for digest, raw in state.get(_LOADED, {}).get(partition, {}).items()
        }

    # What to ask for

    def parameters(self) -> Iterator[tuple[Param, t.Any]]:
        """The filter on what is new."""
        wanted = self._cursor.filter
        if wanted is None:
            return
        start = self._configured if self._reads_all else self._start()
        if start is None:
            return
        yield wanted.param, wanted.since(start)
        if wanted.until is not None and wanted.format.step is not None:
            yield wanted.until.param, wanted.before(wanted.until, self._begun)

    # What to load

    def keep(self, records: list[Record]) -> list[Record]:
        """The records that are new, or may be."""
        return [record for record in records if self._is_new(record)]

    def is_past(self, records: list[Record]) -> bool:
        """Whether a list that begins with the newest has nothing new to give."""
        if not self._cursor.newest_first or self._reads_all or not records:
            return False
        last = self._value(records[-1])
        start = self._start()
        return last is not None and start is not None and bool(last < start)

    def _is_new(self, record: Record) -> bool:
        value = self._value(record)
        if value is None:
            return self._without_cursor(record)
        self._advance(value)
        if self._oldest is not None and value < self._oldest:
            return False
        if self._stream.primary_key:
            return True
        digest = _digest(record)
        if digest in self._loaded:
            return False
        self._loaded[digest] = value
        return True

    def _without_cursor(self, record: Record) -> bool:
        """Nothing tells whether it is new: merged by key, or loaded once."""
        return bool(self._stream.primary_key) or self._bookmark is None

    def _advance(self, value: t.Any) -> None:
        if self._highest is None or value > self._highest:
            self._highest = value
        elif self._cursor.oldest_first and value < self._highest:
            name = self._stream.name
            msg = f"'{name}' came out of order, so that its state can't be trusted"
            raise DisorderError(msg)

    # State

    def finish(self) -> None:
        """The list was read to its end: the next run begins here."""
        if self._highest is None:
            return
        value = self._highest
        if self._is_time:
            # A cursor in the future would hide all that comes before it.
            value = min(value, self._begun)
        if self._bookmark is not None:
            value = max(value, self._bookmark)
        written = self._cursor.format.write(value)
        self._state.setdefault(_CURSORS, {})[self._partition] = written
        self._remember(self._read(written) - self._reach_back())

    def pause(self) -> None:
        """The list was not read to its end: what was loaded must not come again."""
        self._remember(None)

    def _remember(self, since: t.Any) -> None:
        if not self._stream.primary_key:
            self._state.setdefault(_LOADED, {})[self._partition] = {
                digest: self._cursor.format.write(value)
                for digest, value in self._loaded.items()
                if since is None or value >= since
            }

    def _held_bookmark(self) -> t.Any:
        raw = self._state.get(_CURSORS, {}).get(self._partition)
        return None if raw is None else self._read(raw)

    def _start(self) -> t.Any:
        if self._bookmark is None:
            return self._configured
        reached = self._bookmark - self._reach_back()
        return reached if self._configured is None else max(reached, self._configured)

    def _reach_back(self) -> t.Any:
        return self._cursor.lookback if self._is_time else 0

    def _value(self, record: Record) -> t.Any:
        raw = value_at(record, self._cursor.field)
        return None if raw is None or raw == "" else self._read(raw)

    def _read(self, raw: t.Any) -> t.Any:
        try:
            return self._cursor.format.read(raw)
        except (ValueError, TypeError, OverflowError):
            found = f"{type(raw).__name__} {str(raw)[:40]!r}"
            msg = f"the cursor of '{self._stream.name}' isn't as declared: {found}"
            raise CursorFormatError(msg) from None


def _configured(settings: Mapping[str, t.Any]) -> datetime.datetime | None:
    raw = settings.get("start_date")
    return DateTimes().read(raw) if raw else None


def _digest(record: Record) -> str:
    text = json.dumps(record, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:24]
