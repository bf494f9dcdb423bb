"""The source that the tests are about."""

from source_3_import.source import Source3Import as Source
from source_3_import.support import clock

__all__ = ["Source", "clock"]
