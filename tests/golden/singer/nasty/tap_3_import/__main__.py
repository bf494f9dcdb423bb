"""Runs the tap: python -m tap_3_import."""

from __future__ import annotations

from .tap import Tap3Import

Tap3Import.cli()
