"""Airbyte's own standard tests of a source in Python; see `airbyte_scenario`."""

from __future__ import annotations

from pathlib import Path

from airbyte_cdk.sources import AbstractSource
from airbyte_cdk.test.models import ConnectorTestScenario
from airbyte_cdk.test.standard_tests.source_base import SourceTestSuiteBase

from sourcewright_harness import airbyte_scenario
from sourcewright_harness.airbyte_python_source import import_source

pytest_plugins = ["airbyte_cdk.test.standard_tests.pytest_hooks"]


class TestConnector(SourceTestSuiteBase):
    @classmethod
    def connector(cls) -> AbstractSource:
        module = import_source(str(airbyte_scenario.folder()))
        [name] = module.__all__
        return getattr(module, name)()

    @classmethod
    def get_connector_root_dir(cls) -> Path:
        return airbyte_scenario.folder()

    @classmethod
    def get_scenarios(cls) -> list[ConnectorTestScenario]:
        return airbyte_scenario.scenarios()
