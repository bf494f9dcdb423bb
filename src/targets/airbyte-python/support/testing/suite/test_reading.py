"""What the source reads: every record once, and the second time only what is new."""

from __future__ import annotations

import json
import typing as t

import pytest

from .conftest import CONFIG, FACTS, STREAMS, Source, play
from .support.played_source import PlayedSource, status
from .support.shapes import one_of_each
from .support.source_run import SourceRun, run_source, same

if t.TYPE_CHECKING:
    from collections.abc import Iterator

KEYED = [stream["name"] for stream in FACTS["streams"] if stream["key"]]
INCREMENTAL = [stream["name"] for stream in FACTS["streams"] if "incremental" in stream]
GROWING = [
    stream["name"]
    for stream in FACTS["streams"]
    if "incremental" in stream and stream["pagination"]["kind"] != "unknown"
]
ALIKE = one_of_each(
    FACTS["streams"],
    *("method", "pagination", "incremental", "parents", "nearest", "lifted"),
)
SORTED = [
    stream["name"]
    for stream in FACTS["streams"]
    if stream.get("incremental", {}).get("order") == "asc" and not stream["parents"]
]


class Reading(t.NamedTuple):
    """A first run over all streams, and the source that it read."""

    source: PlayedSource
    run: SourceRun


@pytest.fixture(scope="module")
def first() -> Iterator[Reading]:
    """Read everything once."""
    with pytest.MonkeyPatch.context() as patch:
        source = play(patch)
        yield Reading(source, run_source(Source, CONFIG))


def test_nothing_is_left_out(first: Reading) -> None:
    assert first.run.error is None
    assert first.source.complaints == []


@pytest.mark.parametrize("stream", STREAMS)
def test_every_record_once(first: Reading, stream: str) -> None:
    assert same(first.run.records(stream)) == same(first.source.streams[stream].records)


@pytest.mark.parametrize("stream", STREAMS)
def test_every_page_once(first: Reading, stream: str) -> None:
    pages = [
        asked.url + asked.body for asked in first.source.asked if asked.stream == stream
    ]
    assert len(pages) == len(set(pages))


@pytest.mark.parametrize("stream", KEYED)
def test_keys_tell_records_apart(first: Reading, stream: str) -> None:
    facts = first.source.streams[stream].facts
    keys = [path[0] for path in facts["key"]]
    tells_parents = all(
        [link.get("recordField")] in facts["key"] for link in facts["parents"]
    )
    if tells_parents:
        found = [
            tuple(record[key] for key in keys) for record in first.run.records(stream)
        ]
        assert len(found) == len(set(found))


@pytest.mark.parametrize("stream", INCREMENTAL)
def test_final_state(first: Reading, stream: str) -> None:
    held = first.run.states[stream]
    cursors = (
        [part["cursor"] for part in held["states"]] if "states" in held else [held]
    )
    lists = first.source.streams[stream].lists.values()
    assert len(cursors) == len([records for records in lists if records])
    assert all(len(cursor) == 1 for cursor in cursors)


@pytest.mark.parametrize("stream", [name for name in ALIKE if name in GROWING])
def test_second_run_reads_only_what_is_new(source: PlayedSource, stream: str) -> None:
    once = run_source(Source, CONFIG, streams=[stream])
    played = source.streams[stream]
    old = same(played.records)
    boundary = {
        max(played.cursor_of(record) for record in held)
        for held in played.lists.values()
        if held
    }
    late = same(played.come_late())
    new = same(played.advance())

    again = run_source(Source, CONFIG, streams=[stream], state=once.states)

    assert again.error is None
    found = same(again.records(stream))
    assert {*new, *late} <= set(found)
    # A record at the state's own point in time may come again.
    repeated = [
        record
        for record in again.records(stream)
        if played.cursor_of(record) not in boundary
    ]
    reach = same([json.loads(text) for text in played.within_reach(boundary)])
    assert set(same(repeated)) & set(old) <= set(reach)


@pytest.mark.parametrize("stream", ALIKE)
def test_interrupted_and_resumed(source: PlayedSource, stream: str) -> None:
    source.interrupt(stream, nth=2 if source.streams[stream].pages else 1)
    begun = run_source(Source, CONFIG, streams=[stream])

    resumed = run_source(Source, CONFIG, streams=[stream], state=begun.states)

    assert resumed.error is None
    found = {*same(begun.records(stream)), *same(resumed.records(stream))}
    assert found == set(same(source.streams[stream].records))


@pytest.mark.parametrize("stream", [name for name in ALIKE if name in INCREMENTAL])
def test_a_list_that_was_cut_short_is_read_again(
    source: PlayedSource, stream: str
) -> None:
    nth = 2 if source.streams[stream].pages else 1
    source.fault(status(source, 403), stream=stream, nth=nth)
    begun = run_source(Source, CONFIG, streams=[stream])

    again = run_source(Source, CONFIG, streams=[stream], state=begun.states)

    assert again.error is None
    found = {*same(begun.records(stream)), *same(again.records(stream))}
    assert found == set(same(source.streams[stream].records))


@pytest.mark.parametrize("stream", SORTED)
def test_sorted_streams_refuse_disorder(source: PlayedSource, stream: str) -> None:
    for held in source.streams[stream].lists.values():
        held.reverse()
    assert run_source(Source, CONFIG, streams=[stream]).error is not None


def test_state_survives_a_run_without_records(source: PlayedSource) -> None:
    once = run_source(Source, CONFIG)
    again = run_source(Source, CONFIG, state=once.states)
    for name in INCREMENTAL:
        assert again.states[name] == once.states[name]
