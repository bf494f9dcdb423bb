"""The streams of it's 'evil' \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ '''
../ __import__('os') # | ` <b> é.
"""

from __future__ import annotations

from datetime import timedelta

from . import auth
from .client import N3ImportStream
from .support.children import ChildStream
from .support.cursor_filter import CursorFilter, Until
from .support.cursor_pages import Cursors, InLastRecord
from .support.errors import ErrorRule
from .support.formats import EpochMilliseconds, Pattern
from .support.incremental import IncrementalStream
from .support.next_url import NextUrls
from .support.offset import Offsets
from .support.page_number import PageNumbers
from .support.params import Body, FormField, Path, Query
from .support.parents import Parent
from .support.stops import EmptyPage, Flag, TotalItems
from .support.unknown_pages import UnknownPages
from .support.values import Setting, Text


class Import(IncrementalStream, N3ImportStream):
    """Import.

    it's 'evil' \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ ''' ../
    __import__('os') # | ` <b> é.
    """

    # TODO: primary-key: it's "evil" \ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ """
    # ../ __import__('os') # | ` <b> é
    name = "import"
    path = "/a'b\"/{class}/items"
    query = {"ex'pand[]": Text(('"', Setting("lambda"), '" {{x}}')), "empty": ""}
    inputs = ((Path("class"), Setting("class")),)
    records_path = ("result", 'i"tems', "*", "it's")
    primary_key = "id"
    cursor_field = ["attributes", "changed"]
    cursor_format = EpochMilliseconds()
    cursor_filter = CursorFilter(
        param=Query("filter"),
        format=Pattern("%Y-%m-%d %H:%M:%S"),
        template="changed gt '{value}'",
        inclusive=False,
        until=Until(param=Query("to"), inclusive=False),
    )
    lookback = timedelta(seconds=120)
    pagination = PageNumbers(
        page_param=Query("page[number]"),
        first_page=0,
        size_param=Query("page[size]"),
        page_size=20,
        stop=TotalItems(("result", "to'tal")),
    )


class Class(ChildStream, IncrementalStream, N3ImportStream):
    """Class."""

    name = "class"
    path = "/search"
    http_method = "POST"
    body = {"qu'ery": [Setting("lambda"), 1, None, True], "page": {"kind": '"'}}
    primary_key = "id"
    cursor_field = "updated_at"
    newest_first = True
    pagination = Cursors(
        cursor_param=Body("page.after"),
        cursor=InLastRecord(("id",)),
        size_param=Body("page.size"),
        page_size=25,
        stop=Flag(("has_more",)),
    )
    parents = (Parent(stream="import", field=("id",), param=Body("im'port")),)


class TrueStream(ChildStream, N3ImportStream):
    """True."""

    name = "true"
    path = "/true/{id}/{other}"
    http_method = "POST"
    sends_json = False
    body = {"a'b": Setting("lambda")}
    primary_key = "id"
    # A guess: the documents don't say when the list ends, so it is read until an answer
    # is empty.
    pagination = Offsets(
        offset_param=FormField("off.set"),
        size_param=FormField("size"),
        page_size=10,
        stop=EmptyPage(),
    )
    parents = (
        Parent(stream="import", field=("id",), param=Path("id")),
        Parent(stream="class", field=("id",), param=Path("other")),
    )


class Plain(N3ImportStream):
    """Plain."""

    name = "plain"
    url_base = "https://other.acme.example"
    path = "/plain"
    primary_key = "id"
    pagination = UnknownPages(size_param=Query("n"), page_size=10)
    errors = (ErrorRule((410,), "skip"),)
    authenticator = staticmethod(auth.authenticator_2)


class Crossed(ChildStream, N3ImportStream):
    """Crossed."""

    name = "crossed"
    path = "/crossed"
    primary_key = [["attributes", "id"]]
    pagination = NextUrls(path=("li'nks", "next"))
    parents = (
        Parent(stream="import", field=("id",), param=Query("one")),
        Parent(stream="plain", field=("id",), param=Query("other")),
    )
