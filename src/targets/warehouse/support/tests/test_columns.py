"""What records look like as rows."""

from __future__ import annotations

import typing as t

import dlt
import pytest

from loading.columns import Shape, hinted
from loading.stream import Cursor, Stream

normalize = dlt.Schema("names").naming.normalize_identifier


def shape(**columns: str) -> Shape:
    """A shape with columns of these types."""
    return Shape("orders", _columns(columns), normalize)


def _columns(types: dict[str, str]) -> dict[str, dict[str, t.Any]]:
    return {name: {"data_type": kind} for name, kind in types.items()}


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("12.50", "12.50"),
        (5, "5"),
        (True, "true"),
        ({"a": [1]}, '{"a": [1]}'),
        ("é", "é"),
    ],
)
def test_text_stays_text_and_all_else_is_written_as_json(
    value: t.Any, wanted: str
) -> None:
    assert shape(total="text").rows([{"total": value}]) == [{"total": wanted}]


def test_what_is_nested_stays_together() -> None:
    record = {"id": 1, "lines": [{"n": 1}], "at": {"x": None}}
    assert shape(id="bigint", lines="json", at="json").rows([record]) == [record]


def test_what_is_null_is_left_out() -> None:
    assert shape(id="bigint", name="text").rows([{"id": 1, "name": None}]) == [
        {"id": 1}
    ]


def test_fields_that_are_spelled_alike_have_columns_of_their_own() -> None:
    made = Shape("s", _columns({"userId": "text", "user_id": "text"}), normalize)
    assert made.rows([{"userId": "a", "user_id": "b"}]) == [
        {"user_id": "a", "user_id_2": "b"}
    ]


@pytest.mark.parametrize("field", ["a__b", "__v", "_dlt_id", "", " ", '"', "x-y"])
def test_every_name_is_one_column_in_declarations_and_rows(field: str) -> None:
    made = Shape("s", _columns({field: "text"}), normalize)
    [declared] = made.columns(_columns({field: "text"}))
    [row] = made.rows([{field: "held"}])
    assert list(row) == [declared]
    assert declared not in {"_dlt_id", "_dlt_load_id"}
    assert normalize(declared) == declared
    assert "__" not in declared


def test_a_new_field_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    made = shape(id="bigint")
    rows = made.rows([{"id": 1, "newOne": "x"}, {"id": 2, "newOne": "y"}])
    assert rows == [{"id": 1, "new_one": "x"}, {"id": 2, "new_one": "y"}]
    assert caplog.text.count("newOne") == 1


def test_the_newest_of_two_rows_with_one_key_wins() -> None:
    stream = Stream(name="s", path="/s", cursor=Cursor(field=("at",)))
    hints = hinted(stream.cursor_column, {"at": {"data_type": "timestamp"}})
    assert hints["at"]["dedup_sort"] == "desc"
    assert hints["at"]["incremental"] is True


def test_a_cursor_deeper_in_the_record_is_no_column() -> None:
    stream = Stream(name="s", path="/s", cursor=Cursor(field=("a", "at")))
    assert hinted(stream.cursor_column, {"a": {"data_type": "json"}}) == {
        "a": {"data_type": "json"}
    }
