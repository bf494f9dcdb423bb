"""How values of a database are written in records.

Every function raises `ValueError` for what a record can't hold: the tap then writes
null and tells how many there were.
"""

from __future__ import annotations

import base64
import datetime
import math
import re
import typing as t
from collections.abc import Callable
from decimal import Decimal

import msgspec

Convert = Callable[[t.Any], t.Any]

_json = msgspec.json.Decoder(float_hook=Decimal)
_DATE = re.compile(r"\d{4}-(?!00)\d\d-(?!00)\d\d")
_TIME = re.compile(r"[01]\d:\d\d:\d\d(\.\d+)?|2[0-3]:\d\d:\d\d(\.\d+)?")


def family(kind: str) -> str:
    """`decimal(12,2)` as `decimal`."""
    return re.split(r"[(<]", kind, maxsplit=1)[0]


def inner(kind: str) -> str:
    """The type of an array's elements."""
    return kind[len("array<") : -1] if kind.startswith("array<") else "text"


def is_integer(kind: str) -> bool:
    """Whether it is a type of whole numbers."""
    return re.fullmatch(r"u?int\d+", kind) is not None


def text(value: t.Any) -> str:
    """Anything as text; numbers with all their digits."""
    return value if isinstance(value, str) else str(value)


def stripped(value: str) -> str:
    """A padded text without its padding, which is the type's and not the value's."""
    return value.rstrip(" ")


def encoded(value: t.Any) -> str:
    """Bytes as base64."""
    if isinstance(value, str):
        value = value.encode()
    return base64.b64encode(value).decode("ascii")


def bits(value: t.Any, size: int) -> str:
    """Bits as zeros and ones, the highest first."""
    if isinstance(value, (bytes, bytearray)):
        value = int.from_bytes(value, "big")
    return value if isinstance(value, str) else format(value, f"0{size}b")


def finite(value: t.Any) -> float:
    """A number that JSON knows."""
    number = float(value)
    if not math.isfinite(number):
        raise ValueError
    return number


def parsed(value: t.Any) -> t.Any:
    """JSON; numbers keep all their digits."""
    if not isinstance(value, (str, bytes)):
        return value
    try:
        return _json.decode(value)
    except msgspec.DecodeError:
        if isinstance(value, bytes):
            raise ValueError from None
        return value


def date(value: str) -> str:
    """A day; databases know more of them than calendars do."""
    if not _DATE.fullmatch(value) or value[:4] == "0000":
        raise ValueError
    return value


def clock_time(value: str) -> str:
    """A time of the day."""
    if not _TIME.fullmatch(value):
        raise ValueError
    return value


def date_time(value: str) -> str:
    """A time without a zone, or in UTC."""
    day, separator, rest = value[:10], value[10:11], value[11:]
    if separator not in {" ", "T"}:
        raise ValueError
    zone = next((end for end in ("+00:00", "+00", "Z") if rest.endswith(end)), "")
    return f"{date(day)}T{clock_time(rest.removesuffix(zone))}+00:00"


def as_moment(value: str) -> datetime.datetime:
    """A time as text, in UTC where it has no zone."""
    found = datetime.datetime.fromisoformat(value)
    return (
        found.astimezone(datetime.UTC)
        if found.tzinfo
        else found.replace(tzinfo=datetime.UTC)
    )
