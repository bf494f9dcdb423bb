"""A file's bytes as text."""

from __future__ import annotations

import codecs
import gzip
import io
import typing as t

if t.TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import ReadableBuffer, WriteableBuffer

#: Characters of one line, which is held in memory.
LONGEST_LINE = 64 * 1024 * 1024
#: Longer marks first: the one of UTF-32 begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class UnfitError(Exception):
    """Something in a file isn't as it was declared; the message says what."""

    def __init__(self, problem: str, line: int = 0) -> None:
        """Take the problem and the line in which it is, from 1; 0: all of it."""
        super().__init__(f"line {line}: {problem}" if line else problem)


class Limited(io.RawIOBase):
    """Bytes that end with an error where there are too many of them."""

    def __init__(self, source: t.IO[bytes], most: int) -> None:
        """Take the bytes, and how many of them are too many."""
        super().__init__()
        self._source = source
        self._most = most
        self._count = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read the next ones."""
        view = memoryview(buffer).cast("B")
        data: ReadableBuffer = self._source.read(len(view))
        count = memoryview(data).nbytes
        self._count += count
        if self._count > self._most:
            msg = f"it unpacks to more than {self._most} bytes (unpacked_limit_mb)"
            raise UnfitError(msg)
        view[:count] = data
        return count


def is_packed(path: str, compression: str) -> bool:
    """Whether a file is gzip."""
    if compression == "by-name":
        return path.lower().endswith(".gz")
    return compression == "gzip"


def as_text(
    source: t.IO[bytes], encoding: str, *, packed: bool, most: int
) -> io.TextIOWrapper:
    """The text, decoded as it is read; line ends stay as they are."""
    plain = t.cast("t.IO[bytes]", gzip.GzipFile(fileobj=source)) if packed else source
    limited = Limited(plain, most) if packed else Limited(plain, 1 << 62)
    held = io.BufferedReader(limited, 1 << 18)
    first = held.peek(4)[:4]
    found = (name for mark, name in _MARKS if first.startswith(mark))
    return io.TextIOWrapper(held, encoding=next(found, encoding), newline="")


def lines(text: t.TextIO) -> Iterator[str]:
    """The lines with their ends.

    Raises:
        UnfitError: If one is longer than what is held in memory.
    """
    number = 0
    while line := text.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise UnfitError(f"it is longer than {LONGEST_LINE} characters", number)
        # The end of a file as DOS marked it.
        if line.strip("\r\n") == "\x1a":
            return
        yield line
