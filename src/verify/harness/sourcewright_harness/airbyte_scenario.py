"""The source that stands in for the real one, as Airbyte's standard tests want it described.

`SOURCEWRIGHT_CONNECTOR` is the connector's folder, `SOURCEWRIGHT_CONFIG` its configuration as JSON,
`SOURCEWRIGHT_EMPTY_STREAMS` a JSON list of the streams that hold no records there.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from airbyte_cdk.test.models import ConnectorTestScenario


def folder() -> Path:
    return Path(os.environ["SOURCEWRIGHT_CONNECTOR"])


def scenarios() -> list[ConnectorTestScenario]:
    # The CDK's tests would leave an empty configuration out of their commands.
    config = json.loads(os.environ["SOURCEWRIGHT_CONFIG"]) or {"unused": ""}
    names = json.loads(os.environ["SOURCEWRIGHT_EMPTY_STREAMS"])
    empty = [{"name": name, "bypass_reason": "empty in this source"} for name in names]
    # The path only names the scenario; the configuration is what is given.
    named = {"config_path": "config.json", "config_dict": config, "empty_streams": empty}
    return [ConnectorTestScenario.model_validate(named)]
