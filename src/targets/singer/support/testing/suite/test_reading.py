"""What the tap reads: every record once, and the second time only what is new."""

from __future__ import annotations

import typing as t

import pytest

from .conftest import CONFIG, FACTS, STREAMS, Tap, play
from .support.places import at
from .support.played_source import PlayedSource, status
from .support.shapes import one_of_each
from .support.tap_run import TapRun, run_tap, same

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


def _crossed(child: dict[str, t.Any]) -> set[str]:
    above = {link["stream"] for link in child["parents"]}
    return above if len(above) > 1 else set()


class Reading(t.NamedTuple):
    """A first run over all streams, and the source that it read."""

    source: PlayedSource
    run: TapRun


@pytest.fixture(scope="module")
def first() -> Iterator[Reading]:
    """Read everything once."""
    with pytest.MonkeyPatch.context() as patch:
        source = play(patch)
        yield Reading(source, run_tap(Tap, CONFIG))


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
    # A stream whose records are crossed with those of another is read for that, too.
    crossed = [child for child in FACTS["streams"] if stream in _crossed(child)]
    assert len(pages) == len(set(pages)) or crossed


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
    held = first.run.state["bookmarks"][stream]
    bookmarks = held.get("partitions", [held])
    lists = first.source.streams[stream].lists.values()
    known = [mark for mark in bookmarks if "replication_key_value" in mark]
    assert len(known) == len([held for held in lists if held])
    assert not any("progress_markers" in mark for mark in bookmarks)


@pytest.mark.parametrize("stream", [name for name in ALIKE if name in GROWING])
def test_second_run_reads_only_what_is_new(source: PlayedSource, stream: str) -> None:
    once = run_tap(Tap, CONFIG, streams=[stream])
    played = source.streams[stream]
    old = same(played.records)
    boundary = {
        max(played.cursor_of(record) for record in held)
        for held in played.lists.values()
        if held
    }
    late = same(played.come_late())
    new = same(played.advance())

    again = run_tap(Tap, CONFIG, streams=[stream], state=once.state)

    assert again.error is None
    found = same(again.records(stream))
    assert {*new, *late} <= set(found)
    # A record at the state's own point in time may come again.
    repeated = [
        record
        for record in again.records(stream)
        if played.cursor_of(record) not in boundary
    ]
    assert set(same(repeated)) & set(old) <= played.within_reach(boundary)


@pytest.mark.parametrize("stream", ALIKE)
def test_interrupted_and_resumed(source: PlayedSource, stream: str) -> None:
    source.interrupt(stream, nth=2 if source.streams[stream].pages else 1)
    begun = run_tap(Tap, CONFIG, streams=[stream])

    resumed = run_tap(Tap, CONFIG, streams=[stream], state=begun.state)

    assert resumed.error is None
    found = {*same(begun.records(stream)), *same(resumed.records(stream))}
    assert found == set(same(source.streams[stream].records))


@pytest.mark.parametrize("stream", [name for name in ALIKE if name in INCREMENTAL])
def test_a_list_that_was_cut_short_is_read_again(
    source: PlayedSource, stream: str
) -> None:
    nth = 2 if source.streams[stream].pages else 1
    source.fault(status(source, 403), stream=stream, nth=nth)
    begun = run_tap(Tap, CONFIG, streams=[stream])

    again = run_tap(Tap, CONFIG, streams=[stream], state=begun.state)

    assert again.error is None
    found = {*same(begun.records(stream)), *same(again.records(stream))}
    assert found == set(same(source.streams[stream].records))


@pytest.mark.parametrize("stream", SORTED)
def test_sorted_streams_refuse_disorder(source: PlayedSource, stream: str) -> None:
    for held in source.streams[stream].lists.values():
        held.reverse()
    assert run_tap(Tap, CONFIG, streams=[stream]).error is not None


def test_state_survives_a_run_without_records(source: PlayedSource) -> None:
    once = run_tap(Tap, CONFIG)
    again = run_tap(Tap, CONFIG, state=once.state)
    for name in INCREMENTAL:
        before, after = (run.state["bookmarks"][name] for run in (once, again))
        assert at(after, ["replication_key_value"]) == at(
            before, ["replication_key_value"]
        )
