"""Every record, once, and after that what is new."""

from __future__ import annotations

import json
import re
import typing as t

import pytest

from .conftest import BY_NAME, STREAMS, Config
from .support.played_files import ROWS
from .support.tap_run import TapRun, run_tap, same
from .tap_under_test import Tap

if t.TYPE_CHECKING:
    from .support.played_files import PlayedFiles

LISTS = [name for name in STREAMS if BY_NAME[name]["content"] == "whole-list"]
ADDED = [name for name in STREAMS if name not in LISTS]


def sources(run: TapRun, stream: str) -> set[str]:
    return {record["_file"] for record in run.records(stream)}


def add(files: PlayedFiles, stream: str, *, days: float | None = None) -> str:
    if files.is_fixed(stream):
        pytest.skip("it is always the same file")
    return files.add(stream, days=days)


def test_every_record_comes_once(config: Config, files: PlayedFiles) -> None:
    run = run_tap(Tap, config)
    assert run.error is None
    for name in STREAMS:
        count = 1 if name in LISTS else len(files.files[name])
        assert len(run.records(name)) == count * ROWS
        places = {(one["_file"], one["_line"]) for one in run.records(name)}
        assert len(places) == count * ROWS
        keys = BY_NAME[name]["key"]
        found = {json.dumps([one[key] for key in keys]) for one in run.records(name)}
        assert len(found) == count * ROWS


def test_a_second_run_reads_nothing_again(config: Config) -> None:
    once = run_tap(Tap, config)
    again = run_tap(Tap, config, state=once.state)
    assert again.error is None
    assert all(again.records(name) == [] for name in STREAMS)
    assert again.state == once.state


@pytest.mark.parametrize("stream", STREAMS)
def test_a_new_file_is_read(config: Config, files: PlayedFiles, stream: str) -> None:
    once = run_tap(Tap, config, streams=[stream])
    path = add(files, stream)
    again = run_tap(Tap, config, streams=[stream], state=once.state)
    assert again.error is None
    assert sources(again, stream) == {path}
    assert len(again.records(stream)) == ROWS


@pytest.mark.parametrize("stream", ADDED)
def test_a_late_file_is_read_though_its_time_is_old(
    config: Config, files: PlayedFiles, stream: str
) -> None:
    once = run_tap(Tap, config, streams=[stream])
    path = add(files, stream, days=-30)
    again = run_tap(Tap, config, streams=[stream], state=once.state)
    assert sources(again, stream) == {path}


@pytest.mark.parametrize("stream", STREAMS)
def test_a_file_that_changed_is_read_again(
    config: Config, files: PlayedFiles, stream: str
) -> None:
    once = run_tap(Tap, config, streams=[stream])
    path = files.files[stream][-1]
    rows = files.rows(stream)
    files.write(path, files.content(stream, rows[:-1]))
    files.touch(path, 3)
    again = run_tap(Tap, config, streams=[stream], state=once.state)
    assert sources(again, stream) == {path}
    assert len(again.records(stream)) == ROWS - 1


@pytest.mark.parametrize("stream", STREAMS)
def test_a_run_that_was_cut_off_loses_nothing(
    config: Config, files: PlayedFiles, stream: str
) -> None:
    whole = run_tap(Tap, config, streams=[stream])
    wanted = set(same(whole.records(stream)))
    states = [
        at for at, message in enumerate(whole.messages) if message["type"] == "STATE"
    ]
    assert len(states) >= len(sources(whole, stream))
    for at in states:
        before = [
            message["record"]
            for message in whole.messages[:at]
            if message["type"] == "RECORD"
        ]
        state = whole.messages[at]["value"]
        resumed = run_tap(Tap, config, streams=[stream], state=state)
        assert resumed.error is None
        assert {*same(before), *same(resumed.records(stream))} == wanted


@pytest.mark.parametrize("stream", LISTS)
def test_an_older_list_does_not_come_back(
    config: Config, files: PlayedFiles, stream: str
) -> None:
    once = run_tap(Tap, config, streams=[stream])
    assert sources(once, stream) == {files.files[stream][-1]}
    (files.folder / files.files[stream][-1]).unlink()
    again = run_tap(Tap, config, streams=[stream], state=once.state)
    assert again.records(stream) == []


@pytest.mark.parametrize("stream", STREAMS)
def test_decimals_keep_their_digits(
    config: Config, files: PlayedFiles, stream: str
) -> None:
    decimals = [
        field.get("field") or field["name"]
        for field in BY_NAME[stream]["fields"]
        if field["type"].startswith("decimal")
    ]
    if not decimals:
        pytest.skip("it has none")
    run = run_tap(Tap, config, streams=[stream])
    for name in decimals:
        found = [str(record[name]) for record in run.records(stream)]
        assert any(re.search(r"\.10*$", text) for text in found)


@pytest.mark.parametrize("stream", STREAMS)
def test_an_empty_folder_is_no_trouble(
    config: Config, files: PlayedFiles, stream: str
) -> None:
    for path in files.files[stream]:
        (files.folder / path).unlink()
    run = run_tap(Tap, config, streams=[stream])
    assert run.error is None
    assert run.records(stream) == []
