"""What leads from the records of one stream to another."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass

if t.TYPE_CHECKING:
    from .params import Param


@dataclass(frozen=True, kw_only=True)
class Parent:
    """A parameter whose value is a field of another stream's records."""

    stream: str
    field: tuple[str, ...]
    param: Param
    #: The field of the child's records that tells whose they are, where the source
    #: itself doesn't.
    record_field: str | None = None

    @property
    def key(self) -> str:
        """Its name in a context, and so in the state."""
        return ".".join((self.stream, *self.field))
