"""States: what is remembered, and when it is told."""

from __future__ import annotations

import pytest
from airbyte_cdk.models import SyncMode

from source import incremental
from source.children import ChildStream
from source.cursor_filter import CursorFilter
from source.incremental import IncrementalStream
from source.params import Path, Query
from source.parents import Parent
from testing.source_run import run_source

from .conftest import AnyStream, Api, answer, source_of


class Orders(IncrementalStream, AnyStream):
    """A list with a filter."""

    name = "orders"
    path = "/orders"
    cursor_field = "changed"
    cursor_filter = CursorFilter(param=Query("since"))


class Nested(IncrementalStream, AnyStream):
    """A list whose cursor lies deeper, and whose key does."""

    name = "nested"
    path = "/nested"
    primary_key = [["data", "id"]]
    cursor_field = ["data", "changed"]


class Sorted(IncrementalStream, AnyStream):
    """A list that can be resumed."""

    name = "sorted"
    path = "/sorted"
    cursor_field = "changed"
    is_sorted = True


class Lines(ChildStream, IncrementalStream, AnyStream):
    """A list for each order."""

    name = "lines"
    path = "/orders/{order}/lines"
    cursor_field = "changed"
    parents = (Parent(stream="orders", field=("id",), param=Path("order")),)


ALL = (Orders, Nested, Sorted, Lines)
DAY = "2024-05-0{}T00:00:00Z"


def _records(*days: int) -> list[dict[str, str]]:
    return [{"id": str(day), "changed": DAY.format(day)} for day in days]


def test_the_state_is_asked_for_the_next_time(api: Api) -> None:
    api.lists["/orders"] = _records(1, 3, 2)
    once = run_source(source_of(*ALL), {}, streams=["orders"])
    assert once.states == {"orders": {"changed": DAY.format(3)}}
    run_source(source_of(*ALL), {}, streams=["orders"], state=once.states)
    assert api.query() == {"since": DAY.format(3)}


def test_a_start_date_later_than_the_state_counts(api: Api) -> None:
    api.lists["/orders"] = []
    run_source(
        source_of(*ALL),
        {"start_date": DAY.format(5)},
        streams=["orders"],
        state={"orders": {"changed": DAY.format(3)}},
    )
    assert api.query() == {"since": DAY.format(5)}


def test_nested_cursors_and_keys_are_the_cdks_own(api: Api) -> None:
    api.lists["/nested"] = [{"data": record} for record in _records(1, 2)]
    [stream] = [one for one in source_of(*ALL)().streams({}) if one.name == "nested"]
    described = stream.as_airbyte_stream()
    assert described.default_cursor_field == ["data", "changed"]
    assert described.source_defined_primary_key == [["data", "id"]]
    once = run_source(source_of(*ALL), {}, streams=["nested"])
    assert once.states == {"nested": {"data.changed": DAY.format(2)}}
    again = run_source(source_of(*ALL), {}, streams=["nested"], state=once.states)
    assert again.records("nested") == [{"data": _records(2)[0]}]


def test_a_list_that_was_cut_short_keeps_its_state(api: Api) -> None:
    api.lists |= {"/orders": _records(1, 2), "/orders/2/lines": _records(4)}
    api.instead["/orders/1/lines"] = [lambda _: answer({}, status=403)]
    run = run_source(source_of(*ALL), {}, streams=["lines"])
    assert run.error is not None
    assert run.states["lines"]["states"] == [
        {"partition": {"orders.id": "2"}, "cursor": {"changed": DAY.format(4)}}
    ]


def test_children_of_old_parents_are_read_too(api: Api) -> None:
    api.lists |= {
        "/orders": _records(1, 2),
        "/orders/1/lines": [],
        "/orders/2/lines": [],
    }
    state = {"orders": {"changed": DAY.format(2)}}
    run = run_source(source_of(*ALL), {}, streams=["orders", "lines"], state=state)
    assert run.error is None
    assert {"/orders/1/lines", "/orders/2/lines"} <= set(api.asked)


def test_a_sorted_list_tells_its_state_on_the_way(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incremental, "CHECKPOINT", 2)
    api.lists["/sorted"] = _records(1, 2, 3)
    run = run_source(source_of(*ALL), {}, streams=["sorted"])
    told = [state["stream"]["stream_state"] for state in run.of_type("state")]
    assert told == [{"changed": DAY.format(2)}, {"changed": DAY.format(3)}]


def test_a_sorted_list_out_of_order_is_refused(api: Api) -> None:
    api.lists["/sorted"] = _records(2, 1)
    run = run_source(source_of(*ALL), {}, streams=["sorted"])
    assert "out of order" in run.told


def test_many_parents_tell_their_state_once_in_a_while(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incremental, "MANY_PARENTS", 2)
    days = range(1, 9)
    api.lists["/orders"] = _records(*days)
    api.lists |= {f"/orders/{day}/lines": _records(day) for day in days}
    run = run_source(source_of(*ALL), {}, streams=["lines"])
    told = run.of_type("state")
    # After the first two, and at the end.
    assert len(told) == 3
    assert len(run.states["lines"]["states"]) == 8
    again = run_source(source_of(*ALL), {}, streams=["lines"], state=run.states)
    assert again.states == run.states


def test_a_full_refresh_asks_for_everything(api: Api) -> None:
    api.lists["/orders"] = _records(1)
    [orders] = [one for one in source_of(*ALL)().streams({}) if one.name == "orders"]
    assert isinstance(orders, Orders)
    orders.state = {"changed": DAY.format(3)}
    assert list(orders.read_records(SyncMode.full_refresh)) == _records(1)
    assert api.query() == {}
    assert list(orders.read_records(SyncMode.incremental)) == _records(1)
    assert api.query() == {"since": DAY.format(3)}


def test_a_cursor_that_isnt_written_as_declared_is_told(api: Api) -> None:
    api.lists["/orders"] = [{"id": "1", "changed": "yesterday"}]
    run = run_source(source_of(*ALL), {}, streams=["orders"])
    assert "isn't written as declared" in run.told
