"""What the source says of itself, and whether it can be connected to."""

from __future__ import annotations

import typing as t

import pytest

from .conftest import ALL, CONFIG, FACTS, Source
from .source_under_test import Source as WholeSource
from .support.played_source import PlayedSource, status
from .support.source_run import run

if t.TYPE_CHECKING:
    from airbyte_cdk.sources.streams import Stream

SECRETS = [CONFIG[name] for name in FACTS["secrets"] if name in CONFIG]


def _offered(config: dict[str, t.Any]) -> dict[str, Stream]:
    return {stream.name: stream for stream in WholeSource().streams(config)}


def test_the_specification_asks_for_every_setting() -> None:
    [spec] = run(WholeSource(), "spec").of_type("spec")
    properties = spec["connectionSpecification"]["properties"]
    assert set(properties) == set(CONFIG)
    hidden = {name for name in properties if properties[name].get("airbyte_secret")}
    assert hidden == set(FACTS["secrets"])


def test_every_stream_is_offered() -> None:
    offered = _offered(CONFIG)
    assert set(offered) == {facts["name"] for facts in ALL}
    for facts in ALL:
        described = offered[facts["name"]].as_airbyte_stream()
        assert described.json_schema["type"] == "object"
        if facts["key"]:
            assert described.source_defined_primary_key == facts["key"]
        assert offered[facts["name"]].supports_incremental == ("incremental" in facts)


def test_streams_that_need_a_setting_are_offered_with_it_only() -> None:
    opening = {setting for facts in ALL for setting in facts["needs"]}
    config = {name: value for name, value in CONFIG.items() if name not in opening}
    offered = _offered(config)
    assert set(offered) == {facts["name"] for facts in ALL if not facts["needs"]}


def test_discovers_what_it_offers() -> None:
    [catalog] = run(Source(), "discover", config=CONFIG).of_type("catalog")
    names = [stream["name"] for stream in catalog["streams"]]
    assert names == [made.name for made in Source.stream_types]


def test_connects(source: PlayedSource) -> None:
    done = run(Source(), "check", config=CONFIG)
    assert done.error is None
    assert '"SUCCEEDED"' in done.told


def test_a_wrong_credential_is_told(source: PlayedSource) -> None:
    if not SECRETS:
        pytest.skip("the API asks for no credential")
    source.fault(status(source, 401), times=10_000)
    done = run(Source(), "check", config=CONFIG)
    assert '"SUCCEEDED"' not in done.told
    assert [secret for secret in SECRETS if secret in done.told] == []
