"""Loads Acme into a warehouse."""

from .source import SECRETS, acme_source
from .streams import SOURCE

__all__ = ["SECRETS", "SOURCE", "acme_source"]
