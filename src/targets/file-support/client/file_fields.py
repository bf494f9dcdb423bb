"""Rows of a file become records."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass

from .file_text import UnfitError
from .file_values import Convert, Written, as_text, converter, is_text

if t.TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_PLAIN = Written()


@dataclass(frozen=True, slots=True)
class Field:
    """A field as the file has it."""

    name: str
    kind: str = "text"
    #: What the record calls it.
    field: str | None = None
    nullable: bool = True
    written: Written = _PLAIN
    #: Of fixed-width lines: where it begins, from 0, and how many characters it has.
    place: tuple[int, int] | None = None
    #: Whether a decimal is a number in the record, and no text.
    as_number: bool = False

    @property
    def target(self) -> str:
        """The record's property."""
        return self.field or self.name


@dataclass(frozen=True, slots=True)
class _Plan:
    name: str
    target: str
    nullable: bool
    convert: Convert
    is_text: bool
    nulls: frozenset[str]


class Records:
    """Makes records of one stream's rows."""

    def __init__(self, fields: Iterable[Field], tell: Callable[[list[str]], None]):
        """Take the fields, and what is told of columns that are none of them."""
        self._plans = [_plan(field) for field in fields]
        self._known = frozenset(plan.name for plan in self._plans)
        self._targets = {plan.target for plan in self._plans} | {*PLACES}
        self._extras: dict[str, str] = {}
        self._tell = tell

    def record(self, row: Mapping[str, t.Any], line: int) -> dict[str, t.Any]:
        """A row as a record.

        Raises:
            UnfitError: If a value isn't of its type, or is missing where it must be.
        """
        record: dict[str, t.Any] = {}
        for plan in self._plans:
            value = row.get(plan.name)
            try:
                record[plan.target] = _value(plan, value)
            except ValueError as error:
                msg = f'column "{plan.name}": {error}'
                raise UnfitError(msg, line) from None
        if not self._known.issuperset(row):
            self._add_extras(record, row)
        return record

    def _add_extras(self, record: dict[str, t.Any], row: Mapping[str, t.Any]) -> None:
        names = [name for name in row if name not in self._known]
        new = [name for name in names if name not in self._extras]
        for name in new:
            self._extras[name] = self._free(name)
        if new:
            self._tell([self._extras[name] for name in new])
        for name in names:
            value = row[name]
            text = None if value is None else as_text(value)
            record[self._extras[name]] = text

    def _free(self, name: str) -> str:
        """A name that no field of the record has."""
        found, number = name, 1
        while found in self._targets:
            number += 1
            found = f"{name}_{number}"
        self._targets.add(found)
        return found


#: Where a record came from, which every record says.
PLACES = ("_file", "_line", "_modified")


def _plan(field: Field) -> _Plan:
    return _Plan(
        name=field.name,
        target=field.target,
        nullable=field.nullable,
        convert=converter(field.kind, field.written, as_number=field.as_number),
        is_text=is_text(field.kind),
        nulls=frozenset(field.written.null_words),
    )


def _value(plan: _Plan, value: t.Any) -> t.Any:
    if isinstance(value, str):
        bare = value.strip()
        if value == "" or bare in plan.nulls or (bare == "" and not plan.is_text):
            if plan.nullable:
                return None
            if value != "" or not plan.is_text:
                raise ValueError("it is empty")
            return ""
    elif value is None:
        if plan.nullable:
            return None
        raise ValueError("it isn't there")
    return plan.convert(value)
