"""Runs the tap: python -m tap_acme."""

from __future__ import annotations

from .tap import TapAcme

TapAcme.cli()
