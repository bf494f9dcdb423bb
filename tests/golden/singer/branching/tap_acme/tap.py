"""Singer tap for Acme."""

from __future__ import annotations

from singer_sdk import Stream
from singer_sdk import typing as th
from typing_extensions import override

from . import streams
from .support.tap import HttpTap


class TapAcme(HttpTap):
    """Singer tap for Acme."""

    name = "tap-acme"

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

    @override
    def discover_streams(self) -> list[Stream]:
        """Every stream, parents before their children."""
        return [
            streams.SitesStream(self),
            streams.TagsStream(self),
            streams.BuildingsStream(self),
            streams.CrewsStream(self),
            streams.ShiftsStream(self),
            streams.TaggedStream(self),
        ]


if __name__ == "__main__":
    TapAcme.cli()
