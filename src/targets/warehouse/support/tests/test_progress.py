"""Where the next run begins."""

from __future__ import annotations

import datetime
import typing as t

import pytest

from loading.cursor_filter import CursorFilter, Until
from loading.formats import Integers
from loading.params import Query
from loading.progress import CursorFormatError, DisorderError, Progress
from loading.stream import Cursor, Stream

FILTER = CursorFilter(param=Query("since"))
State = dict[str, t.Any]


def progress(
    state: State,
    *,
    key: tuple[str, ...] = ("id",),
    settings: dict[str, t.Any] | None = None,
    reads_all: bool = False,
    **cursor: t.Any,
) -> Progress:
    """One read of a list with a cursor."""
    return Progress(
        Stream(
            name="orders",
            path="/orders",
            primary_key=key,
            cursor=Cursor(**{"field": ("at",), **cursor}),
        ),
        settings or {},
        partition="",
        state=state,
        reads_all=reads_all,
    )


def at(day: int, number: int = 0) -> dict[str, t.Any]:
    """A record of a day."""
    return {"id": day * 100 + number, "at": f"2024-01-{day:02}T00:00:00Z"}


def sent(made: Progress) -> dict[str, t.Any]:
    """What is asked for."""
    return {param.name: value for param, value in made.parameters()}


def test_a_first_run_asks_from_the_configured_start() -> None:
    assert sent(progress({}, filter=FILTER)) == {}
    settings = {"start_date": "2024-01-01T00:00:00Z"}
    assert sent(progress({}, filter=FILTER, settings=settings)) == {
        "since": "2024-01-01T00:00:00Z"
    }


def test_the_next_run_begins_where_a_whole_list_ended() -> None:
    state: State = {}
    first = progress(state, filter=FILTER)
    assert first.keep([at(1), at(3), at(2)]) == [at(1), at(3), at(2)]
    assert state == {}
    first.finish()
    assert sent(progress(state, filter=FILTER)) == {"since": "2024-01-03T00:00:00Z"}


def test_a_list_that_broke_off_is_asked_for_again() -> None:
    state: State = {}
    first = progress(state, filter=FILTER)
    first.keep([at(3)])
    first.pause()
    assert sent(progress(state, filter=FILTER)) == {}


def test_reaches_back_for_what_comes_late() -> None:
    state: State = {"cursors": {"": "2024-01-03T00:00:00Z"}}
    lookback = datetime.timedelta(days=1)
    assert sent(progress(state, filter=FILTER, lookback=lookback)) == {
        "since": "2024-01-02T00:00:00Z"
    }


def test_a_window_ends_when_the_run_began() -> None:
    wanted = CursorFilter(param=Query("since"), until=Until(param=Query("until")))
    state: State = {"cursors": {"": "2024-01-03T00:00:00Z"}}
    assert set(sent(progress(state, filter=wanted))) == {"since", "until"}


def test_without_a_filter_old_records_are_passed_over() -> None:
    state: State = {"cursors": {"": "2024-01-03T00:00:00Z"}}
    again = progress(state)
    assert sent(again) == {}
    assert again.keep([at(2), at(3), at(4), {"id": 5}]) == [at(3), at(4), {"id": 5}]


def test_with_children_all_is_asked_for_and_the_old_is_not_loaded() -> None:
    state: State = {"cursors": {"": "2024-01-03T00:00:00Z"}}
    again = progress(state, filter=FILTER, reads_all=True)
    assert sent(again) == {}
    assert again.keep([at(2), at(3)]) == [at(3)]


def test_without_a_key_nothing_is_loaded_twice() -> None:
    state: State = {}
    first = progress(state, key=(), filter=FILTER)
    assert len(first.keep([at(2, 1), at(3, 1), at(3, 2), {"id": 9}])) == 4
    first.finish()
    again = progress(state, key=(), filter=FILTER)
    came = again.keep([at(3, 1), at(3, 2), at(3, 3), at(4, 1), {"id": 9}])
    assert came == [at(3, 3), at(4, 1)]
    again.finish()
    assert list(state["loaded"][""].values()) == ["2024-01-04T00:00:00Z"]


def test_without_a_key_what_broke_off_is_not_added_again() -> None:
    state: State = {}
    first = progress(state, key=())
    first.keep([at(1), at(2)])
    first.pause()
    assert progress(state, key=()).keep([at(1), at(2), at(3)]) == [at(3)]


def test_a_cursor_in_the_future_does_not_hide_what_comes() -> None:
    state: State = {}
    first = progress(state)
    first.keep([{"id": 1, "at": "2999-01-01T00:00:00Z"}])
    first.finish()
    assert state["cursors"][""] < "2999"


def test_the_state_never_goes_back() -> None:
    state: State = {"cursors": {"": "2024-01-03T00:00:00Z"}}
    again = progress(state, lookback=datetime.timedelta(days=2))
    again.keep([at(2)])
    again.finish()
    assert state["cursors"][""] == "2024-01-03T00:00:00Z"


def test_a_list_that_begins_with_the_newest_ends_early() -> None:
    state: State = {"cursors": {"": "2024-01-03T00:00:00Z"}}
    again = progress(state, newest_first=True)
    assert not again.is_past([at(5), at(4)])
    assert again.is_past([at(4), at(2)])
    assert not progress(state, newest_first=True, reads_all=True).is_past([at(1)])
    assert not progress(state).is_past([at(1)])


def test_disorder_is_an_error_where_order_is_known() -> None:
    with pytest.raises(DisorderError):
        progress({}, oldest_first=True).keep([at(2), at(1)])


def test_a_cursor_that_is_none_is_an_error() -> None:
    with pytest.raises(CursorFormatError, match="orders"):
        progress({}).keep([{"id": 1, "at": "yesterday"}])


def test_numbers_grow_without_a_calendar() -> None:
    state: State = {}
    wanted = CursorFilter(param=Query("since"), format=Integers())
    first = progress(state, format=Integers(), filter=wanted)
    first.keep([{"id": 1, "at": 7}])
    first.finish()
    settings = {"start_date": "2024-01-01T00:00:00Z"}
    again = progress(state, format=Integers(), filter=wanted, settings=settings)
    assert sent(again) == {"since": 7}
