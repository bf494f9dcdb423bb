"""What the tap does with files that aren't as they should be."""

from __future__ import annotations

import datetime
import gzip
import logging
import os
import typing as t

import pytest
from singer_sdk.exceptions import FatalSyncError

from .conftest import BY_NAME, FACTS, STREAMS, Config
from .support.played_files import FIRST, ROWS, PlayedFiles
from .support.tap_run import run_tap, same
from .tap_under_test import Tap, clock

ARRIVAL: dict[str, t.Any] = FACTS["arrival"]


def test_what_is_still_written_is_not_read(config: Config, files: PlayedFiles) -> None:
    stream = STREAMS[0]
    whole = run_tap(Tap, config, streams=[stream])
    for path in files.files[stream]:
        for glob in ARRIVAL["ignore"]:
            if "/" not in glob:
                name = glob.replace("*", f"new {os.path.basename(path)}")
                (files.folder / path).with_name(name).write_bytes(b"half")
    run = run_tap(Tap, config, streams=[stream])
    assert same(run.records(stream)) == same(whole.records(stream))


@pytest.mark.skipif("marker" not in ARRIVAL, reason="no marker says it")
def test_a_file_without_its_marker_waits(config: Config, files: PlayedFiles) -> None:
    stream = STREAMS[0]
    for path in files.files[stream]:
        whole = files.folder / path
        whole.with_name(ARRIVAL["marker"].replace("{name}", whole.name)).unlink()
    run = run_tap(Tap, config, streams=[stream])
    assert run.error is None
    assert run.records(stream) == []


@pytest.mark.skipif(ARRIVAL["settledAfter"] == 0, reason="no time is waited for")
def test_a_file_that_was_just_changed_waits(
    config: Config, files: PlayedFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = STREAMS[0]
    changed = (files.folder / files.files[stream][-1]).stat().st_mtime
    now = datetime.datetime.fromtimestamp(changed, tz=datetime.UTC)
    almost = datetime.timedelta(seconds=ARRIVAL["settledAfter"] - 1)
    monkeypatch.setattr(clock, "now", lambda: now + almost)
    early = run_tap(Tap, config, streams=[stream])
    assert files.files[stream][-1] not in {
        record["_file"] for record in early.records(stream)
    }
    monkeypatch.undo()
    late = run_tap(Tap, config, streams=[stream], state=early.state)
    assert {record["_file"] for record in late.records(stream)} == {
        files.files[stream][-1]
    }


@pytest.mark.parametrize("stream", STREAMS)
def test_a_broken_file_is_left_and_told(
    config: Config, files: PlayedFiles, stream: str
) -> None:
    whole = run_tap(Tap, config)
    path = files.files[stream][-1]
    good = (files.folder / path).read_bytes()
    files.write(path, broken(files, stream))
    files.touch(path, 5)

    run = run_tap(Tap, config)
    assert isinstance(run.error, FatalSyncError)
    assert path in str(run.error)
    for name in STREAMS:
        if name != stream:
            assert same(run.records(name)) == same(whole.records(name))

    files.write(path, good)
    files.touch(path, 6)
    again = run_tap(Tap, config, state=run.state)
    assert again.error is None
    assert len(again.records(stream)) == ROWS


def broken(files: PlayedFiles, stream: str) -> bytes:
    """A last row of which half is missing."""
    facts = BY_NAME[stream]
    content = files.content(stream, files.rows(stream))
    if files.is_packed(stream):
        return content[: len(content) // 2]
    if facts["format"]["kind"] == "delimited" and len(facts["fields"]) == 1:
        quote = facts["format"].get("quote")
        if not quote:
            return b"\x00\xff\xfe\x81" if facts["encoding"] == "utf-8" else b""
        return content + f"{quote}a{quote}b{quote}".encode(facts["encoding"])
    text = content.decode(facts["encoding"]).rstrip("\r\n")
    kind = facts["format"]["kind"]
    if kind == "fixed-width":
        return _unreadable(facts, text).encode(facts["encoding"])
    sign = facts["format"].get("delimiter", "\n") if kind == "delimited" else "}"
    cut = text[: text.rindex(sign)]
    # Of a row with nothing in it, nothing would be left.
    return (f"{cut}x" if cut.endswith("\n") else cut).encode(facts["encoding"])


def _unreadable(facts: dict[str, t.Any], text: str) -> str:
    """Letters in place of numbers and dates, in the first record."""
    if all(field["type"].startswith("text") for field in facts["fields"]):
        pytest.skip("any line is as good as any other")
    form = facts["format"]
    only = form.get("only")
    lines = text.split("\n")
    at = form["skipLines"] + (1 if only else 0)
    broken = "x" * len(lines[at])
    if only:
        end = only["start"] + len(only["value"])
        broken = broken[: only["start"]] + only["value"] + broken[end:]
    return "\n".join([*lines[:at], broken, *lines[at + 1 :]])


def test_a_new_column_comes_as_text(
    config: Config, files: PlayedFiles, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    stream = next((name for name in STREAMS if _takes_more(name)), None)
    if stream is None:
        pytest.skip("no form of files has room for more")
    facts = BY_NAME[stream]
    more = {"name": "quite new", "type": "text", "nullable": False}
    facts["fields"].append(more)
    try:
        content = files.content(stream, files.rows(stream))
    finally:
        facts["fields"].remove(more)
    path = files.files[stream][-1]
    files.write(path, content)
    files.touch(path, 5)
    run = run_tap(Tap, config, streams=[stream])
    assert run.error is None
    assert "quite new" in caplog.text
    found = [record for record in run.records(stream) if record["_file"] == path]
    assert all(isinstance(record["quite new"], str) for record in found)
    assert len(found) == ROWS
    schemas = [one for one in run.messages if one["type"] == "SCHEMA"]
    assert "quite new" in schemas[-1]["schema"]["properties"]


def _takes_more(stream: str) -> bool:
    form = BY_NAME[stream]["format"]
    return form["kind"].startswith("json") or bool(form.get("header"))


@pytest.mark.parametrize("stream", STREAMS)
def test_a_link_out_of_the_folder_is_not_followed(
    config: Config, files: PlayedFiles, stream: str
) -> None:
    path = files.folder / files.files[stream][-1]
    outside = files.folder.parent / "outside"
    path.rename(outside)
    path.symlink_to(outside)
    # Links have a time of their own, too.
    moment = (FIRST + datetime.timedelta(days=5)).timestamp()
    os.utime(path, (moment, moment), follow_symlinks=False)
    run = run_tap(Tap, config, streams=[stream])
    assert run.error is not None
    assert files.files[stream][-1] in str(run.error)
    assert files.files[stream][-1] not in {
        record["_file"] for record in run.records(stream)
    }


def test_a_file_that_unpacks_too_far_is_left(
    config: Config, files: PlayedFiles
) -> None:
    stream = next((name for name in STREAMS if files.is_packed(name)), None)
    if stream is None:
        pytest.skip("nothing is compressed")
    path = files.files[stream][-1]
    content = (" " * 1_000_001).encode(BY_NAME[stream]["encoding"])
    files.write(path, gzip.compress(content))
    files.touch(path, 5)
    run = run_tap(Tap, {**config, "unpacked_limit_mb": 1}, streams=[stream])
    assert "unpacked_limit_mb" in str(run.error)


def test_a_byte_order_mark_is_no_part_of_a_name(
    config: Config, files: PlayedFiles
) -> None:
    stream = next(
        (
            name
            for name in STREAMS
            if BY_NAME[name]["encoding"] == "utf-8" and not files.is_packed(name)
        ),
        None,
    )
    if stream is None:
        pytest.skip("no file is plain UTF-8")
    whole = run_tap(Tap, config, streams=[stream])
    for number, path in enumerate(files.files[stream]):
        content = (files.folder / path).read_bytes()
        files.write(path, b"\xef\xbb\xbf" + content)
        files.touch(path, number)
    run = run_tap(Tap, config, streams=[stream])
    assert run.error is None
    assert same(run.records(stream)) == same(whole.records(stream))
