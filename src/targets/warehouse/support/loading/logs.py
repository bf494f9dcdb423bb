"""Logs that a machine can read: one JSON object a line, on standard error."""

from __future__ import annotations

import datetime
import json
import logging
import sys

#: What is shorter stands in other words as well.
SHORTEST_SECRET = 4


class JsonLines(logging.Formatter):
    """A line for each record; no value of a secret setting stands in it."""

    def __init__(self) -> None:
        """No secret is known yet."""
        super().__init__()
        self.secrets: set[str] = set()

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line."""
        at = datetime.datetime.fromtimestamp(record.created, tz=datetime.UTC)
        content = {
            "time": at.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self._masked(record.getMessage()),
            **getattr(record, "facts", {}),
        }
        return json.dumps(content, ensure_ascii=False, default=str)

    def _masked(self, text: str) -> str:
        for secret in self.secrets:
            if len(secret) >= SHORTEST_SECRET:
                text = text.replace(secret, "***")
        return text


def configure(level: str) -> JsonLines:
    """Have everything logged this way."""
    made = JsonLines()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(made)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(True)
    return made


def adopt(name: str, formatter: JsonLines) -> None:
    """Have a library's own handlers write the same lines."""
    for handler in logging.getLogger(name).handlers:
        handler.setFormatter(formatter)
