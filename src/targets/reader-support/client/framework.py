"""Exceptions, and the request, as other frameworks' clients bring them along."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

if t.TYPE_CHECKING:
    import requests


class FatalSyncError(Exception):
    """A list can't be read to its end."""


class FatalAPIError(FatalSyncError):
    """The source refuses for good."""


class RetriableAPIError(Exception):
    """The same request may succeed later."""

    def __init__(self, message: str, response: requests.Response | None = None) -> None:
        """Keep the answer for what it says about waiting."""
        super().__init__(message)
        self.response = response


class SkippableSyncError(Exception):
    """A list can't be read, but others can."""


class SkippableAPIError(SkippableSyncError):
    """The source doesn't give this list."""


@dataclass
class HTTPRequest:
    """A request in the making."""

    url: str
    method: str = "GET"
    params: dict[str, t.Any] = field(default_factory=dict)
    headers: dict[str, t.Any] = field(default_factory=dict)
    data: t.Any = None
