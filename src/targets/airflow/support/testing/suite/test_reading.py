"""What is read: every record once, and the second time only what is new."""

from __future__ import annotations

import gzip
import json
import typing as t
from pathlib import Path

import pytest
from airflow.sdk import ObjectStoragePath
from airflow.sdk.exceptions import AirflowFailException

from .conftest import FACTS, STREAMS, Tasks
from .support.played_source import PlayedSource
from .support.shapes import one_of_each

if t.TYPE_CHECKING:
    from .support.played_list import PlayedList

_BY_NAME = {stream["name"]: stream for stream in FACTS["streams"]}
GROWING = [
    stream["name"]
    for stream in FACTS["streams"]
    if "incremental" in stream and stream["pagination"]["kind"] != "unknown"
]
ALIKE = one_of_each(
    FACTS["streams"],
    *("method", "pagination", "incremental", "parents", "nearest", "lifted"),
)


def records_of(told: dict[str, t.Any]) -> list[dict[str, t.Any]]:
    """The records that a task has written."""
    path = Path(told["uri"].removeprefix("file://"))
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def as_texts(records: t.Iterable[dict[str, t.Any]]) -> list[str]:
    """The records in an order of their own."""
    return sorted(json.dumps(record, sort_keys=True) for record in records)


def whole(source: PlayedSource, told: dict[str, t.Any], stream: str) -> bool:
    """Whether every record is there once, with no less than the source has of it."""
    want, got = source.streams[stream].records, records_of(told)
    assert told["records"] == len(got)
    names = {name for record in want for name in record}
    cut = [{n: held for n, held in one.items() if n in names} for one in got]
    return as_texts(cut) == as_texts(want)


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


@pytest.mark.parametrize("stream", STREAMS)
def test_every_record_is_a_line(
    source: PlayedSource, tasks: Tasks, stream: str
) -> None:
    told = tasks.run(stream)
    assert told["left_out"] == []
    assert whole(source, told, stream)


@pytest.mark.parametrize("stream", GROWING)
def test_later_runs_bring_only_what_is_new(
    source: PlayedSource, tasks: Tasks, stream: str
) -> None:
    tasks.run(stream)
    again = _may_come_again(source.streams[stream])
    new = source.streams[stream].advance()
    told = tasks.run(stream)
    assert len(new) <= told["records"] <= len(new) + again
    anew = tasks.run(stream, full_refresh="True", compress=False)
    assert whole(source, anew, stream)


@pytest.mark.parametrize("stream", GROWING[:1])
def test_a_file_that_breaks_off_moves_no_state(
    source: PlayedSource, tasks: Tasks, stream: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        msg = "the storage went away"
        raise OSError(msg)

    with monkeypatch.context() as patch:
        patch.setattr(ObjectStoragePath, "open", broken)
        with pytest.raises(OSError, match="went away"):
            tasks.run(stream)
    assert not (tasks.folder / stream / "state.json").exists()
    assert whole(source, tasks.run(stream), stream)


@pytest.mark.parametrize("stream", GROWING[:1])
def test_a_broken_state_is_told_and_not_passed_over(
    source: PlayedSource, tasks: Tasks, stream: str
) -> None:
    state = tasks.folder / stream / "state.json"
    state.parent.mkdir()
    state.write_text('{"state')
    with pytest.raises(AirflowFailException, match=r"state\.json"):
        tasks.run(stream)
    assert source.asked == []


@pytest.mark.parametrize("stream", ALIKE)
def test_runs_never_write_over_a_file(
    source: PlayedSource, tasks: Tasks, stream: str
) -> None:
    tasks.run(stream)
    tasks.run(stream)
    assert len(tasks.files(stream)) == 2
