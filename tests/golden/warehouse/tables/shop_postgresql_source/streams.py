"""The streams of shop.postgresql, and what all of them share."""

from .support.postgresql import PostgreSQL
from .support.table_bookmark import TableCursor
from .support.tables import Tables, TableStream

STREAMS = (
    # customers.
    TableStream(
        name="customers",
        table="customers",
        table_schema="shop",
        columns={
            "id": "int64",
            "name": "text",
            "credit": "decimal(12,2)",
            "photo": "bytes",
            "tags": "array<text>",
            "born": "date",
            "deleted_at": "timestamptz(6)",
            "updated_at": "timestamptz(6)",
        },
        page_by=("id",),
        primary_key=("id",),
        cursor=TableCursor(column="updated_at", indexed=True),
    ),
    # order "lines".
    TableStream(
        name="order_lines",
        table='order "lines"',
        table_schema="shop",
        columns={"order.id": "int64", "%s": "text", "select": "money"},
        page_by=("order.id", "%s"),
        primary_key=("order.id", "%s"),
    ),
    # visits.
    TableStream(
        name="visits",
        table="visits",
        table_schema="shop",
        columns={"page": "text", "last_modified": "timestamp(6)"},
        cursor=TableCursor(column="last_modified", nullable=True),
    ),
)

SOURCE = Tables(
    database=PostgreSQL, application="shop-postgresql-pipeline", streams=STREAMS
)
