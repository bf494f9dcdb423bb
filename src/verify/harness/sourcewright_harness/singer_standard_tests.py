"""The Singer SDK's own standard tests of a tap, on the source that stands in for the real one.

`SOURCEWRIGHT_TAP` is the tap's package, `SOURCEWRIGHT_CONFIG` its configuration as JSON.
"""

from __future__ import annotations

import importlib
import json
import os

from singer_sdk import Tap
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


TestTap = get_tap_test_class(
    tap_class(os.environ["SOURCEWRIGHT_TAP"]),
    config=json.loads(os.environ["SOURCEWRIGHT_CONFIG"]),
    suite_config=SuiteConfig(ignore_no_records=True),
)
