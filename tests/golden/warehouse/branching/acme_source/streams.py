"""The streams of Acme, and what all of them share."""

from .auth import credentials
from .support.cursor_filter import CursorFilter
from .support.next_url import NextUrls
from .support.offset import Offsets
from .support.page_number import PageNumbers
from .support.params import Path, Query
from .support.parents import Parent
from .support.source import Source
from .support.stops import EmptyPage
from .support.stream import Cursor, Stream

STREAMS = (
    # Sites.
    Stream(name="sites", path="/sites", records_path=("data",), primary_key=("code",)),
    # Tags.
    Stream(
        name="tags",
        path="/tags",
        records_path=("data",),
        primary_key=("id",),
        cursor=Cursor(field=("updated_at",), filter=CursorFilter(param=Query("since"))),
        pagination=PageNumbers(page_param=Query("page"), stop=EmptyPage()),
    ),
    # Buildings of a site.
    Stream(
        name="buildings",
        path="/sites/{site}/buildings",
        records_path=("data",),
        primary_key=("site_code", "id"),
        parents=(
            Parent(
                stream="sites",
                field=("code",),
                param=Path("site"),
                record_field="site_code",
            ),
        ),
        above=("sites",),
    ),
    # Crews.
    Stream(
        name="crews",
        path="/sites/{site}/crews",
        records_path=("data",),
        primary_key=("name",),
        parents=(
            Parent(
                stream="sites",
                field=("code",),
                param=Path("site"),
                record_field="site_code",
            ),
        ),
        above=("sites",),
    ),
    # Shifts of a crew in a building.
    Stream(
        name="shifts",
        path="/sites/{site}/buildings/{building}/crews/{crew}/shifts",
        records_path=("data",),
        primary_key=("site_code", "building_id", "crew_name", "id"),
        cursor=Cursor(field=("updated_at",), filter=CursorFilter(param=Query("since"))),
        pagination=Offsets(
            offset_param=Query("offset"), page_size=20, stop=EmptyPage()
        ),
        parents=(
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
        ),
        above=("buildings", "crews"),
    ),
    # Visits to a site.
    Stream(
        name="visits",
        path="/sites/{site}/visits",
        records_path=("data",),
        lifted={
            "number": ("attributes", "number"),
            "changed": ("attributes", "changed"),
        },
        primary_key=("site_code", "number"),
        cursor=Cursor(field=("changed",)),
        pagination=NextUrls(path=("links", "next")),
        parents=(
            Parent(
                stream="sites",
                field=("code",),
                param=Path("site"),
                record_field="site_code",
            ),
        ),
        above=("sites",),
    ),
    # What has a tag in a building.
    Stream(
        name="tagged",
        path="/tags/{tag}/buildings/{building}/tagged",
        records_path=("data",),
        primary_key=("tag_id", "building_id", "id"),
        parents=(
            Parent(
                stream="tags", field=("id",), param=Path("tag"), record_field="tag_id"
            ),
            Parent(
                stream="buildings",
                field=("id",),
                param=Path("building"),
                record_field="building_id",
            ),
        ),
        above=("tags", "buildings"),
    ),
)

SOURCE = Source(
    base_url="https://api.acme.example/v1", auth=credentials, streams=STREAMS
)
