"""Airbyte's own standard tests of a connector, on the source that stands in for the real one.

`SOURCEWRIGHT_CONNECTOR` is the connector's folder, `SOURCEWRIGHT_CONFIG` its configuration as JSON.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from airbyte_cdk.test.models import ConnectorTestScenario
from airbyte_cdk.test.standard_tests.declarative_sources import DeclarativeSourceTestSuite

pytest_plugins = ["airbyte_cdk.test.standard_tests.pytest_hooks"]


class TestConnector(DeclarativeSourceTestSuite):
    @classmethod
    def get_connector_root_dir(cls) -> Path:
        return Path(os.environ["SOURCEWRIGHT_CONNECTOR"])

    @classmethod
    def get_scenarios(cls) -> list[ConnectorTestScenario]:
        config = json.loads(os.environ["SOURCEWRIGHT_CONFIG"])
        # The path only names the scenario; the configuration is what is given.
        return [ConnectorTestScenario(config_path=Path("config.json"), config_dict=config)]
