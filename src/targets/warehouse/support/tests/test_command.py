"""Which streams are loaded together, and how a run ends."""

from __future__ import annotations

import json
import logging

import pytest

from loading.command import Exit, families, worst
from loading.logs import JsonLines
from loading.params import Path
from loading.parents import Parent
from loading.source import Source
from loading.stream import Cursor, Stream


def stream(name: str, *above: str) -> Stream:
    """A stream below others."""
    links = tuple(
        Parent(stream=one, field=("id",), param=Path(f"{one}_id")) for one in above
    )
    return Stream(name=name, path=f"/{name}", parents=links, above=above)


A, B, C = stream("a"), stream("b", "a"), stream("c", "b")
OTHER, CROSSED = stream("other"), stream("crossed", "other", "b")


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        ([A, OTHER], [["a"], ["other"]]),
        ([A, B, C], [["a", "b", "c"]]),
        ([B, OTHER, C], [["b", "c"], ["other"]]),
        ([OTHER, CROSSED, A], [["other"], ["crossed", "a"]]),
        ([], []),
    ],
)
def test_what_is_below_one_list_is_loaded_with_it(
    chosen: list[Stream], wanted: list[list[str]]
) -> None:
    known = [A, B, C, OTHER, CROSSED]
    found = families(chosen, known)
    assert [[each.name for each in family] for family in found] == wanted


def test_the_worst_end_counts() -> None:
    assert worst([]) == Exit.LOADED
    assert worst([Exit.LOADED, Exit.INCOMPLETE]) == Exit.INCOMPLETE
    assert worst([Exit.FAILED, Exit.INCOMPLETE, Exit.LOADED]) == Exit.FAILED


def test_streams_are_offered_with_their_settings_only() -> None:
    needy = Stream(name="needy", path="/n", needs=("account",))
    source = Source(base_url="https://x.example", streams=(A, needy))
    assert list(source.offered({})) == ["a"]
    assert list(source.offered({"account": ""})) == ["a"]
    assert list(source.offered({"account": "7"})) == ["a", "needy"]


@pytest.mark.parametrize(
    ("key", "cursor", "wanted"),
    [
        (("id",), None, "merge"),
        ((), Cursor(field=("at",)), "append"),
        ((), None, "replace"),
    ],
)
def test_how_rows_are_written(
    key: tuple[str, ...], cursor: Cursor | None, wanted: str
) -> None:
    made = Stream(name="s", path="/s", primary_key=key, cursor=cursor)
    assert made.write_disposition == wanted


def test_secrets_are_kept_out_of_logs() -> None:
    lines = JsonLines()
    lines.secrets.add('se"cret')
    made = logging.LogRecord("x", logging.ERROR, "", 0, "%s!", ('se"cret',), None)
    told = json.loads(lines.format(made))
    assert told["message"] == "***!"
    assert told["level"] == "error"
