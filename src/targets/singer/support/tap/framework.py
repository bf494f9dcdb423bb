"""What the SDK calls what the other modules need of a framework."""

from singer_sdk.exceptions import (
    FatalAPIError,
    FatalSyncError,
    RetriableAPIError,
    SkippableAPIError,
    SkippableSyncError,
)
from singer_sdk.streams.rest import HTTPRequest

__all__ = [
    "FatalAPIError",
    "FatalSyncError",
    "HTTPRequest",
    "RetriableAPIError",
    "SkippableAPIError",
    "SkippableSyncError",
]
