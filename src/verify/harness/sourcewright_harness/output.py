"""Standard output that ends its own process once so many records have come out."""

from __future__ import annotations

import io
import os
import re
import signal
from collections.abc import Callable
from typing import Any


def die() -> None:
    """Nothing is cleaned up, as when the machine goes away."""
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


class CountingOutput(io.RawIOBase):
    """Passes whole lines on; after the `limit`th that matches, `stop` is called."""

    def __init__(
        self, descriptor: int, pattern: str, limit: int, stop: Callable[[], Any] = die
    ) -> None:
        self._descriptor = descriptor
        self._pattern = re.compile(pattern.encode())
        self._left = limit
        self._stop = stop
        self._partial = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        *lines, self._partial = (self._partial + bytes(data)).split(b"\n")
        for line in lines:
            self.pass_on(line + b"\n")
            if self._pattern.match(line):
                self._left -= 1
                if self._left == 0:
                    self._stop()
        return len(data)

    def pass_on(self, line: bytes) -> None:
        write_all(self._descriptor, line)

    def close(self) -> None:
        if not self.closed:
            self.pass_on(self._partial)
            self._partial = b""
        super().close()


def write_all(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def text_output(raw: io.RawIOBase) -> io.TextIOWrapper:
    return io.TextIOWrapper(
        io.BufferedWriter(raw), encoding="utf-8", errors="backslashreplace", line_buffering=True
    )
