"""Places inside an answer or a record."""

from __future__ import annotations

import typing as t

if t.TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

EACH = "*"


class MissingPathError(LookupError):
    """The answer doesn't have the place that the records are in."""


def value_at(body: t.Any, path: Sequence[str]) -> t.Any:
    """The value at a path; `None` where the path leads nowhere."""
    for step in path:
        if isinstance(body, dict):
            body = body.get(step)
        elif isinstance(body, list) and step.isdigit() and int(step) < len(body):
            body = body[int(step)]
        else:
            return None
    return body


def records_at(body: t.Any, path: Sequence[str]) -> list[t.Any]:
    """The records at a path: an array's elements, or the one object.

    `*` is each element, or each value.

    Raises:
        MissingPathError: If the path leads nowhere.
    """
    places = [body]
    for step in path:
        places = [held for place in places for held in _step(place, step)]
    found: list[t.Any] = []
    for place in places:
        if isinstance(place, list):
            found.extend(place)
        elif place is not None:
            found.append(place)
    return found


def _step(place: t.Any, step: str) -> Iterator[t.Any]:
    if step == EACH:
        if isinstance(place, dict):
            yield from place.values()
        elif isinstance(place, list):
            yield from place
    elif isinstance(place, dict) and step in place:
        yield place[step]
    elif place is not None:
        raise MissingPathError(step)
