"""Singer tap for the database shop.postgresql."""

from __future__ import annotations

from singer_sdk import typing as th

from . import streams
from .support.postgresql import PostgreSQL
from .support.table_tap import TableTap


class TapShopPostgresql(TableTap):
    """Singer tap for the database shop.postgresql."""

    name = "tap-shop-postgresql"
    database_class = PostgreSQL
    stream_types = [
        streams.CustomersStream,
        streams.OrderLinesStream,
        streams.VisitsStream,
    ]

    config_jsonschema = th.PropertiesList(
        th.Property(
            "host",
            th.StringType,
            required=True,
            title="Host",
            description="Host",
            examples=["db.example.com"],
        ),
        th.Property(
            "port",
            th.IntegerType,
            default=5432,
            title="Port",
            description="Port",
        ),
        th.Property(
            "database",
            th.StringType,
            required=True,
            title="Database",
            description="The database's name.",
        ),
        th.Property(
            "user",
            th.StringType,
            required=True,
            title="User",
            description="A user that may read the tables; it needs no other right.",
        ),
        th.Property(
            "password",
            th.StringType,
            required=True,
            secret=True,
            title="Password",
            description="Password",
        ),
        th.Property(
            "ssl_mode",
            th.StringType,
            default="prefer",
            allowed_values=["disable", "prefer", "require", "verify-ca", "verify-full"],
            title="Encryption",
            description="Whether the connection is encrypted, and the server's certificate checked.",
        ),
        th.Property(
            "ssl_ca",
            th.StringType,
            title="Certificate authority",
            description="Path of the certificates that the server's is checked with.",
        ),
        th.Property(
            "start_date",
            th.DateTimeType,
            title="Start date",
            description="Rows that were last changed before this point in time are not read; left out, all are.",
            examples=["2024-01-01T00:00:00Z"],
        ),
        th.Property(
            "chunk_size",
            th.IntegerType,
            default=20000,
            title="Rows a page",
            description="Rows that are asked for at once.",
        ),
        th.Property(
            "statement_timeout",
            th.IntegerType,
            default=3600,
            title="Statement timeout",
            description="Seconds after which the database gives a statement up; 0: never.",
        ),
        th.Property(
            "lookback_seconds",
            th.IntegerType,
            default=600,
            title="Look back",
            description="Seconds that an incremental read reaches back behind the last one, for rows whose transaction was committed late.",
        ),
    ).to_dict()


if __name__ == "__main__":
    TapShopPostgresql.cli()
