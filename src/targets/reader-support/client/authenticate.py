"""Applies what proves who asks to a request."""

from __future__ import annotations

import typing as t
from collections.abc import Callable

import requests

Auth = Callable[[requests.PreparedRequest], t.Any]


def authenticate(authenticator: Auth, request: requests.PreparedRequest) -> None:
    """Prove who asks; nothing else of the request changes."""
    authenticator(request)
