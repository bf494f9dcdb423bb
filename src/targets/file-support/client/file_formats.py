"""How records stand in files: delimited values, and JSON objects in lines."""

from __future__ import annotations

import abc
import csv
import typing as t
from dataclasses import dataclass

import msgspec

from .file_text import LONGEST_LINE, UnfitError, lines
from .file_values import decode_json

if t.TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .file_fields import Field

    Row = dict[str, t.Any]


class Format(abc.ABC):
    """One form of files."""

    @abc.abstractmethod
    def rows(
        self, text: t.TextIO, fields: Sequence[Field]
    ) -> Iterator[tuple[int, Row]]:
        """Every row, each with the line in which it begins.

        Raises:
            UnfitError: At the first place that isn't of this form.
        """


@dataclass(frozen=True, slots=True)
class Delimited(Format):
    """Values with a sign between them: CSV and its kin."""

    delimiter: str = ","
    quote: str | None = '"'
    #: What makes a quote inside of quotes plain, where it isn't doubling.
    escape: str | None = None
    header: bool = True
    #: Lines above the header or the first record.
    skip_lines: int = 0
    #: Lines that begin with it are no records.
    comment: str | None = None

    def rows(
        self, text: t.TextIO, fields: Sequence[Field]
    ) -> Iterator[tuple[int, Row]]:
        """Every row; a line break inside of quotes is part of the value."""
        source = _RowLines(text, self.comment)
        for _ in range(self.skip_lines):
            source.skip()
        rows = self._split(source)
        if self.header:
            names = _header(next(rows, None), fields)
        else:
            names = [field.name for field in fields]
        for line, cells in rows:
            yield line, self._row(names, cells, line)

    def _row(self, names: list[str], cells: list[str], line: int) -> Row:
        more = len(cells) - len(names)
        # A separator at the end of each line makes one value more.
        may_be_more = not self.header or (more == 1 and cells[-1] == "")
        if more < 0 or (more > 0 and not may_be_more):
            msg = f"it has {len(cells)} values, and should have {len(names)}"
            raise UnfitError(msg, line)
        row = dict(zip(names, cells, strict=False))
        for place in range(len(names), len(cells)):
            if not self.header:
                row[f"column_{place + 1}"] = cells[place]
        return row

    def _split(self, source: _RowLines) -> Iterator[tuple[int, list[str]]]:
        csv.field_size_limit(LONGEST_LINE)
        reader = csv.reader(
            source,
            delimiter=self.delimiter,
            quotechar=self.quote,
            escapechar=self.escape,
            doublequote=self.escape is None,
            quoting=csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            strict=True,
        )
        while True:
            source.begin()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise UnfitError(str(error), source.first) from None
            yield source.first, cells


class _RowLines:
    """Lines for a reader of rows, which takes several where a value has line breaks."""

    def __init__(self, text: t.TextIO, comment: str | None) -> None:
        self._lines = lines(text)
        self._comment = comment
        self._number = 0
        self._begins = True
        #: The line in which the row at hand begins.
        self.first = 0

    def begin(self) -> None:
        """The next line is the first one of a row."""
        self._begins = True

    def skip(self) -> None:
        """Pass a line over."""
        next(self._lines, None)
        self._number += 1

    def __iter__(self) -> _RowLines:
        return self

    def __next__(self) -> str:
        for line in self._lines:
            self._number += 1
            if not self._begins:
                return line
            is_comment = self._comment and line.startswith(self._comment)
            if not is_comment and line.strip("\r\n"):
                self._begins = False
                self.first = self._number
                return line
        raise StopIteration


def _header(found: tuple[int, list[str]] | None, fields: Sequence[Field]) -> list[str]:
    """The names of the columns, each one different."""
    if found is None:
        return []
    line, cells = found
    names: list[str] = []
    for place, cell in enumerate(cells):
        wish = cell.strip() or f"column_{place + 1}"
        name, number = wish, 2
        while name in names:
            name, number = f"{wish}_{number}", number + 1
        names.append(name)
    gone = [field.name for field in fields if field.name not in names]
    needed = {field.name for field in fields if not field.nullable}
    if missing := [name for name in gone if name in needed]:
        raise UnfitError(f"there is no column {', '.join(missing)}", line)
    if fields and len(gone) == len(fields):
        raise UnfitError("it has none of the columns that are known", line)
    return names


@dataclass(frozen=True, slots=True)
class JsonLines(Format):
    """A JSON object in each line."""

    def rows(
        self, text: t.TextIO, fields: Sequence[Field]
    ) -> Iterator[tuple[int, Row]]:
        """Every object; numbers keep all their digits."""
        for number, line in enumerate(lines(text), 1):
            if line.strip():
                yield number, as_object(line, number)


def as_object(text: str, line: int) -> Row:
    """A JSON object.

    Raises:
        UnfitError: If it is none.
    """
    try:
        found = decode_json(text)
    except msgspec.DecodeError as error:
        raise UnfitError(f"it is no JSON: {error}", line) from None
    if not isinstance(found, dict):
        raise UnfitError("it is no JSON object", line)
    return found
