"""The streams of it's 'evil' \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ '''
../ __import__('os') # | ` <b> é, and what all of them share.
"""

from datetime import timedelta

from .auth import credentials, credentials_2
from .support.cursor_filter import CursorFilter, Until
from .support.cursor_pages import Cursors, InLastRecord
from .support.errors import BodyHolds, ErrorRule
from .support.formats import EpochMilliseconds, Pattern
from .support.limiter import Limiter, Quota
from .support.next_url import NextUrls
from .support.offset import Offsets
from .support.page_number import PageNumbers
from .support.params import Body, FormField, Path, Query
from .support.parents import Parent
from .support.retry import RateHeaders, Retries
from .support.source import Source
from .support.stops import EmptyPage, Flag, TotalItems
from .support.stream import Cursor, Stream
from .support.unknown_pages import UnknownPages
from .support.values import Setting, Text

STREAMS = (
    # Import.
    # TODO: primary-key: it's "evil" \ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ """
    # ../ __import__('os') # | ` <b> é
    Stream(
        name="import",
        path="/a'b\"/{class}/items",
        query={"ex'pand[]": Text(('"', Setting("lambda"), '" {{x}}')), "empty": ""},
        inputs=((Path("class"), Setting("class")),),
        records_path=("result", 'i"tems', "*", "it's"),
        primary_key=("id",),
        cursor=Cursor(
            field=("attributes", "changed"),
            format=EpochMilliseconds(),
            filter=CursorFilter(
                param=Query("filter"),
                format=Pattern("%Y-%m-%d %H:%M:%S"),
                template="changed gt '{value}'",
                inclusive=False,
                until=Until(param=Query("to"), inclusive=False),
            ),
            lookback=timedelta(seconds=120),
        ),
        pagination=PageNumbers(
            page_param=Query("page[number]"),
            first_page=0,
            size_param=Query("page[size]"),
            page_size=20,
            stop=TotalItems(("result", "to'tal")),
        ),
    ),
    # Class.
    Stream(
        name="class",
        path="/search",
        method="POST",
        body={"qu'ery": [Setting("lambda"), 1, None, True], "page": {"kind": '"'}},
        records_path=("data",),
        primary_key=("id",),
        cursor=Cursor(field=("updated_at",), newest_first=True),
        pagination=Cursors(
            cursor_param=Body("page.after"),
            cursor=InLastRecord(("id",)),
            size_param=Body("page.size"),
            page_size=25,
            stop=Flag(("has_more",)),
        ),
        parents=(Parent(stream="import", field=("id",), param=Body("im'port")),),
        above=("import",),
    ),
    # True.
    # The end of its list is a guess: it is read until an answer is empty.
    Stream(
        name="true",
        path="/true/{id}/{other}",
        method="POST",
        body={"a'b": Setting("lambda")},
        body_as_json=False,
        records_path=("data",),
        primary_key=("id",),
        pagination=Offsets(
            offset_param=FormField("off.set"),
            size_param=FormField("size"),
            page_size=10,
            stop=EmptyPage(),
        ),
        parents=(
            Parent(stream="import", field=("id",), param=Path("id")),
            Parent(stream="class", field=("id",), param=Path("other")),
        ),
        above=("class",),
    ),
    # Plain.
    Stream(
        name="plain",
        path="/plain",
        base_url="https://other.acme.example",
        records_path=("data",),
        primary_key=("id",),
        pagination=UnknownPages(size_param=Query("n"), page_size=10),
        errors=(ErrorRule((410,), "skip"),),
        auth=credentials_2,
    ),
    # Crossed.
    Stream(
        name="crossed",
        path="/crossed",
        records_path=("data",),
        pagination=NextUrls(path=("li'nks", "next")),
        parents=(
            Parent(stream="import", field=("id",), param=Query("one")),
            Parent(stream="plain", field=("id",), param=Query("other")),
        ),
        above=("import", "plain"),
    ),
)

SOURCE = Source(
    base_url=Text(("https://", Setting("lambda"), ".acme.example/v1")),
    auth=credentials,
    headers={"X-Version": '2024"\\{{ x }}', "X-Class": Text(("no ", Setting("class")))},
    errors=(
        ErrorRule(
            (404,),
            "empty",
            message='it\'s "evil" \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ """ ../ __import__(\'os\') # | ` <b> \u00e9',
            body=BodyHolds(("er'ror",), '"""'),
        ),
        ErrorRule((420,), "rate-limited"),
    ),
    retries=Retries(
        headers=RateHeaders(
            remaining="X-Left", reset="X-Reset", reset_unit="seconds-left"
        )
    ),
    limiter=Limiter(Quota(requests=90, seconds=1)),
    streams=STREAMS,
)
