"""Keys that stand where the CDK's own authenticators don't put one."""

from __future__ import annotations

import typing as t
from urllib.parse import quote, quote_plus

from airbyte_cdk.utils.airbyte_secrets_utils import add_to_secrets
from requests.auth import AuthBase

from .cookies import with_cookie
from .query_string import with_query

if t.TYPE_CHECKING:
    import requests

Place = t.Literal["header", "query", "cookie"]


class ApiKey(AuthBase):
    """Sends the same value with each request."""

    def __init__(self, name: str, value: str, place: Place = "header") -> None:
        """Know it, and keep its encoded forms out of logs as well."""
        self._name = name
        self._value = value
        self._place = place
        for encoded in {quote(value, safe=""), quote_plus(value)} - {value}:
            add_to_secrets(encoded)

    def __call__(self, r: requests.PreparedRequest) -> requests.PreparedRequest:
        """Prove who asks."""
        if self._place == "header":
            r.headers[self._name] = self._value
        elif self._place == "query":
            r.url = with_query(r.url or "", {self._name: self._value})
        else:
            others = r.headers.get("Cookie")
            r.headers["Cookie"] = with_cookie(others, self._name, self._value)
        return r
