"""Airbyte's own standard tests of a manifest-only connector; see `airbyte_scenario`."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from airbyte_cdk.test.models import ConnectorTestScenario
from airbyte_cdk.test.standard_tests import declarative_sources
from airbyte_cdk.test.standard_tests.declarative_sources import DeclarativeSourceTestSuite
from airbyte_cdk.utils.yaml_loader import safe_load_yaml

from sourcewright_harness import airbyte_scenario

# Each test reads the manifest anew; the runtime's own loader takes a third of the time.
declarative_sources.yaml = SimpleNamespace(safe_load=safe_load_yaml)

pytest_plugins = ["airbyte_cdk.test.standard_tests.pytest_hooks"]


class TestConnector(DeclarativeSourceTestSuite):
    @classmethod
    def get_connector_root_dir(cls) -> Path:
        return airbyte_scenario.folder()

    @classmethod
    def get_scenarios(cls) -> list[ConnectorTestScenario]:
        return airbyte_scenario.scenarios()
