"""Runs a generated connector, unchanged, against a source on loopback."""

from . import clock

# Before anything imports a framework: see the clock's own note.
clock.install()
