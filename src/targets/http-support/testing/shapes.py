"""Which streams are read in the same way: one of each is enough for some tests."""

from __future__ import annotations

import json
import os
import typing as t

Facts = dict[str, t.Any]

#: Of more streams than these, one of each kind is tried.
MANY = 100
#: In the environment, `all` has every stream tried.
VARIABLE = "TAP_TEST_STREAMS"
#: What each stream has for itself, and what says nothing of how it is read.
_OWN = {"name", "path", "example", "declared"}
#: What a source gives its things: a mechanism has none of it.
_NAMES = {"name", "path", "pageSize", "stream", "field", "value", "statuses", "message"}


def tried(streams: list[Facts]) -> list[Facts]:
    """The streams that the tests try, and those above them."""
    if len(streams) <= MANY or os.environ.get(VARIABLE) == "all":
        return streams
    parts = {part for stream in streams for part in stream} - _OWN
    names = set(one_of_each(streams, "pagination", "incremental"))
    for part in sorted(parts):
        known = {_kind(stream, part) for stream in streams if stream["name"] in names}
        others = [stream for stream in streams if _kind(stream, part) not in known]
        names.update(one_of_each(others, part))
    for stream in reversed(streams):
        if stream["name"] in names:
            names.update(link["stream"] for link in stream["parents"])
    return [stream for stream in streams if stream["name"] in names]


def one_of_each(streams: list[Facts], *parts: str) -> list[str]:
    """Streams that differ in how these parts of them work; names are no difference."""
    found: dict[str, str] = {}
    for stream in streams:
        found.setdefault(_kind(stream, *parts), stream["name"])
    return list(found.values())


def _kind(stream: Facts, *parts: str) -> str:
    return json.dumps([_how(stream.get(part)) for part in parts], sort_keys=True)


def _how(part: t.Any) -> t.Any:
    """What stays of a part without the names that the source gives to things."""
    if isinstance(part, dict):
        kept = {name: held for name, held in part.items() if name not in _NAMES}
        # Whether the connector fills one in, and not which.
        return {
            name: name == "recordField" or _how(held) for name, held in kept.items()
        }
    if isinstance(part, list):
        kinds = {json.dumps(_how(held)) for held in part if isinstance(held, dict)}
        return [len(part) > 0, *sorted(kinds)]
    return part
