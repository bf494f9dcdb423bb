"""Tokens that the connector signs itself."""

from __future__ import annotations

import typing as t

import jwt
from typing_extensions import override

from . import clock
from .oauth import OAuthToken
from .renewable import Renewable, Token

if t.TYPE_CHECKING:
    import requests


def signed(
    claims: dict[str, t.Any],
    *,
    key: str,
    algorithm: str,
    lifetime: int,
    headers: dict[str, str] | None = None,
) -> str:
    """A JSON Web Token that is good from now on."""
    issued = int(clock.now().timestamp())
    content = {"iat": issued, "exp": issued + lifetime, **claims}
    return jwt.encode(content, key, algorithm=algorithm, headers=headers)


class SignedToken(Renewable):
    """Sends a token of its own making."""

    def __init__(
        self,
        *,
        claims: dict[str, t.Any],
        key: str,
        algorithm: str,
        lifetime: int,
        headers: dict[str, str] | None = None,
        prefix: str = "Bearer",
    ) -> None:
        """Know what to sign."""
        super().__init__()
        self._claims = claims
        self._signing: dict[str, t.Any] = {
            "key": key,
            "algorithm": algorithm,
            "lifetime": lifetime,
            "headers": headers,
        }
        self._lifetime = lifetime
        self._prefix = prefix

    @override
    def fetch(self) -> Token:
        return Token(signed(self._claims, **self._signing), self._lifetime)

    @override
    def put(self, request: requests.PreparedRequest, token: str) -> None:
        request.headers["Authorization"] = f"{self._prefix} {token}".strip()


class AssertedToken(OAuthToken):
    """Fetches tokens for an assertion of its own making (RFC 7523)."""

    def __init__(
        self,
        *,
        token_url: str,
        form: dict[str, str],
        claims: dict[str, t.Any],
        key: str,
        client: tuple[str, str] | None = None,
    ) -> None:
        """Know what to sign and where to send it."""
        super().__init__(token_url=token_url, form=form, client=client)
        self._claims = {"aud": token_url, **claims}
        self._key = key

    @override
    def form(self) -> dict[str, str]:
        assertion = signed(
            self._claims, key=self._key, algorithm="RS256", lifetime=3600
        )
        return {**self._form, "assertion": assertion}
