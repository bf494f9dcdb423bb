"""What any tap must do."""

from __future__ import annotations

import typing as t

from .conftest import CONFIG, FACTS, STREAMS
from .support.tap_run import run_tap
from .tap_under_test import Tap

if t.TYPE_CHECKING:
    from .support.played_tables import PlayedTables


def test_every_table_is_discovered() -> None:
    catalog = Tap(config=CONFIG).catalog_dict["streams"]
    assert {entry["tap_stream_id"] for entry in catalog} == set(STREAMS)


def test_keys_are_in_the_schemas() -> None:
    for entry in Tap(config=CONFIG).catalog_dict["streams"]:
        for key in entry["key_properties"]:
            assert "null" not in entry["schema"]["properties"][key]["type"]


def test_every_field_has_a_schema(tables: PlayedTables) -> None:
    run = run_tap(Tap, CONFIG)
    assert run.error is None
    schemas = {
        message["stream"]: message["schema"]["properties"]
        for message in run.messages
        if message["type"] == "SCHEMA"
    }
    for name in STREAMS:
        for record in run.records(name):
            assert set(record) == set(schemas[name])


def test_a_secret_is_hidden() -> None:
    settings = Tap.config_jsonschema["properties"]
    if "password" in FACTS["settings"]:
        assert settings["password"]["secret"]
