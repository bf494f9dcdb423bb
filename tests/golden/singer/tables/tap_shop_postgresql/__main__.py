"""Runs the tap: python -m tap_shop_postgresql."""

from __future__ import annotations

from .tap import TapShopPostgresql

TapShopPostgresql.cli()
