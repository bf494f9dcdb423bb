"""Airbyte source for Acme."""

from .source import SourceAcme

__all__ = ["SourceAcme"]
