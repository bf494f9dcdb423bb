"""Applies an authenticator to a request."""

from __future__ import annotations

import typing as t
from urllib.parse import unquote_plus, urlencode, urlsplit, urlunsplit

from singer_sdk.authenticators import APIAuthenticatorBase

if t.TYPE_CHECKING:
    import requests
    from singer_sdk.helpers.types import Auth


def authenticate(authenticator: Auth, request: requests.PreparedRequest) -> None:
    """Prove who asks; nothing else of the request changes."""
    url = request.url or ""
    authenticator(request)
    if isinstance(authenticator, APIAuthenticatorBase):
        # They write the whole query anew, and lose its empty values.
        request.url = with_query(url, authenticator.auth_params)


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
