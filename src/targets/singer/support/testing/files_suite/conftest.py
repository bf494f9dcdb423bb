"""The tap, its files, and a folder in place of the real one."""

from __future__ import annotations

import json
import typing as t
from pathlib import Path

import pytest

from .support.played_files import PlayedFiles

FACTS: dict[str, t.Any] = json.loads(
    Path(__file__).with_name("files.json").read_text(encoding="utf-8")
)
STREAMS: list[str] = [stream["stream"] for stream in FACTS["streams"]]
BY_NAME: dict[str, dict[str, t.Any]] = {
    stream["stream"]: stream for stream in FACTS["streams"]
}
Config = dict[str, t.Any]


@pytest.fixture
def files(tmp_path: Path) -> PlayedFiles:
    """Every stream of the tap, with some files."""
    return PlayedFiles(tmp_path / "files", FACTS)


@pytest.fixture
def config(files: PlayedFiles) -> Config:
    """What leads to them."""
    return {**FACTS["settings"], "location": files.folder.as_uri()}
