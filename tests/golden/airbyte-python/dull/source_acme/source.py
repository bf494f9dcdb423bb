"""Airbyte source for Acme."""

from __future__ import annotations

from . import streams
from .support.source import ApiSource


class SourceAcme(ApiSource):
    """Airbyte source for Acme."""

    stream_types = (
        streams.Customers,
        streams.CustomerOrders,
        streams.Invoices,
    )
