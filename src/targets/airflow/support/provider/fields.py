"""The settings that an Airflow connection holds, as its form declares them."""

from __future__ import annotations

import typing as t

from .client import SettingMissingError

if t.TYPE_CHECKING:
    from collections.abc import Mapping

Fields = dict[str, dict[str, t.Any]]


def secrets(fields: Fields) -> list[str]:
    """The names of those that are hidden in the form."""
    return [
        name
        for name, field in fields.items()
        if field["schema"].get("format") == "password"
    ]


def settings(fields: Fields, extra: Mapping[str, t.Any]) -> dict[str, t.Any]:
    """What the connection gives, or the defaults.

    Raises:
        SettingMissingError: If a field is empty that must not be.
    """
    found: dict[str, t.Any] = {}
    for name, field in fields.items():
        schema = field["schema"]
        value = extra.get(name)
        if value is None or value == "":
            value = schema.get("default")
        if value is None and "null" not in schema["type"]:
            msg = f"the connection's field '{name}' is empty"
            raise SettingMissingError(msg)
        found[name] = _typed(value, schema["type"])
    return found


def _typed(value: t.Any, kind: str | list[str]) -> t.Any:
    """A connection that is written as a URI holds texts only."""
    if not isinstance(value, str):
        return value
    kinds = [kind] if isinstance(kind, str) else kind
    if "boolean" in kinds:
        return value.strip().lower() in {"true", "1", "yes"}
    if "integer" in kinds:
        return int(value)
    return float(value) if "number" in kinds else value
