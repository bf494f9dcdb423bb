"""JSON documents that hold many records."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass

import msgspec

from .file_formats import Format
from .file_text import UnfitError
from .file_values import decode_json

if t.TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .file_fields import Field
    from .file_formats import Row

#: Characters of a document, which is held in memory.
_LARGEST = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class JsonDocument(Format):
    """One document; its records are told by their number, from 1."""

    #: What leads to the records; `*` is each element.
    records_path: tuple[str, ...] = ()

    def rows(
        self, text: t.TextIO, fields: Sequence[Field]
    ) -> Iterator[tuple[int, Row]]:
        """Every record; numbers keep all their digits."""
        content = text.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise UnfitError(f"it is longer than {_LARGEST} characters")
        try:
            document = decode_json(content)
        except msgspec.DecodeError as error:
            raise UnfitError(f"it is no JSON: {error}") from None
        for number, found in enumerate(self._at(document, self.records_path), 1):
            if not isinstance(found, dict):
                raise UnfitError(f"record {number} is no JSON object")
            yield number, found

    def _at(self, value: t.Any, path: tuple[str, ...]) -> Iterator[t.Any]:
        if not path:
            # The list itself is meant by what leads to it.
            yield from value if isinstance(value, list) else [value]
            return
        name, *rest = path
        if name == "*" and isinstance(value, (list, dict)):
            held = value.values() if isinstance(value, dict) else value
            for one in held:
                yield from self._at(one, tuple(rest))
        elif isinstance(value, dict) and name in value:
            yield from self._at(value[name], tuple(rest))
        else:
            raise UnfitError(f"it has nothing at {'.'.join(self.records_path)}")
