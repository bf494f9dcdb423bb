"""Tokens as `HttpClient` renews them: when the source doesn't take one any more."""

from __future__ import annotations

import typing as t

from requests.auth import AuthBase

if t.TYPE_CHECKING:
    import requests


class Renews(t.Protocol):
    """Proves who asks with tokens that end."""

    @property
    def generation(self) -> int:
        """Counts the tokens."""

    def __call__(self, r: requests.PreparedRequest) -> requests.PreparedRequest:
        """Prove who asks."""

    def renew(self, generation: int) -> None:
        """Fetch new tokens in place of those of that generation."""


class Refreshable(AuthBase):
    """Hands a refused token's renewal on."""

    def __init__(self, proof: Renews) -> None:
        """Know what holds the token."""
        self._proof = proof

    def __call__(self, r: requests.PreparedRequest) -> requests.PreparedRequest:
        """Prove who asks."""
        return self._proof(r)

    def refresh_and_set_access_token(self) -> None:
        """Fetch a new token; the request is then signed anew."""
        self._proof.renew(self._proof.generation)
