"""Singer tap for Acme."""

from __future__ import annotations

from singer_sdk import typing as th

from . import streams
from .support.tap import HttpTap


class TapAcme(HttpTap):
    """Singer tap for Acme."""

    name = "tap-acme"
    stream_types = [
        streams.CustomersStream,
        streams.CustomerOrdersStream,
        streams.InvoicesStream,
    ]

    config_jsonschema = th.PropertiesList(
        th.Property(
            "access_token",
            th.StringType,
            required=True,
            secret=True,
            title="Access token",
            description="Access token",
        ),
        th.Property(
            "start_date",
            th.DateTimeType,
            title="Start date",
            description="Start date",
        ),
    ).to_dict()


if __name__ == "__main__":
    TapAcme.cli()
