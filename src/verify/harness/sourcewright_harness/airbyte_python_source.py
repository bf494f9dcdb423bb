"""A source in Python, as its `main.py` starts it."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType


def package_in(folder: str) -> str:
    """The name of the one package that is a source."""
    [package] = [found.parent.name for found in Path(folder).glob("source_*/source.py")]
    return package


def import_source(folder: str) -> ModuleType:
    """The package, found as `main.py` finds it."""
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return importlib.import_module(package_in(folder))


def warm(folder: str) -> None:
    """Imports it once for all jobs; one that is no good is left to them, to tell."""
    try:
        import_source(folder)
    except Exception:
        for name in [name for name in sys.modules if name.startswith("source_")]:
            del sys.modules[name]
