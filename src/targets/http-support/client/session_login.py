"""Sessions: log in, then send what that gave."""

from __future__ import annotations

import typing as t

from requests.auth import HTTPBasicAuth
from typing_extensions import override

from .cookies import with_cookie
from .framework import FatalAPIError
from .query_string import with_query
from .records import value_at
from .renewable import Renewable, Token, ask

if t.TYPE_CHECKING:
    import requests


class SessionLogin(Renewable):
    """Logs in when it is needed."""

    def __init__(
        self,
        *,
        url: str,
        token_path: tuple[str, ...] | None = None,
        token_header: str | None = None,
        place: t.Literal["header", "query", "cookie"] = "header",
        name: str = "Authorization",
        prefix: str = "",
        method: str = "POST",
        body: t.Any = None,
        headers: dict[str, str] | None = None,
        basic: tuple[str, str] | None = None,
        lifetime: float | None = None,
    ) -> None:
        """Know how to log in, where the token is found, and where it is sent."""
        super().__init__()
        self._request: dict[str, t.Any] = {
            "method": method,
            "url": url,
            "json": body,
            "headers": {"Accept": "application/json", **(headers or {})},
        }
        if basic is not None:
            self._request["auth"] = HTTPBasicAuth(*basic)
        self._token_path = token_path
        self._token_header = token_header
        self._place = place
        self._name = name
        self._prefix = prefix
        self._lifetime = lifetime

    @override
    def fetch(self) -> Token:
        response = ask("the login", **self._request)
        token = self._token_in(response)
        if not token:
            msg = "the login's answer holds no token"
            raise FatalAPIError(msg)
        return Token(str(token), self._lifetime)

    def _token_in(self, response: requests.Response) -> t.Any:
        if self._token_header is not None:
            return response.headers.get(self._token_header)
        try:
            return value_at(response.json(), self._token_path or ())
        except ValueError:
            return None

    @override
    def put(self, request: requests.PreparedRequest, token: str) -> None:
        value = f"{self._prefix} {token}".strip()
        if self._place == "header":
            request.headers[self._name] = value
        elif self._place == "cookie":
            others = request.headers.get("Cookie")
            request.headers["Cookie"] = with_cookie(others, self._name, value)
        else:
            request.url = with_query(request.url or "", {self._name: value})
