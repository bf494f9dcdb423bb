"""The streams of Acme."""

from __future__ import annotations

from .client import AcmeStream
from .support.children import ChildStream, ParentStream
from .support.crossed import CrossedStream
from .support.cursor_filter import CursorFilter
from .support.incremental import IncrementalStream
from .support.lifted import LiftedStream
from .support.next_url import NextUrls
from .support.offset import Offsets
from .support.page_number import PageNumbers
from .support.params import Path, Query
from .support.parents import Parent
from .support.stops import EmptyPage


class SitesStream(ParentStream, AcmeStream):
    """Sites."""

    name = "sites"
    path = "/sites"
    primary_keys = ("code",)


class TagsStream(IncrementalStream, AcmeStream):
    """Tags."""

    name = "tags"
    path = "/tags"
    primary_keys = ("id",)
    replication_key = "updated_at"
    cursor_filter = CursorFilter(param=Query("since"))
    pagination = PageNumbers(page_param=Query("page"), stop=EmptyPage())


class BuildingsStream(ParentStream, ChildStream, AcmeStream):
    """Buildings of a site."""

    name = "buildings"
    path = "/sites/{site}/buildings"
    primary_keys = ("site_code", "id")
    parent_stream_type = SitesStream
    parents = (
        Parent(
            stream="sites",
            field=("code",),
            param=Path("site"),
            record_field="site_code",
        ),
    )


class CrewsStream(ParentStream, ChildStream, AcmeStream):
    """Crews."""

    name = "crews"
    path = "/sites/{site}/crews"
    primary_keys = ("name",)
    parent_stream_type = SitesStream
    parents = (
        Parent(
            stream="sites",
            field=("code",),
            param=Path("site"),
            record_field="site_code",
        ),
    )


class ShiftsStream(CrossedStream, IncrementalStream, AcmeStream):
    """Shifts of a crew in a building."""

    name = "shifts"
    path = "/sites/{site}/buildings/{building}/crews/{crew}/shifts"
    primary_keys = ("site_code", "building_id", "crew_name", "id")
    replication_key = "updated_at"
    cursor_filter = CursorFilter(param=Query("since"))
    pagination = Offsets(offset_param=Query("offset"), page_size=20, stop=EmptyPage())
    parent_stream_type = CrewsStream
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


class VisitsStream(ChildStream, IncrementalStream, LiftedStream, AcmeStream):
    """Visits to a site."""

    name = "visits"
    path = "/sites/{site}/visits"
    lifted = {"number": ("attributes", "number"), "changed": ("attributes", "changed")}
    primary_keys = ("site_code", "number")
    replication_key = "changed"
    pagination = NextUrls(path=("links", "next"))
    parent_stream_type = SitesStream
    parents = (
        Parent(
            stream="sites",
            field=("code",),
            param=Path("site"),
            record_field="site_code",
        ),
    )


class TaggedStream(CrossedStream, AcmeStream):
    """What has a tag in a building."""

    name = "tagged"
    path = "/tags/{tag}/buildings/{building}/tagged"
    primary_keys = ("tag_id", "building_id", "id")
    parent_stream_type = BuildingsStream
    parents = (
        Parent(stream="tags", field=("id",), param=Path("tag"), record_field="tag_id"),
        Parent(
            stream="buildings",
            field=("id",),
            param=Path("building"),
            record_field="building_id",
        ),
    )
