"""What a connector did on its way, for `verify` to read: requests and waits, one JSON line each."""

from __future__ import annotations

import json
import os
import threading
from typing import Any


class Journal:
    """Appends whole lines, so that a killed process leaves no half of one."""

    def __init__(self, path: str | None) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600) if path else None
        self._lock = threading.Lock()

    def write(self, **entry: Any) -> None:
        if self._file is None:
            return
        entry["thread"] = threading.get_ident()
        line = json.dumps(entry, ensure_ascii=True).encode() + b"\n"
        with self._lock:
            os.write(self._file, line)
