"""What the CDK calls what the other modules need of a framework."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

from airbyte_cdk.models import FailureType
from airbyte_cdk.utils.traced_exception import AirbyteTracedException

if t.TYPE_CHECKING:
    import requests


class ReadingError(AirbyteTracedException):
    """Something that couldn't be read, and why: all of it may be shown to a user."""

    failure: t.ClassVar[FailureType] = FailureType.system_error

    def __init__(self, told: str, response: requests.Response | None = None) -> None:
        """Say it."""
        super().__init__(told, told, self.failure)
        self.response = response


class FatalSyncError(ReadingError):
    """The stream can't be read any further."""


class FatalAPIError(ReadingError):
    """The answer is one that asking again doesn't change."""


class CredentialError(FatalAPIError):
    """The source doesn't know who asks."""

    failure = FailureType.config_error


class RetriableAPIError(ReadingError):
    """The same request may succeed later."""

    failure = FailureType.transient_error


class SkippableSyncError(ReadingError):
    """A list can't be read; others can."""


class SkippableAPIError(SkippableSyncError):
    """The source doesn't give out a list; others it does."""

    failure = FailureType.config_error


@dataclass
class HTTPRequest:
    """A request that is being put together."""

    method: str
    url: str
    params: dict[str, t.Any] = field(default_factory=dict)
    headers: dict[str, t.Any] = field(default_factory=dict)
    data: t.Any = None
