"""A URL's query."""

from __future__ import annotations

from urllib.parse import unquote_plus, urlencode, urlsplit, urlunsplit


def with_query(url: str, params: dict[str, str]) -> str:
    """The URL with parameters in place of those of their names; the others stay."""
    if not params:
        return url
    parts = urlsplit(url)
    others = [
        pair for pair in parts.query.split("&") if pair and not _names(pair, params)
    ]
    return urlunsplit(parts._replace(query="&".join([*others, urlencode(params)])))


def _names(pair: str, params: dict[str, str]) -> bool:
    return unquote_plus(pair.partition("=")[0]) in params
