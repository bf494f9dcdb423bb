"""The source that the tests are about."""

from source_acme.source import SourceAcme as Source
from source_acme.support import clock

__all__ = ["Source", "clock"]
