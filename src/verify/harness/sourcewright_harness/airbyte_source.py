"""A manifest as its connector image runs it: the manifest's own spec, and its components trusted.

`source-declarative-manifest --manifest-path` would answer `spec` with a general one.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

from airbyte_cdk.entrypoint import AirbyteEntrypoint, launch
from airbyte_cdk.sources.declarative.concurrent_declarative_source import (
    ConcurrentDeclarativeSource,
)
from airbyte_cdk.utils.yaml_loader import safe_load_yaml

from sourcewright_harness import resolved_manifests


def warm(folder: str) -> None:
    """Resolves the manifest once for all jobs; one that is no good is left to them, to tell."""
    try:
        _register_components(Path(folder) / "components.py")
        resolved_manifests.remember(_manifest(folder))
    except Exception:
        resolved_manifests.forget()


def main(folder: str, arguments: list[str]) -> None:
    parsed = AirbyteEntrypoint.parse_args(arguments)
    config, catalog, state = (
        getattr(parsed, name, None) for name in ("config", "catalog", "state")
    )
    _register_components(Path(folder) / "components.py")
    read = ConcurrentDeclarativeSource
    source = ConcurrentDeclarativeSource(
        config=read.read_config(config) if config else None,
        catalog=read.read_catalog(catalog) if catalog else None,
        state=read.read_state(state) if state else [],
        source_config=resolved_manifests.remembered() or _manifest(folder),
        config_path=config,
    )
    launch(source, arguments)


def _manifest(folder: str) -> dict[str, Any]:
    with open(Path(folder) / "manifest.yaml", encoding="utf-8") as manifest:
        return safe_load_yaml(manifest)


def _register_components(path: Path) -> None:
    if not path.exists():
        return
    spec = importlib.util.spec_from_file_location("components", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} can't be imported")
    module = importlib.util.module_from_spec(spec)
    sys.modules["components"] = module
    sys.modules["source_declarative_manifest.components"] = module
    spec.loader.exec_module(module)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
