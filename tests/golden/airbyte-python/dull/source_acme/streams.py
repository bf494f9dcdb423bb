"""The streams of Acme."""

from __future__ import annotations

from .client import AcmeStream
from .support.children import ChildStream
from .support.cursor_filter import CursorFilter
from .support.cursor_pages import Cursors, InBody
from .support.incremental import IncrementalStream
from .support.link_header import LinkHeaders
from .support.page_number import PageNumbers
from .support.params import Path, Query
from .support.parents import Parent
from .support.stops import ShortPage


class Customers(IncrementalStream, AcmeStream):
    """Customers.

    Everyone who ever bought something.
    """

    name = "customers"
    path = "/customers"
    records_path = ("data",)
    primary_key = "id"
    cursor_field = "updated_at"
    cursor_filter = CursorFilter(param=Query("updated_since"))
    pagination = PageNumbers(
        page_param=Query("page"),
        size_param=Query("per_page"),
        page_size=100,
        stop=ShortPage(),
    )


class CustomerOrders(ChildStream, AcmeStream):
    """Orders of a customer."""

    name = "customer_orders"
    path = "/customers/{customer_id}/orders"
    records_path = ("data",)
    primary_key = "id"
    pagination = Cursors(
        cursor_param=Query("after"),
        cursor=InBody(("meta", "next_cursor")),
        size_param=Query("limit"),
        page_size=100,
    )
    parents = (Parent(stream="customers", field=("id",), param=Path("customer_id")),)


class Invoices(AcmeStream):
    """Invoices."""

    name = "invoices"
    path = "/invoices"
    primary_key = "id"
    pagination = LinkHeaders(size_param=Query("n"), page_size=50)
