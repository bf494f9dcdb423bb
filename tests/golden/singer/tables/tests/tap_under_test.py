"""The tap that the tests are about."""

from tap_shop_postgresql.support import clock
from tap_shop_postgresql.support.sqlite import SQLite
from tap_shop_postgresql.tap import TapShopPostgresql as Tap

__all__ = ["SQLite", "Tap", "clock"]
