"""Loads the database shop.postgresql into a warehouse."""

from .source import SECRETS, shop_postgresql_source
from .streams import SOURCE

__all__ = ["SECRETS", "SOURCE", "shop_postgresql_source"]
