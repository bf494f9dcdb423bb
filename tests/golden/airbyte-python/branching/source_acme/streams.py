"""The streams of Acme."""

from __future__ import annotations

from .client import AcmeStream
from .support.children import ChildStream
from .support.cursor_filter import CursorFilter
from .support.incremental import IncrementalStream
from .support.next_url import NextUrls
from .support.offset import Offsets
from .support.page_number import PageNumbers
from .support.params import Path, Query
from .support.parents import Parent
from .support.stops import EmptyPage


class Sites(AcmeStream):
    """Sites."""

    name = "sites"
    path = "/sites"
    primary_key = "code"


class Tags(IncrementalStream, AcmeStream):
    """Tags."""

    name = "tags"
    path = "/tags"
    primary_key = "id"
    cursor_field = "updated_at"
    cursor_filter = CursorFilter(param=Query("since"))
    pagination = PageNumbers(page_param=Query("page"), stop=EmptyPage())


class Buildings(ChildStream, AcmeStream):
    """Buildings of a site."""

    name = "buildings"
    path = "/sites/{site}/buildings"
    primary_key = ["site_code", "id"]
    parents = (
        Parent(
            stream="sites",
            field=("code",),
            param=Path("site"),
            record_field="site_code",
        ),
    )


class Crews(ChildStream, AcmeStream):
    """Crews."""

    name = "crews"
    path = "/sites/{site}/crews"
    primary_key = "name"
    parents = (
        Parent(
            stream="sites",
            field=("code",),
            param=Path("site"),
            record_field="site_code",
        ),
    )


class Shifts(ChildStream, IncrementalStream, AcmeStream):
    """Shifts of a crew in a building."""

    name = "shifts"
    path = "/sites/{site}/buildings/{building}/crews/{crew}/shifts"
    primary_key = ["site_code", "building_id", "crew_name", "id"]
    cursor_field = "updated_at"
    cursor_filter = CursorFilter(param=Query("since"))
    pagination = Offsets(offset_param=Query("offset"), page_size=20, stop=EmptyPage())
    parents = (
        Parent(
            stream="sites",
            field=("code",),
            param=Path("site"),
            record_field="site_code",
        ),
        Parent(
            stream="buildings",
            field=("id",),
            param=Path("building"),
            record_field="building_id",
        ),
        Parent(
            stream="crews",
            field=("name",),
            param=Path("crew"),
            record_field="crew_name",
        ),
    )


class Visits(ChildStream, IncrementalStream, AcmeStream):
    """Visits to a site."""

    name = "visits"
    path = "/sites/{site}/visits"
    lifted = {"number": ("attributes", "number"), "changed": ("attributes", "changed")}
    primary_key = ["site_code", "number"]
    cursor_field = "changed"
    pagination = NextUrls(path=("links", "next"))
    parents = (
        Parent(
            stream="sites",
            field=("code",),
            param=Path("site"),
            record_field="site_code",
        ),
    )


class Tagged(ChildStream, AcmeStream):
    """What has a tag in a building."""

    name = "tagged"
    path = "/tags/{tag}/buildings/{building}/tagged"
    primary_key = ["tag_id", "building_id", "id"]
    parents = (
        Parent(stream="tags", field=("id",), param=Path("tag"), record_field="tag_id"),
        Parent(
            stream="buildings",
            field=("id",),
            param=Path("building"),
            record_field="building_id",
        ),
    )
