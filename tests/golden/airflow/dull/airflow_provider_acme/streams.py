"""The streams of Acme, and what all of them share."""

from .auth import credentials
from .support.cursor_filter import CursorFilter
from .support.cursor_pages import Cursors, InBody
from .support.errors import ErrorRule
from .support.limiter import Limiter, Quota
from .support.link_header import LinkHeaders
from .support.page_number import PageNumbers
from .support.params import Path, Query
from .support.parents import Parent
from .support.source import Source
from .support.stops import ShortPage
from .support.stream import Cursor, Stream

STREAMS = (
    # Customers.
    Stream(
        name="customers",
        path="/customers",
        records_path=("data",),
        primary_key=("id",),
        cursor=Cursor(
            field=("updated_at",), filter=CursorFilter(param=Query("updated_since"))
        ),
        pagination=PageNumbers(
            page_param=Query("page"),
            size_param=Query("per_page"),
            page_size=100,
            stop=ShortPage(),
        ),
    ),
    # Orders of a customer.
    Stream(
        name="customer_orders",
        path="/customers/{customer_id}/orders",
        records_path=("data",),
        primary_key=("id",),
        pagination=Cursors(
            cursor_param=Query("after"),
            cursor=InBody(("meta", "next_cursor")),
            size_param=Query("limit"),
            page_size=100,
        ),
        parents=(Parent(stream="customers", field=("id",), param=Path("customer_id")),),
        above=("customers",),
    ),
    # Invoices.
    Stream(
        name="invoices",
        path="/invoices",
        primary_key=("id",),
        pagination=LinkHeaders(size_param=Query("n"), page_size=50),
    ),
)

SOURCE = Source(
    base_url="https://api.acme.example/v1",
    auth=credentials,
    errors=(ErrorRule((402,), "skip", message="Your plan does not include this."),),
    limiter=Limiter(Quota(requests=600, seconds=60)),
    streams=STREAMS,
)
