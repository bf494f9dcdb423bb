"""The SDK's own tests of a tap."""

from __future__ import annotations

import typing as t

import pytest
from singer_sdk.testing import SuiteConfig, get_tap_test_class

from .conftest import ALL, CONFIG, Tap, play
from .tap_under_test import Tap as WholeTap

if t.TYPE_CHECKING:
    from collections.abc import Iterator

    from singer_sdk import Stream

_Standard = get_tap_test_class(
    tap_class=Tap,
    config=CONFIG,
    suite_config=SuiteConfig(max_records_limit=20),
    # Field by field, they would only say that the played records fit the schema.
    include_stream_attribute_tests=False,
    parse_env_config=False,
)


@pytest.fixture(scope="module", autouse=True)
def _source() -> Iterator[None]:
    """The source of the one run that these tests look at."""
    with pytest.MonkeyPatch.context() as patch:
        play(patch)
        yield


@pytest.mark.filterwarnings("ignore:Fields in transformed catalog:UserWarning")
@pytest.mark.filterwarnings("ignore:No records were available:UserWarning")
class TestStandard(_Standard):  # type: ignore[misc,valid-type]
    """One run for all of them."""


def _offered(config: dict[str, t.Any]) -> t.Mapping[str, Stream]:
    return WholeTap(config=config, setup_mapper=False).streams


def test_every_stream_is_offered() -> None:
    offered = _offered(CONFIG)
    assert set(offered) == {facts["name"] for facts in ALL}
    for facts in ALL:
        stream = offered[facts["name"]]
        assert [[key] for key in stream.primary_keys] == facts["key"]
        assert stream.schema["type"] == "object"


def test_streams_that_need_a_setting_are_offered_with_it_only() -> None:
    opening = {setting for facts in ALL for setting in facts["needs"]}
    config = {name: value for name, value in CONFIG.items() if name not in opening}
    offered = _offered(config)
    assert set(offered) == {facts["name"] for facts in ALL if not facts["needs"]}
