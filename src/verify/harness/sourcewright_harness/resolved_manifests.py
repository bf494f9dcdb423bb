"""What the CDK makes of a manifest before it runs it, kept for the jobs that are forked later.

Resolving references, propagating parameters and validating depend on the manifest alone, and take
many times longer than a scenario where there are a hundred streams.
"""

from __future__ import annotations

import pickle
from typing import Any

from airbyte_cdk.sources.declarative.concurrent_declarative_source import (
    ConcurrentDeclarativeSource,
)

_process = ConcurrentDeclarativeSource._pre_process_manifest
_validate = ConcurrentDeclarativeSource._validate_source

_manifest: dict[str, Any] | None = None
_resolved: bytes = b""


def remembered() -> dict[str, Any] | None:
    """The manifest itself, as it was read."""
    return _manifest


def remember(manifest: dict[str, Any]) -> None:
    """Resolves and validates it; raises what the CDK raises where it is no good."""
    global _manifest, _resolved
    kept = pickle.dumps(manifest)
    source = ConcurrentDeclarativeSource(source_config=manifest)
    _resolved = pickle.dumps(_process(source, pickle.loads(kept)))
    _manifest = pickle.loads(kept)
    ConcurrentDeclarativeSource._pre_process_manifest = _recall
    ConcurrentDeclarativeSource._validate_source = _validate_unless_recalled


def forget() -> None:
    global _manifest
    _manifest = None
    ConcurrentDeclarativeSource._pre_process_manifest = _process
    ConcurrentDeclarativeSource._validate_source = _validate


def _recall(source: ConcurrentDeclarativeSource, manifest: dict[str, Any]) -> dict[str, Any]:
    if manifest != _manifest:
        return _process(source, manifest)
    source._recalled = True
    # A copy, since a source changes what it is given.
    return pickle.loads(_resolved)


def _validate_unless_recalled(source: ConcurrentDeclarativeSource) -> None:
    if not getattr(source, "_recalled", False):
        _validate(source)
