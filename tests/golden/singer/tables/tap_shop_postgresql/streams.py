"""The streams of shop.postgresql."""

from __future__ import annotations

from .client import ShopPostgresqlStream
from .support.table_cursor import CursorStream


class CustomersStream(CursorStream, ShopPostgresqlStream):
    """customers.

    Whoever bought something. ''' ${HOME} {{ 7*7 }} | <b>
    """

    name = "customers"
    table = "customers"
    table_schema = "shop"
    columns = {
        "id": "int64",
        "name": "text",
        "credit": "decimal(12,2)",
        "photo": "bytes",
        "tags": "array<text>",
        "born": "date",
        "deleted_at": "timestamptz(6)",
        "updated_at": "timestamptz(6)",
    }
    primary_keys = ("id",)
    page_by = ("id",)
    replication_key = "updated_at"
    cursor = "updated_at"
    cursor_indexed = True


class OrderLinesStream(ShopPostgresqlStream):
    """order 'lines'."""

    name = "order_lines"
    table = 'order "lines"'
    table_schema = "shop"
    columns = {"order.id": "int64", "%s": "text", "select": "money"}
    primary_keys = ("order.id", "%s")
    page_by = ("order.id", "%s")


class VisitsStream(CursorStream, ShopPostgresqlStream):
    """visits."""

    name = "visits"
    table = "visits"
    table_schema = "shop"
    columns = {"page": "text", "last_modified": "timestamp(6)"}
    replication_key = "last_modified"
    cursor = "last_modified"
    cursor_nullable = True
