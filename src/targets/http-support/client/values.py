"""Values of a request that stand in the configuration."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass

if t.TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Setting:
    """The value of a setting; what needs it isn't sent while it isn't configured."""

    name: str


@dataclass(frozen=True, slots=True)
class Text:
    """Text with settings in it."""

    parts: tuple[str | Setting, ...]


def resolve(value: t.Any, config: Mapping[str, t.Any]) -> t.Any:
    """The value with settings filled in, at any depth; `None` where one is missing."""
    if isinstance(value, Setting):
        return config.get(value.name)
    if isinstance(value, Text):
        parts = [resolve(part, config) for part in value.parts]
        return None if None in parts else "".join(as_text(part) for part in parts)
    if isinstance(value, dict):
        return {name: resolve(held, config) for name, held in value.items()}
    if isinstance(value, list):
        return [resolve(held, config) for held in value]
    return value


def as_text(value: object) -> str:
    """A value as it is written in a URL, a header or a form."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
