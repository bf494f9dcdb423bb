"""How points in time and growing numbers are written. All times are compared in UTC."""

from __future__ import annotations

import datetime
import typing as t
from dataclasses import dataclass
from decimal import Decimal

_UTC = datetime.UTC
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=_UTC)

Moment = datetime.datetime


class CursorFormat(t.Protocol):
    """Reads and writes values that can be compared."""

    #: The smallest step between two values; `None` for numbers that aren't times.
    step: t.ClassVar[datetime.timedelta | None]

    def read(self, raw: t.Any) -> t.Any:
        """The value; raises `ValueError` or `TypeError` if it is none."""

    def write(self, value: t.Any) -> str | int:
        """The value as it is written."""


def _utc(moment: Moment) -> Moment:
    return moment.astimezone(_UTC) if moment.tzinfo else moment.replace(tzinfo=_UTC)


@dataclass(frozen=True, slots=True)
class DateTimes:
    """RFC 3339."""

    step: t.ClassVar[datetime.timedelta | None] = datetime.timedelta(seconds=1)

    def read(self, raw: t.Any) -> Moment:
        """The value."""
        return _utc(datetime.datetime.fromisoformat(raw))

    def write(self, value: Moment) -> str:
        """The value as it is written."""
        return value.astimezone(_UTC).replace(tzinfo=None).isoformat() + "Z"


@dataclass(frozen=True, slots=True)
class Dates:
    """Days."""

    step: t.ClassVar[datetime.timedelta | None] = datetime.timedelta(days=1)

    def read(self, raw: t.Any) -> Moment:
        """The value."""
        return _utc(datetime.datetime.fromisoformat(raw))

    def write(self, value: Moment) -> str:
        """The value as it is written."""
        return value.astimezone(_UTC).date().isoformat()


@dataclass(frozen=True, slots=True)
class EpochSeconds:
    """Seconds since 1970."""

    step: t.ClassVar[datetime.timedelta | None] = datetime.timedelta(seconds=1)

    def read(self, raw: t.Any) -> Moment:
        """The value."""
        return _EPOCH + datetime.timedelta(seconds=_number(raw))

    def write(self, value: Moment) -> int:
        """The value as it is written."""
        return (value - _EPOCH) // datetime.timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class EpochMilliseconds:
    """Milliseconds since 1970."""

    step: t.ClassVar[datetime.timedelta | None] = datetime.timedelta(milliseconds=1)

    def read(self, raw: t.Any) -> Moment:
        """The value."""
        return _EPOCH + datetime.timedelta(milliseconds=_number(raw))

    def write(self, value: Moment) -> int:
        """The value as it is written."""
        return (value - _EPOCH) // datetime.timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Integers:
    """Numbers that only grow."""

    step: t.ClassVar[datetime.timedelta | None] = None

    def read(self, raw: t.Any) -> int:
        """The value."""
        return int(raw)

    def write(self, value: int) -> int:
        """The value as it is written."""
        return value


@dataclass(frozen=True, slots=True)
class Pattern:
    """A `strptime` pattern; without a zone it is UTC."""

    pattern: str
    step: t.ClassVar[datetime.timedelta | None] = datetime.timedelta(seconds=1)

    def read(self, raw: t.Any) -> Moment:
        """The value."""
        return _utc(datetime.datetime.strptime(str(raw), self.pattern))

    def write(self, value: Moment) -> str:
        """The value as it is written."""
        return value.astimezone(_UTC).strftime(self.pattern)


def _number(raw: t.Any) -> float:
    if isinstance(raw, (str, Decimal)):
        return float(raw)
    return t.cast("float", raw + 0)
