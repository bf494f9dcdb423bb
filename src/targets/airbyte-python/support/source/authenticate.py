"""Applies an authenticator to a request."""

from __future__ import annotations

import typing as t

from requests.auth import AuthBase

if t.TYPE_CHECKING:
    from collections.abc import Mapping

    import requests

Auth = AuthBase

__all__ = ["Auth", "authenticate", "nobody"]


def nobody(config: Mapping[str, t.Any]) -> None:
    """No proof is asked for."""


def authenticate(authenticator: Auth, request: requests.PreparedRequest) -> None:
    """Prove who asks; nothing else of the request changes."""
    authenticator(request)
