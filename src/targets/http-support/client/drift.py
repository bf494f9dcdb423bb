"""Tells when a source sends what its schema doesn't know; it is passed on anyway."""

from __future__ import annotations

import typing as t

if t.TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Fields:
    """The fields that an object's schema declares."""

    def __init__(self, properties: Mapping[str, t.Any]) -> None:
        """Take those that hold objects apart, too."""
        self.known = set(properties)
        below = {name: fields_of(held) for name, held in properties.items()}
        self.below = [(name, held) for name, held in below.items() if held is not None]


def fields_of(schema: Mapping[str, t.Any]) -> Fields | None:
    """The fields of an object, or of an array's objects; `None`: any."""
    if "items" in schema:
        return fields_of(schema["items"])
    properties = schema.get("properties")
    if not properties or schema.get("additionalProperties"):
        return None
    return Fields(properties)


class Drift:
    """Watches one stream's records; each unknown field is told once."""

    def __init__(
        self, schema: Mapping[str, t.Any], tell: Callable[[str], None]
    ) -> None:
        """Know the schema's fields."""
        self._fields = fields_of(schema)
        self._tell = tell

    def watch(self, record: dict[str, t.Any]) -> None:
        """Tell the record's unknown fields."""
        if self._fields is not None:
            self._compare(record, self._fields, "")

    def _compare(self, held: dict[str, t.Any], fields: Fields, place: str) -> None:
        if not held.keys() <= fields.known:
            for name in held.keys() - fields.known:
                fields.known.add(name)
                self._tell(f"{place}{name}")
        for name, below in fields.below:
            value = held.get(name)
            if isinstance(value, dict):
                self._compare(value, below, f"{place}{name}.")
            elif isinstance(value, list):
                for part in value:
                    if isinstance(part, dict):
                        self._compare(part, below, f"{place}{name}.")
