"""Tells when a source sends what its schema doesn't know. Nothing is dropped for that."""

from __future__ import annotations

import typing as t

if t.TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Drift:
    """Watches one stream's records; each unknown field is told once."""

    def __init__(
        self, schema: Mapping[str, t.Any], tell: Callable[[str], None]
    ) -> None:
        """Know the schema's fields."""
        self._fields = _fields(schema)
        self._tell = tell

    def watch(self, record: dict[str, t.Any]) -> None:
        """Tell the record's unknown fields."""
        if self._fields is not None:
            self._compare(record, self._fields, "")

    def _compare(
        self, held: dict[str, t.Any], known: dict[str, t.Any], place: str
    ) -> None:
        if not held.keys() <= known.keys():
            for name in held.keys() - known.keys():
                known[name] = None
                self._tell(f"{place}{name}")
        for name, below in known.items():
            if below is not None:
                value = held.get(name)
                for part in value if isinstance(value, list) else (value,):
                    if isinstance(part, dict):
                        self._compare(part, below, f"{place}{name}.")


def _fields(schema: Mapping[str, t.Any]) -> dict[str, t.Any] | None:
    """The names that an object's schema declares, with those of the objects inside; `None`: any name."""
    if "items" in schema:
        return _fields(schema["items"])
    properties = schema.get("properties")
    if not properties or schema.get("additionalProperties"):
        return None
    return {name: _fields(held) for name, held in properties.items()}
