"""Applies an authenticator to a request."""

from __future__ import annotations

import typing as t

from singer_sdk.authenticators import APIAuthenticatorBase

if t.TYPE_CHECKING:
    import requests
    from singer_sdk.helpers.types import Auth


def authenticate(authenticator: Auth, request: requests.PreparedRequest) -> None:
    """Prove who asks; nothing else of the request changes."""
    url = request.url
    authenticator(request)
    if (
        isinstance(authenticator, APIAuthenticatorBase)
        and not authenticator.auth_params
    ):
        # The SDK's authenticators write the query anew, and lose its empty values.
        request.url = url
