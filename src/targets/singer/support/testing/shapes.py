"""Which streams are read in the same way: one of each is enough for some tests."""

from __future__ import annotations

import json
import typing as t

Facts = dict[str, t.Any]


def one_of_each(streams: list[Facts], *parts: str) -> list[str]:
    """Streams that differ in how these parts of them work; names are no difference."""
    found: dict[str, str] = {}
    for stream in streams:
        how = [_how(stream.get(part)) for part in parts]
        found.setdefault(json.dumps(how, sort_keys=True), stream["name"])
    return list(found.values())


def _how(part: t.Any) -> t.Any:
    """What stays of a part without the names that the source gives to things."""
    if isinstance(part, dict):
        kept = {
            name: value
            for name, value in part.items()
            if name not in {"name", "path", "pageSize"}
        }
        return {name: _how(value) for name, value in kept.items()}
    return len(part) > 0 if isinstance(part, list) else part
