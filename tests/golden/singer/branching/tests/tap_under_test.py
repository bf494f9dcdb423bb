"""The tap that the tests are about."""

from tap_acme.support import clock
from tap_acme.tap import TapAcme as Tap

__all__ = ["Tap", "clock"]
