"""The Singer SDK's own standard tests of a tap, on the source that stands in for the real one.

`SOURCEWRIGHT_TAP` is the tap's package, `SOURCEWRIGHT_CONFIG` its configuration as JSON, and
`SOURCEWRIGHT_STREAMS` a JSON list of the streams to test.
"""

from __future__ import annotations

import importlib
import json
import os

from singer_sdk import Stream, Tap
from singer_sdk.testing import SuiteConfig, get_tap_test_class


def tap_class(package: str) -> type[Tap]:
    module = importlib.import_module(f"{package}.tap")
    found = [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, Tap)
        and value.__module__ == module.__name__
    ]
    if len(found) != 1:
        raise LookupError(f"{package}.tap must define one tap, and defines {len(found)}")
    return found[0]


def only(tap: type[Tap], names: list[str]) -> type[Tap]:
    class ChosenStreams(tap):
        def discover_streams(self) -> list[Stream]:
            return [stream for stream in super().discover_streams() if stream.name in names]

    return ChosenStreams


TestTap = get_tap_test_class(
    only(tap_class(os.environ["SOURCEWRIGHT_TAP"]), json.loads(os.environ["SOURCEWRIGHT_STREAMS"])),
    config=json.loads(os.environ["SOURCEWRIGHT_CONFIG"]),
    # Its tests of single fields take a field that is a text or a boolean for a boolean; `verify`
    # compares every value with the source's and validates it against the schema.
    include_stream_attribute_tests=False,
    suite_config=SuiteConfig(ignore_no_records=True),
)
