"""Credentials that are sent as they are."""

from __future__ import annotations

import typing as t

from requests.auth import AuthBase, HTTPBasicAuth

from .query_string import with_query

if t.TYPE_CHECKING:
    import requests


class ApiKey(AuthBase):
    """A key in a header, a cookie or the query."""

    def __init__(
        self,
        *,
        value: str,
        name: str = "Authorization",
        place: t.Literal["header", "query", "cookie"] = "header",
    ) -> None:
        """Know the key and where it is sent."""
        self._name = name
        self._value = value
        self._place = place

    def __call__(self, r: requests.PreparedRequest) -> requests.PreparedRequest:
        """Prove who asks."""
        if self._place == "query":
            r.url = with_query(r.url or "", {self._name: self._value})
        elif self._place == "cookie":
            r.headers["Cookie"] = f"{self._name}={self._value}"
        else:
            r.headers[self._name] = self._value
        return r


class Basic(HTTPBasicAuth):
    """User name and password, in UTF-8."""

    def __init__(self, *, username: str, password: str) -> None:
        """Know them."""
        super().__init__(username.encode(), password.encode())
