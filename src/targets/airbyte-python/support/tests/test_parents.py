"""Streams below one parent and below several."""

from __future__ import annotations

import pytest

from source import stream as stream_module
from source.children import ChildStream
from source.params import Path, Query
from source.parents import Parent
from testing.source_run import run_source

from .conftest import AnyStream, Api, answer, source_of

SITE = Parent(
    stream="sites", field=("code",), param=Path("site"), record_field="site_code"
)


class Sites(AnyStream):
    """Parents."""

    name = "sites"
    path = "/sites"


class Tags(AnyStream):
    """Parents that have nothing to do with the others."""

    name = "tags"
    path = "/tags"


class Crews(ChildStream, AnyStream):
    """Children."""

    name = "crews"
    path = "/sites/{site}/crews"
    parents = (SITE,)


class Rooms(ChildStream, AnyStream):
    """Children of the same parents."""

    name = "rooms"
    path = "/sites/{site}/rooms"
    parents = (SITE,)


class Shifts(ChildStream, AnyStream):
    """Grandchildren that want a second field of the records at the top."""

    name = "shifts"
    path = "/crews/{crew}/shifts"
    parents = (
        Parent(stream="crews", field=("id",), param=Path("crew")),
        Parent(stream="sites", field=("town",), param=Query("town")),
    )


class Meetings(ChildStream, AnyStream):
    """Below crews and rooms of one site, with every tag."""

    name = "meetings"
    path = "/meetings"
    parents = (
        Parent(stream="tags", field=("id",), param=Query("tag")),
        Parent(stream="rooms", field=("id",), param=Query("room")),
        Parent(stream="crews", field=("id",), param=Query("crew")),
    )


@pytest.fixture(autouse=True)
def _lists(api: Api) -> None:
    api.lists = {
        "/sites": [{"code": "007", "town": "Ulm"}, {"code": "b", "town": "Bonn"}],
        "/sites/007/crews": [{"id": "1"}, {"id": "2"}],
        "/sites/b/crews": [{"id": "3"}],
        "/sites/007/rooms": [{"id": "10"}],
        "/sites/b/rooms": [{"id": "20"}, {"id": "21"}],
        "/tags": [{"id": "x"}, {"id": "y"}],
        "/crews/1/shifts": [{"id": "a"}],
        "/crews/2/shifts": [],
        "/crews/3/shifts": [{"id": "c"}],
        "/meetings": [],
    }


ALL = (Sites, Tags, Crews, Rooms, Shifts, Meetings)


def test_records_say_whose_they_are(api: Api) -> None:
    run = run_source(source_of(*ALL), {}, streams=["crews"])
    assert run.error is None
    assert run.records("crews") == [
        {"id": "1", "site_code": "007"},
        {"id": "2", "site_code": "007"},
        {"id": "3", "site_code": "b"},
    ]


def test_a_parent_is_read_once_for_itself_and_all_its_children(api: Api) -> None:
    # The catalog's order is no matter.
    run = run_source(source_of(*ALL), {}, streams=["rooms", "crews", "sites"])
    assert run.error is None
    assert api.asked.count("/sites") == 1


def test_a_parent_that_is_too_large_to_be_held_is_read_again(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream_module, "MOST_HELD", 1)
    run = run_source(source_of(*ALL), {}, streams=["rooms", "crews"])
    assert run.error is None
    assert api.asked.count("/sites") == 2
    assert len(run.records("rooms")) == 3


def test_a_second_field_of_a_grandparent(api: Api) -> None:
    run = run_source(source_of(*ALL), {}, streams=["shifts"])
    assert run.error is None
    asked = [
        (path, api.query(number)["town"])
        for number, path in enumerate(api.asked)
        if path.endswith("/shifts")
    ]
    assert asked == [
        ("/crews/1/shifts", "Ulm"),
        ("/crews/2/shifts", "Ulm"),
        ("/crews/3/shifts", "Bonn"),
    ]


def test_every_combination_that_fits_together(api: Api) -> None:
    run = run_source(source_of(*ALL), {}, streams=["meetings"])
    assert run.error is None
    asked = {
        tuple(sorted(api.query(number).items()))
        for number, path in enumerate(api.asked)
        if path == "/meetings"
    }
    fitting = [("1", "10"), ("2", "10"), ("3", "20"), ("3", "21")]
    assert asked == {
        (("crew", crew), ("room", room), ("tag", tag))
        for crew, room in fitting
        for tag in ("x", "y")
    }
    assert api.asked.count("/meetings") == len(asked)
    assert api.asked.count("/sites") == 1


def test_a_part_that_is_forbidden_is_left_out_and_told(api: Api) -> None:
    api.instead["/sites/007/crews"] = [lambda _: answer({}, status=403)] * 9
    run = run_source(source_of(*ALL), {}, streams=["crews", "shifts", "tags"])
    assert [record["id"] for record in run.records("crews")] == ["3"]
    assert [record["id"] for record in run.records("shifts")] == ["c"]
    assert len(run.records("tags")) == 2
    assert run.error is not None
    assert "crews" in str(run.error)
    assert "shifts" in str(run.error)
    assert "403" in run.told


def test_a_record_that_leads_nowhere_is_passed_over_and_told(
    api: Api, caplog: pytest.LogCaptureFixture
) -> None:
    api.lists["/sites"].append({"town": "Kiel"})
    run = run_source(source_of(*ALL), {}, streams=["crews"])
    assert run.error is None
    assert len(run.records("crews")) == 3
    assert "nothing leads from it" in caplog.text


def test_the_same_value_twice_leads_to_one_list(api: Api) -> None:
    api.lists["/sites"].append({"code": "b", "town": "Bonn"})
    run = run_source(source_of(*ALL), {}, streams=["crews"])
    assert api.asked.count("/sites/b/crews") == 1
    assert run.error is None
