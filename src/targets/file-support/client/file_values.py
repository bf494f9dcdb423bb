"""How values of files become values of records.

A value that isn't of its type raises `ValueError` with what it isn't; the value itself
is never told, since logs aren't where the data belongs.
"""

from __future__ import annotations

import datetime
import math
import re
import typing as t
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache, partial

import msgspec

Convert = Callable[[t.Any], t.Any]

decode_json = msgspec.json.Decoder(float_hook=Decimal).decode
_encoder = msgspec.json.Encoder(decimal_format="number")

_TRUE = frozenset({"true", "t", "yes", "y", "1"})
_FALSE = frozenset({"false", "f", "no", "n", "0"})
_WHOLE = re.compile(r"[+-]?\d+")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_TIME = re.compile(r"([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?")
_SHORT = {"%F": "%Y-%m-%d", "%T": "%H:%M:%S", "%D": "%m/%d/%y", "%R": "%H:%M"}
#: Microseconds of what is counted since 1970, by its directive.
_EPOCHS = {"%s": 1_000_000, "%ms": 1000, "%epoch_microseconds": 1}
#: Digits that a number may have before or behind its point.
_LONGEST = 1000
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


@dataclass(frozen=True, slots=True)
class Written:
    """How values stand in a file, where that isn't their type's usual form."""

    #: Dates and times, in strptime's words.
    date_pattern: str | None = None
    #: `,` in `1.234,56`, and the `.` there.
    decimal_mark: str = "."
    group_mark: str | None = None
    #: Digits behind a decimal point that isn't written.
    implied_decimals: int = 0
    true_words: tuple[str, ...] = ()
    false_words: tuple[str, ...] = ()
    #: What stands for nothing, besides the empty text.
    null_words: tuple[str, ...] = ()


def converter(kind: str, written: Written, *, as_number: bool = False) -> Convert:
    """What makes a value of this type; decimals are texts with all their digits."""
    family = re.split(r"[(<]", kind, maxsplit=1)[0]
    if re.fullmatch(r"u?int\d*", family):
        return partial(_integer, written=written)
    if family in {"decimal", "decfloat", "money"}:
        form = _same if as_number else _digits
        return partial(_decimal, written=written, form=form)
    if family in {"float32", "float64"}:
        return partial(_decimal, written=written, form=_float)
    made: dict[str, Convert] = {
        "bool": partial(_bool, written=written),
        "date": partial(_date, pattern=written.date_pattern),
        "timestamp": partial(_moment, pattern=written.date_pattern),
        "timestamptz": partial(_moment, pattern=written.date_pattern),
        "time": partial(_time, pattern=written.date_pattern),
        "json": _json,
        "map": _json,
        "array": _json,
    }
    return made.get(family, as_text)


def is_text(kind: str) -> bool:
    """Whether any text is a value of the type, just as it stands there."""
    return converter(kind, Written()) is as_text


def as_text(value: t.Any) -> str:
    """Anything as text: numbers with all their digits, objects as JSON."""
    if isinstance(value, str):
        return value
    return _encoder.encode(value).decode()


# Numbers


def _integer(value: t.Any, written: Written) -> int:
    number = _number(value, written, "whole number")
    if number != number.to_integral_value():
        raise ValueError("not a whole number")
    return int(number)


def _decimal(value: t.Any, written: Written, form: Convert) -> t.Any:
    return form(_number(value, written, "number"))


def _number(value: t.Any, written: Written, what: str) -> Decimal:
    if isinstance(value, str):
        number = _read_number(value.strip(), written, what)
    elif isinstance(value, Decimal):
        number = value
    elif isinstance(value, int) and not isinstance(value, bool):
        return Decimal(f"{value}e-{written.implied_decimals}")
    else:
        raise ValueError(f"not a {what}")
    if abs(number.adjusted()) > _LONGEST:
        raise ValueError(f"not a {what} that can be held")
    return number


def _read_number(text: str, written: Written, what: str) -> Decimal:
    if written.group_mark and written.group_mark in text:
        if not _grouped(written.group_mark, written.decimal_mark).fullmatch(text):
            raise ValueError(f"not a {what} in groups of digits")
        text = text.replace(written.group_mark, "")
    if written.decimal_mark != ".":
        if "." in text:
            raise ValueError(f"not a {what} with {written.decimal_mark!r} in it")
        text = text.replace(written.decimal_mark, ".")
    if text.endswith("-"):
        # Many old systems write the sign behind.
        text = f"-{text[:-1].rstrip()}"
    pattern = _WHOLE if written.implied_decimals else _NUMBER
    if not pattern.fullmatch(text) or not text.isascii():
        raise ValueError(f"not a {what}")
    if written.implied_decimals:
        text = f"{text}e-{written.implied_decimals}"
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(f"not a {what} that can be held") from None


@lru_cache(maxsize=16)
def _grouped(mark: str, decimal_mark: str) -> re.Pattern[str]:
    """Groups as people write them, so that `12.5` isn't taken for 125."""
    group, point = re.escape(mark), re.escape(decimal_mark)
    return re.compile(
        rf"[+-]?\d{{1,3}}({group}\d{{2,3}})*{group}\d{{3}}({point}\d*)? *-?"
    )


def _same(number: Decimal) -> Decimal:
    return number


def _digits(number: Decimal) -> str:
    return format(number, "f")


def _float(number: Decimal) -> float:
    found = float(number)
    if not math.isfinite(found):
        raise ValueError("not a finite number")
    return found


# Words


def _bool(value: t.Any, written: Written) -> bool:
    if isinstance(value, bool):
        return value
    text = as_text(value).strip()
    if written.true_words or written.false_words:
        if text in written.true_words:
            return True
        if text in written.false_words:
            return False
    elif text.lower() in _TRUE:
        return True
    elif text.lower() in _FALSE:
        return False
    raise ValueError("neither true nor false")


def _json(value: t.Any) -> t.Any:
    if not isinstance(value, str):
        return value
    try:
        return decode_json(value)
    except msgspec.DecodeError:
        raise ValueError("not JSON") from None


# Dates and times


def _date(value: t.Any, pattern: str | None) -> str:
    text = as_text(value).strip()
    if pattern is not None:
        return _by_pattern(text, pattern).date().isoformat()
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise ValueError("not a date such as 2025-12-31")
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError("not a date of any calendar") from None


def _moment(value: t.Any, pattern: str | None) -> str:
    text = as_text(value).strip()
    if pattern is not None:
        found = _by_pattern(text, pattern)
    else:
        if not re.match(r"\d{4}-\d\d-\d\d([T ]\d|$)", text):
            raise ValueError("not a time such as 2025-12-31T23:59:59")
        try:
            found = datetime.datetime.fromisoformat(text)
        except ValueError:
            raise ValueError("not a time such as 2025-12-31T23:59:59") from None
    # One without a zone is written as if it were UTC.
    return (found if found.tzinfo else found.replace(tzinfo=datetime.UTC)).isoformat()


def _time(value: t.Any, pattern: str | None) -> str:
    text = as_text(value).strip()
    if pattern is not None:
        return _by_pattern(text, pattern).time().isoformat()
    if not _TIME.fullmatch(text):
        raise ValueError("not a time of the day such as 23:59:59")
    padded = text if text[1] != ":" else f"0{text}"
    return datetime.time.fromisoformat(padded).isoformat()


@lru_cache(maxsize=8192)
def _by_pattern(text: str, pattern: str) -> datetime.datetime:
    if pattern in _EPOCHS:
        if not _WHOLE.fullmatch(text):
            raise ValueError("not a time as a number")
        try:
            passed = int(text) * _EPOCHS[pattern]
            return _EPOCH + datetime.timedelta(microseconds=passed)
        except OverflowError:
            raise ValueError("not a time of any calendar") from None
    for short, long in _SHORT.items():
        pattern = pattern.replace(short, long)
    try:
        return datetime.datetime.strptime(text, pattern)
    except ValueError:
        raise ValueError(f"not written as {pattern}") from None
