"""What any tap must do."""

from __future__ import annotations

import typing as t

from singer_sdk.exceptions import ConfigValidationError

from .conftest import FACTS, STREAMS, Config
from .support.tap_run import run_tap
from .tap_under_test import Tap

if t.TYPE_CHECKING:
    from .support.played_files import PlayedFiles


def test_every_stream_is_discovered(config: Config) -> None:
    catalog = Tap(config=config).catalog_dict["streams"]
    assert {entry["tap_stream_id"] for entry in catalog} == set(STREAMS)


def test_keys_are_in_the_schemas(config: Config) -> None:
    for entry in Tap(config=config).catalog_dict["streams"]:
        for key in entry["key_properties"]:
            assert "null" not in entry["schema"]["properties"][key]["type"]


def test_every_field_has_a_schema(config: Config) -> None:
    run = run_tap(Tap, config)
    assert run.error is None
    schemas = {
        message["stream"]: message["schema"]["properties"]
        for message in run.messages
        if message["type"] == "SCHEMA"
    }
    for name in STREAMS:
        for record in run.records(name):
            assert set(record) <= set(schemas[name])


def test_a_secret_is_hidden() -> None:
    settings = Tap.config_jsonschema["properties"]
    assert all(settings[name]["secret"] for name in FACTS["secrets"])


def test_a_folder_that_is_not_there_is_told(config: Config, files: PlayedFiles) -> None:
    gone = files.folder / "no-such-folder"
    run = run_tap(Tap, {**config, "location": gone.as_uri()})
    assert isinstance(run.error, ConfigValidationError)
    assert str(gone) in str(run.error)
