"""Airbyte's own standard tests of a connector, on the source that stands in for the real one.

`SOURCEWRIGHT_CONNECTOR` is the connector's folder, `SOURCEWRIGHT_CONFIG` its configuration as JSON,
`SOURCEWRIGHT_EMPTY_STREAMS` a JSON list of the streams that hold no records there.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import SimpleNamespace

from airbyte_cdk.test.models import ConnectorTestScenario
from airbyte_cdk.test.standard_tests import declarative_sources
from airbyte_cdk.test.standard_tests.declarative_sources import DeclarativeSourceTestSuite
from airbyte_cdk.utils.yaml_loader import safe_load_yaml

# Each test reads the manifest anew; the runtime's own loader takes a third of the time.
declarative_sources.yaml = SimpleNamespace(safe_load=safe_load_yaml)

pytest_plugins = ["airbyte_cdk.test.standard_tests.pytest_hooks"]


class TestConnector(DeclarativeSourceTestSuite):
    @classmethod
    def get_connector_root_dir(cls) -> Path:
        return Path(os.environ["SOURCEWRIGHT_CONNECTOR"])

    @classmethod
    def get_scenarios(cls) -> list[ConnectorTestScenario]:
        # The CDK's tests would leave an empty configuration out of their commands.
        config = json.loads(os.environ["SOURCEWRIGHT_CONFIG"]) or {"unused": ""}
        names = json.loads(os.environ["SOURCEWRIGHT_EMPTY_STREAMS"])
        empty = [{"name": name, "bypass_reason": "empty in this source"} for name in names]
        # The path only names the scenario; the configuration is what is given.
        named = {"config_path": "config.json", "config_dict": config, "empty_streams": empty}
        return [ConnectorTestScenario.model_validate(named)]
