"""A request's cookies."""

from __future__ import annotations

import typing as t


def cookies_of(header: t.Any) -> dict[str, str]:
    """Each cookie of a header, by its name."""
    pairs = [pair.strip() for pair in str(header or "").split(";")]
    return {pair.partition("=")[0]: pair for pair in pairs if pair}


def with_cookie(header: t.Any, name: str, value: str) -> str:
    """The header with a cookie in place of that of its name; the others stay."""
    return "; ".join({**cookies_of(header), name: f"{name}={value}"}.values())
