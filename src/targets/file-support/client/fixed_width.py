"""Lines in which each value has its place."""

from __future__ import annotations

import collections
import typing as t
from dataclasses import dataclass

from .file_formats import Format
from .file_text import UnfitError, lines
from .file_values import is_text

if t.TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .file_fields import Field
    from .file_formats import Row

    Place = tuple[str, int, int, bool]


@dataclass(frozen=True, slots=True)
class FixedWidth(Format):
    """Values by their characters; the spaces around them are no part of them."""

    #: Lines above the first record, and below the last.
    skip_lines: int = 0
    skip_lines_at_end: int = 0
    #: Only lines that hold this text at this place, from 0, are records.
    only: tuple[int, str] | None = None

    def rows(
        self, text: t.TextIO, fields: Sequence[Field]
    ) -> Iterator[tuple[int, Row]]:
        """Every line that is a record."""
        places: list[Place] = [
            (field.name, field.place[0], sum(field.place), is_text(field.kind))
            for field in fields
            if field.place
        ]
        for number, line in self._records(text):
            if self._is_one(line):
                row = {place[0]: _cut(line, place, number) for place in places}
                yield number, row

    def _records(self, text: t.TextIO) -> Iterator[tuple[int, str]]:
        held: collections.deque[tuple[int, str]] = collections.deque()
        for number, line in enumerate(lines(text), 1):
            whole = line.rstrip("\r\n")
            if number <= self.skip_lines or not whole.strip():
                continue
            held.append((number, whole))
            if len(held) > self.skip_lines_at_end:
                yield held.popleft()

    def _is_one(self, line: str) -> bool:
        return self.only is None or line.startswith(self.only[1], self.only[0])


def _cut(line: str, place: Place, number: int) -> str:
    name, start, end, is_text = place
    # Spaces at the end of a line may be gone, but no digit of a number.
    if not is_text and start < len(line) < end:
        msg = f'column "{name}": the line ends in the middle of it'
        raise UnfitError(msg, number)
    return line[start:end].strip(" ")
