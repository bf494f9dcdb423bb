"""Applies an authenticator to a request."""

from __future__ import annotations

import typing as t

from singer_sdk.authenticators import APIAuthenticatorBase
from singer_sdk.helpers.types import Auth

from .query_string import with_query

if t.TYPE_CHECKING:
    import requests

__all__ = ["Auth", "authenticate"]


def authenticate(authenticator: Auth, request: requests.PreparedRequest) -> None:
    """Prove who asks; nothing else of the request changes."""
    url = request.url or ""
    authenticator(request)
    if isinstance(authenticator, APIAuthenticatorBase):
        # They write the whole query anew, and lose its empty values.
        request.url = with_query(url, authenticator.auth_params)
