"""What is loaded: every record once, and the second time only what is new."""

from __future__ import annotations

import typing as t

import pytest
from dlt.load import Load

from .conftest import FACTS, STREAMS, open_warehouse, play
from .pipeline_under_test import Exit, Shape, columns
from .support.pipeline_run import Warehouse, differences, normalize
from .support.played_source import PlayedSource
from .support.shapes import one_of_each

if t.TYPE_CHECKING:
    from collections.abc import Iterator

    from .support.played_list import PlayedList

_BY_NAME = {stream["name"]: stream for stream in FACTS["streams"]}
_ABOVE = {link["stream"] for stream in FACTS["streams"] for link in stream["parents"]}
GROWING = [
    stream["name"]
    for stream in FACTS["streams"]
    if "incremental" in stream
    and stream["pagination"]["kind"] != "unknown"
    and stream["name"] not in _ABOVE
]
ALIKE = one_of_each(
    FACTS["streams"],
    *("method", "pagination", "incremental", "parents", "nearest", "lifted"),
)


def key_of(stream: str) -> list[str]:
    """The fields that tell a stream's rows apart."""
    return [name for [name] in _BY_NAME[stream]["key"]]


def wrong(source: PlayedSource, warehouse: Warehouse, *streams: str) -> list[str]:
    """How the tables differ from what the source holds."""
    return [
        f"{stream}: {told}"
        for stream in streams
        for told in differences(
            source.streams[stream].records,
            warehouse.rows(stream),
            key_of(stream),
            Shape(stream, columns(stream), normalize).column,
        )
    ]


def _may_come_again(played: PlayedList) -> int:
    """Records at the boundary, and those that the source's filter can't tell apart."""
    ends = {
        max(played.cursor_of(record) for record in held)
        for held in played.lists.values()
        if held
    }
    at_the_end = [
        record for record in played.records if played.cursor_of(record) in ends
    ]
    return max(len(at_the_end), len(played.within_reach(ends)))


class Loaded(t.NamedTuple):
    """A first load of all streams, and the source that it read."""

    source: PlayedSource
    warehouse: Warehouse
    ended: int


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    """Load everything once."""
    with pytest.MonkeyPatch.context() as patch:
        source = play(patch)
        warehouse = open_warehouse(patch, tmp_path_factory.mktemp("first"))
        yield Loaded(source, warehouse, warehouse.load(*STREAMS))


def test_nothing_is_left_out(first: Loaded) -> None:
    assert first.ended == Exit.LOADED
    assert first.source.complaints == []


@pytest.mark.parametrize("stream", STREAMS)
def test_every_record_is_a_row_as_it_was(first: Loaded, stream: str) -> None:
    assert wrong(first.source, first.warehouse, stream) == []


def test_lists_are_read_page_by_page(first: Loaded) -> None:
    asked = dict.fromkeys(STREAMS, 0)
    for request in first.source.asked:
        if request.stream is not None:
            asked[request.stream] += 1
    paged = [name for name in STREAMS if first.source.streams[name].pages]
    assert [name for name in paged if asked[name] < 2] == []


@pytest.mark.skipif(not GROWING, reason="no stream has a cursor")
def test_later_loads_bring_only_what_is_new(
    source: PlayedSource, warehouse: Warehouse
) -> None:
    assert warehouse.load(*STREAMS) == Exit.LOADED
    before = set(warehouse.loads())
    again = {name: _may_come_again(source.streams[name]) for name in GROWING}
    new = {name: len(source.streams[name].advance()) for name in GROWING}

    assert warehouse.load(*GROWING) == Exit.LOADED

    later = set(warehouse.loads()) - before
    for name in GROWING:
        came = [row for row in warehouse.rows(name) if row["_dlt_load_id"] in later]
        assert new[name] <= len(came) <= new[name] + again[name], name
    assert wrong(source, warehouse, *GROWING) == []


def test_loading_twice_duplicates_nothing(
    source: PlayedSource, warehouse: Warehouse
) -> None:
    assert warehouse.load(*ALIKE) == Exit.LOADED
    assert warehouse.load(*ALIKE) == Exit.LOADED
    assert wrong(source, warehouse, *ALIKE) == []


def test_what_is_interrupted_while_reading_goes_on(
    source: PlayedSource, warehouse: Warehouse
) -> None:
    stream = ALIKE[-1]
    source.interrupt(stream, nth=2 if source.streams[stream].pages else 1)
    assert warehouse.load(*ALIKE) == Exit.INTERRUPTED

    assert warehouse.load(*ALIKE) == Exit.LOADED
    assert wrong(source, warehouse, *ALIKE) == []


def test_what_is_interrupted_while_loading_goes_on(
    source: PlayedSource, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        msg = "the machine went away"
        raise RuntimeError(msg)

    with monkeypatch.context() as patch:
        patch.setattr(Load, "complete_package", killed)
        assert warehouse.load(*ALIKE) == Exit.FAILED

    assert warehouse.load(*ALIKE) == Exit.LOADED
    assert wrong(source, warehouse, *ALIKE) == []


def test_a_full_refresh_begins_anew(source: PlayedSource, warehouse: Warehouse) -> None:
    assert warehouse.load(*ALIKE) == Exit.LOADED
    before = set(warehouse.loads())
    assert warehouse.load(*ALIKE, options=("--full-refresh",)) == Exit.LOADED
    assert wrong(source, warehouse, *ALIKE) == []
    rows = [row for name in ALIKE for row in warehouse.rows(name)]
    assert [row for row in rows if row["_dlt_load_id"] in before] == []


def test_a_look_is_no_load(source: PlayedSource, warehouse: Warehouse) -> None:
    assert warehouse.load(*ALIKE, options=("--limit", "1")) == Exit.LOADED
    assert all(len(warehouse.rows(name)) <= 1 for name in ALIKE)
    assert warehouse.load(*ALIKE) == Exit.LOADED
    assert wrong(source, warehouse, *ALIKE) == []


def test_a_check_loads_nothing(source: PlayedSource, warehouse: Warehouse) -> None:
    assert warehouse.load(options=("--check",)) == Exit.LOADED
    assert warehouse.loads() == []


def test_what_is_not_there_can_not_be_loaded(
    source: PlayedSource, warehouse: Warehouse
) -> None:
    assert warehouse.load("no such stream") == Exit.MISUSED
    assert source.asked == []
