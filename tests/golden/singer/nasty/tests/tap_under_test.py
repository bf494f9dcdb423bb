"""The tap that the tests are about."""

from tap_3_import.support import clock
from tap_3_import.tap import Tap3Import as Tap

__all__ = ["Tap", "clock"]
