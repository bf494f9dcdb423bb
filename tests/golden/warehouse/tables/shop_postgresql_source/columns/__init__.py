"""The columns of the streams' tables, as dlt has hints for them."""

import json
import typing as t
from importlib.resources import files


def columns(stream: str) -> dict[str, dict[str, t.Any]]:
    """The columns of a stream, by field."""
    text = files(__name__).joinpath(f"{stream}.json").read_text(encoding="utf-8")
    held: dict[str, dict[str, t.Any]] = json.loads(text)
    return held
