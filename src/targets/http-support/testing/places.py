"""Reading and building JSON by path."""

from __future__ import annotations

import typing as t

if t.TYPE_CHECKING:
    from collections.abc import Sequence

EACH = "*"


def at(value: t.Any, path: Sequence[str]) -> t.Any:
    """The value at a path, or nothing."""
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def put(value: dict[str, t.Any], path: Sequence[str], held: t.Any) -> None:
    """Put a value at a path, making the objects on the way."""
    for step in path[:-1]:
        value = value.setdefault(step, {})
    value[path[-1]] = held


def lift(record: dict[str, t.Any], lifted: Sequence[dict[str, t.Any]]) -> None:
    """Repeat values from deeper in a record at its top, where there are any."""
    for one in lifted:
        record.pop(one["recordField"], None)
        value = at(record, one["field"])
        if value is not None:
            record[one["recordField"]] = value


def around(records: list[dict[str, t.Any]], path: Sequence[str]) -> t.Any:
    """An answer's body with its records at a path; behind `*` each is wrapped alone."""
    if EACH in path[:-1]:
        first = path.index(EACH)
        rest = path[first + 1 :]
        wrapped = [around_one(record, rest) for record in records]
        return around(wrapped, path[:first])
    steps = [step for step in path if step != EACH]
    if not steps:
        return records
    body: dict[str, t.Any] = {}
    put(body, steps, records)
    return body


def around_one(record: t.Any, path: Sequence[str]) -> t.Any:
    """One record inside the objects that a path leads through."""
    for step in reversed(path):
        record = [record] if step == EACH else {step: record}
    return record
